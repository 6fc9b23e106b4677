/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See boxes_parts.h. */
#include "boxes_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BOX = SW_FINDINGS_AXES, FACTOR };

/* Numbers of a box, of a limit. X(name, member, English, Japanese) */
#define OF_BOX(X)                                                                        \
    X(box_mass, mass, "Share of the points that are in the box", "領域内の点の割合")     \
    X(box_density, density, "Share of the box that is of interest", "領域内の該当割合")  \
    X(box_coverage, coverage, "Share of what is of interest that is in the box",         \
      "該当するもののうち領域内の割合")                                                  \
    X(box_held_density, held_density,                                                    \
      "Density that boxes found in one half of the points have in the other",            \
      "半分の点で見つけた領域の、残り半分での密度")                                      \
    X(box_held_coverage, held_coverage,                                                  \
      "Coverage that boxes found in one half of the points have in the other",           \
      "半分の点で見つけた領域の、残り半分での捕捉率")                                    \
    X(box_p, p, "How often shuffled points give a box as good",                          \
      "並べ替えた点で同程度に良い領域が見つかる頻度")
#define OF_LIMIT(X)                                                                      \
    X(box_low, low, "Least value in the box; -inf: no such limit",                       \
      "領域の下限（-inf は制限なし）")                                                   \
    X(box_high, high, "Largest value in the box; inf: no such limit",                    \
      "領域の上限（inf は制限なし）")                                                    \
    X(box_allowed, allowed,                                                              \
      "Of a factor of words: the sum of 2^i over values i in the box",                   \
      "値を列挙した因子で、領域に入る値 i の 2^i の合計")                                \
    X(box_limited, limited, "1: the factor is limited", "1: 制限あり")                   \
    X(box_quasi_p, quasi_p, "Quasi-p of the limit", "制限の擬似p値")                     \
    X(box_again, again, "Share of halves of the points whose box limits the factor",     \
      "半分の点でもこの因子を制限する割合")

static const char *state_name(sw_boxes_state state)
{
    static const char *const names[] = {"searched",       "not for this design",
                                        "too few points", "never reached",
                                        "always reached", "too many words"};
    return names[state];
}

static sw_dataset dataset(const char *name, int rank, const char *en, const char *ja)
{
    return (sw_dataset){name, SW_STORE_RATIO, rank, {BOX, FACTOR, -1}, "1", en, ja,
                        NULL, NULL,           0};
}

static void fill(sw_boxes_material *self, const sw_boxes *b)
{
    const size_t n = (size_t)b->prim.n_boxes, k = (size_t)b->prim.k;
    double *to = self->values;
#define ADD(name, member, en, ja)                                                        \
    self->datasets[self->n_datasets++] =                                                 \
        (sw_grid_dataset){dataset(#name, 1, en, ja), to, NULL, NULL};                    \
    for (size_t i = 0; i < n; i++)                                                       \
        *to++ = b->prim.boxes[i].member;
    OF_BOX(ADD)
#undef ADD
#define ADD(name, member, en, ja)                                                        \
    self->datasets[self->n_datasets++] =                                                 \
        (sw_grid_dataset){dataset(#name, 2, en, ja), to, NULL, NULL};                    \
    for (size_t i = 0; i < n; i++)                                                       \
        for (size_t j = 0; j < k; j++)                                                   \
            *to++ = (double)b->prim.boxes[i].limits[j].member;
    OF_LIMIT(ADD)
#undef ADD
}

int sw_boxes_material_make(sw_boxes_material *self, const sw_boxes *boxes,
                           sw_findings_extra *extra)
{
    const sw_design_file *d = boxes->findings->design;
    const size_t n = (size_t)boxes->prim.n_boxes, k = (size_t)d->n_factors;
    self->text = (sw_grid_text){"boxes", state_name(boxes->state)};
    extra->texts = &self->text;
    extra->n_texts = 1;
    if (n == 0)
        return SW_OK;
    self->factors = malloc(k * sizeof *self->factors);
    self->values = malloc(n * (k + 1) * SW_BOXES_DATASETS * sizeof *self->values);
    if (!self->factors || !self->values)
        return SW_MEMORY;
    for (size_t j = 0; j < k; j++)
        self->factors[j] = d->factors[j].path;
    self->axes[0] = (sw_grid_axis){
        "box", "Box of factors (PRIM)", "因子の領域（PRIM）", n, NULL, NULL, 0, NULL, 0};
    self->axes[1] = (sw_grid_axis){
        "factor", "Factor of the design", "設計の因子", k, self->factors, NULL, 0, NULL,
        0};
    fill(self, boxes);
    extra->axes = self->axes;
    extra->n_axes = SW_BOXES_AXES;
    extra->datasets = self->datasets;
    extra->n_datasets = self->n_datasets;
    return SW_OK;
}

void sw_boxes_material_free(sw_boxes_material *self)
{
    free(self->factors);
    free(self->values);
    memset(self, 0, sizeof *self);
}

static void put_limit(sw_json *json, const sw_boxes *b, const sw_prim_limit *limit, int j)
{
    const sw_factor *x = &b->findings->design->factors[j];
    sw_json_open(json, NULL, '{');
    sw_json_text(json, "key", x->path);
    if (b->categories[j]) {
        sw_json_open(json, "values", '[');
        for (int c = 0; c < b->categories[j]; c++)
            if (limit->allowed >> c & 1)
                sw_json_text(json, NULL, x->values[c]);
        sw_json_close(json, ']');
    } else {
        sw_json_number(json, "box_low", limit->low);
        sw_json_number(json, "box_high", limit->high);
    }
    sw_json_number(json, "box_quasi_p", limit->quasi_p);
    sw_json_number(json, "box_again", limit->again);
    sw_json_close(json, '}');
}

void sw_boxes_put_json(sw_json *json, const sw_boxes *boxes)
{
    sw_json_text(json, "boxes_search", state_name(boxes->state));
    sw_json_open(json, "boxes", '[');
    for (int i = 0; i < boxes->prim.n_boxes; i++) {
        const sw_prim_box *box = &boxes->prim.boxes[i];
        sw_json_open(json, NULL, '{');
#define PUT(name, member, en, ja) sw_json_number(json, #name, box->member);
        OF_BOX(PUT)
#undef PUT
        sw_json_open(json, "limits", '[');
        for (int j = 0; j < boxes->prim.k; j++)
            if (box->limits[j].limited)
                put_limit(json, boxes, &box->limits[j], j);
        sw_json_close(json, ']');
        sw_json_close(json, '}');
    }
    sw_json_close(json, ']');
}
