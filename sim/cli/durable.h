/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run that can be stopped and gone on with: signals, journals, and a finished shorter run
 * as a beginning. The functions at the end are the ensemble's, with a sw_durable as context.
 */
#ifndef SIDEWORK_CLI_DURABLE_H
#define SIDEWORK_CLI_DURABLE_H

#include <stdatomic.h>

#include <sidework/ensemble.h>
#include <sidework/journal.h>
#include <sidework/precision.h>

#include "progress.h"
#include "ranks.h"

/* These are no statuses: begin returns the first to stop before anything is simulated,
 * progress the second where another rank has failed. */
enum { SW_DURABLE_ENOUGH = 1, SW_DURABLE_ELSEWHERE = 2 };

typedef struct sw_durable {
    sw_journal *journal;
    const char *output;
    const char
        *shorter; /* a finished result of the same run with fewer replications, or NULL */
    int partial;  /* only what is finished is wanted */
    int merging;  /* all must be finished already: begin fails with SW_MISSING */
    sw_shard shard;
    const char *const
        *sources; /* run directories beside the journal's own, to be merged */
    int n_sources;
    uint32_t prefix;        /* replications 0 ... prefix - 1 are finished, set by begin */
    uint32_t others;        /* those that are left to other shards, set by begin */
    uint32_t before;        /* those found finished, set by begin */
    atomic_uint stored;     /* those finished since */
    sw_ranks *ranks;        /* or NULL */
    sw_precision precision; /* width 0: the number of replications is given */
    sw_progress *progress;
    sw_diagnostics *diagnostics;
} sw_durable;

/* From now on SIGHUP, SIGINT and SIGTERM ask the run to stop; a second one ends at once (the
 * same one within 0.3 s is no second one: see durable.c). */
void sw_stop_on_signals(void);

/* The status of the signal that came, SW_OK if none did. */
int sw_stop_requested(void);

/* As sw_result_check_output; where an unfinished run stands beside an output that is there (--partial), says that
 * --resume goes on. */
int sw_durable_check_output(const char *output, int replace, sw_diagnostics *diagnostics);

int sw_durable_begin(void *context, sw_results *results, unsigned char *done);
int sw_durable_store(void *context, int worker, const sw_results *results,
                     uint32_t replication);
int sw_durable_progress(void *context, uint32_t finished);

/* Replications that are finished and kept. */
uint32_t sw_durable_finished(sw_durable *self);

#endif
