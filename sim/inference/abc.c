/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The run: prior sample, then generation after generation of tolerance, resampling and sweeps. A
 * sweep is one batch of tasks, one a particle, that write into scratch only; what it found is
 * put into the state by one thread, in the order of the particles, when it is complete. So the
 * state is sound at any time, and the same whatever the threads.
 */
#include "abc_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sidework/arithmetic.h>
#include <sidework/pool.h>

enum { DONE = 1 /* no status: a rule ended it */ };

typedef struct run {
    sw_abc *self;
    const sw_abc_problem *problem;
    sw_abc_options options;               /* with the defaults put in */
    double began;                         /* [s] */
    int prior;                            /* 1: the batch is the prior sample */
    double *w, *values, *data, *distance; /* [n][...] what the batch proposes */
    int *step;                            /* [n] -1: outside the prior's space */
    double *worker;                       /* [threads][n_values] */
    double *scratch;                      /* of sw_abc_kernel_learn */
    void *block;
} run;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int task(void *context, int worker, uint32_t i)
{
    run *r = context;
    sw_abc *self = r->self;
    const sw_abc_problem *p = r->problem;
    const size_t d = (size_t)self->head.n_values, m = (size_t)self->head.n_data;
    double *w = r->w + i * d, *values = r->values + i * d, *data = r->data + i * m;
    const uint32_t number = self->head.next + i;
    int inside;
    r->step[i] = 0;
    if (r->prior) {
        inside = sw_prior_space_draw(p->space, self->head.seed, number, w, values);
    } else {
        r->step[i] = sw_abc_kernel_propose(self, i % 2, self->w + i * d, number, w,
                                           r->worker + (size_t)worker * d);
        inside = sw_prior_space_values(p->space, w, values);
    }
    for (size_t j = 0; j < m; j++)
        data[j] = NAN;
    r->distance[i] = INFINITY;
    if (!inside) {
        r->step[i] = -1 - r->step[i];
        return SW_OK;
    }
    const int status = p->simulate(p->context, worker, values, number, data);
    if (!status)
        r->distance[i] = sw_abc_distance_of(self, data, p->observed);
    return status;
}

static int watch(void *context, uint32_t finished)
{
    const run *r = context;
    const sw_abc_head *h = &r->self->head;
    const double tried = h->proposed;
    const sw_abc_progress progress = {.generation = h->generation,
                                      .simulations = h->simulations + finished,
                                      .done = finished,
                                      .batch = (uint32_t)h->n_particles,
                                      .tolerance = h->tolerance,
                                      .acceptance = tried > 0 ? h->accepted / tried : NAN,
                                      .seconds = now() - r->began};
    return r->options.progress(r->options.context, &progress);
}

static int run_batch(run *r)
{
    const sw_pool pool = {.n_threads = r->options.n_threads,
                          .end = (uint32_t)r->self->head.n_particles,
                          .task = task,
                          .watch = r->options.progress ? watch : NULL,
                          .context = r};
    return sw_pool_run(&pool);
}

/* Puts what the batch found for particle i into the state. */
static void take(run *r, size_t i)
{
    sw_abc *self = r->self;
    const size_t d = (size_t)self->head.n_values, m = (size_t)self->head.n_data;
    memcpy(self->w + i * d, r->w + i * d, d * sizeof(double));
    memcpy(self->values + i * d, r->values + i * d, d * sizeof(double));
    memcpy(self->data + i * m, r->data + i * m, m * sizeof(double));
    self->distance[i] = r->distance[i];
    self->number[i] = self->head.next + (double)i;
}

static void count(run *r, size_t i)
{
    sw_abc_head *h = &r->self->head;
    const size_t m = (size_t)h->n_data;
    int failed = 0;
    for (size_t j = 0; j < m && r->step[i] >= 0; j++)
        failed |= !isfinite(r->data[i * m + j]);
    h->outside += r->step[i] < 0;
    h->simulations += r->step[i] >= 0;
    h->failed += (uint32_t)failed;
}

static int keep(const run *r)
{
    return r->options.store ? r->options.store(r->options.context, r->self) : SW_OK;
}

static int sample_prior(run *r, sw_diagnostics *diagnostics)
{
    sw_abc *self = r->self;
    const size_t n = (size_t)self->head.n_particles, d = (size_t)self->head.n_values,
                 m = (size_t)self->head.n_data;
    r->prior = 1;
    int status = run_batch(r);
    r->prior = 0;
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        take(r, i);
    memcpy(self->prior_w, self->w, n * d * sizeof(double));
    memcpy(self->prior_data, self->data, n * m * sizeof(double));
    if (m > 0)
        status = sw_abc_distance_learn(self, r->problem->observed, diagnostics);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        count(r, i);
    self->head.next += (uint32_t)n;
    self->head.tolerance = INFINITY;
    self->head.history[0] = (sw_abc_generation){.tolerance = INFINITY,
                                                .acceptance = 1,
                                                .distinct = (double)n,
                                                .sweeps = 1,
                                                .simulations = self->head.simulations};
    self->head.generation = 1;
    return keep(r);
}

/* DONE if no tolerance is left. */
static int begin_generation(run *r)
{
    sw_abc_head *h = &r->self->head;
    const double tolerance = sw_abc_next_tolerance(r->self, &r->options, r->distance);
    if (tolerance < 0) {
        h->end = SW_ABC_END_EXACT;
        return DONE;
    }
    h->tolerance = tolerance;
    sw_abc_kernel_learn(r->self, r->scratch); /* from all, not from copies of a few */
    sw_abc_resample(r->self, r->step);
    h->sweep = 0;
    h->sweeps = 1;
    h->accepted = h->proposed = 0;
    h->steps = 0;
    return SW_OK;
}

/* 1: the generation under way is the last by its tolerance or its first sweep's acceptance. */
static int is_last(const run *r)
{
    const sw_abc_head *h = &r->self->head;
    return (r->options.tolerance > 0 && h->tolerance <= r->options.tolerance) ||
           h->accepted < r->options.acceptance * h->proposed;
}

/* As many sweeps as leave a particle where it is with probability `stay`, `stay` squared in
 * the last generation, whose particles are the result; a short step counts for less. */
static uint32_t plan_sweeps(const run *r)
{
    const sw_abc_head *h = &r->self->head;
    const int last = is_last(r);
    const double most = r->options.max_sweeps * (last ? 2.0 : 1.0);
    double moved = 0;
    for (int k = 0; k < SW_ABC_STEPS; k++)
        moved += h->step_score[k] * sw_abc_kernel_step(k);
    moved /= h->step_tried[0] + h->step_tried[1] + h->step_tried[2] + h->step_tried[3];
    if (!(moved > 0) || !(moved < 1))
        return moved > 0 ? 1 : (uint32_t)most;
    const double wanted =
        ceil((last ? 2 : 1) * sw_log_d(r->options.stay) / sw_log_d(1 - moved));
    return (uint32_t)(wanted < most ? wanted : most);
}

static void finish_generation(run *r)
{
    sw_abc_head *h = &r->self->head;
    const double tried = h->proposed;
    h->history[h->generation++] =
        (sw_abc_generation){.tolerance = h->tolerance,
                            .acceptance = h->accepted / tried,
                            .distinct = sw_abc_distinct(r->self, r->distance),
                            .step = h->steps / tried,
                            .sweeps = h->sweeps,
                            .simulations = h->simulations};
    for (int k = 0; k < SW_ABC_STEPS; k++) {
        h->step_score[k] *= 0.5;
        h->step_tried[k] *= 0.5;
    }
    h->sweep = h->sweeps = 0;
}

static int sweep(run *r)
{
    sw_abc_head *h = &r->self->head;
    const int status = run_batch(r);
    if (status)
        return status;
    for (size_t i = 0; i < (size_t)h->n_particles; i++) {
        const int step = r->step[i] < 0 ? -1 - r->step[i] : r->step[i];
        const int accept = r->distance[i] <= h->tolerance;
        count(r, i);
        h->proposed++;
        h->steps += sw_abc_kernel_step(step);
        h->step_tried[step]++;
        h->accepted += (uint32_t)accept;
        h->step_score[step] += accept;
        if (accept)
            take(r, i);
    }
    h->next += (uint32_t)h->n_particles;
    if (++h->sweep == 1)
        h->sweeps = plan_sweeps(r);
    if (h->sweep >= h->sweeps)
        finish_generation(r);
    return keep(r);
}

/* Which rule says that it ends here, or SW_ABC_END_RUNNING. */
static int rule(const run *r)
{
    const sw_abc_head *h = &r->self->head;
    const sw_abc_options *o = &r->options;
    if (h->n_summaries == 0)
        return SW_ABC_END_NO_DATA;
    if (h->sweeps == 0 && o->tolerance > 0 && h->tolerance <= o->tolerance)
        return SW_ABC_END_TOLERANCE;
    if (h->sweeps == 0 && h->generation > 1 &&
        h->history[h->generation - 1].acceptance < o->acceptance)
        return SW_ABC_END_ACCEPTANCE;
    if (h->sweeps == 0 && h->generation >= o->max_generations)
        return SW_ABC_END_GENERATIONS;
    if ((o->max_simulations > 0 &&
         (double)h->simulations + h->n_particles > o->max_simulations) ||
        UINT32_MAX - h->next < 2 * (uint32_t)h->n_particles)
        return SW_ABC_END_SIMULATIONS;
    if (o->seconds > 0 && now() - r->began >= o->seconds)
        return SW_ABC_END_SECONDS;
    return SW_ABC_END_RUNNING;
}

static int go(run *r, sw_diagnostics *diagnostics)
{
    sw_abc_head *h = &r->self->head;
    int status = h->generation == 0 ? sample_prior(r, diagnostics) : SW_OK;
    while (!status && (h->end = rule(r)) == SW_ABC_END_RUNNING) {
        if (h->sweeps == 0)
            status = begin_generation(r);
        if (!status)
            status = sweep(r);
    }
    return status == DONE ? SW_OK : status;
}

static int allocate(run *r)
{
    const size_t n = (size_t)r->self->head.n_particles,
                 d = (size_t)r->self->head.n_values, m = (size_t)r->self->head.n_data;
    const size_t doubles =
        n * (2 * d + m + 1) + (size_t)r->options.n_threads * d + d * d + d + n;
    r->block = malloc(doubles * sizeof(double) + n * sizeof(int));
    if (!r->block)
        return SW_MEMORY;
    r->w = r->block;
    r->values = r->w + n * d;
    r->data = r->values + n * d;
    r->distance = r->data + n * m;
    r->worker = r->distance + n;
    r->scratch = r->worker + (size_t)r->options.n_threads * d;
    r->step = (int *)(r->scratch + d * d + d + n);
    return SW_OK;
}

int sw_abc_run(sw_abc *self, const sw_abc_problem *problem, const sw_abc_options *options,
               sw_diagnostics *diagnostics)
{
    run r = {.self = self, .problem = problem, .options = *options, .began = now()};
    int status = sw_abc_begin(self, problem, &r.options, diagnostics);
    if (!status)
        status = allocate(&r);
    if (!status)
        status = go(&r, diagnostics);
    free(r.block);
    return status;
}
