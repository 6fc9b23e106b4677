/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are n numbers uniform? Chi-square over equal cells, and the simultaneous band of Sailynoja,
 * Buerkner & Vehtari (2022): at K points z_k = k / K the number of values <= z_k is binomial(n,
 * z_k); g is the smallest two-sided pointwise tail probability over the points, and its p-value is
 * one minus the probability that a uniform sample stays within all pointwise intervals of tail
 * probability g: a Markov chain over the points, computed exactly (their algorithm 2, here for
 * given g).
 */
#include <sidework/scoring.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>

#include "special.h"

enum { MOST_BINS = 50, MOST_POINTS = 60, MOST_WALK = 5000 };

/* P(binomial(n, p) <= k) */
static double binomial_cdf(int k, int n, double p)
{
    return k < 0    ? 0
           : k >= n ? 1
                    : 1 - sw_incomplete_beta(k + 1.0, n - k, p, 1 - p, NULL);
}

/* Two-sided: twice the smaller tail. */
static double pointwise(int k, int n, double p)
{
    return 2 * sw_min_d(binomial_cdf(k, n, p), 1 - binomial_cdf(k - 1, n, p));
}

typedef struct walk {
    int n, points;
    double *now, *next, *log_factorial; /* [n + 1] each */
} walk;

/* One step: from `have` values below z_(k-1) to those below z_k, each of the others being in
 * between with probability p. */
static void step(walk *w, double p, int low, int high, int have_low, int have_high)
{
    const double log_p = sw_log_d(p), log_q = p < 1 ? sw_log_d(1 - p) : 0;
    memset(w->next, 0, ((size_t)w->n + 1) * sizeof *w->next);
    for (int have = have_low; have <= have_high; have++) {
        if (!(w->now[have] > 0))
            continue;
        for (int to = have > low ? have : low; to <= high; to++) {
            const int more = to - have, left = w->n - have;
            if (p >= 1 && more < left)
                continue;
            w->next[to] +=
                w->now[have] * sw_exp_d(w->log_factorial[left] - w->log_factorial[more] -
                                        w->log_factorial[left - more] + more * log_p +
                                        (left - more) * log_q);
        }
    }
    double *swap = w->now;
    w->now = w->next;
    w->next = swap;
}

/* P(all points keep a pointwise tail above g). */
static double inside(walk *w, double g)
{
    int have_low = 0, have_high = 0;
    double sum = 0;
    memset(w->now, 0, ((size_t)w->n + 1) * sizeof *w->now);
    w->now[0] = 1;
    for (int k = 1; k < w->points; k++) {
        const double z = (double)k / w->points;
        int low = 0, high = w->n;
        while (low <= w->n && !(2 * binomial_cdf(low, w->n, z) > g))
            low++;
        while (high >= 0 && !(2 * (1 - binomial_cdf(high - 1, w->n, z)) > g))
            high--;
        if (low > high)
            return 0;
        step(w, 1.0 / (w->points - k + 1), low, high, have_low, have_high);
        have_low = low;
        have_high = high;
    }
    for (int have = have_low; have <= have_high; have++)
        sum += w->now[have];
    return sum;
}

static int band(sw_uniformity *self, const double *pit, int n)
{
    walk w = {.n = n, .points = n < MOST_POINTS ? n : MOST_POINTS};
    double g = 1, *block = calloc(3 * ((size_t)n + 1), sizeof *block);
    if (!block)
        return SW_MEMORY;
    w.now = block;
    w.next = w.now + n + 1;
    w.log_factorial = w.next + n + 1;
    for (int k = 1; k <= n; k++)
        w.log_factorial[k] = w.log_factorial[k - 1] + sw_log_d(k);
    for (int k = 1; k < w.points; k++) {
        int below = 0;
        for (int i = 0; i < n; i++)
            below += pit[i] <= (double)k / w.points;
        g = sw_min_d(g, pointwise(below, n, (double)k / w.points));
    }
    self->points = w.points - 1;
    /* a deviation as large as this one is outside, up to rounding */
    self->band_p = sw_clamp_d(1 - inside(&w, g * (1 + 1e-9)), 0, 1);
    free(block);
    return SW_OK;
}

static void chi_square(sw_uniformity *self, const double *pit, int n, int bins)
{
    int count[MOST_BINS] = {0};
    self->bins = bins;
    for (int i = 0; i < n; i++) {
        const int k = (int)(pit[i] * bins);
        count[k < bins ? k : bins - 1]++;
    }
    for (int k = 0; k < bins; k++) {
        const double e = count[k] - (double)n / bins;
        self->chi_square += e * e / ((double)n / bins);
    }
    self->chi_square_p =
        bins > 1 ? 1 - sw_incomplete_gamma(0.5 * (bins - 1), 0.5 * self->chi_square, NULL)
                 : 1;
}

int sw_uniformity_test(sw_uniformity *self, const double *pit, int n, int bins)
{
    memset(self, 0, sizeof *self);
    self->n = n;
    if (n < 1 || bins < 0 || bins > MOST_BINS)
        return SW_INPUT;
    for (int i = 0; i < n; i++) {
        if (!(pit[i] >= 0 && pit[i] <= 1))
            return SW_INPUT;
    }
    if (bins == 0)
        bins = n / 20 < 2 ? 2 : n / 20 > MOST_BINS ? MOST_BINS : n / 20;
    chi_square(self, pit, n, bins);
    self->band_p = NAN;
    return n <= MOST_WALK ? band(self, pit, n) : SW_OK;
}
