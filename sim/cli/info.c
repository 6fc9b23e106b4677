/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how a result was made, its variables with dimensions and units, its uncertain
 * parameters. */
#include "info.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>
#include <sidework/json.h>

typedef struct moments {
    double mean, sd;
} moments;

/* Mean and standard deviation of parameter i over replications; sd is NaN for a single
 * one. */
static moments describe(const sw_results *r, int i)
{
    const size_t n = r->n_replications, k = (size_t)r->n_parameters;
    double sum = 0, squares = 0;
    if (r->parameter_values == NULL)
        return (moments){NAN, NAN};
    for (size_t j = 0; j < n; j++)
        sum += r->parameter_values[j * k + (size_t)i];
    const double mean = sum / (double)n;
    for (size_t j = 0; j < n; j++) {
        const double d = r->parameter_values[j * k + (size_t)i] - mean;
        squares += d * d;
    }
    return (moments){mean, n > 1 ? sqrt(squares / (double)(n - 1)) : (double)NAN};
}

static const char *period_axis(const sw_variable *v)
{
    return v->period == SW_BY_MONTH  ? "month"
           : v->period == SW_BY_YEAR ? "fiscal_year"
                                     : NULL;
}

static const char *pick(sw_language language, const char *en, const char *ja)
{
    return language == SW_JAPANESE && ja != NULL && ja[0] != '\0' ? ja
           : en == NULL                                           ? ""
                                                                  : en;
}

static const char *const keep_words[] = {"all", "annual", "summaries"};

static void put_head(const sw_results *r, const char *path, sw_language language,
                     FILE *out)
{
    const int ja = language == SW_JAPANESE;
    const sw_layout *l = &r->layout;
    const char *question = pick(language, r->question, r->question_ja);
    (void)fprintf(out, "%s\n%s\n", path, pick(language, r->title, r->title_ja));
    if (question[0] != '\0')
        (void)fprintf(out, "%s\n", question);
    (void)fprintf(out, "\n  %s sidework %s\n", ja ? "作成        " : "made by     ",
                  r->version);
    (void)fprintf(out, "  %s %s\n", ja ? "シナリオ    " : "scenario    ", r->digest);
    (void)fprintf(out, "  %s %llu\n", ja ? "乱数の種    " : "seed        ",
                  (unsigned long long)r->seed);
    (void)fprintf(out, "  %s %u%s\n", ja ? "試行回数    " : "replications",
                  (unsigned)r->n_replications,
                  !r->incomplete ? ""
                  : ja           ? "（未完了: 一部の試行だけ）"
                                 : " (incomplete: only part of those asked for)");
    if (r->repeats > 1)
        (void)fprintf(out, "  %s %u\n", ja ? "値ごとの試行" : "repeats     ",
                      (unsigned)r->repeats);
    if (r->stopping.width > 0)
        (void)fprintf(out, "  %s %g%s\n", ja ? "精度        " : "precision   ",
                      r->stopping.width,
                      r->stopping.reached ? (ja ? "（到達して終了）" : " (reached)")
                      : ja                ? "（上限まで未達）"
                                          : " (not reached)");
    (void)fprintf(out, "  %s FY%d-FY%d%s\n", ja ? "年度        " : "fiscal years",
                  l->base_year, l->base_year + l->n_years - 1,
                  ja ? "（最初が基準年度）" : " (the first is the base year)");
    (void)fprintf(out, "  %s", ja ? "目標        " : "thresholds  ");
    for (int k = 0; k < l->n_thresholds; k++)
        (void)fprintf(out, " %g%%", 100 * l->thresholds[k]);
    (void)fprintf(out, "\n  %s %s\n\n", ja ? "保存範囲    " : "kept        ",
                  keep_words[r->keep]);
}

static void put_variables(const sw_results *r, sw_language language, sw_table *table,
                          FILE *out)
{
    const sw_layout *l = &r->layout;
    if (l->n_variables == 0)
        return;
    (void)fprintf(out, "%s\n",
                  language == SW_JAPANESE ? "変数（試行ごと）"
                                          : "Variables (per replication)");
    /* In blocks of what a table holds, each sized for itself. */
    for (int first = 0; first < l->n_variables; first += SW_TABLE_ROWS) {
        memset(table, 0, sizeof *table);
        for (int i = first; i < l->n_variables && i < first + SW_TABLE_ROWS; i++) {
            const sw_variable *v = &l->variables[i];
            const char *axis = period_axis(v);
            const char *category =
                v->dimension < 0 ? NULL : l->dimensions[v->dimension].name;
            sw_table_row(table);
            sw_table_cell(table, 0, "%s(%s%s%s)", v->name, axis == NULL ? "" : axis,
                          axis != NULL && category != NULL ? ", " : "",
                          category == NULL ? "" : category);
            sw_table_cell(table, 1, "%s", v->unit);
            sw_table_cell(table, 2, "%s", pick(language, v->en, v->ja));
        }
        (void)sw_table_print(table, "lll", 2, out);
    }
    (void)fputc('\n', out);
}

static void put_dimensions(const sw_results *r, sw_language language, FILE *out)
{
    const sw_layout *l = &r->layout;
    if (l->n_dimensions > 0)
        (void)fprintf(out, "%s\n", language == SW_JAPANESE ? "分類" : "Categories");
    for (int i = 0; i < l->n_dimensions; i++) {
        const sw_dimension *d = &l->dimensions[i];
        (void)fprintf(out, "  %s [%d]: ", d->name, d->size);
        for (int k = 0; k < d->size; k++)
            (void)fprintf(out, "%s%s",
                          k == 0                    ? ""
                          : language == SW_JAPANESE ? "、"
                                                    : ", ",
                          pick(language, d->labels[k], d->labels_ja[k]));
        (void)fputc('\n', out);
    }
    if (l->n_dimensions > 0)
        (void)fputc('\n', out);
}

static void put_parameters(const sw_results *r, sw_language language, sw_table *table,
                           FILE *out)
{
    const int ja = language == SW_JAPANESE;
    (void)fprintf(out, "%s\n", ja ? "不確かなパラメータ" : "Uncertain parameters");
    if (r->n_parameters == 0)
        (void)fprintf(out, "  %s\n", ja ? "なし" : "none");
    for (int first = 0; first < r->n_parameters; first += SW_TABLE_ROWS - 1) {
        memset(table, 0, sizeof *table);
        sw_table_row(table);
        sw_table_cell(table, 1, "%s", ja ? "平均" : "mean");
        sw_table_cell(table, 2, "%s", ja ? "標準偏差" : "sd");
        sw_table_cell(table, 3, "%s", ja ? "単位" : "unit");
        for (int i = first; i < r->n_parameters && i < first + SW_TABLE_ROWS - 1; i++) {
            const moments m = describe(r, i);
            const sw_parameter_info *p = &r->parameters[i];
            sw_table_row(table);
            sw_table_cell(table, 0, "%s", p->path);
            if (isfinite(m.mean))
                sw_table_cell(table, 1, "%.4g", m.mean);
            if (isfinite(m.sd))
                sw_table_cell(table, 2, "%.4g", m.sd);
            sw_table_cell(table, 3, "%s", p->unit);
            sw_table_cell(table, 4, "%s", pick(language, p->en, p->ja));
        }
        (void)sw_table_print(table, "lrrll", 2, out);
    }
}

static void put_json_variables(const sw_results *r, sw_json *json)
{
    static const char *const types[] = {"float64", "int32", "int8"};
    const sw_layout *l = &r->layout;
    sw_json_open(json, "variables", '[');
    for (int i = 0; i < l->n_variables; i++) {
        const sw_variable *v = &l->variables[i];
        sw_json_open(json, NULL, '{');
        sw_json_text(json, "name", v->name);
        sw_json_open(json, "dimensions", '[');
        sw_json_text(json, NULL, "replication");
        if (period_axis(v) != NULL)
            sw_json_text(json, NULL, period_axis(v));
        if (v->dimension >= 0)
            sw_json_text(json, NULL, l->dimensions[v->dimension].name);
        sw_json_close(json, ']');
        sw_json_text(json, "type", types[v->storage]);
        sw_json_text(json, "units", v->unit);
        sw_json_text(json, "long_name", v->en);
        sw_json_text(json, "long_name_ja", v->ja);
        sw_json_close(json, '}');
    }
    sw_json_close(json, ']');
}

static void put_json_lists(const sw_results *r, sw_json *json)
{
    const sw_layout *l = &r->layout;
    sw_json_open(json, "categories", '{');
    for (int i = 0; i < l->n_dimensions; i++) {
        sw_json_open(json, l->dimensions[i].name, '[');
        for (int k = 0; k < l->dimensions[i].size; k++)
            sw_json_text(json, NULL, l->dimensions[i].labels[k]);
        sw_json_close(json, ']');
    }
    sw_json_close(json, '}');
    sw_json_open(json, "parameters", '[');
    for (int i = 0; i < r->n_parameters; i++) {
        const moments m = describe(r, i);
        sw_json_open(json, NULL, '{');
        sw_json_text(json, "path", r->parameters[i].path);
        sw_json_text(json, "units", r->parameters[i].unit);
        sw_json_number(json, "mean", m.mean);
        sw_json_number(json, "sd", m.sd);
        sw_json_text(json, "long_name", r->parameters[i].en);
        sw_json_text(json, "long_name_ja", r->parameters[i].ja);
        sw_json_close(json, '}');
    }
    sw_json_close(json, ']');
}

static void put_json(const sw_results *r, const char *path, FILE *out)
{
    sw_json json = {.stream = out};
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)r->seed);
    sw_json_open(&json, NULL, '{');
    sw_json_integer(&json, "schema_version", 1);
    sw_json_text(&json, "file", path);
    sw_json_text(&json, "title", r->title);
    sw_json_text(&json, "title_ja", r->title_ja);
    sw_json_text(&json, "question", r->question);
    sw_json_text(&json, "question_ja", r->question_ja);
    sw_json_text(&json, "version", r->version);
    sw_json_unsigned(&json, "seed", r->seed);
    sw_json_text(&json, "seed_text", seed);
    sw_json_text(&json, "scenario", r->effective);
    sw_json_text(&json, "scenario_digest", r->digest);
    sw_json_integer(&json, "replications", r->n_replications);
    sw_json_integer(&json, "incomplete", r->incomplete != 0);
    if (r->repeats > 1)
        sw_json_integer(&json, "repeats", r->repeats);
    if (r->stopping.width > 0) {
        sw_json_number(&json, "precision", r->stopping.width);
        sw_json_number(&json, "precision_level", r->stopping.level);
        sw_json_integer(&json, "precision_reached", r->stopping.reached);
    }
    sw_json_text(&json, "keep", keep_words[r->keep]);
    sw_json_integer(&json, "base_year", r->layout.base_year);
    sw_json_integer(&json, "fiscal_years", r->layout.n_years);
    sw_json_integer(&json, "months", r->layout.n_months);
    sw_json_numbers(&json, "threshold", r->layout.thresholds, 0,
                    (size_t)r->layout.n_thresholds);
    put_json_variables(r, &json);
    put_json_lists(r, &json);
    sw_json_close(&json, '}');
}

int sw_cli_info(const sw_results *results, const char *path, sw_language language,
                int json, FILE *out)
{
    if (json) {
        put_json(results, path, out);
    } else {
        sw_table *table = calloc(1, sizeof *table);
        if (table == NULL)
            return SW_MEMORY;
        put_head(results, path, language, out);
        put_variables(results, language, table, out);
        put_dimensions(results, language, out);
        put_parameters(results, language, table, out);
        free(table);
    }
    return fflush(out) != 0 || ferror(out) ? SW_IO : SW_OK;
}
