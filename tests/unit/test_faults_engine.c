/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation and every call on a file fails once while a scenario is loaded from its files, printed, and run: the
 * status and the message say so, and nothing leaks (under a sanitizer). libconfig's and GSL's own allocations are not
 * touched.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/faults.h"
#include "support/simulation.h"

static char path[4096];
static sw_scenario scenario; /* for what follows loading */

static int load(sw_scenario *self, sw_diagnostics *d)
{
    static const sw_override overrides[] = {{"simulation.years", "1", "--set"},
                                            {"simulation.warm_up", "0", "--set"}};
    int n_groups;
    const sw_group *const *groups = model_groups(&n_groups);
    const int status = sw_scenario_load(self, groups, n_groups, path, overrides, 2, d);
    return status ? status : sw_model_check(&sw_model_city_hall, self, d);
}

static int load_it(sw_diagnostics *d)
{
    sw_scenario self = {0};
    const int status = load(&self, d);
    sw_scenario_free(&self);
    return status;
}

static int print_it(sw_diagnostics *d)
{
    FILE *stream = tmpfile();
    assert_non_null(stream);
    const int status = sw_scenario_print(&scenario, stream);
    (void)fclose(stream);
    return status ? sw_fail(d, status, "printed", "印刷") : SW_OK;
}

static int run_with(int threads, sw_diagnostics *d)
{
    sw_results results = {0};
    const sw_ensemble_options options = {
        .seed = 1, .n_replications = 2, .n_threads = threads};
    const int status =
        sw_ensemble_run(&results, &sw_model_city_hall, &scenario, "0", &options, d);
    sw_results_free(&results);
    return status;
}

static int run_one(sw_diagnostics *d)
{
    return run_with(1, d);
}

/* A second worker that cannot be had is done without. */
static int run_two(sw_diagnostics *d)
{
    return run_with(2, d);
}

static const fault_trial trials[] = {
    {"load", NULL, load_it, NULL, 5},
    {"print", NULL, print_it, NULL, 1},
    {"one worker", NULL, run_one, NULL, 30},
    {"two workers", NULL, run_two, NULL, 30},
};

static void test_memory(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof trials / sizeof trials[0]; k++)
        faults_each(FAULT_MEMORY, FAULT_FAIL, &trials[k]);
}

static void test_files(void **state)
{
    (void)state;
    faults_each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, &trials[0]);
    faults_each(FAULT_STREAMS, FAULT_FAIL, &trials[1]);
}

static void test_interrupted(void **state)
{
    (void)state;
    faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, &trials[0]);
    faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_HALVE, &trials[0]);
}

static int set_up(void **state)
{
    static sw_diagnostics d;
    const char *source = getenv("SOURCE_DIR");
    (void)state;
    (void)snprintf(path, sizeof path, "%s/tests/golden/tiny.cfg",
                   source ? source : "../..");
    sw_diagnostics_init(&d, SW_ENGLISH);
    return load(&scenario, &d);
}

static int tear_down(void **state)
{
    (void)state;
    sw_scenario_free(&scenario);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_interrupted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
