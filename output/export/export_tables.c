/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of an export, each a pass over results or summary; see sidework/export.h. */
#include "export.h"

#include <math.h>

#include "statistics.h"

static void never_or_year(const sw_export *self, sw_csv *csv, double year)
{
    if (isfinite(year) && year >= 0)
        sw_csv_number(csv, year);
    else
        sw_csv_text(csv, self->language == SW_JAPANESE ? "到達せず" : "never");
}

/* Probability, standard error, Wilson interval. */
static void probability_cells(const sw_export *self, sw_csv *csv, double p, double se)
{
    double low, high;
    sw_summary_interval(self->summary, p, se, 0.95, &low, &high);
    sw_csv_number(csv, p);
    sw_csv_number(csv, se);
    sw_csv_number(csv, low);
    sw_csv_number(csv, high);
}

void sw_export_summary(const sw_export *self, sw_csv *csv, sw_period period,
                       int dimension)
{
    (void)period;
    (void)dimension;
    const sw_summary *s = self->summary;
    const size_t years = (size_t)s->n_years;
    sw_export_headings(
        self, csv,
        "threshold p_ever_reached p_ever_reached_se p_ever_reached_low "
        "p_ever_reached_high p_held_at_end p_held_at_end_se p_held_at_end_low "
        "p_held_at_end_high first_year_p05 first_year_p50 first_year_p95");
    sw_csv_row(csv);
    for (int k = 0; k < s->n_thresholds; k++) {
        const size_t last = (size_t)k * years + years - 1;
        const double *first = s->first_year_quantile + (size_t)k * SW_N_QUANTILES;
        sw_csv_number(csv, self->results->layout.thresholds[k]);
        probability_cells(self, csv, s->p_ever_reached[last], s->p_ever_reached_se[last]);
        probability_cells(self, csv, s->p_held_at_end[k], s->p_held_at_end_se[k]);
        never_or_year(self, csv, first[0]);
        never_or_year(self, csv, first[SW_MEDIAN]);
        never_or_year(self, csv, first[SW_N_QUANTILES - 1]);
        sw_csv_row(csv);
    }
}

void sw_export_probability(const sw_export *self, sw_csv *csv, sw_period period,
                           int dimension)
{
    (void)period;
    (void)dimension;
    const sw_summary *s = self->summary;
    sw_export_headings(
        self, csv,
        "threshold fiscal_year p_reached_in p_reached_in_se p_reached_in_low "
        "p_reached_in_high p_ever_reached p_ever_reached_se "
        "p_ever_reached_low p_ever_reached_high");
    sw_csv_row(csv);
    for (int k = 0; k < s->n_thresholds; k++)
        for (int y = 0; y < s->n_years; y++) {
            const size_t i = (size_t)k * (size_t)s->n_years + (size_t)y;
            sw_csv_number(csv, self->results->layout.thresholds[k]);
            sw_csv_number(csv, self->results->layout.base_year + y);
            probability_cells(self, csv, s->p_reached_in[i], s->p_reached_in_se[i]);
            probability_cells(self, csv, s->p_ever_reached[i], s->p_ever_reached_se[i]);
            sw_csv_row(csv);
        }
}

static void period_cell(const sw_export *self, sw_csv *csv, sw_period period, size_t i)
{
    char text[32];
    const int base = self->results->layout.base_year;
    const int month = base * 12 + 3 + (int)i;
    if (period == SW_BY_YEAR) {
        sw_csv_number(csv, base + (double)i);
        return;
    }
    /* A whole date: spreadsheets know it as one, and do not take "2021-04" for something
     * else. */
    (void)snprintf(text, sizeof text, "%04d-%02d-01", month / 12, month % 12 + 1);
    sw_csv_text(csv, text);
}

/* All rows of one indicator in long form. */
static void indicator(const sw_export *self, sw_csv *csv, const sw_variable *v)
{
    const sw_dimension *d =
        v->dimension < 0 ? NULL : &self->results->layout.dimensions[v->dimension];
    const size_t labels = d == NULL ? 1 : (size_t)d->size;
    for (size_t i = 0; i < v->length; i++) {
        const sw_column c = sw_describe(self->results, v, i, self->scratch);
        period_cell(self, csv, v->period, i / labels);
        if (d != NULL) {
            sw_csv_text(csv, d->labels[i % labels]);
            sw_csv_text(csv, d->labels_ja[i % labels]);
        }
        sw_csv_text(csv, v->name);
        sw_csv_text(csv, v->ja);
        sw_csv_text(csv, v->unit);
        sw_csv_number(csv, (double)c.n);
        sw_csv_number(csv, c.mean);
        sw_csv_number(csv, c.sd);
        sw_csv_number(csv, c.p05);
        sw_csv_number(csv, c.p50);
        sw_csv_number(csv, c.p95);
        sw_csv_row(csv);
    }
}

int sw_export_stored_rate(const sw_export *self, sw_period period, int i,
                          sw_stored_rate *rate)
{
    const sw_summary *s = self->summary;
    const size_t years = (size_t)s->n_years, months = (size_t)s->n_months;
    const sw_stored_rate yearly[] = {
        {"side_work_rate_annual", "庁内副業率（年度）",
         "Side-work rate of the fiscal year", s->rate_annual_quantile, years},
        {"side_work_rate_annual_regular",
         "庁内副業率（年度、緊急時応援と日常の助け合いを除く）",
         "Side-work rate of the fiscal year without emergency and informal hours",
         s->rate_annual_regular_quantile, years}};
    const sw_stored_rate monthly[] = {
        {"side_work_rate", "庁内副業率（月）", "Side-work rate of the month",
         s->rate_quantile, months},
        {"side_work_rate_regular", "庁内副業率（月、緊急時応援と日常の助け合いを除く）",
         "Side-work rate of the month without emergency and informal hours",
         s->rate_regular_quantile, months}};
    for (int k = 0; k < 2; k++) {
        const sw_stored_rate *candidate = period == SW_BY_YEAR ? &yearly[k] : &monthly[k];
        if (candidate->n == 0 ||
            sw_layout_find(&self->results->layout, candidate->name) != NULL)
            continue;
        *rate = *candidate;
        if (i-- == 0)
            return 1;
    }
    return 0;
}

/* Mean and standard deviation cannot be had from quantiles; their cells stay empty. */
static void stored_rates(const sw_export *self, sw_csv *csv, sw_period period)
{
    sw_stored_rate rate;
    for (int k = 0; sw_export_stored_rate(self, period, k, &rate); k++)
        for (size_t i = 0; i < rate.n; i++) {
            period_cell(self, csv, period, i);
            sw_csv_text(csv, rate.name);
            sw_csv_text(csv, rate.ja);
            sw_csv_text(csv, "1");
            sw_csv_number(csv, self->summary->n_replications);
            sw_csv_number(csv, NAN);
            sw_csv_number(csv, NAN);
            sw_csv_number(csv, rate.quantiles[i]);
            sw_csv_number(csv, rate.quantiles[SW_MEDIAN * rate.n + i]);
            sw_csv_number(csv, rate.quantiles[(SW_N_QUANTILES - 1) * rate.n + i]);
            sw_csv_row(csv);
        }
}

void sw_export_indicators(const sw_export *self, sw_csv *csv, sw_period period,
                          int dimension)
{
    const sw_layout *layout = &self->results->layout;
    sw_export_headings(self, csv, period == SW_BY_YEAR ? "fiscal_year" : "month");
    if (dimension >= 0)
        sw_export_headings(self, csv, "label label_ja");
    sw_export_headings(self, csv, "indicator indicator_ja unit n mean sd p05 p50 p95");
    sw_csv_row(csv);
    for (int i = 0; i < layout->n_variables; i++)
        if (layout->variables[i].period == period &&
            layout->variables[i].dimension == dimension)
            indicator(self, csv, &layout->variables[i]);
    if (dimension < 0)
        stored_rates(self, csv, period);
}
