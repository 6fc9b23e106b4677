/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register of assumptions: what each future draws, in the order of its rank correlation
 * (Spearman 1904) with the rate of the last year. Ranks of equal values are shared.
 */
#include "report_parts.h"

#include <math.h>
#include <stdlib.h>

#include "statistics.h"

/* Ranks of n values, from 1, into out; sorted [n] is for scratch. O(n log n). */
static void rank(const double *values, size_t n, double *sorted, double *out)
{
    for (size_t i = 0; i < n; i++)
        sorted[i] = values[i];
    sw_sort(sorted, n);
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = n, end;
        while (low < high) { /* the first not below */
            const size_t middle = (low + high) / 2;
            if (sorted[middle] < values[i])
                low = middle + 1;
            else
                high = middle;
        }
        for (end = low, high = n; end < high;) { /* the first above */
            const size_t middle = (end + high) / 2;
            if (sorted[middle] <= values[i])
                end = middle + 1;
            else
                high = middle;
        }
        out[i] = ((double)low + (double)end + 1) / 2;
    }
}

static double correlation(const double *a, const double *b, size_t n)
{
    const double mean = ((double)n + 1) / 2;
    double ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < n; i++) {
        ab += (a[i] - mean) * (b[i] - mean);
        aa += (a[i] - mean) * (a[i] - mean);
        bb += (b[i] - mean) * (b[i] - mean);
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}

/* Influence first; what is not known, and ties, in the file's order. */
static void sort_by_influence(sw_assumption *list, int n)
{
    for (int i = 1; i < n; i++) {
        const sw_assumption one = list[i];
        const double own = isfinite(one.rho) ? fabs(one.rho) : -1;
        int k = i;
        while (k > 0 && (isfinite(list[k - 1].rho) ? fabs(list[k - 1].rho) : -1) < own) {
            list[k] = list[k - 1];
            k--;
        }
        list[k] = one;
    }
}

static void describe(sw_report *self, const sw_results *r, int i, double *columns,
                     const double *target)
{
    const size_t n = r->n_replications;
    double *values = columns, *ranks = columns + n, *sorted = columns + 2 * n;
    const sw_parameter_info *info = &r->parameters[i];
    sw_assumption *a = &self->assumptions[i];
    for (size_t k = 0; k < n; k++)
        values[k] = r->parameter_values[k * (size_t)r->n_parameters + (size_t)i];
    rank(values, n, sorted, ranks);
    *a = (sw_assumption){.path = info->path,
                         .unit = info->unit,
                         .text = sw_is_japanese(self) ? info->ja : info->en,
                         .p05 = sw_quantile(sorted, n, 0.05),
                         .p50 = sw_quantile(sorted, n, 0.5),
                         .p95 = sw_quantile(sorted, n, 0.95),
                         .rho = target ? correlation(ranks, target, n) : NAN};
}

static int first_with_draws(const sw_report *self)
{
    for (int k = 0; k < self->n_runs; k++)
        if (self->runs[k].results->n_parameters > 0 &&
            self->runs[k].results->parameter_values != NULL &&
            self->runs[k].results->sketch == NULL)
            return k;
    return -1;
}

void sw_report_register(sw_report *self)
{
    const int of = first_with_draws(self);
    if (of < 0)
        return;
    const sw_results *r = self->runs[of].results;
    const size_t n = r->n_replications;
    const sw_variable *v = sw_layout_find(&r->layout, "side_work_rate_annual");
    double *columns = malloc(4 * n * sizeof *columns);
    self->assumptions =
        sw_arena_get(&self->arena, (size_t)r->n_parameters, sizeof *self->assumptions);
    if (columns == NULL || self->assumptions == NULL) {
        self->arena.failed = 1;
        free(columns);
        return;
    }
    double *target = NULL;
    if (v != NULL && r->records != NULL && n > 2) {
        target = columns + 3 * n;
        for (size_t k = 0; k < n; k++)
            columns[k] = sw_results_at(r, v, (uint32_t)k)[v->length - 1];
        rank(columns, n, columns + 2 * n, target);
    }
    for (int i = 0; i < r->n_parameters; i++)
        describe(self, r, i, columns, target);
    self->n_assumptions = r->n_parameters;
    self->of_run = of;
    sort_by_influence(self->assumptions, self->n_assumptions);
    free(columns);
}
