/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * With x standardised and C = V diag(l) V' its weighted correlation matrix, c = V' (x, y):
 *     residual(k) = var(y) - sum c_i^2 (l_i + 2 k) / (l_i + k)^2,  df(k) = sum l_i / (l_i + k)
 *     GCV(k) = residual(k) / (1 - (1 + df(k)) / n)^2
 * One decomposition serves every response and every penalty k.
 */
#include "linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/status.h>

enum { PENALTIES = 41 }; /* 10^-6 ... 10^2 by factors of 10^0.2 */

static const double worth = 4; /* n log GCV */

struct work {
    double *correlation, *value, *vector; /* [m][m], [m], [m][m] */
    double *along;                        /* [m] c */
    double *cross;                        /* [m] (x, y) */
};

static void moments(sw_ridge *r, int n, const double *x, const double *weight)
{
    const int m = r->m;
    double squares = 0;
    for (int i = 0; i < n; i++) {
        squares += weight[i] * weight[i];
        for (int j = 0; j < m && weight[i] > 0; j++)
            r->centre[j] += weight[i] * x[(size_t)i * (size_t)m + (size_t)j];
    }
    r->effective = 1 / squares;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m && weight[i] > 0; j++) {
            const double e = x[(size_t)i * (size_t)m + (size_t)j] - r->centre[j];
            r->sd[j] += weight[i] * e * e;
        }
    }
    for (int j = 0; j < m; j++) {
        const double size = r->centre[j] < 0 ? -r->centre[j] : r->centre[j];
        r->sd[j] = sqrt(r->sd[j]);
        if (!(r->sd[j] > 1e-12 * size)) /* a constant, up to rounding */
            r->sd[j] = 0;
    }
}

static double standard(const sw_ridge *r, const double *row, int j)
{
    return r->sd[j] > 0 ? (row[j] - r->centre[j]) / r->sd[j] : 0;
}

static void decompose(const sw_ridge *r, int n, const double *x, const double *weight,
                      struct work *t)
{
    const size_t m = (size_t)r->m;
    for (int i = 0; i < n; i++) {
        if (!(weight[i] > 0))
            continue;
        for (int j = 0; j < r->m; j++)
            t->cross[j] = standard(r, x + (size_t)i * m, j);
        for (size_t j = 0; j < m; j++) {
            for (size_t k = 0; k <= j; k++)
                t->correlation[j * m + k] += weight[i] * t->cross[j] * t->cross[k];
        }
    }
    for (size_t j = 0; j < m; j++) {
        for (size_t k = 0; k < j; k++)
            t->correlation[k * m + j] = t->correlation[j * m + k];
    }
    sw_linear_eigen(t->correlation, r->m, t->value, t->vector);
}

/* Directions that are nothing but rounding take no part. */
static int counts(const struct work *t, int i)
{
    return t->value[i] > 1e-10 * t->value[0] && t->value[i] > 0;
}

static double residual(const struct work *t, int m, double variance, double penalty,
                       double *freedom)
{
    *freedom = 0;
    for (int i = 0; i < m; i++) {
        if (!counts(t, i))
            continue;
        const double l = t->value[i], c = t->along[i];
        *freedom += l / (l + penalty);
        variance -= c * c * (l + 2 * penalty) / ((l + penalty) * (l + penalty));
    }
    return variance > 0 ? variance : 0;
}

static void choose(sw_ridge *r, const struct work *t, int k, double variance)
{
    double best = 0;
    r->penalty[k] = INFINITY;
    if (!(variance > 0))
        return;
    for (int step = 0; step < PENALTIES; step++) {
        double freedom;
        const double penalty =
            sw_exp_d((-6 + 8.0 * step / (PENALTIES - 1)) * 2.302585092994046);
        const double left = residual(t, r->m, variance, penalty, &freedom);
        const double share = 1 - (1 + freedom) / r->effective;
        if (!(share > 0.1)) /* more parameters than data */
            continue;
        const double none = 1 - 1 / r->effective;
        const double ratio = left / variance * (none / share) * (none / share);
        const double gain = -r->effective * sw_log_d(ratio > 1e-300 ? ratio : 1e-300);
        if (gain > worth && gain >= best) {
            best = gain;
            r->penalty[k] = penalty;
            r->freedom[k] = freedom;
            r->explained[k] = 1 - left / variance;
        }
    }
}

static void respond(sw_ridge *r, int n, const double *x, const double *weight, int k,
                    const double *y, struct work *t)
{
    const size_t m = (size_t)r->m;
    double variance = 0;
    memset(t->cross, 0, m * sizeof *t->cross);
    for (int i = 0; i < n; i++) {
        if (weight[i] > 0)
            r->mean[k] += weight[i] * y[(size_t)i * (size_t)r->n_y + (size_t)k];
    }
    for (int i = 0; i < n; i++) {
        if (!(weight[i] > 0))
            continue;
        const double e = y[(size_t)i * (size_t)r->n_y + (size_t)k] - r->mean[k];
        variance += weight[i] * e * e;
        for (int j = 0; j < r->m; j++)
            t->cross[j] += weight[i] * e * standard(r, x + (size_t)i * m, j);
    }
    for (size_t i = 0; i < m; i++) {
        t->along[i] = 0;
        for (size_t j = 0; j < m; j++)
            t->along[i] += t->vector[j * m + i] * t->cross[j];
    }
    choose(r, t, k, variance);
    for (size_t i = 0; i < m && isfinite(r->penalty[k]); i++) {
        if (!counts(t, (int)i))
            continue;
        const double part = t->along[i] / (t->value[i] + r->penalty[k]);
        for (size_t j = 0; j < m; j++)
            r->slope[(size_t)k * m + j] += t->vector[j * m + i] * part;
    }
}

int sw_ridge_fit(sw_ridge *self, const sw_rows *rows, int m, const double *x, int n_y,
                 const double *y)
{
    const size_t a = (size_t)m, b = (size_t)n_y;
    const int n = rows->n;
    const double *weight = rows->weight;
    memset(self, 0, sizeof *self);
    self->m = m;
    self->n_y = n_y;
    self->block = calloc(2 * a + 4 * b + a * b + 1, sizeof *self->block);
    double *work = calloc(2 * a * a + 3 * a + 1, sizeof *work);
    if (!self->block || !work) {
        free(work);
        return SW_MEMORY;
    }
    self->centre = self->block;
    self->sd = self->centre + a;
    self->mean = self->sd + a;
    self->penalty = self->mean + b;
    self->freedom = self->penalty + b;
    self->explained = self->freedom + b;
    self->slope = self->explained + b;
    struct work t = {.correlation = work,
                     .vector = work + a * a,
                     .value = work + 2 * a * a,
                     .along = work + 2 * a * a + a,
                     .cross = work + 2 * a * a + 2 * a};
    moments(self, n, x, weight);
    if (rows->effective > 0)
        self->effective = rows->effective;
    decompose(self, n, x, weight, &t);
    for (int k = 0; k < n_y; k++)
        respond(self, n, x, weight, k, y, &t);
    free(work);
    return SW_OK;
}

double sw_ridge_at(const sw_ridge *self, int k, const double *x)
{
    double value = self->mean[k];
    for (int j = 0; j < self->m; j++)
        value +=
            self->slope[(size_t)k * (size_t)self->m + (size_t)j] * standard(self, x, j);
    return value;
}

void sw_ridge_free(sw_ridge *self)
{
    free(self->block);
    memset(self, 0, sizeof *self);
}
