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

static double gamma_cdf(const sw_prior *p, double x)
{
    return gsl_cdf_gamma_P(x, p->a[1], p->a[0] / p->a[1]);
}

static void test_gamma(void **state)
{
    static const double table[][2] = {{2, 4}, {0.1, 0.5}, {30, 1}, {5, 400}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const double m = table[i][0];
        const double shape = table[i][1];
        const double v = m * m / shape;
        const sw_prior prior = prior_of(SW_DISTRIBUTION_gamma, m, shape, 0);
        expect_moments(&prior, m, v, (3 + 6 / shape) * v * v);
        expect_cdf(&prior, gamma_cdf);
    }
}

static sw_prior discrete_of(const double *of, const double *weights, int n)
{
    sw_prior prior = prior_of(SW_DISTRIBUTION_discrete, 0, 0, 0);
    prior.values = of;
    prior.weights = weights;
    prior.n_values = n;
    return prior;
}

/* Shares of the values; nothing else is drawn; limits leave the rest in proportion. */
static void test_discrete(void **state)
{
    static const double of[] = {-1, 0.5, 2, 7}, weights[] = {1, 5, 3, 1};
    sw_prior prior = discrete_of(of, weights, 4);
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        const double total = cut ? 8 : 10;
        prior.min = cut ? 0.5 : -10;
        prior.max = cut ? 2 : 10;
        draw_all(&prior);
        int n = 0;
        for (int k = 0; k < 4; k++) {
            const double p =
                of[k] < prior.min || of[k] > prior.max ? 0 : weights[k] / total;
            int seen = 0;
            for (int i = 0; i < N; i++) {
                seen += values[i] == of[k];
            }
            n += seen;
            assert_true(fabs(seen - N * p) <= errors * sqrt(N * p * (1 - p)));
        }
        assert_int_equal(n, N);
        assert_true(sw_prior_central(&prior) == 0.5);
    }
    prior.min = 1;
    assert_true(sw_prior_central(&prior) == 2);
}

/* FNV-1a over 10,000 draws as release 0.1.0's first five distributions gave them: what is
 * added may not move them by a bit. */
static void test_bits(void **state)
{
    static const struct {
        sw_prior prior;
        uint64_t digest;
    } table[] = {
        {{.key = 1, .a = {0.4, 0.2, 0}, .min = 0.1, .max = 0.6}, 0x7f90e10b25c821b1u},
        {{.key = 2,
          .distribution = SW_DISTRIBUTION_lognormal,
          .a = {1.5, 0.3, 0},
          .max = 1e300},
         0x547b5df0c79d30a0u},
        {{.key = 3,
          .distribution = SW_DISTRIBUTION_uniform,
          .a = {0.1, 0.9, 0},
          .min = 0.2,
          .max = 1},
         0x3462df000bdf676bu},
        {{.key = 4,
          .distribution = SW_DISTRIBUTION_triangular,
          .a = {0, 0.2, 1},
          .min = -1,
          .max = 1},
         0x84d72da742b29f18u},
        {{.key = 5,
          .distribution = SW_DISTRIBUTION_beta,
          .a = {0.3, 20, 0},
          .min = 0.25,
          .max = 0.35},
         0x71c9a6fc75830348u},
        {{.key = 6, .distribution = SW_DISTRIBUTION_beta, .a = {0.1, 2, 0}, .max = 1},
         0x3afbe8996a21b09eu}};
    (void)state;
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        uint64_t h = 14695981039346656037u;
        for (uint32_t r = 0; r < 10000; r++) {
            const double x = sw_prior_draw(&table[k].prior, 2021, r);
            unsigned char bytes[sizeof x];
            memcpy(bytes, &x, sizeof x);
            for (size_t i = 0; i < sizeof x; i++) {
                h = (h ^ bytes[i]) * 1099511628211u;
            }
        }
        assert_true(h == table[k].digest);
    }
}

/* The quantile at a draw's own score is the draw; scores far out stay inside. */
static void test_scores(void **state)
{
    static const sw_prior table[] = {
        {.key = 9, .distribution = SW_DISTRIBUTION_normal, .a = {1, 2, 0}},
        {.key = 9, .distribution = SW_DISTRIBUTION_lognormal, .a = {1, 2, 0}},
        {.key = 9, .distribution = SW_DISTRIBUTION_uniform, .a = {1, 2, 0}},
        {.key = 9, .distribution = SW_DISTRIBUTION_triangular, .a = {0, 1, 4}}};
    (void)state;
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        sw_prior prior = table[k];
        prior.min = -1e300;
        prior.max = 1e300;
        for (uint32_t r = 0; r < 1000; r++) {
            const double x = sw_prior_draw(&prior, 7, r);
            const double y = sw_prior_at_score(&prior, sw_prior_score(&prior, 7, r, 0));
            /* Phi is known to 1e-15, the slope of the quantile is below 50 here */
            assert_true(fabs(x - y) <= 1e-13 * (1 + fabs(x)));
        }
    }
    for (double z = -40; z <= 40; z += 0.125) {
        const double u = sw_prior_at_score(&table[2], z) - 1;
        assert_true(u >= 0 && u <= 1);
        assert_true(fabs(u - gsl_cdf_ugaussian_P(z)) < 2e-15);
    }
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
        static const double of[] = {0, 1, 2}, weights[] = {1, 1, 1};
        sw_prior prior = prior_of((enum sw_distribution)d, 0.25, 0.5, 0.75);
        if (d == SW_DISTRIBUTION_discrete) {
            prior.values = of; /* repeats itself, so only the counter is asked */
            prior.weights = weights;
            prior.n_values = 3;
        }
        double backwards[100];
        draw_all(&prior);
        for (int r = 99; r >= 0; r--) {
            backwards[r] = sw_prior_draw(&prior, 2021, (uint32_t)r);
        }
        assert_memory_equal(values, backwards, sizeof backwards);
        if (d == SW_DISTRIBUTION_discrete) {
            continue;
        }
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
        cmocka_unit_test(test_independence), cmocka_unit_test(test_gamma),
        cmocka_unit_test(test_discrete),     cmocka_unit_test(test_bits),
        cmocka_unit_test(test_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
