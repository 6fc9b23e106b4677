/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small simulation-based calibration of the real model: enough to see a posterior that is half as
 * wide as it should be, which the second part shows. long/test_sbc_model.c is the large one.
 */
#include "support/sbc_model.h"
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>

enum { SETS = 25 };

/* Ranks of the parameters taken together (100 of them, nearly independent). */
static double pooled_p(double narrowed)
{
    static double pit[SBC_QUANTITIES * SETS];
    const sbc_options options = {SETS, 100, 400, 1, narrowed};
    sw_uniformity test;
    sbc_model(&options, pit);
    assert_int_equal(sw_uniformity_test(&test, pit, SBC_PARAMETERS * SETS, 10), SW_OK);
    (void)printf("narrowed %g: chi-square p %.4g, band p %.4g\n", narrowed,
                 test.chi_square_p, test.band_p);
    return fmin(test.chi_square_p, test.band_p);
}

static void test_uniform(void **state)
{
    (void)state;
    assert_true(pooled_p(1) > 1e-4);
}

static void test_narrow_is_seen(void **state)
{
    (void)state;
    assert_true(pooled_p(0.5) < 1e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_uniform),
                                       cmocka_unit_test(test_narrow_is_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
