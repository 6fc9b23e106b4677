/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Heads and hours are conserved in every month, also where the parameters leave no room.
 * sw_world_verify looks at each month; this file adds up once more by itself, and
 * compares the record with the sums of its months.
 */
#include "support/simulation.h"

#include <math.h>

static simulation s;

static void expect_near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.12g is not %.12g to %g", a, b, tolerance);
}

/* The accounts of the month just gone, from the columns alone. */
static void expect_ledger(void)
{
    const sw_world *w = &s.world;
    const sw_population *q = &w->staff;
    int64_t by_person = 0, by_kind = 0, received = 0;
    for (int i = 0; i < q->n; i++)
        by_person += sw_side_minutes(q, i);
    for (int k = 0; k < SW_N_KINDS; k++) {
        by_kind += w->ledger.given[k];
        received += w->ledger.received[k];
        assert_true(w->ledger.given[k] >= 0 && w->ledger.given[k] <= w->ledger.wanted[k]);
    }
    assert_true(by_person == by_kind && by_person == received);
    for (int k = 0; k < w->sections.n; k++) {
        const sw_sections *x = &w->sections;
        assert_true(x->received[k] >= 0 && x->done[k] >= 0 && x->lapsed[k] >= 0 &&
                    x->backlog[k] >= 0);
        assert_true((int64_t)x->received[k] + x->done[k] + x->lapsed[k] + x->backlog[k] ==
                    x->todo[k]);
    }
}

/* Load is shared out to the minute, and nobody works longer than the limits allow. */
static void expect_time(void)
{
    const sw_world *w = &s.world;
    const sw_population *q = &w->staff;
    const struct sw_simulation *p = sw_scenario_simulation(&s.scenario);
    for (int k = 0; k < w->sections.n; k++) {
        int64_t load = 0;
        int scheduled = 0;
        for (int i = w->sections.first[k]; i < w->sections.first[k + 1]; i++) {
            load += q->load[i];
            scheduled += q->scheduled[i];
        }
        if (scheduled > 0)
            assert_true(w->sections.todo[k] - load >= 0 &&
                        w->sections.todo[k] - load <= 1);
        assert_int_equal(scheduled, w->sections.scheduled[k]);
    }
    for (int i = 0; i < q->n; i++) {
        assert_true(sw_side_minutes(q, i) <= p->hours_per_year * 5.0 + 1.0);
        if (!q->active[i])
            assert_int_equal(sw_side_minutes(q, i), 0);
    }
}

typedef struct year {
    double hours, regular, heads, by_kind[SW_N_KINDS];
} year;

static void add_month(year *y)
{
    const sw_world *w = &s.world;
    for (int k = 0; k < SW_N_KINDS; k++) {
        const double hours = (double)w->ledger.given[k] / 60.0;
        y->by_kind[k] += hours;
        y->hours += hours;
        y->regular += k == SW_KIND_EMERGENCY || k == SW_KIND_INFORMAL ? 0.0 : hours;
    }
    for (int i = 0; i < w->staff.n; i++)
        y->heads += w->staff.active[i] / 12.0;
}

static double sum_of(int indicator, int y, int n)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++)
        sum += recorded(&s, indicator, y)[k];
    return sum;
}

/* Hours by every category are the year's hours; the rate is hours over 2,000 hours a
 * head. */
static void expect_year(const year *made, int y)
{
    const double hours = sw_scenario_simulation(&s.scenario)->hours_per_year;
    double months = 0.0;
    for (int m = 12 * y; m < 12 * y + 12; m++)
        months += *recorded(&s, SW_INDICATOR_side_work_hours, m);
    expect_near(months, made->hours, 1e-6);
    expect_near(sum_of(SW_INDICATOR_side_work_hours_by_kind, y, SW_N_KINDS), months,
                1e-6);
    expect_near(sum_of(SW_INDICATOR_side_work_hours_by_grade, y, SW_N_GRADES), months,
                1e-6);
    expect_near(sum_of(SW_INDICATOR_side_work_hours_by_age_band, y, SW_N_AGE_BANDS),
                months, 1e-6);
    expect_near(sum_of(SW_INDICATOR_side_work_hours_by_sex, y, SW_N_SEXES), months, 1e-6);
    expect_near(sum_of(SW_INDICATOR_side_work_hours_by_job, y, SW_N_JOBS), months, 1e-6);
    expect_near(
        sum_of(SW_INDICATOR_side_work_hours_by_department, y, s.city.n_departments),
        months, 1e-6);
    for (int k = 0; k < SW_N_KINDS; k++) {
        expect_near(recorded(&s, SW_INDICATOR_side_work_hours_by_kind, y)[k],
                    made->by_kind[k], 1e-6);
        assert_true(made->by_kind[k] <=
                    recorded(&s, SW_INDICATOR_side_work_wanted_by_kind, y)[k] + 1e-6);
    }
    expect_near(*recorded(&s, SW_INDICATOR_side_work_rate_annual, y),
                made->hours / (hours * made->heads), 1e-12);
    expect_near(*recorded(&s, SW_INDICATOR_side_work_rate_annual_regular, y),
                made->regular / (hours * made->heads), 1e-12);
    const double staff = sum_of(SW_INDICATOR_headcount_by_grade, y, SW_N_GRADES);
    expect_near(staff, *recorded(&s, SW_INDICATOR_headcount, 12 * y + 11), 0.0);
    expect_near(sum_of(SW_INDICATOR_headcount_by_age_band, y, SW_N_AGE_BANDS), staff,
                0.0);
    expect_near(sum_of(SW_INDICATOR_headcount_by_sex, y, SW_N_SEXES), staff, 0.0);
    expect_near(sum_of(SW_INDICATOR_headcount_by_job, y, SW_N_JOBS), staff, 0.0);
    expect_near(sum_of(SW_INDICATOR_headcount_by_department, y, s.city.n_departments),
                staff, 0.0);
}

/* Share of the year's side work by person and month that broke the cap: must be none. */
static void expect_cap(double cap)
{
    const sw_population *q = &s.world.staff;
    const double most = cap * sw_scenario_simulation(&s.scenario)->hours_per_year * 5.0;
    for (int i = 0; i < q->n; i++)
        assert_true(sw_side_minutes(q, i) <= most);
}

/* Replications 0 ... n - 1 of a scenario, every month of them; returns the hours of
 * the last. */
static double examine(const char *path, const char *const *settings, uint32_t n,
                      double cap)
{
    double hours = 0.0;
    simulation_open(&s, path, settings);
    for (uint32_t r = 0; r < n; r++) {
        hours = 0.0;
        simulation_start(&s, r);
        simulation_until(&s, 0);
        for (int y = 0; y < s.results.layout.n_years; y++) {
            year made = {0};
            for (int m = 0; m < 12; m++) {
                simulation_month(&s);
                expect_ledger();
                expect_time();
                expect_cap(cap);
                add_month(&made);
            }
            expect_year(&made, y);
            hours += made.hours;
        }
    }
    simulation_close(&s);
    return hours;
}

static void test_shipped(void **state)
{
    static const char *const two[] = {"simulation.years=2", NULL};
    static const char *const late[] = {"simulation.years=6",
                                       "plan.missed_gate=go_on",
                                       "plan.first_start=2021-05",
                                       "plan.next_start=2022-04",
                                       "plan.further_start=2023-04",
                                       "environment.hall_opening=2023-04",
                                       "plan.ramp=1",
                                       NULL};
    (void)state;
    assert_true(examine(DRIFT, two, 4, 1.0) > 0.0);
    assert_true(examine(PLAN, late, 3, 1.0) > 0.0);
}

static void test_by_month(void **state)
{
    static const char *const settings[] = {"output.groups_by_month=true",
                                           "simulation.years=1", NULL};
    (void)state;
    simulation_open(&s, DRIFT, settings);
    simulation_run(&s, 0);
    for (int m = 0; m < 24; m++) {
        const double hours = *recorded(&s, SW_INDICATOR_side_work_hours, m);
        expect_near(sum_of(SW_INDICATOR_side_work_hours_by_grade, m, SW_N_GRADES), hours,
                    1e-6);
        expect_near(
            sum_of(SW_INDICATOR_side_work_hours_by_department, m, s.city.n_departments),
            hours, 1e-6);
    }
    simulation_close(&s);
}

#define GO                                                                               \
    "plan.missed_gate=go_on", "plan.first_start=2021-05", "plan.next_start=2021-07",     \
        "plan.further_start=2021-09", "plan.ramp=1", "environment.hall_opening=2021-09", \
        "simulation.years=2", "simulation.warm_up=6"

static void test_no_slack(void **state)
{
    static const char *const settings[] = {GO,
                                           "workload.base_load=300",
                                           "workload.lapse=0",
                                           "workload.deferrable=0",
                                           "workload.side_overtime=0",
                                           NULL};
    static const char *const forced[] = {GO, "workload.base_load=300",
                                         "workload.deferrable=1",
                                         "workload.overtime_limit=0", NULL};
    (void)state;
    (void)examine(PLAN, settings, 1, 1.0);
    (void)examine(PLAN, forced, 1, 1.0);
}

static void test_huge_demand(void **state)
{
    static const char *const settings[] = {
        GO,
        "opportunity.team_rate=12",
        "opportunity.team_seats=24",
        "opportunity.team_hours=160",
        "opportunity.team_relief=1",
        "opportunity.support_rate=1",
        "opportunity.support_pressure=0",
        "opportunity.support_hours=10000",
        "opportunity.bank_learning=1",
        "opportunity.bank_outsourced=1",
        "opportunity.bank_tasks=1000",
        "opportunity.favours=1",
        "matching.favour=1",
        "matching.favour_minutes=2000",
        "matching.nominees=4",
        "dialogue.base_ties=8",
        "workload.season=[3, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 3]",
        "environment.epidemic_hours=100000",
        NULL};
    (void)state;
    const double hours = examine(PLAN, settings, 1, 1.0);
    assert_true(hours > 3.0 * 2044 * 100.0); /* it was huge: over 5 % of all time */
}

static void test_no_demand(void **state)
{
    static const char *const settings[] = {GO,
                                           "opportunity.team_rate=0",
                                           "opportunity.support_rate=0",
                                           "opportunity.favours=0",
                                           "opportunity.bank_outsourced=0",
                                           "opportunity.bank_tasks=0",
                                           "environment.epidemic_hours=0",
                                           "environment.disaster_rate=0",
                                           NULL};
    (void)state;
    assert_true(examine(PLAN, settings, 1, 1.0) == 0.0);
}

static void test_cap(void **state)
{
    static const char *const settings[] = {GO,
                                           "workload.cap=0.2",
                                           "workload.base_load=0",
                                           "opportunity.team_rate=6",
                                           "opportunity.team_hours=40",
                                           "environment.epidemic_hours=5000",
                                           NULL};
    static const char *const tight[] = {GO,
                                        "workload.cap=0.01",
                                        "workload.base_load=60",
                                        "opportunity.team_rate=6",
                                        "opportunity.support_piece=1",
                                        "opportunity.support_pressure=0",
                                        "opportunity.support_rate=1",
                                        "opportunity.emergency_piece=1",
                                        NULL};
    (void)state;
    assert_true(examine(PLAN, settings, 1, 0.2) > 0.0);
    assert_true(examine(PLAN, tight, 1, 0.01) > 0.0);
}

/* Thirty people, many of them a section of their own, ten years, with hands always
 * wanted. */
static void test_tiny(void **state)
{
    static const char *const settings[] = {"plan.adopted=true",
                                           GO,
                                           "opportunity.team_rate=2",
                                           "opportunity.support_pressure=0",
                                           "environment.disaster_rate=2",
                                           "simulation.years=10",
                                           "personnel.resignation_factor=8",
                                           NULL};
    (void)state;
    for (int sections = 1; sections <= 12; sections += 11) {
        simulation_open_tiny(&s, sections, settings);
        for (uint32_t r = 0; r < 4; r++) {
            simulation_start(&s, r);
            while (s.world.t < s.results.layout.n_months) {
                simulation_month(&s);
                expect_ledger();
                expect_time();
            }
        }
        simulation_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped),   cmocka_unit_test(test_by_month),
        cmocka_unit_test(test_no_slack),  cmocka_unit_test(test_huge_demand),
        cmocka_unit_test(test_no_demand), cmocka_unit_test(test_cap),
        cmocka_unit_test(test_tiny),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
