/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Differences of two means, paired or not. Private to output/. Differences are other -
 * base; what cannot be said is NaN.
 */
#ifndef SIDEWORK_OUTPUT_PAIRED_H
#define SIDEWORK_OUTPUT_PAIRED_H

#include <stddef.h>

typedef struct sw_interval {
    double low, high;
} sw_interval;

/* One sample; n counts the values that are not NaN. */
typedef struct sw_sample {
    double n, mean, variance;
} sw_sample;

typedef struct sw_pairs {
    sw_sample base, other, difference; /* all of the pairs in which neither is NaN */
} sw_pairs;

sw_sample sw_sample_of(const double *values, size_t n);
sw_pairs sw_pairs_of(const double *base, const double *other, size_t n);

/* As if two more values had been seen, low and high: a mean of values that can only lie in
 * [low, high] is never taken for certain because all n values agreed. */
sw_sample sw_sample_bounded(sw_sample sample, double low, double high);

/* mean +- t sqrt(variance / n); n - 1 degrees of freedom. */
sw_interval sw_t_interval(const sw_sample *difference, double level);
double sw_t_p(const sw_sample *difference);

/* Welch (1947), with Satterthwaite's degrees of freedom. */
sw_interval sw_welch_interval(const sw_sample *base, const sw_sample *other,
                              double level);
double sw_welch_p(const sw_sample *base, const sw_sample *other);

/* (variance of base + variance of other) / variance of the difference: how many times more
 * replications the same precision would take without pairing. Infinite if all pairs differ
 * alike, NaN if nothing varies. */
double sw_pairing_gain(const sw_pairs *pairs);

#endif
