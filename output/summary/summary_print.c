/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table that ends `run`, for someone who asks "does it get there, and when?":
 * probabilities with the error of the simulation itself, years with "never" as an
 * outcome, rates with and without emergency and informal hours.
 */
#include <sidework/summary.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>

#include "criteria.h"
#include "nested.h"
#include "obstacles.h"
#include "spread_print.h"
#include "statistics.h"

enum { Q05 = 0, Q95 = SW_N_QUANTILES - 1, YEAR_BYTES = 64 };

typedef struct printer {
    const sw_summary *summary;
    const sw_results *results;
    FILE *stream;
    sw_language language;
    sw_table *table;
} printer;

static const char *dash(const printer *p)
{
    return sw_either(p->language, "–", "～");
}

/* The Japanese text where it is wanted and there. */
static const char *choose(const printer *p, const char *en, const char *ja)
{
    return p->language == SW_JAPANESE && ja != NULL && ja[0] != '\0' ? ja : en;
}

static void begin(printer *p)
{
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
}

static void finish(printer *p, const char *align)
{
    (void)sw_table_print(p->table, align, 2, p->stream);
    (void)fputc('\n', p->stream);
}

static void year_text(const printer *p, double year, char *out)
{
    sw_format_year(year, p->language, out, YEAR_BYTES);
}

static double last_year(const printer *p)
{
    return p->results->layout.base_year + p->summary->n_years - 1;
}

/* How a run with --precision ended. */
static void print_stopping(printer *p)
{
    const sw_stopping *s = &p->results->stopping;
    if (!(s->width > 0))
        return;
    (void)fprintf(
        p->stream,
        s->reached
            ? sw_either(p->language,
                        "stopped by precision: every %.1f%% interval of \"ever "
                        "reached\" is narrower than %g points (95%% over the looks)\n",
                        "精度により終了:「一度でも到達」の%.1f％区間が全て %g "
                        "ポイントより狭い（途中の判定を通じて95％）\n")
            : sw_either(p->language,
                        "precision not reached: some %.1f%% interval of \"ever "
                        "reached\" is wider than %g points\n",
                        "精度に未達:「一度でも到達」の%.1f％区間に %g "
                        "ポイントより広いものがあります\n"),
        100 * s->level, 100 * s->width);
}

/* Draws that replications share, and what they are from. */
static void print_draws(printer *p)
{
    static const char key[] = "\n  posterior = \"";
    const sw_results *r = p->results;
    const char *from = r->effective ? strstr(r->effective, key) : NULL;
    if (r->repeats > 1 && p->summary->n_draws > 0)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "%u draw%s of what is uncertain, up to %u replications each\n",
                      "不確かな値は %u 組%s、各 %u 回まで試行\n"),
            (unsigned)p->summary->n_draws,
            p->summary->n_draws > 1 ? sw_either(p->language, "s", "") : "",
            (unsigned)r->repeats);
    if (from != NULL && from[sizeof key - 1] != '"')
        (void)fprintf(p->stream,
                      sw_either(p->language, "drawn from posterior %.12s\n",
                                "事後分布 %.12s から引く\n"),
                      from + sizeof key - 1);
}

static void print_head(printer *p)
{
    const sw_results *r = p->results;
    const char *question = choose(p, r->question, r->question_ja);
    const char *digest = r->digest == NULL ? "" : r->digest;
    const char *version = r->version == NULL ? "" : r->version;
    (void)fprintf(p->stream, "%s\n", choose(p, r->title, r->title_ja));
    if (question != NULL && question[0] != '\0')
        (void)fprintf(p->stream, "%s\n", question);
    if (p->language == SW_JAPANESE)
        (void)fprintf(
            p->stream, "試行 %u 回、乱数の種 %llu、シナリオ %.12s、sidework %s\n",
            (unsigned)r->n_replications, (unsigned long long)r->seed, digest, version);
    else
        (void)fprintf(p->stream,
                      "%u replication%s, seed %llu, scenario %.12s, sidework %s\n",
                      (unsigned)r->n_replications, r->n_replications == 1 ? "" : "s",
                      (unsigned long long)r->seed, digest, version);
    print_draws(p);
    print_stopping(p);
    if (r->incomplete)
        (void)fprintf(
            p->stream, "%s\n",
            sw_either(p->language,
                      "INCOMPLETE: made from part of the replications asked for",
                      "未完了: 指定された試行の一部だけの結果です"));
    (void)fputc('\n', p->stream);
}

/* Where none or all of the replications hit, the standard error is 0 by its formula,
 * which would read as certainty. */
static void error_cell(printer *p, int column, double share, double se)
{
    if (share > 0 && share < 1 && !isnan(se))
        sw_table_cell(p->table, column, "%.1f", 100 * se);
    else
        sw_table_cell(p->table, column, "–");
}

/* "84.3 %  81.9 – 86.4 %  ±1.2": probability, Wilson interval, standard error in
 *          percentage points. */
static void probability_cells(printer *p, int column, double share, double se)
{
    double low, high;
    sw_summary_interval(p->summary, share, se, 0.95, &low, &high);
    sw_table_cell(p->table, column, "%.1f%%", 100 * share);
    sw_table_cell(p->table, column + 1, "%.1f%s%.1f%%", 100 * low, dash(p), 100 * high);
    if (column + 2 < SW_TABLE_COLUMNS)
        error_cell(p, column + 2, share, se);
}

static void print_probabilities(printer *p)
{
    const sw_summary *s = p->summary;
    char year[YEAR_BYTES];
    year_text(p, last_year(p), year);
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "Probability that the side-work rate reaches the threshold by %s\n",
                  "%sまでに庁内副業率が目標に届く確率\n"),
        year);
    begin(p);
    sw_table_cell(p->table, 0, "%s", sw_either(p->language, "threshold", "目標"));
    sw_table_cell(p->table, 1, "%s",
                  sw_either(p->language, "ever reached", "一度でも到達"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "95% interval", "95％区間"));
    sw_table_cell(p->table, 3, "%s", sw_either(p->language, "error", "誤差"));
    sw_table_cell(p->table, 4, "%s",
                  sw_either(p->language, "held at the end", "最終年度に到達"));
    sw_table_cell(p->table, 5, "%s", sw_either(p->language, "95% interval", "95％区間"));
    sw_table_cell(p->table, 6, "%s", sw_either(p->language, "error", "誤差"));
    for (int k = 0; k < s->n_thresholds; k++) {
        const size_t at = (size_t)k * (size_t)s->n_years + (size_t)s->n_years - 1;
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, sw_either(p->language, ">= %g%%", "%g%%以上"),
                      100 * p->results->layout.thresholds[k]);
        probability_cells(p, 1, s->p_ever_reached[at], s->p_ever_reached_se[at]);
        probability_cells(p, 4, s->p_held_at_end[k], s->p_held_at_end_se[k]);
    }
    (void)sw_table_print(p->table, "lrrrrrr", 2, p->stream);
    (void)fprintf(
        p->stream, "  %s\n\n",
        sw_either(
            p->language,
            "interval: Wilson; error: Monte Carlo standard error, percentage points\n"
            "  (–: none or all of the replications; see the interval)",
            "区間はWilson法、誤差はモンテカルロ標準誤差（ポイント。–は試行の全てか皆無、"
            "区間を参照）"));
}

static void print_years(printer *p)
{
    const sw_summary *s = p->summary;
    char text[YEAR_BYTES];
    (void)fprintf(p->stream, "%s\n",
                  sw_either(p->language,
                            "Fiscal year in which the threshold is first reached",
                            "目標に初めて届く年度"));
    begin(p);
    sw_table_cell(p->table, 0, "%s", sw_either(p->language, "threshold", "目標"));
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "median", "中央値"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "90% interval", "90％区間"));
    for (int k = 0; k < s->n_thresholds; k++) {
        const double *q = s->first_year_quantile + (size_t)k * SW_N_QUANTILES;
        char low[YEAR_BYTES], high[YEAR_BYTES];
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, sw_either(p->language, ">= %g%%", "%g%%以上"),
                      100 * p->results->layout.thresholds[k]);
        year_text(p, q[SW_MEDIAN], text);
        sw_table_cell(p->table, 1, "%s", text);
        year_text(p, q[Q05], low);
        year_text(p, q[Q95], high);
        if (strcmp(low, high) == 0)
            sw_table_cell(p->table, 2, "%s", low);
        else
            sw_table_cell(p->table, 2, sw_either(p->language, "%s – %s", "%s～%s"), low,
                          high);
    }
    finish(p, "lll");
}

static void rate_cells(printer *p, int column, const double *quantile, int year)
{
    const size_t years = (size_t)p->summary->n_years, y = (size_t)year;
    sw_table_cell(p->table, column, "%.2f%%", 100 * quantile[SW_MEDIAN * years + y]);
    sw_table_cell(p->table, column + 1, "%.2f%s%.2f%%", 100 * quantile[Q05 * years + y],
                  dash(p), 100 * quantile[Q95 * years + y]);
}

static void print_rates(printer *p)
{
    const sw_summary *s = p->summary;
    const int shown[] = {0, s->n_years / 2, s->n_years - 1};
    char year[YEAR_BYTES];
    (void)fprintf(
        p->stream, "%s\n",
        sw_either(p->language, "Side-work rate of the fiscal year", "年度の庁内副業率"));
    begin(p);
    sw_table_cell(p->table, 0, "%s", sw_either(p->language, "fiscal year", "年度"));
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "median", "中央値"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "90% interval", "90％区間"));
    sw_table_cell(p->table, 3, "%s", sw_either(p->language, "regular", "経常分"));
    sw_table_cell(p->table, 4, "%s", sw_either(p->language, "90% interval", "90％区間"));
    for (int i = 0; i < 3; i++) {
        if (i > 0 && shown[i] == shown[i - 1])
            continue;
        year_text(p, p->results->layout.base_year + shown[i], year);
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s%s", year,
                      shown[i] == 0 ? sw_either(p->language, " (base)", " 基準") : "");
        rate_cells(p, 1, s->rate_annual_quantile, shown[i]);
        rate_cells(p, 3, s->rate_annual_regular_quantile, shown[i]);
    }
    (void)sw_table_print(p->table, "lrrrr", 2, p->stream);
    (void)fprintf(p->stream, "  %s\n",
                  sw_either(p->language, "regular: without emergency and informal hours",
                            "経常分は緊急時応援と日常の助け合いを除く"));
    if (s->rate_quantile_error > 0)
        (void)fprintf(
            p->stream,
            sw_either(p->language, "  rates by a sketch, within %.4f percentage points\n",
                      "  率は要約用の集計によるもので、誤差は %.4f ポイント以内\n"),
            100 * s->rate_quantile_error);
    sw_print_survey_view(p->results, p->stream, p->language);
    (void)fputc('\n', p->stream);
}

/* Replications in which a phase began; all of them where the file does not say. */
static size_t begun(const printer *p, size_t phase)
{
    const sw_variable *began = sw_layout_find(&p->results->layout, "phase_month");
    return began == NULL ? p->results->n_replications
                         : sw_count_met(p->results, began, phase);
}

/* Design effect of a gate's share; NaN where draws are shared but not known by replication. */
static double gate_effect(const printer *p, const sw_variable *gate, size_t phase,
                          double *scratch)
{
    const sw_results *r = p->results;
    if (p->summary->n_draws == 0)
        return 1;
    const size_t n = sw_gather_hits(r, gate, phase, scratch);
    return n == 0 ? NAN : sw_design_effect(scratch, n, r->repeats);
}

static void gate_row(printer *p, const char *label, size_t phase, const double *months,
                     size_t passed, double effect)
{
    const uint32_t n = p->results->n_replications;
    const double quantiles[] = {0.50, 0.05, 0.95}, share = (double)passed / n;
    char text[3][YEAR_BYTES];
    for (int i = 0; i < 3; i++)
        sw_format_month(sw_nearest_rank(months, n, quantiles[i]),
                        p->results->layout.base_year, i == 0 ? p->language : SW_ENGLISH,
                        text[i], YEAR_BYTES);
    for (int i = 1; i < 3; i++)
        if (strcmp(text[i], "never") == 0)
            sw_format_month(-1, 0, p->language, text[i], YEAR_BYTES);
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, "%s", label);
    sw_table_cell(p->table, 1, "%.1f%%", 100 * (double)begun(p, phase) / n);
    sw_table_cell(p->table, 2, "%.1f%%", 100 * share);
    error_cell(p, 3, share, sqrt(share * (1 - share) / n * effect));
    sw_table_cell(p->table, 4, "%s", text[0]);
    if (passed > 0)
        sw_table_cell(p->table, 5, sw_either(p->language, "%s – %s", "%s～%s"), text[1],
                      text[2]);
    else
        sw_table_cell(p->table, 5, "%s", text[1]);
}

static int print_gates(printer *p)
{
    const sw_layout *layout = &p->results->layout;
    const sw_variable *gate = sw_layout_find(layout, "gate_month");
    if (gate == NULL || gate->dimension < 0)
        return SW_OK;
    const sw_dimension *phases = &layout->dimensions[gate->dimension];
    size_t any = 0;
    for (int i = 0; i < phases->size; i++)
        any += begun(p, (size_t)i);
    if (any == 0) {
        (void)fprintf(p->stream, "%s\n\n",
                      sw_either(p->language,
                                "Gates: no phase of a plan begins in this scenario",
                                "基準: このシナリオでは計画のどの段階も始まりません"));
        return SW_OK;
    }
    double *months = malloc(p->results->n_replications * sizeof *months);
    if (months == NULL)
        return SW_MEMORY;
    begin(p);
    sw_table_cell(p->table, 0, "%s", sw_either(p->language, "phase", "段階"));
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "begun", "開始"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "gate passed", "基準達成"));
    sw_table_cell(p->table, 3, "%s", sw_either(p->language, "error", "誤差"));
    sw_table_cell(p->table, 4, "%s",
                  sw_either(p->language, "median month", "達成月の中央値"));
    sw_table_cell(p->table, 5, "%s", sw_either(p->language, "90% interval", "90％区間"));
    for (int i = 0; i < phases->size; i++) {
        const double effect = gate_effect(p, gate, (size_t)i, months);
        const size_t passed = sw_gather_met(p->results, gate, (size_t)i, months);
        /* The state without a plan is a phase, too, but has no gate. */
        if (strcmp(phases->labels[i], "no plan") != 0 || passed > 0)
            gate_row(p, choose(p, phases->labels[i], phases->labels_ja[i]), (size_t)i,
                     months, passed, effect);
    }
    (void)fprintf(
        p->stream, "%s\n",
        sw_either(p->language, "Gates of the plan", "次の段階に進む基準の達成"));
    finish(p, "lrrrll");
    free(months);
    return SW_OK;
}

int sw_summary_print(const sw_summary *self, const sw_results *results, FILE *stream,
                     sw_language language)
{
    printer p = {self, results, stream, language, calloc(1, sizeof(sw_table))};
    if (p.table == NULL)
        return SW_MEMORY;
    print_head(&p);
    if (self->n_thresholds > 0) {
        print_probabilities(&p);
        print_years(&p);
    }
    print_rates(&p);
    int status = sw_print_spread(self, results, stream, language);
    if (status == SW_OK)
        status = print_gates(&p);
    free(p.table);
    if (status == SW_OK)
        status = sw_print_criteria(results, stream, language);
    if (status == SW_OK)
        status = sw_print_obstacles(results, stream, language);
    if (status != SW_OK)
        return status;
    return fflush(stream) != 0 || ferror(stream) ? SW_IO : SW_OK;
}
