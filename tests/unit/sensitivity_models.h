/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions whose indices are known exactly, for the tests of designs and sensitivity. */
#ifndef SIDEWORK_TESTS_SENSITIVITY_MODELS_H
#define SIDEWORK_TESTS_SENSITIVITY_MODELS_H

#include <math.h>
#include <stdlib.h>

#include <sidework/design.h>
#include <sidework/random.h>

typedef double model_function(const double *u, int k);

static const double model_pi = 3.14159265358979323846;

/* Ishigami & Homma (1990), a = 7, b = 0.1, u in [0, 1] for x in [-pi, pi]. */
static inline double ishigami(const double *u, int k)
{
    const double x = model_pi * (2 * u[0] - 1), y = model_pi * (2 * u[1] - 1),
                 z = model_pi * (2 * u[2] - 1);
    (void)k;
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

static const double ishigami_first[] = {0.31390519114781146, 0.44241114479004084, 0};
static const double ishigami_total[] = {0.55758886, 0.44241114479004084, 0.24368366};

/* Sobol' g with a_j = 0, 1, 4.5, 9, 99, 99, ...: S_j = V_j / V, V_j = 1 / (3 (1 + a_j)^2),
 * T_j = V_j prod_{i != j} (1 + V_i) / V, V = prod (1 + V_i) - 1. */
static const double g_coefficients[] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static inline double sobol_g(const double *u, int k)
{
    double product = 1;
    for (int j = 0; j < k; j++)
        product *= (fabs(4 * u[j] - 2) + g_coefficients[j]) / (1 + g_coefficients[j]);
    return product;
}

static inline void sobol_g_indices(int k, double *first, double *total)
{
    double all = 1, part[8];
    for (int j = 0; j < k; j++) {
        const double c = 1 + g_coefficients[j];
        part[j] = 1 / (3 * c * c);
        all *= 1 + part[j];
    }
    for (int j = 0; j < k; j++) {
        first[j] = part[j] / (all - 1);
        total[j] = part[j] * all / (1 + part[j]) / (all - 1);
    }
}

/* Chance for a test: a standard normal of point's replication. */
static inline double test_chance(uint64_t seed, uint32_t replication, uint32_t who)
{
    const sw_words w = sw_draw(sw_key_of(seed, replication, SW_STREAM_LATENT, 0), who, 0);
    const double u = sw_uniform53(w.w[0], w.w[1]), v = sw_uniform53(w.w[2], w.w[3]);
    return sqrt(-2 * log(u)) * cos(2 * model_pi * v);
}

/* Values [n] of a model without chance. */
static inline double *values_of(const sw_points *points, model_function *f)
{
    double *y = malloc(points->n * sizeof *y);
    for (size_t i = 0; y && i < points->n; i++)
        y[i] = f(points->at + i * (size_t)points->k, points->k);
    return y;
}

#endif
