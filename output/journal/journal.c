/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appending and loading of journals; the directory is in journal_directory.c. See
 * journal.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "crc32.h"
#include "io.h"
#include "journal_directory.h"

static const uint32_t magic = 0x314a5753; /* "SWJ1" */

typedef struct record_head {
    uint32_t magic, replication;
    uint64_t bytes; /* of the payload */
} record_head;

static size_t payload_bytes(const sw_results *r)
{
    return (r->layout.record_length + (size_t)r->n_parameters) * sizeof(double);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The worker's own journal, opened at its first record. */
static int open_worker(sw_journal *self, sw_journal_worker *w, int worker, size_t bytes)
{
    char path[SW_JOURNAL_PATH_BYTES];
    w->buffer = malloc(bytes);
    if (!w->buffer)
        return SW_MEMORY;
    sw_journal_worker_path(self, worker, path);
    w->fd = sw_io_open(path, O_WRONLY | O_CREAT | O_APPEND);
    w->synced = now();
    return w->fd < 0 ? SW_IO : SW_OK;
}

/* A journal that nobody can open any more keeps nothing: without this, a run whose directory
 * was removed would find out at its end. */
static int is_still_there(int fd)
{
    struct stat info;
    if (fstat(fd, &info))
        return 0;
    if (info.st_nlink > 0)
        return 1;
    errno = ENOENT;
    return 0;
}

static int append(sw_journal *self, int worker, const sw_results *results,
                  uint32_t replication)
{
    sw_journal_worker *w = &self->workers[worker % SW_JOURNAL_WORKERS];
    const size_t payload = payload_bytes(results);
    const size_t bytes = sizeof(record_head) + payload + sizeof(uint32_t);
    const record_head head = {magic, replication, payload};
    const size_t length = results->layout.record_length * sizeof(double);
    int status = w->buffer ? SW_OK : open_worker(self, w, worker, bytes);
    if (status)
        return status;
    char *at = w->buffer;
    memcpy(at, &head, sizeof head);
    memcpy(at + sizeof head, sw_results_record(results, replication), length);
    if (results->n_parameters > 0)
        memcpy(at + sizeof head + length, sw_results_parameters(results, replication),
               payload - length);
    const uint32_t crc = sw_crc32(0, at, sizeof head + payload);
    memcpy(at + sizeof head + payload, &crc, sizeof crc);
    status = w->fd < 0 || sw_io_write(w->fd, at, bytes) ? SW_IO : SW_OK;
    if (!status && now() - w->synced > 1.0) {
        status = sw_io_sync_data(w->fd) || !is_still_there(w->fd) ? SW_IO : SW_OK;
        w->synced = now();
    }
    return status;
}

int sw_journal_append(sw_journal *self, int worker, const sw_results *results,
                      uint32_t replication)
{
    const int status = append(self, worker, results, replication);
    int none = 0;
    if (status == SW_IO)
        (void)atomic_compare_exchange_strong(&self->reason, &none, errno ? errno : EIO);
    return status;
}

int sw_journal_reason(const sw_journal *self)
{
    return atomic_load(&self->reason);
}

static int is_whole(const char *buffer, size_t payload)
{
    record_head head;
    uint32_t crc;
    memcpy(&head, buffer, sizeof head);
    memcpy(&crc, buffer + sizeof head + payload, sizeof crc);
    return head.magic == magic && head.bytes == payload &&
           crc == sw_crc32(0, buffer, sizeof head + payload);
}

/* Takes one record into results, if it is of a replication that is wanted. */
static void take(const char *buffer, sw_results *results, unsigned char *done)
{
    record_head head;
    memcpy(&head, buffer, sizeof head);
    if (head.replication >= results->n_replications || done[head.replication])
        return;
    const double *values = (const double *)(const void *)(buffer + sizeof head);
    sw_results_put(results, head.replication, values,
                   values + results->layout.record_length);
    done[head.replication] = 1;
}

/* Takes a journal; cut: it is ours to write, and a torn tail goes. But only where it was
 * read to its end: behind a failed read there may be finished work. */
static int load_file(const char *path, int cut, sw_results *results, unsigned char *done,
                     char *buffer)
{
    const size_t payload = payload_bytes(results);
    const size_t bytes = sizeof(record_head) + payload + sizeof(uint32_t);
    off_t whole = 0;
    ssize_t got;
    const int fd = sw_io_open(path, (cut ? O_RDWR : O_RDONLY) | O_NOFOLLOW);
    if (fd < 0)
        return SW_IO;
    while ((got = sw_io_read(fd, buffer, bytes)) == (ssize_t)bytes &&
           is_whole(buffer, payload)) {
        take(buffer, results, done);
        whole += (off_t)bytes;
    }
    int bad = got < 0 || (cut && got > 0 && sw_io_cut(fd, whole));
    const int reason = errno;
    if (sw_io_close(fd) == 0 || bad)
        errno = reason;
    else
        bad = 1;
    return bad ? SW_IO : SW_OK;
}

/* Keeps up the one number of shards that all names agree on. */
static void note_division(sw_journal *self, int of)
{
    self->divided = self->divided < 0 || self->divided == of ? of : 0;
}

/* Whether a journal of shard `there` is for self to write, and so to cut. */
static int is_ours(const sw_journal *self, sw_shard there)
{
    return self->shard.of == 0 ||
           (there.of == self->shard.of && there.number == self->shard.number);
}

/* Takes every journal of a directory: the own one, or one that is only read. */
static int load_directory(sw_journal *self, const char *directory, sw_results *results,
                          unsigned char *done, sw_diagnostics *d)
{
    const int own = directory == self->directory;
    char path[SW_JOURNAL_PATH_BYTES];
    sw_journal_names names;
    int status = sw_journal_list(&names, directory);
    char *buffer =
        malloc(sizeof(record_head) + payload_bytes(results) + sizeof(uint32_t));
    snprintf(path, sizeof path, "%s", directory);
    if (!buffer)
        status = SW_MEMORY;
    for (int k = 0; k < names.n && !status; k++) {
        sw_shard shard;
        snprintf(path, sizeof path, "%.4300s/%.40s", directory,
                 sw_journal_name(&names, k, &shard));
        note_division(self, shard.of);
        status = load_file(path, own && is_ours(self, shard), results, done, buffer);
    }
    const int reason = errno;
    free(buffer);
    sw_journal_names_free(&names);
    if (status == SW_MEMORY)
        return sw_fail(d, SW_MEMORY, "%s: no memory to read the journals",
                       "%s: 作業記録を読むメモリがありません", directory);
    if (status)
        return sw_fail(d, status, "%s: cannot be read: %s", "%s: 読めません: %s", path,
                       strerror(reason));
    return SW_OK;
}

int sw_journal_load(sw_journal *self, sw_results *results, unsigned char *done,
                    sw_diagnostics *diagnostics)
{
    return load_directory(self, self->directory, results, done, diagnostics);
}

/* Is what lies in directory of the same run as self? */
static int check_source(const sw_journal *self, const char *directory, sw_diagnostics *d)
{
    char there[512], ours[512], theirs[SW_VERSION_BYTES], own[SW_VERSION_BYTES];
    if (sw_journal_manifest(directory, there, sizeof there) ||
        sw_journal_manifest(self->directory, ours, sizeof ours))
        return sw_fail(d, SW_IO, "%s: cannot be read: %s", "%s: 読めません: %s",
                       directory, strerror(errno));
    if (!there[0])
        return sw_fail(d, SW_MISSING, "%s: is no run directory (OUT.h5.run)",
                       "%s: 実行のディレクトリ（OUT.h5.run）ではありません", directory);
    if (strcmp(there, ours) == 0)
        return SW_OK;
    sw_journal_version_in(there, theirs);
    sw_journal_version_in(ours, own);
    return sw_fail(
        d, SW_INPUT,
        "%s: these shards are of another scenario, seed or version (digest %.12s by "
        "version %s, the others %.12s by %s)",
        "%s: 別のシナリオ・種・版の分割です（ダイジェスト %.12s・版 %s、ほかは "
        "%.12s・版 %s）",
        directory, sw_journal_digest_in(there), theirs, sw_journal_digest_in(ours), own);
}

static int is_own(const sw_journal *self, const char *directory)
{
    struct stat ours, theirs;
    return stat(self->directory, &ours) == 0 && stat(directory, &theirs) == 0 &&
           ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

int sw_journal_adopt(sw_journal *self, const char *directory, sw_results *results,
                     unsigned char *done, sw_diagnostics *diagnostics)
{
    int lock = -1;
    if (is_own(self, directory)) /* loaded already; a second lock would end the first */
        return SW_OK;
    int status = check_source(self, directory, diagnostics);
    if (!status)
        status = sw_journal_lock_source(&lock, directory, diagnostics);
    if (!status)
        status = load_directory(self, directory, results, done, diagnostics);
    if (lock >= 0)
        (void)sw_io_close(lock);
    return status;
}

int sw_journal_shards(const sw_journal *self)
{
    return self->divided > 0 ? self->divided : 0;
}
