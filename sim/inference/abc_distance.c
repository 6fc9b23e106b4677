/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distances |W (x - observed)|, learned once from the prior sample.
 *
 *   scaled     W = diag(1 / scale) / sqrt(number of data that vary)
 *   estimates  the ridge estimates of the coordinates from the data (Fearnhead & Prangle 2012):
 *              one row a coordinate, each over the sd that the coordinate keeps once the data
 *              are known, so that what the data determine well weighs more; coordinates that they
 *              do not inform have rows of nought. To them is added a small part of the scaled
 *              distance, so that no datum is without effect.
 */
#include "abc_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linear.h"

static const double part = 0.1; /* of the scaled distance in the estimates' */

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, int n)
{
    qsort(x, (size_t)n, sizeof *x, ascending);
    return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}

/* 1.4826 times the median absolute deviation; the sd where more than half are equal. */
static double spread(double *x, int n)
{
    double sum = 0, squares = 0;
    const double middle = median(x, n);
    for (int i = 0; i < n; i++)
        sum += x[i] / n;
    for (int i = 0; i < n; i++)
        squares += (x[i] - sum) * (x[i] - sum) / n;
    const double sd = sqrt(squares), size = fabs(sum);
    for (int i = 0; i < n; i++)
        x[i] = fabs(x[i] - middle);
    const double mad = 1.4826 * median(x, n);
    if (mad > 1e-12 * size)
        return mad;
    return sd > 1e-12 * size ? sd : 0;
}

/* Weight 1 / count of each row without a NaN, 0 of the others; returns the count. */
static int usable(const sw_abc *self, double *row_weight)
{
    const int n = self->head.n_particles, m = self->head.n_data;
    int count = 0;
    for (int i = 0; i < n; i++) {
        int fine = 1;
        for (int j = 0; j < m; j++)
            fine &= isfinite(self->prior_data[(size_t)i * (size_t)m + (size_t)j]) != 0;
        row_weight[i] = fine;
        count += fine;
    }
    for (int i = 0; i < n; i++)
        row_weight[i] /= count > 0 ? count : 1;
    return count;
}

static int learn_scale(sw_abc *self, const double *row_weight, double *column)
{
    const int n = self->head.n_particles, m = self->head.n_data;
    int varying = 0;
    for (int j = 0; j < m; j++) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (row_weight[i] > 0)
                column[count++] = self->prior_data[(size_t)i * (size_t)m + (size_t)j];
        }
        self->scale[j] = spread(column, count);
        varying += self->scale[j] > 0;
    }
    return varying;
}

/* Diagonal rows, times `factor`. */
static void add_scaled(sw_abc *self, int varying, double factor)
{
    const int m = self->head.n_data;
    for (int j = 0; j < m; j++) {
        double *row = self->weight + (size_t)self->head.n_summaries * (size_t)m;
        memset(row, 0, (size_t)m * sizeof *row);
        if (self->scale[j] > 0) {
            row[j] = factor / (self->scale[j] * sqrt(varying));
            self->head.n_summaries++;
        }
    }
}

static int add_estimates(sw_abc *self, const double *row_weight)
{
    const int m = self->head.n_data, d = self->head.n_values;
    sw_ridge fit;
    const sw_rows rows_used = {self->head.n_particles, row_weight, 0};
    int status = sw_ridge_fit(&fit, &rows_used, m, self->prior_data, d, self->prior_w);
    double rows = 0;
    for (int k = 0; k < d && !status; k++)
        rows += isfinite(fit.penalty[k]);
    for (int k = 0; k < d && !status; k++) {
        double *row = self->weight + (size_t)self->head.n_summaries * (size_t)m;
        if (!isfinite(fit.penalty[k]))
            continue;
        const double left = sqrt(fmax(1 - fit.explained[k], 1e-4) * rows);
        for (int j = 0; j < m; j++)
            row[j] = fit.sd[j] > 0 ? fit.slope[(size_t)k * (size_t)m + (size_t)j] /
                                         (fit.sd[j] * left)
                                   : 0;
        self->head.n_summaries++;
    }
    sw_ridge_free(&fit);
    return status;
}

int sw_abc_distance_learn(sw_abc *self, const double *observed,
                          sw_diagnostics *diagnostics)
{
    const int n = self->head.n_particles;
    double *row_weight = malloc((size_t)n * 2 * sizeof *row_weight);
    if (!row_weight)
        return SW_MEMORY;
    int status = SW_OK;
    self->head.n_summaries = 0;
    if (usable(self, row_weight) < 2) {
        status =
            sw_fail(diagnostics, SW_INPUT,
                    "none of %d simulations from the prior gave usable data; narrow "
                    "the priors to worlds that can be simulated",
                    "事前分布からの %d 回のシミュレーションのうち使えるデータがありません"
                    "。シミュレーションできる範囲に事前分布を狭めてください",
                    n);
        goto out;
    }
    const int varying = learn_scale(self, row_weight, row_weight + n);
    if (self->head.distance == SW_ABC_ESTIMATES)
        status = add_estimates(self, row_weight);
    add_scaled(self, varying, self->head.n_summaries ? part : 1);
    for (int i = 0; i < n; i++)
        self->distance[i] = sw_abc_distance_of(
            self, self->data + (size_t)i * (size_t)self->head.n_data, observed);
out:
    free(row_weight);
    return status;
}

double sw_abc_distance_of(const sw_abc *self, const double *data, const double *observed)
{
    const int m = self->head.n_data;
    double squares = 0;
    for (int j = 0; j < m; j++) {
        if (!isfinite(data[j]))
            return INFINITY;
    }
    for (int k = 0; k < self->head.n_summaries; k++) {
        const double *row = self->weight + (size_t)k * (size_t)m;
        double sum = 0;
        for (int j = 0; j < m; j++)
            sum += row[j] * (data[j] - observed[j]);
        squares += sum * sum;
    }
    const double distance = sqrt(squares);
    return isfinite(distance) ? distance : INFINITY;
}
