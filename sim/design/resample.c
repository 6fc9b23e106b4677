/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentile intervals over resamples (Efron & Tibshirani 1993, An Introduction to the
 * Bootstrap, section 13.3). Resample b is a function of seed, purpose and b. */
#include "resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sw_resample_counts(uint32_t *counts, size_t n, uint64_t seed,
                        enum sw_design_resample purpose, uint32_t b)
{
    const sw_key key = sw_key_of(seed, b, SW_STREAM_RESAMPLE, (int)purpose);
    memset(counts, 0, n * sizeof *counts);
    for (size_t i = 0; i < n; i += 4) {
        const sw_words words = sw_draw(key, 0, (uint32_t)(i / 4));
        for (size_t w = 0; w < 4 && i + w < n; w++)
            counts[sw_below(words.w[w], (uint32_t)n)]++;
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Type 7 of Hyndman & Fan (1996). */
static double quantile(const double *sorted, size_t n, double p)
{
    const double place = p * (double)(n - 1);
    const size_t i = (size_t)place;
    return i + 1 < n ? sorted[i] + (place - (double)i) * (sorted[i + 1] - sorted[i])
                     : sorted[n - 1];
}

void sw_resample_interval(sw_estimated *self, double *values, size_t n, double level)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i]))
            values[kept++] = values[i];
    self->low = self->high = NAN;
    if (!kept || isnan(self->value))
        return;
    qsort(values, kept, sizeof *values, by_size);
    self->low = quantile(values, kept, (1 - level) / 2);
    self->high = quantile(values, kept, (1 + level) / 2);
}

static void weighted_means(const sw_bootstrap *self, const uint32_t *counts,
                           double *means)
{
    memset(means, 0, self->columns * sizeof *means);
    for (size_t i = 0; i < self->n; i++) {
        if (counts && !counts[i])
            continue;
        const double weight = counts ? counts[i] : 1;
        const double *row = self->rows + i * self->columns;
        for (size_t c = 0; c < self->columns; c++)
            means[c] += weight * row[c];
    }
    for (size_t c = 0; c < self->columns; c++)
        means[c] /= (double)self->n;
}

int sw_bootstrap_run(const sw_bootstrap *self, const sw_resampling *resampling,
                     sw_estimated *estimates, double *not_above)
{
    const size_t n_b = (size_t)(resampling->resamples > 0 ? resampling->resamples : 0);
    const size_t n_e = self->n_estimates;
    int status = SW_MEMORY;
    size_t below = 0;
    uint32_t *counts = malloc((self->n + 1) * sizeof *counts);
    double *means = malloc((self->columns + 1) * sizeof *means);
    double *one = malloc((n_e + 1) * sizeof *one);
    double *all = malloc((n_e * n_b + 1) * sizeof *all);
    if (!counts || !means || !one || !all)
        goto out;
    weighted_means(self, NULL, means);
    self->evaluate(self->context, means, one);
    for (size_t e = 0; e < n_e; e++)
        estimates[e] = (sw_estimated){one[e], NAN, NAN};
    for (size_t b = 0; b < n_b; b++) {
        sw_resample_counts(counts, self->n, resampling->seed, self->purpose, (uint32_t)b);
        weighted_means(self, counts, means);
        self->evaluate(self->context, means, one);
        below += !(one[self->watched] > 0);
        for (size_t e = 0; e < n_e; e++)
            all[e * n_b + b] = one[e];
    }
    for (size_t e = 0; e < n_e && n_b; e++)
        sw_resample_interval(&estimates[e], all + e * n_b, n_b, resampling->level);
    if (not_above)
        *not_above = n_b ? (double)below / (double)n_b : 0;
    status = SW_OK;
out:
    free(counts);
    free(means);
    free(one);
    free(all);
    return status;
}
