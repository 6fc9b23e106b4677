/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From particles within a tolerance to draws of the posterior, their predictions, and what
 * they say. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/diagnosis.h>

#include "calibrate_learn.h"
#include "durable.h"

/* Particles share ancestors: with facts that say nothing, contraction and shift of 71
 * parameters spread 1.2 to 1.5 times as far as independent particles would have them. That was
 * measured with copies of a particle counted each; they count as one now, so it errs on the
 * side of "stayed as assumed". */
static const double kinship = 1.5, errors = 4;

static const double quantiles[SW_CALIBRATION_QUANTILES] = {0.05, 0.5, 0.95};

/* What is needed on the way. */
typedef struct work {
    sw_learning *learning;
    sw_calibration *to;
    sw_posterior posterior;
    double *weight; /* [particles] 0 where a regressed point is outside the space */
    int32_t *row;   /* [draws] */
    double *drawn;  /* [draws][parameters] scores */
    double *column; /* [particles] of prior values */
    sw_contraction *contraction;
    sw_datum_check *check;
    double *explained;
} work;

static int no_memory(const work *w)
{
    return sw_fail(w->learning->diagnostics, SW_MEMORY,
                   "not enough memory for the posterior; try fewer --particles",
                   "事後分布のためのメモリが足りません。--particles を減らしてください");
}

static void *zeroed(size_t n, size_t m)
{
    return calloc(n * m + 1, sizeof(double));
}

static int allocate(work *w)
{
    sw_calibration *c = w->to;
    const size_t n = (size_t)w->learning->abc.head.n_particles;
    const size_t d = (size_t)c->n_parameters, m = (size_t)c->n_data;
    w->weight = zeroed(n, 1);
    w->row = calloc(n + 1, sizeof *w->row);
    w->drawn = zeroed(n, d);
    w->column = zeroed(n, 1);
    w->explained = zeroed(d, 1);
    w->contraction = calloc(d + 1, sizeof *w->contraction);
    w->check = calloc(m + 1, sizeof *w->check);
    c->values = sw_results_allocate(&c->memory, (n * d + 1) * sizeof(double));
    c->predictive = sw_results_allocate(&c->memory, (n * m + 1) * sizeof(double));
    c->correlation = sw_results_allocate(&c->memory, (d * m + 1) * sizeof(double));
    c->only_this = sw_results_allocate(&c->memory, (d * m + 1) * sizeof(double));
    c->determined = sw_results_allocate(&c->memory, (d + 1) * sizeof(double));
    c->combination = sw_results_allocate(&c->memory, (d * d + 1) * sizeof(double));
    c->parameters = sw_results_allocate(&c->memory, (d + 1) * sizeof *c->parameters);
    c->data = sw_results_allocate(&c->memory, (m + 1) * sizeof *c->data);
    return w->weight && w->row && w->drawn && w->column && w->explained &&
                   w->contraction && w->check && c->values && c->predictive &&
                   c->correlation && c->only_this && c->determined && c->combination &&
                   c->parameters && c->data
               ? SW_OK
               : no_memory(w);
}

static void release(work *w)
{
    void *all[] = {w->weight,    w->row,         w->drawn, w->column,
                   w->explained, w->contraction, w->check};
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
        free(all[k]);
    sw_posterior_free(&w->posterior);
}

static int regress(work *w)
{
    sw_learning *l = w->learning;
    const sw_abc_head *h = &l->abc.head;
    const sw_adjust_sample sample = {.n = h->n_particles,
                                     .n_values = h->n_values,
                                     .n_data = h->n_data,
                                     .w = l->abc.w,
                                     .data = l->abc.data,
                                     .distance = l->abc.distance,
                                     .observed = l->observed,
                                     .number = l->abc.number};
    return sw_adjust(&w->posterior, &sample, SW_ADJUST_LINEAR, l->diagnostics);
}

/* Equally likely draws, and their values. */
static int draw(work *w)
{
    sw_learning *l = w->learning;
    const int n = w->posterior.n;
    const size_t d = (size_t)w->posterior.n_values;
    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < n; i++) {
        const double *point = w->posterior.w + (size_t)i * d;
        const int inside = sw_prior_space_values(&l->space, point, w->to->values);
        w->weight[i] = inside ? w->posterior.weight[i] : 0.0;
        sum += w->weight[i];
        squares += w->weight[i] * w->weight[i];
    }
    if (!(sum > 0.0))
        return sw_fail(l->diagnostics, SW_INPUT,
                       "no particle is left after the regression; the data and this "
                       "scenario do not go together (more --simulations may help)",
                       "回帰補正の後に粒子が残りません。観測値とシナリオが合っていません"
                       "（--simulations を増やすと改善することがあります）");
    w->to->effective = fmin(w->posterior.effective, sum * sum / squares);
    sw_resample(n, w->weight, l->options.seed, l->abc.head.next, w->to->n_draws, w->row);
    for (int k = 0; k < w->to->n_draws; k++) {
        double *at = w->drawn + (size_t)k * d;
        memcpy(at, w->posterior.w + (size_t)w->row[k] * d, d * sizeof *at);
        (void)sw_prior_space_values(&l->space, at, w->to->values + (size_t)k * d);
    }
    return SW_OK;
}

static int only_signals(void *context, const sw_abc_progress *progress)
{
    (void)context;
    (void)progress;
    return sw_stop_requested();
}

/* What would be observed again, from each draw. */
static int predict(work *w)
{
    sw_learning *l = w->learning;
    sw_abc_options options = l->options;
    options.progress = only_signals; /* it counts from nought again */
    return sw_abc_predict(&l->problem, &options, w->to->n_draws, w->drawn,
                          l->abc.head.next, w->to->predictive);
}

/* Too few simulations to tell what informs what: nothing is said of it. */
static void leave_open(work *w)
{
    const size_t d = (size_t)w->to->n_parameters, m = (size_t)w->to->n_data;
    memset(w->to->correlation, 0, d * m * sizeof(double));
    memset(w->to->only_this, 0, d * m * sizeof(double));
    memset(w->to->determined, 0, d * sizeof(double));
    memset(w->to->combination, 0, d * d * sizeof(double));
    memset(w->explained, 0, d * sizeof(double));
    w->to->chance = 1.0;
}

static int diagnose(work *w)
{
    const sw_learning *l = w->learning;
    const sw_abc_head *h = &l->abc.head;
    sw_identifiability out = {w->to->correlation, w->to->only_this,  w->explained,
                              w->to->combination, w->to->determined, 0.0};
    sw_diagnose_contraction(&w->posterior, l->abc.prior_w, h->n_particles,
                            w->contraction);
    int status =
        sw_diagnose_data(h->n_data, l->observed, l->abc.prior_data, h->n_particles,
                         w->to->predictive, w->to->n_draws, w->check);
    if (status == SW_INPUT)
        return sw_fail(
            l->diagnostics, status,
            "hardly any simulation has a value for every fact; the facts and "
            "this scenario do not go together",
            "全ての観測値が定まるシミュレーションがほとんどありません。観測値と"
            "シナリオが合っていません");
    if (!status)
        status = sw_diagnose_identifiability(h->n_particles, h->n_values, h->n_data,
                                             l->abc.prior_w, l->abc.prior_data, &out);
    w->to->chance = out.chance;
    if (status == SW_INPUT) {
        leave_open(w);
        status = SW_OK;
    }
    return status == SW_MEMORY ? no_memory(w) : status;
}

static void quantiles_of(const double *x, int n, int columns, int k, double *out)
{
    for (int q = 0; q < SW_CALIBRATION_QUANTILES; q++)
        out[q] = sw_weighted_quantile(x, n, columns, k, NULL, quantiles[q]);
}

/* Learned is what moved or shrank beyond chance among the particles, and what the facts
 * already told of under the prior (R^2 beyond 4 of its errors where they tell nothing): those
 * simulations are independent, particles are not quite. */
static int is_learned(const work *w, const sw_contraction *c, int k)
{
    const sw_abc_head *h = &w->learning->abc.head;
    const double chance = errors * sqrt(2.0 * h->n_data) / h->n_particles;
    const int moved = fabs(c->contraction) > errors * kinship * c->contraction_error ||
                      fabs(c->mean) > errors * kinship * c->shift_error;
    return moved && (w->to->chance >= 1.0 || w->explained[k] > chance);
}

static int parameters(work *w)
{
    const sw_learning *l = w->learning;
    const sw_abc_head *h = &l->abc.head;
    const int d = h->n_values;
    double *values = malloc((size_t)h->n_particles * (size_t)d * sizeof *values + 1);
    if (!values)
        return no_memory(w);
    for (int i = 0; i < h->n_particles; i++)
        (void)sw_prior_space_values(&l->space, l->abc.prior_w + (size_t)i * (size_t)d,
                                    values + (size_t)i * (size_t)d);
    for (int k = 0; k < d; k++) {
        const sw_prior *prior = &l->scenario->priors[k];
        const sw_contraction *c = &w->contraction[k];
        sw_calibrated_parameter *p = &w->to->parameters[k];
        *p =
            (sw_calibrated_parameter){.path = prior->path,
                                      .unit = prior->unit,
                                      .en = prior->en,
                                      .ja = prior->ja,
                                      .contraction = c->contraction,
                                      .contraction_error = kinship * c->contraction_error,
                                      .shift = c->mean,
                                      .shift_error = kinship * c->shift_error,
                                      .explained = w->explained[k],
                                      .learned = is_learned(w, c, k)};
        quantiles_of(w->to->values, w->to->n_draws, d, k, p->posterior);
        if (l->space.grouped[k]) /* truncated together: as drawn */
            quantiles_of(values, h->n_particles, d, k, p->prior);
        for (int q = 0; q < SW_CALIBRATION_QUANTILES; q++) {
            if (!l->space.grouped[k])
                p->prior[q] = sw_prior_quantile(prior, quantiles[q]);
            p->place[q] = sw_prior_cdf(prior, p->posterior[q]);
        }
    }
    free(values);
    return SW_OK;
}

/* Without rows that hold a NaN. */
static int gather(const double *x, int n, int columns, int k, double *out)
{
    int m = 0;
    for (int i = 0; i < n; i++) {
        const double v = x[(size_t)i * (size_t)columns + (size_t)k];
        if (!isnan(v))
            out[m++] = v;
    }
    return m;
}

static void data(work *w)
{
    const sw_learning *l = w->learning;
    const sw_abc_head *h = &l->abc.head;
    for (int k = 0; k < h->n_data; k++) {
        const sw_datum *from = &l->observations->data[k];
        const sw_datum_check *c = &w->check[k];
        sw_calibrated_datum *p = &w->to->data[k];
        *p = (sw_calibrated_datum){.name = from->is->name,
                                   .quantity = from->is->quantity,
                                   .source = from->is->source,
                                   .text = from->is->text,
                                   .text_ja = from->text_ja,
                                   .fiscal_year = from->is->fiscal_year,
                                   .observed = from->is->value,
                                   .prior_p = c->prior_p,
                                   .posterior_p = c->posterior_p,
                                   .left_out_z = c->left_out_z,
                                   .left_out_explained = c->left_out_explained,
                                   .conflict = c->conflict};
        int n = gather(l->abc.prior_data, h->n_particles, h->n_data, k, w->column);
        quantiles_of(w->column, n, 1, 0, p->prior);
        n = gather(w->to->predictive, w->to->n_draws, h->n_data, k, w->column);
        quantiles_of(w->column, n, 1, 0, p->posterior);
    }
}

static int generations(work *w)
{
    const sw_abc_head *h = &w->learning->abc.head;
    sw_calibration *c = w->to;
    c->n_generations = (int)h->generation;
    c->generations = sw_results_allocate(&c->memory, ((size_t)c->n_generations + 1) *
                                                         sizeof *c->generations);
    if (!c->generations)
        return no_memory(w);
    for (int g = 0; g < c->n_generations; g++) {
        const sw_abc_generation *from = &h->history[g];
        c->generations[g] = (sw_calibrated_generation){.tolerance = from->tolerance,
                                                       .acceptance = from->acceptance,
                                                       .distinct = from->distinct,
                                                       .simulations = from->simulations};
    }
    return SW_OK;
}

int sw_learning_outcome(sw_learning *self, sw_calibration *outcome)
{
    const sw_abc_head *h = &self->abc.head;
    work w = {.learning = self, .to = outcome};
    outcome->n_draws = h->n_particles;
    outcome->n_parameters = h->n_values;
    outcome->n_data = h->n_data;
    outcome->particles = (uint32_t)h->n_particles;
    outcome->seed = h->seed;
    int status = allocate(&w);
    if (!status)
        status = regress(&w);
    if (!status)
        status = draw(&w);
    if (!status)
        status = predict(&w);
    if (!status)
        status = diagnose(&w);
    if (!status)
        status = parameters(&w);
    if (!status)
        data(&w);
    if (!status)
        status = generations(&w);
    outcome->simulations = h->simulations + sw_learning_predictions(&self->rules);
    outcome->failed = h->failed;
    if (!status)
        sw_calibration_name(outcome);
    release(&w);
    return sw_learning_told(self, status);
}
