/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stages of replications on a pool of threads. Head of ensemble.h: what is not done while they run. */
#include <sidework/ensemble.h>

#include <stdlib.h>
#include <string.h>

#include <sidework/pool.h>
#include <sidework/uncertain.h>

#include "ensemble_parts.h"

enum { LINE = 64 };

typedef struct worker {
    _Alignas(LINE) sw_worker_memory memory;
} worker;

typedef struct ensemble {
    const sw_model *model;
    const sw_scenario *scenario;
    const sw_ensemble_options *options;
    sw_city city;
    sw_results *results;
    sw_kept kept;
    unsigned char *done; /* [n_replications] finished before this run began */
    worker *workers;     /* [n_workers], those that have their memory */
    int n_workers;
    uint32_t from;                  /* of the stage: replications before it are done */
    _Alignas(LINE) atomic_int stop; /* seen by a replication every month */
} ensemble;

static int simulate(void *context, int number, uint32_t r)
{
    ensemble *e = context;
    const sw_ensemble_options *o = e->options;
    sw_worker_memory *m = &e->workers[number].memory;
    if (e->done[r])
        return SW_OK;
    if (o->values)
        m->world.values = o->values + (size_t)r * (size_t)e->scenario->n_priors;
    m->stop = &e->stop;
    if (!sw_worker_simulate(m, e->model, o->seed, r, &e->kept, e->results))
        return atomic_load(&e->stop);
    sw_results_put(e->results, r, m->row, m->parameters);
    if (!o->store)
        return SW_OK;
    sw_results view = *e->results;
    view.records = m->row;
    view.parameter_values = m->parameters;
    view.first_row = r;
    return o->store(o->context, number, &view, r);
}

static int watch(void *context, uint32_t finished)
{
    const ensemble *e = context;
    return e->options->progress(e->options->context, e->from + finished);
}

static int run_stage(ensemble *e, uint32_t end)
{
    const sw_pool pool = {.n_threads = e->n_workers,
                          .first = e->from,
                          .end = end,
                          .task = simulate,
                          .watch = e->options->progress ? watch : NULL,
                          .context = e,
                          .stop = &e->stop};
    return sw_pool_run(&pool);
}

/* One stage after the other: to the only end, or from look to look. */
static int run_stages(ensemble *e)
{
    const sw_ensemble_options *o = e->options;
    uint32_t end =
        o->judge && o->first_look < o->n_replications ? o->first_look : o->n_replications;
    for (;;) {
        e->results->n_replications = end;
        memset(e->done, 1, e->from); /* by now, by whomever */
        int status = o->begin ? o->begin(o->context, e->results, e->done) : SW_OK;
        if (!status)
            status = run_stage(e, end);
        if (!status && end < o->n_replications)
            status = o->judge(o->context, e->results);
        else if (!status)
            return SW_OK;
        if (status)
            return status == SW_ENSEMBLE_ENOUGH && o->judge ? SW_OK : status;
        e->from = end;
        end = o->n_replications - end > end ? 2 * end : o->n_replications;
    }
}

/* Fewer workers than wished for, where memory ends, still finish the run; none cannot. */
static int start(ensemble *e, int n_threads)
{
    const size_t bytes = ((size_t)n_threads + 1) * sizeof(worker);
    e->workers = aligned_alloc(LINE, bytes);
    if (e->workers)
        memset(e->workers, 0, bytes);
    e->done = calloc(e->options->n_replications + 1u, 1);
    if (!e->workers || !e->done)
        return SW_MEMORY;
    for (int k = 0; k < n_threads; k++) {
        sw_worker_memory *m = &e->workers[k].memory;
        if (sw_worker_init(m, e->scenario, &e->city, &e->kept.whole, &e->results->layout,
                           e->scenario->n_priors)) {
            sw_worker_free(m);
            return k > 0 ? SW_OK : SW_MEMORY;
        }
        e->n_workers = k + 1;
    }
    return SW_OK;
}

static int run(ensemble *e)
{
    int status = sw_ensemble_rows(e->results, e->options);
    if (!status)
        status =
            start(e, sw_pool_threads(e->options->n_threads, e->options->n_replications));
    if (!status)
        status = run_stages(e);
    for (int k = 0; k < e->n_workers; k++)
        sw_worker_free(&e->workers[k].memory);
    free(e->workers);
    free(e->done);
    return status;
}

int sw_ensemble_run(sw_results *results, const sw_model *model,
                    const sw_scenario *scenario, const char *version,
                    const sw_ensemble_options *options, sw_diagnostics *diagnostics)
{
    ensemble e = {
        .model = model, .scenario = scenario, .options = options, .results = results};
    int status =
        options->values ? SW_OK : sw_scenario_check_posterior(scenario, diagnostics);
    if (!status)
        status = sw_model_build(model, &e.city, scenario, options->seed, diagnostics);
    if (!status)
        status =
            sw_ensemble_describe(results, &e.kept, scenario, &e.city, version, options);
    if (!status)
        status = run(&e);
    sw_city_free(&e.city);
    if (!status || status == SW_ENSEMBLE_ENOUGH)
        sw_ensemble_settle(results);
    if (status == SW_MEMORY)
        sw_fail(
            diagnostics, status,
            "not enough memory for %u replications; try fewer, fewer threads, or "
            "output.keep = annual or summaries (check --estimate says what is needed)",
            "%u 回の試行に必要なメモリがありません。試行回数かスレッド数を減らすか、"
            "output.keep を annual か summaries にしてください（必要量は check "
            "--estimate で分かります）",
            options->n_replications);
    return status;
}
