/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is compared, and what it is in one replication. */
#include "compare_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct kind {
    const char *name, *unit;
    int variable, statistic, for_each_threshold;
    const char *en, *ja; /* %g: the threshold in percent; %d: the last year */
} kind;

static const kind kinds[] = {
    {"side_work_rate_annual", "1", SW_YEARLY_RATE, SW_STATISTIC_LAST, 0, "Final rate",
     "最終年度の副業率"},
    {"side_work_rate_annual_regular", "1", SW_YEARLY_REGULAR, SW_STATISTIC_LAST, 0,
     "Final rate, regular", "最終年度の副業率（経常分）"},
    {"p_ever_reached", "1", SW_YEARLY_RATE, SW_STATISTIC_EVER, 1, "P(ever ", "一度でも"},
    {"p_held_at_end", "1", SW_YEARLY_RATE, SW_STATISTIC_HELD, 1, "P(at the end ",
     "最終年度に"},
    {"years_reached", "year", SW_YEARLY_RATE, SW_STATISTIC_YEARS, 1, "Years gained, ",
     "早まる年数・"},
    {"overtime_hours", "h", SW_YEARLY_OVERTIME, SW_STATISTIC_LAST, 0,
     "Overtime, final year", "時間外勤務・最終年度"},
    {"overtime_hours_mean", "h", SW_YEARLY_OVERTIME, SW_STATISTIC_MEAN, 0,
     "Overtime, all years", "時間外勤務・全年度平均"},
    {"backlog_hours", "h", SW_YEARLY_BACKLOG, SW_STATISTIC_LAST, 0, "Backlog at the end",
     "積み残し・期末"},
    {"load_gini", "1", SW_YEARLY_GINI, SW_STATISTIC_LAST, 0, "Load: Gini coefficient",
     "負担のジニ係数"},
    {"load_top10_share", "1", SW_YEARLY_TOP10, SW_STATISTIC_LAST, 0,
     "Load: busiest tenth's share", "負担の上位１割の割合"},
    {"unfulfilled", "1", SW_YEARLY_UNFULFILLED, SW_STATISTIC_LAST, 0,
     "Feel no fulfilment", "やりがいを感じない割合"}};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static int find_threshold(const sw_results *r, double threshold)
{
    for (int k = 0; k < r->layout.n_thresholds; k++)
        if (r->layout.thresholds[k] == threshold)
            return k;
    return -1;
}

static int everywhere(const sw_comparison *self, double threshold)
{
    for (int k = 0; k < self->n_files; k++)
        if (find_threshold(&self->files[k].results, threshold) < 0)
            return 0;
    return 1;
}

static void add(sw_comparison *self, const kind *k, int threshold)
{
    if (self->n_outcomes >= SW_MAX_OUTCOMES)
        return;
    sw_outcome *o = &self->outcomes[self->n_outcomes++];
    const int years = self->last_year - self->first_year + 1;
    *o = (sw_outcome){.name = k->name,
                      .unit = k->unit,
                      .is_probability = k->statistic == SW_STATISTIC_EVER ||
                                        k->statistic == SW_STATISTIC_HELD,
                      .variable = k->variable,
                      .statistic = k->statistic,
                      .threshold = NAN,
                      .bound = k->statistic == SW_STATISTIC_YEARS ? years : 0};
    if (threshold < 0) {
        (void)snprintf(o->en, sizeof o->en, "%s", k->en);
        (void)snprintf(o->ja, sizeof o->ja, "%s", k->ja);
        return;
    }
    o->threshold = self->files[0].results.layout.thresholds[threshold];
    (void)snprintf(o->en, sizeof o->en, "%s>= %g%%%s", k->en, 100 * o->threshold,
                   o->is_probability ? ")" : "");
    (void)snprintf(o->ja, sizeof o->ja, "%s%g%%%s", k->ja, 100 * o->threshold,
                   o->is_probability ? "以上の確率" : "以上");
}

void sw_comparison_list_outcomes(sw_comparison *self)
{
    const sw_layout *layout = &self->files[0].results.layout;
    self->n_outcomes = 0;
    for (int i = 0; i < N_KINDS; i++) {
        if (!kinds[i].for_each_threshold)
            add(self, &kinds[i], -1);
        for (int k = 0; k < layout->n_thresholds && kinds[i].for_each_threshold; k++)
            if (everywhere(self, layout->thresholds[k]))
                add(self, &kinds[i], k);
    }
    self->n_thresholds_left_out = 0;
    for (int k = 0; k < layout->n_thresholds; k++)
        self->n_thresholds_left_out += !everywhere(self, layout->thresholds[k]);
}

int sw_outcome_held(const sw_compared *file, const sw_outcome *outcome)
{
    return file->yearly != NULL && (file->held >> outcome->variable & 1u) != 0;
}

static double number(const sw_outcome *o, const double *year, int n)
{
    double sum = 0;
    int first = n;
    for (int y = n - 1; y >= 0; y--) {
        sum += year[y];
        if (year[y] >= o->threshold)
            first = y;
    }
    switch (o->statistic) {
    case SW_STATISTIC_MEAN:
        return sum / n;
    case SW_STATISTIC_EVER:
        return first < n;
    case SW_STATISTIC_HELD:
        return year[n - 1] >= o->threshold;
    case SW_STATISTIC_YEARS:
        return n - first;
    default:
        return year[n - 1];
    }
}

void sw_outcome_values(const sw_comparison *self, const sw_compared *file,
                       const sw_outcome *outcome, uint32_t n, double *values)
{
    const sw_layout *layout = &file->results.layout;
    const size_t years = (size_t)layout->n_years;
    const size_t skip = (size_t)(self->first_year - layout->base_year);
    for (uint32_t r = 0; r < n; r++)
        values[r] = number(
            outcome,
            file->yearly + ((size_t)r * SW_N_YEARLY + (size_t)outcome->variable) * years +
                skip,
            self->last_year - self->first_year + 1);
}

double sw_outcome_stored(const sw_comparison *self, const sw_compared *file,
                         const sw_outcome *o)
{
    const sw_summary *s = &file->summary;
    const int k = isnan(o->threshold) ? -1 : find_threshold(&file->results, o->threshold);
    const int y = self->last_year - file->results.layout.base_year;
    const double *p = o->statistic == SW_STATISTIC_EVER   ? s->p_ever_reached
                      : o->statistic == SW_STATISTIC_HELD ? s->p_reached_in
                                                          : NULL;
    if (p == NULL || k < 0 || k >= s->n_thresholds || y >= s->n_years)
        return NAN;
    return p[k * s->n_years + y];
}
