/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Path tests: with one thing switched off or set to nothing, just what depends on it
 * is gone. */
#include "support/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static simulation s;

/* A plan that goes through its phases within the first year, all levers at once. */
#define GO                                                                               \
    "plan.adopted=true", "plan.missed_gate=go_on", "plan.first_start=2021-05",           \
        "plan.next_start=2021-07", "plan.further_start=2021-09", "plan.ramp=1",          \
        "environment.hall_opening=2021-09", "environment.hall_delay=0",                  \
        "simulation.years=1", "simulation.warm_up=6"

enum { MONTHS = 24 };

static double hours_of(int kind)
{
    double hours = 0.0;
    for (int y = 0; y < s.results.layout.n_years; y++)
        hours += recorded(&s, SW_INDICATOR_side_work_hours_by_kind, y)[kind];
    return hours;
}

static double all_hours(void)
{
    double hours = 0.0;
    for (int k = 0; k < SW_N_KINDS; k++)
        hours += hours_of(k);
    return hours;
}

static void run(const char *path, const char *const *settings)
{
    simulation_open(&s, path, settings);
    simulation_run(&s, 0);
}

/* Otherwise "nothing" below would mean nothing. */
static void test_all_kinds_occur(void **state)
{
    static const char *const settings[] = {GO, NULL};
    (void)state;
    run(ATSUGI, settings);
    for (int k = 0; k < SW_N_KINDS; k++)
        assert_true(hours_of(k) > 0.0);
    simulation_close(&s);
}

static void test_no_side_work_without(void **state)
{
    static const char *const without[] = {"workload.side_room=[0, 0, 0, 0, 0]",
                                          "opportunity.enabled=false",
                                          "matching.enabled=false"};
    (void)state;
    for (int k = 0; k < 3; k++) {
        const char *const settings[] = {GO, without[k], NULL};
        run(ATSUGI, settings);
        assert_true(all_hours() == 0.0);
        for (int y = 0; y < 2; y++) {
            assert_true(*recorded(&s, SW_INDICATOR_side_work_rate_annual, y) == 0.0);
            assert_true(*recorded(&s, SW_INDICATOR_participated, y) == 0.0);
        }
        simulation_close(&s);
    }
}

/* Nobody is let go but section and department heads, who have no superior in the section:
 * no bank hours, no open seat for others. */
static void test_no_consent(void **state)
{
    static const char *const settings[] = {GO,
                                           "matching.consent=-10",
                                           "matching.consent_pressure=0",
                                           "matching.consent_hoarding=0",
                                           "matching.consent_norm=0",
                                           "matching.consent_evaluation=0",
                                           "opportunity.team_open=1",
                                           NULL};
    int open_seats = 0, taken = 0;
    int64_t bank = 0; /* minutes of all but heads */
    double refused = 0.0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < MONTHS) {
        simulation_month(&s);
        const sw_population *q = &s.world.staff;
        refused += s.world.ledger.refused;
        for (int i = 0; i < q->n; i++)
            bank += q->grade[i] >= SW_GRADE_HEAD ? 0 : q->side_bank[i];
    }
    for (int g = 0; g < s.world.teams->n; g++) {
        const sw_team *team = &s.world.teams->at[g];
        open_seats += team->open_seats;
        for (int k = 0; k < team->open_seats; k++)
            taken += team->member[k] != SW_NOBODY &&
                     s.world.staff.grade[team->member[k]] < SW_GRADE_HEAD;
    }
    assert_true(refused > 100.0);
    assert_true(open_seats > 10);
    /* logistic(-10) is 1 in 22,000: of some 2,000 who asked none, or with bad luck
     * one, may pass */
    assert_true(taken <= 1);
    assert_true(bank <= 8 * 60);
    simulation_close(&s);
}

static void test_no_bank(void **state)
{
    static const char *const settings[] = {GO, "plan.bank=0", NULL};
    (void)state;
    run(ATSUGI, settings);
    for (int t = 0; t < MONTHS; t++)
        assert_true(*recorded(&s, SW_INDICATOR_bank_registered, t) == 0.0);
    assert_true(hours_of(SW_KIND_BANK) == 0.0);
    assert_true(hours_of(SW_KIND_TEAM) > 0.0);
    simulation_close(&s);
}

static void test_no_reform(void **state)
{
    static const char *const settings[] = {GO, "plan.evaluation=0", NULL};
    static const char *const with[] = {GO, NULL};
    (void)state;
    run(ATSUGI, settings);
    for (int y = 0; y < 2; y++)
        assert_true(*recorded(&s, SW_INDICATOR_understanding, y) == 0.0);
    simulation_close(&s);
    run(ATSUGI, with);
    assert_true(*recorded(&s, SW_INDICATOR_understanding, 1) > 0.0);
    simulation_close(&s);
}

/* Not even the former colleagues of those who were transferred. */
static void test_no_dialogue(void **state)
{
    static const char *const settings[] = {GO, "dialogue.enabled=false",
                                           "simulation.warm_up=24", NULL};
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < MONTHS) {
        simulation_month(&s);
        for (int k = 0; k < s.world.staff.n * SW_TIES; k++)
            assert_int_equal(s.world.ties.to[k], SW_NOBODY);
    }
    assert_true(hours_of(SW_KIND_INFORMAL) == 0.0);
    assert_true(*recorded(&s, SW_INDICATOR_cooperators, MONTHS - 1) == 0.0);
    simulation_close(&s);
}

static void test_no_survey(void **state)
{
    static const char *const settings[] = {"survey.enabled=false", "simulation.years=1",
                                           NULL};
    static const char *const asked[] = {"simulation.years=1", NULL};
    (void)state;
    for (int on = 0; on < 2; on++) {
        run(NULL, on ? asked : settings);
        const double rate = *recorded(&s, SW_INDICATOR_survey_side_work_rate, 1);
        const double women = *recorded(&s, SW_INDICATOR_census_team_women_share, 1);
        const double answers = *recorded(&s, SW_INDICATOR_survey_answers, 1);
        assert_true(on == (rate == rate)); /* NaN is not itself */
        assert_true(on || women != women);
        assert_true(on == (answers > 0.0));
        simulation_close(&s);
    }
}

static void test_each_switch(void **state)
{
    static const char *const names[] = {"environment", "personnel",   "workload",
                                        "opportunity", "willingness", "matching",
                                        "evaluation",  "dialogue",    "survey"};
    char off[64];
    const char *const settings[] = {GO, off, NULL};
    (void)state;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        (void)snprintf(off, sizeof off, "%s.enabled=false", names[k]);
        run(ATSUGI, settings);
        const double hours = all_hours();
        simulation_close(&s);
        run(NULL, settings);
        simulation_close(&s);
        assert_true(hours >= 0.0);
    }
}

/* ---- levers */

static const char *const lever_names[SW_N_LEVERS] = {
#define LEVER(name, phase, en, ja) "plan." #name,
#include <sidework/levers.def>
#undef LEVER
};

typedef struct trace {
    double *record;
    uint64_t people; /* hash of all columns, ties and teams */
    size_t length;
} trace;

static uint64_t hash(uint64_t h, const void *data, size_t bytes)
{
    for (size_t k = 0; k < bytes; k++)
        h = (h ^ ((const unsigned char *)data)[k]) * UINT64_C(0x100000001b3);
    return h;
}

/* Everything a world holds but the plan's own state. */
static uint64_t hash_people(const sw_world *w)
{
    uint64_t h = 1;
    const size_t people = (size_t)w->staff.n, sections = (size_t)w->sections.n;
#define COLUMN(type, name, unit, en, ja)                                                 \
    h = hash(h, w->staff.name, people * sizeof(type));
#include <sidework/population.def>
#undef COLUMN
#define COLUMN(type, name, unit, en, ja)                                                 \
    h = hash(h, w->sections.name, sections * sizeof(type));
#include <sidework/sections.def>
#undef COLUMN
    h = hash(h, w->ties.to, people * SW_TIES * sizeof(int32_t));
    h = hash(h, w->ties.strength, people * SW_TIES * sizeof(float));
    h = hash(h, w->teams->at, (size_t)w->teams->n * sizeof(sw_team));
    return hash(h, &w->ledger, sizeof w->ledger);
}

/* Runs and keeps the record, without what says which phase was in force. */
static trace follow(const char *path, const char *const *settings)
{
    static const int of_the_plan[] = {SW_INDICATOR_phase_in_force,
                                      SW_INDICATOR_phase_month, SW_INDICATOR_gate_month};
    run(path, settings);
    trace t = {s.record, hash_people(&s.world), s.results.layout.record_length};
    for (int k = 0; k < 3; k++) {
        const sw_variable *v = &s.results.layout.variables[of_the_plan[k]];
        memset(s.record + v->offset, 0, v->length * sizeof *s.record);
    }
    s.record = NULL;
    simulation_close(&s);
    return t;
}

static int same(const trace *a, const trace *b)
{
    return a->people == b->people && a->length == b->length &&
           memcmp(a->record, b->record, a->length * sizeof *a->record) == 0;
}

/* A plan that does nothing is no plan, to the bit: all that differs is the name of the
 * phase. */
static void test_levers_of_no_strength(void **state)
{
    static const char *const none[] = {GO, "plan.adopted=false", "simulation.years=3",
                                       NULL};
    static char zero[SW_N_LEVERS][64];
    const char *settings[32] = {GO, "simulation.years=3", NULL};
    int n = 0;
    (void)state;
    while (settings[n])
        n++;
    for (int k = 0; k < SW_N_LEVERS; k++) {
        (void)snprintf(zero[k], sizeof zero[k], "%s=0", lever_names[k]);
        settings[n++] = zero[k];
    }
    trace a = follow(ATSUGI, none), b = follow(ATSUGI, settings);
    assert_true(same(&a, &b));
    free(a.record);
    free(b.record);
}

/* And every lever is connected to something: without it the other twelve do not give
 * the same. */
static void test_each_lever(void **state)
{
    static const char *const all[] = {GO, NULL};
    char without[64];
    const char *const settings[] = {GO, without, NULL};
    (void)state;
    trace a = follow(ATSUGI, all);
    for (int k = 0; k < SW_N_LEVERS; k++) {
        (void)snprintf(without, sizeof without, "%s=0", lever_names[k]);
        trace b = follow(ATSUGI, settings);
        if (same(&a, &b))
            fail_msg("%s has no effect", lever_names[k]);
        free(b.record);
    }
    free(a.record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_kinds_occur),
        cmocka_unit_test(test_no_side_work_without),
        cmocka_unit_test(test_no_consent),
        cmocka_unit_test(test_no_bank),
        cmocka_unit_test(test_no_reform),
        cmocka_unit_test(test_no_dialogue),
        cmocka_unit_test(test_no_survey),
        cmocka_unit_test(test_each_switch),
        cmocka_unit_test(test_levers_of_no_strength),
        cmocka_unit_test(test_each_lever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
