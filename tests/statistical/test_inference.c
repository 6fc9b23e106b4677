/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMC-ABC with regression adjustment, on a toy that is neither linear nor normal: simulation-based
 * calibration on 1,000 data sets, coverage of 50, 80 and 95 % intervals over 200, and the negative
 * control on 200: a calibrator that believes in half the noise must fail both.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include <sidework/abc.h>
#include <sidework/adjust.h>
#include <sidework/arithmetic.h>
#include <sidework/random.h>
#include <sidework/scoring.h>

enum { D = 3, M = 3, SETS = 1000, RUNS = 200, ROWS = 49, LEVELS = 3 };

static const double levels[LEVELS] = {0.5, 0.8, 0.95};

typedef struct toy {
    sw_prior_space space;
    double noise;
    uint64_t seed;
    int covered[LEVELS][D], runs;
} toy;

static double normal(uint64_t seed, uint32_t number, uint32_t who)
{
    const sw_words words = sw_draw(sw_key_of(seed, number, SW_STREAM_SURVEY, 0), who, 0);
    return sw_normal_d(sw_uniform53(words.w[0], words.w[1]));
}

/* A rate on a log scale, the sum of it and another, and a noisy share; the third parameter is
 * idle. */
static void simulate_with(double noise, uint64_t seed, const double *v, uint32_t number,
                          double *data)
{
    data[0] = v[0] + noise * 0.4 * normal(seed, number, 0);
    data[1] = sw_log_d(v[0]) + v[1] + noise * 0.3 * normal(seed, number, 1);
    data[2] = 1 / (1 + sw_exp_d(-v[1])) + noise * 0.2 * normal(seed, number, 2);
}

static int simulate(void *context, int worker, const double *values, uint32_t number,
                    double *data)
{
    const toy *self = context;
    (void)worker;
    simulate_with(self->noise, self->seed, values, number, data);
    return SW_OK;
}

static void cover(toy *self, const sw_posterior *p, const double *w)
{
    for (int k = 0; k < D; k++) {
        for (int l = 0; l < LEVELS; l++) {
            const double tail = 0.5 - 0.5 * levels[l];
            self->covered[l][k] +=
                w[k] >= sw_weighted_quantile(p->w, p->n, D, k, p->weight, tail) &&
                w[k] <= sw_weighted_quantile(p->w, p->n, D, k, p->weight, 1 - tail);
        }
    }
    self->runs++;
}

static int fit(void *context, uint32_t number, double *truth, double *posterior)
{
    toy *self = context;
    double w[D], v[D], observed[M];
    int32_t rows[ROWS];
    const sw_abc_problem problem = {&self->space, M, observed, simulate, self};
    const sw_abc_options options = {
        .seed = number, .n_threads = 1, .n_particles = 200, .max_simulations = 3000};
    sw_abc abc = {0};
    sw_posterior p = {0};
    self->seed = number;
    (void)sw_prior_space_draw(&self->space, 4711, number, w, v);
    simulate_with(1, 4712, v, number, observed);
    int status = sw_abc_run(&abc, &problem, &options, NULL);
    if (!status) {
        const sw_adjust_sample sample = {
            200, D, M, abc.w, abc.data, abc.distance, observed, abc.number};
        status = sw_adjust(&p, &sample, SW_ADJUST_LINEAR, NULL);
    }
    if (!status) {
        sw_resample(p.n, p.weight, number, 0, ROWS, rows);
        if (number < RUNS)
            cover(self, &p, w);
    }
    for (int k = 0; k < D && !status; k++) {
        truth[k] = w[k];
        for (int i = 0; i < ROWS; i++)
            posterior[i * D + k] = p.w[rows[i] * D + k];
    }
    sw_posterior_free(&p);
    sw_abc_free(&abc);
    return status;
}

/* Returns the smallest p-value of the ranks of n_sets data sets, and of coverage in *coverage. */
static double calibrate(int n_sets, double noise, double *coverage)
{
    static double pit[D * SETS];
    static const sw_prior priors[D] = {
        {.distribution = SW_DISTRIBUTION_lognormal, .a = {1, 0.5}, .min = 0.2, .max = 4},
        {.distribution = SW_DISTRIBUTION_normal, .a = {0, 1}, .min = -2, .max = 1e300},
        {.distribution = SW_DISTRIBUTION_gamma, .a = {1, 3}, .min = 0, .max = 1e300}};
    toy self = {.noise = noise};
    double least = 1;
    assert_int_equal(sw_prior_space_init(&self.space, priors, D, NULL, NULL), SW_OK);
    const sw_sbc sbc = {n_sets, D, ROWS, 3, fit, &self};
    assert_int_equal(sw_sbc_run(&sbc, pit, NULL), SW_OK);
    for (int k = 0; k < D; k++) {
        sw_uniformity test;
        assert_int_equal(sw_uniformity_test(&test, pit + k * n_sets, n_sets, 25), SW_OK);
        (void)printf("noise %g, parameter %d: chi-square p %.4g, band p %.4g\n", noise, k,
                     test.chi_square_p, test.band_p);
        least = fmin(least, fmin(test.chi_square_p, test.band_p));
    }
    *coverage = 1;
    for (int l = 0; l < LEVELS; l++) {
        for (int k = 0; k < D; k++) {
            const unsigned n = (unsigned)self.runs, c = (unsigned)self.covered[l][k];
            const double low = gsl_cdf_binomial_P(c, levels[l], n);
            const double high = c ? gsl_cdf_binomial_Q(c - 1, levels[l], n) : 1;
            (void)printf("  %2.0f %% interval of parameter %d: %u of %u\n",
                         100 * levels[l], k, c, n);
            *coverage = fmin(*coverage, 2 * fmin(low, high));
        }
    }
    sw_prior_space_free(&self.space);
    return least;
}

/* Six tests of ranks and nine of coverage, each at 0.1 %. */
static void test_calibrated(void **state)
{
    double coverage;
    (void)state;
    const double least = calibrate(SETS, 1, &coverage);
    assert_true(least > 0.001);
    assert_true(coverage > 0.001);
}

static void test_half_the_noise_is_seen(void **state)
{
    double coverage;
    (void)state;
    const double least = calibrate(RUNS, 0.5, &coverage);
    assert_true(least < 0.001);
    assert_true(coverage < 0.001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calibrated),
                                       cmocka_unit_test(test_half_the_noise_is_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
