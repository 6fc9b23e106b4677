/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, probabilities, quantiles and paired differences of the points of a design. */
#include <sidework/findings.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/summary.h>

#include "paired.h"
#include "statistics.h"

static const char *const mean_names[SW_N_FINDINGS_MEANS] = {
#define NAME(name) #name,
    SW_FINDINGS_MEANS(NAME)
#undef NAME
};

/* The arrays of one number a point, and of one a point and threshold, in one block. */
static int allocate(sw_findings *self)
{
    double **const by_point[] = {
        &self->n,           &self->outcome,         &self->outcome_se,
        &self->outcome_low, &self->outcome_high,    &self->difference,
        &self->final_q05,   &self->difference_se,   &self->difference_low,
        &self->final_q50,   &self->difference_high, &self->final_q95};
    double **const by_threshold[] = {
        &self->p_ever, &self->p_ever_se, &self->p_ever_low, &self->p_ever_high,
        &self->p_held, &self->p_held_se, &self->p_held_low, &self->p_held_high};
    const size_t n_by_point = sizeof by_point / sizeof *by_point;
    const size_t n_by_threshold = sizeof by_threshold / sizeof *by_threshold;
    const size_t p = self->n_points, t = (size_t)self->n_thresholds;
    const size_t all =
        p * (n_by_point + 2 * SW_N_FINDINGS_MEANS) + p * t * n_by_threshold;
    double *at = self->memory = malloc((all + 1) * sizeof *at);
    if (!at)
        return SW_MEMORY;
    for (size_t i = 0; i < all; i++)
        at[i] = NAN;
    for (size_t i = 0; i < n_by_point; i++, at += p)
        *by_point[i] = at;
    for (int i = 0; i < SW_N_FINDINGS_MEANS; i++, at += 2 * p) {
        self->mean[i] = at;
        self->mean_se[i] = at + p;
    }
    for (size_t i = 0; i < n_by_threshold; i++, at += p * t)
        *by_threshold[i] = at;
    return SW_OK;
}

static double error_of(const sw_sample *s)
{
    return s->n > 1 ? sqrt(s->variance / s->n) : (double)NAN;
}

/* The outcome of all replications of a point into out; NaN where there is no row. */
static void outcomes(const sw_findings *self, uint32_t p, double *out)
{
    const sw_design_file *d = self->design;
    for (uint32_t r = 0; r < self->exploration->n_replications; r++)
        out[r] =
            sw_exploration_outcome(self->exploration, d->outcome, d->threshold, p, r);
}

static void set_outcome(sw_findings *self, uint32_t p, const double *values)
{
    const sw_sample s = sw_sample_of(values, self->exploration->n_replications);
    self->n[p] = s.n;
    if (s.n < 1)
        return;
    self->outcome[p] = s.mean;
    if (sw_outcome_is_probability(self->design->outcome)) {
        self->outcome_se[p] = sqrt(s.mean * (1 - s.mean) / s.n);
        sw_wilson(s.mean * s.n, s.n, SW_FINDINGS_LEVEL, &self->outcome_low[p],
                  &self->outcome_high[p]);
    } else if (s.n > 1) {
        const sw_interval i = sw_t_interval(&s, SW_FINDINGS_LEVEL);
        self->outcome_se[p] = error_of(&s);
        self->outcome_low[p] = i.low;
        self->outcome_high[p] = i.high;
    }
}

/* Points beside the first are so many questions asked at once. */
static void set_difference(sw_findings *self, uint32_t p, const double *base,
                           const double *values)
{
    const double others = self->n_points > 2 ? self->n_points - 1.0 : 1.0;
    const sw_pairs pairs = sw_pairs_of(base, values, self->exploration->n_replications);
    sw_sample d = pairs.difference;
    if (d.n < 1)
        return;
    self->difference[p] = d.mean;
    self->difference_se[p] = error_of(&d);
    /* 0/1 pairs that all agree are not certain to */
    if (sw_outcome_is_probability(self->design->outcome))
        d = sw_sample_bounded(d, -1, 1);
    if (d.n < 2)
        return;
    const sw_interval i = sw_t_interval(&d, 1 - (1 - SW_FINDINGS_LEVEL) / others);
    self->difference_low[p] = i.low;
    self->difference_high[p] = i.high;
}

static void set_means(sw_findings *self, uint32_t p, double *values)
{
    const sw_exploration *e = self->exploration;
    for (int i = 0; i < SW_N_FINDINGS_MEANS; i++) {
        const sw_variable *v = sw_layout_find(&e->results.layout, mean_names[i]);
        for (uint32_t r = 0; v && r < e->n_replications; r++)
            values[r] = sw_exploration_at(e, v, p, r)[self->n_years - 1];
        if (!v)
            continue;
        const sw_sample s = sw_sample_of(values, e->n_replications);
        if (s.n > 0)
            self->mean[i][p] = s.mean;
        self->mean_se[i][p] = error_of(&s);
    }
}

static void set_quantiles(sw_findings *self, uint32_t p, double *values)
{
    const sw_exploration *e = self->exploration;
    size_t n = 0;
    for (uint32_t r = 0; r < e->n_replications; r++) {
        const double x = sw_exploration_outcome(e, SW_OUTCOME_final_rate, 0, p, r);
        if (!isnan(x))
            values[n++] = x;
    }
    if (n == 0)
        return;
    sw_sort(values, n);
    self->final_q05[p] = sw_quantile(values, n, 0.05);
    self->final_q50[p] = sw_quantile(values, n, 0.50);
    self->final_q95[p] = sw_quantile(values, n, 0.95);
}

static void set_probabilities(sw_findings *self, uint32_t p)
{
    const sw_exploration *e = self->exploration;
    const sw_layout *layout = &e->results.layout;
    for (int k = 0; k < self->n_thresholds && self->n[p] > 0; k++) {
        const size_t at = (size_t)p * (size_t)self->n_thresholds + (size_t)k;
        double ever = 0, held = 0;
        for (uint32_t r = 0; r < e->n_replications; r++) {
            /* a missing row is NaN, and adds nothing */
            ever += sw_exploration_outcome(e, SW_OUTCOME_p_ever_reached,
                                           layout->thresholds[k], p, r) > 0;
            held += sw_exploration_outcome(e, SW_OUTCOME_p_held_at_end,
                                           layout->thresholds[k], p, r) > 0;
        }
        const double n = self->n[p];
        self->p_ever[at] = ever / n;
        self->p_ever_se[at] = sqrt(ever / n * (1 - ever / n) / n);
        sw_wilson(ever, n, SW_FINDINGS_LEVEL, &self->p_ever_low[at],
                  &self->p_ever_high[at]);
        self->p_held[at] = held / n;
        self->p_held_se[at] = sqrt(held / n * (1 - held / n) / n);
        sw_wilson(held, n, SW_FINDINGS_LEVEL, &self->p_held_low[at],
                  &self->p_held_high[at]);
    }
}

int sw_findings_make(sw_findings *self, const sw_design_file *design, const double *u,
                     const sw_exploration *exploration, sw_diagnostics *diagnostics)
{
    const size_t n = exploration->n_replications;
    double *values = malloc((n + 1) * sizeof *values);
    double *base = malloc((n + 1) * sizeof *base);
    int status = values && base ? SW_OK : SW_MEMORY;
    self->design = design;
    self->u = u;
    self->exploration = exploration;
    self->n_points = exploration->n_points;
    self->n_thresholds = exploration->results.layout.n_thresholds;
    self->n_years = exploration->results.layout.n_years;
    if (!status)
        status = allocate(self);
    for (uint32_t p = 0; p < self->n_points && !status; p++) {
        outcomes(self, p, values);
        if (p == 0)
            memcpy(base, values, n * sizeof *base);
        set_outcome(self, p, values);
        if (design->method == SW_DESIGN_one_at_a_time && p > 0)
            set_difference(self, p, base, values);
        set_means(self, p, values);
        set_quantiles(self, p, values);
        set_probabilities(self, p);
        self->n_failed += exploration->points[p].failed != 0;
        if (!exploration->points[p].failed && self->n[p] < exploration->n_replications)
            self->incomplete = 1;
    }
    free(values);
    free(base);
    if (status)
        sw_fail(diagnostics, status, "no memory for the table of points",
                "点の表のためのメモリがありません");
    return status;
}

void sw_findings_free(sw_findings *self)
{
    free(self->memory);
    memset(self, 0, sizeof *self);
}

int sw_findings_is_cross(const sw_findings *self, int *down, int *across)
{
    enum { MOST_COLUMNS = 7, MOST_ROWS = 30 };
    const sw_design_file *d = self->design;
    int varying[2] = {0, 0}, n = 0;
    for (int j = 0; j < d->n_factors; j++) {
        if (d->factors[j].levels > 1 && n < 2)
            varying[n] = j;
        n += d->factors[j].levels > 1;
    }
    if (d->method != SW_DESIGN_grid || n != 2)
        return 0;
    *down = varying[0];
    *across = varying[1];
    if (d->factors[*across].levels > d->factors[*down].levels) {
        *down = varying[1];
        *across = varying[0];
    }
    return d->factors[*across].levels <= MOST_COLUMNS &&
           d->factors[*down].levels <= MOST_ROWS;
}
