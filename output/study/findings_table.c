/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each point: what it sets, what came of it, and how sure that is. */
#include <math.h>
#include <string.h>

#include "findings_parts.h"

typedef sw_findings_printer printer;

enum { POINT, FIRST_FACTOR, MOST_FACTORS = 4 };

/* The threshold that the table shows a probability of: the design's, where it is one of the
 * scenario's, else the lowest. */
static int shown_threshold(const sw_findings *f)
{
    const sw_layout *layout = &f->exploration->results.layout;
    for (int k = 0; k < f->n_thresholds; k++)
        if (layout->thresholds[k] == f->design->threshold)
            return k;
    return 0;
}

static void number(printer *p, int column, double value, const sw_outcome_style *s,
                   const char *unit)
{
    if (isnan(value))
        sw_table_cell(p->table, column, "–");
    else
        sw_table_cell(p->table, column, "%.*f%s", s->digits, s->factor * value, unit);
}

static void interval(printer *p, int column, double low, double high,
                     const sw_outcome_style *s, int sign)
{
    if (isnan(low) || isnan(high))
        sw_table_cell(p->table, column, "–");
    else if (sign)
        sw_table_cell(p->table, column, "[%+.*f, %+.*f]", s->digits, s->factor * low,
                      s->digits, s->factor * high);
    else
        sw_table_cell(p->table, column, "%.*f–%.*f", s->digits, s->factor * low,
                      s->digits, s->factor * high);
}

static void probability(printer *p, int column, uint32_t i)
{
    const sw_findings *f = p->f;
    const size_t at = (size_t)i * (size_t)f->n_thresholds + (size_t)shown_threshold(f);
    if (isnan(f->p_ever[at]))
        sw_table_cell(p->table, column, "–");
    else
        sw_table_cell(p->table, column, "%.1f%% (%.1f–%.1f)", 100 * f->p_ever[at],
                      100 * f->p_ever_low[at], 100 * f->p_ever_high[at]);
}

static void rate(printer *p, int column, uint32_t i)
{
    if (isnan(p->f->final_q50[i]))
        sw_table_cell(p->table, column, "–");
    else
        sw_table_cell(p->table, column, "%.2f%% (%.2f–%.2f)", 100 * p->f->final_q50[i],
                      100 * p->f->final_q05[i], 100 * p->f->final_q95[i]);
}

/* Where P is the outcome itself, the rate stands beside it. */
static int shows_rate(const sw_findings *f)
{
    return f->design->outcome == SW_OUTCOME_p_ever_reached;
}

static void heads(printer *p, int column)
{
    const sw_layout *layout = &p->f->exploration->results.layout;
    sw_table_cell(p->table, column, "%s", sw_either(p->language, "outcome", "評価項目"));
    if (shows_rate(p->f)) {
        sw_table_cell(p->table, column + 1, "%s",
                      sw_either(p->language, "95% interval", "95％区間"));
        sw_table_cell(
            p->table, column + 2, "%s",
            sw_either(p->language, "rate, last year (90%)", "最終年度の率（90％）"));
        return;
    }
    sw_table_cell(p->table, column + 1, "%s", sw_either(p->language, "error", "誤差"));
    sw_table_cell(p->table, column + 2,
                  sw_either(p->language, "P(ever >= %g%%)", "P(%g％到達)"),
                  100 * layout->thresholds[shown_threshold(p->f)]);
}

static void results(printer *p, int column, uint32_t i)
{
    const sw_outcome_style s = sw_outcome_style_of(p->f->design->outcome);
    const char *unit = p->language == SW_JAPANESE ? s.unit_ja : s.unit;
    if (p->f->exploration->points[i].failed) {
        sw_table_cell(p->table, column, "%s", sw_either(p->language, "failed", "失敗"));
        return;
    }
    number(p, column, p->f->outcome[i], &s, unit);
    if (shows_rate(p->f)) {
        interval(p, column + 1, p->f->outcome_low[i], p->f->outcome_high[i], &s, 0);
        rate(p, column + 2, i);
        return;
    }
    /* an error of 0 where none or all of the replications reach is no certainty */
    number(p, column + 1,
           sw_outcome_is_probability(p->f->design->outcome) && !(p->f->outcome_se[i] > 0)
               ? (double)NAN
               : p->f->outcome_se[i],
           &s, "");
    probability(p, column + 2, i);
}

/* Factors in columns of their own, as many as there is room for. */
static void print_plain(printer *p, const uint32_t *order, uint32_t n)
{
    const sw_design_file *d = p->f->design;
    const int shown = d->n_factors < MOST_FACTORS ? d->n_factors : MOST_FACTORS;
    char align[SW_TABLE_COLUMNS + 1] = "rllllrrr";
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
    sw_table_cell(p->table, POINT, "%s", sw_either(p->language, "point", "点"));
    for (int j = 0; j < shown; j++)
        sw_table_cell(p->table, FIRST_FACTOR + j, "%s", d->factors[j].path);
    heads(p, FIRST_FACTOR + shown);
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t i = order ? order[k] : k;
        sw_table_row(p->table);
        sw_table_cell(p->table, POINT, "%u", i + 1);
        for (int j = 0; j < shown; j++) {
            char text[SW_FACTOR_TEXT_BYTES];
            sw_findings_value(p->f, i, j, text);
            sw_table_cell(p->table, FIRST_FACTOR + j, "%.80s", text);
        }
        results(p, FIRST_FACTOR + shown, i);
    }
    memset(align + FIRST_FACTOR + shown, 'r',
           sizeof align - 1 - FIRST_FACTOR - (size_t)shown);
    (void)sw_table_print(p->table, align, 2, p->stream);
    if (d->n_factors > shown)
        (void)fprintf(p->stream,
                      sw_either(p->language, "  factors that are only in the file: %d\n",
                                "  ほかの %d 因子の値は結果ファイルにあります\n"),
                      d->n_factors - shown);
}

/* One factor at a time: the change from the first point, future by future. */
static void print_changes(printer *p, const uint32_t *order, uint32_t n)
{
    const sw_outcome_style s = sw_outcome_style_of(p->f->design->outcome);
    const char *unit = p->language == SW_JAPANESE ? s.of_difference_ja : s.of_difference;
    const sw_findings *f = p->f;
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
    sw_table_cell(p->table, POINT, "%s", sw_either(p->language, "point", "点"));
    sw_table_cell(p->table, 1, "%s",
                  sw_either(p->language, "what is changed", "変えたもの"));
    heads(p, 2);
    sw_table_cell(p->table, 5, "%s", sw_either(p->language, "change", "変化"));
    sw_table_cell(p->table, 6, "%s",
                  sw_either(p->language, "95% interval, joint", "95％同時区間"));
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t i = order[k];
        char text[SW_CELL_BYTES - 8];
        sw_table_row(p->table);
        sw_table_cell(p->table, POINT, "%u", i + 1);
        sw_findings_point(p, i, text, sizeof text);
        sw_table_cell(p->table, 1, "%s", text);
        results(p, 2, i);
        if (i == 0 || isnan(f->difference[i]))
            continue;
        sw_table_cell(p->table, 5, "%+.*f%s", s.digits, s.factor * f->difference[i],
                      unit);
        interval(p, 6, f->difference_low[i], f->difference_high[i], &s, 1);
    }
    (void)sw_table_print(p->table, "rlrrrrr", 2, p->stream);
}

void sw_findings_print_points(printer *p)
{
    const sw_findings *f = p->f;
    const sw_outcome_style s = sw_outcome_style_of(f->design->outcome);
    const enum sw_design_method m = f->design->method;
    const uint32_t n = f->n_points < SW_FINDINGS_ROWS ? f->n_points : SW_FINDINGS_ROWS;
    const int sorted = f->n_points > n || (m != SW_DESIGN_grid && m != SW_DESIGN_list);
    (void)fprintf(p->stream, sw_either(p->language, "Outcome: %s", "評価項目: %s"),
                  p->language == SW_JAPANESE ? s.ja : s.en);
    if (sw_outcome_is_probability(f->design->outcome))
        (void)fprintf(p->stream, " (%g%%)", 100 * f->design->threshold);
    (void)fprintf(p->stream, "%s\n",
                  sorted ? sw_either(p->language, ", the best first", "（良い順）") : "");
    if (m == SW_DESIGN_one_at_a_time)
        print_changes(p, p->order, n);
    else
        print_plain(p, sorted ? p->order : NULL, n);
    if (f->n_points > n)
        (void)fprintf(p->stream,
                      sw_either(p->language,
                                "  the first %u of %u points; all are in the file\n",
                                "  %u 点を表示（全 %u 点は結果ファイルにあります）\n"),
                      n, f->n_points);
    (void)fputs(
        shows_rate(f)
            ? sw_either(p->language,
                        "  interval: Wilson; rate: median, and 90% of the futures\n",
                        "  区間: Wilson法。率: 中央値と、将来の90％の範囲\n")
            : sw_either(p->language,
                        "  error: Monte Carlo standard error of the mean; P with its "
                        "95% interval (Wilson)\n",
                        "  誤差: 平均のモンテカルロ標準誤差。P は95％区間（Wilson法）"
                        "付き\n"),
        p->stream);
    if (m == SW_DESIGN_one_at_a_time)
        (void)fputs(
            sw_either(p->language,
                      "  change: from point 1, the same futures; the intervals "
                      "hold for all points together (Bonferroni)\n",
                      "  変化: 点１との差を同じ将来どうしで比べたもの。区間は全ての点に"
                      "ついて同時に成り立つ（ボンフェローニ法）\n"),
            p->stream);
    (void)fputc('\n', p->stream);
}
