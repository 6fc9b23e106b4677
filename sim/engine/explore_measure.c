/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an exploration would take: points spread over the design are loaded, and each runs a
 * replication or more, until the time is up. */
#include "explore_parts.h"

#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct meter {
    sw_explore_cost *cost;
    const sw_model *model;
    const sw_scenario *base;
    const sw_explore_options *options;
    const sw_layout *layout;
    double *row;
    double loading, running;
    uint32_t loaded;
} meter;

/* Loads a point and runs its first replications: the first touches memory for the first time,
 * as it does in every piece of work, so it counts. */
static int try_point(meter *m, uint32_t point, sw_diagnostics *scratch)
{
    enum { AT_MOST = 2 };
    sw_loaded_point loaded = {0};
    const double began = now();
    int status = sw_point_load(&loaded, m->model, m->base, m->options, point, scratch);
    m->cost->tried++;
    if (!status) {
        const double ready = now();
        const uint32_t n = m->options->n_replications;
        m->loading += ready - began;
        m->loaded++;
        for (uint32_t r = 0; r < AT_MOST && r < n; r++, m->cost->measured++)
            sw_point_run(&loaded, m->model, m->options, m->layout, point, r, m->row);
        m->running += now() - ready;
        const size_t bytes = sw_point_bytes(&loaded);
        m->cost->worker_bytes =
            bytes > m->cost->worker_bytes ? bytes : m->cost->worker_bytes;
    } else if (status != SW_MEMORY) {
        m->cost->failed++;
        status = SW_OK;
    }
    sw_point_free(&loaded, m->options);
    return status;
}

/* Points in the order of a van der Corput sequence: spread evenly, however many there are
 * time for. */
static uint32_t spread(uint32_t i, uint32_t n)
{
    double at = 0, half = 0.5;
    for (; i > 0; i >>= 1, half /= 2)
        at += half * (i & 1);
    return (uint32_t)(at * n);
}

static int measure(meter *m, double seconds)
{
    const uint32_t n = m->options->n_points;
    const double began = now();
    sw_diagnostics *scratch = malloc(sizeof *scratch);
    int status = scratch ? SW_OK : SW_MEMORY;
    for (uint32_t i = 0; i < n && !status; i++) {
        if (m->loaded > 0 && now() - began > seconds)
            break;
        sw_diagnostics_init(scratch, SW_ENGLISH);
        status = try_point(m, spread(i, n), scratch);
    }
    free(scratch);
    return status;
}

int sw_explore_measure(sw_explore_cost *cost, const sw_model *model,
                       const sw_scenario *base, const sw_explore_options *o,
                       double seconds, sw_diagnostics *diagnostics)
{
    sw_exploration shape = {0};
    *cost = (sw_explore_cost){0};
    meter m = {.cost = cost,
               .model = model,
               .base = base,
               .options = o,
               .layout = &shape.results.layout};
    int status = sw_explore_describe(&shape, base, "", o);
    const size_t row = shape.results.layout.record_length * sizeof(double);
    if (!status) {
        m.row = malloc(row + 1);
        status = m.row ? measure(&m, seconds) : SW_MEMORY;
    }
    const double tasks = (double)o->n_points * o->n_replications;
    cost->threads = sw_explore_threads(o);
    cost->round = sw_explore_round(o->n_replications);
    cost->row_bytes = row;
    cost->result_bytes =
        (size_t)(tasks * ((double)row + 1)) + o->n_points * sizeof(sw_point);
    cost->load_seconds = m.loaded ? m.loading / m.loaded : 0;
    cost->seconds = cost->measured ? m.running / cost->measured : 0;
    free(m.row);
    sw_exploration_free(&shape);
    if (status == SW_MEMORY)
        sw_fail(diagnostics, status, "not enough memory for one replication",
                "試行１回分のメモリもありません");
    return status;
}
