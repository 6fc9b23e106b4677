/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run would take: sizes from the very functions that allocate, time from a short run
 * of one worker. */
#include <time.h>

#include <sidework/pool.h>
#include <sidework/sketch.h>

#include "ensemble_parts.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Runs replications for a while. The first one touches memory for the first time, so it does
 * not count where there are others. */
static void time_replications(sw_ensemble_cost *cost, sw_worker_memory *memory,
                              const sw_model *model, const sw_ensemble_options *options,
                              const sw_kept *kept, const sw_results *results,
                              double seconds)
{
    const double began = now();
    double first = 0.0, past = 0.0;
    uint32_t r = 0;
    do {
        (void)sw_worker_simulate(memory, model, options->seed, r, kept, results);
        past = now() - began;
        if (r++ == 0)
            first = past;
    } while (r < options->n_replications && past < seconds);
    cost->measured = r;
    cost->seconds = r > 1 ? (past - first) / (r - 1) : past;
}

static void count_bytes(sw_ensemble_cost *cost, const sw_results *results,
                        const sw_kept *kept, const sw_scenario *scenario,
                        const sw_city *city, const sw_ensemble_options *options)
{
    int sketch = 0;
    const size_t row = results->layout.record_length + (size_t)results->n_parameters + 1;
    const size_t rows = sw_ensemble_row_count(results, options, &sketch);
    cost->threads = sw_pool_threads(options->n_threads, options->n_replications);
    cost->worker_bytes = sw_worker_bytes(scenario, city, &kept->whole, &results->layout);
    cost->row_bytes = (row - 1) * sizeof(double);
    cost->result_bytes = rows * row * sizeof(double) + options->n_replications +
                         (sketch ? sw_sketch_bytes(&results->layout) : 0);
    if (sketch && results->repeats > 1)
        cost->result_bytes +=
            sw_sketch_annual_bytes(&results->layout, options->n_replications);
}

int sw_ensemble_measure(sw_ensemble_cost *cost, sw_results *results,
                        const sw_model *model, const sw_scenario *scenario,
                        const sw_ensemble_options *options, double seconds,
                        sw_diagnostics *diagnostics)
{
    sw_city city = {0};
    sw_kept kept = {0};
    sw_worker_memory memory = {0};
    *cost = (sw_ensemble_cost){0};
    int status = sw_model_build(model, &city, scenario, options->seed, diagnostics);
    if (!status)
        status = sw_ensemble_describe(results, &kept, scenario, &city, "", options);
    if (!status)
        status = sw_worker_init(&memory, scenario, &city, &kept.whole, &results->layout,
                                scenario->n_priors);
    if (!status) {
        time_replications(cost, &memory, model, options, &kept, results, seconds);
        count_bytes(cost, results, &kept, scenario, &city, options);
    }
    if (status == SW_MEMORY)
        sw_fail(diagnostics, status, "not enough memory for one replication",
                "試行１回分のメモリもありません");
    sw_worker_free(&memory);
    sw_city_free(&city);
    return status;
}
