/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bank's register with constant hazards against the exact Markov chain on the number
 * registered (scenarios/exact/registration.cfg). With n of N registered at the beginning
 * of month t,
 *
 *   leavers ~ binomial(n, l)
 *   joiners ~ binomial(N - n, 1 - (1 - min(1, bank_t (p + q n / N))) (1 - g [April]))
 *
 * independently; bank_t = min(1, (t + 1) / ramp) x strength. P(share >= x) in a month
 * comes from the chain, P(share >= x in some month so far) from the chain in which x is
 * taboo: once reached, it stays. The plan's gate must be passed in just that month.
 */
#include "support/exact.h"

#include "matching.h"
#include "plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { REPLICATIONS = 100000, FEWER = 20000, MONTHS = 24, N_LOOKS = 4 };

static const int looks[N_LOOKS] = {0, 5, 12, 23}; /* months that are compared */

typedef struct chain {
    int n_staff, goal; /* people; registrants that pass the gate */
    law at[MONTHS];    /* of the number registered at the end of each month */
    double ever[MONTHS];
    tally seen[N_LOOKS];
    long passed[N_LOOKS]; /* replications with the gate passed so far */
} chain;

/* From one month to the next; a number that is taboo is left out. */
static law step(const law *before, int n_staff, int taboo, double bank, double goal_sheet,
                const struct sw_matching *p)
{
    law after = {{0.0}};
    for (int n = 0; n <= n_staff && n < taboo; n++) {
        const double share = (double)n / n_staff;
        const double bass =
            fmin(1.0, bank * (p->register_rate + p->register_imitation * share));
        const law kept = law_binomial(n, 1.0 - p->deregister);
        const law joined =
            law_binomial(n_staff - n, 1.0 - (1.0 - bass) * (1.0 - goal_sheet));
        const law row = law_sum(&kept, &joined);
        for (int k = 0; k <= n_staff; k++)
            after.p[k] += before->p[n] * row.p[k];
    }
    return after;
}

static void solve(const simulation *s, void *context)
{
    chain *c = context;
    const struct sw_matching *p = s->scenario.values[SW_GROUP_matching];
    const struct sw_plan *plan = s->scenario.values[SW_GROUP_plan];
    law now = {{1.0}}, avoiding = {{1.0}};
    c->n_staff = s->city.n_staff;
    c->goal = (int)ceil(plan->criteria.at[0].at_least * c->n_staff - 1e-9);
    double reached = 0.0;
    for (int t = 0; t < MONTHS; t++) {
        const double bank = plan->bank * fmin(1.0, (t + 1) / plan->ramp);
        const double sheet = t % 12 ? 0.0
                                    : p->register_goal_sheet * plan->goal_sheet *
                                          fmin(1.0, (t + 1) / plan->ramp);
        now = step(&now, c->n_staff, N_COUNTS, bank, sheet, p);
        avoiding = step(&avoiding, c->n_staff, c->goal, bank, sheet, p);
        for (int k = c->goal; k <= c->n_staff; k++) {
            reached += avoiding.p[k];
            avoiding.p[k] = 0.0;
        }
        c->at[t] = now;
        c->ever[t] = reached;
    }
}

static void look(const simulation *s, void *context)
{
    chain *c = context;
    int first = MONTHS; /* month in which the goal is reached first */
    const double *registered = recorded(s, SW_INDICATOR_bank_registered, 0);
    for (int t = MONTHS - 1; t >= 0; t--)
        first = registered[t] >= c->goal ? t : first;
    for (int k = 0; k < N_LOOKS; k++) {
        tally_add(&c->seen[k], (int)registered[looks[k]]);
        c->passed[k] += first <= looks[k];
    }
    const double gate = recorded(s, SW_INDICATOR_gate_month, 0)[SW_PHASE_FIRST];
    assert_int_equal((int)gate, first < MONTHS ? first : -1);
}

static void compare_chain(const char *name, const char *const *settings, long n)
{
    static chain c;
    char what[64];
    memset(&c, 0, sizeof c);
    const exact_run run = {
        "scenarios/exact/registration.cfg", settings, n, MONTHS, 0, solve, look, &c};
    run_exact(&run);
    for (int k = 0; k < N_LOOKS; k++) {
        const int t = looks[k];
        /* the tail at the gate where it is neither rare nor sure, else above the mean */
        const double p = law_at_least(&c.at[t], c.goal);
        const int tail =
            p > 0.002 && p < 0.998 ? c.goal : (int)floor(law_mean(&c.at[t])) + 1;
        (void)snprintf(what, sizeof what, "%s, month %d", name, t);
        expect_law(what, &c.seen[k], &c.at[t], tail);
        (void)snprintf(what, sizeof what, "%s, %d ever by month %d", name, c.goal, t);
        if (c.ever[t] > 0.002 && c.ever[t] < 0.998)
            expect_share(what, c.passed[k], n, c.ever[t]);
    }
}

/* p + q x share, and leavers. */
static void test_constant_hazards(void **state)
{
    (void)state;
    compare_chain("registration", NULL, REPLICATIONS);
}

/* The goal sheet adds its chance in April, and only then. */
static void test_goal_sheet(void **state)
{
    static const char *const settings[] = {"plan.goal_sheet=1",
                                           "matching.register_goal_sheet=0.2", NULL};
    (void)state;
    compare_chain("with the goal sheet", settings, FEWER);
}

/* A bank of half the strength that takes eight months to get there. */
static void test_ramp(void **state)
{
    static const char *const settings[] = {"plan.bank=0.5", "plan.ramp=8", NULL};
    (void)state;
    compare_chain("half a bank", settings, FEWER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constant_hazards),
        cmocka_unit_test(test_goal_sheet),
        cmocka_unit_test(test_ramp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
