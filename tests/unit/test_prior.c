/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws of uncertain parameters against theory: mean and variance of 20,000 replications within 4.9 standard
 * errors (a false alarm in a million; the seed is fixed, so it is the same every time), distribution functions
 * by their largest distance, truncation, and that a draw depends on nothing but its counter.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include <sidework/prior.h>

enum { N = 20000 };

static const double errors = 4.9;
static double values[N];

static sw_prior prior_of(enum sw_distribution distribution, double a, double b, double c)
{
    return (sw_prior){.key = 12345,
                      .distribution = distribution,
                      .a = {a, b, c},
                      .min = -1e300,
                      .max = 1e300};
}

static void draw_all(const sw_prior *prior)
{
    for (uint32_t r = 0; r < N; r++) {
        values[r] = sw_prior_draw(prior, 2021, r);
    }
}

/* Mean m, variance v and fourth central moment m4 are known exactly. */
static void expect_moments(const sw_prior *prior, double m, double v, double m4)
{
    double sum = 0;
    double squares = 0;
    draw_all(prior);
    for (int i = 0; i < N; i++) {
        sum += values[i];
        squares += (values[i] - m) * (values[i] - m);
    }
    const double mean_error = fabs(sum / N - m) / sqrt(v / N);
    const double variance_error = fabs(squares / N - v) / sqrt((m4 - v * v) / N);
    if (!(mean_error < errors) || !(variance_error < errors)) {
        fail_msg("distribution %d: mean is %g and variance %g standard errors off",
                 (int)prior->distribution, mean_error, variance_error);
    }
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov's distance; 2.7 / sqrt(n) is passed by chance once in a million. */
static void expect_cdf(const sw_prior *prior, double (*cdf)(const sw_prior *, double))
{
    double distance = 0;
    draw_all(prior);
    qsort(values, N, sizeof *values, ascending);
    for (int i = 0; i < N; i++) {
        const double p = cdf(prior, values[i]);
        distance = fmax(distance, fmax(p - (double)i / N, (double)(i + 1) / N - p));
    }
    if (!(distance < 2.7 / sqrt(N))) {
        fail_msg("distribution %d: distance %g", (int)prior->distribution, distance);
    }
}

static double normal_cdf(const sw_prior *p, double x)
{
    return gsl_cdf_ugaussian_P((x - p->a[0]) / p->a[1]);
}

static double lognormal_cdf(const sw_prior *p, double x)
{
    return gsl_cdf_lognormal_P(x, log(p->a[0]), p->a[1]);
}

static double uniform_cdf(const sw_prior *p, double x)
{
    return gsl_cdf_flat_P(x, p->a[0], p->a[1]);
}

static double beta_cdf(const sw_prior *p, double x)
{
    return gsl_cdf_beta_P(x, p->a[0] * p->a[1], (1 - p->a[0]) * p->a[1]);
}

static void test_normal(void **state)
{
    const sw_prior prior = prior_of(SW_DISTRIBUTION_normal, 0.4, 0.2, 0);
    (void)state;
    expect_moments(&prior, 0.4, 0.04, 3 * 0.04 * 0.04);
    expect_cdf(&prior, normal_cdf);
}

static void test_lognormal(void **state)
{
    const double s2 = 0.3 * 0.3;
    const double w = exp(s2);
    const double m = 1.5 * exp(s2 / 2);
    const double v = m * m * (w - 1);
    const sw_prior prior = prior_of(SW_DISTRIBUTION_lognormal, 1.5, 0.3, 0);
    (void)state;
    expect_moments(&prior, m, v, v * v * (w * w * w * w + 2 * w * w * w + 3 * w * w - 3));
    expect_cdf(&prior, lognormal_cdf);
}

static void test_uniform(void **state)
{
    const sw_prior prior = prior_of(SW_DISTRIBUTION_uniform, -1, 3, 0);
    (void)state;
    expect_moments(&prior, 1, 16.0 / 12, 256.0 / 80);
    expect_cdf(&prior, uniform_cdf);
}

static void test_triangular(void **state)
{
    static const double modes[] = {0, 0.2, 0.5, 1};
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        const double c = modes[i];
        const sw_prior prior = prior_of(SW_DISTRIBUTION_triangular, 0, c, 1);
        const double v = (1 - c + c * c) / 18;
        expect_moments(&prior, (1 + c) / 3, v, 2.4 * v * v);
    }
}

static void test_beta(void **state)
{
    /* shapes below and above 1, and far above */
    static const double table[][2] = {
        {0.3, 20}, {0.3, 2}, {0.5, 0.5}, {0.02, 10}, {0.9, 5000}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const double m = table[i][0];
        const double n = table[i][1];
        const double a = m * n;
        const double b = n - a;
        const double v = m * (1 - m) / (n + 1);
        const double excess = 6 * ((a - b) * (a - b) * (n + 1) - a * b * (n + 2)) /
                              (a * b * (n + 2) * (n + 3));
        const sw_prior prior = prior_of(SW_DISTRIBUTION_beta, m, n, 0);
        expect_moments(&prior, m, v, (excess + 3) * v * v);
        expect_cdf(&prior, beta_cdf);
    }
}

/* Shapes so small that the gammas underflow still give a fraction: nearly always 0 or 1. */
static void test_extreme_beta(void **state)
{
    const sw_prior prior = prior_of(SW_DISTRIBUTION_beta, 0.5, 1e-4, 0);
    double sum = 0;
    (void)state;
    draw_all(&prior);
    for (int i = 0; i < N; i++) {
        assert_true(values[i] >= 0 && values[i] <= 1);
        sum += values[i];
    }
    assert_true(fabs(sum / N - 0.5) < errors * 0.5 / sqrt(N));
}

/* A half normal: truncation by redrawing keeps the shape. */
static void test_truncation(void **state)
{
    sw_prior prior = prior_of(SW_DISTRIBUTION_normal, 0, 1, 0);
    double sum = 0;
    (void)state;
    prior.min = 0;
    prior.max = 100;
    draw_all(&prior);
    for (int i = 0; i < N; i++) {
        assert_true(values[i] >= 0);
        sum += values[i];
    }
    const double pi = 3.14159265358979323846;
    assert_true(fabs(sum / N - sqrt(2 / pi)) < errors * sqrt((1 - 2 / pi) / N));
    prior = prior_of(SW_DISTRIBUTION_beta, 0.3, 20, 0);
    prior.min = 0.25;
    prior.max = 0.35;
    draw_all(&prior);
    for (int i = 0; i < N; i++) {
        assert_true(values[i] >= 0.25 && values[i] <= 0.35);
    }
    assert_true(values[0] != values[1]);
}

static void test_unreachable(void **state)
{
    sw_prior prior = prior_of(SW_DISTRIBUTION_uniform, 0, 1, 0);
    (void)state;
    prior.min = 2;
    prior.max = 3;
    assert_true(sw_prior_draw(&prior, 1, 1) == 2);
}

static void test_central(void **state)
{
    sw_prior prior = prior_of(SW_DISTRIBUTION_normal, 0.4, 0.2, 0);
    (void)state;
    assert_true(sw_prior_central(&prior) == 0.4);
    prior.max = 0.3;
    assert_true(sw_prior_central(&prior) == 0.3);
    prior.min = 0.5;
    prior.max = 0.6;
    assert_true(sw_prior_central(&prior) == 0.5);
    prior = prior_of(SW_DISTRIBUTION_lognormal, 1.5, 0.3, 0);
    assert_true(sw_prior_central(&prior) == 1.5);
    prior = prior_of(SW_DISTRIBUTION_uniform, 1, 2, 0);
    assert_true(sw_prior_central(&prior) == 1.5);
    prior = prior_of(SW_DISTRIBUTION_beta, 0.25, 7, 0);
    assert_true(sw_prior_central(&prior) == 0.25);
    prior = prior_of(SW_DISTRIBUTION_triangular, 0, 0.2, 1); /* 1 - sqrt(0.5 * 1 * 0.8) */
    assert_true(fabs(sw_prior_central(&prior) - 0.36754446796632412) < 1e-15);
}

/* A draw is a function of its counter: any order, any neighbours, the same bits; another key, seed or
 * replication gives another value. */
static void test_function_of_counter(void **state)
{
    (void)state;
    for (int d = 0; d < SW_N_DISTRIBUTIONS; d++) {
        sw_prior prior = prior_of((enum sw_distribution)d, 0.25, 0.5, 0.75);
        double backwards[100];
        draw_all(&prior);
        for (int r = 99; r >= 0; r--) {
            backwards[r] = sw_prior_draw(&prior, 2021, (uint32_t)r);
        }
        assert_memory_equal(values, backwards, sizeof backwards);
        for (int r = 1; r < 100; r++) {
            assert_true(values[r] != values[r - 1]);
        }
        assert_true(sw_prior_draw(&prior, 2022, 0) != values[0]);
        assert_true(sw_prior_draw(&prior, 2021 + (1ull << 32), 0) != values[0]);
        prior.key++;
        assert_true(sw_prior_draw(&prior, 2021, 0) != values[0]);
    }
}

/* Two parameters are independent, and so are two replications: correlations within 4.9 / sqrt(n). */
static void test_independence(void **state)
{
    const sw_prior first = prior_of(SW_DISTRIBUTION_normal, 0, 1, 0);
    sw_prior second = first;
    double across = 0;
    double along = 0;
    (void)state;
    second.key = 12346;
    draw_all(&first);
    for (uint32_t r = 0; r < N; r++) {
        across += values[r] * sw_prior_draw(&second, 2021, r);
        along += r ? values[r] * values[r - 1] : 0;
    }
    assert_true(fabs(across) < errors * sqrt(N));
    assert_true(fabs(along) < errors * sqrt(N));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normal),       cmocka_unit_test(test_lognormal),
        cmocka_unit_test(test_uniform),      cmocka_unit_test(test_triangular),
        cmocka_unit_test(test_beta),         cmocka_unit_test(test_extreme_beta),
        cmocka_unit_test(test_truncation),   cmocka_unit_test(test_unreachable),
        cmocka_unit_test(test_central),      cmocka_unit_test(test_function_of_counter),
        cmocka_unit_test(test_independence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
