/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Threads over replications, in stages. Head of ensemble.h: what is not done while they run.
 * The calling thread waits on a condition that the last worker signals, so that the end is
 * seen at once; it wakes up in between to show progress and to look for a reason to stop.
 */
#include <sidework/ensemble.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sidework/uncertain.h>

#include "ensemble_parts.h"

enum { LINE = 64, NAP_NANOSECONDS = 20000000 };

typedef struct ensemble {
    const sw_model *model;
    const sw_scenario *scenario;
    const sw_ensemble_options *options;
    sw_city city;
    sw_results *results;
    sw_kept kept;
    unsigned char *done; /* [n_replications] finished before this run began */
    uint32_t end;        /* of the stage: replications before it are run */
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    int working;                     /* threads; under the mutex */
    _Alignas(LINE) atomic_uint next; /* replication to take */
    _Alignas(LINE) atomic_uint finished;
    _Alignas(LINE) atomic_int stop; /* 0, or the status that stops the run */
} ensemble;

typedef struct worker {
    _Alignas(LINE) ensemble *shared;
    sw_worker_memory memory;
    pthread_t thread;
    int number, ready;
} worker;

static int simulate(worker *self, uint32_t r)
{
    ensemble *e = self->shared;
    const sw_ensemble_options *o = e->options;
    sw_worker_memory *m = &self->memory;
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
    return o->store(o->context, self->number, &view, r);
}

static void *work(void *argument)
{
    worker *self = argument;
    ensemble *e = self->shared;
    while (!atomic_load_explicit(&e->stop, memory_order_relaxed)) {
        const uint32_t r = atomic_fetch_add(&e->next, 1);
        if (r >= e->end)
            break;
        const int status = e->done[r] ? SW_OK : simulate(self, r);
        if (status)
            atomic_store(&e->stop, status);
        else
            atomic_fetch_add(&e->finished, 1);
    }
    pthread_mutex_lock(&e->mutex);
    if (--e->working == 0)
        pthread_cond_signal(&e->ended);
    pthread_mutex_unlock(&e->mutex);
    return NULL;
}

/* Waits until all workers have ended, but not for longer than a nap; 1 if they have. */
static int wait_for_end(ensemble *e)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += NAP_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&e->mutex);
    if (e->working > 0)
        (void)pthread_cond_timedwait(&e->ended, &e->mutex, &until);
    const int ended = e->working == 0;
    pthread_mutex_unlock(&e->mutex);
    return ended;
}

/* Watches from the calling thread until all have ended or progress says stop. */
static int watch(ensemble *e)
{
    const sw_ensemble_options *o = e->options;
    for (;;) {
        const int ended = wait_for_end(e);
        int status = atomic_load(&e->stop);
        if (!status && o->progress &&
            (status = o->progress(o->context, atomic_load(&e->finished))))
            atomic_store(&e->stop, status);
        if (status || ended)
            return status;
    }
}

/* Fewer workers than wished for still finish the run; none cannot. */
static int run_workers(ensemble *e, worker *workers, int n_threads)
{
    int started = 0;
    pthread_mutex_lock(&e->mutex); /* who ends before all have started waits */
    for (; started < n_threads && workers[started].ready; started++) {
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]))
            break;
    }
    e->working = started;
    pthread_mutex_unlock(&e->mutex);
    const int status = started ? watch(e) : SW_MEMORY;
    for (int k = 0; k < started; k++)
        pthread_join(workers[k].thread, NULL);
    return status ? status : atomic_load(&e->stop);
}

/* One stage after the other: to the only end, or from look to look. */
static int run_stages(ensemble *e, worker *workers, int n_threads)
{
    const sw_ensemble_options *o = e->options;
    uint32_t from = 0;
    e->end =
        o->judge && o->first_look < o->n_replications ? o->first_look : o->n_replications;
    for (;;) {
        e->results->n_replications = e->end;
        memset(e->done, 1, from); /* by now, by whomever */
        int status = o->begin ? o->begin(o->context, e->results, e->done) : SW_OK;
        atomic_store(&e->next, from);
        if (!status && n_threads)
            status = run_workers(e, workers, n_threads);
        if (!status && e->end < o->n_replications)
            status = o->judge(o->context, e->results);
        else if (!status)
            return SW_OK;
        if (status)
            return status == SW_ENSEMBLE_ENOUGH && o->judge ? SW_OK : status;
        from = e->end;
        e->end = o->n_replications - e->end > e->end ? 2 * e->end : o->n_replications;
    }
}

static int start(ensemble *e, worker **workers, int n_threads)
{
    const size_t bytes = ((size_t)n_threads + 1) * sizeof **workers;
    *workers = aligned_alloc(LINE, bytes);
    if (*workers)
        memset(*workers, 0, bytes);
    e->done = calloc(e->options->n_replications + 1u, 1);
    if (!*workers || !e->done)
        return SW_MEMORY;
    for (int k = 0; k < n_threads; k++) {
        worker *w = &(*workers)[k];
        w->shared = e;
        w->number = k;
        w->ready = !sw_worker_init(&w->memory, e->scenario, &e->city, &e->kept.whole,
                                   &e->results->layout, e->scenario->n_priors);
        if (!w->ready)
            return k > 0 ? SW_OK : SW_MEMORY;
    }
    return SW_OK;
}

static void end(ensemble *e, worker *workers, int n_threads)
{
    for (int k = 0; k < n_threads && workers; k++)
        sw_worker_free(&workers[k].memory);
    free(workers);
    free(e->done);
    sw_city_free(&e->city);
}

static int run(ensemble *e, int n_threads)
{
    pthread_condattr_t attributes;
    worker *workers = NULL;
    if (pthread_mutex_init(&e->mutex, NULL))
        return SW_MEMORY;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (pthread_cond_init(&e->ended, &attributes)) {
        pthread_mutex_destroy(&e->mutex);
        return SW_MEMORY;
    }
    int status = sw_ensemble_rows(e->results, e->options);
    if (!status)
        status = start(e, &workers, n_threads);
    if (!status)
        status = run_stages(e, workers, n_threads);
    end(e, workers, n_threads);
    pthread_cond_destroy(&e->ended);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_destroy(&e->mutex);
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
        status = run(&e, sw_ensemble_threads(options));
    else
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
