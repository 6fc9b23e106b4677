/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replications.csv: one row a replication, for those who plot or fit on their own. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>

static int is_phase_month(const sw_variable *v)
{
    return v->period == SW_ONCE && v->dimension >= 0 &&
           (strcmp(v->name, "gate_month") == 0 || strcmp(v->name, "phase_month") == 0);
}

static int is_final_rate(const sw_variable *v)
{
    return strcmp(v->name, "side_work_rate_annual") == 0 ||
           strcmp(v->name, "side_work_rate_annual_regular") == 0;
}

/* Is value i of v a column? All of a value held once, the final year of a yearly rate;
 * not the state without a plan, which has neither gate nor beginning. */
static int is_column(const sw_layout *layout, const sw_variable *v, size_t i)
{
    if (is_phase_month(v))
        return strcmp(layout->dimensions[v->dimension].labels[i], "no plan") != 0;
    return v->period == SW_ONCE || (is_final_rate(v) && i + 1 == v->length);
}

/* What the record counts in months, and the table gives as YYYY-MM. */
static void describe_month(sw_replication_column *column)
{
    const int gate = strcmp(column->variable->name, "gate_month") == 0;
    column->is_month = 1;
    column->unit = "YYYY-MM";
    column->en = gate ? "Month in which the phase's gate was passed (empty: never)"
                      : "Month in which the phase began (empty: never)";
    column->ja = gate ? "段階の基準を満たした月（空欄は満たさず）"
                      : "段階が始まった月（空欄は始まらず）";
}

static void name_english(const sw_layout *layout, sw_replication_column *column)
{
    const sw_variable *v = column->variable;
    const size_t bytes = sizeof column->name;
    const sw_dimension *d = v->dimension < 0 ? NULL : &layout->dimensions[v->dimension];
    if (v->period != SW_ONCE)
        (void)snprintf(column->name, bytes, "%s_%d", v->name,
                       layout->base_year + (int)column->index);
    else if (d == NULL)
        (void)snprintf(column->name, bytes, "%s", v->name);
    else if (strcmp(d->name, "threshold") == 0)
        (void)snprintf(column->name, bytes, "%s_%g", v->name,
                       layout->thresholds[column->index]);
    else
        (void)snprintf(column->name, bytes, "%s_%s", v->name, d->labels[column->index]);
}

static void name_japanese(const sw_layout *layout, sw_replication_column *column)
{
    const sw_variable *v = column->variable;
    const size_t bytes = sizeof column->name;
    const sw_dimension *d = v->dimension < 0 ? NULL : &layout->dimensions[v->dimension];
    char year[64];
    sw_format_year(layout->base_year + (double)column->index, SW_JAPANESE, year,
                   sizeof year);
    if (v->period != SW_ONCE)
        (void)snprintf(column->name, bytes, "%s %s", v->ja, year);
    else if (d == NULL)
        (void)snprintf(column->name, bytes, "%s", v->ja);
    else if (strcmp(d->name, "threshold") == 0)
        (void)snprintf(column->name, bytes, "%s %g％",
                       strcmp(v->name, "first_year_reached") == 0 ? "初めて到達した年度"
                                                                  : v->ja,
                       100 * layout->thresholds[column->index]);
    else
        (void)snprintf(column->name, bytes, "%s %s",
                       !is_phase_month(v)                   ? v->ja
                       : strcmp(v->name, "gate_month") == 0 ? "基準を満たした月"
                                                            : "始まった月",
                       d->labels_ja[column->index]);
}

static void add_variable(sw_export *self, const sw_variable *v)
{
    const sw_layout *layout = &self->results->layout;
    for (size_t i = 0; i < v->length; i++) {
        if (!is_column(layout, v, i))
            continue;
        sw_replication_column *column = &self->columns[self->n_columns++];
        *column = (sw_replication_column){
            .unit = v->unit, .en = v->en, .ja = v->ja, .variable = v, .index = i};
        if (is_phase_month(v))
            describe_month(column);
        if (self->language == SW_JAPANESE)
            name_japanese(layout, column);
        else
            name_english(layout, column);
    }
}

static void add_parameter(sw_export *self, size_t i)
{
    const sw_parameter_info *p = &self->results->parameters[i];
    sw_replication_column *column = &self->columns[self->n_columns++];
    *column =
        (sw_replication_column){.unit = p->unit, .en = p->en, .ja = p->ja, .index = i};
    if (self->language == SW_JAPANESE && p->ja != NULL && p->ja[0] != '\0')
        (void)snprintf(column->name, sizeof column->name, "%s (%s)", p->ja, p->path);
    else
        (void)snprintf(column->name, sizeof column->name, "%s", p->path);
}

int sw_export_columns(sw_export *self)
{
    const sw_results *r = self->results;
    const size_t parameters = r->parameter_values == NULL ? 0 : (size_t)r->n_parameters;
    size_t most = parameters;
    for (int k = 0; k < r->layout.n_variables; k++)
        for (size_t i = 0; i < r->layout.variables[k].length; i++)
            most += (size_t)is_column(&r->layout, &r->layout.variables[k], i);
    self->columns = calloc(most + 1, sizeof *self->columns);
    if (self->columns == NULL)
        return SW_MEMORY;
    for (int k = 0; k < r->layout.n_variables; k++)
        add_variable(self, &r->layout.variables[k]);
    for (size_t i = 0; i < parameters; i++)
        add_parameter(self, i);
    return SW_OK;
}

static void month_cell(const sw_export *self, sw_csv *csv, double month)
{
    char text[64] = "";
    if (month >= 0)
        sw_format_month(month, self->results->layout.base_year, SW_ENGLISH, text,
                        sizeof text);
    sw_csv_text(csv, text);
}

void sw_export_replications(const sw_export *self, sw_csv *csv, sw_period period,
                            int dimension)
{
    (void)period;
    (void)dimension;
    const sw_results *r = self->results;
    sw_export_headings(self, csv, "replication");
    for (size_t i = 0; i < self->n_columns; i++)
        sw_csv_text(csv, self->columns[i].name);
    sw_csv_row(csv);
    for (uint32_t n = 0; n < r->n_replications; n++) {
        sw_csv_number(csv, n);
        for (size_t i = 0; i < self->n_columns; i++) {
            const sw_replication_column *c = &self->columns[i];
            const double value =
                c->variable == NULL
                    ? r->parameter_values[(size_t)n * (size_t)r->n_parameters + c->index]
                    : sw_results_at(r, c->variable, n)[c->index];
            if (c->is_month)
                month_cell(self, csv, value);
            else
                sw_csv_number(csv, value);
        }
        sw_csv_row(csv);
    }
}
