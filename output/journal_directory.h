/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run directory: manifest, lock, journals. Private to the journal. */
#ifndef SIDEWORK_OUTPUT_JOURNAL_DIRECTORY_H
#define SIDEWORK_OUTPUT_JOURNAL_DIRECTORY_H

#include <sidework/journal.h>

enum { SW_JOURNAL_WORKERS = 1024, SW_JOURNAL_PATH_BYTES = 4352 };

typedef struct sw_journal_worker {
    int fd;
    char *buffer;  /* of one record; NULL until the worker's first */
    double synced; /* seconds of the monotonic clock */
} sw_journal_worker;

struct sw_journal {
    char directory[SW_JOURNAL_PATH_BYTES - 64];
    int lock;
    int owned; /* ours to remove: locked, and its manifest is this run's */
    sw_journal_worker workers[SW_JOURNAL_WORKERS];
};

#endif
