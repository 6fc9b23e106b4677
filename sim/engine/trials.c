/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See trials.h. */
#include <sidework/trials.h>

#include <math.h>
#include <stdlib.h>

#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/pool.h>

#include "ensemble_parts.h"

struct sw_trials {
    const sw_model *model;
    const sw_scenario *scenario;
    uint64_t seed;
    sw_city city;
    sw_results results; /* only its layout */
    const sw_datum *data;
    int n_data, months;
    sw_worker_memory *workers; /* [n_workers] */
    int n_workers;
};

/* Another key than that of a run with this seed (the increment of splitmix64). */
static uint64_t other_seed(uint64_t seed)
{
    return seed ^ 0x9E3779B97F4A7C15u;
}

int sw_trials_new(sw_trials **self, const sw_model *model, const sw_scenario *scenario,
                  uint64_t seed, sw_diagnostics *diagnostics)
{
    sw_trials *t = calloc(1, sizeof *t);
    int status = t ? SW_OK : SW_MEMORY;
    *self = t;
    if (t) {
        t->model = model;
        t->scenario = scenario;
        t->seed = other_seed(seed);
        status = sw_model_build(model, &t->city, scenario, seed, diagnostics);
    }
    if (!status)
        status = sw_record_layout(&t->results, scenario, &t->city);
    if (status == SW_MEMORY)
        sw_fail(diagnostics, status, "not enough memory for the city",
                "市のデータのためのメモリが足りません");
    return status;
}

void sw_trials_free(sw_trials *self)
{
    if (!self)
        return;
    for (int k = 0; k < self->n_workers; k++)
        sw_worker_free(&self->workers[k]);
    free(self->workers);
    sw_results_free(&self->results);
    sw_city_free(&self->city);
    free(self);
}

const sw_layout *sw_trials_layout(const sw_trials *self)
{
    return &self->results.layout;
}

int sw_trials_threads(int asked)
{
    return sw_pool_threads(asked, UINT32_MAX);
}

size_t sw_trials_bytes(const sw_trials *self)
{
    const sw_layout *layout = &self->results.layout;
    return (size_t)self->n_workers *
           sw_worker_bytes(self->scenario, &self->city, layout, layout);
}

int sw_trials_observe(sw_trials *self, const sw_datum *data, int n_data, int n_workers,
                      sw_diagnostics *diagnostics)
{
    const sw_layout *layout = &self->results.layout;
    int status = SW_OK;
    self->data = data;
    self->n_data = n_data;
    for (int k = 0; k < n_data; k++)
        self->months = data[k].months > self->months ? data[k].months : self->months;
    const size_t line = _Alignof(sw_worker_memory) > 64 ? _Alignof(sw_worker_memory) : 64;
    const size_t bytes = ((size_t)n_workers * sizeof *self->workers / line + 1) * line;
    self->workers = aligned_alloc(line, bytes);
    for (int k = 0; self->workers && k < n_workers && !status; k++) {
        self->workers[k] = (sw_worker_memory){0};
        self->n_workers = k + 1;
        status = sw_worker_init(&self->workers[k], self->scenario, &self->city, layout,
                                layout, self->scenario->n_priors);
    }
    if (self->workers && !status)
        return SW_OK;
    return sw_fail(
        diagnostics, SW_MEMORY, "not enough memory for %d threads; try fewer (--threads)",
        "%d スレッド分のメモリがありません。--threads で減らしてください", n_workers);
}

/* Answers of the simulated survey behind a share; 0: nobody was sampled. */
static double answers_behind(const sw_trials *self, const sw_datum *datum,
                             const double *record)
{
    const sw_variable *v = self->results.layout.variables;
    if (datum->variable < SW_INDICATOR_survey_answers ||
        datum->variable > SW_INDICATOR_survey_perceived_inflexible)
        return 0.0;
    const size_t year = datum->offset - v[datum->variable].offset;
    const double all = record[v[SW_INDICATOR_survey_answers].offset + year];
    const double part = record[v[SW_INDICATOR_survey_participated].offset + year];
    const double willing = record[v[SW_INDICATOR_survey_willing].offset + year];
    switch (datum->variable) {
    case SW_INDICATOR_survey_willing_participants:
        return all * part;
    case SW_INDICATOR_survey_willing_nonparticipants:
        return all * (1.0 - part);
    case SW_INDICATOR_survey_refusal_busy:
        return all * (1.0 - willing);
    default:
        return all;
    }
}

/* Variance that a share of n answers has beyond that of the simulated ones. */
static double lacking_variance(const sw_trials *self, const sw_datum *datum,
                               const double *record, double x)
{
    if (!datum->is->n || !(x > 0.0 && x < 1.0))
        return 0.0;
    const double m = answers_behind(self, datum, record);
    const double lack = 1.0 / datum->is->n - (m > 0.0 ? 1.0 / m : 0.0);
    return lack > 0.0 ? x * (1.0 - x) * lack : 0.0;
}

static double with_error(const sw_trials *self, const sw_datum *datum,
                         const double *record, uint32_t number)
{
    const struct sw_observation *is = datum->is;
    const sw_key key = sw_key_of(self->seed, number, SW_STREAM_OBSERVATION, 0);
    const sw_words a = sw_draw(key, datum->key, 0), b = sw_draw(key, datum->key, 1);
    const double x = sw_datum_read(datum, record);
    const double sampled = sqrt(lacking_variance(self, datum, record, x));
    return x + sampled * sw_normal(sw_uniform(a.w[0])) +
           is->sd * sw_normal(sw_uniform(a.w[1])) +
           is->rounding * (2.0 * sw_uniform53(b.w[0], b.w[1]) - 1.0);
}

void sw_trials_simulate(sw_trials *self, int worker, const double *values,
                        uint32_t number, double *data)
{
    sw_worker_memory *m = &self->workers[worker];
    m->world.values = values;
    sw_replication_start(self->model, &m->world, self->seed, number, m->record);
    while (m->world.t < self->months)
        sw_replication_month(self->model, &m->world);
    for (int k = 0; k < self->n_data; k++)
        data[k] = with_error(self, &self->data[k], m->record, number);
}
