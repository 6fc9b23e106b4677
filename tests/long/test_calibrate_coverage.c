/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do posterior intervals hold the truth as often as they say? 100 histories of the small city (support/history.h), each
 * learned from its base year with `calibrate`'s defaults (1,000 particles, at most 20,000 simulations): how often the
 * middle 50, 80, 95 % of the draws hold the value that made the data. Four parameters with wide priors are judged, each
 * at each level; the others, of which the data say next to nothing, are told together.
 *
 * Fixed beforehand: the twelve shares together have a false alarm of 0.1 %, each a binomial's. Intervals half as wide
 * must be seen at every level. Every tenth run prints where it stands, so a run that is ended early says something.
 */
#include "support/history.h"

#include <gsl/gsl_cdf.h>

#include "statistics.h"

enum { RUNS = 100, JUDGED = HISTORY_WIDE, LEVELS = 3, DRAWS = 1000 };

static const double level[LEVELS] = {0.5, 0.8, 0.95};
static const double alarm = 0.001 / (JUDGED * LEVELS);

static int hits[JUDGED][LEVELS], half_hits[JUDGED][LEVELS], other_hits[LEVELS], others;
static double contraction[JUDGED], effective, simulations;

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void count(const double *x, double y, int *hit, int *half_hit)
{
    const double median = sw_quantile(x, DRAWS, 0.5);
    for (int l = 0; l < LEVELS; l++) {
        const double low = sw_quantile(x, DRAWS, (1 - level[l]) / 2);
        const double high = sw_quantile(x, DRAWS, (1 + level[l]) / 2);
        hit[l] += low <= y && y <= high;
        if (half_hit)
            half_hit[l] += (median + low) / 2 <= y && y <= (median + high) / 2;
    }
}

static int place_of(const char *path)
{
    for (int k = 0; k < JUDGED; k++)
        if (!strcmp(history_wide[k], path))
            return k;
    return -1;
}

static void one_run(int number)
{
    static history self;
    static double x[DRAWS];
    history_open(&self, 50000 + (uint32_t)number, 1, HISTORY_ALL);
    history_learn(&self, history_facts(&self, 1, 0, HISTORY_OBSERVED - 1), 0, 0);
    const sw_calibration *c = &self.w.outcome;
    assert_int_equal(c->n_draws, DRAWS);
    effective += c->effective;
    simulations += c->simulations;
    for (int j = 0; j < c->n_parameters; j++) {
        const int k = place_of(c->parameters[j].path);
        for (int i = 0; i < DRAWS; i++)
            x[i] = c->values[(size_t)i * (size_t)c->n_parameters + (size_t)j];
        qsort(x, DRAWS, sizeof x[0], ascending);
        count(x, self.truth[j], k < 0 ? other_hits : hits[k],
              k < 0 ? NULL : half_hits[k]);
        others += k < 0;
        if (k >= 0)
            contraction[k] += c->parameters[j].contraction;
    }
    history_close(&self);
}

static void tell(int runs)
{
    (void)printf("%d runs, %.0f simulations and %.0f effective draws each\n", runs,
                 simulations / runs, effective / runs);
    for (int k = 0; k < JUDGED; k++)
        (void)printf("  %-24s contraction %.2f, 50 %%: %d, 80 %%: %d, 95 %%: %d; half as "
                     "wide: %d, %d, %d\n",
                     history_wide[k], contraction[k] / runs, hits[k][0], hits[k][1],
                     hits[k][2], half_hits[k][0], half_hits[k][1], half_hits[k][2]);
    (void)printf("  others, of %d: %.4f, %.4f, %.4f\n", others,
                 (double)other_hits[0] / others, (double)other_hits[1] / others,
                 (double)other_hits[2] / others);
    (void)fflush(stdout);
}

/* 1: so many hits of RUNS are what an interval that holds the truth with probability p has. */
static int plausible(int n_hits, double p)
{
    const unsigned n = (unsigned)n_hits;
    return gsl_cdf_binomial_P(n, p, RUNS) > alarm / 2 &&
           (n == 0 || gsl_cdf_binomial_Q(n - 1, p, RUNS) > alarm / 2);
}

static void test_coverage(void **state)
{
    int wrong = 0;
    (void)state;
    for (int r = 0; r < RUNS; r++) {
        one_run(r);
        if (r % 10 == 9)
            tell(r + 1);
    }
    for (int k = 0; k < JUDGED; k++)
        for (int l = 0; l < LEVELS; l++)
            wrong += !plausible(hits[k][l], level[l]);
    assert_int_equal(wrong, 0);
}

static void test_half_the_width_is_seen(void **state)
{
    (void)state;
    for (int k = 0; k < JUDGED; k++)
        for (int l = 0; l < LEVELS; l++)
            assert_false(plausible(half_hits[k][l], level[l]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_coverage),
                                       cmocka_unit_test(test_half_the_width_is_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
