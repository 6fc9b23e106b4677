/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool of threads behind an exploration; see explore.h. It is that of ensemble.c but for
 * what a piece of work is: there a replication of the one scenario, here a few of a point. */
#include "explore_parts.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINE = 64, NAP_NANOSECONDS = 20000000 };

/* Of a point: nothing is wrong, somebody writes down what is, it is written. */
enum { SOUND, WRITING, FAILED };

typedef struct pool {
    sw_exploration *to;
    const sw_model *model;
    const sw_scenario *base;
    const sw_explore_options *options;
    atomic_int *states; /* [n_points] */
    uint32_t round, pieces;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    int working; /* threads; under the mutex */
    _Alignas(LINE) atomic_uint next;
    _Alignas(LINE) atomic_uint finished;
    _Alignas(LINE) atomic_int stop; /* 0, or the status that stops the run */
} pool;

typedef struct worker {
    _Alignas(LINE) pool *shared;
    pthread_t thread;
    int number;
    double *row;
    sw_diagnostics diagnostics;
} worker;

/* Past the place in a point's own scenario, a text in memory whose lines nobody sees. */
static const char *without_place(const char *text)
{
    static const char name[] = "scenario:";
    if (strncmp(text, name, sizeof name - 1) != 0)
        return text;
    const char *at = text + sizeof name - 1;
    at += strspn(at, "0123456789:");
    return *at == ' ' ? at + 1 : text;
}

/* The first line of what was said, without its end. */
static void take_reason(const sw_diagnostics *d, int status, sw_language language,
                        char reason[SW_REASON_BYTES])
{
    const char *text =
        d->length > 0 ? without_place(d->text) : sw_status_text(status, language);
    size_t n = strcspn(text, "\n");
    if (n >= SW_REASON_BYTES)
        n = SW_REASON_BYTES - 1;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) /* a whole character */
        n--;
    memcpy(reason, text, n);
    reason[n] = '\0';
}

/* Writes down why a point is refused, in both languages. */
static int mark_failed(worker *self, uint32_t p, int status)
{
    pool *e = self->shared;
    int sound = SOUND;
    if (!atomic_compare_exchange_strong(&e->states[p], &sound, WRITING))
        return SW_OK; /* by another thread */
    sw_point *point = &e->to->points[p];
    sw_loaded_point again = {0};
    take_reason(&self->diagnostics, status, SW_ENGLISH, point->reason);
    sw_diagnostics_init(&self->diagnostics, SW_JAPANESE);
    status = sw_point_load(&again, e->model, e->base, e->options, p, &self->diagnostics);
    sw_point_free(&again, e->options);
    take_reason(&self->diagnostics, status, SW_JAPANESE, point->reason_ja);
    point->failed = 1;
    atomic_store(&e->states[p], FAILED);
    return status == SW_MEMORY ? status : SW_OK;
}

static int run_tasks(worker *self, sw_loaded_point *loaded, uint32_t p, uint32_t from,
                     uint32_t end)
{
    pool *e = self->shared;
    const sw_explore_options *o = e->options;
    sw_results *results = &e->to->results;
    int status = SW_OK;
    for (uint32_t r = from; r < end && !status; r++) {
        const uint32_t task = r * e->to->n_points + p;
        if (e->to->done[task])
            continue;
        if (atomic_load_explicit(&e->stop, memory_order_relaxed))
            break;
        sw_point_run(loaded, e->model, o, &results->layout, p, r, self->row);
        sw_results_put(results, task, self->row, NULL);
        sw_results view = *results;
        view.records = self->row;
        view.first_row = task;
        status = o->store ? o->store(o->context, self->number, &view, task) : SW_OK;
        if (!status) {
            e->to->done[task] = 1;
            atomic_fetch_add(&e->finished, 1);
        }
    }
    return status;
}

/* A few replications of one point. */
static int work_piece(worker *self, uint32_t piece)
{
    pool *e = self->shared;
    const uint32_t n = e->to->n_points, p = piece % n, from = piece / n * e->round;
    uint32_t end = from + e->round, left = 0;
    sw_loaded_point loaded = {0};
    if (end > e->to->n_replications)
        end = e->to->n_replications;
    for (uint32_t r = from; r < end; r++)
        left += !e->to->done[r * n + p];
    if (left == 0 || atomic_load(&e->states[p]) != SOUND)
        return SW_OK;
    sw_diagnostics_init(&self->diagnostics, SW_ENGLISH);
    int status =
        sw_point_load(&loaded, e->model, e->base, e->options, p, &self->diagnostics);
    if (!status)
        status = run_tasks(self, &loaded, p, from, end);
    else if (status != SW_MEMORY)
        status = mark_failed(self, p, status);
    sw_point_free(&loaded, e->options);
    return status;
}

static void *work(void *argument)
{
    worker *self = argument;
    pool *e = self->shared;
    while (!atomic_load_explicit(&e->stop, memory_order_relaxed)) {
        const uint32_t piece = atomic_fetch_add(&e->next, 1);
        if (piece >= e->pieces)
            break;
        const int status = work_piece(self, piece);
        if (status)
            atomic_store(&e->stop, status);
    }
    pthread_mutex_lock(&e->mutex);
    if (--e->working == 0)
        pthread_cond_signal(&e->ended);
    pthread_mutex_unlock(&e->mutex);
    return NULL;
}

/* Waits until all workers have ended, but not for longer than a nap; 1 if they have. */
static int wait_for_end(pool *e)
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

static int watch(pool *e)
{
    const sw_explore_options *o = e->options;
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
static int run_workers(pool *e, worker *workers, int n_threads)
{
    int started = 0;
    pthread_mutex_lock(&e->mutex); /* who ends before all have started waits */
    for (; started < n_threads && workers[started].row; started++) {
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

static int start(pool *e, worker *workers, int n_threads)
{
    const sw_explore_options *o = e->options;
    sw_exploration *to = e->to;
    const size_t row = to->results.layout.record_length * sizeof(double);
    for (int k = 0; k < n_threads; k++) {
        workers[k].shared = e;
        workers[k].number = k;
        workers[k].row = malloc(row + LINE);
    }
    int status = o->begin ? o->begin(o->context, &to->results, to->done) : SW_OK;
    uint32_t before = 0;
    for (uint32_t t = 0; t < to->results.n_replications; t++)
        before += to->done[t];
    atomic_store(&e->finished, before);
    if (!status)
        status = run_workers(e, workers, n_threads);
    for (int k = 0; k < n_threads; k++)
        free(workers[k].row);
    return status;
}

static int run(pool *e, int n_threads)
{
    pthread_condattr_t attributes;
    const size_t bytes = ((size_t)n_threads + 1) * sizeof(worker);
    worker *workers = aligned_alloc(LINE, bytes);
    int status = SW_MEMORY;
    if (!workers || pthread_mutex_init(&e->mutex, NULL)) {
        free(workers);
        return SW_MEMORY;
    }
    memset(workers, 0, bytes);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (!pthread_cond_init(&e->ended, &attributes)) {
        status = start(e, workers, n_threads);
        pthread_cond_destroy(&e->ended);
    }
    pthread_condattr_destroy(&attributes);
    pthread_mutex_destroy(&e->mutex);
    free(workers);
    return status;
}

/* Rows that nobody has made yet are NaN, so a failed or unfinished point is seen as such. */
static int allocate(pool *e)
{
    sw_exploration *to = e->to;
    const size_t tasks = to->results.n_replications;
    const size_t values = tasks * to->results.layout.record_length;
    to->points = calloc((size_t)to->n_points + 1, sizeof *to->points);
    to->done = calloc(tasks + 1, 1);
    to->results.records = malloc((values + 1) * sizeof(double));
    to->results.parameter_values = calloc(1, sizeof(double));
    e->states = calloc((size_t)to->n_points + 1, sizeof *e->states);
    if (!to->points || !to->done || !to->results.records ||
        !to->results.parameter_values || !e->states)
        return SW_MEMORY;
    for (size_t i = 0; i < values; i++)
        to->results.records[i] = NAN;
    return SW_OK;
}

int sw_explore_run(sw_exploration *self, const sw_model *model, const sw_scenario *base,
                   const char *version, const sw_explore_options *o,
                   sw_diagnostics *diagnostics)
{
    pool e = {.to = self,
              .model = model,
              .base = base,
              .options = o,
              .round = sw_explore_round(o->n_replications)};
    const uint64_t tasks = (uint64_t)o->n_points * o->n_replications;
    if (tasks == 0 || tasks > INT32_MAX)
        return sw_fail(diagnostics, SW_INPUT,
                       "%u points of %u replications: at most 2^31 - 1 together",
                       "%u 点 × %u 回: 合わせて 2^31 - 1 回までです", o->n_points,
                       o->n_replications);
    e.pieces = o->n_points * ((o->n_replications + e.round - 1) / e.round);
    int status = sw_explore_describe(self, base, version, o);
    if (!status)
        status = allocate(&e);
    if (!status)
        status = run(&e, sw_explore_threads(o));
    free(e.states);
    if (status == SW_MEMORY)
        sw_fail(diagnostics, status,
                "not enough memory for %u points of %u replications; take fewer, or "
                "fewer threads (--estimate says what is needed)",
                "%u 点 × %u 回に必要なメモリがありません。減らすか、スレッド数を減らして"
                "ください（必要量は --estimate で分かります）",
                o->n_points, o->n_replications);
    return status;
}
