/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many scenarios on one pool of threads: every point of a design with the same replications
 * under common random numbers.
 *
 * A point is whatever `load` makes a scenario of. Work goes out in rounds: a few replications
 * of every point, then a few more, so that an early stop leaves an even picture. A piece of
 * work loads its point, builds its city and runs its replications into rows of outcomes
 * (explored.def); it is a function of point, replication and seed alone, so threads, rounds
 * and resumes change nothing. A point that is refused (by load, by a mechanism's check, by
 * marginals that cannot be met, or because it has other years or thresholds than the base) is
 * kept as failed with its reason; its rows are NaN.
 *
 * No lock: pieces and counts are atomic additions, a row is written by the one that made it,
 * and a reason by the first that finds it.
 */
#ifndef SIDEWORK_EXPLORE_H
#define SIDEWORK_EXPLORE_H

#include <sidework/exploration.h>
#include <sidework/model.h>
#include <sidework/scenario.h>

typedef struct sw_explore_options {
    uint64_t seed;
    uint32_t n_points, n_replications; /* of a point; their product below 2^31 */
    int n_threads;                     /* 0: one a core */
    const uint32_t *first; /* [n_points] the first replication of each; NULL: 0 */
    void *context; /* of all functions below; all but load and unload may be NULL */
    /* Makes the scenario of a point; from any thread, in any order, more than once. scenario
     * is zero-initialised; unload takes it back, also after a failure. A message's place "scenario:LINE:" is left
     * out of the reason. */
    int (*load)(void *context, uint32_t point, sw_scenario *scenario,
                sw_diagnostics *diagnostics);
    /* sw_scenario_free, which the core does not know. */
    void (*unload)(sw_scenario *scenario);
    /* Now and then, by the calling thread, with the tasks finished. Not SW_OK: stops. */
    int (*progress)(void *context, uint32_t finished);
    /* Before the first task: may put in rows of tasks that are finished already
     * (sw_results_put) and mark them in done. */
    int (*begin)(void *context, sw_results *results, unsigned char *done);
    /* By worker 0 ... threads - 1, after each task. view: results with this one row. */
    int (*store)(void *context, int worker, const sw_results *view, uint32_t task);
} sw_explore_options;

/*
 * Runs all points into self (zero-initialised). base says what the points have in common:
 * years, thresholds, titles; it need not be one of them. Returns SW_OK (also where points
 * failed), SW_INPUT (too many tasks), SW_MEMORY, or what begin, store or progress returned;
 * then done says which rows are there.
 */
int sw_explore_run(sw_exploration *self, const sw_model *model, const sw_scenario *base,
                   const char *version, const sw_explore_options *options,
                   sw_diagnostics *diagnostics);

/* What a run takes. */
typedef struct sw_explore_cost {
    int threads;
    uint32_t round;         /* replications of a piece of work */
    size_t worker_bytes;    /* scenario, city and world of one worker at most */
    size_t result_bytes;    /* rows of all tasks */
    size_t row_bytes;       /* of one task, as a journal holds it */
    double load_seconds;    /* of one core, for a point: load, check, build */
    double seconds;         /* of one core, for a replication, measured */
    uint32_t measured;      /* replications that were run to find out */
    uint32_t tried, failed; /* points that were loaded, and how many were refused */
} sw_explore_cost;

/* Finds out what sw_explore_run would take by loading some points, spread over the design,
 * and running replications of them for about `seconds`. Returns as sw_explore_run. */
int sw_explore_measure(sw_explore_cost *cost, const sw_model *model,
                       const sw_scenario *base, const sw_explore_options *options,
                       double seconds, sw_diagnostics *diagnostics);

#endif
