/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear.h"

#include <stddef.h>

enum { SWEEPS = 60 };

int sw_linear_cholesky(double *a, int n)
{
    const size_t w = (size_t)n;
    for (size_t i = 0; i < w; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * w + j];
            for (size_t k = 0; k < j; k++)
                sum -= a[i * w + k] * a[j * w + k];
            if (i == j && !(sum > 1e-12))
                return 1;
            a[i * w + j] = i == j ? __builtin_sqrt(sum) : sum / a[j * w + j];
        }
    }
    for (size_t i = 0; i < w; i++) {
        for (size_t j = i + 1; j < w; j++)
            a[i * w + j] = 0;
    }
    return 0;
}

void sw_linear_forward(const double *l, int n, double *x)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++)
            x[i] -= l[(size_t)i * (size_t)n + (size_t)j] * x[j];
        x[i] /= l[(size_t)i * (size_t)n + (size_t)i];
    }
}

void sw_linear_backward(const double *l, int n, double *x)
{
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++)
            x[i] -= l[(size_t)j * (size_t)n + (size_t)i] * x[j];
        x[i] /= l[(size_t)i * (size_t)n + (size_t)i];
    }
}

/* Rotates rows and columns p and q of a, columns p and q of vector, so that a_pq = 0. */
static void rotate(double *a, size_t n, size_t p, size_t q, double *vector)
{
    const double apq = a[p * n + q];
    const double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
    const double size = theta < 0 ? -theta : theta;
    const double t = (theta < 0 ? -1 : 1) /
                     (size > 1e150 ? 2 * size : size + __builtin_sqrt(size * size + 1));
    const double c = 1 / __builtin_sqrt(t * t + 1), s = t * c;
    for (size_t k = 0; k < n; k++) {
        const double x = a[k * n + p], y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        const double x = a[p * n + k], y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        const double x = vector[k * n + p], y = vector[k * n + q];
        vector[k * n + p] = c * x - s * y;
        vector[k * n + q] = s * x + c * y;
    }
}

/* Largest first, by exchange: n is small. */
static void order(int n, double *value, double *vector)
{
    const size_t w = (size_t)n;
    for (int i = 0; i < n; i++) {
        int best = i;
        for (int j = i + 1; j < n; j++)
            best = value[j] > value[best] ? j : best;
        const double keep = value[i];
        value[i] = value[best];
        value[best] = keep;
        for (size_t k = 0; k < w && best != i; k++) {
            const double column = vector[k * w + (size_t)i];
            vector[k * w + (size_t)i] = vector[k * w + (size_t)best];
            vector[k * w + (size_t)best] = column;
        }
    }
}

void sw_linear_eigen(double *a, int n, double *value, double *vector)
{
    const size_t w = (size_t)n;
    for (size_t i = 0; i < w; i++) {
        for (size_t j = 0; j < w; j++)
            vector[i * w + j] = i == j;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double off = 0, all = 0;
        for (size_t i = 0; i < w; i++) {
            for (size_t j = 0; j < w; j++) {
                all += a[i * w + j] * a[i * w + j];
                off += i == j ? 0 : a[i * w + j] * a[i * w + j];
            }
        }
        if (!(off > 1e-28 * all))
            break;
        for (size_t p = 0; p < w; p++) {
            for (size_t q = p + 1; q < w; q++) {
                if (a[p * w + q] != 0)
                    rotate(a, w, p, q, vector);
            }
        }
    }
    for (size_t i = 0; i < w; i++)
        value[i] = a[i * w + i];
    order(n, value, vector);
}
