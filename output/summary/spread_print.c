/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the printed table that says how much of the spread is what we do not know
 * and how much is chance, or how to find out. */
#include "spread_print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>

typedef struct printer {
    const sw_summary *summary;
    const sw_results *results;
    FILE *stream;
    sw_language language;
    sw_table *table;
    int any_negative, any_unknown;
} printer;

static int has_priors(const sw_results *results)
{
    return results->effective != NULL &&
           (results->n_parameters > 0 || strstr(results->effective, "{ dist = "));
}

static void share_cells(printer *p, double share, double low, double high)
{
    const char *dash = sw_either(p->language, "–", "～");
    if (isnan(share)) {
        p->any_unknown = 1;
        sw_table_cell(p->table, 1, "–");
        sw_table_cell(p->table, 2, "–");
        sw_table_cell(p->table, 3, "–");
        return;
    }
    p->any_negative |= share < 0 || low < 0;
    sw_table_cell(p->table, 1, "%.0f%%", 100 * share);
    if (isnan(low) || isnan(high)) {
        p->any_unknown = 1;
        sw_table_cell(p->table, 2, "–");
    } else {
        sw_table_cell(p->table, 2, "%.0f%s%.0f%%", 100 * low, dash, 100 * high);
    }
    sw_table_cell(p->table, 3, "%.0f%%", 100 * (1 - share));
}

static void put_rows(printer *p)
{
    const sw_summary *s = p->summary;
    const size_t years = (size_t)s->n_years, last = years - 1;
    char year[64];
    sw_format_year(p->results->layout.base_year + (double)last, p->language, year,
                   sizeof year);
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, "%s",
                  sw_either(p->language, "of the variance of", "分散の内訳"));
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "not known", "知識の不足"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "95% interval", "95％区間"));
    sw_table_cell(p->table, 3, "%s", sw_either(p->language, "chance", "偶然"));
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, sw_either(p->language, "rate of %s", "%sの率"), year);
    share_cells(p, s->rate_share[last], s->rate_share_low[last],
                s->rate_share_high[last]);
    for (int k = 0; k < s->n_thresholds; k++) {
        const size_t at = (size_t)k * years + last;
        sw_table_row(p->table);
        sw_table_cell(p->table, 0,
                      sw_either(p->language, "ever >= %g%%", "%g%%以上に到達"),
                      100 * p->results->layout.thresholds[k]);
        share_cells(p, s->ever_share[at], s->ever_share_low[at], s->ever_share_high[at]);
    }
}

static void put_notes(const printer *p)
{
    (void)fprintf(
        p->stream, "  %s\n",
        sw_either(p->language,
                  "not known: between draws of the uncertain parameters; chance: "
                  "between replications of one\n"
                  "  draw; the errors above are clustered by draw",
                  "知識の不足は引いた値の間の差、偶然は同じ値を使う試行の間の差\n"
                  "  上の誤差は値ごとにまとめたもの"));
    if (p->any_negative)
        (void)fprintf(
            p->stream, "  %s\n",
            sw_either(
                p->language,
                "below 0%: draws differ less than chance alone makes them; read "
                "it as \"little of it\",\n"
                "  the estimate's own error, which more draws make smaller",
                "0％未満は、値の間の差が偶然だけの場合より小さいこと（推定の誤差）\n"
                "  「ほとんどない」と読みます"));
    if (p->any_unknown)
        (void)fprintf(
            p->stream, "  %s\n",
            sw_either(p->language,
                      "–: too few draws to say, or nearly all replications alike",
                      "–は、値の組が少ないか、ほぼ全ての試行で同じ結果のため不明"));
}

/* The way to the split: ten replications a draw cost little precision of either part. */
static void put_advice(const printer *p)
{
    (void)fprintf(
        p->stream, "%s\n\n",
        sw_either(p->language,
                  "The spread holds what is not known and chance together; to tell "
                  "them apart:\n"
                  "  --set simulation.repeats=10",
                  "ばらつきは知識の不足と偶然を合わせたもの。分けるには:\n"
                  "  --set simulation.repeats=10"));
}

int sw_print_spread(const sw_summary *summary, const sw_results *results, FILE *stream,
                    sw_language language)
{
    printer p = {summary, results, stream, language, NULL, 0, 0};
    if (!has_priors(results))
        return SW_OK;
    if (summary->n_draws == 0 || summary->n_years < 1) {
        if (results->repeats <= 1)
            put_advice(&p);
        return SW_OK;
    }
    p.table = calloc(1, sizeof *p.table);
    if (p.table == NULL)
        return SW_MEMORY;
    (void)fprintf(stream, "%s\n",
                  sw_either(p.language, "Where the spread comes from", "ばらつきの内訳"));
    put_rows(&p);
    (void)sw_table_print(p.table, "lrrr", 2, stream);
    put_notes(&p);
    (void)fputc('\n', stream);
    free(p.table);
    return SW_OK;
}
