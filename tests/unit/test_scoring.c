/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores and calibration checks against known numbers, slow readable twins, and negative controls. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include <sidework/arithmetic.h>
#include <sidework/random.h>
#include <sidework/scoring.h>

static double uniform(uint32_t who, uint32_t draw)
{
    const sw_words words = sw_draw(sw_key_of(4, draw, SW_STREAM_SURVEY, 0), who, 0);
    return sw_uniform53(words.w[0], words.w[1]);
}

static void test_crps(void **state)
{
    enum { N = 7 };
    double x[N], distance = 0, pairs = 0, plain = 0, fair = 0;
    (void)state;
    assert_true(fabs(sw_crps_normal(0, 1, 0) - 0.23369497725510915) < 1e-13);
    assert_true(fabs(sw_crps_normal(3, 2, 4) - 2 * sw_crps_normal(0, 1, 0.5)) < 1e-13);
    assert_true(sw_crps_normal(3, 0, 5) == 2 && sw_crps_ensemble(x, 0, 0) != 0);
    for (int i = 0; i < N; i++)
        x[i] = uniform(1, (uint32_t)i);
    for (int i = 0; i < N; i++) {
        distance += fabs(x[i] - 0.3) / N;
        for (int j = 0; j < N; j++)
            pairs += fabs(x[i] - x[j]);
    }
    assert_true(fabs(sw_crps_ensemble(x, N, 0.3) - (distance - pairs / (2 * N * N))) <
                1e-13);
    assert_true(fabs(sw_crps_ensemble_fair(x, N, 0.3) -
                     (distance - pairs / (2 * N * (N - 1)))) < 1e-13);
    /* the fair one of few members expects what the normal's is, the plain one more: by sd /
     * (n sqrt(pi)) */
    for (uint32_t r = 0; r < 20000; r++) {
        for (uint32_t i = 0; i < 4; i++)
            x[i] = sw_normal_d(uniform(2 + i, r));
        plain += sw_crps_ensemble(x, 4, 0) / 20000;
        fair += sw_crps_ensemble_fair(x, 4, 0) / 20000;
    }
    assert_true(fabs(fair - sw_crps_normal(0, 1, 0)) < 0.01);
    assert_true(fabs(plain - fair - 0.5641896 / 4) < 0.01);
}

static void test_ranks(void **state)
{
    const double x[] = {1, 2, 2, 3};
    int equal;
    (void)state;
    assert_int_equal(sw_rank_below(x, 4, 2, &equal), 1);
    assert_int_equal(equal, 2);
    assert_true(sw_pit(x, 4, 2) == 0.5 && sw_pit(x, 4, 0) == 0 && sw_pit(x, 4, 9) == 1);
    assert_true(fabs(sw_pit_randomised(x, 4, 2, 0.5) - 0.5) < 1e-15);
    assert_int_equal(sw_rank_randomised(x, 4, 2, 0.01), 1);
    assert_int_equal(sw_rank_randomised(x, 4, 2, 0.99), 3);
    assert_int_equal(sw_rank_randomised(x, 4, 9, 0.99), 4);
}

static void test_intervals(void **state)
{
    (void)state;
    for (uint32_t k = 0; k <= 20; k++) {
        const sw_interval c = sw_interval_clopper(k, 20, 0.9),
                          w = sw_interval_wilson(k, 20, 0.9);
        if (k > 0) /* P(X >= k) at the lower end is 5 % */
            assert_true(fabs(gsl_cdf_binomial_Q(k - 1, c.low, 20) - 0.05) < 1e-9);
        if (k < 20)
            assert_true(fabs(gsl_cdf_binomial_P(k, c.high, 20) - 0.05) < 1e-9);
        assert_true(w.low <= k / 20.0 && w.high >= k / 20.0 && w.low >= 0 && w.high <= 1);
    }
    const sw_interval w = sw_interval_wilson(5, 50, 0.95);
    assert_true(fabs(w.low - 0.0434749) < 1e-6 && fabs(w.high - 0.2136022) < 1e-6);
}

/* Under uniformity both p-values are uniform themselves; of a squeezed sample they are small. */
static void test_uniformity(void **state)
{
    enum { SETS = 200, N = 100 };
    int small_chi = 0, small_band = 0;
    double pit[1000];
    sw_uniformity test;
    (void)state;
    for (uint32_t set = 0; set < SETS; set++) {
        for (uint32_t i = 0; i < N; i++)
            pit[i] = uniform(set + 100, i);
        assert_int_equal(sw_uniformity_test(&test, pit, N, 0), SW_OK);
        small_chi += test.chi_square_p < 0.2;
        small_band += test.band_p < 0.2;
    }
    /* 40 expected, sd 5.7; five of them */
    assert_in_range(small_chi, 12, 68);
    assert_in_range(small_band, 12, 68);
    for (uint32_t i = 0; i < 1000; i++)
        pit[i] = uniform(99, i);
    assert_int_equal(sw_uniformity_test(&test, pit, 1000, 0), SW_OK);
    assert_true(test.chi_square_p > 0.001 && test.band_p > 0.001 && test.bins == 50);
    for (int i = 0; i < 1000; i++) /* a posterior that is a fifth too narrow */
        pit[i] = gsl_cdf_ugaussian_P(1.25 * gsl_cdf_ugaussian_Pinv(pit[i]));
    assert_int_equal(sw_uniformity_test(&test, pit, 1000, 20), SW_OK);
    assert_true(test.chi_square_p < 0.001 && test.band_p < 0.001);
    pit[3] = NAN;
    assert_int_equal(sw_uniformity_test(&test, pit, 1000, 20), SW_INPUT);
    assert_int_equal(sw_uniformity_test(&test, pit, 0, 20), SW_INPUT);
    pit[0] = 0.5;
    assert_int_equal(sw_uniformity_test(&test, pit, 1, 0), SW_OK);
}

/* A conjugate normal whose posterior is drawn exactly, or with `narrow` times its sd. */
static int fit(void *context, uint32_t number, double *truth, double *posterior)
{
    const double narrow = *(const double *)context;
    if (number == 4000000)
        return SW_INTERRUPT;
    truth[0] = sw_normal_d(uniform(7, number));
    const double x = truth[0] + sw_normal_d(uniform(8, number));
    for (uint32_t i = 0; i < 99; i++)
        posterior[i] =
            0.5 * x + narrow * sqrt(0.5) * sw_normal_d(uniform(1000 + i, number));
    return SW_OK;
}

static int refuses(void *context, uint32_t number, double *truth, double *posterior)
{
    (void)context;
    truth[0] = posterior[0] = 0;
    return number == 3 ? SW_INTERRUPT : SW_OK;
}

static void test_sbc(void **state)
{
    static double pit[1000];
    double narrow = 1;
    sw_sbc sbc = {1000, 1, 99, 5, fit, &narrow};
    sw_uniformity test;
    (void)state;
    assert_int_equal(sw_sbc_run(&sbc, pit, NULL), SW_OK);
    assert_int_equal(sw_uniformity_test(&test, pit, 1000, 20), SW_OK);
    assert_true(test.chi_square_p > 0.001 && test.band_p > 0.001);
    narrow = 0.8;
    assert_int_equal(sw_sbc_run(&sbc, pit, NULL), SW_OK);
    assert_int_equal(sw_uniformity_test(&test, pit, 1000, 20), SW_OK);
    assert_true(test.chi_square_p < 0.001 && test.band_p < 0.001);
    sbc.n_posterior = 1;
    sbc.fit = refuses;
    assert_int_equal(sw_sbc_run(&sbc, pit, NULL), SW_INTERRUPT);
    sbc.n_sets = 0;
    assert_int_equal(sw_sbc_run(&sbc, pit, NULL), SW_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crps), cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_intervals), cmocka_unit_test(test_uniformity),
        cmocka_unit_test(test_sbc)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
