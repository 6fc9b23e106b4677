/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few yearly numbers of a file that a comparison looks at. Its records are let go, so
 * that many files fit in memory side by side. */
#include "compare_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A yearly value as stored, or hours of all staff by month, made a head. */
typedef struct source {
    const char *name, *per; /* per: the monthly headcount, NULL for a yearly value */
    int whole_year;         /* sum of twelve months; else the last of them */
} source;

static const source sources[SW_N_YEARLY] = {
    [SW_YEARLY_RATE] = {"side_work_rate_annual", NULL, 0},
    [SW_YEARLY_REGULAR] = {"side_work_rate_annual_regular", NULL, 0},
    [SW_YEARLY_OVERTIME] = {"overtime_hours", "headcount", 1},
    [SW_YEARLY_BACKLOG] = {"backlog_hours", "headcount", 0},
    [SW_YEARLY_GINI] = {"load_gini", NULL, 0},
    [SW_YEARLY_TOP10] = {"load_top10_share", NULL, 0},
    [SW_YEARLY_UNFULFILLED] = {"unfulfilled", NULL, 0}};

static const sw_variable *find(const sw_layout *layout, const char *name,
                               sw_period period)
{
    const sw_variable *v = sw_layout_find(layout, name);
    return v != NULL && v->period == period && v->dimension < 0 ? v : NULL;
}

static double a_head(const double *hours, const double *heads, int whole_year)
{
    double sum = 0, people = 0;
    for (int t = whole_year ? 0 : 11; t < 12; t++) {
        sum += hours[t];
        people += heads[t];
    }
    return people > 0 ? sum / (whole_year ? people / 12 : people) : (double)NAN;
}

static void take(sw_compared *self, int i)
{
    const sw_results *r = &self->results;
    const source *s = &sources[i];
    const size_t years = (size_t)r->layout.n_years;
    const sw_variable *v = find(&r->layout, s->name, s->per ? SW_BY_MONTH : SW_BY_YEAR);
    const sw_variable *heads = s->per ? find(&r->layout, s->per, SW_BY_MONTH) : NULL;
    if (v == NULL || (s->per && heads == NULL) || v->length < (s->per ? 12 : 1) * years)
        return;
    self->held |= 1u << i;
    for (uint32_t k = 0; k < r->n_replications; k++) {
        double *to = self->yearly + ((size_t)k * SW_N_YEARLY + (size_t)i) * years;
        const double *from = sw_results_at(r, v, k);
        for (size_t y = 0; y < years; y++)
            to[y] = heads ? a_head(from + 12 * y, sw_results_at(r, heads, k) + 12 * y,
                                   s->whole_year)
                          : from[y];
    }
}

int sw_compared_take(sw_compared *self, sw_diagnostics *diagnostics)
{
    sw_results *r = &self->results;
    const size_t values =
        (size_t)r->n_replications * SW_N_YEARLY * (size_t)r->layout.n_years;
    if (r->layout.n_variables > 0 && r->records != NULL && values > 0) {
        self->yearly = malloc(values * sizeof *self->yearly);
        if (self->yearly == NULL)
            return sw_comparison_no_memory(diagnostics);
        for (size_t i = 0; i < values; i++)
            self->yearly[i] = NAN;
        for (int i = 0; i < SW_N_YEARLY; i++)
            take(self, i);
    }
    free(r->records);
    r->records = NULL;
    return SW_OK;
}
