/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   n = (z_((1 + level) / 2) + z_power)^2 variance / difference^2
 * Check: difference 1, variance 1, 95 %, 90 %: 10.507, so 11.
 *
 * Holm, S. (1979), Scand. J. Stat. 6, 65-70: the k-th smallest of m p-values times
 * m - k + 1, never below an earlier one. Check: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06.
 */
#include "settle.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define MOST 1e12

double sw_settle_mean(double difference, double variance, double level, double power)
{
    if (isnan(difference) || isnan(variance))
        return NAN;
    if (difference == 0)
        return INFINITY;
    const double z =
        gsl_cdf_ugaussian_Pinv((1 + level) / 2) + gsl_cdf_ugaussian_Pinv(power);
    return ceil(z * z * variance / (difference * difference));
}

/* Shares that stay the same while n grows: of pairs, or of two samples of n each. */
typedef struct shares {
    sw_fourfold pairs;
    double p1, p2;
    int paired;
    double level;
} shares;

static int leaves_out_0(const shares *s, double n)
{
    sw_interval i;
    if (s->paired) {
        const sw_fourfold t = {s->pairs.both * n, s->pairs.first_only * n,
                               s->pairs.second_only * n, s->pairs.neither * n};
        i = sw_newcombe_paired(&t, s->level);
    } else {
        i = sw_newcombe_independent(s->p1 * n, n, s->p2 * n, n, s->level);
    }
    return i.low > 0 || i.high < 0;
}

/* The smallest whole n >= from, by doubling and halving. */
static double first_that_does(const shares *s, double from)
{
    double low = from, high = from;
    if (leaves_out_0(s, from))
        return from;
    while (high < MOST && !leaves_out_0(s, high)) {
        low = high;
        high *= 2;
    }
    if (high >= MOST)
        return INFINITY;
    while (high - low > 1) {
        const double middle = floor((low + high) / 2);
        if (leaves_out_0(s, middle))
            high = middle;
        else
            low = middle;
    }
    return high;
}

double sw_settle_paired(const sw_fourfold *t, double level, double power)
{
    const double n = t->both + t->first_only + t->second_only + t->neither;
    if (!(n > 0))
        return NAN;
    const shares s = {
        {t->both / n, t->first_only / n, t->second_only / n, t->neither / n},
        0,
        0,
        1,
        level};
    const double d = s.pairs.first_only - s.pairs.second_only;
    const double variance = s.pairs.first_only + s.pairs.second_only - d * d;
    const double least = sw_settle_mean(d, variance, level, power);
    return isfinite(least) ? first_that_does(&s, fmax(least, 1)) : least;
}

double sw_settle_independent(double k1, double n1, double k2, double n2, double level,
                             double power)
{
    if (!(n1 > 0) || !(n2 > 0))
        return NAN;
    const shares s = {{0, 0, 0, 0}, k1 / n1, k2 / n2, 0, level};
    const double variance = s.p1 * (1 - s.p1) + s.p2 * (1 - s.p2);
    const double least = sw_settle_mean(s.p1 - s.p2, variance, level, power);
    return isfinite(least) ? first_that_does(&s, fmax(least, 1)) : least;
}

void sw_holm(const double *p, size_t n, double *adjusted)
{
    double m = 0;
    for (size_t i = 0; i < n; i++)
        m += !isnan(p[i]);
    for (size_t i = 0; i < n; i++) {
        /* the largest of (m - k + 1) p_(k) over all p_(k) up to this one */
        adjusted[i] = p[i];
        for (size_t j = 0; j < n && !isnan(p[i]); j++) {
            double before = 0;
            if (!(p[j] <= p[i]))
                continue;
            for (size_t k = 0; k < n; k++)
                before += p[k] < p[j] || (p[k] == p[j] && k < j);
            adjusted[i] = fmin(1, fmax(adjusted[i], (m - before) * p[j]));
        }
    }
}
