/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine against outcomes known exactly: many replications of a small world, and the
 * comparison of what they show with theory. Standard errors come from theory too, so that
 * they cannot hide a fault. 4.9 of them: chance alone goes beyond once in a million
 * comparisons, and the seed is fixed.
 */
#ifndef SIDEWORK_TESTS_SUPPORT_EXACT_H
#define SIDEWORK_TESTS_SUPPORT_EXACT_H

#include "support/simulation.h"

/* The values a tally can take: 0 ... LARGEST_COUNT. */
enum { LARGEST_COUNT = 255, N_COUNTS = LARGEST_COUNT + 1 };

/* How often each count was seen. Zero-initialise. */
typedef struct tally {
    long n, seen[N_COUNTS];
} tally;

void tally_add(tally *self, int count);
long tally_at_least(const tally *self, int k);

/* A distribution over the same counts; P [N_COUNTS], sum 1. */
typedef struct law {
    double p[N_COUNTS];
} law;

law law_binomial(int n, double p);
/* Of n trials whose common probability is drawn once from beta(a, b). */
law law_beta_binomial(int n, double a, double b);
/* Each of the counted kept independently with probability p. */
law law_thinned(const law *of, double p);
/* Of the sum of two independent counts. */
law law_sum(const law *x, const law *y);

double law_at_least(const law *self, int k);
double law_mean(const law *self);
/* Central moment of order 2, 3, 4. */
double law_moment(const law *self, int order);

/* Fails unless a share agrees with its probability; refuses comparisons in which the
 * normal bound would be wrong. Probability 0 or 1 is held to the last replication. */
void expect_share(const char *what, long hits, long n, double p);

/* Mean, variance and P(count >= k). */
void expect_law(const char *what, const tally *seen, const law *exact, int k);

/* Standard errors by which the tally's variance misses that of a law. */
double variance_off(const tally *seen, const law *exact);

/*
 * Runs replications 0 ... n - 1 of a scenario up to and including month `months` - 1 and
 * hands each to `look` with the record as far as it is filled (record ends, such as
 * first_year_reached, only where all months are run). The scenario must have
 * `n_uncertain` uncertain parameters. `setup`, if not NULL, sees the world before the
 * first. Prints replications and seconds.
 */
typedef struct exact_run {
    const char *path;
    const char *const *settings;
    long replications;
    int months, n_uncertain;
    void (*setup)(const simulation *world, void *context);
    void (*look)(const simulation *world, void *context);
    void *context;
} exact_run;

void run_exact(const exact_run *run);

/* A recorded value that must be a whole number of `unit`; fails if it is not. */
int whole_units(double value, double unit);

#endif
