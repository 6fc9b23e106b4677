/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from outside: citizens and revenue by hand calculation, and a reorganisation
 * that touches what it should and nothing else. */
#include "support/side_by_side.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static simulation s;
static side_by_side pair;

#define STILL                                                                            \
    "environment.workload_growth=0", "environment.reorganisation_rate=0",                \
        "simulation.years=10", "simulation.warm_up=0"

static void test_fewer_citizens_less_work(void **state)
{
    static const char *const settings[] = {
        STILL,
        "environment.population=[1, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.7]",
        "environment.population_work=0.5", NULL};
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    static const double index[3] = {1.0, 0.948683298050514, 0.894427190999916};
    for (int year = 0; year < 3; year++) {
        simulation_until(&s, 12 * year + 1);
        assert_true(fabs(s.world.environment.workload - index[year]) < 1e-6);
    }
    simulation_until(&s, 121); /* the last value holds on */
    assert_true(fabs(s.world.environment.workload - 0.836660026534076) < 1e-6);
    simulation_close(&s);
}

static int heads_on_plan(const char *growth)
{
    const char *const settings[] = {STILL, "opportunity.enabled=false", growth,
                                    "environment.revenue_headcount=0.5", NULL};
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    simulation_until(&s, 61);
    const int n = s.world.staff.n;
    simulation_close(&s);
    return n;
}

static void test_falling_revenue_costs_posts(void **state)
{
    (void)state;
    assert_int_equal(heads_on_plan("environment.revenue_growth=0"), 2044);
    /* more money makes no posts */
    assert_int_equal(heads_on_plan("environment.revenue_growth=0.02"), 2044);
    /* 2,044 exp(-0.5 * 0.02 * 5) = 1,944.3 */
    assert_int_equal(heads_on_plan("environment.revenue_growth=-0.02"), 1944);
}

static const char *const in_2023[] = {STILL, "environment.reorganisation_year=2023",
                                      "environment.reorganised=0.3", NULL};

static void test_reorganisation(void **state)
{
    int touched = 0, elsewhere = 0, moved[2] = {0, 0}, people[2] = {0, 0}, teams = 0;
    static int32_t section_of[1 << 14], department[256];
    (void)state;
    simulation_open(&s, ATSUGI, in_2023);
    simulation_start(&s, 0);
    simulation_until(&s, 24);
    const sw_population *q = &s.world.staff;
    memset(section_of, -1, sizeof section_of);
    for (int i = 0; i < q->n; i++)
        section_of[q->id[i]] = q->section[i];
    memcpy(department, s.world.sections.department,
           (size_t)s.world.sections.n * sizeof(int32_t));
    simulation_month(&s); /* April 2023 */
    for (int k = 0; k < s.world.sections.n; k++) {
        const int cut = s.world.sections.reorganised[k];
        touched += cut;
        elsewhere += s.world.sections.department[k] != department[k];
        assert_true(cut || s.world.sections.department[k] == department[k]);
    }
    for (int g = 0; g < s.world.teams->n; g++) {
        /* only teams begun this very month stand in a section cut anew */
        const sw_team *team = &s.world.teams->at[g];
        const int begun = team->number / 2 / s.world.sections.n - 4096;
        teams += s.world.sections.reorganised[team->section];
        assert_true(!s.world.sections.reorganised[team->section] || begun == 24);
    }
    for (int i = 0; i < q->n; i++) {
        const int old = section_of[q->id[i]];
        if (old < 0)
            continue;
        people[s.world.sections.reorganised[old]]++;
        moved[s.world.sections.reorganised[old]] += old != q->section[i];
    }
    const int n = s.world.sections.n;
    assert_true(touched > n / 6 && touched < n / 2);
    assert_true(elsewhere > touched / 2); /* 24 of 25 draws name another department */
    assert_true(moved[1] > 2 * people[1] / 5);
    assert_true(moved[0] < 3 * people[0] / 10);
    simulation_month(&s);
    for (int k = 0; k < n; k++)
        assert_int_equal(s.world.sections.reorganised[k], 0);
    simulation_close(&s);
}

static void test_no_bit_before_it(void **state)
{
    static const char *const never[] = {STILL, NULL};
    static const int nothing[] = {N_PARTS};
    (void)state;
    pair_open(&pair, never, in_2023);
    while (pair.a.world.t < 24)
        pair_month(&pair);
    expect_only(&pair, "a reorganisation to come", nothing);
    pair_month(&pair);
    expect_difference(&pair, "reorganisation", SECTION_department);
    expect_difference(&pair, "reorganisation", PERSON_section);
    expect_difference(&pair, "reorganisation", SECTION_burden);
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fewer_citizens_less_work),
        cmocka_unit_test(test_falling_revenue_costs_posts),
        cmocka_unit_test(test_reorganisation),
        cmocka_unit_test(test_no_bit_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
