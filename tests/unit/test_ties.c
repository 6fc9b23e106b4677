/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What travels on ties across sections, and what cuts them: information, referrals,
 * transfers, the reports of teams that everybody reads. */
#include "support/side_by_side.h"

#include <stdlib.h>

static side_by_side pair;
static simulation s;

#define GO                                                                               \
    "plan.adopted=true", "plan.missed_gate=go_on", "plan.first_start=2021-05",           \
        "plan.next_start=2021-07", "plan.further_start=2021-09", "plan.ramp=1",          \
        "simulation.years=2", "simulation.warm_up=6"

enum { MONTHS = 36 };

/* Two values of a parameter beside a setting: `felt` differs, or nothing if N_PARTS. */
static void only_through(const char *what, const char *base, const char *less,
                         const char *more, int felt)
{
    const char *const a[] = {GO, base, less, NULL}, *const b[] = {GO, base, more, NULL};
    static const int nothing[] = {N_PARTS};
    pair_run(&pair, a, b, MONTHS);
    if (felt == N_PARTS)
        expect_only(&pair, what, nothing);
    else
        expect_difference(&pair, what, felt);
}

#define NO_TIES                                                                          \
    "dialogue.base_ties=0", "dialogue.tie_contacts=0", "dialogue.side_work_ties=0",      \
        "dialogue.session_ties=0", "personnel.kept_colleagues=0"

static void test_no_ties_no_news(void **state)
{
    static const char *const a[] = {GO, NO_TIES, "dialogue.tie_aware=0",
                                    "matching.refer=0", NULL};
    static const char *const b[] = {GO, NO_TIES, "dialogue.tie_aware=0.5",
                                    "matching.refer=1", NULL};
    static const int nothing[] = {N_PARTS};
    (void)state;
    pair_run(&pair, a, b, MONTHS);
    expect_only(&pair, "no ties", nothing);
}

static void test_news_travel(void **state)
{
    (void)state;
    only_through("information on ties", "matching.refer=0", "dialogue.tie_aware=0",
                 "dialogue.tie_aware=0.1", PERSON_aware);
}

static void test_referrals(void **state)
{
    (void)state;
    only_through("referral", "matching.obey=0.5", "matching.refer=0", "matching.refer=1",
                 PERSON_side_support);
}

/* Where everybody comes, refer changes no bit. */
static void test_no_refusal_no_referral(void **state)
{
    static const char *const a[] = {
        GO, "matching.obey=1", "matching.consent_nominated=30", "matching.refer=0", NULL};
    static const char *const b[] = {
        GO, "matching.obey=1", "matching.consent_nominated=30", "matching.refer=1", NULL};
    static const int nothing[] = {N_PARTS};
    (void)state;
    pair_run(&pair, a, b, MONTHS);
    expect_only(&pair, "referral where all come", nothing);
}

/* A transfer leaves `ties_kept` of each tie on both ends; nothing is kept at 0. */
static void test_transfers_cut(void **state)
{
    static const char *const settings[] = {
        "personnel.ties_kept=0",   "personnel.kept_colleagues=0",
        "dialogue.tie_contacts=0", "dialogue.side_work_ties=0",
        "dialogue.base_ties=8",    "simulation.years=2",
        "simulation.warm_up=0",    NULL};
    int movers = 0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    simulation_until(&s, 13); /* April of the second year is over */
    const sw_population *q = &s.world.staff;
    for (int i = 0; i < q->n; i++) {
        if (q->tenure[i] > 0)
            continue;
        movers++;
        for (int k = i * SW_TIES; k < (i + 1) * SW_TIES; k++)
            assert_int_equal(s.world.ties.to[k], SW_NOBODY);
    }
    assert_true(movers > 200);
    simulation_close(&s);
}

static void test_reports_are_read(void **state)
{
    (void)state;
    only_through("reports", "opportunity.team_life=6", "dialogue.report_aware=0",
                 "dialogue.report_aware=0.2", PERSON_aware);
    only_through("reports without the rules", "plan.team_terms=0",
                 "dialogue.report_aware=0", "dialogue.report_aware=0.2", N_PARTS);
}

static void test_proposals_reach_the_section(void **state)
{
    (void)state;
    only_through("proposals", "opportunity.team_life=6", "opportunity.proposal=0",
                 "opportunity.proposal=-0.2", SECTION_burden);
    only_through("proposals without the rules", "plan.team_terms=0",
                 "opportunity.proposal=0", "opportunity.proposal=-0.2", N_PARTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_ties_no_news),
        cmocka_unit_test(test_news_travel),
        cmocka_unit_test(test_referrals),
        cmocka_unit_test(test_no_refusal_no_referral),
        cmocka_unit_test(test_transfers_cut),
        cmocka_unit_test(test_reports_are_read),
        cmocka_unit_test(test_proposals_reach_the_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
