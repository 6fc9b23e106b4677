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

static int write_all(int fd, const char *at, size_t bytes)
{
    while (bytes > 0) {
        const ssize_t n = write(fd, at, bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return SW_IO;
        at += n;
        bytes -= (size_t)n;
    }
    return SW_OK;
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
    snprintf(path, sizeof path, "%s/journal-%04d", self->directory, worker);
    w->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    w->synced = now();
    return w->fd < 0 ? SW_IO : SW_OK;
}

int sw_journal_append(sw_journal *self, int worker, const sw_results *results,
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
    memcpy(at + sizeof head,
           results->records + (size_t)replication * results->layout.record_length,
           length);
    if (results->n_parameters > 0)
        memcpy(at + sizeof head + length,
               results->parameter_values +
                   (size_t)replication * (size_t)results->n_parameters,
               payload - length);
    const uint32_t crc = sw_crc32(0, at, sizeof head + payload);
    memcpy(at + sizeof head + payload, &crc, sizeof crc);
    status = write_all(w->fd, at, bytes);
    if (!status && now() - w->synced > 1.0) {
        status = fdatasync(w->fd) ? SW_IO : SW_OK;
        w->synced = now();
    }
    return status;
}

/* Reads bytes; 1 if all came, 0 at the end or where the file breaks off. */
static int read_all(int fd, char *at, size_t bytes)
{
    while (bytes > 0) {
        const ssize_t n = read(fd, at, bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return 0;
        at += n;
        bytes -= (size_t)n;
    }
    return 1;
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
    const size_t length = results->layout.record_length,
                 n = (size_t)results->n_parameters;
    if (head.replication >= results->n_replications || done[head.replication])
        return;
    memcpy(results->records + head.replication * length, buffer + sizeof head,
           length * sizeof(double));
    if (n > 0)
        memcpy(results->parameter_values + head.replication * n,
               buffer + sizeof head + length * sizeof(double), n * sizeof(double));
    done[head.replication] = 1;
}

static int load_file(const char *path, sw_results *results, unsigned char *done,
                     char *buffer)
{
    const size_t payload = payload_bytes(results);
    const size_t bytes = sizeof(record_head) + payload + sizeof(uint32_t);
    off_t whole = 0;
    const int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return SW_IO;
    while (read_all(fd, buffer, bytes) && is_whole(buffer, payload)) {
        take(buffer, results, done);
        whole += (off_t)bytes;
    }
    const int status = ftruncate(fd, whole) ? SW_IO : SW_OK; /* a torn tail */
    return close(fd) ? SW_IO : status;
}

int sw_journal_load(sw_journal *self, sw_results *results, unsigned char *done,
                    sw_diagnostics *diagnostics)
{
    char path[SW_JOURNAL_PATH_BYTES];
    struct stat info;
    int status = SW_OK;
    char *buffer =
        malloc(sizeof(record_head) + payload_bytes(results) + sizeof(uint32_t));
    if (!buffer)
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory to read the journals",
                       "%s: 作業記録を読むメモリがありません", self->directory);
    for (int k = 0; k < SW_JOURNAL_WORKERS && !status; k++) {
        snprintf(path, sizeof path, "%s/journal-%04d", self->directory, k);
        if (lstat(path, &info) == 0)
            status = load_file(path, results, done, buffer);
    }
    free(buffer);
    if (status)
        return sw_fail(diagnostics, status, "%s: cannot be read: %s",
                       "%s: 読めません: %s", path, strerror(errno));
    return SW_OK;
}
