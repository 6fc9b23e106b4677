/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contraction of parameters, and whether data fit the predictions. */
#include <sidework/diagnosis.h>

#include <math.h>
#include <stdlib.h>

#include <sidework/quantile.h>

#include "linear.h"

static const double errors = 4, level = 0.05;

/* Of two independent errors. */
static double both(double a, double b)
{
    return sqrt(a * a + b * b);
}

/* Weighted fourth central moment of column k. */
static double fourth(const sw_posterior *p, int k, double mean)
{
    double sum = 0;
    for (int i = 0; i < p->n; i++) {
        const double e = p->weight[i] > 0
                             ? p->w[(size_t)i * (size_t)p->n_values + (size_t)k] - mean
                             : 0;
        sum += p->weight[i] * e * e * e * e;
    }
    return sum;
}

void sw_diagnose_contraction(const sw_posterior *posterior, const double *prior_w,
                             int n_prior, sw_contraction *out)
{
    const int d = posterior->n_values;
    for (int k = 0; k < d; k++) {
        sw_contraction *c = &out[k];
        const double prior_mean =
            prior_w ? sw_weighted_mean(prior_w, n_prior, d, k, NULL) : 0;
        const double prior_variance =
            prior_w ? sw_weighted_variance(prior_w, n_prior, d, k, NULL) : 1;
        const double mean =
            sw_weighted_mean(posterior->w, posterior->n, d, k, posterior->weight);
        const double variance =
            sw_weighted_variance(posterior->w, posterior->n, d, k, posterior->weight);
        const double size = posterior->effective - posterior->freedom[k];
        const double spread = fourth(posterior, k, mean) - variance * variance;
        c->mean = mean;
        c->sd = sqrt(variance);
        c->contraction = 1 - variance / prior_variance;
        c->contraction_error =
            size > 1 ? sqrt(fmax(spread, 0) / size) / prior_variance : INFINITY;
        c->shift_error = size > 1 ? sqrt(variance / size) : INFINITY;
        if (prior_w) {
            c->contraction_error = both(c->contraction_error,
                                        variance / prior_variance * sqrt(2.0 / n_prior));
            c->shift_error = both(c->shift_error, sqrt(prior_variance / n_prior));
        }
        c->learned = fabs(c->contraction) > errors * c->contraction_error ||
                     fabs(mean - prior_mean) > errors * c->shift_error;
    }
}

/* Weight 1 / count of each usable row; returns the count. */
static int usable(const double *data, int n, int m, double *weight)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        int fine = 1;
        for (int j = 0; j < m; j++)
            fine &= isfinite(data[(size_t)i * (size_t)m + (size_t)j]) != 0;
        weight[i] = fine;
        count += fine;
    }
    for (int i = 0; i < n; i++)
        weight[i] /= count > 0 ? count : 1;
    return count;
}

static int same(double x, double y)
{
    return fabs(x - y) <= 1e-11 * fmax(fabs(x), fabs(y));
}

/* Returns 1 if the predictions never vary, up to rounding. */
static int predict(const sw_rows *rows, const double *data, int m, int j, double observed,
                   double *z, double *p)
{
    const int n = rows->n;
    const double *weight = rows->weight;
    const double mean = sw_weighted_mean(data, n, m, j, weight);
    const double sd = sqrt(sw_weighted_variance(data, n, m, j, weight));
    const int constant = !(sd > 1e-12 * fabs(mean));
    double below = 0;
    for (int i = 0; i < n; i++) {
        const double x = data[(size_t)i * (size_t)m + (size_t)j];
        if (weight[i] > 0)
            below += weight[i] * (same(x, observed) ? 0.5 : x < observed);
    }
    if (constant)
        *z = same(mean, observed) ? 0 : observed > mean ? INFINITY : -INFINITY;
    else
        *z = (observed - mean) / sd;
    *p = fmin(1, 2 * fmin(below, 1 - below));
    return constant;
}

/* Datum j from the others, by regression over rows of data. */
static int leave_out(const sw_rows *used, const double *data, int m, int j,
                     const double *observed, sw_datum_check *out)
{
    const int n = used->n;
    const double *weight = used->weight;
    const size_t others = (size_t)m - 1, rows = (size_t)n;
    double *block = malloc((rows * others + rows + others + 1) * sizeof *block);
    sw_ridge fit;
    if (!block)
        return SW_MEMORY;
    double *x = block, *y = x + rows * others, *at = y + rows;
    for (size_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < others; k++)
            x[i * others + k] = data[i * (size_t)m + k + (k >= (size_t)j)];
        y[i] = data[i * (size_t)m + (size_t)j];
    }
    for (size_t k = 0; k < others; k++)
        at[k] = observed[k + (k >= (size_t)j)];
    const int status = sw_ridge_fit(&fit, used, m - 1, x, 1, y);
    if (!status) {
        const double variance = sw_weighted_variance(data, n, m, j, weight);
        const double size = fit.effective;
        const double left = variance * (1 - fit.explained[0]) * (size - 1) /
                            fmax(size - 1 - fit.freedom[0], 1);
        out->left_out_explained = fit.explained[0];
        out->left_out_z =
            left > 0 ? (observed[j] - sw_ridge_at(&fit, 0, at)) / sqrt(left) : 0;
    }
    sw_ridge_free(&fit);
    free(block);
    return status;
}

static int check_datum(const sw_rows *rows, const double *prior_data, int m, int j,
                       const double *observed, sw_datum_check *out)
{
    out->constant =
        predict(rows, prior_data, m, j, observed[j], &out->prior_z, &out->prior_p);
    out->posterior_z = out->posterior_p = NAN;
    out->left_out_z = out->left_out_explained = 0;
    if (out->constant)
        return SW_OK;
    return leave_out(rows, prior_data, m, j, observed, out);
}

static int in_conflict(const sw_datum_check *c, int m)
{
    const double left_out_p = 2 * sw_phi(-fabs(c->left_out_z)), least = level / m;
    if (c->constant)
        return c->prior_p < least;
    return c->prior_p < least || c->posterior_p < least || left_out_p < least;
}

int sw_diagnose_data(int m, const double *observed, const double *prior_data, int n_prior,
                     const double *posterior_data, int n_posterior, sw_datum_check *out)
{
    const int most = n_prior > n_posterior ? n_prior : n_posterior;
    double *weight = malloc(((size_t)most + 1) * sizeof *weight);
    const sw_rows prior = {n_prior, weight, 0}, posterior = {n_posterior, weight, 0};
    if (!weight)
        return SW_MEMORY;
    int status = usable(prior_data, n_prior, m, weight) < 2 ? SW_INPUT : SW_OK;
    for (int j = 0; j < m && !status; j++)
        status = check_datum(&prior, prior_data, m, j, observed, &out[j]);
    const int found =
        n_posterior > 0 ? usable(posterior_data, n_posterior, m, weight) : 0;
    for (int j = 0; j < m && !status; j++) {
        if (found > 1)
            (void)predict(&posterior, posterior_data, m, j, observed[j],
                          &out[j].posterior_z, &out[j].posterior_p);
        out[j].conflict = in_conflict(&out[j], m);
    }
    free(weight);
    return status;
}
