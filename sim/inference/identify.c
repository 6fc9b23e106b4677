/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which datum informs which parameter. With data x standardised, C their correlations (a trace of
 * 1e-8 on the diagonal, for data that are combinations of others) and A [d][m] the covariances
 * of coordinate and datum over sd(w):
 *     R^2_k = A_k C^-1 A_k',  loss of R^2 without datum j = (A_k C^-1)_j^2 / (C^-1)_jj
 * Best determined combinations of coordinates: eigenvectors of A C^-1 A' (squared canonical
 * correlations, as the coordinates are uncorrelated under the prior).
 */
#include <sidework/diagnosis.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linear.h"

struct work {
    int n, d, m;
    const double *w, *data;
    unsigned char *fine; /* [n] */
    int count;
    double *w_mean, *w_sd, *x_mean, *x_sd;
    double *c, *inverse, *a, *b, *square; /* [m][m] twice, [d][m] twice, [d][d] */
    double *block;
};

static void moments(const struct work *t, const double *x, int columns, double *mean,
                    double *sd)
{
    for (int k = 0; k < columns; k++) {
        for (int i = 0; i < t->n; i++)
            mean[k] += t->fine[i] ? x[(size_t)i * (size_t)columns + (size_t)k] : 0;
        mean[k] /= t->count;
        for (int i = 0; i < t->n; i++) {
            const double e = x[(size_t)i * (size_t)columns + (size_t)k] - mean[k];
            sd[k] += t->fine[i] ? e * e / t->count : 0;
        }
        sd[k] = sqrt(sd[k]);
        if (!(sd[k] > 1e-12 * fabs(mean[k])))
            sd[k] = 0;
    }
}

static double standard(double x, double mean, double sd)
{
    return sd > 0 ? (x - mean) / sd : 0;
}

static void correlate(struct work *t)
{
    const size_t d = (size_t)t->d, m = (size_t)t->m;
    for (size_t i = 0; i < (size_t)t->n; i++) {
        if (!t->fine[i])
            continue;
        for (size_t j = 0; j < m; j++) {
            const double x =
                standard(t->data[i * m + j], t->x_mean[j], t->x_sd[j]) / t->count;
            for (size_t l = 0; l < m; l++)
                t->c[j * m + l] +=
                    x * standard(t->data[i * m + l], t->x_mean[l], t->x_sd[l]);
            for (size_t k = 0; k < d; k++)
                t->a[k * m + j] +=
                    x * standard(t->w[i * d + k], t->w_mean[k], t->w_sd[k]);
        }
    }
    for (size_t j = 0; j < m; j++)
        t->c[j * m + j] = (t->x_sd[j] > 0 ? t->c[j * m + j] : 1) + 1e-8;
}

/* C is positive definite by its diagonal's trace. */
static void invert(struct work *t)
{
    const size_t m = (size_t)t->m;
    (void)sw_linear_cholesky(t->c, t->m);
    for (size_t j = 0; j < m; j++) {
        double *row = t->inverse + j * m;
        row[j] = 1;
        sw_linear_forward(t->c, t->m, row);
        sw_linear_backward(t->c, t->m, row);
    }
}

static void report(struct work *t, const sw_identifiability *out)
{
    const size_t d = (size_t)t->d, m = (size_t)t->m;
    for (size_t k = 0; k < d; k++) {
        double r2 = 0;
        for (size_t j = 0; j < m; j++) {
            for (size_t l = 0; l < m; l++)
                t->b[k * m + j] += t->a[k * m + l] * t->inverse[l * m + j];
        }
        for (size_t j = 0; j < m; j++) {
            const double b = t->b[k * m + j];
            r2 += t->a[k * m + j] * b;
            out->correlation[k * m + j] = t->a[k * m + j];
            out->share[k * m + j] = t->x_sd[j] > 0 ? b * b / t->inverse[j * m + j] : 0;
        }
        out->explained[k] =
            1 - (1 - r2) * (t->count - 1.0) / (t->count - (double)t->m - 1);
    }
    for (size_t k = 0; k < d; k++) {
        for (size_t l = 0; l < d; l++) {
            for (size_t j = 0; j < m; j++)
                t->square[k * d + l] += t->b[k * m + j] * t->a[l * m + j];
        }
    }
    /* columns first, then rows */
    sw_linear_eigen(t->square, t->d, out->determined, out->direction);
    for (size_t k = 0; k < d; k++) {
        for (size_t l = 0; l < k; l++) {
            const double keep = out->direction[k * d + l];
            out->direction[k * d + l] = out->direction[l * d + k];
            out->direction[l * d + k] = keep;
        }
    }
}

static int allocate(struct work *t)
{
    const size_t d = (size_t)t->d, m = (size_t)t->m;
    t->block = calloc(2 * (d + m) + 2 * m * m + 2 * d * m + d * d + 1, sizeof(double));
    t->fine = calloc((size_t)t->n + 1, 1);
    if (!t->block || !t->fine)
        return SW_MEMORY;
    t->w_mean = t->block;
    t->w_sd = t->w_mean + d;
    t->x_mean = t->w_sd + d;
    t->x_sd = t->x_mean + m;
    t->c = t->x_sd + m;
    t->inverse = t->c + m * m;
    t->a = t->inverse + m * m;
    t->b = t->a + d * m;
    t->square = t->b + d * m;
    for (size_t i = 0; i < (size_t)t->n; i++) {
        t->fine[i] = 1;
        for (size_t j = 0; j < m; j++)
            t->fine[i] &= isfinite(t->data[i * m + j]) != 0;
        t->count += t->fine[i];
    }
    return SW_OK;
}

int sw_diagnose_identifiability(int n, int d, int m, const double *w, const double *data,
                                sw_identifiability *out)
{
    struct work t = {.n = n, .d = d, .m = m, .w = w, .data = data};
    int status = n < 1 || d < 1 || m < 1 ? SW_INPUT : allocate(&t);
    if (!status && t.count <= m + 2)
        status = SW_INPUT;
    if (!status) {
        const double edge = sqrt(d) + sqrt(m);
        moments(&t, w, d, t.w_mean, t.w_sd);
        moments(&t, data, m, t.x_mean, t.x_sd);
        correlate(&t);
        invert(&t);
        report(&t, out);
        out->chance = fmin(1, edge * edge / t.count);
    }
    free(t.block);
    free(t.fine);
    return status;
}
