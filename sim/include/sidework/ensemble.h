/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many futures on all cores. A task is one replication, taken from an atomic counter;
 * each worker has its own world and its own records to write into. Nothing is shared, so
 * nothing depends on the threads.
 *
 * What holds while replications run:
 *   no allocation  worlds, records, rows and sketch are allocated before the first worker
 *                  starts (a journal allocates its buffer at the worker's first record)
 *   no lock        taking a task and counting a finished one are one atomic addition each;
 *                  a record is copied once into its row, or added to counters of the sketch
 *                  with relaxed additions. The one mutex is taken when a worker ends.
 *                  (some 300 counters a replication, shared by all: microseconds beside
 *                  milliseconds of simulation)
 *   no false sharing  what workers write all the time lies in their own allocations, and the
 *                  counters, each worker's struct and each allocation begin a cache line of
 *                  their own; a row is written once, whole, when the replication is done
 */
#ifndef SIDEWORK_ENSEMBLE_H
#define SIDEWORK_ENSEMBLE_H

#include <sidework/replication.h>

/* judge returns this, which is no status, when the run may end here. */
enum { SW_ENSEMBLE_ENOUGH = 1 };

typedef struct sw_ensemble_options {
    uint64_t seed;
    uint32_t n_replications; /* with judge: at most */
    int n_threads;           /* 0: one a core */
    /* The functions may be NULL; what they return stops the run unless it is SW_OK. */
    /* Now and then, by the calling thread, with the number finished. */
    int (*progress)(void *context, uint32_t finished);
    void *context;
    /* When results can take rows, before every stage: may put in replications 0 ...
     * results->n_replications - 1 that are finished already (sw_results_put) and mark them
     * in done [n_replications]; those marked are not to be put in again. Without judge
     * there is one stage. */
    int (*begin)(void *context, sw_results *results, unsigned char *done);
    /* By worker 0 ... threads - 1, after each replication. view is results with this one
     * row: sw_results_record(view, replication). */
    int (*store)(void *context, int worker, const sw_results *view, uint32_t replication);
    /* 1: only store is to see them; results hold no rows (a shard, whose part is not a
     * result). Not with judge. */
    int no_rows;
    /* Stages: with judge, the run stands still when the first `first_look` replications
     * are done, then at each doubling, and asks whether that is enough; results holds
     * exactly these. Returns SW_ENSEMBLE_ENOUGH, SW_OK or a status. Not asked at
     * n_replications. */
    int (*judge)(void *context, const sw_results *results);
    uint32_t first_look;
    /* [n_replications][n_priors] values of the uncertain parameters instead of draws, or
     * NULL: for `verify` of a run whose posterior is not at hand. */
    const double *values;
    uint32_t exact; /* 0: SW_EXACT_REPLICATIONS; fewer in tests */
} sw_ensemble_options;

/*
 * Runs replications 0 ... n - 1 of a scenario into results (zero-initialised;
 * sw_results_free when done). The program's version is stored as given. What results hold
 * of each replication is the scenario's output.keep: everything; what is yearly or once,
 * and what summaries need; what summaries need. In the last case runs of more than
 * SW_EXACT_REPLICATIONS end with a sketch and no rows (sketch.h).
 * Returns SW_OK, SW_INPUT (marginals that cannot be met), SW_MEMORY, or what begin, store,
 * progress or judge returned if one of them stopped the run.
 */
int sw_ensemble_run(sw_results *results, const sw_model *model,
                    const sw_scenario *scenario, const char *version,
                    const sw_ensemble_options *options, sw_diagnostics *diagnostics);

/* What a run takes, for `check --estimate`. */
typedef struct sw_ensemble_cost {
    int threads;
    size_t worker_bytes; /* of one worker: world, records, what its thread touches */
    size_t result_bytes; /* rows and sketch */
    size_t row_bytes;    /* of one replication, as a journal holds it */
    double seconds;      /* of one replication on one core, measured */
    uint32_t measured;   /* replications that were run to find out */
} sw_ensemble_cost;

/*
 * Finds out what sw_ensemble_run would take, running replications for about `seconds` (at
 * least one). With a judge both rows and sketch count; it is not asked. results, zero-initialised, receives layout and
 * description, no rows. Returns as sw_ensemble_run.
 */
int sw_ensemble_measure(sw_ensemble_cost *cost, sw_results *results,
                        const sw_model *model, const sw_scenario *scenario,
                        const sw_ensemble_options *options, double seconds,
                        sw_diagnostics *diagnostics);

#endif
