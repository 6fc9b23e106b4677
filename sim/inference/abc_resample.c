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

void sw_abc_resample(sw_abc *self, int *alive)
{
    const size_t n = (size_t)self->head.n_particles;
    const sw_key key = sw_key_of(self->head.seed, self->head.generation,
                                 SW_STREAM_INFERENCE, SW_ABC_MONTH_RESAMPLE);
    const sw_words words = sw_draw(key, 0x80000000u, 0);
    const double u = sw_uniform53(words.w[0], words.w[1]);
    size_t living = 0, dead = 0;
    for (size_t i = 0; i < n; i++) {
        if (self->distance[i] <= self->head.tolerance)
            alive[living++] = (int)i;
    }
    for (size_t i = 0; i < n; i++) {
        if (self->distance[i] <= self->head.tolerance)
            continue;
        const double place = ((double)dead++ + u) / (double)(n - living);
        copy(self, i, (size_t)alive[(size_t)(place * (double)living)]);
    }
}
