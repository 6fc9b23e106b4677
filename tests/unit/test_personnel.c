/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten years of joining, moving, rising and leaving, against the plan of heads and the
 * law. */
#include "support/simulation.h"

#include <stdlib.h>
#include <string.h>

#include "personnel.h"

enum { REPLICATIONS = 5, MOST_IDS = 16384, NEVER_SEEN = -1 };

static simulation s;

/* Side work has no say in who joins and leaves; without it the years pass sooner. */
#define ONLY_PEOPLE                                                                      \
    "opportunity.enabled=false", "dialogue.enabled=false", "simulation.years=10",        \
        "simulation.warm_up=12", "environment.revenue_headcount=0"

typedef struct memory {
    int8_t seen[MOST_IDS];     /* was on the staff at some time */
    int8_t here[MOST_IDS];     /* is on the staff */
    int32_t section[MOST_IDS]; /* before April, NEVER_SEEN for the others */
    int32_t grade[MOST_IDS];
    int32_t tenure[MOST_IDS];
} memory;

static memory past;

static int heads(void)
{
    int n = 0;
    for (int i = 0; i < s.world.staff.n; i++)
        n += s.world.staff.active[i];
    return n;
}

static void remember(void)
{
    const sw_population *q = &s.world.staff;
    for (int id = 0; id < MOST_IDS; id++)
        past.section[id] = NEVER_SEEN;
    for (int i = 0; i < q->n; i++) {
        assert_true(q->id[i] < MOST_IDS);
        past.section[q->id[i]] = q->active[i] ? q->section[i] : NEVER_SEEN;
        past.grade[q->id[i]] = q->grade[i];
        past.tenure[q->id[i]] = q->tenure[i];
    }
}

/* A number is one person's: who is gone stays gone, and no two people share one. */
static void expect_new_ids(void)
{
    const sw_population *q = &s.world.staff;
    static int8_t now[MOST_IDS];
    memset(now, 0, sizeof now);
    for (int i = 0; i < q->n; i++) {
        const uint32_t id = q->id[i];
        assert_true(id < q->next_id && id < MOST_IDS);
        assert_false(now[id]);
        now[id] = 1;
        assert_true(past.here[id] || !past.seen[id]);
        past.seen[id] = 1;
    }
    for (int id = 0; id < MOST_IDS; id++)
        past.here[id] = now[id];
    for (int i = 0; i < q->n; i++)
        past.here[q->id[i]] = (int8_t)q->active[i];
}

/* The law of the year: `legal` is the retirement age of the fiscal year that has just
 * ended. */
static void expect_ages(int year)
{
    const struct sw_personnel *p = SW_PARAMETERS(&s.world, personnel);
    const sw_population *q = &s.world.staff;
    const int legal = sw_personnel_retirement_age(p, year - 1);
    for (int i = 0; i < q->n; i++) {
        if (!q->active[i])
            continue;
        assert_true(q->age[i] < (q->regular[i] ? legal : 65));
        if (s.results.layout.base_year + year >= 2023 && q->age[i] >= 60)
            assert_true(q->grade[i] < SW_GRADE_HEAD);
    }
}

/* As April left it: who resigned in the same month still has a row. */
static int held(int job, int grade)
{
    const sw_population *q = &s.world.staff;
    int n = 0;
    for (int i = 0; i < q->n; i++)
        n += q->job[i] == job && q->grade[i] == grade;
    return n;
}

/* Managing posts are never more than established, and vacant only where nobody could
 * rise. */
static void expect_posts(void)
{
    static const int youngest[SW_N_GRADES] = {27, 35, 42, 50, 99};
    const sw_population *q = &s.world.staff;
    for (int job = 0; job < SW_N_JOBS; job++) {
        for (int grade = SW_GRADE_CHIEF; grade < SW_N_GRADES; grade++) {
            const int posts = s.city.posts_of_grade[job][grade], n = held(job, grade);
            assert_true(n <= posts);
            for (int i = 0; i < q->n && n < posts; i++) {
                const int stayed = past.section[q->id[i]] != NEVER_SEEN &&
                                   past.grade[q->id[i]] == q->grade[i];
                const int could = q->regular[i] && q->job[i] == job &&
                                  q->grade[i] == grade - 1 && q->age[i] < 59 &&
                                  q->age[i] >= youngest[grade - 1];
                assert_false(stayed && could);
            }
        }
    }
}

/* With as many people as desks every desk of every section has its own trade. */
static void expect_desks(void)
{
    const sw_population *q = &s.world.staff;
    const int n = s.city.n_sections * SW_N_JOBS;
    int *taken = calloc((size_t)n, sizeof *taken);
    assert_non_null(taken);
    for (int i = 0; i < q->n; i++)
        taken[q->section[i] * SW_N_JOBS + q->job[i]]++;
    for (int k = 0; k < n; k++)
        assert_int_equal(taken[k], s.city.desks[k]);
    free(taken);
}

typedef struct moves {
    double expected, moved;
} moves;

/* Who stayed in grade and could move, and who did. */
static void count_moves(moves *m)
{
    const struct sw_personnel *p = SW_PARAMETERS(&s.world, personnel);
    const sw_population *q = &s.world.staff;
    for (int i = 0; i < q->n; i++) {
        const uint32_t id = q->id[i];
        if (past.section[id] == NEVER_SEEN || past.grade[id] != q->grade[i])
            continue;
        m->expected += 1.0 / (q->age[i] < 32 ? p->posting_years_young : p->posting_years);
        m->moved += q->section[i] != past.section[id];
        if (q->section[i] != past.section[id])
            assert_int_equal(q->tenure[i], 0);
        else
            assert_int_equal(q->tenure[i], past.tenure[id] + 1);
    }
}

static void test_ten_years(void **state)
{
    static const char *const settings[] = {ONLY_PEOPLE, "personnel.headcount=()", NULL};
    moves m = {0, 0};
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        memset(&past, 0, sizeof past);
        simulation_start(&s, r);
        simulation_until(&s, 12);
        assert_true(heads() < 2044); /* somebody resigned in the base year */
        expect_new_ids();
        for (int year = 1; year <= 10; year++) {
            simulation_until(&s, 12 * year);
            const int before = heads();
            remember();
            simulation_month(&s);
            assert_int_equal(heads() + s.world.ledger.left - s.world.ledger.joined,
                             before);
            /* April's own resignations come after the plan is filled */
            assert_int_equal(s.world.staff.n, 2044);
            expect_new_ids();
            expect_ages(year);
            expect_posts();
            expect_desks();
            if (year > 2)
                count_moves(&m);
        }
    }
    /* the same share as 1/posting_years says, within the 10 % that promotions, full
     * desks and chance may take */
    print_message("moved %.0f, by posting years %.0f\n", m.moved, m.expected);
    assert_true(m.moved > 0.90 * m.expected && m.moved < 1.10 * m.expected);
    simulation_close(&s);
}

static void test_headcount_plan(void **state)
{
    static const char *const settings[] = {ONLY_PEOPLE,
                                           "personnel.headcount=({ year = 2024; staff = "
                                           "2040; }, { year = 2022; staff = 2060; }, "
                                           "{ year = 2029; staff = 2240; })",
                                           NULL};
    static const int plan[11] = {2044, 2060, 2060, 2040, 2040, 2040,
                                 2040, 2040, 2240, 2240, 2240};
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    for (int year = 1; year <= 10; year++) {
        simulation_until(&s, 12 * year + 1);
        assert_int_equal(s.world.staff.n, plan[year]);
    }
    simulation_close(&s);
}

/* A tenth more people in one April and ten times the resignations still reach the
 * plan: positions do not run out. */
static void test_great_turnover(void **state)
{
    static const char *const settings[] = {
        ONLY_PEOPLE, "personnel.resignation_factor=10",
        "personnel.headcount=({ year = 2023; staff = 2240; })", NULL};
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    for (int year = 1; year <= 4; year++) {
        simulation_until(&s, 12 * year + 1);
        assert_int_equal(s.world.staff.n, year < 2 ? 2044 : 2240);
    }
    simulation_close(&s);
}

/* A year that stands twice or before the base year, and growth beyond the tables, are
 * refused by name. */
static void test_plan_refused(void **state)
{
    static const char *const twice[] = {
        "personnel.headcount=({ year = 2024; staff = 2040; }, { year = 2024; staff = "
        "2000; })",
        NULL};
    static const char *const much[] = {
        "personnel.headcount=({ year = 2024; staff = 3000; })", NULL};
    static const char *const early[] = {
        "personnel.headcount=({ year = 2020; staff = 2040; }, { year = 2021; staff = "
        "2040; })",
        NULL};
    static sw_diagnostics d;
    sw_scenario scenario;
    (void)state;
    assert_int_equal(load_scenario(&scenario, ATSUGI, twice, &d), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &scenario, &d), SW_INPUT);
    expect_message(&d, "fiscal year 2024 stands there twice");
    sw_scenario_free(&scenario);
    assert_int_equal(load_scenario(&scenario, ATSUGI, much, &d), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &scenario, &d), SW_INPUT);
    expect_message(&d, "more than 110 %");
    sw_scenario_free(&scenario);
    assert_int_equal(load_scenario(&scenario, ATSUGI, early, &d), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &scenario, &d), SW_INPUT);
    assert_int_equal(d.count, 1);
    expect_message(&d, "fiscal year 2020 is before the base year 2021");
    sw_scenario_free(&scenario);
}

static void test_switched_off(void **state)
{
    static const char *const settings[] = {"personnel.enabled=false",
                                           "simulation.years=2", NULL};
    (void)state;
    simulation_open(&s, PLAN, settings);
    simulation_run(&s, 0);
    const sw_population *q = &s.world.staff, *base = &s.city.staff;
    assert_int_equal(q->n, base->n);
    assert_int_equal(q->next_id, base->next_id);
    const size_t bytes = (size_t)q->n * sizeof(int32_t);
    assert_memory_equal(q->id, base->id, bytes);
    assert_memory_equal(q->age, base->age, bytes);
    assert_memory_equal(q->grade, base->grade, bytes);
    assert_memory_equal(q->section, base->section, bytes);
    assert_memory_equal(q->tenure, base->tenure, bytes);
    assert_memory_equal(q->regular, base->regular, bytes);
    for (int i = 0; i < q->n; i++)
        assert_true(q->active[i]);
    simulation_close(&s);
}

/* A section's head is on the staff and of that section, and the seat of a head who
 * left is vacant. */
static void test_heads_of_sections(void **state)
{
    static const char *const settings[] = {ONLY_PEOPLE, "personnel.resignation_factor=5",
                                           NULL};
    int vacant = 0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < 36) {
        simulation_month(&s);
        for (int k = 0; k < s.world.sections.n; k++) {
            const int head = s.world.sections.head[k];
            vacant += head == SW_NOBODY;
            if (head == SW_NOBODY)
                continue;
            assert_true(s.world.staff.active[head]);
            assert_int_equal(s.world.staff.section[head], k);
            assert_int_equal(s.world.staff.grade[head], SW_GRADE_HEAD);
        }
    }
    assert_true(vacant > 0);
    simulation_close(&s);
}

static void test_checks(void **state)
{
    static const char *const settings[] = {
        "personnel.headcount=({ year = 2023; staff = 2300; })",
        "personnel.retirement_age=[60, 60, 61, 60, 62, 62, 63, 63, 64, 64]", NULL};
    (void)state;
    memset(&s, 0, sizeof s);
    assert_int_equal(load_scenario(&s.scenario, ATSUGI, settings, &s.diagnostics), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    expect_message(&s.diagnostics, "personnel.headcount: 2300 people in 2023");
    expect_message(&s.diagnostics, "personnel.retirement_age: falls at entry 4");
    simulation_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ten_years),      cmocka_unit_test(test_headcount_plan),
        cmocka_unit_test(test_great_turnover), cmocka_unit_test(test_plan_refused),
        cmocka_unit_test(test_switched_off),   cmocka_unit_test(test_heads_of_sections),
        cmocka_unit_test(test_checks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
