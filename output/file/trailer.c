/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digest of a whole result file, kept in 40 bytes after HDF5's end of file: "SWDIGST1"
 * and the SHA-256 of all that stands before. HDF5 has no checksum on variable-length
 * strings and crashes on some damaged files, so nothing of a file is given to it before
 * the digest has been found right. Other readers ignore the trailer.
 */
#include "result_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include <sidework/sha256.h>

#include "io.h"

static const char magic[8] = {'S', 'W', 'D', 'I', 'G', 'S', 'T', '1'};
enum { DIGEST_BYTES = 32, TRAILER_BYTES = 40, BLOCK_BYTES = 65536 };

/* SHA-256 of the first n bytes; 0, or -1 with errno. */
static int digest(int fd, off_t n, unsigned char out[DIGEST_BYTES])
{
    unsigned char block[BLOCK_BYTES];
    sw_sha256 state;
    sw_sha256_init(&state);
    for (off_t done = 0; done < n;) {
        const size_t want =
            n - done < BLOCK_BYTES ? (size_t)(n - done) : (size_t)BLOCK_BYTES;
        if (sw_io_read_at(fd, block, want, done) != 0)
            return -1;
        sw_sha256_add(&state, block, want);
        done += (off_t)want;
    }
    sw_sha256_end(&state, out);
    return 0;
}

int sw_trailer_append(int fd, uint64_t size, const char *path,
                      sw_diagnostics *diagnostics)
{
    unsigned char trailer[TRAILER_BYTES];
    memcpy(trailer, magic, sizeof magic);
    if (digest(fd, (off_t)size, trailer + sizeof magic) == 0 &&
        sw_io_write_at(fd, trailer, sizeof trailer, (off_t)size) == 0 &&
        sw_io_sync(fd) == 0)
        return SW_OK;
    return sw_fail(diagnostics, SW_IO, "%s: cannot be written: %s",
                   "%s: 書き込めません: %s", path, strerror(errno));
}

/* Opens without waiting for the other end of a FIFO. */
static int open_regular(const char *path, struct stat *info, sw_diagnostics *diagnostics,
                        int *fd)
{
    *fd = sw_io_open(path, O_RDONLY | O_NONBLOCK);
    if (*fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return sw_fail(diagnostics, SW_MISSING, "%s: there is no such file",
                       "%s: ファイルがありません", path);
    if (*fd < 0 || fstat(*fd, info) != 0)
        return sw_fail(diagnostics, SW_IO, "%s: cannot be opened: %s",
                       "%s: 開けません: %s", path, strerror(errno));
    if (!S_ISREG(info->st_mode))
        return sw_fail(diagnostics, SW_INPUT, "%s: is not a regular file",
                       "%s: 通常のファイルではありません", path);
    return SW_OK;
}

static int compare(int fd, off_t size, const char *path, sw_diagnostics *diagnostics)
{
    unsigned char trailer[TRAILER_BYTES] = {0}, found[DIGEST_BYTES];
    static const unsigned char signature[8] = {0x89, 'H',  'D',  'F',
                                               '\r', '\n', 0x1a, '\n'};
    unsigned char head[8] = {0};
    if (size >= (off_t)sizeof head && sw_io_read_at(fd, head, sizeof head, 0) != 0)
        goto unreadable;
    if (memcmp(head, signature, sizeof head) != 0)
        return sw_fail(
            diagnostics, SW_INPUT,
            "%s: is not a result file; expected is an .h5 file made by sidework run",
            "%s: 結果ファイルではありません（sidework run が作る .h5 が必要です）", path);
    if (size > TRAILER_BYTES &&
        sw_io_read_at(fd, trailer, sizeof trailer, size - TRAILER_BYTES) != 0)
        goto unreadable;
    if (memcmp(trailer, magic, sizeof magic) != 0)
        return sw_fail(
            diagnostics, SW_INPUT,
            "%s: the digest at its end is missing: cut short, or not made by sidework "
            "run; "
            "copy it again or run again",
            "%s: 末尾のダイジェストがありません（途中で切れたか、sidework run の結果では"
            "ありません。コピーし直すか、再実行してください）",
            path);
    if (digest(fd, size - TRAILER_BYTES, found) != 0)
        goto unreadable;
    if (memcmp(found, trailer + sizeof magic, DIGEST_BYTES) != 0)
        return sw_fail(
            diagnostics, SW_INPUT,
            "%s: is damaged or was changed: its digest differs; copy it again or "
            "run again",
            "%s: 壊れているか変更されています（ダイジェストが一致しません。"
            "コピーし直すか、再実行してください）",
            path);
    return SW_OK;
unreadable:
    return sw_fail(diagnostics, SW_IO, "%s: cannot be read: %s", "%s: 読めません: %s",
                   path, strerror(errno));
}

int sw_trailer_open(const char *path, int *fd, uint64_t *size,
                    sw_diagnostics *diagnostics)
{
    struct stat info;
    int status = open_regular(path, &info, diagnostics, fd);
    if (status == SW_OK)
        status = compare(*fd, info.st_size, path, diagnostics);
    if (status == SW_OK) {
        *size = (uint64_t)info.st_size - TRAILER_BYTES;
    } else if (*fd >= 0) {
        (void)sw_io_close(*fd);
        *fd = -1;
    }
    return status;
}

int sw_trailer_check(const char *path, sw_diagnostics *diagnostics)
{
    int fd = -1;
    uint64_t size = 0;
    const int status = sw_trailer_open(path, &fd, &size, diagnostics);
    if (fd >= 0)
        (void)sw_io_close(fd);
    return status;
}
