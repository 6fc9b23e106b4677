/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which scenario ends highest, future by future. Scenarios that end alike share the ranks
 * they take up. */
#include "compare_parts.h"

#include <math.h>
#include <stdlib.h>

#include "nested.h"

/* The ranks of one future are added up; scenario k is below `above` others and level with
 * `equal`. Those not in the ranking have a rate of NaN. best [n_files] receives the share
 * of the first rank that each has. */
static void add_future(sw_comparison *self, const double *rate, double *best)
{
    const int n = self->n_files;
    for (int k = 0; k < n; k++) {
        int above = 0, equal = 0; /* itself included */
        for (int j = 0; j < n; j++) {
            above += rate[j] > rate[k];
            equal += rate[j] == rate[k];
        }
        for (int j = above; j < above + equal; j++)
            self->rank_probability[k * n + j] += 1.0 / equal;
        best[k] = above == 0 && equal > 0 ? 1.0 / equal : 0;
    }
}

/* Where replications share draws, the interval is clustered by draw. best [m]: of one file. */
static void cluster(const sw_comparison *self, int k, const double *best, double share)
{
    size_t repeats = 1;
    for (int j = 0; j < self->n_files; j++)
        if (!self->files[j].unpaired && self->files[j].results.repeats > repeats)
            repeats = self->files[j].results.repeats;
    if (repeats == 1)
        return;
    const double effect = sw_design_effect(best, self->n_ranked, repeats);
    sw_wilson_clustered(share, sqrt(share * (1 - share) / self->n_ranked * effect),
                        (double)sw_count_draws(best, self->n_ranked, repeats),
                        SW_COMPARE_LEVEL, &self->best_low[k], &self->best_high[k]);
}

static void finish(sw_comparison *self, const double *best)
{
    const int n = self->n_files;
    const double m = self->n_ranked;
    for (int k = 0; k < n; k++) {
        const int left_out = self->files[k].unpaired != 0;
        double *row = self->rank_probability + (size_t)k * (size_t)n;
        sw_wilson(row[0], left_out ? 0 : m, SW_COMPARE_LEVEL, &self->best_low[k],
                  &self->best_high[k]);
        if (!left_out)
            cluster(self, k, best + (size_t)k * self->n_ranked, row[0] / m);
        for (int j = 0; j < n; j++) {
            row[j] = left_out || j >= self->n_in_ranking ? (double)NAN : row[j] / m;
            self->mean_rank[k] += j < self->n_in_ranking ? (j + 1) * row[j] : 0;
        }
        if (left_out)
            self->best_low[k] = self->best_high[k] = NAN;
    }
}

static int allocate(sw_comparison *self)
{
    const size_t n = (size_t)self->n_files;
    self->rank_probability = calloc(n * n, sizeof *self->rank_probability);
    self->best_low = calloc(n, sizeof *self->best_low);
    self->best_high = calloc(n, sizeof *self->best_high);
    self->mean_rank = calloc(n, sizeof *self->mean_rank);
    return self->rank_probability && self->best_low && self->best_high && self->mean_rank;
}

/* How many files can be ranked, and the replications that they share. */
static int look(const sw_comparison *self, uint32_t *common)
{
    int n = 0;
    *common = self->files[0].results.n_replications;
    for (int k = 0; k < self->n_files; k++) {
        const sw_compared *f = &self->files[k];
        if (f->unpaired)
            continue;
        if (!sw_outcome_held(f, &self->outcomes[0]))
            return 0;
        if (f->results.n_replications < *common)
            *common = f->results.n_replications;
        n++;
    }
    return n;
}

int sw_comparison_rank(sw_comparison *self, sw_diagnostics *diagnostics)
{
    const size_t n = (size_t)self->n_files;
    uint32_t common;
    self->n_in_ranking = look(self, &common);
    if (self->n_in_ranking < 2)
        return SW_OK;
    double *values = malloc(n * common * sizeof *values);
    double *rate = malloc(2 * n * sizeof *rate); /* and who is best */
    int status = SW_OK;
    if (!values || !rate || !allocate(self)) {
        status = sw_comparison_no_memory(diagnostics);
        goto out;
    }
    for (size_t k = 0; k < n; k++)
        if (!self->files[k].unpaired)
            sw_outcome_values(self, &self->files[k], &self->outcomes[0], common,
                              values + k * common);
    for (uint32_t r = 0; r < common; r++) {
        for (size_t k = 0; k < n; k++)
            rate[k] = self->files[k].unpaired ? (double)NAN : values[k * common + r];
        add_future(self, rate, rate + n);
        for (size_t k = 0; k < n; k++)
            values[k * common + r] = rate[n + k];
    }
    self->n_ranked = common;
    finish(self, values);
out:
    free(values);
    free(rate);
    return status;
}
