/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of a calibration between sweeps, kept in a run directory: lock, manifest and the
 * way of going on are the journals'. The state is the one journal there, written anew under
 * another journal's name and renamed, so that it is whole at any moment:
 * {magic, bytes of head, doubles in block, head, block, SHA-256 of all before}.
 */
#include <sidework/calibration.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sidework/sha256.h>

#include "io.h"
#include "journal_directory.h"

struct sw_checkpoint {
    sw_journal *journal;
    char path[SW_JOURNAL_PATH_BYTES], fresh[SW_JOURNAL_PATH_BYTES];
};

static const char magic[8] = {'S', 'W', 'L', 'E', 'A', 'R', 'N', '1'};
enum { FRONT_BYTES = 24, DIGEST_BYTES = 32 };

int sw_checkpoint_open(sw_checkpoint **self, const char *output, const char *identity,
                       int resume, int force, sw_diagnostics *diagnostics)
{
    sw_run_identity who = {.version = SIDEWORK_VERSION};
    sw_checkpoint *c = calloc(1, sizeof *c);
    *self = NULL;
    if (c == NULL)
        return sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    (void)snprintf(who.scenario, sizeof who.scenario, "%s", identity);
    const int status =
        sw_journal_open(&c->journal, output, &who, resume, force, diagnostics);
    if (status) {
        free(c);
        return status;
    }
    (void)snprintf(c->path, sizeof c->path, "%.4300s/journal-0000",
                   c->journal->directory);
    (void)snprintf(c->fresh, sizeof c->fresh, "%.4300s/journal-0001",
                   c->journal->directory);
    *self = c;
    return SW_OK;
}

static int put(int fd, sw_sha256 *state, const void *bytes, size_t n)
{
    if (state != NULL)
        sw_sha256_add(state, bytes, n);
    return sw_io_write(fd, bytes, n);
}

static int write_state(int fd, const void *head, size_t head_bytes, const double *block,
                       size_t length)
{
    const uint64_t sizes[2] = {head_bytes, length};
    unsigned char digest[DIGEST_BYTES];
    sw_sha256 state;
    sw_sha256_init(&state);
    if (put(fd, &state, magic, sizeof magic) || put(fd, &state, sizes, sizeof sizes) ||
        put(fd, &state, head, head_bytes) ||
        put(fd, &state, block, length * sizeof *block))
        return -1;
    sw_sha256_end(&state, digest);
    return put(fd, NULL, digest, sizeof digest) || sw_io_sync(fd) ? -1 : 0;
}

/* The rename is on the disk, too; some network file systems refuse, the file is synced. */
static void sync_directory(const char *path)
{
    const int fd = sw_io_open(path, O_RDONLY);
    if (fd < 0)
        return;
    (void)sw_io_sync(fd);
    (void)sw_io_close(fd);
}

int sw_checkpoint_save(sw_checkpoint *self, const void *head, size_t head_bytes,
                       const double *block, size_t length, sw_diagnostics *diagnostics)
{
    const int fd = sw_io_open(self->fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    int bad = fd < 0 || write_state(fd, head, head_bytes, block, length) != 0;
    int reason = errno;
    if (fd >= 0 && sw_io_close(fd) != 0 && !bad) {
        bad = 1;
        reason = errno;
    }
    if (!bad && rename(self->fresh, self->path) != 0) {
        bad = 1;
        reason = errno;
    }
    if (bad)
        return sw_fail(diagnostics, SW_IO,
                       "%s: the state cannot be kept: %s; what was kept before it stays, "
                       "and --resume goes on from there",
                       "%s: 途中の状態を保存できません: %s。その前の状態は残っており、"
                       "--resume で続けられます",
                       self->path, strerror(reason));
    sync_directory(self->journal->directory);
    return SW_OK;
}

static int refuse(const sw_checkpoint *self, sw_diagnostics *diagnostics)
{
    return sw_fail(diagnostics, SW_INPUT,
                   "%s: is damaged or was made by another build; --force begins anew",
                   "%s: 壊れているか、別のビルドで作られたものです。--force で初めから"
                   "やり直してください",
                   self->path);
}

/* Sizes, then the digest, then the content. */
static int read_state(int fd, const struct stat *info, void *head, size_t head_bytes,
                      double **block, size_t *length)
{
    uint64_t sizes[2];
    unsigned char front[FRONT_BYTES], found[DIGEST_BYTES], digest[DIGEST_BYTES];
    sw_sha256 state;
    if (info->st_size < FRONT_BYTES + DIGEST_BYTES)
        return SW_INPUT;
    if (sw_io_read_at(fd, front, sizeof front, 0) != 0)
        return SW_IO;
    memcpy(sizes, front + sizeof magic, sizeof sizes);
    const uint64_t left = (uint64_t)info->st_size - FRONT_BYTES - DIGEST_BYTES;
    if (memcmp(front, magic, sizeof magic) != 0 || sizes[0] != head_bytes ||
        left < head_bytes || (left - head_bytes) % sizeof(double) != 0 ||
        (left - head_bytes) / sizeof(double) != sizes[1])
        return SW_INPUT;
    *length = (size_t)sizes[1];
    *block = malloc(*length * sizeof **block + 1);
    if (*block == NULL)
        return SW_MEMORY;
    if (sw_io_read_at(fd, head, head_bytes, FRONT_BYTES) != 0 ||
        sw_io_read_at(fd, *block, *length * sizeof **block,
                      (off_t)(FRONT_BYTES + head_bytes)) != 0 ||
        sw_io_read_at(fd, digest, sizeof digest, info->st_size - DIGEST_BYTES) != 0)
        return SW_IO;
    sw_sha256_init(&state);
    sw_sha256_add(&state, front, sizeof front);
    sw_sha256_add(&state, head, head_bytes);
    sw_sha256_add(&state, *block, *length * sizeof **block);
    sw_sha256_end(&state, found);
    return memcmp(found, digest, sizeof digest) == 0 ? SW_OK : SW_INPUT;
}

int sw_checkpoint_load(const sw_checkpoint *self, void *head, size_t head_bytes,
                       double **block, size_t *length, sw_diagnostics *diagnostics)
{
    struct stat info;
    int status = SW_IO;
    *block = NULL;
    *length = 0;
    const int fd = sw_io_open(self->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        return SW_OK;
    if (fd >= 0 && fstat(fd, &info) == 0)
        status = S_ISREG(info.st_mode)
                     ? read_state(fd, &info, head, head_bytes, block, length)
                     : SW_INPUT;
    const int reason = errno;
    if (fd >= 0)
        (void)sw_io_close(fd);
    if (status) {
        free(*block);
        *block = NULL;
    }
    if (status == SW_INPUT)
        return refuse(self, diagnostics);
    if (status == SW_MEMORY)
        return sw_fail(diagnostics, status, "%s: no memory to read it",
                       "%s: 読み込むためのメモリを確保できません", self->path);
    return status ? sw_fail(diagnostics, status, "%s: cannot be read: %s",
                            "%s: 読めません: %s", self->path, strerror(reason))
                  : SW_OK;
}

void sw_checkpoint_close(sw_checkpoint *self)
{
    if (self == NULL)
        return;
    sw_journal_close(self->journal);
    free(self);
}

void sw_checkpoint_remove(sw_checkpoint *self)
{
    if (self == NULL)
        return;
    sw_journal_remove(self->journal);
    free(self);
}
