/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of an export, each a pass over results or summary; see sidework/export.h. */
#include "export.h"

#include <math.h>
#include <string.h>

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
    const double n = self->summary->n_replications;
    sw_wilson(round(p * n), n, 0.95, &low, &high);
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
    sw_csv_texts(csv,
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
    sw_csv_texts(csv,
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

void sw_export_indicators(const sw_export *self, sw_csv *csv, sw_period period,
                          int dimension)
{
    const sw_layout *layout = &self->results->layout;
    sw_csv_text(csv, period == SW_BY_YEAR ? "fiscal_year" : "month");
    if (dimension >= 0)
        sw_csv_texts(csv, "label label_ja");
    sw_csv_texts(csv, "indicator indicator_ja unit n mean sd p05 p50 p95");
    sw_csv_row(csv);
    for (int i = 0; i < layout->n_variables; i++)
        if (layout->variables[i].period == period &&
            layout->variables[i].dimension == dimension)
            indicator(self, csv, &layout->variables[i]);
}

/* Columns of one variable in replications.csv: all of a value held once, the final year
 * of a yearly rate. */
static size_t columns_of(const sw_variable *v)
{
    if (v->period == SW_ONCE)
        return v->length;
    return strcmp(v->name, "side_work_rate_annual") == 0 ||
                   strcmp(v->name, "side_work_rate_annual_regular") == 0
               ? 1
               : 0;
}

static void name_column(const sw_layout *layout, const sw_variable *v, size_t i,
                        sw_replication_column *column)
{
    *column = (sw_replication_column){
        .unit = v->unit, .en = v->en, .ja = v->ja, .variable = v, .index = i};
    if (v->period != SW_ONCE) {
        column->index = v->length - 1;
        (void)snprintf(column->name, sizeof column->name, "%s_%d", v->name,
                       layout->base_year + (int)v->length - 1);
    } else if (v->dimension < 0) {
        (void)snprintf(column->name, sizeof column->name, "%s", v->name);
    } else if (strcmp(layout->dimensions[v->dimension].name, "threshold") == 0) {
        (void)snprintf(column->name, sizeof column->name, "%s_%g", v->name,
                       layout->thresholds[i]);
    } else {
        (void)snprintf(column->name, sizeof column->name, "%s_%s", v->name,
                       layout->dimensions[v->dimension].labels[i]);
    }
}

int sw_export_column(const sw_results *results, size_t i, sw_replication_column *column)
{
    const sw_layout *layout = &results->layout;
    for (int k = 0; k < layout->n_variables; k++) {
        const size_t n = columns_of(&layout->variables[k]);
        if (i < n) {
            name_column(layout, &layout->variables[k], i, column);
            return 1;
        }
        i -= n;
    }
    if (results->parameter_values == NULL || i >= (size_t)results->n_parameters)
        return 0;
    const sw_parameter_info *p = &results->parameters[i];
    *column =
        (sw_replication_column){.unit = p->unit, .en = p->en, .ja = p->ja, .index = i};
    (void)snprintf(column->name, sizeof column->name, "%s", p->path);
    return 1;
}

void sw_export_replications(const sw_export *self, sw_csv *csv, sw_period period,
                            int dimension)
{
    (void)period;
    (void)dimension;
    const sw_results *r = self->results;
    sw_replication_column column;
    sw_csv_text(csv, "replication");
    for (size_t i = 0; sw_export_column(r, i, &column); i++)
        sw_csv_text(csv, column.name);
    sw_csv_row(csv);
    for (uint32_t n = 0; n < r->n_replications; n++) {
        sw_csv_number(csv, n);
        for (size_t i = 0; sw_export_column(r, i, &column); i++) {
            if (column.variable == NULL)
                sw_csv_number(csv,
                              r->parameter_values[(size_t)n * (size_t)r->n_parameters +
                                                  column.index]);
            else
                sw_csv_number(csv, sw_results_at(r, column.variable, n)[column.index]);
        }
        sw_csv_row(csv);
    }
}
