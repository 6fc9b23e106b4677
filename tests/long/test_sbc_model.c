/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Simulation-based calibration of the calibrator on the real model (support/sbc_model.h): 1,000 data
 * sets, ranks uniform for each parameter and for P(>= 5 %). Two negative controls on 100 data
 * sets must fail: a calibrator that believes in half the noise, and a posterior half as wide.
 * Ten tests at 0.1 % each: a false alarm in a hundred runs, were the seed not fixed.
 */
#include "support/sbc_model.h"
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>

enum { SETS = 1000, CONTROLS = 100, PARTICLES = 200, SIMULATIONS = 1200 };

static double pit[SBC_QUANTITIES * SETS];

/* The smallest p-value over the quantities; of a control that of all parameters together. */
static double smallest(const sbc_options *options)
{
    double least = 1;
    sbc_model(options, pit);
    for (int k = 0; k < SBC_QUANTITIES; k++) {
        sw_uniformity test;
        assert_int_equal(
            sw_uniformity_test(&test, pit + k * options->n_sets, options->n_sets, 20),
            SW_OK);
        (void)printf(
            "%d sets, %d averaged, narrowed %g: %-24s chi-square p %.4g, band p %.4g\n",
            options->n_sets, options->averaged, options->narrowed, sbc_names[k],
            test.chi_square_p, test.band_p);
        (void)fflush(stdout);
        least = fmin(least, fmin(test.chi_square_p, test.band_p));
    }
    if (options->n_sets < SETS) { /* a control: all parameters together see more */
        sw_uniformity test;
        assert_int_equal(
            sw_uniformity_test(&test, pit, SBC_PARAMETERS * options->n_sets, 20), SW_OK);
        (void)printf("  together: chi-square p %.4g, band p %.4g\n", test.chi_square_p,
                     test.band_p);
        least = fmin(test.chi_square_p, test.band_p);
    }
    return least;
}

static void test_uniform(void **state)
{
    (void)state;
    assert_true(smallest(&(sbc_options){SETS, PARTICLES, SIMULATIONS, 1, 1}) > 0.001);
}

static void test_half_the_noise_is_seen(void **state)
{
    (void)state;
    assert_true(smallest(&(sbc_options){CONTROLS, PARTICLES, SIMULATIONS, 4, 1}) < 0.001);
}

static void test_half_the_width_is_seen(void **state)
{
    (void)state;
    assert_true(smallest(&(sbc_options){CONTROLS, PARTICLES, SIMULATIONS, 1, 0.5}) <
                0.001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_uniform),
                                       cmocka_unit_test(test_half_the_noise_is_seen),
                                       cmocka_unit_test(test_half_the_width_is_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
