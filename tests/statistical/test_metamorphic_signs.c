/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metamorphic tests with a sign: more time, a lower cost, easier consent or a higher base
 * of willingness never lower the mean of side-work hours or of participation.
 *
 * Each line is a ladder of one parameter, from what should give least to what should give
 * most. Every step is compared future by future under common random numbers: the mean of
 * the differences may fall below 0 by at most 3 of its own standard errors (about once in
 * 700 if there is no difference at all). Where a ladder must be felt, top against bottom
 * is more than 3 standard errors above 0.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>

enum { FUTURES = 20, STEPS = 3 };

static const double errors_allowed = 3.0;

/* The whole plan within the first year, then two years of it. */
#define GO                                                                               \
    "plan.adopted=true", "plan.missed_gate=go_on", "plan.first_start=2021-05",           \
        "plan.next_start=2021-07", "plan.further_start=2021-09", "plan.ramp=1",          \
        "environment.hall_opening=2021-09", "environment.hall_delay=0",                  \
        "simulation.years=2", "simulation.warm_up=6", "output.keep=annual"

enum { HOURS = 1, PEOPLE = 2, BOTH = 3 };

typedef struct ladder {
    const char *name;
    const char *step[STEPS];
    const char *with; /* for all steps */
    int never_falls;  /* which of the two measures may not fall at any step */
    int felt;         /* and which must rise from end to end */
} ladder;

/* Work that presses also asks for hands (support calls); without these calls time is
 * compared with much the same requests. */
#define SAME_REQUESTS "opportunity.support_rate=0"

static const ladder ladders[] = {
    {"time: less own work (all requests)",
     {"workload.base_load=160", "workload.base_load=148.8", "workload.base_load=130"},
     "plan.survey=1",
     BOTH,
     BOTH},
    {"time: less own work",
     {"workload.base_load=160", "workload.base_load=148.8", "workload.base_load=130"},
     SAME_REQUESTS,
     BOTH,
     BOTH},
    {"time: overtime for side work",
     {"workload.side_overtime=0", "workload.side_overtime=2",
      "workload.side_overtime=12"},
     "plan.survey=1",
     BOTH,
     BOTH},
    {"time: own work that may wait",
     {"workload.deferrable=0", "workload.deferrable=0.03", "workload.deferrable=0.3"},
     "plan.survey=1",
     BOTH,
     BOTH},
    {"time: usable share of it",
     {"workload.side_room=[0.2, 0.2, 0, 0, 0]",
      "workload.side_room=[1, 1, 0.2, 0.4, 0.1]", "workload.side_room=[1, 1, 1, 1, 1]"},
     "plan.survey=1",
     BOTH,
     BOTH},
    /* What a bad experience costs falls on those who took part. Requests are finite: who
     * turns away makes room for someone new, so fewer people, each more often, is no
     * fault; fewer hours would be. */
    {"cost: the lesson of a year nobody saw",
     {"evaluation.disappointed=-3", "evaluation.disappointed=-0.1",
      "evaluation.disappointed=0"},
     "plan.evaluation=0",
     HOURS,
     HOURS},
    {"cost: what a bad month leaves",
     {"willingness.bad=-2", "willingness.bad=-0.35", "willingness.bad=0"},
     "plan.survey=1",
     HOURS,
     HOURS},
    {"cost: reward that crowds out interest",
     {"evaluation.crowding=-5", "evaluation.crowding=-0.15", "evaluation.crowding=0"},
     "plan.survey=1",
     HOURS,
     HOURS},
    {"consent",
     {"matching.consent=-5", "matching.consent=1", "matching.consent=5"},
     "plan.survey=1",
     BOTH,
     BOTH},
    {"obedience to a nomination",
     {"matching.obey=0.3", "matching.obey=0.85", "matching.obey=1"},
     "matching.refer=0", /* who declines would name somebody new */
     BOTH,
     BOTH},
    {"willingness",
     {"willingness.base=-3", "willingness.base=-0.55", "willingness.base=2"},
     "plan.survey=1",
     BOTH,
     BOTH},
};

typedef struct outcome {
    double hours[FUTURES], people[FUTURES]; /* means over the projected years */
} outcome;

static double mean_of_years(const sw_results *results, const char *name, uint32_t r)
{
    const double *at = sw_results_at(results, sw_layout_find(&results->layout, name), r);
    const int years = results->layout.n_years - 1;
    double sum = 0.0;
    for (int y = 1; y <= years; y++)
        sum += at[y];
    return sum / years;
}

static void run(outcome *out, const char *setting, const char *with)
{
    static sw_diagnostics d;
    const char *const settings[] = {GO, setting, with, NULL};
    const sw_ensemble_options options = {.seed = TEST_SEED, .n_replications = FUTURES};
    sw_scenario scenario;
    sw_results results = {0};
    if (load_scenario(&scenario, ATSUGI, settings, &d) ||
        sw_ensemble_run(&results, &sw_model_city_hall, &scenario, "test", &options, &d))
        fail_msg("%s: %s", setting, d.text);
    for (uint32_t r = 0; r < FUTURES; r++) {
        out->hours[r] = mean_of_years(&results, "side_work_rate_annual", r);
        out->people[r] = mean_of_years(&results, "participated", r);
    }
    sw_results_free(&results);
    sw_scenario_free(&scenario);
}

/* Mean of more - less in its own standard errors; 0 where nothing differs. */
static double rise(const double *less, const double *more, const char *what)
{
    double sum = 0.0, squares = 0.0;
    for (int r = 0; r < FUTURES; r++)
        sum += more[r] - less[r];
    const double mean = sum / FUTURES;
    for (int r = 0; r < FUTURES; r++)
        squares += (more[r] - less[r] - mean) * (more[r] - less[r] - mean);
    const double error = sqrt(squares / (FUTURES - 1.0) / FUTURES);
    printf("  %-10s %+.5f, standard error %.5f\n", what, mean, error);
    return error > 0.0  ? mean / error
           : mean > 0.0 ? INFINITY
           : mean < 0.0 ? -INFINITY
                        : 0;
}

static int faults; /* so that one run shows all ladders */

static void expect_no_fall(const ladder *l, int which, const double *less,
                           const double *more)
{
    const char *what = which == HOURS ? "rate" : "took part";
    const double t = rise(less, more, what);
    if ((l->never_falls & which) && !(t >= -errors_allowed)) {
        printf("%s: %s: falls by %.1f standard errors\n", l->name, what, -t);
        faults++;
    }
}

static void expect_rise(const ladder *l, int which, const double *least,
                        const double *most)
{
    const char *what = which == HOURS ? "rate, all" : "people, all";
    const double t = rise(least, most, what);
    if ((l->felt & which) && !(t > errors_allowed)) {
        printf("%s: %s: not felt, %.1f standard errors\n", l->name, what, t);
        faults++;
    }
}

static void climb(const ladder *l)
{
    static outcome at[STEPS];
    printf("%s\n", l->name);
    for (int k = 0; k < STEPS; k++) {
        run(&at[k], l->step[k], l->with);
        if (k == 0)
            continue;
        expect_no_fall(l, HOURS, at[k - 1].hours, at[k].hours);
        expect_no_fall(l, PEOPLE, at[k - 1].people, at[k].people);
    }
    expect_rise(l, HOURS, at[0].hours, at[STEPS - 1].hours);
    expect_rise(l, PEOPLE, at[0].people, at[STEPS - 1].people);
}

static void test_signs(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof ladders / sizeof ladders[0]; k++)
        climb(&ladders[k]);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_signs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
