/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted samples: resampling to equal weights, mean, variance, quantiles. */
#include <sidework/adjust.h>

#include <math.h>
#include <stdlib.h>

#include <sidework/random.h>

enum { MONTH_ROWS = 3 };

void sw_resample(int n, const double *weight, uint64_t seed, uint32_t number, int m,
                 int32_t *row)
{
    const sw_words words =
        sw_draw(sw_key_of(seed, number, SW_STREAM_INFERENCE, MONTH_ROWS), 0x80000000u, 0);
    const double u = sw_uniform53(words.w[0], words.w[1]);
    double sum = 0, below = 0;
    int i = 0, last = 0;
    for (int k = 0; k < n; k++)
        sum += weight[k];
    for (int j = 0; j < m; j++) {
        const double place = sum * (j + u) / m;
        while (i < n && below + weight[i] <= place)
            below += weight[i++];
        if (i < n && weight[i] > 0)
            last = i;
        row[j] = last; /* rounding at the end: the last row with a weight */
    }
}

static double weight_of(const double *weight, int n, int i)
{
    return weight ? weight[i] : 1.0 / n;
}

double sw_weighted_mean(const double *x, int n, int columns, int k, const double *weight)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        const double v = weight_of(weight, n, i);
        if (v > 0)
            sum += v * x[(size_t)i * (size_t)columns + (size_t)k];
    }
    return sum;
}

double sw_weighted_variance(const double *x, int n, int columns, int k,
                            const double *weight)
{
    const double mean = sw_weighted_mean(x, n, columns, k, weight);
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++) {
        const double v = weight_of(weight, n, i);
        const double e = v > 0 ? x[(size_t)i * (size_t)columns + (size_t)k] - mean : 0;
        sum += v * e * e;
        squares += v * v;
    }
    return squares < 1 ? sum / (1 - squares) : NAN;
}

typedef struct place {
    double x, weight;
} place;

static int ascending(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return (x->x > y->x) - (x->x < y->x);
}

double sw_weighted_quantile(const double *x, int n, int columns, int k,
                            const double *weight, double q)
{
    place *sorted = malloc(((size_t)n + 1) * sizeof *sorted);
    double sum = 0, below = 0, value = NAN;
    int used = 0;
    for (int i = 0; i < n && sorted; i++) {
        const double v = weight_of(weight, n, i);
        if (v > 0)
            sorted[used++] = (place){x[(size_t)i * (size_t)columns + (size_t)k], v};
        sum += v;
    }
    if (!sorted || !used)
        goto out;
    qsort(sorted, (size_t)used, sizeof *sorted, ascending);
    value = sorted[used - 1].x;
    for (int i = 0; i < used; i++) {
        const double middle = below + sorted[i].weight / 2;
        if (q * sum <= middle) {
            const double before = i ? below - sorted[i - 1].weight / 2 : 0;
            value = i ? sorted[i - 1].x + (sorted[i].x - sorted[i - 1].x) *
                                              (q * sum - before) / (middle - before)
                      : sorted[0].x;
            break;
        }
        below += sorted[i].weight;
    }
out:
    free(sorted);
    return value;
}
