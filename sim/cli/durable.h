/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run that can be stopped and gone on with: signals, journals, and a finished shorter run
 * as a beginning. The functions at the end are the ensemble's, with a sw_durable as context.
 */
#ifndef SIDEWORK_CLI_DURABLE_H
#define SIDEWORK_CLI_DURABLE_H

#include <sidework/ensemble.h>
#include <sidework/journal.h>

#include "progress.h"

/* begin returns this, which is no status, to stop before anything is simulated. */
enum { SW_DURABLE_ENOUGH = 1 };

typedef struct sw_durable {
    sw_journal *journal;
    const char
        *shorter; /* a finished result of the same run with fewer replications, or NULL */
    int partial;  /* only what is finished is wanted */
    uint32_t prefix;   /* replications 0 ... prefix - 1 are finished, set by begin */
    uint32_t finished; /* all that are, kept up by progress */
    sw_progress *progress;
    sw_diagnostics *diagnostics;
} sw_durable;

/* From now on SIGHUP, SIGINT and SIGTERM ask the run to stop; a second one ends at once. */
void sw_stop_on_signals(void);

int sw_durable_begin(void *context, sw_results *results, unsigned char *done);
int sw_durable_store(void *context, int worker, const sw_results *results,
                     uint32_t replication);
int sw_durable_progress(void *context, uint32_t finished);

#endif
