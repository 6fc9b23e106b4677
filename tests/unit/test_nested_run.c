/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs whose replications share draws, and runs from a posterior: the values that were in
 * force are those stored, what a sketch says of the spread is what rows say, to the bit,
 * and stored values in place of draws give the same run again.
 */
#include "support/simulation.h"

#include <math.h>
#include <string.h>

#include <sidework/precision.h>
#include <sidework/sketch.h>
#include <sidework/summary.h>
#include <sidework/uncertain.h>

enum { REPLICATIONS = 22, REPEATS = 4, ROWS = 7 };

static sw_diagnostics diagnostics;

static void load(sw_scenario *scenario, int repeats, const char *keep)
{
    char setting[64], kept[64];
    const char *const settings[] = {"simulation.years=2", "simulation.warm_up=0", setting,
                                    kept, NULL};
    (void)snprintf(setting, sizeof setting, "simulation.repeats=%d", repeats);
    (void)snprintf(kept, sizeof kept, "output.keep=%s", keep);
    if (load_scenario(scenario, NULL, settings, &diagnostics))
        fail_msg("%s", diagnostics.text);
    assert_true(scenario->n_priors > 20);
}

static void run(sw_results *results, const sw_scenario *scenario, uint32_t exact,
                const double *values)
{
    const sw_ensemble_options options = {.seed = TEST_SEED,
                                         .n_replications = REPLICATIONS,
                                         .n_threads = 2,
                                         .exact = exact,
                                         .values = values};
    memset(results, 0, sizeof *results);
    if (sw_ensemble_run(results, &sw_model_city_hall, scenario, "1", &options,
                        &diagnostics))
        fail_msg("%s", diagnostics.text);
}

static void test_draws(void **state)
{
    sw_scenario shared, each;
    sw_results a, b;
    (void)state;
    load(&shared, REPEATS, "all");
    load(&each, 1, "all");
    run(&a, &shared, 0, NULL);
    run(&b, &each, 0, NULL);
    const size_t n = (size_t)a.n_parameters, row = a.layout.record_length;
    assert_int_equal(a.repeats, REPEATS);
    for (size_t r = 0; r < REPLICATIONS; r++)
        assert_memory_equal(a.parameter_values + r * n,
                            b.parameter_values + r / REPEATS * n, n * sizeof(double));
    /* the first of the first draw is the same future; the second has the draw alone */
    assert_memory_equal(a.records, b.records, row * sizeof(double));
    assert_true(memcmp(a.records, a.records + row, row * sizeof(double)) != 0);
    sw_results_free(&a);
    sw_results_free(&b);
    sw_scenario_free(&shared);
    sw_scenario_free(&each);
}

static void expect_bits(const double *a, const double *b, int n)
{
    assert_memory_equal(a, b, (size_t)n * sizeof *a);
}

static void test_sketch(void **state)
{
    sw_scenario scenario;
    sw_results rows, sketch;
    sw_summary a = {0}, b = {0};
    sw_precision precision;
    (void)state;
    load(&scenario, REPEATS, "summaries");
    run(&rows, &scenario, 0, NULL);
    run(&sketch, &scenario, 5, NULL);
    assert_null(rows.sketch);
    assert_non_null(sketch.sketch);
    assert_int_equal(sw_summary_make(&a, &rows, &diagnostics), SW_OK);
    assert_int_equal(sw_summary_make(&b, &sketch, &diagnostics), SW_OK);
    assert_int_equal(a.n_draws, (REPLICATIONS + REPEATS - 1) / REPEATS);
    assert_int_equal(b.n_draws, a.n_draws);
    const int years = a.n_years, both = a.n_years * a.n_thresholds;
    expect_bits(a.rate_between, b.rate_between, years);
    expect_bits(a.rate_within, b.rate_within, years);
    expect_bits(a.rate_share_low, b.rate_share_low, years);
    expect_bits(a.ever_between, b.ever_between, both);
    expect_bits(a.ever_share_high, b.ever_share_high, both);
    expect_bits(a.p_ever_reached_se, b.p_ever_reached_se, both);
    expect_bits(a.p_reached_in_se, b.p_reached_in_se, both);
    for (double width = 0.05; width < 0.5; width += 0.05) {
        sw_precision_plan(&precision, width);
        assert_int_equal(sw_precision_enough(&precision, &rows),
                         sw_precision_enough(&precision, &sketch));
    }
    /* shared draws never make the interval of a probability narrower */
    for (int i = 0; i < both; i++) {
        double low, high, one, two;
        const double p = a.p_ever_reached[i];
        sw_summary_interval(&a, p, a.p_ever_reached_se[i], 0.95, &low, &high);
        sw_wilson(round(p * REPLICATIONS), REPLICATIONS, 0.95, &one, &two);
        assert_true(high - low > two - one);
    }
    sw_summary_free(&a);
    sw_summary_free(&b);
    sw_results_free(&rows);
    sw_results_free(&sketch);
    sw_scenario_free(&scenario);
}

static void test_posterior(void **state)
{
    sw_scenario scenario, again;
    sw_results first, second;
    double rows[ROWS][2];
    (void)state;
    load(&scenario, REPEATS, "all");
    const char *const paths[2] = {scenario.priors[3].path, scenario.priors[9].path};
    for (int i = 0; i < ROWS; i++) {
        rows[i][0] = sw_prior_draw(&scenario.priors[3], 1, (uint32_t)i);
        rows[i][1] = sw_prior_draw(&scenario.priors[9], 1, (uint32_t)i);
    }
    assert_int_equal(sw_scenario_take_posterior(&scenario, ROWS, 2, paths, rows[0],
                                                "abc123", &diagnostics),
                     SW_OK);
    run(&first, &scenario, 0, NULL);
    const size_t n = (size_t)first.n_parameters;
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        const uint32_t row = sw_posterior_row(TEST_SEED, ROWS, r / REPEATS);
        assert_true(first.parameter_values[r * n + 3] == rows[row][0]);
        assert_true(first.parameter_values[r * n + 9] == rows[row][1]);
        assert_true(first.parameter_values[r * n + 4] ==
                    sw_prior_draw(&scenario.priors[4], TEST_SEED, r / REPEATS));
    }
    /* without the posterior: refused, but for the values that were stored */
    assert_int_equal(parse_scenario(&again, first.effective, NULL, &diagnostics), SW_OK);
    const sw_ensemble_options options = {.seed = TEST_SEED, .n_replications = 1};
    memset(&second, 0, sizeof second);
    assert_int_equal(sw_ensemble_run(&second, &sw_model_city_hall, &again, "1", &options,
                                     &diagnostics),
                     SW_INPUT);
    expect_message(&diagnostics, "wants the posterior abc123");
    sw_results_free(&second);
    run(&second, &again, 0, first.parameter_values);
    assert_memory_equal(first.records, second.records,
                        REPLICATIONS * first.layout.record_length * sizeof(double));
    assert_memory_equal(first.parameter_values, second.parameter_values,
                        REPLICATIONS * n * sizeof(double));
    sw_results_free(&first);
    sw_results_free(&second);
    sw_scenario_free(&scenario);
    sw_scenario_free(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_draws),
                                       cmocka_unit_test(test_sketch),
                                       cmocka_unit_test(test_posterior)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
