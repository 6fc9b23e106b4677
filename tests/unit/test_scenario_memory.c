/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation of the loader fails once: the answer is SW_MEMORY, nothing leaks (under a sanitizer) and
 * nothing is left in the scenario. The two files that allocate are compiled into this program with an
 * allocator that fails on order; the linker then takes the rest from the library. libconfig's own allocations
 * are not touched: it does not check them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static long until_failure; /* allocations that still succeed; negative: all do */

static int fails(void)
{
    return until_failure >= 0 && until_failure-- == 0;
}

static void *ordered_calloc(size_t n, size_t size)
{
    return fails() ? NULL : calloc(n, size);
}

static void *ordered_realloc(void *at, size_t size)
{
    return fails() ? NULL : realloc(at, size);
}

#define calloc  ordered_calloc
#define realloc ordered_realloc
#include "../../sim/scenario/pool.c"
#include "../../sim/scenario/scan.c"
#undef calloc
#undef realloc

#include "bad/small_model.h"

static void test_every_allocation(void **state)
{
    static sw_diagnostics diagnostics;
    static const char text[] =
        "title = \"t\";\nsmall = { hours = 5; weights = [1, 2, 0.5]; };\n"
        "small2 = 5;\n";
    const sw_override override = {"small.share", "0.25", "--set"};
    long n = 0;
    int status = SW_MEMORY;

    (void)state;
    for (; n < 1000; n++) {
        sw_scenario scenario;
        sw_diagnostics_init(&diagnostics, SW_ENGLISH);
        until_failure = n;
        /* the last line is an error, so that messages are made when memory is short, too */
        status = sw_scenario_parse(&scenario, small_groups, 1, "t.cfg", text, &override,
                                   1, &diagnostics);
        if (until_failure >= 0) {
            break; /* nothing failed any more */
        }
        assert_int_equal(status, SW_MEMORY);
        assert_non_null(strstr(diagnostics.text, "out of memory"));
        assert_null(scenario.memory);
    }
    until_failure = -1;
    assert_in_range(n, 20, 999);
    assert_int_equal(status, SW_INPUT);
}

static void test_print(void **state)
{
    sw_scenario scenario;
    (void)state;
    until_failure = -1;
    assert_int_equal(sw_scenario_parse(&scenario, small_groups, 1, "t.cfg",
                                       "title = \"t\";", NULL, 0, NULL),
                     SW_OK);
    FILE *file = tmpfile();
    assert_non_null(file);
    until_failure = 0;
    assert_int_equal(sw_scenario_print(&scenario, file), SW_MEMORY);
    until_failure = -1;
    (void)fclose(file);
    sw_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_allocation),
        cmocka_unit_test(test_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
