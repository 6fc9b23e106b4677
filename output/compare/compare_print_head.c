/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Above the tables: what was compared with what, as pairs or not, and why not. */
#include <stdio.h>
#include <string.h>

#include "compare_print.h"

const char *sw_compare_title(const sw_compare_printer *p, const sw_compared *f)
{
    const char *ja = f->results.title_ja, *en = f->results.title;
    return p->language == SW_JAPANESE && ja && ja[0] ? ja : en ? en : "";
}

/* Why a file is no set of pairs with the base, one line each. */
static void print_reasons(sw_compare_printer *p, const sw_compared *f)
{
    static const char *const en[SW_N_UNPAIRED] = {
        "another seed", "other synthetic staff",
        "other draws of a parameter that both are uncertain about",
        "made by another version of the program",
        "replications were not kept: only probabilities are compared"};
    static const char *const ja[SW_N_UNPAIRED] = {
        "乱数の種が違います", "職員（合成人口）が違います",
        "両方で不確かとしたパラメータの抽出値が違います", "別の版のプログラムの結果です",
        "試行ごとの値がないため、確率だけを比べます"};
    const sw_results *a = &p->c->files[0].results, *b = &f->results;
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "  %s: NOT PAIRED with the base, compared as independent runs:\n",
                  "  %s: 基準と組にできないため、独立な結果として比べます。\n"),
        f->label);
    for (int i = 0; i < SW_N_UNPAIRED; i++) {
        if (!(f->unpaired >> i & 1u))
            continue;
        (void)fprintf(p->stream, "    - %s", p->language == SW_JAPANESE ? ja[i] : en[i]);
        if (1u << i == SW_UNPAIRED_SEED)
            (void)fprintf(
                p->stream,
                sw_either(p->language,
                          " (%llu, %llu), and with it another draw of the staff",
                          "（%llu、%llu）。職員の抽出も異なります"),
                (unsigned long long)a->seed, (unsigned long long)b->seed);
        if (1u << i == SW_UNPAIRED_PARAMETERS)
            (void)fprintf(p->stream, " (%s)", f->parameter);
        if (1u << i == SW_UNPAIRED_VERSION)
            (void)fprintf(p->stream, " (%s, %s)", a->version ? a->version : "",
                          b->version ? b->version : "");
        (void)fputc('\n', p->stream);
    }
}

static void print_notes(sw_compare_printer *p)
{
    const sw_comparison *c = p->c;
    for (int k = 0; k < c->n_files; k++) {
        const sw_compared *f = &c->files[k];
        if (f->results.incomplete)
            (void)fprintf(
                p->stream,
                sw_either(p->language,
                          "  %s: INCOMPLETE, part of the replications asked for\n",
                          "  %s: 未完了（指定された試行の一部だけの結果です）\n"),
                f->label);
        if (k > 0 && f->unpaired)
            print_reasons(p, f);
        if (k > 0 && f->other_hours)
            (void)fprintf(
                p->stream,
                sw_either(p->language,
                          "  %s: another simulation.hours_per_year: its rates are "
                          "shares of other hours\n",
                          "  %s: simulation.hours_per_year が違うため、副業率の分母が"
                          "違います\n"),
                f->label);
        if (k > 0 && !f->unpaired &&
            (f->n_pairs < f->results.n_replications ||
             f->n_pairs < c->files[0].results.n_replications))
            (void)fprintf(
                p->stream,
                sw_either(p->language,
                          "  %s: only the first %u replications, which both files "
                          "have, are pairs\n",
                          "  %s: 両方にある最初の %u 回の試行だけを組にします\n"),
                f->label, (unsigned)f->n_pairs);
        if (k > 0 && !f->unpaired && f->n_only_one > 0)
            (void)fprintf(
                p->stream,
                sw_either(p->language,
                          "  %s: %d parameter(s) are uncertain in only one of the "
                          "two; the difference holds that, too\n",
                          "  %s: 片方だけで不確かなパラメータが %d 個あります"
                          "（その影響も差に含まれます）\n"),
                f->label, f->n_only_one);
    }
    if (c->n_thresholds_left_out > 0)
        (void)fprintf(
            p->stream,
            sw_either(p->language,
                      "  %d threshold(s) of the base are not in every file and are "
                      "left out\n",
                      "  基準の目標のうち %d 個は全てのファイルにはないため除きます\n"),
            c->n_thresholds_left_out);
    if (c->shorter)
        (void)fprintf(
            p->stream, "  %s\n",
            sw_either(p->language,
                      "some files go on beyond the horizon; those years are left out",
                      "期間の後まで続く結果がありますが、その年度は除きます"));
}

void sw_compare_print_head(sw_compare_printer *p)
{
    const sw_comparison *c = p->c;
    (void)fprintf(p->stream,
                  sw_either(p->language, "Comparison with a base, FY%d to FY%d\n",
                            "基準との比較（FY%d～FY%d）\n"),
                  c->first_year, c->last_year);
    memset(p->table, 0, sizeof *p->table);
    for (int k = 0; k < c->n_files; k++) {
        const sw_compared *f = &c->files[k];
        if (p->table->n_rows == SW_TABLE_ROWS) {
            (void)sw_table_print(p->table, "lllll", 2, p->stream);
            memset(p->table, 0, sizeof *p->table);
        }
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s",
                      k == 0 ? sw_either(p->language, "base", "基準")
                             : sw_either(p->language, "scenario", "比較"));
        sw_table_cell(p->table, 1, "%s", f->label);
        sw_table_cell(p->table, 2, "%s", sw_compare_title(p, f));
        sw_table_cell(p->table, 3, sw_either(p->language, "%u replications", "試行%u回"),
                      (unsigned)f->results.n_replications);
        if (k > 0)
            sw_table_cell(p->table, 4, "%s",
                          f->unpaired ? sw_either(p->language, "not paired", "対応なし")
                                      : sw_either(p->language, "paired", "対応あり"));
    }
    (void)sw_table_print(p->table, "lllll", 2, p->stream);
    print_notes(p);
    (void)fputc('\n', p->stream);
}
