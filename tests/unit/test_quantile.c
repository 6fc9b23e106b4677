/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Priors as standard normals: distribution functions and quantiles against GSL's, each the other's
 * inverse, truncation as sw_prior_draw does it (Kolmogorov's distance of 20,000 draws), correlated
 * groups and their boundary.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>

#include <sidework/quantile.h>

#include "special.h"

enum { DRAWS = 20000 };

static const double values_of[] = {1, 2, 4, 7}, weights_of[] = {5, 3, 2, 2};

static sw_prior prior_of(enum sw_distribution distribution, double a, double b, double c)
{
    sw_prior p = {.key = 99,
                  .path = "test",
                  .distribution = distribution,
                  .a = {a, b, c},
                  .min = -1e300,
                  .max = 1e300};
    if (distribution == SW_DISTRIBUTION_discrete) {
        p.n_values = 4;
        p.values = values_of;
        p.weights = weights_of;
    }
    return p;
}

static void expect_close(const char *what, double found, double expected, double error)
{
    if (!(fabs(found - expected) <= error * fabs(expected)))
        fail_msg("%s: %.17g instead of %.17g, relative error %g", what, found, expected,
                 fabs(found / expected - 1));
}

static void test_phi(void **state)
{
    (void)state;
    for (double z = -37; z < 9; z += 0.0625)
        expect_close("phi", sw_phi(z), gsl_cdf_ugaussian_P(z), z > -8 ? 1e-13 : 4e-13);
    assert_true(sw_phi(-40) == 0 && sw_phi(40) == 1 && isnan(sw_phi(NAN)));
}

static void test_special(void **state)
{
    static const double shapes[] = {0.05, 0.3, 0.9, 1, 2.5, 12, 180, 2500};
    (void)state;
    gsl_set_error_handler_off();
    for (double x = 0.01; x < 3000; x *= 1.7)
        assert_true(fabs(sw_log_gamma(x) - gsl_sf_lngamma(x)) <
                    1e-12 * (1 + fabs(gsl_sf_lngamma(x))));
    for (int i = 0; i < 8; i++) {
        for (double u = 0.001; u < 1; u += 0.0555) {
            const double g = gsl_cdf_gamma_Pinv(u, shapes[i], 1);
            if (g > 1e-250)
                expect_close("gamma", sw_incomplete_gamma(shapes[i], g, NULL),
                             gsl_cdf_gamma_P(g, shapes[i], 1), 1e-10);
            for (int j = 0; j < 8; j++) {
                const double x = u, p = gsl_cdf_beta_P(x, shapes[i], shapes[j]);
                if (p > 1e-200)
                    expect_close("beta",
                                 sw_incomplete_beta(shapes[i], shapes[j], x, 1 - x, NULL),
                                 p, 1e-10);
            }
        }
    }
}

/* cdf(quantile(u)) = u, and rising, for every distribution, whole and truncated. */
static void test_inverse(void **state)
{
    const sw_prior priors[] = {prior_of(SW_DISTRIBUTION_normal, 0.4, 0.2, 0),
                               prior_of(SW_DISTRIBUTION_lognormal, 1.5, 0.3, 0),
                               prior_of(SW_DISTRIBUTION_uniform, 0.1, 0.9, 0),
                               prior_of(SW_DISTRIBUTION_triangular, 0, 0.2, 1),
                               prior_of(SW_DISTRIBUTION_triangular, 0, 0, 1),
                               prior_of(SW_DISTRIBUTION_triangular, 0, 1, 1),
                               prior_of(SW_DISTRIBUTION_beta, 0.3, 20, 0),
                               prior_of(SW_DISTRIBUTION_beta, 0.05, 2, 0),
                               prior_of(SW_DISTRIBUTION_beta, 0.5, 4000, 0),
                               prior_of(SW_DISTRIBUTION_gamma, 2, 4, 0),
                               prior_of(SW_DISTRIBUTION_gamma, 2, 0.2, 0)};
    (void)state;
    for (size_t k = 0; k < sizeof priors / sizeof *priors; k++) {
        sw_prior p = priors[k];
        for (int truncated = 0; truncated < 2; truncated++) {
            double last = -INFINITY;
            for (int i = 1; i < 400; i++) {
                const double x = sw_prior_quantile(&p, i / 400.0);
                assert_true(x > last && x >= p.min && x <= p.max);
                if (!(fabs(sw_prior_cdf(&p, x) - i / 400.0) < 1e-11))
                    fail_msg("prior %zu: cdf %.15g at quantile %g", k,
                             sw_prior_cdf(&p, x), i / 400.0);
                last = x;
            }
            const double low = sw_prior_quantile(&p, 0.2);
            p.max = sw_prior_quantile(&p, 0.7);
            p.min = low;
        }
    }
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* 2.7 / sqrt(n) is passed by chance once in a million. */
static void test_draws(void **state)
{
    static double x[DRAWS];
    sw_prior priors[] = {prior_of(SW_DISTRIBUTION_normal, 0.4, 0.2, 0),
                         prior_of(SW_DISTRIBUTION_lognormal, 1.5, 0.3, 0),
                         prior_of(SW_DISTRIBUTION_triangular, 0, 0.2, 1),
                         prior_of(SW_DISTRIBUTION_beta, 0.3, 5, 0),
                         prior_of(SW_DISTRIBUTION_gamma, 2, 1.5, 0)};
    (void)state;
    for (size_t k = 0; k < sizeof priors / sizeof *priors; k++) {
        double distance = 0;
        priors[k].min = 0.25;
        priors[k].max = 1.75;
        for (uint32_t r = 0; r < DRAWS; r++)
            x[r] = sw_prior_draw(&priors[k], 7, r);
        qsort(x, DRAWS, sizeof *x, ascending);
        for (int i = 0; i < DRAWS; i++)
            distance =
                fmax(distance, fabs(sw_prior_cdf(&priors[k], x[i]) - (i + 0.5) / DRAWS));
        assert_true(distance < 2.7 / sqrt(DRAWS));
    }
}

static void test_discrete(void **state)
{
    sw_prior p = prior_of(SW_DISTRIBUTION_discrete, 0, 0, 0);
    (void)state;
    assert_true(sw_prior_quantile(&p, 5 / 12.0 - 1e-9) == 1);
    assert_true(sw_prior_quantile(&p, 5 / 12.0 + 1e-9) == 2);
    assert_true(sw_prior_quantile(&p, 1 - 1e-12) == 7);
    p.min = 1.5;
    p.max = 6;
    assert_true(sw_prior_quantile(&p, 0.6 - 1e-9) == 2);
    assert_true(sw_prior_quantile(&p, 0.6 + 1e-9) == 4);
    assert_true(sw_prior_quantile(&p, 1e-12) == 2 &&
                sw_prior_quantile(&p, 1 - 1e-12) == 4);
    sw_prior_space space;
    double w, value = 4, back;
    assert_int_equal(sw_prior_space_init(&space, &p, 1, NULL, NULL), SW_OK);
    sw_prior_space_coordinates(&space, &value, &w);
    assert_int_equal(sw_prior_space_values(&space, &w, &back), 1);
    assert_true(back == 4 && fabs(sw_phi(w) - 0.8) < 1e-12);
    sw_prior_space_free(&space);
}

/* A group's draws have the correlation of the copula, stay inside, and come back from values. */
static void test_space(void **state)
{
    static const double r[] = {1, 0.6, 0, 0.6, 1, 0, 0, 0, 1};
    static const double bad[] = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
    sw_prior priors[] = {prior_of(SW_DISTRIBUTION_normal, 0, 1, 0),
                         prior_of(SW_DISTRIBUTION_uniform, 0, 1, 0),
                         prior_of(SW_DISTRIBUTION_beta, 0.3, 20, 0)};
    static sw_diagnostics diagnostics;
    sw_prior_space space;
    double w[3], v[3], back[3], sum[5] = {0};
    (void)state;
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    assert_int_equal(sw_prior_space_init(&space, priors, 3, bad, &diagnostics), SW_INPUT);
    assert_int_equal(diagnostics.count, 1);
    sw_prior_space_free(&space);
    assert_int_equal(sw_prior_space_init(&space, priors, 3, r, NULL), SW_OK);
    for (uint32_t i = 0; i < DRAWS; i++) {
        assert_int_equal(sw_prior_space_draw(&space, 3, i, w, v), 1);
        sw_prior_space_coordinates(&space, v, back);
        for (int k = 0; k < 3; k++)
            assert_true(fabs(back[k] - w[k]) < 1e-6);
        sum[0] += v[0] * v[0] / DRAWS;
        sum[1] += (v[1] - 0.5) * (v[1] - 0.5) * 12 / DRAWS;
        sum[2] += v[0] * (v[1] - 0.5) * sqrt(12) / DRAWS;
        sum[3] += v[0] * (v[2] - 0.3) / sqrt(0.01) / DRAWS;
    }
    assert_true(fabs(sum[0] - 1) < 0.05 && fabs(sum[1] - 1) < 0.05);
    /* of a normal with a uniform of correlated scores: r sqrt(3 / pi) */
    assert_true(fabs(sum[2] - 0.6 * sqrt(3 / 3.14159265)) < 0.035);
    assert_true(fabs(sum[3]) < 0.035);
    sw_prior_space_free(&space);
    priors[0].min = 0; /* conditions the other, too */
    assert_int_equal(sw_prior_space_init(&space, priors, 3, r, NULL), SW_OK);
    double mean = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        assert_int_equal(sw_prior_space_draw(&space, 3, i, w, v), 1);
        assert_true(v[0] >= 0);
        mean += v[1] / DRAWS;
    }
    assert_true(mean > 0.6); /* 0.5 were it not conditioned */
    w[0] = -1;
    assert_int_equal(sw_prior_space_values(&space, w, v), 0);
    assert_true(v[0] == 0);
    sw_prior_space_free(&space);
    priors[1].min = 2; /* nothing is there */
    assert_int_equal(sw_prior_space_init(&space, priors, 3, NULL, &diagnostics),
                     SW_INPUT);
    sw_prior_space_free(&space);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phi),      cmocka_unit_test(test_special),
        cmocka_unit_test(test_inverse),  cmocka_unit_test(test_draws),
        cmocka_unit_test(test_discrete), cmocka_unit_test(test_space)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
