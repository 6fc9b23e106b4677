/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long runs in little memory: what output.keep keeps, a sketch in place of rows, stages that
 * end where the judge says; the same for any number of threads.
 */
#include "support/simulation.h"

#include <math.h>
#include <string.h>

#include <sidework/sketch.h>
#include <sidework/summary.h>

enum { REPLICATIONS = 40, FEW = 10 };

static sw_diagnostics diagnostics;

static void load(sw_scenario *scenario, const char *keep)
{
    char setting[64];
    const char *const settings[] = {"simulation.years=1", "simulation.warm_up=0", setting,
                                    NULL};
    (void)snprintf(setting, sizeof setting, "output.keep=%s", keep);
    if (load_scenario(scenario, "tests/golden/tiny.cfg", settings, &diagnostics))
        fail_msg("%s", diagnostics.text);
}

static void run(sw_results *results, const char *keep, sw_ensemble_options options)
{
    sw_scenario scenario;
    load(&scenario, keep);
    memset(results, 0, sizeof *results);
    options.seed = TEST_SEED;
    options.n_replications =
        options.n_replications ? options.n_replications : REPLICATIONS;
    if (sw_ensemble_run(results, &sw_model_city_hall, &scenario, "1", &options,
                        &diagnostics))
        fail_msg("%s", diagnostics.text);
    sw_scenario_free(&scenario);
}

static void summarise(sw_summary *summary, const sw_results *results)
{
    memset(summary, 0, sizeof *summary);
    if (sw_summary_make(summary, results, &diagnostics))
        fail_msg("%s", diagnostics.text);
}

static void expect_near(const double *a, const double *b, size_t n, double most)
{
    for (size_t k = 0; k < n; k++)
        assert_true(fabs(a[k] - b[k]) <= most || (isinf(a[k]) && isinf(b[k])));
}

/* b's rates are within `most` of a's, all else is the same. */
static void expect_same(const sw_summary *a, const sw_summary *b, double most)
{
    const size_t ty = (size_t)(a->n_thresholds * a->n_years);
    assert_int_equal(a->n_replications, b->n_replications);
    assert_int_equal(a->n_months, b->n_months);
    expect_near(a->rate_quantile, b->rate_quantile,
                (size_t)(SW_N_QUANTILES * a->n_months), most);
    expect_near(a->rate_annual_quantile, b->rate_annual_quantile,
                (size_t)(SW_N_QUANTILES * a->n_years), most);
    assert_memory_equal(a->p_reached_in, b->p_reached_in, ty * sizeof(double));
    assert_memory_equal(a->p_ever_reached, b->p_ever_reached, ty * sizeof(double));
    assert_memory_equal(a->p_ever_reached_se, b->p_ever_reached_se, ty * sizeof(double));
    expect_near(a->p_held_at_end, b->p_held_at_end, (size_t)a->n_thresholds, 0);
    expect_near(a->first_year_quantile, b->first_year_quantile,
                (size_t)(a->n_thresholds * SW_N_QUANTILES), 0);
}

/* Short runs: what is kept is what it was, and summaries do not depend on how much is. */
static void test_kept(void **state)
{
    static const char *const words[] = {"all", "annual", "summaries"};
    sw_results all, some;
    sw_summary whole, part;
    (void)state;
    run(&all, words[0], (sw_ensemble_options){0});
    summarise(&whole, &all);
    for (int k = 1; k < 3; k++) {
        run(&some, words[k], (sw_ensemble_options){0});
        assert_null(some.sketch);
        assert_true(some.layout.record_length < all.layout.record_length);
        assert_int_equal(some.n_parameters, k == 1 ? all.n_parameters : 0);
        for (int i = 0; i < some.layout.n_variables; i++) {
            const sw_variable *v = &some.layout.variables[i];
            const sw_variable *w = sw_layout_find(&all.layout, v->name);
            assert_true(v->period != SW_BY_MONTH || sw_sketch_takes(v->name));
            for (uint32_t r = 0; r < REPLICATIONS; r++)
                assert_memory_equal(sw_results_at(&some, v, r), sw_results_at(&all, w, r),
                                    v->length * sizeof(double));
        }
        summarise(&part, &some);
        expect_same(&whole, &part, 0);
        sw_summary_free(&part);
        sw_results_free(&some);
    }
    sw_summary_free(&whole);
    sw_results_free(&all);
}

/* Long runs that keep summaries: no rows, and a sketch that says the same. */
static void test_sketched(void **state)
{
    sw_results all, sketched;
    sw_summary exact, near, again;
    (void)state;
    run(&all, "all", (sw_ensemble_options){0});
    summarise(&exact, &all);
    assert_true(exact.rate_quantile_error == 0);
    for (int threads = 1; threads <= 7; threads += 3) {
        run(&sketched, "summaries",
            (sw_ensemble_options){.exact = FEW, .n_threads = threads});
        assert_non_null(sketched.sketch);
        assert_null(sketched.records);
        assert_int_equal(sw_sketch_count(sketched.sketch), REPLICATIONS);
        summarise(threads == 1 ? &near : &again, &sketched);
        if (threads > 1) {
            expect_same(&near, &again, 0);
            sw_summary_free(&again);
        }
        sw_results_free(&sketched);
    }
    assert_true(near.rate_quantile_error == SW_SKETCH_ERROR);
    expect_same(&exact, &near, SW_SKETCH_ERROR * 1.000001);
    sw_summary_free(&near);
    sw_summary_free(&exact);
    sw_results_free(&all);
}

typedef struct looks {
    uint32_t seen[8];
    int n;
    uint32_t enough;
} looks;

static int judge(void *context, const sw_results *results)
{
    looks *self = context;
    assert_true(results->sketch == NULL ||
                sw_sketch_count(results->sketch) == results->n_replications);
    self->seen[self->n++] = results->n_replications;
    return results->n_replications >= self->enough ? SW_ENSEMBLE_ENOUGH : SW_OK;
}

/* The judge is asked at 6, 12, 24 and nowhere else; what there is then is the run of that
 * length, whichever form it has. */
static void test_looks(void **state)
{
    static const char *const words[] = {"all", "summaries"};
    (void)state;
    for (int k = 0; k < 2; k++) {
        for (uint32_t enough = 6; enough <= 48; enough *= 2) {
            for (int threads = 1; threads < 4; threads += 2) {
                looks asked = {.enough = enough};
                sw_results stopped, given;
                sw_summary a, b;
                run(&stopped, words[k],
                    (sw_ensemble_options){.judge = judge,
                                          .context = &asked,
                                          .first_look = 6,
                                          .exact = FEW,
                                          .n_threads = threads});
                const uint32_t n = enough < REPLICATIONS ? enough : REPLICATIONS;
                assert_int_equal(stopped.n_replications, n);
                assert_int_equal(asked.n, n == 6 ? 1 : n == 12 ? 2 : 3);
                assert_true(asked.seen[0] == 6 && (asked.n < 3 || asked.seen[2] == 24));
                run(&given, words[k],
                    (sw_ensemble_options){.n_replications = n, .exact = FEW});
                assert_true(!stopped.sketch == !given.sketch);
                summarise(&a, &stopped);
                summarise(&b, &given);
                expect_same(&a, &b, 0);
                sw_summary_free(&a);
                sw_summary_free(&b);
                sw_results_free(&stopped);
                sw_results_free(&given);
            }
        }
    }
}

/* Sizes and time of a run that is not begun. */
static void test_measured(void **state)
{
    sw_scenario scenario;
    sw_results results = {0};
    sw_ensemble_cost cost;
    const sw_ensemble_options options = {
        .seed = TEST_SEED, .n_replications = 1000, .n_threads = 3};
    (void)state;
    load(&scenario, "all");
    assert_int_equal(sw_ensemble_measure(&cost, &results, &sw_model_city_hall, &scenario,
                                         &options, 0.05, &diagnostics),
                     SW_OK);
    assert_int_equal(cost.threads, 3);
    assert_in_range(cost.measured, 1, 1000);
    assert_true(cost.seconds > 0 && cost.worker_bytes > 100000);
    assert_int_equal(cost.row_bytes,
                     (results.layout.record_length + (size_t)results.n_parameters) *
                         sizeof(double));
    assert_true(cost.result_bytes >= 1000 * cost.row_bytes);
    assert_null(results.records);
    sw_results_free(&results);
    sw_scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_sketched),
        cmocka_unit_test(test_looks),
        cmocka_unit_test(test_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
