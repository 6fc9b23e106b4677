/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the way: is side work not asked for, do people not want it, may they not,
 * or have they no time? Means over replications, since they add up.
 */
#include "obstacles.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>

#include "statistics.h"

typedef struct page {
    const sw_results *results;
    FILE *stream;
    int japanese;
    sw_table *table;
} page;

/* Mean of a monthly variable over the twelve months of year y. */
static double mean_month(const sw_results *r, const sw_variable *v, int y)
{
    double sum = 0.0;
    for (int m = 0; m < 12; m++)
        sum += sw_mean(r, v, (size_t)(12 * y + m));
    return sum / 12.0;
}

static void head(page *p, const char *what)
{
    const sw_layout *l = &p->results->layout;
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, "%s", what);
    sw_table_cell(p->table, 1, "FY%d", l->base_year);
    sw_table_cell(p->table, 2, "FY%d", l->base_year + l->n_years - 1);
}

/* Informal help is asked for in passing: what was wished for says nothing of a want. */
static int only_wishes(const sw_dimension *kinds, int k)
{
    return strcmp(kinds->labels[k], "informal") == 0;
}

static void hours_rows(page *p, const sw_variable *wanted, const sw_variable *given)
{
    const sw_dimension *kinds = &p->results->layout.dimensions[wanted->dimension];
    const int last = p->results->layout.n_years - 1, n = kinds->size;
    head(p, p->japanese ? "年間時間：従事／要請" : "hours a year: given / asked for");
    for (int k = 0; k < n; k++) {
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s",
                      p->japanese ? kinds->labels_ja[k] : kinds->labels[k]);
        for (int c = 0; c < 2; c++) {
            const size_t at = (size_t)((c ? last : 0) * n + k);
            const double hours = sw_mean(p->results, given, at);
            if (only_wishes(kinds, k))
                sw_table_cell(p->table, c + 1, "%.0f / –", hours);
            else
                sw_table_cell(p->table, c + 1, "%.0f / %.0f", hours,
                              sw_mean(p->results, wanted, at));
        }
    }
}

static void people_rows(page *p)
{
    static const struct {
        const char *name, *en, *ja;
    } rows[] = {{"no_time_left", "willing and allowed, but no time",
                 "意欲と同意はあるが時間がない"},
                {"applicants_unplaced", "willing, allowed, with time, but no opening",
                 "意欲・同意・時間はあるが席や業務がない"},
                {"consent_refused", "refused by the superior", "上司が認めない"},
                {"seats_unfilled", "team seats nobody took", "埋まらないチームの席"}};
    const int last = p->results->layout.n_years - 1;
    head(p, p->japanese ? "人数（月平均）" : "people, mean of a month");
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const sw_variable *v = sw_layout_find(&p->results->layout, rows[k].name);
        if (v == NULL || v->period != SW_BY_MONTH)
            continue;
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s", p->japanese ? rows[k].ja : rows[k].en);
        sw_table_cell(p->table, 1, "%.0f", mean_month(p->results, v, 0));
        sw_table_cell(p->table, 2, "%.0f", mean_month(p->results, v, last));
    }
}

/* Mean of a yearly share in the base year, in per cent. */
static double base_year_percent(const sw_results *r, const char *name)
{
    const sw_variable *v = sw_layout_find(&r->layout, name);
    return v == NULL || !sw_has_replications(r) ? -1.0 : 100.0 * sw_mean(r, v, 0);
}

void sw_print_survey_view(const sw_results *results, FILE *stream, sw_language language)
{
    const double rate = base_year_percent(results, "survey_side_work_rate");
    const double part = base_year_percent(results, "survey_participated");
    const double willing = base_year_percent(results, "survey_willing");
    if (!(rate >= 0.0 && part >= 0.0 && willing >= 0.0)) /* absent, or nobody was asked */
        return;
    (void)fprintf(
        stream,
        language == SW_JAPANESE
            ? "  FY%d をアンケート方式で見ると: 庁内副業率 %.2f%%、携わった %.1f%%、"
              "携わりたい %.1f%%\n"
            : "  FY%d as the staff survey sees it: rate %.2f%%, took part %.1f%%, "
              "willing %.1f%%\n",
        results->layout.base_year, rate, part, willing);
}

int sw_print_obstacles(const sw_results *results, FILE *stream, sw_language language)
{
    const sw_layout *l = &results->layout;
    const sw_variable *wanted = sw_layout_find(l, "side_work_wanted_by_kind");
    const sw_variable *given = sw_layout_find(l, "side_work_hours_by_kind");
    if (wanted == NULL || given == NULL || wanted->dimension < 0 ||
        !sw_has_replications(results))
        return SW_OK;
    page p = {results, stream, language == SW_JAPANESE, calloc(1, sizeof(sw_table))};
    if (p.table == NULL)
        return SW_MEMORY;
    (void)fprintf(stream, "%s\n",
                  p.japanese ? "何が妨げているか（試行の平均）"
                             : "What stands in the way (means over replications)");
    hours_rows(&p, wanted, given);
    people_rows(&p);
    (void)sw_table_print(p.table, "lrr", 2, stream);
    free(p.table);
    return SW_OK;
}
