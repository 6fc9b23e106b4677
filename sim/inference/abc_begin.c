/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an inference begins with: defaults, what is refused, a fresh state or one that matches. */
#include "abc_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/pool.h>

enum { PARTICLES = 1000, MOST_SWEEPS = 10 };

static const double default_alive = 0.3, default_stay = 0.3, default_acceptance = 0.15;

static void put_defaults(sw_abc_options *o, const sw_abc *self)
{
    if (o->n_particles == 0)
        o->n_particles = self->block ? self->head.n_particles : PARTICLES;
    o->n_threads = sw_pool_threads(o->n_threads, (uint64_t)o->n_particles);
    o->alive = o->alive > 0 && o->alive < 1 ? o->alive : default_alive;
    o->stay = o->stay > 0 && o->stay < 1 ? o->stay : default_stay;
    o->acceptance = o->acceptance == 0 ? default_acceptance : o->acceptance;
    o->max_sweeps = o->max_sweeps ? o->max_sweeps : MOST_SWEEPS;
    if (o->max_generations == 0 || o->max_generations > SW_ABC_GENERATIONS)
        o->max_generations = SW_ABC_GENERATIONS;
}

static int refuse(const sw_abc *self, const sw_abc_problem *problem,
                  const sw_abc_options *o, sw_diagnostics *diagnostics)
{
    const int d = problem->space->n;
    if (d < 1)
        return sw_fail(diagnostics, SW_INPUT,
                       "nothing is uncertain: give at least one parameter a prior",
                       "不確かなパラメーターがありません。少なくとも一つに事前分布を"
                       "与えてください");
    if (!sw_abc_length(o->n_particles, d, problem->n_data))
        return sw_fail(
            diagnostics, SW_INPUT,
            "%d particles, %d parameters and %d data cannot be: particles 2 to "
            "10,000,000, parameters up to 2,000, data up to 10,000",
            "粒子 %d 個、パラメーター %d 個、観測値 %d 個は扱えません。粒子は 2 から "
            "10,000,000、パラメーターは 2,000 まで、観測値は 10,000 までです",
            o->n_particles, d, problem->n_data);
    for (int j = 0; j < problem->n_data; j++) {
        if (!isfinite(problem->observed[j]))
            return sw_fail(diagnostics, SW_INPUT, "observed datum %d is not a number",
                           "観測値の %d 番目が数ではありません", j + 1);
    }
    if (self->head.generation == 0 && o->max_simulations > 0 &&
        (uint32_t)o->n_particles > o->max_simulations)
        return sw_fail(
            diagnostics, SW_INPUT,
            "%u simulations are too few for %d particles; allow at least as many",
            "シミュレーション %u 回は粒子 %d 個には足りません。粒子の数以上にして"
            "ください",
            o->max_simulations, o->n_particles);
    return SW_OK;
}

static int begin_or_match(sw_abc *self, const sw_abc_problem *problem,
                          const sw_abc_options *o, sw_diagnostics *diagnostics)
{
    sw_abc_head *h = &self->head;
    if (!self->block) {
        memset(h, 0, sizeof *h);
        *h = (sw_abc_head){.seed = o->seed,
                           .n_particles = o->n_particles,
                           .n_values = problem->space->n,
                           .n_data = problem->n_data,
                           .distance = o->distance};
        self->length = sw_abc_length(h->n_particles, h->n_values, h->n_data);
        self->block = calloc(self->length, sizeof *self->block);
        if (!self->block)
            return SW_MEMORY;
        sw_abc_views(self);
    }
    if (h->seed == o->seed && h->n_particles == o->n_particles &&
        h->n_values == problem->space->n && h->n_data == problem->n_data &&
        h->distance == o->distance)
        return SW_OK;
    return sw_fail(
        diagnostics, SW_INPUT,
        "the saved state is of another calibration (seed, particles, parameters, "
        "data or distance differ); use the same settings or begin anew",
        "保存された途中経過は別の較正のものです（シード、粒子数、パラメーター、"
        "観測値または距離が違います）。同じ設定にするか最初から実行してください");
}

int sw_abc_begin(sw_abc *self, const sw_abc_problem *problem, sw_abc_options *options,
                 sw_diagnostics *diagnostics)
{
    put_defaults(options, self);
    const int status = refuse(self, problem, options, diagnostics);
    return status ? status : begin_or_match(self, problem, options, diagnostics);
}
