/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saltelli's blocks, row by row, so that the points run so far are whole rows (but the
 * last) wherever a run is stopped. */
#include "design_parts.h"

size_t sw_saltelli_length(const sw_saltelli_plan *plan)
{
    return 2 + (size_t)plan->factors.n_groups * (plan->second ? 2 : 1) +
           (plan->control != 0);
}

enum sw_sampling sw_saltelli_sampling(const sw_saltelli_plan *plan)
{
    if (plan->sampling != SW_SAMPLING_BEST)
        return plan->sampling;
    return 2 * plan->factors.k <= SW_SOBOL_FACTORS && plan->rows >= SW_SOBOL_ROWS
               ? SW_SAMPLING_SOBOL
               : SW_SAMPLING_LATIN;
}

/* The rows of A and B side by side: [rows][2 k]. */
static int pairs(sw_points *both, const sw_saltelli_plan *plan, uint64_t seed)
{
    const int k = 2 * plan->factors.k;
    switch (sw_saltelli_sampling(plan)) {
    case SW_SAMPLING_SOBOL:
        return sw_points_sobol(both, k, plan->rows, seed);
    case SW_SAMPLING_LATIN:
        return sw_points_latin_hypercube(both, k, plan->rows, seed);
    default:
        return sw_points_random(both, k, plan->rows, seed);
    }
}

/* `own`, with the factors of one group from `other`; no group: -1. */
static void mix(double *to, const double *own, const double *other,
                const sw_grouping *factors, int group)
{
    for (int j = 0; j < factors->k; j++)
        to[j] = factors->group[j] == group ? other[j] : own[j];
}

static void row(sw_points *self, const sw_saltelli_plan *plan, const double *both,
                size_t i)
{
    const sw_grouping *factors = &plan->factors;
    const size_t k = (size_t)factors->k, length = sw_saltelli_length(plan);
    const double *a = both + i * 2 * k, *b = a + k;
    double *to = self->at + i * length * k;
    mix(to, a, b, factors, -1);
    mix(to += k, b, a, factors, -1);
    for (int g = 0; g < factors->n_groups; g++)
        mix(to += k, a, b, factors, g);
    for (int g = 0; plan->second && g < factors->n_groups; g++)
        mix(to += k, b, a, factors, g);
    for (size_t p = 0; p < length; p++)
        self->first[i * length + p] = sw_design_first(i, 0);
    if (plan->control) {
        mix(to + k, a, b, factors, -1);
        self->first[i * length + length - 1] = sw_design_first(i, 1);
    }
}

int sw_points_saltelli(sw_points *self, const sw_saltelli_plan *plan, uint64_t seed)
{
    sw_points both = {0};
    *self = (sw_points){0};
    if (!sw_grouping_valid(&plan->factors) ||
        !sw_design_rows_valid(plan->rows, sw_saltelli_length(plan), plan->replications))
        return SW_INPUT;
    int status = pairs(&both, plan, seed);
    if (status)
        goto out;
    status = sw_points_allocate(self, plan->factors.k,
                                plan->rows * sw_saltelli_length(plan), 1);
    if (status)
        goto out;
    for (size_t i = 0; i < plan->rows; i++)
        row(self, plan, both.at, i);
out:
    sw_points_free(&both);
    return status;
}
