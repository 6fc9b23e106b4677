/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many scenarios on one pool: a point is the run it stands for, to the bit; threads, stops and
 * resumes change nothing; an early stop leaves an even picture; a failed point stays, with its
 * reason, and disturbs no other.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/explore.h>
#include <sidework/findings.h>

enum { POINTS = 7, REPLICATIONS = 10, REFUSED = 2, OTHER_YEARS = 5 };

static sw_diagnostics d;
static sw_scenario base;
static const sw_group *const *groups; /* asked for once: threads read it */
static int n_groups;

/* What a point sets; the refused one and the one of another shape among them. */
static int load(void *context, uint32_t point, sw_scenario *s, sw_diagnostics *to)
{
    char number[32];
    (void)context;
    (void)snprintf(number, sizeof number, "%d.0", 100 + 10 * (int)point);
    const sw_override overrides[] = {
        {point == REFUSED ? "workload.base_lod" : "workload.base_load", number, "factor"},
        {"simulation.years", point == OTHER_YEARS ? "1" : "2", "factor"}};
    return sw_scenario_parse(s, groups, n_groups, "base", base.effective, overrides, 2,
                             to);
}

static int is_sound(uint32_t point)
{
    return point != REFUSED && point != OTHER_YEARS;
}

typedef struct keeper {
    const sw_exploration *from; /* rows to begin with, or NULL */
    atomic_uint stored;
    uint32_t stop_after; /* rows; 0: never */
} keeper;

static int begin(void *context, sw_results *results, unsigned char *done)
{
    const keeper *k = context;
    for (uint32_t t = 0; k->from && t < results->n_replications; t++) {
        if (t >= k->from->results.n_replications || !k->from->done[t])
            continue;
        sw_results_put(results, t, sw_results_record(&k->from->results, t), NULL);
        done[t] = 1;
    }
    return SW_OK;
}

static int store(void *context, int worker, const sw_results *view, uint32_t task)
{
    keeper *k = context;
    (void)worker;
    assert_true(!isnan(sw_results_record(view, task)[0]));
    atomic_fetch_add(&k->stored, 1);
    return k->stop_after && atomic_load(&k->stored) >= k->stop_after ? SW_INTERRUPT
                                                                     : SW_OK;
}

static int explore(sw_exploration *e, keeper *k, int threads, uint32_t replications,
                   const uint32_t *first)
{
    const sw_explore_options o = {.seed = TEST_SEED,
                                  .n_points = POINTS,
                                  .n_replications = replications,
                                  .n_threads = threads,
                                  .first = first,
                                  .context = k,
                                  .load = load,
                                  .unload = sw_scenario_free,
                                  .begin = begin,
                                  .store = store};
    sw_diagnostics_init(&d, SW_ENGLISH);
    memset(e, 0, sizeof *e);
    return sw_explore_run(e, &sw_model_city_hall, &base, "test", &o, &d);
}

static void expect_same(const sw_exploration *a, const sw_exploration *b)
{
    assert_int_equal(a->results.n_replications, b->results.n_replications);
    assert_memory_equal(a->results.records, b->results.records,
                        (size_t)a->results.n_replications *
                            a->results.layout.record_length * sizeof(double));
    assert_memory_equal(a->points, b->points, POINTS * sizeof *a->points);
}

static void test_threads(void **state)
{
    static const int threads[] = {2, 3, 7, 60};
    sw_exploration one, many;
    keeper k = {0};
    (void)state;
    assert_int_equal(explore(&one, &k, 1, REPLICATIONS, NULL), SW_OK);
    assert_int_equal(atomic_load(&k.stored), (POINTS - 2) * REPLICATIONS);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        assert_int_equal(explore(&many, &k, threads[i], REPLICATIONS, NULL), SW_OK);
        expect_same(&one, &many);
        sw_exploration_free(&many);
    }
    sw_exploration_free(&one);
}

/* The rows are those of sw_ensemble_run of the same scenario. */
static void test_is_the_run(void **state)
{
    static const char *const names[] = {"side_work_rate_annual", "first_year_reached",
                                        "load_gini", "unfulfilled", "gate_month"};
    sw_exploration e;
    keeper k = {0};
    (void)state;
    assert_int_equal(explore(&e, &k, 2, REPLICATIONS, NULL), SW_OK);
    for (uint32_t p = 0; p < POINTS; p++) {
        sw_scenario s;
        sw_results r = {0};
        const sw_ensemble_options o = {.seed = TEST_SEED, .n_replications = REPLICATIONS};
        if (!is_sound(p))
            continue;
        assert_int_equal(load(NULL, p, &s, &d), SW_OK);
        assert_int_equal(sw_ensemble_run(&r, &sw_model_city_hall, &s, "test", &o, &d),
                         SW_OK);
        const sw_variable *bank = sw_layout_find(&r.layout, "bank_registered");
        for (uint32_t i = 0; i < REPLICATIONS; i++) {
            for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
                const sw_variable *v = sw_layout_find(&e.results.layout, names[n]);
                const sw_variable *w = sw_layout_find(&r.layout, names[n]);
                assert_int_equal(v->length, w->length);
                assert_memory_equal(sw_exploration_at(&e, v, p, i),
                                    sw_results_at(&r, w, i), v->length * sizeof(double));
            }
            const sw_variable *v = sw_layout_find(&e.results.layout, "bank_registered");
            for (int y = 0; y < e.results.layout.n_years; y++)
                assert_true(sw_exploration_at(&e, v, p, i)[y] ==
                            sw_results_at(&r, bank, i)[12 * y + 11]);
        }
        sw_results_free(&r);
        sw_scenario_free(&s);
    }
    sw_exploration_free(&e);
}

static void test_failed(void **state)
{
    sw_exploration e;
    keeper k = {0};
    (void)state;
    assert_int_equal(explore(&e, &k, 3, REPLICATIONS, NULL), SW_OK);
    for (uint32_t p = 0; p < POINTS; p++) {
        assert_int_equal(e.points[p].failed, !is_sound(p));
        for (uint32_t r = 0; r < REPLICATIONS; r++) {
            const double rate =
                sw_exploration_outcome(&e, SW_OUTCOME_final_rate, 0, p, r);
            assert_int_equal(isnan(rate), !is_sound(p));
            assert_int_equal(e.done[r * POINTS + p], is_sound(p));
        }
    }
    assert_non_null(strstr(e.points[REFUSED].reason, "unknown key; did you mean"));
    assert_non_null(
        strstr(e.points[REFUSED].reason_ja, "このような名前のキーはありません"));
    assert_non_null(strstr(e.points[OTHER_YEARS].reason, "other years"));
    assert_null(strchr(e.points[REFUSED].reason, '\n'));
    assert_true(e.points[0].reason[0] == '\0');
    assert_int_equal(d.count, 0); /* a failed point is no failure of the run */
    sw_exploration_free(&e);
}

/* Stopped anywhere and gone on with: the same; and what is there is the same of all points,
 * but for the piece at hand. */
static void test_stop(void **state)
{
    sw_exploration whole, part, rest;
    keeper k = {0};
    (void)state;
    assert_int_equal(explore(&whole, &k, 1, REPLICATIONS, NULL), SW_OK);
    for (uint32_t stop = 1; stop < 48; stop += 5) {
        keeper early = {.stop_after = stop};
        assert_int_equal(explore(&part, &early, 1 + (int)(stop % 3), REPLICATIONS, NULL),
                         SW_INTERRUPT);
        uint32_t least = REPLICATIONS, most = 0;
        for (uint32_t p = 0; p < POINTS; p++) {
            uint32_t n = 0;
            for (uint32_t r = 0; r < REPLICATIONS; r++)
                n += part.done[r * POINTS + p];
            if (!is_sound(p))
                continue;
            least = n < least ? n : least;
            most = n > most ? n : most;
        }
        assert_true(most - least <= 2 * 4);
        keeper again = {.from = &part};
        assert_int_equal(explore(&rest, &again, 2, REPLICATIONS, NULL), SW_OK);
        expect_same(&whole, &rest);
        sw_exploration_free(&rest);
        sw_exploration_free(&part);
    }
    sw_exploration_free(&whole);
}

/* Fewer replications are the first of more. */
static void test_longer(void **state)
{
    sw_exploration small, longer, whole;
    keeper k = {0};
    (void)state;
    assert_int_equal(explore(&small, &k, 2, 3, NULL), SW_OK);
    assert_int_equal(explore(&whole, &k, 2, REPLICATIONS, NULL), SW_OK);
    assert_memory_equal(small.results.records, whole.results.records,
                        3 * POINTS * small.results.layout.record_length * sizeof(double));
    keeper from = {.from = &small};
    assert_int_equal(explore(&longer, &from, 2, REPLICATIONS, NULL), SW_OK);
    assert_int_equal(atomic_load(&from.stored), (POINTS - 2) * (REPLICATIONS - 3));
    expect_same(&whole, &longer);
    sw_exploration_free(&small);
    sw_exploration_free(&longer);
    sw_exploration_free(&whole);
}

/* Points may have replications of their own. */
static void test_first(void **state)
{
    static const uint32_t first[POINTS] = {0, 4, 0, 0, 2, 0, 9};
    sw_exploration plain, moved;
    keeper k = {0};
    (void)state;
    assert_int_equal(explore(&plain, &k, 2, REPLICATIONS, NULL), SW_OK);
    assert_int_equal(explore(&moved, &k, 2, 2, first), SW_OK);
    const sw_variable *v = sw_layout_find(&plain.results.layout, "side_work_rate_annual");
    for (uint32_t p = 0; p < POINTS; p++)
        for (uint32_t r = 0; r < 2; r++)
            if (is_sound(p) && first[p] + r < REPLICATIONS)
                assert_memory_equal(sw_exploration_at(&moved, v, p, r),
                                    sw_exploration_at(&plain, v, p, first[p] + r),
                                    v->length * sizeof(double));
    sw_exploration_free(&plain);
    sw_exploration_free(&moved);
}

static void test_limits(void **state)
{
    sw_exploration e = {0};
    sw_explore_cost cost;
    const sw_explore_options many = {.n_points = 3000000,
                                     .n_replications = 1000,
                                     .load = load,
                                     .unload = sw_scenario_free};
    sw_explore_options o = {.seed = TEST_SEED,
                            .n_points = POINTS,
                            .n_replications = 40,
                            .load = load,
                            .unload = sw_scenario_free};
    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    assert_int_equal(sw_explore_run(&e, &sw_model_city_hall, &base, "", &many, &d),
                     SW_INPUT);
    sw_exploration_free(&e);
    assert_int_equal(sw_explore_measure(&cost, &sw_model_city_hall, &base, &o, 10.0, &d),
                     SW_OK);
    assert_int_equal(cost.tried, POINTS);
    assert_int_equal(cost.failed, 2);
    assert_int_equal(cost.round, 5);
    assert_true(cost.seconds > 0 && cost.load_seconds > 0 && cost.worker_bytes > 1000);
    assert_int_equal(cost.measured, 2 * (POINTS - 2));
}

/* Means, probabilities and paired differences by hand. */
static void test_findings(void **state)
{
    sw_exploration e;
    sw_findings f = {0};
    keeper k = {0};
    double u[POINTS];
    sw_design_file design;
    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    if (sw_design_file_parse(
            &design, groups, n_groups, "d.cfg",
            "scenario = \"x\"; title = \"T\"; method = \"one_at_a_time\"; "
            "factors = ({ key = \"workload.base_load\"; values = (100, 110, "
            "120, 130, 140, 150); });",
            base.effective, &d))
        fail_msg("%s", d.text);
    for (int i = 0; i < POINTS; i++)
        u[i] = i == 0 ? (double)NAN : (i - 0.5) / 6;
    assert_int_equal(explore(&e, &k, 2, REPLICATIONS, NULL), SW_OK);
    assert_int_equal(sw_findings_make(&f, &design, u, &e, &d), SW_OK);
    assert_int_equal(f.n_failed, 2);
    assert_false(f.incomplete);
    for (uint32_t p = 0; p < POINTS; p++) {
        double sum = 0, difference = 0, ever = 0;
        for (uint32_t r = 0; r < REPLICATIONS; r++) {
            const double x = sw_exploration_outcome(&e, SW_OUTCOME_final_rate, 0, p, r);
            sum += x;
            difference += x - sw_exploration_outcome(&e, SW_OUTCOME_final_rate, 0, 0, r);
            ever += sw_exploration_outcome(&e, SW_OUTCOME_p_ever_reached,
                                           e.results.layout.thresholds[0], p, r);
        }
        if (!is_sound(p)) {
            assert_true(isnan(f.outcome[p]) && isnan(f.p_ever[3 * p]) && f.n[p] == 0);
            continue;
        }
        assert_true(f.n[p] == REPLICATIONS);
        assert_true(fabs(f.outcome[p] - sum / REPLICATIONS) < 1e-15);
        assert_true(fabs(f.p_ever[3 * p] - ever / REPLICATIONS) < 1e-15);
        assert_true(f.p_ever_low[3 * p] <= f.p_ever[3 * p] &&
                    f.p_ever[3 * p] <= f.p_ever_high[3 * p]);
        if (p > 0) {
            assert_true(fabs(f.difference[p] - difference / REPLICATIONS) < 1e-15);
            assert_true(f.difference_low[p] <= f.difference[p] &&
                        f.difference[p] <= f.difference_high[p]);
        }
    }
    sw_findings_free(&f);
    sw_exploration_free(&e);
    sw_design_file_free(&design);
}

static int set_up(void **state)
{
    static const char *const settings[] = {"simulation.years=2", "simulation.warm_up=6",
                                           "plan.adopted=true", NULL};
    (void)state;
    groups = model_groups(&n_groups);
    sw_diagnostics_init(&d, SW_ENGLISH);
    return load_scenario(&base, NULL, settings, &d);
}

static int tear_down(void **state)
{
    (void)state;
    sw_scenario_free(&base);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads), cmocka_unit_test(test_is_the_run),
        cmocka_unit_test(test_failed),  cmocka_unit_test(test_stop),
        cmocka_unit_test(test_longer),  cmocka_unit_test(test_first),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_findings),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
