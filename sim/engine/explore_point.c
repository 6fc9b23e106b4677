/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One point of a design: from its scenario to rows of outcomes. */
#include "explore_parts.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/pool.h>

#include "explored.h"

enum { ROUNDS = 8, LEAST = 4, STACK_TOUCHED = 262144 };

static int same_shape(const sw_scenario *a, const sw_scenario *b)
{
    const struct sw_simulation *p = sw_scenario_simulation(a),
                               *q = sw_scenario_simulation(b);
    return p->base_year == q->base_year && p->years == q->years &&
           memcmp(p->thresholds, q->thresholds, sizeof p->thresholds) == 0;
}

int sw_point_load(sw_loaded_point *self, const sw_model *model, const sw_scenario *base,
                  const sw_explore_options *o, uint32_t point, sw_diagnostics *d)
{
    int status = o->load(o->context, point, &self->scenario, d);
    if (!status)
        status = sw_model_check(model, &self->scenario, d);
    if (!status && !same_shape(base, &self->scenario))
        status = sw_fail(d, SW_INPUT, "has other years or thresholds than the base",
                         "年数か目標が基準のシナリオと異なります");
    if (!status)
        status = sw_model_build(model, &self->city, &self->scenario, o->seed, d);
    if (!status)
        status = sw_record_layout(&self->whole, &self->scenario, &self->city);
    if (!status)
        status = sw_world_init(&self->world, &self->scenario, &self->city,
                               &self->whole.layout);
    if (!status)
        self->record = malloc((self->whole.layout.record_length + 1) * sizeof(double));
    return !status && !self->record ? SW_MEMORY : status;
}

void sw_point_free(sw_loaded_point *self, const sw_explore_options *options)
{
    free(self->record);
    sw_world_free(&self->world);
    sw_results_free(&self->whole);
    sw_city_free(&self->city);
    options->unload(&self->scenario);
    memset(self, 0, sizeof *self);
}

size_t sw_point_bytes(const sw_loaded_point *self)
{
    /* the scenario's text and what was needed to parse it are of the same order */
    enum { PARSED = 12 };
    return sw_world_bytes(&self->scenario, &self->city) +
           sw_population_bytes(self->city.n_staff) +
           PARSED * strlen(self->scenario.effective) +
           self->whole.layout.record_length * sizeof(double) + sizeof(sw_diagnostics) +
           STACK_TOUCHED;
}

void sw_point_run(sw_loaded_point *self, const sw_model *model,
                  const sw_explore_options *o, const sw_layout *layout, uint32_t point,
                  uint32_t r, double *row)
{
    const uint32_t first = o->first ? o->first[point] : 0;
    sw_replication_run(model, &self->world, o->seed, first + r, self->record);
    sw_explored_take(layout, &self->whole.layout, self->record, row);
}

uint32_t sw_explore_round(uint32_t n)
{
    const uint32_t round = (n + ROUNDS - 1) / ROUNDS;
    return round > LEAST ? round : LEAST;
}

int sw_explore_threads(const sw_explore_options *o)
{
    const uint32_t round = sw_explore_round(o->n_replications);
    const uint64_t pieces =
        (uint64_t)o->n_points * ((o->n_replications + round - 1) / round);
    return sw_pool_threads(o->n_threads, pieces);
}

int sw_explore_describe(sw_exploration *self, const sw_scenario *base,
                        const char *version, const sw_explore_options *o)
{
    const struct sw_root *root = sw_scenario_root(base);
    sw_results *r = &self->results;
    if (sw_explored_layout(r, base))
        return SW_MEMORY;
    self->n_points = o->n_points;
    self->n_replications = o->n_replications;
    r->title = sw_results_duplicate(r, root->title);
    r->title_ja =
        sw_results_duplicate(r, root->title_ja[0] ? root->title_ja : root->title);
    r->question = sw_results_duplicate(r, root->question);
    r->question_ja = sw_results_duplicate(r, root->question_ja[0] ? root->question_ja
                                                                  : root->question);
    r->effective = sw_results_duplicate(r, base->effective);
    r->digest = sw_results_duplicate(r, base->digest);
    r->version = sw_results_duplicate(r, version);
    r->seed = o->seed;
    r->n_replications = o->n_points * o->n_replications;
    return r->title && r->title_ja && r->question && r->question_ja && r->effective &&
                   r->digest && r->version
               ? SW_OK
               : SW_MEMORY;
}
