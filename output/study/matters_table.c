/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables: elementary effects of a screening, indices of a decomposition. */
#include <math.h>
#include <string.h>

#include "matters_parts.h"

typedef sw_matters_printer printer;

static void begin(printer *p)
{
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
}

/* A number too small for its digits is 0, not -0. */
static double shown(double value, int digits)
{
    double least = 0.5;
    for (int i = 0; i < digits; i++)
        least /= 10;
    return fabs(value) < least ? 0 : value;
}

static void number(printer *p, int column, double value, double factor, int digits)
{
    if (isnan(value))
        sw_table_cell(p->table, column, "–");
    else
        sw_table_cell(p->table, column, "%.*f", digits, shown(factor * value, digits));
}

static void estimate(printer *p, int column, sw_estimated e, double factor, int digits)
{
    if (isnan(e.value))
        sw_table_cell(p->table, column, "–");
    else if (isnan(e.low))
        number(p, column, e.value, factor, digits);
    else
        sw_table_cell(p->table, column, "%.*f [%.*f, %.*f]", digits,
                      shown(factor * e.value, digits), digits,
                      shown(factor * e.low, digits), digits,
                      shown(factor * e.high, digits));
}

static void more(printer *p, int shown_rows)
{
    const int n = p->m->plan->factors.n_groups;
    if (n > shown_rows)
        (void)fprintf(
            p->stream,
            sw_either(p->language, "  and %d more below\n", "  以下 %d 個は省略\n"),
            n - shown_rows);
}

static void effect_row(printer *p, const sw_matter *matter, int g,
                       const sw_outcome_style *s)
{
    const sw_effect *e = &matter->screening.effects[g];
    const int is_control = g >= p->m->plan->factors.n_groups;
    const int digits = s->digits + 1;
    char name[SW_MATTER_NAME_BYTES];
    sw_table_row(p->table);
    if (is_control)
        sw_table_cell(p->table, 0, "%s",
                      sw_either(p->language, "(other futures)", "（別の将来）"));
    else
        sw_table_cell(p->table, 0, "%s", p->m->plan->names[g]);
    estimate(p, 1, e->mu_star, s->factor, digits);
    number(p, 2, is_control ? (double)NAN : e->mu.value, s->factor, digits);
    number(p, 3, e->sigma.value, s->factor, digits);
    number(p, 4, e->noise, s->factor, digits);
    if (is_control)
        return;
    sw_table_cell(p->table, 5, "%s",
                  !sw_matters_knows_chance(p->m) ? "–"
                  : sw_effect_beyond_chance(e, matter->screening.trajectories)
                      ? sw_either(p->language, "yes", "はい")
                      : sw_either(p->language, "no", "いいえ"));
    if (p->m->plan->sizes[g] > 1)
        sw_matters_group(p->m, g, p->language, name);
    else
        (void)snprintf(
            name, sizeof name, "%s",
            p->language == SW_JAPANESE
                ? p->m->plan->design->factors[p->m->plan->members[g]].field->ja
                : p->m->plan->design->factors[p->m->plan->members[g]].field->en);
    sw_table_cell(p->table, 6, "%s", name);
}

void sw_matters_print_effects(printer *p, const sw_matter *matter)
{
    const sw_outcome_style s = sw_matter_style(p->m, matter);
    const int n = p->m->plan->factors.n_groups;
    const int rows = n < SW_MATTERS_ROWS ? n : SW_MATTERS_ROWS;
    begin(p);
    sw_table_cell(p->table, 0, sw_either(p->language, "in%s", "単位:%s"),
                  p->language == SW_JAPANESE ? s.of_difference_ja : s.of_difference);
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "mu* [95%]", "mu* [95%]"));
    sw_table_cell(p->table, 2, "mu");
    sw_table_cell(p->table, 3, "sigma");
    sw_table_cell(p->table, 4, "%s", sw_either(p->language, "by chance", "偶然だけで"));
    sw_table_cell(p->table, 5, "%s", sw_either(p->language, "beyond", "偶然を超える"));
    for (int i = 0; i < rows; i++)
        effect_row(p, matter, matter->order[i], &s);
    if (matter->screening.control && sw_matters_knows_chance(p->m))
        effect_row(p, matter, n, &s);
    (void)sw_table_print(p->table, "lrrrrll", 2, p->stream);
    more(p, rows);
    (void)fputs(
        sw_either(p->language,
                  "  mu*, mu: mean size and mean of the change as the factor goes "
                  "through all its\n"
                  "  range; sigma: how much that differs from place to place; by "
                  "chance: the mu*\n"
                  "  that a factor without effect would show\n",
                  "  mu*・mu: "
                  "因子が範囲全体を動いたときの変化の大きさの平均と、符号付きの平均。"
                  "sigma: 場所による違い。\n  偶然だけで: 効果のない因子でも示す mu* "
                  "の大きさ\n"),
        p->stream);
}

static void note_cell(printer *p, int column, const sw_indices *x)
{
    const sw_index_note first = sw_index_note_of(x->first),
                        total = sw_index_note_of(x->total);
    const sw_index_note worst = total > first ? total : first;
    if (worst == SW_INDEX_DOUBTFUL)
        sw_table_cell(p->table, column, "%s",
                      sw_either(p->language, "too few points", "点が不足"));
    else if (worst != SW_INDEX_PLAIN)
        sw_table_cell(p->table, column, "%s", sw_either(p->language, "noise", "ノイズ"));
    else
        sw_table_cell(p->table, column, "%s", "");
}

static void index_row(printer *p, const sw_matter *matter, int g)
{
    const sw_indices *x = &matter->decomposition.groups[g];
    sw_table_row(p->table);
    if (g >= p->m->plan->factors.n_groups)
        sw_table_cell(
            p->table, 0, "%s",
            sw_either(p->language, "(control: other futures)", "（対照: 別の将来）"));
    else if (p->m->plan->sizes[g] > 1)
        sw_table_cell(p->table, 0,
                      sw_either(p->language, "%s (%d factors)", "%s（%d 個）"),
                      p->m->plan->names[g], p->m->plan->sizes[g]);
    else
        sw_table_cell(p->table, 0, "%s", p->m->plan->names[g]);
    estimate(p, 1, x->first, 1, 2);
    estimate(p, 2, x->total, 1, 2);
    if (sw_matters_knows_chance(p->m)) {
        number(p, 3, x->first_whole.value, 1, 2);
        number(p, 4, x->total_whole.value, 1, 2);
    }
    note_cell(p, 5, x);
}

/* Chance, and what is left when nothing is done. */
static void rest_rows(printer *p, const sw_matter *matter)
{
    const sw_decomposition *d = &matter->decomposition;
    if (sw_matters_knows_chance(p->m)) {
        sw_table_row(p->table);
        sw_table_cell(p->table, 0, "%s", sw_either(p->language, "chance", "偶然"));
        estimate(p, 4, d->chance, 1, 2);
        if (d->control)
            index_row(p, matter, p->m->plan->factors.n_groups);
    }
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, "%s",
                  sw_either(p->language, "(control: nothing)", "（対照: 無関係）"));
    estimate(p, 1, d->unrelated, 1, 2);
}

static void print_pairs(printer *p, const sw_matter *matter)
{
    enum { MOST = 5 };
    const sw_decomposition *d = &matter->decomposition;
    const int n = p->m->plan->factors.n_groups;
    int clear = 0;
    if (!d->pairs)
        return;
    (void)fputs(
        sw_either(p->language, "  pairs whose interplay is clear:", "  明確な交互作用:"),
        p->stream);
    for (int g = 0; g < n; g++)
        for (int h = g + 1; h < n; h++) {
            const sw_estimated e = d->pairs[sw_pair_place(g, h, n)];
            if (!(e.low > 0))
                continue;
            if (clear++ < MOST)
                (void)fprintf(p->stream, "%s %s x %s %.2f [%.2f, %.2f]",
                              clear > 1 ? ";" : "", p->m->plan->names[g],
                              p->m->plan->names[h], e.value, e.low, e.high);
        }
    if (clear > MOST)
        (void)fprintf(p->stream, sw_either(p->language, " and %d more", " ほか %d 組"),
                      clear - MOST);
    (void)fputs(clear ? "\n" : sw_either(p->language, " none\n", " なし\n"), p->stream);
}

void sw_matters_print_indices(printer *p, const sw_matter *matter)
{
    const int n = p->m->plan->factors.n_groups;
    const int rows = n < SW_MATTERS_ROWS ? n : SW_MATTERS_ROWS;
    begin(p);
    sw_table_cell(p->table, 1, "%s",
                  sw_either(p->language, "by itself [95%]", "単独 [95%]"));
    sw_table_cell(p->table, 2, "%s",
                  sw_either(p->language, "with interplay [95%]", "相互作用込み [95%]"));
    if (sw_matters_knows_chance(p->m)) {
        sw_table_cell(p->table, 3, "%s", sw_either(p->language, "of all", "全体比"));
        sw_table_cell(p->table, 4, "%s",
                      sw_either(p->language, "of all, interplay", "全体比・相互込み"));
    }
    for (int i = 0; i < rows; i++)
        index_row(p, matter, matter->order[i]);
    rest_rows(p, matter);
    (void)sw_table_print(p->table, "lrrrrl", 2, p->stream);
    more(p, rows);
    print_pairs(p, matter);
    (void)fputs(
        sw_either(
            p->language,
            "  by itself, with interplay: first and total Sobol' index, shares of the "
            "variance\n"
            "  that the factors make; of all: shares of the variance with chance in it\n",
            "  単独・相互作用込み: １次と全ソボル指数（因子による分散に占める割合）。"
            "全体比: 偶然を含む分散に占める割合\n"),
        p->stream);
}
