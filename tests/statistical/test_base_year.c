/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base year as the source saw it, looked at through the model's own survey, census
 * and overtime: means of 200 replications of the drift against the facts of the source. The
 * tolerance is each fact's own error: one standard error of the source's count plus half
 * of what it was rounded to. The means' Monte Carlo error is printed; it is small.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { REPLICATIONS = 200, N_MONTHS = 12 };

typedef struct fact {
    int indicator;
    double target, tolerance;
    const char *reason; /* of target and tolerance */
} fact;

#define FACT(name) SW_INDICATOR_##name

static const fact facts[] = {
    {FACT(survey_answers), 713, 53, "a count of 713 has a spread of 27: two of them"},
    {FACT(survey_side_work_rate), 5651.0 / 713 / 2000, 0.0005,
     "5,651 h by 713 people; hours are skewed, standard error 0.05 points"},
    {FACT(survey_participated), 0.30, 0.042,
     "'about 30 %': 2.5 points; 713 answers: 1.7"},
    {FACT(survey_willing), 0.44, 0.024, "713 answers: 1.9 points; rounded to 1"},
    {FACT(survey_willing_participants), 0.767, 0.07,
     "reckoned from 44, 30 and 30 %: 4 points by their rounding; about 214 answers: 2.9"},
    {FACT(survey_willing_nonparticipants), 0.30, 0.046,
     "'about 30 %': 2.5 points; about 499 answers: 2.1"},
    {FACT(survey_refusal_busy), 0.60, 0.05,
     "'about 60 %': 2.5 points; 399 refusals: 2.5"},
    {FACT(survey_would_register), 0.32, 0.023, "713 answers: 1.7 points; rounded to 1"},
    {FACT(survey_would_join_dialogue), 0.62, 0.023,
     "713 answers: 1.8 points; rounded to 1"},
    {FACT(survey_section_would_use_bank), 0.55, 0.05, "'over half': 50 to 60 %"},
    {FACT(survey_unfulfilled), 0.163, 0.015,
     "answers not given, taken as 713: 1.4 points"},
    {FACT(survey_perceived_inflexible), 0.448, 0.020,
     "answers not given, taken as 713: 1.9"},
    {FACT(census_teams), 35, 6, "one December: a count of 35 has a spread of 6"},
    {FACT(census_teams_open), 4, 2, "one December: a count of 4 has a spread of 2"},
    {FACT(census_team_nonmanager_share), 0.05, 0.017,
     "some 300 members: 1.2 points; rounded to 1"},
    {FACT(census_team_women_share), 0.11, 0.023,
     "some 300 members: 1.8 points; rounded to 1"},
};

static sw_results results;
static sw_scenario scenario;
static sw_diagnostics diagnostics;

static int run(void **state)
{
    static const char *const settings[] = {"simulation.years=1", NULL};
    (void)state;
    if (load_scenario(&scenario, DRIFT, settings, &diagnostics))
        return -1;
    const sw_ensemble_options options = {.seed = sw_scenario_simulation(&scenario)->seed,
                                         .n_replications = REPLICATIONS};
    return sw_ensemble_run(&results, &sw_model_city_hall, &scenario, "test", &options,
                           &diagnostics);
}

static int done(void **state)
{
    (void)state;
    sw_results_free(&results);
    sw_scenario_free(&scenario);
    return 0;
}

/* Mean over replications of the first value (of month m for monthly ones), and its
 * Monte Carlo error. */
static double mean_of(int indicator, int m, double *error)
{
    double sum = 0.0, squares = 0.0;
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        const double x =
            sw_results_at(&results, &results.layout.variables[indicator], r)[m];
        sum += x;
        squares += x * x;
    }
    const double mean = sum / REPLICATIONS;
    *error = sqrt(fmax(0.0, squares / REPLICATIONS - mean * mean) / REPLICATIONS);
    return mean;
}

static void test_facts(void **state)
{
    int missed = 0;
    (void)state;
    printf("%-32s %9s %9s %9s %9s\n", "fact", "model", "+-", "source", "tolerance");
    for (size_t k = 0; k < sizeof facts / sizeof facts[0]; k++) {
        const fact *f = &facts[k];
        double error;
        const double value = mean_of(f->indicator, 0, &error);
        const int off = !(fabs(value - f->target) <= f->tolerance);
        printf("%-32s %9.4f %9.4f %9.4f %9.4f  %s  %s\n",
               results.layout.variables[f->indicator].name, value, error, f->target,
               f->tolerance, off ? "MISSED" : "ok    ", f->reason);
        missed += off;
    }
    if (missed)
        fail_msg("%d of %d facts of the base year are missed", missed,
                 (int)(sizeof facts / sizeof facts[0]));
}

/* "Non-managers less" (4-3), of participation and of will. */
static void test_nonmanagers_less(void **state)
{
    double error;
    (void)state;
    const double part = mean_of(FACT(survey_participated_nonmanagers), 0, &error);
    const double part_of_managers =
        mean_of(FACT(survey_participated_managers), 0, &error);
    const double will = mean_of(FACT(survey_willing_nonmanagers), 0, &error);
    const double will_of_managers = mean_of(FACT(survey_willing_managers), 0, &error);
    printf("took part: non-managers %.3f, others %.3f; willing: %.3f, %.3f\n", part,
           part_of_managers, will, will_of_managers);
    assert_true(part < part_of_managers);
    assert_true(will < will_of_managers);
}

/* Municipalities, FY2023 (MIC): 10.8 h a head a month, most in March (15.7) and April
 * (15.4). Another year and other cities: a tenth either way. */
static void test_overtime(void **state)
{
    double hours[N_MONTHS], error, mean = 0.0;
    (void)state;
    for (int m = 0; m < N_MONTHS; m++) {
        hours[m] = mean_of(FACT(overtime_hours), m, &error) /
                   mean_of(FACT(headcount), m, &error);
        mean += hours[m] / N_MONTHS;
        printf("%s%.1f", m ? " " : "overtime April to March: ", hours[m]);
    }
    printf(" h, mean %.2f, source 10.8, tolerance 1.1\n", mean);
    for (int m = SW_APRIL + 1; m < SW_MARCH; m++)
        assert_true(hours[m] < hours[SW_APRIL] && hours[m] < hours[SW_MARCH]);
    assert_true(fabs(mean - 10.8) <= 1.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_facts),
        cmocka_unit_test(test_nonmanagers_less),
        cmocka_unit_test(test_overtime),
    };
    return cmocka_run_group_tests(tests, run, done);
}
