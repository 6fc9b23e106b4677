/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview.csv: the figures of a plan's progress sheet, years across, rounded to what a
 * reader can use. Whoever calculates takes the other tables. */
#include "export.h"

#include <math.h>
#include <string.h>

#include <sidework/display.h>

#include "statistics.h"

static const sw_overview_item items[] = {
    {"participated", SW_OVERVIEW_SHARE, "Took part in side work during the year",
     "年度内に庁内副業に携わった職員の割合", "%", "%"},
    {"willing", SW_OVERVIEW_SHARE, "Want to take part in side work",
     "庁内副業に携わりたい職員の割合", "%", "%"},
    {"bank_registered", SW_OVERVIEW_MARCH,
     "Registered in the talent bank (end of the year)", "人材バンク登録者数（年度末）",
     "people", "人"},
    {"cooperators", SW_OVERVIEW_MARCH, "Cooperators of the plan (end of the year)",
     "アクションプラン協力者数（年度末）", "people", "人"},
    {"understanding", SW_OVERVIEW_SHARE, "Understand the new evaluation",
     "新たな人事評価制度の理解度", "%", "%"},
    {"overtime_hours", SW_OVERVIEW_A_HEAD, "Overtime a head a month",
     "時間外勤務（１人１か月当たり）", "h", "時間"},
    {"backlog_hours", SW_OVERVIEW_MARCH,
     "Own work carried over in all sections (end of the year)",
     "積み残し業務（全課、年度末）", "h", "時間"},
    {"headcount", SW_OVERVIEW_MARCH, "Staff (end of the year)", "職員数（年度末）",
     "people", "人"}};

const sw_overview_item *sw_export_overview_item(const sw_results *results, size_t i)
{
    for (size_t k = 0; k < sizeof items / sizeof items[0]; k++) {
        const sw_variable *v = sw_layout_find(&results->layout, items[k].variable);
        const sw_period period =
            items[k].kind == SW_OVERVIEW_SHARE ? SW_BY_YEAR : SW_BY_MONTH;
        const int there = v != NULL && v->dimension < 0 && v->period == period &&
                          (items[k].kind != SW_OVERVIEW_A_HEAD ||
                           sw_layout_find(&results->layout, "headcount") != NULL);
        if (there && i-- == 0)
            return &items[k];
    }
    return NULL;
}

static void head(const sw_export *self, sw_csv *csv)
{
    sw_export_headings(self, csv, "item statistic unit");
    for (int y = 0; y < self->results->layout.n_years; y++) {
        char text[64];
        sw_format_year(self->results->layout.base_year + y, self->language, text,
                       sizeof text);
        sw_csv_text(csv, text);
    }
    sw_csv_row(csv);
}

static void begin_row(sw_csv *csv, const char *item, const char *statistic,
                      const char *unit)
{
    sw_csv_text(csv, item);
    sw_csv_text(csv, statistic);
    sw_csv_text(csv, unit);
}

/* Shares of one row in per cent. */
static void percent_row(const sw_export *self, sw_csv *csv, const double *shares,
                        int decimals)
{
    for (int y = 0; y < self->results->layout.n_years; y++)
        sw_csv_rounded(csv, 100 * shares[y], decimals);
    sw_csv_row(csv);
}

static void rate_rows(const sw_export *self, sw_csv *csv)
{
    const sw_summary *s = self->summary;
    const size_t years = (size_t)s->n_years;
    const char *rate = sw_either(self->language, "Side-work rate", "庁内副業率");
    const struct {
        const char *item, *statistic;
        const double *values;
    } rows[] = {
        {rate, sw_either(self->language, "median", "中央値"),
         s->rate_annual_quantile + SW_MEDIAN * years},
        {rate, sw_either(self->language, "5 %", "5％点"), s->rate_annual_quantile},
        {rate, sw_either(self->language, "95 %", "95％点"),
         s->rate_annual_quantile + (SW_N_QUANTILES - 1) * years},
        {sw_either(self->language, "Side-work rate without emergency and informal hours",
                   "庁内副業率（緊急時応援と日常の助け合いを除く）"),
         sw_either(self->language, "median", "中央値"),
         s->rate_annual_regular_quantile + SW_MEDIAN * years}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin_row(csv, rows[i].item, rows[i].statistic, "%");
        percent_row(self, csv, rows[i].values, 2);
    }
}

static void probability_rows(const sw_export *self, sw_csv *csv)
{
    const sw_summary *s = self->summary;
    for (int k = 0; k < s->n_thresholds; k++) {
        char item[128];
        const double percent = 100 * self->results->layout.thresholds[k];
        if (self->language == SW_JAPANESE)
            (void)snprintf(item, sizeof item, "庁内副業率が%g％に一度でも到達する確率",
                           percent);
        else
            (void)snprintf(item, sizeof item, "%g %% has been reached", percent);
        begin_row(csv, item, sw_either(self->language, "probability", "確率"), "%");
        percent_row(self, csv, s->p_ever_reached + (size_t)k * (size_t)s->n_years, 1);
    }
}

/* Hours of the year over head-months of the year, replication by replication. */
static double a_head(const sw_export *self, const sw_variable *hours, int year)
{
    const sw_results *r = self->results;
    const sw_variable *heads = sw_layout_find(&r->layout, "headcount");
    size_t n = 0;
    for (uint32_t k = 0; k < r->n_replications; k++) {
        double sum = 0, months = 0;
        for (size_t t = 12 * (size_t)year; t < 12 * ((size_t)year + 1); t++) {
            sum += sw_results_at(r, hours, k)[t];
            months += sw_results_at(r, heads, k)[t];
        }
        if (months > 0 && isfinite(sum))
            self->scratch[n++] = sum / months;
    }
    sw_sort(self->scratch, n);
    return n > 0 ? sw_quantile(self->scratch, n, 0.50) : (double)NAN;
}

static double value(const sw_export *self, const sw_overview_item *item, int year)
{
    const sw_variable *v = sw_layout_find(&self->results->layout, item->variable);
    switch (item->kind) {
    case SW_OVERVIEW_A_HEAD:
        return a_head(self, v, year);
    case SW_OVERVIEW_MARCH:
        return sw_describe(self->results, v, 12 * (size_t)year + 11, self->scratch).p50;
    default:
        return 100 * sw_describe(self->results, v, (size_t)year, self->scratch).p50;
    }
}

void sw_export_overview(const sw_export *self, sw_csv *csv, sw_period period,
                        int dimension)
{
    (void)period;
    (void)dimension;
    const sw_overview_item *item;
    head(self, csv);
    rate_rows(self, csv);
    probability_rows(self, csv);
    for (size_t i = 0; (item = sw_export_overview_item(self->results, i)) != NULL; i++) {
        begin_row(csv, sw_either(self->language, item->en, item->ja),
                  sw_either(self->language, "median", "中央値"),
                  sw_either(self->language, item->unit, item->unit_ja));
        for (int y = 0; y < self->results->layout.n_years; y++)
            sw_csv_rounded(csv, value(self, item, y),
                           item->kind == SW_OVERVIEW_MARCH ? 0 : 1);
        sw_csv_row(csv);
    }
}
