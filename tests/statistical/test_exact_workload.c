/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A section's own work by arithmetic, to the minute (scenarios/exact/workload.cfg).
 *
 * By hand, for April: two people have 150 - 6 h = 8,640 min, the third, re-employed, 80 %
 * of it, 6,912: 24,192 together. Demand is 3 posts x 138.9 h x 60 x 1.08 = 27,002.16, so
 * 27,002. Shares by running totals: 27,002 x (8,640, 17,280, 24,192) / 24,192, rounded
 * down, are 9,643, 19,287 and 27,002: loads of 9,643, 9,644 and 7,715. Each works at most
 * 9.5 h = 570 min over: 9,210 + 9,210 + 7,482 = 25,902 are done, 1,100 left. A quarter,
 * 275, lapses; 825 wait for May, whose own demand is 25,502. And so on.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>

enum { N_ROWS = 15, REPLICATIONS = 5 };

typedef struct row {
    const char *month;
    int scheduled, demand, todo, done, overtime, lapsed, backlog; /* minutes */
} row;

static const row rows[N_ROWS] = {
    {"April", 24192, 27002, 27002, 25902, 1710, 275, 825},
    {"May", 24024, 25502, 26327, 25734, 1710, 148, 445},
    {"June", 23856, 24752, 25197, 25197, 1341, 0, 0},
    {"July", 23520, 24252, 24252, 24252, 732, 0, 0},
    {"August", 22512, 22502, 22502, 22502, 0, 0, 0}, /* 10 minutes to spare */
    {"September", 23688, 24502, 24502, 24502, 814, 0, 0},
    {"October", 23856, 25002, 25002, 25002, 1146, 0, 0},
    {"November", 23856, 25252, 25252, 25252, 1396, 0, 0},
    {"December", 23520, 25002, 25002, 25002, 1482, 0, 0},
    {"January", 23688, 24002, 24002, 24002, 314, 0, 0},
    {"February", 24024, 25252, 25252, 25252, 1228, 0, 0},
    {"March", 24192, 27502, 27502, 25902, 1710, 400, 1200},
    {"April", 24192, 27002, 28202, 25902, 1710, 575, 1725},
    {"May", 24024, 25502, 27227, 25734, 1710, 373, 1120},
    {"June", 23856, 24752, 25872, 25566, 1710, 76, 230},
};

static void expect_minutes(const row *r, const char *what, long found, long expected)
{
    if (found != expected)
        fail_msg("%s: %s is %ld minutes, by hand %ld", r->month, what, found, expected);
}

/* A recorded value in hours is that many minutes. */
static void expect_recorded(const simulation *s, const row *r, int t, int indicator,
                            long expected)
{
    const double minutes = 60.0 * *recorded(s, indicator, t);
    assert_true(fabs(minutes - floor(minutes + 0.5)) < 1e-6);
    expect_minutes(r, s->results.layout.variables[indicator].name,
                   (long)floor(minutes + 0.5), expected);
}

static void check_month(const simulation *s, const row *r, int t)
{
    const sw_sections *section = &s->world.sections;
    expect_minutes(r, "scheduled", section->scheduled[0], r->scheduled);
    expect_minutes(r, "demand", section->demand[0], r->demand);
    expect_minutes(r, "todo", section->todo[0], r->todo);
    expect_minutes(r, "done", section->done[0], r->done);
    expect_minutes(r, "lapsed", section->lapsed[0], r->lapsed);
    expect_recorded(s, r, t, SW_INDICATOR_overtime_hours, r->overtime);
    expect_recorded(s, r, t, SW_INDICATOR_backlog_hours, r->backlog);
    expect_recorded(s, r, t, SW_INDICATOR_side_work_hours, 0);
    const double utilisation = *recorded(s, SW_INDICATOR_utilisation, t);
    assert_true(fabs(utilisation - (double)r->done / r->scheduled) < 1e-12);
}

static void test_table(void **state)
{
    static simulation s;
    (void)state;
    simulation_open(&s, "scenarios/exact/workload.cfg", NULL);
    assert_int_equal(s.scenario.n_priors, 0);
    for (uint32_t replication = 0; replication < REPLICATIONS; replication++) {
        simulation_start(&s, replication);
        for (int t = 0; t < N_ROWS; t++) {
            simulation_month(&s);
            check_month(&s, &rows[t], t);
        }
    }
    simulation_close(&s);
}

/* Loads and overtime of each person in the first month; the shorter hours are those of
 * the one re-employed. */
static void test_people(void **state)
{
    static simulation s;
    int part_timers = 0;
    (void)state;
    simulation_open(&s, "scenarios/exact/workload.cfg", NULL);
    simulation_start(&s, 0);
    simulation_month(&s);
    const sw_population *q = &s.world.staff;
    assert_int_equal(q->n, 3);
    int32_t upto = 0, time = 0;
    for (int i = 0; i < q->n; i++) {
        const int part = !q->regular[i];
        part_timers += part;
        upto += q->load[i];
        time += part ? 6912 : 8640;
        assert_int_equal(q->scheduled[i], part ? 6912 : 8640);
        assert_int_equal(upto, 27002LL * time / 24192);
        assert_int_equal(q->overtime[i], 570);
    }
    assert_int_equal(part_timers, 1);
    simulation_close(&s);
}

/* With every mechanism off nothing happens at all. */
static void test_quiet(void **state)
{
    static simulation s;
    static const int zero[] = {
        SW_INDICATOR_side_work_hours, SW_INDICATOR_side_work_wanted,
        SW_INDICATOR_overtime_hours,  SW_INDICATOR_backlog_hours,
        SW_INDICATOR_bank_registered, SW_INDICATOR_cooperators,
        SW_INDICATOR_teams,           SW_INDICATOR_utilisation};
    (void)state;
    simulation_open(&s, "scenarios/exact/quiet.cfg", NULL);
    assert_int_equal(s.scenario.n_priors, 0);
    simulation_run(&s, 0);
    for (int t = 0; t < s.results.layout.n_months; t++) {
        for (size_t k = 0; k < sizeof zero / sizeof zero[0]; k++)
            assert_true(*recorded(&s, zero[k], t) == 0.0);
        assert_true(*recorded(&s, SW_INDICATOR_headcount, t) == 10.0);
    }
    simulation_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
