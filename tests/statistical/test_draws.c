/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chance and ignorance as they are drawn: uniforms of one decision are unrelated to those
 * of the next person, month, replication or stream, and the stored parameters follow
 * their priors. Bounds: five standard errors, or a Kolmogorov-Smirnov distance that
 * chance exceeds once in 20,000 times.
 */
#include "support/simulation.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 200000, REPLICATIONS = 2000 };

static const double once_in_20000 = 2.29; /* of sqrt(n) times the distance */

static double correlation(const double *x, const double *y, int n)
{
    double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
    for (int k = 0; k < n; k++) {
        sx += x[k];
        sy += y[k];
        xx += x[k] * x[k];
        yy += y[k] * y[k];
        xy += x[k] * y[k];
    }
    return (xy - sx * sy / n) / sqrt((xx - sx * sx / n) * (yy - sy * sy / n));
}

static double uniform(uint32_t r, int stream, int month, uint32_t who, uint32_t draw,
                      int word)
{
    return (double)sw_uniform(
        sw_draw(sw_key_of(TEST_SEED, r, (enum sw_stream)stream, month), who, draw)
            .w[word]);
}

static void expect_unrelated(const double *x, const double *y, const char *what)
{
    const double r = correlation(x, y, N);
    printf("%-32s %8.5f\n", what, r);
    if (!(fabs(r) < 5.0 / sqrt(N)))
        fail_msg("%s: correlation %g, allowed %g", what, r, 5.0 / sqrt(N));
}

/* N decisions: 500 people in 400 months; then the same with one part of the name moved
 * on by one. */
static void test_neighbours(void **state)
{
    static double x[N], person[N], month[N], replication[N], stream[N], draw[N], word[N];
    (void)state;
    for (int k = 0; k < N; k++) {
        const uint32_t who = 1u + (uint32_t)(k % 500) * 2u;
        const int t = k / 500 * 2 - 24, s = SW_STREAM_APPLICATION;
        x[k] = uniform(3, s, t, who, 0, 0);
        person[k] = uniform(3, s, t, who + 1, 0, 0);
        month[k] = uniform(3, s, t + 1, who, 0, 0);
        replication[k] = uniform(4, s, t, who, 0, 0);
        stream[k] = uniform(3, s + 1, t, who, 0, 0);
        draw[k] = uniform(3, s, t, who, 1, 0);
        word[k] = uniform(3, s, t, who, 0, 1);
    }
    expect_unrelated(x, person, "next person");
    expect_unrelated(x, month, "next month");
    expect_unrelated(x, replication, "next replication");
    expect_unrelated(x, stream, "next stream");
    expect_unrelated(x, draw, "next draw");
    expect_unrelated(x, word, "next word");
}

static double triangular(double x, const double *a)
{
    const double low = a[0], mode = a[1], high = a[2];
    if (x <= low)
        return 0.0;
    if (x >= high)
        return 1.0;
    return x < mode ? (x - low) * (x - low) / ((high - low) * (mode - low))
                    : 1.0 - (high - x) * (high - x) / ((high - low) * (high - mode));
}

static double untruncated(const sw_prior *p, double x)
{
    switch (p->distribution) {
    case SW_DISTRIBUTION_normal:
        return gsl_cdf_gaussian_P(x - p->a[0], p->a[1]);
    case SW_DISTRIBUTION_lognormal:
        return x > 0.0 ? gsl_cdf_lognormal_P(x, log(p->a[0]), p->a[1]) : 0.0;
    case SW_DISTRIBUTION_uniform:
        return x <= p->a[0]   ? 0.0
               : x >= p->a[1] ? 1.0
                              : (x - p->a[0]) / (p->a[1] - p->a[0]);
    case SW_DISTRIBUTION_triangular:
        return triangular(x, p->a);
    case SW_DISTRIBUTION_beta:
        return x <= 0.0 ? 0.0
               : x >= 1.0
                   ? 1.0
                   : gsl_cdf_beta_P(x, p->a[0] * p->a[1], (1.0 - p->a[0]) * p->a[1]);
    default:
        fail_msg("%s: a distribution this test does not know", p->path);
        return 0.0;
    }
}

static double distribution(const sw_prior *p, double x)
{
    const double low = untruncated(p, p->min), high = untruncated(p, p->max);
    return (untruncated(p, x) - low) / (high - low);
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double distance(const sw_prior *p, double *x, int n)
{
    double most = 0.0;
    qsort(x, (size_t)n, sizeof *x, compare);
    for (int k = 0; k < n; k++) {
        const double f = distribution(p, x[k]);
        most = fmax(most, fmax(f - (double)k / n, (k + 1.0) / n - f));
    }
    return most;
}

/* A whole run of a tiny city: what the ensemble stores, not what the prior would draw
 * by itself. */
static void test_stored_priors(void **state)
{
    static const char *const settings[] = {"simulation.years=1", "simulation.warm_up=0",
                                           "opportunity.enabled=false", NULL};
    const sw_ensemble_options options = {.seed = TEST_SEED,
                                         .n_replications = REPLICATIONS};
    static double x[REPLICATIONS], y[REPLICATIONS], sorted[REPLICATIONS];
    static sw_diagnostics diagnostics;
    sw_scenario scenario;
    sw_results all = {0};
    double worst = 0.0, most_related = 0.0;
    (void)state;
    assert_int_equal(load_scenario(&scenario, NULL, settings, &diagnostics), SW_OK);
    assert_int_equal(sw_ensemble_run(&all, &sw_model_city_hall, &scenario, "test",
                                     &options, &diagnostics),
                     SW_OK);
    assert_true(all.n_parameters > 20);
    for (int k = 0; k < all.n_parameters; k++) {
        for (int r = 0; r < REPLICATIONS; r++)
            x[r] = all.parameter_values[r * all.n_parameters + k];
        memcpy(sorted, x, sizeof x);
        const double d =
            distance(&scenario.priors[k], sorted, REPLICATIONS) * sqrt(REPLICATIONS);
        if (!(d < once_in_20000))
            fail_msg("%s: distance %g from its prior, allowed %g", all.parameters[k].path,
                     d, once_in_20000);
        worst = fmax(worst, d);
        const double r = k ? fabs(correlation(x, y, REPLICATIONS)) : 0.0;
        if (!(r < 5.0 / sqrt(REPLICATIONS)))
            fail_msg("%s is related to the parameter before it: %g",
                     all.parameters[k].path, r);
        most_related = fmax(most_related, r);
        memcpy(y, x, sizeof x);
    }
    printf("%d parameters, largest distance %.2f of %.2f, largest correlation %.3f of "
           "%.3f\n",
           all.n_parameters, worst, once_in_20000, most_related,
           5.0 / sqrt(REPLICATIONS));
    sw_results_free(&all);
    sw_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_stored_priors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
