/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The identifiability table: which fact tells of which parameter, how much only it tells, and
 * which parameters are known as a combination only. All of it under the prior, where
 * simulations are independent.
 */
#include "calibration_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = SW_TABLE_ROWS - 1, MOST_TOGETHER = 4, NAMED = 4 };

/* Column of the fact whose correlation with the parameter is the strongest but `but`; -1. */
static int strongest(const sw_calibration *c, int parameter, int but)
{
    const double *r = c->correlation + (size_t)parameter * (size_t)c->n_data;
    int best = -1;
    for (int k = 0; k < c->n_data; k++)
        if (k != but && (best < 0 || fabs(r[k]) > fabs(r[best])))
            best = k;
    return best;
}

/* Beyond four errors of a correlation of nought. */
static int is_more_than_noise(const sw_calibration *c, double r)
{
    return fabs(r) * sqrt(c->particles) > 4;
}

static const char *meaning(const sw_calibration_printer *p, int at)
{
    const sw_calibrated_parameter *q = &p->c->parameters[at];
    return p->ja ? q->ja : q->en;
}

static void put_row(const sw_calibration_printer *p, int at)
{
    const sw_calibration *c = p->c;
    const size_t row = (size_t)at * (size_t)c->n_data;
    const int first = strongest(c, at, -1), second = strongest(c, at, first);
    sw_table *t = p->table;
    sw_table_row(t);
    sw_table_cell(t, 0, "%s", c->parameters[at].path);
    sw_table_cell(t, 1, "%.0f%%", 100 * fmax(0, fmin(1, c->parameters[at].explained)));
    sw_table_cell(t, 2, "%s", c->data[first].name);
    sw_table_cell(t, 3, "%+.2f", c->correlation[row + (size_t)first]);
    sw_table_cell(t, 4, "%.0f%%",
                  100 * fmax(0, fmin(1, c->only_this[row + (size_t)first])));
    if (second >= 0 && is_more_than_noise(c, c->correlation[row + (size_t)second])) {
        sw_table_cell(t, 5, "%s", c->data[second].name);
        sw_table_cell(t, 6, "%+.2f", c->correlation[row + (size_t)second]);
    }
    sw_table_cell(t, 7, "%s", meaning(p, at));
}

static void put_headings(const sw_calibration_printer *p)
{
    static const char *const words[][2] = {
        {"parameter", "値"}, {"all facts", "全観測値"}, {"most by", "最も語る観測値"},
        {"r", "相関"},       {"only it", "これだけ"},   {"then", "次"},
        {"r", "相関"},       {"meaning", "意味"}};
    sw_table_row(p->table);
    for (int k = 0; k < 8; k++)
        sw_table_cell(p->table, k, "%s", words[k][p->ja]);
}

/* Share of a combination's variance that is explained: estimated, so it may exceed 1. */
static double determined(const sw_calibration *c, int k)
{
    return c->determined[k] < 1 ? c->determined[k] : 1;
}

/* Whether combination k is known well, and better than its parameters are alone. With few
 * particles for many parameters combinations are mixed at random: then nothing is said. */
static int is_together(const sw_calibration *c, int k)
{
    const double known = determined(c, k);
    const double *w = c->combination + (size_t)k * (size_t)c->n_parameters;
    double alone = 0;
    for (int i = 0; i < c->n_parameters; i++)
        alone += w[i] * w[i] * fmax(0, c->parameters[i].explained);
    return c->chance < 0.2 && known > 0.5 && known - alone > 0.3;
}

/* The parameters that make up a combination, the heaviest first. */
static void put_combination(const sw_calibration_printer *p, int k)
{
    const sw_calibration *c = p->c;
    const double *w = c->combination + (size_t)k * (size_t)c->n_parameters;
    double below = 2;
    (void)fputs("  ", p->out);
    for (int n = 0; n < NAMED; n++) {
        int best = -1;
        for (int i = 0; i < c->n_parameters; i++)
            if (fabs(w[i]) < below && (best < 0 || fabs(w[i]) > fabs(w[best])))
                best = i;
        if (best < 0 || (n > 0 && fabs(w[best]) < 0.15))
            break;
        below = fabs(w[best]);
        (void)fprintf(p->out, "%s%+.2f %s", n ? "  " : "", w[best],
                      c->parameters[best].path);
    }
    (void)fprintf(p->out, p->ja ? "  （%.0f%%）\n" : "  (%.0f%%)\n",
                  100 * determined(c, k));
}

static void put_together(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    int n = 0;
    for (int k = 0; k < c->n_parameters && n < MOST_TOGETHER; k++) {
        if (!is_together(c, k))
            continue;
        if (n++ == 0)
            (void)fputs(
                p->ja
                    ? "\n組合せとしてだけ分かるもの（正規スコアの重みの大きい順、"
                      "観測値が説明する分散の割合）\n"
                    : "\nKnown together rather than alone (largest weights of the normal "
                      "scores; variance that the facts explain)\n",
                p->out);
        put_combination(p, k);
    }
}

static void put_table(const sw_calibration_printer *p)
{
    const sw_calibration *c = p->c;
    if (c->chance >= 1) {
        (void)fputs(p->ja ? "\nどの観測値が何を語るか: 粒子が少なく、判定できない\n"
                          : "\nWhich fact tells of what: too few particles to say\n",
                    p->out);
        return;
    }
    memset(p->table, 0, sizeof *p->table);
    (void)fputs(p->ja ? "\nどの観測値が何を語るか\n" : "\nWhich fact tells of what\n",
                p->out);
    put_headings(p);
    for (int k = 0; k < c->n_parameters && p->table->n_rows < MOST_ROWS; k++)
        if (c->parameters[p->order[k]].learned)
            put_row(p, p->order[k]);
    (void)sw_table_print(p->table, "lrlrrlrl", 2, p->out);
    (void)fputs(
        p->ja ? "  全観測値・これだけ: 学ぶ前の分散のうち、全観測値で説明される割合と、"
                "その観測値がないと説明できなくなる割合（線形）。相関は学ぶ前のもの\n"
              : "  all facts, only it: share of the variance before learning that all "
                "facts explain, and that is lost\n"
                "  without this one (linear); r: correlation under the prior\n",
        p->out);
}

void sw_calibration_put_told(const sw_calibration_printer *p)
{
    if (p->c->n_data < 1)
        return;
    if (sw_calibration_learned(p->c) > 0)
        put_table(p);
    put_together(p);
}
