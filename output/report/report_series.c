/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From replications to the series of charts. */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "statistics.h"

/* Reiwa began in 2019, Heisei in 1989; a fiscal year is named for the era it ends its first
 * month or, as 2019, most of it in. */
static int era_year(int year, int *reiwa)
{
    *reiwa = year >= 2019;
    return *reiwa ? year - 2018 : year - 1988;
}

const char *sw_year_name(sw_report *self, int year)
{
    int reiwa;
    const int n = era_year(year, &reiwa);
    if (!sw_is_japanese(self))
        return sw_arena_format(&self->arena, "FY%d", year);
    if (n < 1)
        return sw_arena_format(&self->arena, "%d年度", year);
    if (n == 1)
        return sw_arena_format(&self->arena, "%s元年度", reiwa ? "令和" : "平成");
    return sw_arena_format(&self->arena, "%s%d年度", reiwa ? "令和" : "平成", n);
}

const char *sw_year_brief(sw_report *self, int year, int first)
{
    int reiwa;
    const int n = era_year(year, &reiwa);
    if (!sw_is_japanese(self) || n < 1)
        return sw_arena_format(&self->arena, "%s%d", first ? "FY" : "", year);
    if (first)
        return sw_arena_format(&self->arena, "%s%d\n%d", reiwa ? "令和" : "平成", n,
                               year);
    return sw_arena_format(&self->arena, "%s%d\n%d", reiwa ? "R" : "H", n, year);
}

sw_chart *sw_report_chart(sw_report *self, sw_chart_kind kind, const char *id,
                          const char *title, const char *subtitle,
                          const char *description, int n_panels)
{
    sw_panel *panels = sw_arena_get(&self->arena, (size_t)n_panels, sizeof *panels);
    if (panels == NULL || self->n_charts >= SW_MOST_CHARTS)
        return NULL;
    sw_chart *c = &self->charts[self->n_charts++];
    *c = (sw_chart){.kind = kind,
                    .id = id,
                    .title = title,
                    .subtitle = subtitle,
                    .note = self->source,
                    .description = description,
                    .panels = panels,
                    .n_panels = n_panels,
                    .columns = 1,
                    .n_runs = self->n_runs,
                    .runs = self->names,
                    .position_word = sw_say(self->language, SW_TEXT_FISCAL_YEAR),
                    .interval_word = sw_say(self->language, SW_TEXT_NINETY),
                    .statistic = sw_say(self->language, SW_TEXT_MEDIAN),
                    .language = self->language};
    return c;
}

const char *sw_report_subtitle(sw_report *self, sw_text text)
{
    const char *const values[] = {sw_say(self->language, self->n_runs > SW_FEW_RUNS
                                                             ? SW_TEXT_SPREAD_END
                                                             : SW_TEXT_SPREAD),
                                  self->futures};
    return sw_arena_fill(&self->arena, sw_say(self->language, text), values, 2);
}

void sw_panel_years(sw_report *self, sw_panel *panel, const char *title, sw_number number)
{
    panel->title = title;
    panel->number = number;
    panel->n_positions = self->n_years;
    panel->names = self->year_names;
    panel->briefs = self->year_briefs;
}

sw_series *sw_panel_series(sw_report *self, sw_panel *panel, int k, const char *name,
                           int bands)
{
    if (panel->n_series >= SW_MOST_SERIES)
        return NULL;
    sw_series *s = &panel->series[panel->n_series];
    *s = (sw_series){.run = k, .name = name};
    for (int q = 0; q < SW_N_VALUES; q++)
        if (bands || q == SW_MIDDLE) {
            s->values[q] = sw_arena_numbers(&self->arena, (size_t)panel->n_positions);
            if (s->values[q] == NULL)
                return NULL;
        }
    panel->n_series++;
    return s;
}

static double sum_of_year(const sw_results *r, const sw_variable *v, uint32_t k, int y)
{
    double sum = 0;
    for (int m = 0; m < 12; m++)
        sum += sw_results_at(r, v, k)[12 * y + m];
    return sum;
}

/* One replication's number; NaN where it cannot be had. */
static double one(const sw_results *r, const sw_measure *m, const sw_variable *v,
                  const sw_variable *over, uint32_t k, int y)
{
    const size_t width =
        v->dimension < 0 ? 1 : (size_t)r->layout.dimensions[v->dimension].size;
    const double *at = sw_results_at(r, v, k);
    switch (m->kind) {
    case SW_OF_MARCH:
        return at[12 * y + 11];
    case SW_OF_MONTH:
        return sum_of_year(r, v, k, y) / 12;
    case SW_A_HEAD:
        return sum_of_year(r, v, k, y) / sum_of_year(r, over, k, y);
    case SW_MARCH_A_HEAD:
        return at[12 * y + 11] / sw_results_at(r, over, k)[12 * y + 11];
    default:
        break;
    }
    const size_t i = (size_t)y * width + (size_t)m->category;
    if (over == NULL)
        return at[i];
    const double heads = sw_results_at(r, over, k)[i];
    return heads > 0 ? at[i] / heads : NAN;
}

/* Whether the file holds what a measure takes. */
static int held(const sw_results *r, const sw_measure *m, const sw_variable **v,
                const sw_variable **over, int y)
{
    const int monthly = m->kind != SW_OF_YEAR;
    const char *name =
        m->kind == SW_A_HEAD || m->kind == SW_MARCH_A_HEAD ? "headcount" : m->over;
    *v = sw_layout_find(&r->layout, m->variable);
    *over = name != NULL ? sw_layout_find(&r->layout, name) : NULL;
    if (r->records == NULL || r->sketch != NULL || *v == NULL || y >= r->layout.n_years)
        return 0;
    if (name != NULL && (*over == NULL || (*over)->period != (*v)->period ||
                         (*over)->dimension != (*v)->dimension))
        return 0;
    if (monthly)
        return (*v)->period == SW_BY_MONTH && (*v)->dimension < 0;
    return (*v)->period == SW_BY_YEAR &&
           m->category <
               ((*v)->dimension < 0 ? 1 : r->layout.dimensions[(*v)->dimension].size);
}

void sw_series_fill(sw_report *self, sw_series *series, int i, int k,
                    const sw_measure *measure, int y, int mean)
{
    static const double points[SW_N_VALUES] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const sw_results *r = self->runs[k].results;
    const sw_variable *v, *over;
    double sum = 0;
    size_t n = 0;
    if (!held(r, measure, &v, &over, y))
        return;
    for (uint32_t j = 0; j < r->n_replications; j++) {
        const double x = one(r, measure, v, over, j, y);
        if (isfinite(x)) {
            self->scratch[n++] = x;
            sum += x;
        }
    }
    if (n == 0)
        return;
    sw_sort(self->scratch, n);
    for (int q = 0; q < SW_N_VALUES; q++)
        if (series->values[q] != NULL)
            series->values[q][i] = sw_quantile(self->scratch, n, points[q]);
    if (mean)
        series->values[SW_MIDDLE][i] = sum / (double)n;
}

int sw_panel_measure(sw_report *self, sw_panel *panel, const sw_measure *measure,
                     int mean)
{
    int any = 0;
    for (int k = 0; k < self->n_runs; k++) {
        sw_series *s = sw_panel_series(self, panel, k, self->names[k], 1);
        for (int y = 0; s != NULL && y < panel->n_positions; y++)
            sw_series_fill(self, s, y, k, measure, y, mean);
        if (s != NULL && sw_series_known(s, panel->n_positions))
            any = 1;
        else if (s != NULL)
            panel->n_series--; /* not in this file */
    }
    return any;
}

const sw_chart *sw_report_find(const sw_report *self, const char *id)
{
    for (int i = 0; i < self->n_charts; i++)
        if (strcmp(self->charts[i].id, id) == 0)
            return &self->charts[i];
    return NULL;
}
