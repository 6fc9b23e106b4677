/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between two generations: the next tolerance, and copies of the living for the dead. */
#include "abc_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/random.h>

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double sw_abc_next_tolerance(const sw_abc *self, const sw_abc_options *options,
                             double *sorted)
{
    const size_t n = (size_t)self->head.n_particles;
    size_t finite = 0;
    memcpy(sorted, self->distance, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    while (finite < n && isfinite(sorted[finite]))
        finite++;
    size_t k = (size_t)ceil(options->alive * (double)finite);
    while (k > 0 && !(sorted[k - 1] < self->head.tolerance))
        k--;
    if (k == 0)
        return -1;
    return fmax(sorted[k - 1], fmin(options->tolerance, self->head.tolerance));
}

static void copy(sw_abc *self, size_t to, size_t from)
{
    const size_t d = (size_t)self->head.n_values, m = (size_t)self->head.n_data;
    memcpy(self->w + to * d, self->w + from * d, d * sizeof(double));
    memcpy(self->values + to * d, self->values + from * d, d * sizeof(double));
    memcpy(self->data + to * m, self->data + from * m, m * sizeof(double));
    self->distance[to] = self->distance[from];
    self->number[to] = self->number[from];
}

/* The living among particles first, first + step, ... */
static size_t living_of(const sw_abc *self, size_t first, size_t step, int *alive)
{
    size_t living = 0;
    for (size_t i = first; i < (size_t)self->head.n_particles; i += step) {
        if (self->distance[i] <= self->head.tolerance)
            alive[living++] = (int)i;
    }
    return living;
}

/* Even or odd particles, from their own; from all where none of their own lives. */
static void resample_half(sw_abc *self, size_t half, double u, int *alive)
{
    const size_t n = (size_t)self->head.n_particles;
    const size_t own = living_of(self, half, 2, alive), all = (n + 1 - half) / 2;
    const size_t living = own > 0 ? own : living_of(self, 0, 1, alive);
    size_t dead = 0;
    for (size_t i = half; i < n; i += 2) {
        if (self->distance[i] <= self->head.tolerance)
            continue;
        const double place = ((double)dead++ + u) / (double)(all - own);
        copy(self, i, (size_t)alive[(size_t)(place * (double)living)]);
    }
}

void sw_abc_resample(sw_abc *self, int *alive)
{
    const sw_key key = sw_key_of(self->head.seed, self->head.generation,
                                 SW_STREAM_INFERENCE, SW_ABC_MONTH_RESAMPLE);
    for (uint32_t half = 0; half < 2; half++) {
        const sw_words words = sw_draw(key, 0x80000000u, half);
        resample_half(self, half, sw_uniform53(words.w[0], words.w[1]), alive);
    }
}
