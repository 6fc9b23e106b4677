/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finished replications kept on disk while a run goes on, so that a killed run loses at
 * most what was written in its last second.
 *
 * Beside the output OUT stands the directory OUT.run: `manifest` (which run this is),
 * `lock` (who works on it) and one journal a worker. A journal is a row of records, each in
 * one write: magic, replication, payload, CRC-32. A torn record at the end is cut off when
 * the run is resumed. The directory goes when the output has its final name.
 *
 * The run may be done in shards, by processes that share nothing but the directory, at the
 * same time or not: shard K of N does the replications r with r mod N = K - 1, whatever
 * stands in a journal already excepted. `scenario.cfg`, the effective scenario, lies beside
 * the journals then, so that they can be merged without the files it came from.
 */
#ifndef SIDEWORK_JOURNAL_H
#define SIDEWORK_JOURNAL_H

#include <stdint.h>

#include <sidework/results.h>

typedef struct sw_journal sw_journal;

/* What a resumed run must have in common with the one it goes on with. */
typedef struct sw_run_identity {
    char scenario[65]; /* digest of the effective scenario without the replications */
    const char *version;
    const char *effective; /* the effective scenario, to be kept for a merge; or NULL */
} sw_run_identity;

enum { SW_MAX_SHARDS = 9999 };

/* Shard number (1 ... of) of of; {0, 0} is the whole run. */
typedef struct sw_shard {
    int number, of;
} sw_shard;

/* Digest of an effective scenario text that does not depend on the replications: runs of 500
 * and 1,000 of one scenario are the same run, one of them longer. */
void sw_run_digest(const char *effective, char digest[65]);

/*
 * Opens or begins the journals of output.
 *   resume  go on with what is there, if it is the same run; else SW_INPUT
 *   force   throw away what is there
 * Neither: SW_CREATE if something is there. Two runs on one output: SW_CREATE for the second.
 * *journal is to be ended with sw_journal_close. SW_OK, SW_CREATE, SW_INPUT, SW_IO, SW_MEMORY.
 */
int sw_journal_open(sw_journal **journal, const char *output,
                    const sw_run_identity *identity, int resume, int force,
                    sw_diagnostics *diagnostics);

/*
 * The same for one shard: other shards of the run may be at work. Without resume, SW_CREATE
 * if this shard has begun already, or the run in another number of shards; nothing is ever
 * thrown away.
 */
int sw_journal_open_shard(sw_journal **journal, const char *output,
                          const sw_run_identity *identity, sw_shard shard, int resume,
                          sw_diagnostics *diagnostics);

/* Puts the finished replications into results (whose arrays are allocated) and marks them in
 * done [n_replications]; cuts torn tails of what it may write. Returns SW_OK, SW_IO or
 * SW_MEMORY. */
int sw_journal_load(sw_journal *self, sw_results *results, unsigned char *done,
                    sw_diagnostics *diagnostics);

/* Adds what another run directory of the same run holds; that is only read. Returns SW_OK,
 * SW_MISSING, SW_INPUT (another run's), SW_CREATE (somebody works there), SW_IO or
 * SW_MEMORY. */
int sw_journal_adopt(sw_journal *self, const char *directory, sw_results *results,
                     unsigned char *done, sw_diagnostics *diagnostics);

/* How many shards the run is done in, by what was loaded and adopted; 0 if journals disagree,
 * or there are none. */
int sw_journal_shards(const sw_journal *self);

/* Replications that the scenario kept in a run directory asks for; 0 if there is none. Returns
 * SW_OK or SW_IO. */
int sw_run_replications(const char *directory, uint32_t *n);

/* Adds one finished replication; safe from several threads with different workers. Synced
 * about once a second, and then it is seen whether the directory is still there. Returns SW_OK,
 * SW_IO or SW_MEMORY. */
int sw_journal_append(sw_journal *self, int worker, const sw_results *results,
                      uint32_t replication);

/* Why a record could not be kept, once sw_journal_append has returned SW_IO: an errno, ENOENT
 * where the directory was taken away. 0: none has failed. */
int sw_journal_reason(const sw_journal *self);

/* Lets go of the journals and keeps them. NULL is fine. */
void sw_journal_close(sw_journal *self);

/* Removes journals and directory after the output is safe, and lets go. */
void sw_journal_remove(sw_journal *self);

#endif
