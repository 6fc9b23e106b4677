/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exploration on a pool of threads; see explore.h. A task of the pool is a few replications of a point. */
#include "explore_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/pool.h>

enum { LINE = 64 };

/* Of a point: nothing is wrong, somebody writes down what is, it is written. */
enum { SOUND, WRITING, FAILED };

/* What a worker writes into. */
typedef struct worker {
    _Alignas(LINE) double *row;
    sw_diagnostics diagnostics;
} worker;

typedef struct exploring {
    sw_exploration *to;
    const sw_model *model;
    const sw_scenario *base;
    const sw_explore_options *options;
    atomic_int *states; /* [n_points] */
    worker *workers;    /* [n_workers], those that have their row */
    int n_workers;
    uint32_t round;
    _Alignas(LINE) atomic_uint finished; /* replications */
    _Alignas(LINE) atomic_int stop;      /* seen after each */
} exploring;

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
static int mark_failed(exploring *e, worker *self, uint32_t p, int status)
{
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

static int run_tasks(exploring *e, int number, sw_loaded_point *loaded, uint32_t p,
                     uint32_t from, uint32_t end)
{
    const sw_explore_options *o = e->options;
    sw_results *results = &e->to->results;
    double *row = e->workers[number].row;
    int status = SW_OK;
    for (uint32_t r = from; r < end && !status; r++) {
        const uint32_t task = r * e->to->n_points + p;
        if (e->to->done[task])
            continue;
        if (atomic_load_explicit(&e->stop, memory_order_relaxed))
            break;
        sw_point_run(loaded, e->model, o, &results->layout, p, r, row);
        sw_results_put(results, task, row, NULL);
        sw_results view = *results;
        view.records = row;
        view.first_row = task;
        status = o->store ? o->store(o->context, number, &view, task) : SW_OK;
        if (!status) {
            e->to->done[task] = 1;
            atomic_fetch_add(&e->finished, 1);
        }
    }
    return status;
}

/* A few replications of one point. */
static int work_piece(void *context, int number, uint32_t piece)
{
    exploring *e = context;
    worker *self = &e->workers[number];
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
        status = run_tasks(e, number, &loaded, p, from, end);
    else if (status != SW_MEMORY)
        status = mark_failed(e, self, p, status);
    sw_point_free(&loaded, e->options);
    return status;
}

static int watch(void *context, uint32_t pieces)
{
    exploring *e = context;
    (void)pieces;
    return e->options->progress(e->options->context, atomic_load(&e->finished));
}

static int run_pieces(exploring *e)
{
    const uint32_t n = e->to->n_replications;
    const sw_pool pool = {.n_threads = e->n_workers,
                          .end = e->to->n_points * ((n + e->round - 1) / e->round),
                          .task = work_piece,
                          .watch = e->options->progress ? watch : NULL,
                          .context = e,
                          .stop = &e->stop};
    return sw_pool_run(&pool);
}

/* Fewer workers than wished for, where memory ends, still finish the run; none cannot. */
static int start(exploring *e, int n_threads)
{
    const size_t row = e->to->results.layout.record_length * sizeof(double);
    const size_t bytes = ((size_t)n_threads + 1) * sizeof(worker);
    e->workers = aligned_alloc(LINE, bytes);
    if (!e->workers)
        return SW_MEMORY;
    memset(e->workers, 0, bytes);
    while (e->n_workers < n_threads &&
           (e->workers[e->n_workers].row = malloc(row + LINE)))
        e->n_workers++;
    return e->n_workers ? SW_OK : SW_MEMORY;
}

static int run(exploring *e)
{
    const sw_explore_options *o = e->options;
    sw_exploration *to = e->to;
    uint32_t before = 0;
    int status = start(e, sw_explore_threads(o));
    if (!status && o->begin)
        status = o->begin(o->context, &to->results, to->done);
    for (uint32_t t = 0; t < to->results.n_replications; t++)
        before += to->done[t];
    atomic_store(&e->finished, before);
    if (!status)
        status = run_pieces(e);
    for (int k = 0; k < e->n_workers; k++)
        free(e->workers[k].row);
    free(e->workers);
    return status;
}

/* Rows that nobody has made yet are NaN, so a failed or unfinished point is seen as such. */
static int allocate(exploring *e)
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
    exploring e = {.to = self,
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
    int status = sw_explore_describe(self, base, version, o);
    if (!status)
        status = allocate(&e);
    if (!status)
        status = run(&e);
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
