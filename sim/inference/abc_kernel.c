/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moves that keep N(0, I): in the eigenbasis V, l of the other half's covariance
 *     y' = sqrt(1 - s^2 l) y + s sqrt(l) xi,  w = V y
 * is reversible with N(0, I) for any s^2 l <= 1, whatever V and l are. Eigenvalues above the
 * lower edge (1 - sqrt(d / n))^2 of what a sample from the prior shows (Marchenko & Pastur 1967)
 * count as 1: those directions are drawn afresh from the prior.
 * Step sizes s are tried side by side; each is used in proportion to the square of what it has
 * brought: share accepted times s^2, the expected squared jump.
 */
#include "abc_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/random.h>

#include "linear.h"

static const double step_size[SW_ABC_STEPS] = {1, 0.7, 0.45, 0.25};
static const double least_share = 0.05, smallest = 1e-6;

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void covariance(const sw_abc *self, size_t half, double *mean, double *c)
{
    const size_t n = (size_t)self->head.n_particles, d = (size_t)self->head.n_values;
    const double count = (double)((n + 1 - half) / 2);
    for (size_t i = half; i < n; i += 2) {
        for (size_t k = 0; k < d; k++)
            mean[k] += self->w[i * d + k] / count;
    }
    for (size_t i = half; i < n; i += 2) {
        const double *w = self->w + i * d;
        for (size_t k = 0; k < d; k++) {
            for (size_t j = 0; j <= k; j++)
                c[k * d + j] += (w[k] - mean[k]) * (w[j] - mean[j]) / count;
        }
    }
    for (size_t k = 0; k < d; k++) {
        for (size_t j = 0; j < k; j++)
            c[j * d + k] = c[k * d + j];
    }
}

/* Of particles first, first + step, ... */
static double distinct(const sw_abc *self, size_t first, size_t step, double *scratch)
{
    size_t all = 0, count = 1;
    for (size_t i = first; i < (size_t)self->head.n_particles; i += step)
        scratch[all++] = self->number[i];
    qsort(scratch, all, sizeof *scratch, ascending);
    for (size_t i = 1; i < all; i++)
        count += scratch[i] > scratch[i - 1];
    return (double)count;
}

double sw_abc_distinct(const sw_abc *self, double *scratch)
{
    return distinct(self, 0, 1, scratch);
}

static void learn_from(const sw_abc *self, size_t half, double *value, double *vector,
                       double *scratch)
{
    const size_t d = (size_t)self->head.n_values;
    double *c = scratch, *mean = c + d * d;
    memset(scratch, 0, (d * d + d) * sizeof *scratch);
    covariance(self, half, mean, c);
    const double ratio = (double)d / distinct(self, half, 2, mean + d);
    const double edge = ratio < 1 ? (1 - sqrt(ratio)) * (1 - sqrt(ratio)) : 0;
    sw_linear_eigen(c, (int)d, value, vector);
    for (size_t k = 0; k < d; k++) {
        if (value[k] > edge)
            value[k] = 1;
        value[k] = fmax(value[k], smallest);
    }
}

void sw_abc_kernel_learn(sw_abc *self, double *scratch)
{
    const size_t d = (size_t)self->head.n_values;
    for (size_t half = 0; half < 2; half++)
        learn_from(self, 1 - half, self->eigenvalue + half * d,
                   self->eigenvector + half * d * d, scratch);
}

double sw_abc_kernel_step(int k)
{
    return step_size[k];
}

/* One of the step sizes by a uniform. */
static int choose_step(const sw_abc_head *h, double u)
{
    double share[SW_ABC_STEPS], best = 0, sum = 0;
    for (int k = 0; k < SW_ABC_STEPS; k++) {
        share[k] = h->step_tried[k] > 0
                       ? step_size[k] * step_size[k] * h->step_score[k] / h->step_tried[k]
                       : 0;
        best = share[k] > best ? share[k] : best;
    }
    for (int k = 0; k < SW_ABC_STEPS; k++) {
        share[k] = best > 0 ? (share[k] / best) * (share[k] / best) : 1;
        share[k] = share[k] > least_share ? share[k] : least_share;
        sum += share[k];
    }
    for (int k = 0; k < SW_ABC_STEPS - 1; k++) {
        u -= share[k] / sum;
        if (u < 0)
            return k;
    }
    return SW_ABC_STEPS - 1;
}

int sw_abc_kernel_propose(const sw_abc *self, size_t half, const double *w,
                          uint32_t number, double *to, double *scratch)
{
    const size_t d = (size_t)self->head.n_values;
    const double *value = self->eigenvalue + half * d,
                 *vector = self->eigenvector + half * d * d;
    const sw_key key =
        sw_key_of(self->head.seed, number, SW_STREAM_INFERENCE, SW_ABC_MONTH_MOVE);
    const sw_words chance = sw_draw(key, 0x80000000u, 0);
    const int step = choose_step(&self->head, sw_uniform53(chance.w[0], chance.w[1]));
    const double s = step_size[step];
    for (size_t k = 0; k < d; k++) {
        const double l = value[k];
        const sw_words words = sw_draw(key, (uint32_t)k, 0);
        double y = 0;
        for (size_t j = 0; j < d; j++)
            y += vector[j * d + k] * w[j];
        scratch[k] = sqrt(1 - s * s * l) * y +
                     s * sqrt(l) * sw_normal_d(sw_uniform53(words.w[0], words.w[1]));
    }
    for (size_t j = 0; j < d; j++) {
        to[j] = 0;
        for (size_t k = 0; k < d; k++)
            to[j] += vector[j * d + k] * scratch[k];
    }
    return step;
}
