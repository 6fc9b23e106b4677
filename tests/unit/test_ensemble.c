/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads, lengths of runs and order change no bit; what is stored of the parameters
 * is what was used. */
#include "support/simulation.h"

#include <string.h>

enum { REPLICATIONS = 9 };

static sw_scenario scenario;
static sw_diagnostics diagnostics;

static int load(void **state)
{
    static const char *const settings[] = {"simulation.years=1", "simulation.warm_up=3",
                                           NULL};
    (void)state;
    return load_scenario(&scenario, PLAN, settings, &diagnostics);
}

static int unload(void **state)
{
    (void)state;
    sw_scenario_free(&scenario);
    return 0;
}

static void ensemble(sw_results *results, uint32_t n, int threads)
{
    const sw_ensemble_options options = {
        .seed = TEST_SEED, .n_replications = n, .n_threads = threads};
    memset(results, 0, sizeof *results);
    const int status = sw_ensemble_run(results, &sw_model_city_hall, &scenario, "1.2.3",
                                       &options, &diagnostics);
    if (status)
        fail_msg("%s", diagnostics.text);
}

static void expect_same(const sw_results *a, const sw_results *b, uint32_t n)
{
    assert_int_equal(a->layout.record_length, b->layout.record_length);
    assert_int_equal(a->n_parameters, b->n_parameters);
    assert_memory_equal(a->records, b->records,
                        n * a->layout.record_length * sizeof(double));
    assert_memory_equal(a->parameter_values, b->parameter_values,
                        n * (size_t)a->n_parameters * sizeof(double));
}

static void test_threads(void **state)
{
    sw_results one, two, seven;
    (void)state;
    ensemble(&one, REPLICATIONS, 1);
    ensemble(&two, REPLICATIONS, 2);
    ensemble(&seven, REPLICATIONS, 7);
    expect_same(&one, &two, REPLICATIONS);
    expect_same(&one, &seven, REPLICATIONS);
    const size_t row = one.layout.record_length;
    assert_true(memcmp(one.records, one.records + row, row * sizeof(double)) != 0);
    sw_results_free(&one);
    sw_results_free(&two);
    sw_results_free(&seven);
}

static void test_longer_run(void **state)
{
    sw_results small, large;
    (void)state;
    ensemble(&small, 3, 2);
    ensemble(&large, REPLICATIONS, 2);
    expect_same(&small, &large, 3);
    sw_results_free(&small);
    sw_results_free(&large);
}

/* A world that lived through other replications before gives the same: nothing of them
 * is left. */
static void test_reused_world(void **state)
{
    static const char *const settings[] = {"simulation.years=1", "simulation.warm_up=3",
                                           NULL};
    static simulation s;
    sw_results all;
    (void)state;
    ensemble(&all, 4, 1);
    simulation_open(&s, PLAN, settings);
    for (uint32_t r = 4; r-- > 0;) {
        sw_replication_run(&sw_model_city_hall, &s.world, TEST_SEED, r, s.record);
        assert_memory_equal(s.record, all.records + r * all.layout.record_length,
                            all.layout.record_length * sizeof(double));
    }
    simulation_close(&s);
    sw_results_free(&all);
}

/* Uncertain parameters are drawn once a replication; the stored values are those in
 * the structs. */
static void test_stored_draws(void **state)
{
    static simulation s;
    sw_results all;
    (void)state;
    ensemble(&all, 3, 1);
    simulation_open(&s, PLAN, NULL);
    assert_int_equal(all.n_parameters, scenario.n_priors);
    assert_true(all.n_parameters > 20);
    for (uint32_t r = 0; r < 3; r++) {
        simulation_start(&s, r);
        for (int k = 0; k < all.n_parameters; k++) {
            const sw_prior *prior = &s.scenario.priors[k];
            double used;
            memcpy(&used, (const char *)s.world.parameters[prior->group] + prior->offset,
                   sizeof used);
            assert_string_equal(all.parameters[k].path, prior->path);
            assert_true(
                used ==
                all.parameter_values[r * (uint32_t)all.n_parameters + (uint32_t)k]);
            assert_true(used >= prior->min && used <= prior->max);
            if (r > 0)
                assert_true(used != all.parameter_values[k]);
        }
    }
    simulation_close(&s);
    sw_results_free(&all);
}

static void test_description(void **state)
{
    sw_results r;
    (void)state;
    ensemble(&r, 1, 0);
    assert_string_equal(r.version, "1.2.3");
    assert_string_equal(r.digest, scenario.digest);
    assert_string_equal(r.effective, scenario.effective);
    assert_string_equal(r.title, sw_scenario_root(&scenario)->title);
    assert_true(r.seed == TEST_SEED && r.n_replications == 1);
    assert_int_equal(r.layout.n_months, 24);
    sw_results_free(&r);
}

static int stop(void *context, uint32_t finished)
{
    ++*(int *)context;
    (void)finished;
    return SW_INTERRUPT;
}

static void test_stopped(void **state)
{
    int calls = 0;
    const sw_ensemble_options options = {.seed = TEST_SEED,
                                         .n_replications = 100000,
                                         .n_threads = 2,
                                         .progress = stop,
                                         .context = &calls};
    sw_results r = {0};
    (void)state;
    assert_int_equal(
        sw_ensemble_run(&r, &sw_model_city_hall, &scenario, "1", &options, &diagnostics),
        SW_INTERRUPT);
    assert_int_equal(calls, 1);
    sw_results_free(&r);
}

/* Marginals that pass the sums and still cannot be met: refused with the reason,
 * nothing leaks. */
static void test_refused(void **state)
{
    static const char *const settings[] = {
        "staff.age_administrative=[0, 1, 1, 1, 1, 1, 1, 1, 1]",
        "staff.age_engineering=[0, 1, 1, 1, 1, 1, 1, 1, 1]", NULL};
    const sw_ensemble_options options = {
        .seed = TEST_SEED, .n_replications = 2, .n_threads = 1};
    sw_scenario bad;
    sw_results r = {0};
    (void)state;
    assert_int_equal(load_scenario(&bad, NULL, settings, &diagnostics), SW_OK);
    assert_int_equal(
        sw_ensemble_run(&r, &sw_model_city_hall, &bad, "1", &options, &diagnostics),
        SW_INPUT);
    expect_message(&diagnostics, "cannot be met together");
    sw_results_free(&r);
    sw_scenario_free(&bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),      cmocka_unit_test(test_longer_run),
        cmocka_unit_test(test_reused_world), cmocka_unit_test(test_stored_draws),
        cmocka_unit_test(test_description),  cmocka_unit_test(test_stopped),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
