/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario beside itself under another seed, 1,000 times: nothing differs but chance, so p of the final rate must be
 * uniform, intervals must hold 0 as often as they say, and few differences may be called clear. Under the same seed
 * everything is exactly 0.
 *
 * The staff of a run is drawn with its seed, once for all its replications: two seeds are two staffs of the same
 * marginals. What that adds to the difference of two runs is too small to be seen here; it does not shrink with more
 * replications, which is why `compare` says so of files with another seed.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <sidework/compare.h>

enum { REPEATS = 1000, N = 40, BINS = 10 };

static sw_scenario scenario;
static sw_diagnostics d;

static void add(sw_comparison *c, uint64_t seed)
{
    sw_results r = {0};
    sw_summary none = {0};
    const sw_ensemble_options options = {
        .seed = seed, .n_replications = N, .n_threads = 1};
    if (sw_ensemble_run(&r, &sw_model_city_hall, &scenario, "0", &options, &d) != SW_OK)
        fail_msg("%s", d.text);
    assert_int_equal(sw_comparison_add(c, &r, &none, "run.h5", &d), SW_OK);
}

static int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void test_another_seed(void **state)
{
    static double p[REPEATS];
    int holds = 0, clear_rate = 0, clear = 0, outcomes = 0;
    (void)state;
    for (int k = 0; k < REPEATS; k++) {
        sw_comparison c = {0};
        add(&c, 1000 + 2 * (uint64_t)k);
        add(&c, 1001 + 2 * (uint64_t)k);
        assert_int_equal(sw_comparison_make(&c, "staff", &d), SW_OK);
        assert_int_equal(c.files[1].unpaired, SW_UNPAIRED_SEED);
        const sw_contrast *x = &c.contrasts[0];
        p[k] = x->p;
        holds += x->low <= 0 && 0 <= x->high;
        clear_rate += x->further == 0;
        for (int o = 0; o < c.n_outcomes; o++) {
            outcomes += c.contrasts[o].verdict != SW_VERDICT_UNKNOWN;
            clear += c.contrasts[o].further == 0;
        }
        sw_comparison_free(&c);
    }
    qsort(p, REPEATS, sizeof *p, by_number);
    double distance = 0; /* Kolmogorov and Smirnov's */
    for (int k = 0; k < REPEATS; k++)
        distance = fmax(
            distance, fmax(p[k] - k / (double)REPEATS, (k + 1) / (double)REPEATS - p[k]));
    print_message("p of the final rate: distance from uniform %.4f; 0 is held %d of %d "
                  "times; of all outcomes %.2f %% "
                  "called clear\n",
                  distance, holds, REPEATS, 100.0 * clear / outcomes);
    assert_true(distance < 1.95 / sqrt(REPEATS)); /* 0.1 % */
    assert_true(fabs(holds - 950.0) < 5 * sqrt(1000 * 0.05 * 0.95));
    assert_true(clear_rate == REPEATS - holds);
}

static void test_same_seed(void **state)
{
    (void)state;
    for (int k = 0; k < 20; k++) {
        sw_comparison c = {0};
        add(&c, (uint64_t)k);
        add(&c, (uint64_t)k);
        assert_int_equal(sw_comparison_make(&c, "staff", &d), SW_OK);
        for (int o = 0; o < c.n_outcomes; o++)
            assert_true(c.contrasts[o].difference == 0 &&
                        c.contrasts[o].verdict == SW_VERDICT_SAME);
        sw_comparison_free(&c);
    }
}

static int set_up(void **state)
{
    static const char *const settings[] = {"simulation.years=2", "simulation.warm_up=0",
                                           NULL};
    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    if (load_scenario(&scenario, NULL, settings, &d) != SW_OK)
        fail_msg("%s", d.text);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sw_scenario_free(&scenario);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_seed),
                                       cmocka_unit_test(test_another_seed)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
