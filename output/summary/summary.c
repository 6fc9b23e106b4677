/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Summaries over replications.
 *
 *   p_reached_in(k, y)    share of replications with rate(y) >= threshold(k)
 *   p_ever_reached(k, y)  share with rate(z) >= threshold(k) in some projected year z <= y
 *   p_held_at_end(k)      p_reached_in(k, last year), 0 if only the base year was simulated
 *   se(p)                 sqrt(p (1 - p) / n), times the root of the design effect where
 *                         replications share draws (nested.h)
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

#include "nested.h"
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
    free(self->rate_between);
    free(self->rate_within);
    free(self->rate_share);
    free(self->rate_share_low);
    free(self->rate_share_high);
    free(self->ever_between);
    free(self->ever_within);
    free(self->ever_share);
    free(self->ever_share_low);
    free(self->ever_share_high);
    memset(self, 0, sizeof *self);
}

enum { N_NESTED = 10 }; /* arrays that only shared draws need */

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
                {&self->first_year_quantile, t * q},
                {&self->rate_between, y},
                {&self->rate_within, y},
                {&self->rate_share, y},
                {&self->rate_share_low, y},
                {&self->rate_share_high, y},
                {&self->ever_between, t * y},
                {&self->ever_within, t * y},
                {&self->ever_share, t * y},
                {&self->ever_share_low, t * y},
                {&self->ever_share_high, t * y}};
    const size_t n = sizeof rows / sizeof rows[0] - (self->n_draws > 0 ? 0 : N_NESTED);
    for (size_t i = 0; i < n; i++) {
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

/* The split of the annual rates x of year y, and of what they reach. */
static void split_year(sw_summary *self, const sw_results *results, size_t y, size_t n,
                       double *x, double *ever, double *scratch)
{
    const size_t repeats = results->repeats, years = (size_t)self->n_years;
    const sw_anova a = sw_anova_of(x, n, repeats, scratch);
    self->rate_between[y] = a.between;
    self->rate_within[y] = a.within;
    self->rate_share[y] = a.share;
    self->rate_share_low[y] = a.low;
    self->rate_share_high[y] = a.high;
    for (size_t k = 0; k < (size_t)self->n_thresholds; k++) {
        const size_t at = k * years + y;
        const double threshold = results->layout.thresholds[k];
        double *hit = ever + k * n;
        for (size_t r = 0; r < n; r++) /* so far: never is 0, not finished NaN */
            hit[r] = isnan(x[r]) ? NAN : hit[r] > 0 || (y > 0 && x[r] >= threshold);
        const sw_anova e = sw_anova_of(hit, n, repeats, scratch);
        self->ever_between[at] = e.between;
        self->ever_within[at] = e.within;
        self->ever_share[at] = e.share;
        self->ever_share_low[at] = e.low;
        self->ever_share_high[at] = e.high;
        self->p_ever_reached_se[at] *= sqrt(sw_design_effect(hit, n, repeats));
    }
    for (size_t k = 0; k < (size_t)self->n_thresholds; k++) {
        double *in = scratch; /* [n] */
        const size_t at = k * years + y;
        for (size_t r = 0; r < n; r++)
            in[r] = isnan(x[r]) ? NAN : x[r] >= results->layout.thresholds[k];
        self->p_reached_in_se[at] *= sqrt(sw_design_effect(in, n, repeats));
        if (y > 0 && y + 1 == years)
            self->p_held_at_end_se[k] = self->p_reached_in_se[at];
    }
}

/* Where replications share draws: spreads are split, errors clustered. */
static int split(sw_summary *self, const sw_results *results)
{
    const size_t n = sw_gather_room(results), t = (size_t)self->n_thresholds;
    double *x = malloc((n + 1) * sizeof *x);
    double *ever = calloc(n * t + 1, sizeof *ever);
    double *scratch = malloc((3 * n + 3) * sizeof *scratch);
    const int status = x && ever && scratch ? SW_OK : SW_MEMORY;
    for (size_t y = 0; y < (size_t)self->n_years && status == SW_OK; y++)
        split_year(self, results, y, sw_gather_annual(results, y, x), x, ever, scratch);
    free(x);
    free(ever);
    free(scratch);
    return status;
}

/* Draws that the replications are of; 0 if each has its own, or it is not known. */
static uint32_t count_draws(const sw_results *results, double *scratch)
{
    const size_t n = results->repeats > 1 ? sw_gather_annual(results, 0, scratch) : 0;
    return (uint32_t)sw_count_draws(scratch, n, results->repeats);
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
    const size_t room = sw_gather_room(results);
    scratch = malloc((room > results->n_replications ? room : results->n_replications) *
                     sizeof *scratch);
    if (scratch != NULL)
        self->n_draws = count_draws(results, scratch);
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
    if (status == SW_OK && self->n_draws > 0 && split(self, results) != SW_OK)
        status = sw_fail(diagnostics, SW_MEMORY, "no memory for the summary",
                         "要約のためのメモリを確保できません");
out:
    free(scratch);
    return status;
}

void sw_summary_interval(const sw_summary *self, double p, double se, double level,
                         double *low, double *high)
{
    const double n = self->n_replications;
    if (self->n_draws > 0)
        sw_wilson_clustered(p, se, self->n_draws, level, low, high);
    else
        sw_wilson(round(p * n), n, level, low, high);
}
