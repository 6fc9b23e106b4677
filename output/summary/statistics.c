/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Order statistics, mean and Wilson's interval. NaN must never reach gsl_sort: it
 * silently breaks the order.
 *
 * Wilson (1927), J. Am. Stat. Assoc. 22, 209-212, with p = k / n and z the normal
 * quantile of (1 + level) / 2:
 *     (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)
 * Check: 0 of 10 at 95 % is (0, 0.2775); 5 of 10 is (0.2366, 0.7634).
 */
#include "statistics.h"

#include <sidework/sketch.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

size_t sw_gather(const sw_results *results, const sw_variable *v, size_t i, double *out)
{
    size_t n = 0;
    if (results->sketch != NULL)
        return sw_sketch_column(results->sketch, v, i, out);
    for (uint32_t r = 0; r < results->n_replications; r++) {
        const double x = sw_results_at(results, v, r)[i];
        if (!isnan(x))
            out[n++] = x;
    }
    sw_sort(out, n);
    return n;
}

int sw_has_replications(const sw_results *results)
{
    return results->records != NULL || results->sketch != NULL;
}

double sw_mean(const sw_results *results, const sw_variable *v, size_t i)
{
    double sum = 0.0;
    if (results->sketch != NULL)
        return sw_sketch_mean(results->sketch, v, i);
    for (uint32_t r = 0; r < results->n_replications; r++)
        sum += sw_results_at(results, v, r)[i];
    return sum / results->n_replications;
}

size_t sw_count_met(const sw_results *results, const sw_variable *v, size_t i)
{
    size_t met = 0;
    if (results->sketch != NULL)
        return sw_sketch_met(results->sketch, v, i);
    for (uint32_t r = 0; r < results->n_replications; r++)
        met += sw_results_at(results, v, r)[i] >= 0.0;
    return met;
}

size_t sw_gather_met(const sw_results *results, const sw_variable *v, size_t i,
                     double *out)
{
    const size_t n = sw_gather(results, v, i, out);
    size_t never = 0;
    while (never < n && out[never] < 0.0)
        never++;
    for (size_t k = never; k < n; k++)
        out[k - never] = out[k];
    for (size_t k = n - never; k < n; k++)
        out[k] = INFINITY;
    return n - never;
}

sw_column sw_describe_sorted(const double *sorted, size_t n)
{
    sw_column c = {n, NAN, NAN, NAN, NAN, NAN};
    if (n == 0)
        return c;
    c.mean = gsl_stats_mean(sorted, 1, n);
    if (n > 1)
        c.sd = gsl_stats_sd_m(sorted, 1, n, c.mean);
    c.p05 = sw_quantile(sorted, n, 0.05);
    c.p50 = sw_quantile(sorted, n, 0.50);
    c.p95 = sw_quantile(sorted, n, 0.95);
    return c;
}

sw_column sw_describe(const sw_results *results, const sw_variable *v, size_t i,
                      double *scratch)
{
    return sw_describe_sorted(scratch, sw_gather(results, v, i, scratch));
}

void sw_sort(double *values, size_t n)
{
    gsl_sort(values, 1, n);
}

double sw_quantile(const double *sorted, size_t n, double p)
{
    return gsl_stats_quantile_from_sorted_data(sorted, 1, n, p);
}

double sw_nearest_rank(const double *sorted, size_t n, double p)
{
    const double rank = ceil(p * (double)n - 1e-9); /* 0.07 * 100 is a hair above 7 */
    const size_t i = rank < 1 ? 0 : (size_t)rank - 1;
    return sorted[i < n ? i : n - 1];
}

void sw_wilson(double k, double n, double level, double *low, double *high)
{
    if (!(n > 0)) {
        *low = 0;
        *high = 1;
        return;
    }
    const double z = gsl_cdf_ugaussian_Pinv((1 + level) / 2), p = k / n;
    const double centre = p + z * z / (2 * n);
    const double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    /* At the ends the bound is exactly 0 or 1; rounding must not say otherwise. */
    *low = k <= 0 ? 0 : (centre - half) / scale;
    *high = k >= n ? 1 : (centre + half) / scale;
}
