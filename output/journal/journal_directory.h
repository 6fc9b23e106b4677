/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run directory: manifest, lock, journals. Private to the journal. */
#ifndef SIDEWORK_OUTPUT_JOURNAL_DIRECTORY_H
#define SIDEWORK_OUTPUT_JOURNAL_DIRECTORY_H

#include <stdatomic.h>

#include <sidework/journal.h>

enum { SW_JOURNAL_WORKERS = 1024, SW_JOURNAL_PATH_BYTES = 4352 };

typedef struct sw_journal_worker {
    int fd;
    char *buffer;  /* of one record; NULL until the worker's first */
    double synced; /* seconds of the monotonic clock */
} sw_journal_worker;

struct sw_journal {
    char directory[SW_JOURNAL_PATH_BYTES - 64];
    sw_shard shard;
    int divided; /* into so many shards, as the loaded journals say; 0: no one number; -1: none loaded */
    int lock;
    int owned;         /* ours to remove: locked, and its manifest is this run's */
    atomic_int reason; /* errno of the first record that could not be kept, 0: none */
    sw_journal_worker workers[SW_JOURNAL_WORKERS];
};

/* Names of the journals in a directory, in order. */
typedef struct sw_journal_names {
    struct dirent **entries;
    int n;
} sw_journal_names;

/* None where there is no such directory. Returns SW_OK, SW_IO or SW_MEMORY; free with
 * sw_journal_names_free. */
int sw_journal_list(sw_journal_names *self, const char *directory);
void sw_journal_names_free(sw_journal_names *self);

/* Journal k of the list, and the shard that wrote it (of = 0: a run without shards). */
const char *sw_journal_name(const sw_journal_names *self, int k, sw_shard *shard);

/* Whether anything finished is kept in the directory: 1, 0, or -1 with errno where that
 * cannot be seen. */
int sw_journal_has_any(const char *directory);

/* Path of the journal that a worker of self writes. */
void sw_journal_worker_path(const sw_journal *self, int worker,
                            char path[SW_JOURNAL_PATH_BYTES]);

/* Makes the directory if need be and locks what self writes: all of it, or its shard.
 * SW_OK, SW_CREATE. */
int sw_journal_lock(sw_journal *self, sw_diagnostics *diagnostics);

/* Shards settle the manifest one after another: waits for the turn (on), ends it. */
void sw_journal_turn(const sw_journal *self, int on);

/* Locks directory while it is read, so that no run goes on there; *lock is to be closed,
 * -1 where the directory cannot be written (then nobody can run there either). SW_OK,
 * SW_CREATE. */
int sw_journal_lock_source(int *lock, const char *directory, sw_diagnostics *diagnostics);

/* Makes the directory that of the run, or says why not; see sw_journal_open. */
int sw_journal_settle(const sw_journal *self, const sw_run_identity *identity, int resume,
                      int force, sw_diagnostics *diagnostics);

/* Removes all but the lock. SW_OK; SW_IO if a journal stays, and then the manifest does. */
int sw_journal_remove_files(const char *directory);

/* The manifest there is, "" if there is none. SW_OK or SW_IO. */
int sw_journal_manifest(const char *directory, char *text, size_t bytes);

/* The digest a manifest names, for a message. */
const char *sw_journal_digest_in(const char *manifest);

enum { SW_VERSION_BYTES = 24 };

/* The version that it names, "?" where it names none; cut to what fits. */
void sw_journal_version_in(const char *manifest, char version[SW_VERSION_BYTES]);

/* Writes a file of the directory, whole or not at all. SW_OK, SW_CREATE, SW_IO. */
int sw_journal_put_file(const sw_journal *self, const char *name, const char *text);

#endif
