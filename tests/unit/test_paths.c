/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Path tests. Two runs on the same random numbers go side by side, month by month, and
 * only what may differ does: every lever acts, and acts through its own path alone, for
 * with that path cut it changes no bit elsewhere. What side work needs (time, consent,
 * a request, a tie, work that can be handed over) is taken away one by one.
 */
#include "support/side_by_side.h"

#include <math.h>
#include <stdio.h>

#include "workload.h"

static side_by_side pair;
static simulation s;

/* A plan that goes through its phases within the first year, all levers at once. */
#define GO                                                                               \
    "plan.adopted=true", "plan.missed_gate=go_on", "plan.first_start=2021-05",           \
        "plan.next_start=2021-07", "plan.further_start=2021-09", "plan.ramp=1",          \
        "environment.hall_opening=2021-09", "environment.hall_delay=0",                  \
        "simulation.years=1", "simulation.warm_up=6"

enum { MONTHS = 24, MOST_SETTINGS = 64 };

static int append(const char **settings, int n, const char *const *more)
{
    for (; *more; more++) {
        assert_true(n < MOST_SETTINGS - 1);
        settings[n++] = *more;
    }
    settings[n] = NULL;
    return n;
}

static int64_t given(const sw_world *w)
{
    int64_t minutes = 0;
    for (int k = 0; k < SW_N_KINDS; k++)
        minutes += w->ledger.given[k];
    return minutes;
}

static int64_t wanted(const sw_world *w)
{
    int64_t minutes = 0;
    for (int k = 0; k < SW_N_KINDS; k++)
        minutes += w->ledger.wanted[k];
    return minutes;
}

/* ---- every lever, and its own path */

static const char *const lever_names[SW_N_LEVERS] = {
#define LEVER(name, phase, en, ja) "plan." #name,
#include <sidework/levers.def>
#undef LEVER
};

typedef struct path {
    int lever;
    int acts_on;         /* a part that it moves */
    const char *with[4]; /* so that it can be seen, and other levers it rests on */
    const char *cut[10]; /* what it acts through, set to nothing */
    int may[4];          /* what still differs then */
} path;

#define ACCEPT_NONE "matching.accept_willing=0", "matching.accept_unwilling=0"
#define APPLY_NONE  "matching.apply_willing=0", "matching.apply_unwilling=0"
#define NO_CREDIT                                                                        \
    "evaluation.credit_weight=0", "evaluation.reward=0", "evaluation.seen=0",            \
        "evaluation.crowding=0", "evaluation.disappointed=0",                            \
        "matching.consent_evaluation=0"

static const path paths[] = {
    /* results made known: awareness */
    {SW_LEVER_survey,
     PERSON_aware,
     {"dialogue.survey_aware=0.05", NULL},
     {"dialogue.survey_aware=0", NULL},
     {N_PARTS}},
    /* sessions: propensity, awareness, cooperators, ties */
    {SW_LEVER_sessions,
     TIES,
     {NULL},
     {"willingness.dialogue=0", "dialogue.session_aware=0", "dialogue.cooperator_rate=0",
      "dialogue.session_ties=0", NULL},
     {PERSON_dialogue, PERSON_owns, N_PARTS}},
    /* bank: registrants who say yes */
    {SW_LEVER_bank,
     PERSON_side_bank,
     {NULL},
     {ACCEPT_NONE, NULL},
     {PERSON_registered, SECTION_uses_bank, LEDGER, N_PARTS}},
    /* and sections that ask */
    {SW_LEVER_bank,
     PERSON_registered,
     {NULL},
     {"matching.register_rate=0", "matching.register_imitation=0",
      "matching.register_cooperator=0", "opportunity.bank_outsourced=0",
      "opportunity.bank_tasks=0", NULL},
     {SECTION_uses_bank, N_PARTS}},
    /* goal sheet without a bank: a planned task moves applicants */
    {SW_LEVER_goal_sheet,
     TEAMS,
     {"matching.planned=3", "opportunity.team_open=1", NULL},
     {"matching.planned=0", NULL},
     {PERSON_planned, N_PARTS}},
    /* with one: it also registers people */
    {SW_LEVER_goal_sheet,
     PERSON_registered,
     {"plan.bank=1", NULL},
     {"matching.register_goal_sheet=0", NULL},
     {N_PARTS}},
    {SW_LEVER_referral,
     PERSON_side_support,
     {"plan.bank=1", "opportunity.bank_referral=3", NULL},
     {"opportunity.bank_referral=1", "matching.support_from_bank=0", NULL},
     {N_PARTS}},
    /* open seats where all teams recruit openly already */
    {SW_LEVER_open_seats,
     PERSON_seats,
     {NULL},
     {"opportunity.team_open=1", NULL},
     {N_PARTS}},
    /* a share for either sex where nobody takes a seat */
    {SW_LEVER_sex_balance,
     PERSON_seats,
     {NULL},
     {"matching.obey=0", APPLY_NONE, NULL},
     {TEAMS, N_PARTS}},
    /* team rules: number, hours, goal, weight of grade, task forces, length of a term */
    {SW_LEVER_team_terms,
     PERSON_side_team,
     {"opportunity.team_life=8", "opportunity.team_renewal=0", NULL},
     {"opportunity.reform_rate=1", "opportunity.team_hours=2",
      "opportunity.team_hours_reformed=2", "opportunity.clarity_reformed=0.4",
      "opportunity.task_forces=0", "matching.opening=0", "opportunity.proposal=0",
      "dialogue.report_aware=0", NULL},
     {LEDGER, N_PARTS}}, /* its count of reports */
    /* evaluation without weight, what comes of it, or a superior who cares */
    {SW_LEVER_evaluation,
     PERSON_credit,
     {NULL},
     {NO_CREDIT, "evaluation.own_cost=0", NULL},
     {PERSON_understands, N_PARTS}},
    /* that it no longer costs anything moves marks, but marks alone move nobody */
    {SW_LEVER_evaluation,
     PERSON_top_grade,
     {"evaluation.own_cost=2", NULL},
     {NO_CREDIT, NULL},
     {PERSON_understands, PERSON_top_grade, N_PARTS}},
    {SW_LEVER_group_address,
     PERSON_side_informal,
     {"matching.group_address_contact=1", NULL},
     {"matching.group_address_contact=0", NULL},
     {N_PARTS}},
    {SW_LEVER_meeting_space,
     TEAMS,
     {"opportunity.meeting_space_rate=3", NULL},
     {"opportunity.meeting_space_rate=1", "matching.meeting_space_contact=0", NULL},
     {N_PARTS}},
    {SW_LEVER_citizen_space,
     TEAMS,
     {"opportunity.citizen_rate=2", "plan.citizen_space_contact=2", NULL},
     {"opportunity.citizen_rate=0", NULL},
     {N_PARTS}},
    {SW_LEVER_citizen_dialogue,
     TEAMS,
     {"opportunity.citizen_rate=2", "plan.citizen_dialogue_contact=2", NULL},
     {"plan.citizen_dialogue_contact=1", "dialogue.sessions=0", NULL},
     {N_PARTS}},
};

/* All levers off, then `with` and `more`; returns the number of settings. */
static int alone(const char **settings, const char *const *with, const char *const *more)
{
    static const char *const go[] = {GO, NULL};
    static char off[SW_N_LEVERS][64];
    int n = append(settings, 0, go);
    for (int k = 0; k < SW_N_LEVERS; k++) {
        (void)snprintf(off[k], sizeof off[k], "%s=0", lever_names[k]);
        const char *const one[] = {off[k], NULL};
        n = append(settings, n, one);
    }
    return append(settings, append(settings, n, with), more);
}

/* Follows the city without and with one lever. */
static void follow_lever(int lever, const char *const *with, const char *const *more)
{
    const char *without_it[MOST_SETTINGS], *with_it[MOST_SETTINGS];
    char on[64];
    const char *const one[] = {on, NULL};
    (void)snprintf(on, sizeof on, "%s=1", lever_names[lever]);
    (void)alone(without_it, with, more);
    (void)append(with_it, alone(with_it, with, more), one);
    pair_run(&pair, without_it, with_it, MONTHS);
}

static void test_each_lever_acts(void **state)
{
    static const char *const nothing[] = {NULL};
    (void)state;
    for (size_t k = 0; k < sizeof paths / sizeof paths[0]; k++) {
        follow_lever(paths[k].lever, paths[k].with, nothing);
        expect_difference(&pair, lever_names[paths[k].lever], paths[k].acts_on);
    }
}

static void test_only_through_its_path(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof paths / sizeof paths[0]; k++) {
        follow_lever(paths[k].lever, paths[k].with, paths[k].cut);
        expect_only(&pair, lever_names[paths[k].lever], paths[k].may);
    }
}

/* There is nobody to recommend. */
static void test_referral_needs_a_bank(void **state)
{
    static const char *const nothing[] = {NULL};
    static const int none[] = {N_PARTS};
    (void)state;
    follow_lever(SW_LEVER_referral, nothing, nothing);
    expect_only(&pair, "referral without a bank", none);
}

/* ---- what side work needs */

/* Time: work beyond everybody's hours, and nobody ready to stay longer or let it lie. */
static void test_no_slack(void **state)
{
    static const char *const settings[] = {GO,
                                           "workload.base_load=300",
                                           "workload.deferrable=0",
                                           "workload.side_overtime=0",
                                           "workload.emergency_deferrable=0",
                                           "workload.emergency_overtime=0",
                                           NULL};
    int64_t asked = 0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < MONTHS) {
        simulation_month(&s);
        assert_true(given(&s.world) == 0);
        asked += wanted(&s.world);
    }
    assert_true(asked > 0);
    simulation_close(&s);
}

/* Time that person i could give this month, from the month's load [min]. */
static double slack(const sw_world *w, int i, double overtime, double deferrable)
{
    const struct sw_workload *p = SW_PARAMETERS(w, workload);
    const sw_population *q = &w->staff;
    const double left =
        q->scheduled[i] + overtime * 60.0 - (1.0 - deferrable) * q->load[i];
    return p->side_room[q->job[i]] * fmax(left, 0.0);
}

/* Nobody gives more than the own slack; only an emergency reaches deeper. */
static void test_own_slack_is_the_limit(void **state)
{
    static const char *const settings[] = {GO,
                                           "opportunity.team_rate=1",
                                           "opportunity.team_hours_reformed=60",
                                           "environment.epidemic_hours=20000",
                                           "workload.emergency_deferrable=0.02",
                                           "workload.emergency_overtime=6",
                                           NULL};
    const double rounding = 1.0; /* minute */
    int at_the_limit = 0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < MONTHS) {
        simulation_month(&s);
        const sw_world *w = &s.world;
        const struct sw_workload *p = SW_PARAMETERS(w, workload);
        for (int i = 0; i < w->staff.n; i++) {
            const double usual = slack(w, i, p->side_overtime, p->deferrable);
            const double most =
                fmax(usual, slack(w, i, p->emergency_overtime, p->emergency_deferrable));
            const int side = sw_side_minutes(&w->staff, i);
            assert_true(side - w->staff.side_emergency[i] <= usual + rounding);
            assert_true(side <= most + rounding);
            at_the_limit += side > 0 && side + rounding >= usual;
        }
    }
    assert_true(at_the_limit > 100); /* so the limit was felt */
    simulation_close(&s);
}

/* Consent: logistic(-28) never happens. Open calls and the bank then rest on those alone
 * who have no superior in their section. */
static void test_no_consent(void **state)
{
    static const char *const settings[] = {GO,
                                           "workload.base_load=10",
                                           "matching.consent=-10",
                                           "matching.consent_pressure=20",
                                           "matching.consent_hoarding=0",
                                           "matching.consent_norm=0",
                                           "matching.consent_evaluation=0",
                                           "matching.consent_nominated=30",
                                           "opportunity.team_open=1",
                                           "opportunity.bank_learning=0.5",
                                           "opportunity.bank_tasks=40",
                                           "willingness.use_pressure=0",
                                           NULL};
    int refused = 0, nominated = 0;
    int64_t asked_of_the_bank = 0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < MONTHS) {
        simulation_month(&s);
        const sw_population *q = &s.world.staff;
        refused += s.world.ledger.refused;
        asked_of_the_bank += s.world.ledger.wanted[SW_KIND_BANK];
        for (int i = 0; i < q->n; i++)
            assert_true(q->side_bank[i] == 0 || q->grade[i] >= SW_GRADE_HEAD);
        for (int g = 0; g < s.world.teams->n; g++) {
            const sw_team *team = &s.world.teams->at[g];
            for (int k = 0; k < team->seats; k++) {
                const int i = team->member[k];
                const int below = i != SW_NOBODY && q->grade[i] < SW_GRADE_HEAD;
                assert_false(below && k < team->open_seats);
                nominated += below;
            }
        }
    }
    assert_true(refused > 1000 && asked_of_the_bank > 0);
    assert_true(nominated > 100); /* named by others, these were let go */
    simulation_close(&s);
}

/* A request: willingness alone makes no hour, and moves nobody's own work. */
static void test_no_requests(void **state)
{
#define NO_REQUESTS                                                                      \
    GO, "opportunity.team_rate=0", "opportunity.support_rate=0",                         \
        "opportunity.favours=0", "opportunity.bank_outsourced=0",                        \
        "opportunity.bank_tasks=0", "environment.epidemic_hours=0",                      \
        "environment.disaster_rate=0"
    static const char *const settings[] = {NO_REQUESTS, NULL};
    static const char *const keen[] = {NO_REQUESTS, "willingness.base=3", NULL};
    static const int may[] = {PERSON_propensity,
                              PERSON_willing,
                              PERSON_reason,
                              PERSON_would_register,
                              PERSON_would_join,
                              PERSON_peers, /* -1 without ties */
                              PERSON_registered,
                              PERSON_planned,
                              PERSON_aware,
                              PERSON_cooperator,
                              PERSON_dialogue,
                              PERSON_owns,
                              TIES,
                              SECTION_cooperators,
                              LEDGER,
                              N_PARTS};
    int few = 0, many = 0;
    (void)state;
    pair_open(&pair, settings, keen);
    while (pair.a.world.t < MONTHS) {
        pair_month(&pair);
        assert_true(given(&pair.a.world) == 0 && given(&pair.b.world) == 0);
    }
    for (int i = 0; i < pair.a.world.staff.n; i++) {
        few += pair.a.world.staff.willing[i];
        many += pair.b.world.staff.willing[i];
    }
    assert_true(few > 0 && many >= 2 * few);
    pair_close(&pair);
    expect_only(&pair, "doubled willingness without a request", may);
}

/* A tie. */
static void test_no_ties(void **state)
{
#define NO_TIES                                                                          \
    GO, "dialogue.base_ties=0", "dialogue.tie_contacts=0", "dialogue.side_work_ties=0",  \
        "dialogue.session_ties=0", "personnel.kept_colleagues=0"
    static const char *const settings[] = {NO_TIES, "willingness.peers=0", NULL};
    static const char *const strong[] = {NO_TIES, "willingness.peers=10", NULL};
    static const char *const tied[] = {GO, "willingness.peers=0", NULL};
    static const char *const tied_strong[] = {GO, "willingness.peers=10", NULL};
    static const int none[] = {N_PARTS};
    (void)state;
    pair_run(&pair, settings, strong, MONTHS);
    expect_only(&pair, "peers without ties", none);
    pair_run(&pair, tied, tied_strong, MONTHS);
    expect_difference(&pair, "peers with ties", PERSON_side_team);
}

/* Work to hand over: where nothing is to be done nobody can take it off anyone's hands,
 * with all the time, the ties and the will in the world. */
static void test_no_work_to_hand_over(void **state)
{
    static const char *const settings[] = {GO,
                                           "workload.base_load=0",
                                           "opportunity.support_pressure=0",
                                           "opportunity.support_rate=1",
                                           "opportunity.favours=1",
                                           "opportunity.bank_outsourced=1",
                                           "opportunity.bank_tasks=1000",
                                           "opportunity.bank_learning=1",
                                           "matching.favour=1",
                                           "willingness.base=3",
                                           NULL};
    int64_t other = 0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < MONTHS) {
        simulation_month(&s);
        const sw_ledger *l = &s.world.ledger;
        assert_true(l->given[SW_KIND_SUPPORT] == 0 && l->given[SW_KIND_BANK] == 0 &&
                    l->given[SW_KIND_INFORMAL] == 0);
        other += l->given[SW_KIND_TEAM] + l->given[SW_KIND_EMERGENCY];
        for (int k = 0; k < s.world.sections.n; k++)
            assert_true(s.world.sections.received[k] == 0);
    }
    assert_true(other > 0); /* teams and emergencies bring their own work */
    simulation_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_lever_acts),
        cmocka_unit_test(test_only_through_its_path),
        cmocka_unit_test(test_referral_needs_a_bank),
        cmocka_unit_test(test_no_slack),
        cmocka_unit_test(test_own_slack_is_the_limit),
        cmocka_unit_test(test_no_consent),
        cmocka_unit_test(test_no_requests),
        cmocka_unit_test(test_no_ties),
        cmocka_unit_test(test_no_work_to_hand_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
