/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The comparison for people: what was compared with what and whether as pairs, a table of
 * differences for each scenario, who ends highest, how to read it.
 */
#include <stdlib.h>
#include <string.h>

#include "compare_print.h"

static void begin(sw_compare_printer *p)
{
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
}

static void line(sw_compare_printer *p, const char *text)
{
    (void)fprintf(p->stream, "  %s\n", text);
}

static void print_ranks(sw_compare_printer *p)
{
    const sw_comparison *c = p->c;
    const size_t n = (size_t)c->n_files, last = (size_t)c->n_in_ranking - 1;
    if (c->rank_probability == NULL) {
        (void)fprintf(p->stream, "%s\n\n",
                      sw_either(p->language,
                                "Ranks: left out, for nothing is paired with the base",
                                "順位: 基準と組にできるものがないため示しません"));
        return;
    }
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "Who has the highest final rate, future by future (%u futures)\n",
                  "最終年度の副業率が最も高いシナリオ（試行ごと、%u回）\n"),
        (unsigned)c->n_ranked);
    begin(p);
    sw_table_cell(p->table, 0, "%s", sw_either(p->language, "scenario", "シナリオ"));
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "highest", "最上位"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "95% interval", "95％区間"));
    sw_table_cell(p->table, 3, "%s", sw_either(p->language, "lowest", "最下位"));
    sw_table_cell(p->table, 4, "%s", sw_either(p->language, "mean rank", "平均順位"));
    for (size_t k = 0; k < n; k++) {
        if (c->files[k].unpaired)
            continue;
        if (p->table->n_rows == SW_TABLE_ROWS) {
            (void)sw_table_print(p->table, "lrrrr", 2, p->stream);
            memset(p->table, 0, sizeof *p->table);
        }
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s", c->files[k].label);
        sw_table_cell(p->table, 1, "%.1f%%", 100 * c->rank_probability[k * n]);
        sw_table_cell(p->table, 2, sw_either(p->language, "%.1f–%.1f%%", "%.1f～%.1f%%"),
                      100 * c->best_low[k], 100 * c->best_high[k]);
        sw_table_cell(p->table, 3, "%.1f%%", 100 * c->rank_probability[k * n + last]);
        sw_table_cell(p->table, 4, "%.2f", c->mean_rank[k]);
    }
    (void)sw_table_print(p->table, "lrrrr", 2, p->stream);
    line(p,
         sw_either(p->language, "futures that end alike are shared out among their ranks",
                   "同じ値の試行は順位を分け合う"));
    if (c->n_in_ranking < c->n_files)
        line(p, sw_either(p->language, "what is not paired with the base is not ranked",
                          "基準と組にできないものは順位に含めない"));
    (void)fputc('\n', p->stream);
}

static void print_key(sw_compare_printer *p)
{
    const sw_comparison *c = p->c;
    int paired = 0, unpaired = 0;
    for (int k = 1; k < c->n_files; k++)
        *(c->files[k].unpaired ? &unpaired : &paired) += 1;
    (void)fprintf(p->stream, "%s\n", sw_either(p->language, "How to read it", "読み方"));
    line(p,
         sw_either(
             p->language,
             "difference: scenario minus base; pp: percentage points; overtime (a year) "
             "and backlog: hours a head",
             "差は比較シナリオ－基準、ptはポイント、時間外（年間）と積み残しは１人当た"
             "り"));
    if (paired)
        line(p,
             sw_either(p->language,
                       "pairs: the same future under both; intervals: paired t (means), "
                       "Newcombe's paired score (probabilities)",
                       "組は同じ将来を両方で試行したもの。区間は対応のあるt（平均）、"
                       "Newcombeの対応のあるスコア法（確率）"));
    if (unpaired)
        line(p, sw_either(p->language,
                          "not paired: intervals of Welch (means) and Newcombe's score "
                          "(probabilities); effect: over the root mean square sd",
                          "対応なし: 区間はWelch法（平均）、Newcombeのスコア法（確率）。"
                          "効果量は両者の標準偏差の二乗平均平方根で割る"));
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "  years gained: years from the first one reached to FY%d; never "
                  "counts 0, and what comes after is not seen\n",
                  "  早まる年数: 初めて届いた年度からFY%dまでの年数の差。到達せずは0年と"
                  "し、その後は見ない\n"),
        c->last_year);
    if (paired) {
        line(p, sw_either(
                    p->language,
                    "effect: difference over the standard deviation of the differences",
                    "効果量: 差を、組ごとの差の標準偏差で割ったもの"));
        line(p,
             sw_either(
                 p->language,
                 "gain: how many times more replications it would take without pairs "
                 "(–: all pairs alike, or no spread)",
                 "対応の利得: 対応がなければ何倍の試行が要るか（–は全ての組で同じ差か、"
                 "ばらつきがない）"));
    }
    line(p,
         sw_either(
             p->language,
             "unclear: more replications that would settle the difference found, with "
             "90% chance, if it is as large as it looks",
             "不明確: 差が今の見かけどおりなら、90％の見込みで明確になる追加の試行数"));
    if (c->n_files > 2)
        line(p, sw_either(
                    p->language,
                    "joint: holds for all scenarios of an outcome at once (Bonferroni)",
                    "同時区間: １つの項目の全シナリオで同時に成り立つ（Bonferroni法）"));
}

int sw_comparison_print(const sw_comparison *self, FILE *stream, sw_language language)
{
    sw_compare_printer p = {self, stream, language, calloc(1, sizeof(sw_table))};
    if (p.table == NULL)
        return SW_MEMORY;
    sw_compare_print_head(&p);
    for (int k = 1; k < self->n_files; k++)
        sw_compare_print_contrast(&p, k);
    print_ranks(&p);
    print_key(&p);
    free(p.table);
    return fflush(stream) != 0 || ferror(stream) ? SW_IO : SW_OK;
}
