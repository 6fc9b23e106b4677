/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Summaries over replications.
 *
 *   p_reached_in(k, y)    share of replications with rate(y) >= threshold(k)
 *   p_ever_reached(k, y)  share with rate(z) >= threshold(k) in some projected year z <= y
 *   p_held_at_end(k)      p_reached_in(k, last year), 0 if only the base year was simulated
 *   se(p)                 sqrt(p (1 - p) / n)
 *
 * Quantiles of rates interpolate (Hyndman & Fan 1996, type 7); quantiles of the first
 * year reached are order statistics (nearest rank), for there is nothing between a year
 * and "never".
 */
#include <sidework/summary.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/sketch.h>

#include "statistics.h"

void sw_summary_free(sw_summary *self)
{
    if (self == NULL)
        return;
    free(self->rate_annual_quantile);
    free(self->rate_annual_regular_quantile);
    free(self->rate_quantile);
    free(self->rate_regular_quantile);
    free(self->p_reached_in);
    free(self->p_reached_in_se);
    free(self->p_ever_reached);
    free(self->p_ever_reached_se);
    free(self->p_held_at_end);
    free(self->p_held_at_end_se);
    free(self->first_year_quantile);
    memset(self, 0, sizeof *self);
}

int sw_summary_allocate(sw_summary *self)
{
    const size_t q = SW_N_QUANTILES, t = (size_t)self->n_thresholds;
    const size_t y = (size_t)self->n_years, m = (size_t)self->n_months;
    struct {
        double **array;
        size_t n;
    } rows[] = {{&self->rate_annual_quantile, q * y},
                {&self->rate_annual_regular_quantile, q * y},
                {&self->rate_quantile, q * m},
                {&self->rate_regular_quantile, q * m},
                {&self->p_reached_in, t * y},
                {&self->p_reached_in_se, t * y},
                {&self->p_ever_reached, t * y},
                {&self->p_ever_reached_se, t * y},
                {&self->p_held_at_end, t},
                {&self->p_held_at_end_se, t},
                {&self->first_year_quantile, t * q}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        *rows[i].array = calloc(rows[i].n + 1, sizeof(double));
        if (*rows[i].array == NULL)
            return SW_MEMORY;
    }
    return SW_OK;
}

/* Quantiles [Q][n] of the n values a replication of v. */
static int rate_quantiles(const sw_results *results, const sw_variable *v,
                          double *scratch, double *out, sw_diagnostics *diagnostics)
{
    static const double quantiles[] = SW_QUANTILES;
    for (size_t i = 0; i < v->length; i++) {
        const size_t n = sw_gather(results, v, i, scratch);
        if (n != results->n_replications)
            return sw_fail(diagnostics, SW_INTERNAL, "%s: value %zu is not a number",
                           "%s: %zu番目の値が数値ではありません", v->name, i);
        for (int q = 0; q < SW_N_QUANTILES; q++)
            out[(size_t)q * v->length + i] = sw_quantile(scratch, n, quantiles[q]);
    }
    return SW_OK;
}

static int find_rate(const sw_results *results, const char *name, size_t length,
                     const sw_variable **v, sw_diagnostics *diagnostics)
{
    *v = sw_layout_find(&results->layout, name);
    if (*v == NULL || (*v)->length != length || (*v)->dimension >= 0)
        return sw_fail(diagnostics, SW_INTERNAL,
                       "the results hold no %s of the right length; a summary needs it",
                       "結果に %s がないか長さが違うため、要約を作れません", name);
    return SW_OK;
}

static double standard_error(double p, double n)
{
    return sqrt(p * (1 - p) / n);
}

/* Counts of threshold k into [Y] reached and ever; first years into `first` [n]. */
static void count_reached(const sw_results *results, const sw_variable *rate, int k,
                          double *reached, double *ever, double *first)
{
    const double threshold = results->layout.thresholds[k];
    for (uint32_t r = 0; r < results->n_replications; r++) {
        const double *x = sw_results_at(results, rate, r);
        first[r] = INFINITY;
        for (size_t y = 0; y < rate->length; y++) {
            reached[y] += x[y] >= threshold;
            if (y > 0 && x[y] >= threshold && isinf(first[r]))
                first[r] = results->layout.base_year + (double)y;
            ever[y] += !isinf(first[r]);
        }
    }
}

/* The same from a sketch: ever reached by y is first reached in some year up to y. */
static void count_sketched(const sw_results *results, int k, size_t years,
                           double *reached, double *ever, double *first)
{
    const sw_variable *v = sw_layout_find(&results->layout, "first_year_reached");
    (void)sw_gather_met(results, v, (size_t)k, first);
    for (size_t y = 0; y < years; y++)
        reached[y] = sw_sketch_reached(results->sketch, k, (int)y);
    for (uint32_t r = 0; r < results->n_replications && !isinf(first[r]); r++) {
        for (size_t y = (size_t)(first[r] - results->layout.base_year); y < years; y++)
            ever[y]++;
    }
}

static void probabilities(sw_summary *self, const sw_results *results,
                          const sw_variable *rate, double *scratch)
{
    static const double quantiles[] = SW_QUANTILES;
    const double n = results->n_replications;
    const size_t years = rate->length;
    for (int k = 0; k < self->n_thresholds; k++) {
        const size_t row = (size_t)k * years;
        if (results->sketch != NULL)
            count_sketched(results, k, years, self->p_reached_in + row,
                           self->p_ever_reached + row, scratch);
        else
            count_reached(results, rate, k, self->p_reached_in + row,
                          self->p_ever_reached + row, scratch);
        for (size_t i = row; i < row + years; i++) {
            self->p_reached_in[i] /= n;
            self->p_ever_reached[i] /= n;
            self->p_reached_in_se[i] = standard_error(self->p_reached_in[i], n);
            self->p_ever_reached_se[i] = standard_error(self->p_ever_reached[i], n);
        }
        self->p_held_at_end[k] = years > 1 ? self->p_reached_in[row + years - 1] : 0;
        self->p_held_at_end_se[k] = standard_error(self->p_held_at_end[k], n);
        sw_sort(scratch, results->n_replications);
        for (int q = 0; q < SW_N_QUANTILES; q++)
            self->first_year_quantile[k * SW_N_QUANTILES + q] =
                sw_nearest_rank(scratch, results->n_replications, quantiles[q]);
    }
}

int sw_summary_make(sw_summary *self, const sw_results *results,
                    sw_diagnostics *diagnostics)
{
    static const char *const names[] = {"side_work_rate_annual",
                                        "side_work_rate_annual_regular", "side_work_rate",
                                        "side_work_rate_regular"};
    const sw_layout *layout = &results->layout;
    const sw_variable *rates[4] = {NULL};
    const int monthly = sw_layout_find(layout, names[2]) != NULL;
    int status = SW_OK;
    double *scratch = NULL;
    if (results->n_replications == 0 || layout->n_years <= 0)
        return sw_fail(diagnostics, SW_INTERNAL, "the results hold no replications",
                       "結果に試行がありません");
    for (int i = 0; i < (monthly ? 4 : 2) && status == SW_OK; i++)
        status = find_rate(results, names[i],
                           (size_t)(i < 2 ? layout->n_years : layout->n_months),
                           &rates[i], diagnostics);
    if (status != SW_OK)
        return status;
    self->n_replications = results->n_replications;
    self->n_thresholds = layout->n_thresholds;
    self->n_years = layout->n_years;
    self->n_months = monthly ? layout->n_months : 0;
    self->rate_quantile_error = results->sketch != NULL ? SW_SKETCH_ERROR : 0;
    scratch = malloc(results->n_replications * sizeof *scratch);
    if (scratch == NULL || sw_summary_allocate(self) != SW_OK) {
        status = sw_fail(diagnostics, SW_MEMORY, "no memory for the summary",
                         "要約のためのメモリを確保できません");
        goto out;
    }
    double *const out[] = {self->rate_annual_quantile, self->rate_annual_regular_quantile,
                           self->rate_quantile, self->rate_regular_quantile};
    for (int i = 0; i < (monthly ? 4 : 2) && status == SW_OK; i++)
        status = rate_quantiles(results, rates[i], scratch, out[i], diagnostics);
    if (status == SW_OK)
        probabilities(self, results, rates[0], scratch);
out:
    free(scratch);
    return status;
}
