/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes for people, and why there are none. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/boxes.h>

#include "findings_parts.h"

typedef struct printer {
    const sw_boxes *b;
    FILE *stream;
    sw_language language;
    sw_table *table;
} printer;

static void print_why_none(printer *p)
{
    const char *text = "";
    switch (p->b->state) {
    case SW_BOXES_FEW_POINTS:
        text = sw_either(p->language, "  too few points to search: 40 are needed\n",
                         "  点が少なく探せない（40 点必要）\n");
        break;
    case SW_BOXES_NEVER:
        text = sw_either(
            p->language,
            "  nowhere: no point reaches in any future; set a lower threshold, or "
            "another outcome\n",
            "  どこにもない: 届く点がない。threshold を低くするか、outcome を変える"
            "こと\n");
        break;
    case SW_BOXES_ALWAYS:
        text =
            sw_either(p->language, "  everywhere: every point reaches in every future\n",
                      "  どこでも: 全ての点の全ての将来で届く\n");
        break;
    case SW_BOXES_MANY_WORDS:
        text = sw_either(p->language, "  not searched: a factor has more than 64 words\n",
                         "  探していない: 値が 64 個を超える因子がある\n");
        break;
    case SW_BOXES_SEARCHED:
    case SW_BOXES_NOT_FOR_DESIGN:
        break;
    }
    (void)fputs(text, p->stream);
}

static void print_head(printer *p)
{
    const sw_findings *f = p->b->findings;
    const sw_outcome_style s = sw_outcome_style_of(f->design->outcome);
    const int ja = p->language == SW_JAPANESE;
    if (p->b->is_quarter)
        (void)fprintf(
            p->stream,
            sw_either(
                p->language,
                "Where it is best (PRIM): the quarter of points with %s %s %.*f%s\n",
                "最も良い領域（PRIM）: %sが %s %.*f%sの、上位４分の１の点\n"),
            ja ? s.ja : s.en, s.better ? ">=" : "<=", s.digits, s.factor * p->b->level,
            ja ? s.unit_ja : s.unit);
    else
        (void)fprintf(p->stream,
                      sw_either(p->language, "Where it reaches %g %% (PRIM): %s\n",
                                "%g％に届く領域（PRIM）: %s\n"),
                      100 * f->design->threshold, ja ? s.ja : s.en);
}

static void limit_row(printer *p, const sw_prim_box *box, int j)
{
    const sw_prim_limit *x = &box->limits[j];
    char text[SW_CELL_BYTES];
    sw_table_row(p->table);
    sw_table_cell(p->table, 0, "%s", p->b->findings->design->factors[j].path);
    sw_boxes_limit(p->b, j, x->low, x->high, x->allowed, text, sizeof text);
    sw_table_cell(p->table, 1, "%s", text);
    if (x->quasi_p < 0.0001)
        sw_table_cell(p->table, 2, "<0.0001");
    else
        sw_table_cell(p->table, 2, "%.4f", x->quasi_p);
    sw_table_cell(p->table, 3, "%.0f%%", 100 * x->again);
    if (p->b->categories[j])
        return;
    sw_boxes_limit(p->b, j, x->low_of_halves, x->high_of_halves, 0, text, sizeof text);
    sw_table_cell(p->table, 4, "%s", text);
}

static void print_box(printer *p, int number)
{
    const sw_prim_box *box = &p->b->prim.boxes[number];
    (void)fprintf(
        p->stream,
        sw_either(p->language,
                  "  box %d: %zu points (%.0f %%), density %.0f %%, coverage %.0f "
                  "%%; boxes from "
                  "one half hold %.0f %% and %.0f %% in the other; p = %.3f\n",
                  "  領域 %d: %zu 点（%.0f％）、密度 %.0f％、捕捉率 "
                  "%.0f％。半分の点で見つけた領域"
                  "は、残り半分で %.0f％・%.0f％。p = %.3f\n"),
        number + 1, box->n, 100 * box->mass, 100 * box->density, 100 * box->coverage,
        100 * box->held_density, 100 * box->held_coverage, box->p);
    memset(p->table, 0, sizeof *p->table);
    sw_table_row(p->table);
    sw_table_cell(p->table, 1, "%s", sw_either(p->language, "limit", "範囲"));
    sw_table_cell(p->table, 2, "%s", sw_either(p->language, "quasi-p", "擬似p値"));
    sw_table_cell(p->table, 3, "%s",
                  sw_either(p->language, "again in halves", "半分でも再現"));
    sw_table_cell(p->table, 4, "%s",
                  sw_either(p->language, "median limit there", "その範囲の中央値"));
    for (int j = 0; j < p->b->prim.k; j++)
        if (box->limits[j].limited)
            limit_row(p, box, j);
    (void)sw_table_print(p->table, "llrrl", 4, p->stream);
}

int sw_boxes_print(const sw_boxes *self, FILE *stream, sw_language language)
{
    printer p = {.b = self, .stream = stream, .language = language};
    if (self->state == SW_BOXES_NOT_FOR_DESIGN)
        return SW_OK;
    p.table = malloc(sizeof *p.table);
    if (!p.table)
        return SW_MEMORY;
    print_head(&p);
    if (self->state != SW_BOXES_SEARCHED)
        print_why_none(&p);
    else if (self->prim.n_boxes == 0)
        (void)fprintf(
            stream,
            sw_either(
                p.language,
                "  no box: what is of interest (%.1f %% of all points) lies no closer "
                "together than chance would have it\n",
                "  領域なし: 該当する点（全体の %.1f％）の集まり方は偶然と変わらない\n"),
            100 * self->prim.density);
    else
        (void)fprintf(
            stream,
            sw_either(
                p.language,
                "  of all points %.0f %% are of interest; density: how many in the box "
                "are; coverage: how many of those are in it\n",
                "  該当するのは全体の %.0f％。密度: 領域の中で該当する割合。捕捉率: "
                "該当する"
                "もののうち領域に入る割合\n"),
            100 * self->prim.density);
    for (int b = 0; b < self->prim.n_boxes; b++)
        print_box(&p, b);
    (void)fputc('\n', stream);
    free(p.table);
    return ferror(stream) ? SW_IO : SW_OK;
}
