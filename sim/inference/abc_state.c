/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of an inference: one block of doubles and a head without pointers. */
#include "abc_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTICLES = 10000000, MOST_VALUES = 2000, MOST_DATA = 10000 };

const char *sw_abc_end_text(int end, sw_language language)
{
    static const char *const texts[SW_N_ABC_ENDS][SW_N_LANGUAGES] = {
#define TEXTS(name, en, ja) {en, ja},
        SW_ABC_END_LIST(TEXTS)
#undef TEXTS
    };
    return end >= 0 && end < SW_N_ABC_ENDS ? texts[end][language] : "";
}

size_t sw_abc_length(int n_particles, int n_values, int n_data)
{
    if (n_particles < 2 || n_particles > MOST_PARTICLES || n_values < 1 ||
        n_values > MOST_VALUES || n_data < 0 || n_data > MOST_DATA)
        return 0;
    const size_t n = (size_t)n_particles, d = (size_t)n_values, m = (size_t)n_data;
    return n * (3 * d + 2 * m + 2) + m + (d + m) * m + 2 * (d + d * d);
}

void sw_abc_views(sw_abc *self)
{
    const size_t n = (size_t)self->head.n_particles, d = (size_t)self->head.n_values,
                 m = (size_t)self->head.n_data;
    self->w = self->block;
    self->values = self->w + n * d;
    self->data = self->values + n * d;
    self->distance = self->data + n * m;
    self->number = self->distance + n;
    self->prior_w = self->number + n;
    self->prior_data = self->prior_w + n * d;
    self->scale = self->prior_data + n * m;
    self->weight = self->scale + m;
    self->eigenvalue = self->weight + (d + m) * m;
    self->eigenvector = self->eigenvalue + 2 * d;
}

static int head_is_sound(const sw_abc_head *h)
{
    return h->generation <= SW_ABC_GENERATIONS && h->n_summaries >= 0 &&
           h->n_summaries <= h->n_values + h->n_data && h->end >= 0 &&
           h->end < SW_N_ABC_ENDS && h->sweep <= h->sweeps + 1 && !isnan(h->tolerance) &&
           h->simulations <= h->next;
}

/* Coordinates are finite; data may hold NaN, distances INFINITY. */
static int block_is_sound(const sw_abc *self)
{
    const size_t n = (size_t)self->head.n_particles, d = (size_t)self->head.n_values;
    for (size_t i = 0; i < n * d; i++) {
        if (!isfinite(self->w[i]) || !isfinite(self->values[i]))
            return 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (isnan(self->distance[i]) || self->distance[i] < 0)
            return 0;
    }
    for (const double *x = self->scale; x < self->block + self->length; x++) {
        if (!isfinite(*x))
            return 0;
    }
    return 1;
}

int sw_abc_restore(sw_abc *self, const sw_abc_head *head, const double *block,
                   size_t length, sw_diagnostics *diagnostics)
{
    memset(self, 0, sizeof *self);
    const size_t needed = sw_abc_length(head->n_particles, head->n_values, head->n_data);
    if (!needed || needed != length || !head_is_sound(head))
        goto unsound;
    self->block = malloc(length * sizeof *block);
    if (!self->block)
        return SW_MEMORY;
    self->head = *head;
    self->length = length;
    memcpy(self->block, block, length * sizeof *block);
    sw_abc_views(self);
    if (block_is_sound(self))
        return SW_OK;
unsound:
    sw_abc_free(self);
    return sw_fail(
        diagnostics, SW_INPUT,
        "the saved state of the calibration is damaged; begin again without it",
        "保存された較正の途中経過が壊れています。削除して最初から実行してください");
}

void sw_abc_free(sw_abc *self)
{
    free(self->block);
    memset(self, 0, sizeof *self);
}
