/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every design needs. */
#include "design_parts.h"

#include <stdlib.h>

void sw_points_free(sw_points *self)
{
    free(self->at);
    free(self->first);
    *self = (sw_points){0};
}

int sw_points_allocate(sw_points *self, int k, size_t n, int first)
{
    *self = (sw_points){0};
    if (k < 1 || k > SW_CUBE_FACTORS || n < 1 || n > SW_CUBE_POINTS)
        return SW_INPUT;
    self->at = calloc(n * (size_t)k, sizeof *self->at);
    if (first)
        self->first = calloc(n, sizeof *self->first);
    if (!self->at || (first && !self->first)) {
        sw_points_free(self);
        return SW_MEMORY;
    }
    self->n = n;
    self->k = k;
    return SW_OK;
}

int sw_grouping_valid(const sw_grouping *self)
{
    if (self->k < 1 || self->k > SW_CUBE_FACTORS || self->n_groups < 1 ||
        self->n_groups > self->k)
        return 0;
    for (int g = 0; g < self->n_groups; g++) {
        int members = 0;
        for (int j = 0; j < self->k; j++)
            members += self->group[j] == g;
        if (!members)
            return 0;
    }
    for (int j = 0; j < self->k; j++)
        if (self->group[j] < 0 || self->group[j] >= self->n_groups)
            return 0;
    return 1;
}

int sw_design_rows_valid(size_t rows, size_t length, uint32_t replications)
{
    return rows >= 1 && rows <= SW_CUBE_ROWS && rows <= SW_CUBE_POINTS / length &&
           replications >= 1 && replications <= SW_CUBE_REPLICATIONS;
}

void sw_design_shuffle(uint32_t *order, uint32_t n, sw_key key, uint32_t who)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t j = sw_below(sw_draw(key, who, i).w[0], i + 1);
        order[i] = order[j];
        order[j] = i;
    }
}
