/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many futures on all cores. A task is one replication, taken from an atomic counter;
 * each worker has its own world, allocated once; each record has its own place. Nothing
 * is shared, so nothing depends on the threads.
 */
#ifndef SIDEWORK_ENSEMBLE_H
#define SIDEWORK_ENSEMBLE_H

#include <sidework/replication.h>

typedef struct sw_ensemble_options {
    uint64_t seed;
    uint32_t n_replications;
    int n_threads; /* 0: one a core */
    /* The functions may be NULL; what they return stops the run unless it is SW_OK. */
    /* Now and then, by the calling thread, with the number finished. */
    int (*progress)(void *context, uint32_t finished);
    void *context;
    /* Once, when results has its arrays: may fill in replications that are finished
     * already and mark them in done [n_replications]. */
    int (*begin)(void *context, sw_results *results, unsigned char *done);
    /* By worker 0 ... threads - 1, after each replication it has put into results. */
    int (*store)(void *context, int worker, const sw_results *results,
                 uint32_t replication);
} sw_ensemble_options;

/*
 * Runs replications 0 ... n - 1 of a scenario into results (zero-initialised;
 * sw_results_free when done). The program's version is stored as given. Returns SW_OK,
 * SW_INPUT (marginals that cannot be met), SW_MEMORY, or what begin, store or progress
 * returned if one of them stopped the run.
 */
int sw_ensemble_run(sw_results *results, const sw_model *model,
                    const sw_scenario *scenario, const char *version,
                    const sw_ensemble_options *options, sw_diagnostics *diagnostics);

#endif
