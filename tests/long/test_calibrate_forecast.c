/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do forecasts cover what they say? 500 histories (support/history.h): a truth is drawn from the priors, its base year is
 * observed and learned from as `calibrate` does it, draws of the posterior are run ten years on, and the fan's 50, 80,
 * 90 % bands of the yearly rate after 1, 5, 10 years are held against what the truth went on to do.
 *
 * Fixed beforehand: nine coverages and six tests of the PIT's uniformity share a false alarm of 0.1 %; a coverage may
 * be anything that a binomial with the band's true content is with its part of that. The content of a band between two
 * interpolated order statistics (type 7) of m futures is ((m - 1) / (m + 1)) (nominal) in expectation: 0.961 of
 * nominal for 50. Bands of half the width, and a fan drawn together by half, must be seen. That the fan of the posterior
 * is worse than the priors' (CRPS, by more than 3.5 standard errors) would be a fault; that it is better is told, not
 * demanded.
 */
#include "support/history.h"

#include <gsl/gsl_cdf.h>
#include <sidework/scoring.h>

#include "statistics.h"

enum { HISTORIES = 500, FUTURES = 50, PRIOR_FUTURES = 10, SIMULATIONS = 1500 };
enum { HORIZONS = 3, BANDS = 3, CHECKS = HORIZONS * (BANDS + 2) };

static const int horizon[HORIZONS] = {1, 5, 10};
static const double band[BANDS] = {0.5, 0.8, 0.9};
static const double alarm = 0.001 / CHECKS;

/* At each horizon, of all histories. */
static struct {
    int hits[HORIZONS][BANDS], half_hits[HORIZONS][BANDS], ties[HORIZONS];
    double pit[HORIZONS][HISTORIES], narrow_pit[HORIZONS][HISTORIES];
    double crps[HORIZONS][HISTORIES], prior_crps[HORIZONS][HISTORIES];
    double contraction;
} seen;

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double tie_break(uint32_t number, int k)
{
    const sw_words words =
        sw_draw(sw_key_of(1, number, SW_STREAM_INFERENCE, 0), 0x80000000u, (uint32_t)k);
    return sw_uniform53(words.w[0], words.w[1]);
}

/* Fan x [FUTURES], sorted, of horizon k, against y. */
static void judge(int h, int k, double *x, double y)
{
    const double median = sw_quantile(x, FUTURES, 0.5);
    int equal;
    for (int b = 0; b < BANDS; b++) {
        const double low = sw_quantile(x, FUTURES, (1 - band[b]) / 2);
        const double high = sw_quantile(x, FUTURES, (1 + band[b]) / 2);
        seen.hits[k][b] += low <= y && y <= high;
        seen.half_hits[k][b] +=
            median - (median - low) / 2 <= y && y <= median + (high - median) / 2;
    }
    (void)sw_rank_below(x, FUTURES, y, &equal);
    seen.ties[k] += equal > 0;
    seen.crps[k][h] = sw_crps_ensemble_fair(x, FUTURES, y);
    seen.pit[k][h] = sw_pit_randomised(x, FUTURES, y, tie_break((uint32_t)h, k));
    for (int i = 0; i < FUTURES; i++)
        x[i] = median + (x[i] - median) / 2;
    seen.narrow_pit[k][h] = sw_pit_randomised(x, FUTURES, y, tie_break((uint32_t)h, k));
}

static void project(history *self, const double *values, uint32_t number, int i,
                    double fan[HORIZONS][FUTURES])
{
    const double *record = history_future(self, values, number);
    for (int k = 0; k < HORIZONS; k++)
        fan[k][i] =
            history_value(self, record, SW_INDICATOR_side_work_rate_annual, horizon[k]);
}

static void one_history(int h)
{
    static history self;
    static double fan[HORIZONS][FUTURES], before[HORIZONS][FUTURES];
    history_open(&self, (uint32_t)h, horizon[HORIZONS - 1], HISTORY_ALL);
    history_learn(&self, history_facts(&self, 1, 0, HISTORY_OBSERVED - 1), SIMULATIONS,
                  5 * self.w.scenario.n_priors);
    seen.contraction +=
        self.w.outcome.parameters[history_parameter(&self, "opportunity.team_rate")]
            .contraction /
        HISTORIES;
    for (uint32_t i = 0; i < FUTURES; i++)
        project(&self, history_posterior(&self, i), i, (int)i, fan);
    for (uint32_t i = 0; i < PRIOR_FUTURES; i++)
        project(&self, history_prior(&self, HISTORY_PRIOR + i), HISTORY_PRIOR + i, (int)i,
                before);
    for (int k = 0; k < HORIZONS; k++) {
        const double y = history_value(&self, self.lived,
                                       SW_INDICATOR_side_work_rate_annual, horizon[k]);
        seen.prior_crps[k][h] = sw_crps_ensemble_fair(before[k], PRIOR_FUTURES, y);
        qsort(fan[k], FUTURES, sizeof fan[k][0], ascending);
        judge(h, k, fan[k], y);
    }
    history_close(&self);
}

/* 1: so many hits of HISTORIES are what a band that holds the truth with probability p has. */
static int plausible(int hits, double p)
{
    const unsigned n = (unsigned)hits;
    return gsl_cdf_binomial_P(n, p, HISTORIES) > alarm / 2 &&
           (hits == 0 || gsl_cdf_binomial_Q(n - 1, p, HISTORIES) > alarm / 2);
}

static double content(double nominal)
{
    return nominal * (FUTURES - 1) / (FUTURES + 1);
}

static void test_coverage(void **state)
{
    int wrong = 0;
    (void)state;
    for (int h = 0; h < HISTORIES; h++) {
        one_history(h);
        if (h % 20 == 19) {
            (void)printf("%d histories\n", h + 1);
            (void)fflush(stdout);
        }
    }
    (void)printf("contraction of opportunity.team_rate %.3f\n", seen.contraction);
    for (int k = 0; k < HORIZONS; k++) {
        for (int b = 0; b < BANDS; b++) {
            const int fine = plausible(seen.hits[k][b], content(band[b]));
            (void)printf("after %2d years, band %.2f (content %.3f): %d of %d, %.3f%s\n",
                         horizon[k], band[b], content(band[b]), seen.hits[k][b],
                         HISTORIES, (double)seen.hits[k][b] / HISTORIES,
                         fine ? "" : " WRONG");
            wrong += !fine;
        }
        (void)printf("  histories with ties: %d\n", seen.ties[k]);
    }
    assert_int_equal(wrong, 0);
}

static double uniform_p(const double *pit)
{
    sw_uniformity test;
    assert_int_equal(sw_uniformity_test(&test, pit, HISTORIES, 20), SW_OK);
    (void)printf("chi-square p %.4g, band p %.4g\n", test.chi_square_p, test.band_p);
    return fmin(test.chi_square_p, test.band_p);
}

static void test_pit(void **state)
{
    double least = 1;
    (void)state;
    for (int k = 0; k < HORIZONS; k++) {
        (void)printf("PIT after %2d years: ", horizon[k]);
        least = fmin(least, uniform_p(seen.pit[k]));
    }
    assert_true(least > alarm);
}

static void test_half_the_width_is_seen(void **state)
{
    (void)state;
    for (int k = 0; k < HORIZONS; k++) {
        for (int b = 0; b < BANDS; b++) {
            (void)printf("half as wide, after %2d years, band %.2f: %.3f\n", horizon[k],
                         band[b], (double)seen.half_hits[k][b] / HISTORIES);
            assert_false(plausible(seen.half_hits[k][b], content(band[b])));
        }
        (void)printf("PIT of half the spread: ");
        assert_true(uniform_p(seen.narrow_pit[k]) < alarm);
    }
}

static void test_gain(void **state)
{
    int worse = 0;
    (void)state;
    for (int k = 0; k < HORIZONS; k++) {
        double mean = 0, before = 0, squares = 0;
        for (int h = 0; h < HISTORIES; h++) {
            mean += seen.crps[k][h] / HISTORIES;
            before += seen.prior_crps[k][h] / HISTORIES;
        }
        for (int h = 0; h < HISTORIES; h++) {
            const double gain = seen.prior_crps[k][h] - seen.crps[k][h] - (before - mean);
            squares += gain * gain;
        }
        const double error = sqrt(squares / (HISTORIES - 1.0) / HISTORIES);
        const double z = (before - mean) / error;
        (void)printf("after %2d years: CRPS %.6f, of the priors' fan %.6f: %+.1f %% "
                     "(%.1f errors), %s\n",
                     horizon[k], mean, before, 100 * (before - mean) / before, z,
                     z > 3.5 ? "a gain" : "no gain that is sure");
        worse += z < -3.5;
    }
    assert_int_equal(worse, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_coverage), cmocka_unit_test(test_pit),
        cmocka_unit_test(test_half_the_width_is_seen), cmocka_unit_test(test_gain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
