/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phases, gates and levers of the plan, month by month in a tiny city. */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan.h"

static simulation s;

/* Months after April of the base year, 2021. */
enum { FIRST = 12, NEXT = 18, FURTHER = 30, HALL = 36, SPONSOR = 40, END = 60 };

#define CALENDAR                                                                         \
    "plan.adopted=true", "plan.first_start=2022-04", "plan.next_start=2022-10",          \
        "plan.further_start=2023-10", "environment.hall_opening=2024-04",                \
        "environment.hall_delay=0", "environment.sponsor_loss=0", "simulation.years=4",  \
        "plan.ramp=4", "plan.bank=0.5", "plan.unsponsored=0.25"

#define GATES(value)                                                                     \
    "plan.criteria=({ phase = 1; indicator = \"cooperators\"; at_least = " value "; }, " \
    "{ phase = 2; indicator = \"cooperators\"; at_least = " value "; }, "                \
    "{ phase = 3; indicator = \"cooperators\"; at_least = " value "; })"

static int recorded_phase(int t)
{
    return (int)*recorded(&s, SW_INDICATOR_phase_in_force, t);
}

static void expect_months(int indicator, int first, int next, int further)
{
    const double *at = recorded(&s, indicator, 0);
    assert_true(at[SW_PHASE_FIRST] == first);
    assert_true(at[SW_PHASE_NEXT] == next);
    assert_true(at[SW_PHASE_FURTHER] == further);
}

static void test_met_at_once(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("0"), NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_run(&s, 0);
    for (int t = 0; t < END; t++)
        assert_int_equal(recorded_phase(t), (t >= FIRST) + (t >= NEXT) + (t >= FURTHER));
    expect_months(SW_INDICATOR_phase_month, FIRST, NEXT, FURTHER);
    expect_months(SW_INDICATOR_gate_month, FIRST, NEXT, FURTHER);
    simulation_close(&s);
}

/* A phase without criteria has no gate to wait at. */
static void test_no_criteria(void **state)
{
    static const char *const settings[] = {CALENDAR, "plan.criteria=()", NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_run(&s, 0);
    expect_months(SW_INDICATOR_phase_month, FIRST, NEXT, FURTHER);
    simulation_close(&s);
}

static void test_wait(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("1000000"),
                                           "plan.missed_gate=wait", NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_run(&s, 0);
    for (int t = 0; t < END; t++)
        assert_int_equal(recorded_phase(t), t >= FIRST);
    expect_months(SW_INDICATOR_phase_month, FIRST, -1, -1);
    expect_months(SW_INDICATOR_gate_month, -1, -1, -1);
    assert_true(s.world.plan.lever[SW_LEVER_sessions] == 1.0f);
    assert_true(s.world.plan.lever[SW_LEVER_team_terms] == 0.0f);
    simulation_close(&s);
}

static void test_go_on(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("1000000"),
                                           "plan.missed_gate=go_on", NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_run(&s, 0);
    expect_months(SW_INDICATOR_phase_month, FIRST, NEXT, FURTHER);
    expect_months(SW_INDICATOR_gate_month, -1, -1, -1);
    simulation_close(&s);
}

static void test_stop(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("1000000"),
                                           "plan.missed_gate=stop", NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_start(&s, 0);
    simulation_until(&s, NEXT);
    assert_true(s.world.plan.lever[SW_LEVER_sessions] == 1.0f);
    while (s.world.t < END) {
        simulation_month(&s);
        for (int k = 0; k < SW_N_LEVERS; k++)
            assert_true(s.world.plan.lever[k] == 0.0f);
    }
    sw_record_end(&s.world);
    expect_months(SW_INDICATOR_phase_month, FIRST, -1, -1);
    simulation_close(&s);
}

/* All criteria of a gate together: one that is missed holds it shut. */
static void test_all_together(void **state)
{
    static const char *const settings[] = {
        CALENDAR,
        "plan.criteria=({ phase = 1; indicator = \"cooperators\"; at_least = 0; }, "
        "{ phase = 1; indicator = \"understanding\"; at_least = 0.01; })",
        NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_run(
        &s, 0); /* the evaluation reform, which could be understood, is of phase 2 */
    expect_months(SW_INDICATOR_phase_month, FIRST, -1, -1);
    simulation_close(&s);
}

#define BUSY                                                                             \
    "opportunity.team_rate=3", "opportunity.team_hours=6", "workload.base_load=90",      \
        "matching.obey=1", "matching.nominees=200",                                      \
        "environment.epidemic_until=2030-01", "environment.epidemic_hours=900",          \
        "plan.missed_gate=go_on"

/* The regular rate of the last 12 months at the end of each month, added up here. */
static void watch_rate(double rate[END])
{
    double minutes[END], heads[END];
    while (s.world.t < END) {
        const int t = s.world.t;
        simulation_month(&s);
        if (t < 0)
            continue;
        minutes[t] = (double)s.world.ledger.given[SW_KIND_TEAM] +
                     (double)s.world.ledger.given[SW_KIND_SUPPORT] +
                     (double)s.world.ledger.given[SW_KIND_BANK];
        heads[t] = *recorded(&s, SW_INDICATOR_headcount, t);
        double sum = 0.0, staff = 0.0;
        for (int m = t - 11; m <= t && t >= 11; m++) {
            sum += minutes[m];
            staff += heads[m];
        }
        rate[t] = staff > 0.0 ? sum / 60.0 / (2000.0 / 12.0 * staff) : 0.0;
    }
    sw_record_end(&s.world);
}

/* The threshold is put just under the highest rate after the first months, so that the
 * gate opens in that month. */
static void test_rate_of_twelve_months(void **state)
{
    static const char *const plain[] = {CALENDAR, BUSY, "plan.criteria=()", NULL};
    char criterion[160];
    const char *const settings[] = {CALENDAR, BUSY, criterion, NULL};
    double rate[END], again[END];
    int best = FIRST + 3;
    (void)state;
    simulation_open(&s, NULL, plain);
    simulation_start(&s, 0);
    watch_rate(rate);
    simulation_close(&s);
    for (int t = FIRST + 3; t < END; t++)
        best = rate[t] > rate[best] ? t : best;
    assert_true(rate[best] > 0.0);
    const double threshold = rate[best] * (1.0 - 1e-12);
    int opens = FIRST;
    while (rate[opens] < threshold)
        opens++;
    (void)snprintf(
        criterion, sizeof criterion,
        "plan.criteria=({ phase = 1; indicator = \"side_work_rate\"; at_least = "
        "%.15g; })",
        threshold * (1.0 - 1e-12));
    simulation_open(&s, NULL, settings);
    simulation_start(&s, 0);
    watch_rate(again);
    assert_memory_equal(rate, again, sizeof rate);
    assert_true(recorded(&s, SW_INDICATOR_gate_month, 0)[SW_PHASE_FIRST] == opens);
    simulation_close(&s);
}

/* Emergencies alone must not open a gate. */
static void test_emergency_opens_nothing(void **state)
{
    static const char *const settings[] = {CALENDAR,
                                           BUSY,
                                           "opportunity.team_rate=0",
                                           "opportunity.support_rate=0",
                                           "plan.bank=0",
                                           "plan.criteria=({ phase = 1; indicator = "
                                           "\"side_work_rate\"; at_least = 0.000001; })",
                                           NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_run(&s, 0);
    assert_true(*recorded(&s, SW_INDICATOR_side_work_rate_annual, 2) > 0.0);
    assert_true(*recorded(&s, SW_INDICATOR_side_work_rate_annual_regular, 2) == 0.0);
    expect_months(SW_INDICATOR_gate_month, -1, NEXT, FURTHER);
    simulation_close(&s);
}

/* Share of its strength that a lever begun in month `from` has in month t: a quarter a
 * month. */
static float grown(int t, int from)
{
    return t < from ? 0.0f : t - from >= 3 ? 1.0f : 0.25f * (float)(t - from + 1);
}

static void expect_lever(int lever, float expected)
{
    if (fabsf(s.world.plan.lever[lever] - expected) > 1e-6f)
        fail_msg("lever %d in month %d is %g, not %g", lever, s.world.t - 1,
                 (double)s.world.plan.lever[lever], (double)expected);
}

static void test_levers(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("0"), NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_start(&s, 0);
    while (s.world.t < END) {
        const int t = s.world.t;
        simulation_month(&s);
        expect_lever(SW_LEVER_sessions, grown(t, FIRST));
        expect_lever(SW_LEVER_bank, 0.5f * grown(t, FIRST));
        expect_lever(SW_LEVER_team_terms, grown(t, NEXT));
        expect_lever(SW_LEVER_evaluation, grown(t, NEXT));
        expect_lever(SW_LEVER_citizen_dialogue, grown(t, FURTHER));
        expect_lever(SW_LEVER_group_address, grown(t, HALL));
        expect_lever(SW_LEVER_meeting_space, grown(t, HALL));
        expect_lever(SW_LEVER_citizen_space, grown(t, HALL));
        assert_true(s.world.environment.hall_open == (t >= HALL));
    }
    simulation_close(&s);
}

static void test_late_hall(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("0"),
                                           "environment.hall_delay=7", NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_start(&s, 0);
    while (s.world.t < END) {
        const int t = s.world.t;
        simulation_month(&s);
        expect_lever(SW_LEVER_group_address, grown(t, HALL + 7));
        expect_lever(SW_LEVER_citizen_dialogue, grown(t, FURTHER));
    }
    simulation_close(&s);
}

static void test_lost_sponsor(void **state)
{
    static const char *const settings[] = {CALENDAR, GATES("0"),
                                           "environment.sponsor_until=2024-08", NULL};
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_start(&s, 0);
    simulation_until(&s, SPONSOR);
    expect_lever(SW_LEVER_sessions, 1.0f);
    while (s.world.t < END) {
        simulation_month(&s);
        expect_lever(SW_LEVER_sessions, 0.25f);
        expect_lever(SW_LEVER_bank, 0.125f);
        expect_lever(SW_LEVER_group_address, 0.25f);
    }
    simulation_close(&s);
}

/* What the gates look at, against a plain count of the columns. */
static void test_indicators(void **state)
{
    static const char *const settings[] = {CALENDAR, BUSY, "dialogue.sessions=60", NULL};
    enum { BANK = 1, COOPERATORS, AWARENESS, UNDERSTANDING, GROUP_ADDRESS = 9 };
    int registered = 0, cooperators = 0, aware = 0, understand = 0, all = 0;
    (void)state;
    simulation_open(&s, NULL, settings);
    simulation_start(&s, 0);
    simulation_until(&s, END);
    const sw_population *q = &s.world.staff;
    for (int i = 0; i < q->n; i++) {
        const int counts = q->active[i] && q->regular[i];
        all += counts;
        registered += counts && q->registered[i];
        aware += counts && q->aware[i];
        understand += counts && q->understands[i];
        cooperators += q->active[i] && q->cooperator[i];
    }
    assert_true(registered > 0 && cooperators > 0 && understand > 0);
    assert_true(sw_plan_indicator(&s.world, BANK) == (double)registered / all);
    assert_true(sw_plan_indicator(&s.world, COOPERATORS) == cooperators);
    assert_true(sw_plan_indicator(&s.world, UNDERSTANDING) == (double)understand / all);
    assert_true(fabs(sw_plan_indicator(&s.world, AWARENESS) -
                     ((double)aware / all - (double)s.world.plan.base_aware)) < 1e-12);
    assert_true(fabs(sw_plan_indicator(&s.world, GROUP_ADDRESS) - 0.8) < 1e-6);
    simulation_close(&s);
}

static void test_order_of_starts(void **state)
{
    static const char *const settings[] = {"plan.next_start=2021-04", NULL};
    (void)state;
    memset(&s, 0, sizeof s);
    assert_int_equal(load_scenario(&s.scenario, NULL, settings, &s.diagnostics), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    expect_message(&s.diagnostics, "plan.next_start: the phases must start in order");
    simulation_close(&s);
}

/* Criteria that can never be met, or always are; all of them at once, the ends allowed. */
static void test_criteria_out_of_reach(void **state)
{
    static const char *const wrong[] = {
        "plan.criteria=({ phase = 1; indicator = \"side_work_rate\"; at_least = 7; }, "
        "{ phase = 1; indicator = \"cooperators\"; at_least = -1; }, "
        "{ phase = 2; indicator = \"group_address\"; at_least = 0.81; }, "
        "{ phase = 3; indicator = \"awareness_gain\"; at_least = -1; }, "
        "{ phase = 3; indicator = \"young_willingness_ratio\"; at_least = 7; })",
        NULL};
    (void)state;
    memset(&s, 0, sizeof s);
    assert_int_equal(load_scenario(&s.scenario, NULL, wrong, &s.diagnostics), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    assert_int_equal(s.diagnostics.count, 3);
    expect_message(&s.diagnostics,
                   "plan.criteria: criterion 1: side-work rate cannot be "
                   "7; allowed: 0 to 1 (a share; for percent write 0.07)");
    expect_message(&s.diagnostics,
                   "criterion 2: cooperators cannot be -1; allowed: 0 to 1000000");
    expect_message(&s.diagnostics,
                   "criterion 3: group addresses cannot be 0.81; allowed: 0 to 0.8");
    simulation_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_met_at_once),
        cmocka_unit_test(test_no_criteria),
        cmocka_unit_test(test_wait),
        cmocka_unit_test(test_go_on),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_all_together),
        cmocka_unit_test(test_rate_of_twelve_months),
        cmocka_unit_test(test_emergency_opens_nothing),
        cmocka_unit_test(test_levers),
        cmocka_unit_test(test_late_hall),
        cmocka_unit_test(test_lost_sponsor),
        cmocka_unit_test(test_indicators),
        cmocka_unit_test(test_order_of_starts),
        cmocka_unit_test(test_criteria_out_of_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
