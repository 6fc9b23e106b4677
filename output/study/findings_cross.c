/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of two factors as tables, one factor down and the other across. */
#include <math.h>
#include <string.h>

#include "findings_parts.h"

typedef sw_findings_printer printer;

/* The point with levels a of factor `down` and b of `across`; the last factor of a grid
 * varies fastest. */
static uint32_t point_at(const printer *p, int down, int across, int a, int b)
{
    const sw_design_file *d = p->f->design;
    const int first = down < across ? a : b, second = down < across ? b : a;
    const int later = down < across ? across : down;
    return (uint32_t)(first * d->factors[later].levels + second);
}

static void head(printer *p, int down, int across)
{
    const sw_factor *x = &p->f->design->factors[across];
    char text[SW_FACTOR_TEXT_BYTES];
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, "%s", p->f->design->factors[down].path);
    for (int b = 0; b < x->levels; b++) {
        sw_factor_text(x, sw_factor_level(x, b), text);
        sw_table_cell(p->table, 1 + b, "%.80s", text);
    }
}

typedef void cell_function(printer *p, int column, uint32_t i, int k);

static void show(printer *p, int down, int across, cell_function *cell, int k)
{
    const sw_factor *x = &p->f->design->factors[down];
    const int n = p->f->design->factors[across].levels;
    char text[SW_FACTOR_TEXT_BYTES];
    head(p, down, across);
    for (int a = 0; a < x->levels; a++) {
        sw_factor_text(x, sw_factor_level(x, a), text);
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%.80s", text);
        for (int b = 0; b < n; b++) {
            const uint32_t i = point_at(p, down, across, a, b);
            if (p->f->exploration->points[i].failed)
                sw_table_cell(p->table, 1 + b, "%s",
                              sw_either(p->language, "failed", "失敗"));
            else if (p->f->n[i] > 0)
                cell(p, 1 + b, i, k);
            else
                sw_table_cell(p->table, 1 + b, "–");
        }
    }
    (void)sw_table_print(p->table, "lrrrrrrr", 2, p->stream);
    (void)fputc('\n', p->stream);
}

static void ever(printer *p, int column, uint32_t i, int k)
{
    const sw_findings *f = p->f;
    const size_t at = (size_t)i * (size_t)f->n_thresholds + (size_t)k;
    sw_table_cell(p->table, column, "%.0f%% (%.0f–%.0f)", 100 * f->p_ever[at],
                  100 * f->p_ever_low[at], 100 * f->p_ever_high[at]);
}

static void rate(printer *p, int column, uint32_t i, int k)
{
    (void)k;
    sw_table_cell(p->table, column, "%.2f (%.2f–%.2f)", 100 * p->f->final_q50[i],
                  100 * p->f->final_q05[i], 100 * p->f->final_q95[i]);
}

static void outcome(printer *p, int column, uint32_t i, int k)
{
    const sw_outcome_style s = sw_outcome_style_of(p->f->design->outcome);
    (void)k;
    if (isnan(p->f->outcome_se[i]))
        sw_table_cell(p->table, column, "%.*f", s.digits, s.factor * p->f->outcome[i]);
    else
        sw_table_cell(p->table, column, "%.*f ± %.*f", s.digits,
                      s.factor * p->f->outcome[i], s.digits,
                      s.factor * p->f->outcome_se[i]);
}

/* Whether P is above 0 at some point. */
static int ever_there(const sw_findings *f, int k)
{
    for (uint32_t i = 0; i < f->n_points; i++)
        if (f->p_ever[(size_t)i * (size_t)f->n_thresholds + (size_t)k] > 0)
            return 1;
    return 0;
}

void sw_findings_print_cross(printer *p, int down, int across)
{
    const sw_findings *f = p->f;
    const sw_layout *layout = &f->exploration->results.layout;
    const sw_outcome_style s = sw_outcome_style_of(f->design->outcome);
    (void)fprintf(
        p->stream,
        sw_either(p->language, "Down: %s; across: %s\n\n", "縦: %s、横: %s\n\n"),
        f->design->factors[down].path, f->design->factors[across].path);
    for (int k = 0; k < f->n_thresholds; k++) {
        (void)fprintf(p->stream,
                      sw_either(p->language,
                                "P(ever >= %g%%), with its 95%% interval (Wilson)",
                                "P(%g％に一度でも届く)、95％区間（Wilson法）"),
                      100 * layout->thresholds[k]);
        if (!ever_there(f, k) && k > 0) {
            (void)fputs(
                sw_either(p->language, ": 0 at every point\n\n", ": 全ての点で 0\n\n"),
                p->stream);
            continue;
        }
        (void)fputc('\n', p->stream);
        show(p, down, across, ever, k);
    }
    (void)fputs(
        sw_either(p->language,
                  "Side-work rate of the last year, %: median (90% of the futures)\n",
                  "最終年度の庁内副業率（％）: 中央値（将来の90％の範囲）\n"),
        p->stream);
    show(p, down, across, rate, 0);
    if (f->design->outcome == SW_OUTCOME_final_rate ||
        f->design->outcome == SW_OUTCOME_p_ever_reached)
        return;
    (void)fprintf(p->stream,
                  sw_either(p->language, "%s%s: mean ± Monte Carlo standard error\n",
                            "%s%s: 平均 ± モンテカルロ標準誤差\n"),
                  p->language == SW_JAPANESE ? s.ja : s.en,
                  s.factor == 100 ? (p->language == SW_JAPANESE ? "（％）" : ", %") : "");
    show(p, down, across, outcome, 0);
}
