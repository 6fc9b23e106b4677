/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulations at given points: prior and posterior predictions. */
#include <sidework/abc.h>

#include <math.h>
#include <stdlib.h>

#include <sidework/pool.h>

typedef struct prediction {
    const sw_abc_problem *problem;
    const sw_abc_options *options;
    const double *w;
    double *data, *values; /* [n][n_data], [threads][n] */
    uint32_t first, n;
} prediction;

static int task(void *context, int worker, uint32_t i)
{
    const prediction *p = context;
    const size_t d = (size_t)p->problem->space->n, m = (size_t)p->problem->n_data;
    double *values = p->values + (size_t)worker * d, *data = p->data + i * m;
    int failed = 0;
    for (size_t j = 0; j < m; j++)
        data[j] = NAN;
    /* values are within the prior's range even where the point is not in its space */
    (void)sw_prior_space_values(p->problem->space, p->w + i * d, values);
    const int status =
        p->problem->simulate(p->problem->context, worker, values, p->first + i, data);
    for (size_t j = 0; j < m; j++)
        failed |= !isfinite(data[j]);
    for (size_t j = 0; j < m && failed; j++)
        data[j] = NAN;
    return status;
}

static int watch(void *context, uint32_t finished)
{
    const prediction *p = context;
    const sw_abc_progress progress = {.done = finished, .batch = p->n};
    return p->options->progress(p->options->context, &progress);
}

int sw_abc_predict(const sw_abc_problem *problem, const sw_abc_options *options, int n,
                   const double *w, uint32_t first, double *data)
{
    prediction p = {.problem = problem,
                    .options = options,
                    .w = w,
                    .data = data,
                    .first = first,
                    .n = n > 0 ? (uint32_t)n : 0};
    const int n_threads = sw_pool_threads(options->n_threads, p.n);
    p.values = calloc((size_t)n_threads * (size_t)problem->space->n + 1, sizeof(double));
    if (!p.values)
        return SW_MEMORY;
    const sw_pool pool = {.n_threads = n_threads,
                          .end = p.n,
                          .task = task,
                          .watch = options->progress ? watch : NULL,
                          .context = &p};
    const int status = sw_pool_run(&pool);
    free(p.values);
    return status;
}
