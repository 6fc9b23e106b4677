/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works in a run directory. The file `lock` has one byte a shard: a run without shards
 * and a merge lock all of them, a shard its own, so shards work side by side and nobody
 * else does. Such locks go with their process, and hold between machines where the file
 * system is shared with locking.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"
#include "journal_directory.h"

static int set(int fd, int type, off_t start, off_t length, int wait)
{
    struct flock range = {
        .l_type = (short)type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
    int bad;
    do {
        bad = fcntl(fd, wait ? F_SETLKW : F_SETLK, &range);
    } while (bad && errno == EINTR);
    return bad;
}

/* The byte of a shard; byte 0 is the turn to settle the manifest. */
static off_t byte_of(sw_shard shard)
{
    return (off_t)shard.of * (SW_MAX_SHARDS + 1) + shard.number;
}

static int refuse(const char *path, sw_shard shard, sw_diagnostics *d)
{
    if (errno != EACCES && errno != EAGAIN)
        return sw_fail(d, SW_CREATE, "%s: cannot be locked: %s",
                       "%s: ロックできません: %s", path, strerror(errno));
    if (shard.of > 0)
        return sw_fail(
            d, SW_CREATE,
            "%s: shard %d/%d, a merge or a run without shards is working on this output; "
            "wait for it or choose another -o",
            "%s: この分割（%d/%d）か、結合、分割しない実行がこの出力を作成中です。終わる"
            "のを待つか、別の -o を指定してください",
            path, shard.number, shard.of);
    return sw_fail(
        d, SW_CREATE,
        "%s: another run is working on this output; wait for it or choose another -o",
        "%s: 別の実行がこの出力を作成中です。終わるのを待つか、別の -o "
        "を指定してください",
        path);
}

int sw_journal_lock(sw_journal *self, sw_diagnostics *diagnostics)
{
    enum { TRIES = 10 };
    char path[SW_JOURNAL_PATH_BYTES];
    struct stat info = {.st_nlink = 0};
    const sw_shard shard = self->shard;
    snprintf(path, sizeof path, "%s/lock", self->directory);
    /* a run that ends takes the directory away, perhaps while we wait at its door */
    for (int k = 0; k < TRIES && info.st_nlink == 0; k++) {
        if (self->lock >= 0)
            (void)sw_io_close(self->lock);
        self->lock = -1;
        if (mkdir(self->directory, 0777) && errno != EEXIST)
            return sw_fail(diagnostics, SW_CREATE, "%s: %s", "%s: %s", self->directory,
                           strerror(errno));
        self->lock = sw_io_open(path, O_RDWR | O_CREAT | O_NOFOLLOW);
        if (self->lock < 0 && errno == ENOENT)
            continue;
        if (self->lock < 0)
            return sw_fail(diagnostics, SW_CREATE, "%s: %s", "%s: %s", path,
                           strerror(errno));
        if (set(self->lock, F_WRLCK, shard.of > 0 ? byte_of(shard) : 0, shard.of > 0, 0))
            return refuse(self->directory, shard, diagnostics);
        if (fstat(self->lock, &info))
            info.st_nlink = 0;
    }
    if (info.st_nlink == 0)
        return sw_fail(diagnostics, SW_CREATE, "%s: comes and goes; try again",
                       "%s: 作成と削除が繰り返されています。もう一度実行してください",
                       self->directory);
    return SW_OK;
}

void sw_journal_turn(const sw_journal *self, int on)
{
    if (self->shard.of > 0)
        (void)set(self->lock, on ? F_WRLCK : F_UNLCK, 0, 1, 1);
}

int sw_journal_lock_source(int *lock, const char *directory, sw_diagnostics *diagnostics)
{
    char path[SW_JOURNAL_PATH_BYTES];
    snprintf(path, sizeof path, "%s/lock", directory);
    *lock = sw_io_open(path, O_RDWR | O_NOFOLLOW);
    if (*lock < 0 || set(*lock, F_WRLCK, 0, 0, 0) == 0)
        return SW_OK;
    return refuse(directory, (sw_shard){0, 0}, diagnostics);
}
