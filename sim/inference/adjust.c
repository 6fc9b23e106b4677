/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regression adjustment of a weighted sample. */
#include <sidework/adjust.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>

#include "linear.h"

typedef struct copy {
    double number, weight;
} copy;

static int ascending(const void *a, const void *b)
{
    const copy *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* 1 / sum of squared weights, rows of one number taken together. */
static int set_effective(sw_posterior *self, const double *number)
{
    copy *rows = malloc(((size_t)self->n + 1) * sizeof *rows);
    double squares = 0, sum = 0;
    if (!rows)
        return SW_MEMORY;
    for (int i = 0; i < self->n; i++)
        rows[i] = (copy){number ? number[i] : i, self->weight[i]};
    qsort(rows, (size_t)self->n, sizeof *rows, ascending);
    for (int i = 0; i < self->n; i++) {
        sum += rows[i].weight;
        if (i + 1 == self->n || rows[i + 1].number > rows[i].number) {
            squares += sum * sum;
            sum = 0;
        }
    }
    free(rows);
    self->effective = squares > 0 ? 1 / squares : 0;
    return SW_OK;
}

static int is_fine(const sw_adjust_sample *s, int i)
{
    int fine = !s->distance || isfinite(s->distance[i]);
    for (int j = 0; j < s->n_data; j++)
        fine &= isfinite(s->data[(size_t)i * (size_t)s->n_data + (size_t)j]) != 0;
    return fine;
}

/* Epanechnikov's kernel of the distance over the largest; 0 where a datum is not a number. */
static int set_weights(sw_posterior *self, const sw_adjust_sample *s)
{
    double widest = 0, sum = 0;
    for (int i = 0; i < s->n && s->distance; i++) {
        if (is_fine(s, i) && s->distance[i] > widest)
            widest = s->distance[i];
    }
    for (int i = 0; i < s->n; i++) {
        const double part = s->distance && widest > 0 ? s->distance[i] / widest : 0;
        self->weight[i] = is_fine(s, i) ? 1 - part * part : 0;
        sum += self->weight[i];
    }
    if (!(sum > 0)) { /* all on the edge: all the same */
        for (int i = 0; i < s->n; i++)
            sum += self->weight[i] = is_fine(s, i);
    }
    for (int i = 0; i < s->n && sum > 0; i++)
        self->weight[i] /= sum;
    return sum > 0 ? set_effective(self, s->number) : SW_INPUT;
}

/* Factor that brings the spread of residuals at x to that at the observed: half the difference
 * of the regressions of log residual^2. */
static double spread_ratio(const sw_ridge *spread, int k, const double *x,
                           const double *observed)
{
    return sw_exp_d(0.5 * (sw_ridge_at(spread, k, observed) - sw_ridge_at(spread, k, x)));
}

static double *log_squares(const sw_posterior *self, const sw_adjust_sample *s,
                           const sw_ridge *fit)
{
    const size_t d = (size_t)s->n_values, m = (size_t)s->n_data;
    double *y = calloc((size_t)s->n * d, sizeof *y);
    for (size_t i = 0; i < (size_t)s->n && y; i++) {
        for (size_t k = 0; k < d && self->weight[i] > 0; k++) {
            const double e = s->w[i * d + k] - sw_ridge_at(fit, (int)k, s->data + i * m);
            y[i * d + k] = sw_log_d(e * e > 1e-20 ? e * e : 1e-20);
        }
    }
    return y;
}

/* The fit at the observed, held within the fits at the particles: where nothing simulated comes
 * near the observed, a straight line would lead anywhere. */
static double fit_at_observed(const sw_posterior *self, const sw_adjust_sample *s,
                              const sw_ridge *fit, int k)
{
    double least = INFINITY, most = -INFINITY;
    for (int i = 0; i < s->n; i++) {
        if (!(self->weight[i] > 0))
            continue;
        const double at = sw_ridge_at(fit, k, s->data + (size_t)i * (size_t)s->n_data);
        least = at < least ? at : least;
        most = at > most ? at : most;
    }
    const double at = sw_ridge_at(fit, k, s->observed);
    return at < least ? least : at > most ? most : at;
}

static void apply(sw_posterior *self, const sw_adjust_sample *s, const sw_ridge *fit,
                  const sw_ridge *spread)
{
    const size_t d = (size_t)s->n_values, m = (size_t)s->n_data;
    for (size_t k = 0; k < d; k++) {
        const double left = self->effective - 1 - fit->freedom[k];
        const double factor = left > 0 ? sqrt((self->effective - 1) / left) : 1;
        const double centre = fit_at_observed(self, s, fit, (int)k);
        self->ridge[k] = fit->penalty[k];
        self->freedom[k] = fit->freedom[k];
        self->explained[k] = fit->explained[k];
        memcpy(self->coefficient + k * m, fit->slope + k * m, m * sizeof(double));
        for (size_t i = 0; i < (size_t)s->n; i++) {
            const double *x = s->data + i * m;
            double *to = self->w + i * d + k;
            if (!(self->weight[i] > 0))
                continue;
            if (isfinite(fit->penalty[k]) || spread)
                *to = centre +
                      factor * (*to - sw_ridge_at(fit, (int)k, x)) *
                          (spread ? spread_ratio(spread, (int)k, x, s->observed) : 1);
        }
    }
}

static int regress(sw_posterior *self, const sw_adjust_sample *s,
                   enum sw_adjustment adjustment)
{
    sw_ridge fit, spread = {0};
    double *y = NULL;
    const sw_rows rows = {s->n, self->weight, self->effective};
    int status = sw_ridge_fit(&fit, &rows, s->n_data, s->data, s->n_values, s->w);
    if (status)
        goto out;
    if (adjustment == SW_ADJUST_SCALED) {
        y = log_squares(self, s, &fit);
        status = y ? sw_ridge_fit(&spread, &rows, s->n_data, s->data, s->n_values, y)
                   : SW_MEMORY;
    }
    if (!status)
        apply(self, s, &fit, adjustment == SW_ADJUST_SCALED ? &spread : NULL);
out:
    free(y);
    sw_ridge_free(&spread);
    sw_ridge_free(&fit);
    return status;
}

static int allocate(sw_posterior *self, const sw_adjust_sample *s)
{
    const size_t n = (size_t)s->n, d = (size_t)s->n_values, m = (size_t)s->n_data;
    memset(self, 0, sizeof *self);
    self->n = s->n;
    self->n_values = s->n_values;
    self->n_data = s->n_data;
    self->w = malloc((n * d + 1) * sizeof(double));
    self->weight = calloc(n + 1, sizeof(double));
    self->ridge = calloc(d + 1, sizeof(double));
    self->freedom = calloc(d + 1, sizeof(double));
    self->explained = calloc(d + 1, sizeof(double));
    self->coefficient = calloc(d * m + 1, sizeof(double));
    if (!self->w || !self->weight || !self->ridge || !self->freedom || !self->explained ||
        !self->coefficient)
        return SW_MEMORY;
    memcpy(self->w, s->w, n * d * sizeof(double));
    for (size_t k = 0; k < d; k++)
        self->ridge[k] = INFINITY;
    return SW_OK;
}

int sw_adjust(sw_posterior *self, const sw_adjust_sample *sample,
              enum sw_adjustment adjustment, sw_diagnostics *diagnostics)
{
    if (sample->n < 1 || sample->n_values < 1) {
        memset(self, 0, sizeof *self);
        return sw_fail(diagnostics, SW_INPUT, "there are no particles to adjust",
                       "調整する粒子がありません");
    }
    int status = allocate(self, sample);
    if (!status)
        status = set_weights(self, sample);
    if (status == SW_INPUT)
        return sw_fail(diagnostics, SW_INPUT,
                       "no particle has usable data: nothing was accepted",
                       "使えるデータを持つ粒子がありません（一つも採択されていません）");
    if (status || adjustment == SW_ADJUST_NONE || sample->n_data == 0)
        return status;
    return regress(self, sample, adjustment);
}

void sw_posterior_free(sw_posterior *self)
{
    free(self->w);
    free(self->weight);
    free(self->ridge);
    free(self->freedom);
    free(self->explained);
    free(self->coefficient);
    memset(self, 0, sizeof *self);
}
