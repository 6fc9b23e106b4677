/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Priors of any size of number: taken, or refused with a message, and never the end of the process. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include <sidework/scenario.h>

#include "bad/small_model.h"

static sw_diagnostics diagnostics;

/* GSL's own handler is in force here, and ends the process at any error of GSL's. */
static void test_extreme_priors(void **state)
{
    static const char *const forms[][3] = {{"beta", "mean", "size"},
                                           {"gamma", "mean", "shape"},
                                           {"lognormal", "median", "sigma"},
                                           {"normal", "mean", "sd"}};
    static const double extremes[] = {1e-300,    1e-100, 1e-30, 1e-10, 0.5,
                                      1 - 1e-15, 1e10,   1e30,  1e100, 1e300};
    enum { FORMS = 4, EXTREMES = 10 };
    int accepted = 0;
    (void)state;
    for (int f = 0; f < FORMS; f++)
        for (int i = 0; i < EXTREMES * EXTREMES; i++) {
            char text[256];
            sw_scenario scenario;
            (void)snprintf(text, sizeof text,
                           "title = \"t\"; small = { share = { dist = \"%s\"; %s = %g; "
                           "%s = %g; min = 0.1; }; };",
                           forms[f][0], forms[f][1], extremes[i / EXTREMES], forms[f][2],
                           extremes[i % EXTREMES]);
            sw_diagnostics_init(&diagnostics, SW_ENGLISH);
            if (sw_scenario_parse(&scenario, small_groups, 1, "extreme.cfg", text, NULL,
                                  0, &diagnostics) == SW_OK)
                accepted++;
            else
                assert_true(diagnostics.count > 0);
            sw_scenario_free(&scenario);
        }
    assert_in_range(accepted, 20, 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_extreme_priors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
