/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table that ends `calibrate`, for someone who asks "what do the facts teach, and what
 * do they not?": what was learned, what stayed as it was assumed, which facts do not go
 * together, and what to do next.
 */
#include "calibration_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = SW_TABLE_ROWS - 1, PICTURE = 21, RANGE_BYTES = 80 };

typedef sw_calibration_printer printer;

static void put_head(const printer *p)
{
    const sw_calibration *c = p->c;
    fprintf(p->out,
            p->ja ? "観測値「%s」から何が分かるか\n" : "What these facts teach: %s\n",
            p->ja ? c->facts_ja : c->facts);
    fprintf(p->out, p->ja ? "シナリオ: %s\n" : "about the scenario: %s\n",
            p->ja ? c->title_ja : c->title);
    fprintf(
        p->out,
        p->ja ? "観測値 %d 個%.0s、不確かな値 %d 個%.0s、シミュレーション %u 回（%d "
                "世代%.0s）、"
                "種 %llu、シナリオ %.12s、sidework %s\n"
              : "%d fact%s, %d uncertain parameter%s, %u simulations (%d generation%s), "
                "seed %llu, scenario %.12s, sidework %s\n",
        c->n_data, c->n_data == 1 ? "" : "s", c->n_parameters,
        c->n_parameters == 1 ? "" : "s", c->simulations, c->n_generations,
        c->n_generations == 1 ? "" : "s", (unsigned long long)c->seed, c->digest,
        c->version);
    fprintf(p->out, p->ja ? "終了の理由: %s\n" : "It ended because %s.\n",
            p->ja ? c->end_ja : c->end_en);
    if (c->failed > 0)
        fprintf(p->out,
                p->ja ? "定義できない値（対象者なし）を含み捨てた回数: %u\n"
                      : "%u simulations had a fact of nobody and were left out\n",
                c->failed);
}

/* "0.43 (0.31–0.56)" */
static void put_range(char *out, const double q[SW_CALIBRATION_QUANTILES],
                      const char *form)
{
    char low[24], middle[24], high[24];
    const int asked = form[0] - '0', digits = asked > 0 && asked < 10 ? asked : 4;
    (void)snprintf(low, sizeof low, "%.*g", digits, q[0]);
    (void)snprintf(middle, sizeof middle, "%.*g", digits, q[1]);
    (void)snprintf(high, sizeof high, "%.*g", digits, q[2]);
    (void)snprintf(out, RANGE_BYTES, "%s (%s–%s)", middle, low, high);
}

static int column_of(double place)
{
    /* a file may hold anything, and what no int holds is not to be converted */
    return place > 0 ? place < 1 ? (int)(place * PICTURE) : PICTURE - 1 : 0;
}

/* Where in the prior's probability what was learned lies: "....--o---..........." */
static void draw_picture(char out[PICTURE + 1], const double place[3])
{
    const int low = column_of(place[0]), high = column_of(place[2]);
    for (int k = 0; k < PICTURE; k++)
        out[k] = k >= low && k <= high ? '-' : '.';
    out[column_of(place[1])] = 'o';
    out[PICTURE] = '\0';
}

static void put_parameter(const printer *p, int at)
{
    const sw_calibrated_parameter *q = &p->c->parameters[at];
    char range[RANGE_BYTES], picture[PICTURE + 1];
    sw_table *t = p->table;
    sw_table_row(t);
    sw_table_cell(t, 0, "%s", q->path);
    put_range(range, q->prior, "3");
    sw_table_cell(t, 1, "%s", range);
    put_range(range, q->posterior, "3");
    sw_table_cell(t, 2, "%s", range);
    if (q->contraction_error < 0.005)
        sw_table_cell(t, 3, "%.0f ± <1%%", 100 * q->contraction);
    else
        sw_table_cell(t, 3, "%.0f ± %.0f%%", 100 * q->contraction,
                      100 * q->contraction_error);
    sw_table_cell(t, 4, "%+.2f", q->shift);
    draw_picture(picture, q->place);
    sw_table_cell(t, 5, "%s", picture);
}

static void put_learned(const printer *p)
{
    const sw_calibration *c = p->c;
    sw_table *t = p->table;
    const int n = sw_calibration_learned(c);
    fprintf(p->out,
            p->ja ? "\n分かったこと: 不確かな値 %d 個%.0sのうち %d 個\n"
                  : "\nLearned: of %d uncertain parameter%s, %d\n",
            c->n_parameters, c->n_parameters == 1 ? "" : "s", n);
    if (n == 0)
        return;
    memset(t, 0, sizeof *t);
    sw_table_row(t);
    sw_table_cell(t, 0, "%s", p->ja ? "値" : "parameter");
    sw_table_cell(t, 1, "%s",
                  p->ja ? "事前（中央値と90％区間）" : "prior (90% interval)");
    sw_table_cell(t, 2, "%s", p->ja ? "事後" : "posterior");
    sw_table_cell(t, 3, "%s", p->ja ? "分散の減少" : "variance gone");
    sw_table_cell(t, 4, "%s", p->ja ? "移動" : "moved");
    sw_table_cell(t, 5, "%s", p->ja ? "事前分布での位置" : "where in the prior");
    for (int k = 0; k < c->n_parameters && t->n_rows < MOST_ROWS; k++)
        if (c->parameters[p->order[k]].learned)
            put_parameter(p, p->order[k]);
    (void)sw_table_print(t, "lllrrl", 2, p->out);
    (void)fputs(
        p->ja
            ? "  分散の減少: 消えた割合とその誤差。移動: 事前の標準偏差を単位とする。"
              "位置: 事前の確率を左から右に並べ、- が90％区間、o が中央値。\n"
              "  "
              "減少と移動は、事前分布を正規分布に直した目盛りで測る。裾の長い側へ移動した"
              "値は、元の単位の区間が広がっても、知識は増えている\n"
            : "  variance gone: with its error; moved: in standard deviations of the "
              "prior; where: the prior's probability\n"
              "  from left to right, - the 90% interval, o the median. The first two are "
              "measured with the prior stretched to\n"
              "  a normal curve: a value that moved into a long tail is better known "
              "even "
              "if its interval, in its unit, is wider\n",
        p->out);
}

/* "dialogue 12, evaluation 9": parameters by the group in their path. */
static void put_stayed(const printer *p)
{
    const sw_calibration *c = p->c;
    const int n = c->n_parameters - sw_calibration_learned(c);
    int shown = 0;
    if (n == 0)
        return;
    fprintf(
        p->out,
        p->ja ? "\n事前のまま: %d 個。観測値からは分からず、見通しの不確かさとして残る: "
              : "\nStayed as assumed: %d, of which the facts say nothing that could be "
                "told from noise; their uncertainty stays in every projection: ",
        n);
    for (int k = 0; k < c->n_parameters; k++) {
        const char *path = c->parameters[k].path;
        const size_t length = strcspn(path, ".");
        int seen = 0, count = 0;
        for (int i = 0; i < c->n_parameters; i++) {
            const sw_calibrated_parameter *q = &c->parameters[i];
            const int same = strncmp(q->path, path, length) == 0 &&
                             strcspn(q->path, ".") == length && !q->learned;
            seen |= same && i < k;
            count += same;
        }
        if (seen || count == 0 || c->parameters[k].learned)
            continue;
        fprintf(p->out, "%s%.*s %d", shown++ ? (p->ja ? "、" : ", ") : "", (int)length,
                path, count);
    }
    (void)fputc('\n', p->out);
}

/* Never "0.00": a chance that was not met among some thousand is small, not nought. */
static void put_p(sw_table *t, int column, double p, const char *mark)
{
    if (fabs(p) < 0.01)
        sw_table_cell(t, column, "<0.01%s", mark);
    else
        sw_table_cell(t, column, "%.2f%s", fabs(p), mark);
}

static void put_fact(const printer *p, const sw_calibrated_datum *d)
{
    char range[RANGE_BYTES];
    sw_table *t = p->table;
    sw_table_row(t);
    sw_table_cell(t, 0, "%s", p->ja ? d->text_ja : d->text);
    sw_table_cell(t, 1, "%.4g", d->observed);
    put_range(range, d->prior, "3");
    sw_table_cell(t, 2, "%s", range);
    put_range(range, d->posterior, "3");
    sw_table_cell(t, 3, "%s", range);
    put_p(t, 4, d->prior_p, "");
    put_p(t, 5, d->posterior_p, d->conflict ? " !" : "");
}

static void put_facts(const printer *p)
{
    const sw_calibration *c = p->c;
    sw_table *t = p->table;
    memset(t, 0, sizeof *t);
    (void)fputs(
        p->ja ? "\n観測値とその予測（中央値と90％区間）\n"
              : "\nThe facts, and what would be observed again (median, 90% interval)\n",
        p->out);
    sw_table_row(t);
    sw_table_cell(t, 0, "%s", p->ja ? "観測値" : "fact");
    sw_table_cell(t, 1, "%s", p->ja ? "実際" : "observed");
    sw_table_cell(t, 2, "%s", p->ja ? "学ぶ前の予測" : "from the prior");
    sw_table_cell(t, 3, "%s", p->ja ? "学んだ後の予測" : "from the posterior");
    sw_table_cell(t, 4, "%s", p->ja ? "p（前）" : "p (prior)");
    sw_table_cell(t, 5, "%s", p->ja ? "p（後）" : "p (posterior)");
    for (int k = 0; k < c->n_data && t->n_rows < MOST_ROWS; k++)
        put_fact(p, &c->data[k]);
    (void)sw_table_print(t, "lrllrr", 2, p->out);
    if (c->n_data > MOST_ROWS - 1)
        fprintf(p->out,
                p->ja ? "  （ほかに %d 個。ファイルには全てある）\n"
                      : "  (and %d more; all are in the file)\n",
                c->n_data - MOST_ROWS + 1);
    (void)fputs(
        p->ja
            ? "  p: 予測のもとで実際以上に離れた値が出る確率（両側）。小さければ合って"
              "いない\n"
            : "  p: chance of a value as far out as the observed (two-sided); small: it "
              "does not fit\n",
        p->out);
}

static void put_conflicts(const printer *p)
{
    const sw_calibration *c = p->c;
    int n = 0;
    for (int k = 0; k < c->n_data; k++)
        n += c->data[k].conflict != 0;
    if (n == 0) {
        (void)fputs(p->ja ? "\n矛盾する観測値: なし（モデルは全てを同時に説明できる）\n"
                          : "\nConflicts: none; the model can give all facts at once\n",
                    p->out);
        return;
    }
    fprintf(
        p->out,
        p->ja ? "\n矛盾する観測値: %d 個（! の行。モデルの予測、またはほかの観測値からの"
                "予測と合わない）\n"
              : "\nConflicts: %d (marked !; far from what the model, or the other facts, "
                "predict)\n",
        n);
    for (int k = 0; k < c->n_data; k++) {
        const sw_calibrated_datum *d = &c->data[k];
        if (!d->conflict)
            continue;
        fprintf(p->out, "  %s: %s", d->name, p->ja ? d->text_ja : d->text);
        if (isfinite(d->left_out_z) && c->n_data == 1)
            fprintf(p->out,
                    p->ja ? "（モデルの予測との隔たり %+.1f 標準偏差）"
                          : " (%+.1f standard deviations from what the model predicts)",
                    d->left_out_z);
        else if (isfinite(d->left_out_z))
            fprintf(p->out,
                    p->ja ? "（ほかの観測値からの予測との隔たり %+.1f 標準偏差）"
                          : " (%+.1f standard deviations from what the others predict)",
                    d->left_out_z);
        (void)fputc('\n', p->out);
    }
    (void)fputs(
        p->ja
            ? "  まず数値・誤差の指定・出典を確かめる。正しければ、モデルに説明できない"
              "ことがある\n"
            : "  check figure, error and source of these first; if they are right, there "
              "is something the model cannot do\n",
        p->out);
}

/* The best known first, by insertion: there are few. */
static void sort_parameters(const sw_calibration *c, int *order)
{
    for (int k = 0; k < c->n_parameters; k++) {
        int at = k;
        while (at > 0 &&
               c->parameters[order[at - 1]].contraction < c->parameters[k].contraction) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = k;
    }
}

int sw_calibration_print(const sw_calibration *self, FILE *out, sw_language language)
{
    printer p = {.c = self,
                 .out = out,
                 .ja = language == SW_JAPANESE,
                 .table = calloc(1, sizeof(sw_table)),
                 .order = calloc((size_t)self->n_parameters + 1, sizeof(int))};
    int status = p.table && p.order ? SW_OK : SW_MEMORY;
    if (!status) {
        sort_parameters(self, p.order);
        put_head(&p);
        sw_calibration_put_short(&p);
        put_learned(&p);
        sw_calibration_put_told(&p);
        put_stayed(&p);
        put_facts(&p);
        put_conflicts(&p);
        sw_calibration_put_trust(&p);
        if (fflush(out) != 0 || ferror(out))
            status = SW_IO;
    }
    free(p.table);
    free(p.order);
    return status;
}
