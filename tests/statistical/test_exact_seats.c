/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One month of filling team seats, every branch by hand (scenarios/exact/seats.cfg): two
 * people, and for each two teams of the other section with n = 2, 3 or 4 seats, the first
 * open. With A = a c (applies and is let go) and s the chance of one nominated seat:
 *
 *   nominated into a team   pi = 1 - sum over n of P(n) (1 - s)^(n - 1)
 *   seats taken   0  (1 - A) (1 - pi)^2
 *                 1  A (1 - pi) + (1 - A) 2 pi (1 - pi)
 *                 2  A pi + (1 - A) pi^2
 *
 * the applicant sitting on the first team. The people are independent of each other.
 */
#include "support/exact.h"

#include "matching.h"
#include "opportunity.h"

#include <math.h>
#include <string.h>

enum { REPLICATIONS = 100000, APRIL = 0, MAY = 1, N_PEOPLE = 2, TEAMS = 4 };
enum { FEWEST_SEATS = 2, MOST_SEATS = 4 };

static const double of_size[MOST_SEATS + 1] = {0.0, 0.0, 0.6, 0.2, 0.2};

typedef struct seats {
    double hours;        /* of a member a month */
    law taken, unfilled; /* by one person; of that person's two teams */
    law refused;         /* applications of both people */
    tally seen_taken[N_PEOPLE], seen_both, seen_unfilled, seen_refused;
} seats;

/* Vacant seats of a team that nobody applied to, or that an applicant has joined. */
static law vacant_of_team(double nomination, int joined)
{
    law self = {{0.0}};
    for (int n = FEWEST_SEATS; n <= MOST_SEATS; n++) {
        const double none = joined ? 0.0 : pow(1.0 - nomination, n - 1);
        self.p[n] += of_size[n] * none;
        self.p[n - 1] += of_size[n] * (1.0 - none);
    }
    return self;
}

static law mixture(double p, const law *x, const law *y)
{
    law self;
    for (int k = 0; k < N_COUNTS; k++)
        self.p[k] = p * x->p[k] + (1.0 - p) * y->p[k];
    return self;
}

static void solve(const simulation *s, void *context)
{
    seats *c = context;
    const struct sw_matching *p = s->scenario.values[SW_GROUP_matching];
    const struct sw_opportunity *demand = s->scenario.values[SW_GROUP_opportunity];
    const double consent = 1.0 / (1.0 + exp(-p->consent));
    const double applies = p->apply_willing * consent;
    const double nomination = (1.0 - pow(0.5, p->nominees)) * p->obey;
    double left_out = 0.0;
    for (int n = FEWEST_SEATS; n <= MOST_SEATS; n++)
        left_out += of_size[n] * pow(1.0 - nomination, n - 1);
    const double in = 1.0 - left_out;
    c->taken.p[0] = (1.0 - applies) * left_out * left_out;
    c->taken.p[1] = applies * left_out + (1.0 - applies) * 2.0 * in * left_out;
    c->taken.p[2] = applies * in + (1.0 - applies) * in * in;
    const law open = vacant_of_team(nomination, 0),
              joined = vacant_of_team(nomination, 1);
    const law with = law_sum(&joined, &open), without = law_sum(&open, &open);
    c->unfilled = mixture(applies, &with, &without);
    c->refused = law_binomial(N_PEOPLE, p->apply_willing * (1.0 - consent));
    c->hours = demand->team_hours;
    assert_int_equal(s->city.n_staff, N_PEOPLE);
}

static void look(const simulation *s, void *context)
{
    seats *c = context;
    const double *hours = recorded(s, SW_INDICATOR_side_work_hours_by_department, MAY);
    int both = 0;
    for (int person = 0; person < N_PEOPLE; person++) {
        const int taken = whole_units(hours[person], c->hours);
        tally_add(&c->seen_taken[person], taken);
        both += taken;
    }
    tally_add(&c->seen_both, both);
    tally_add(&c->seen_unfilled, (int)*recorded(s, SW_INDICATOR_seats_unfilled, APRIL));
    tally_add(&c->seen_refused, (int)*recorded(s, SW_INDICATOR_consent_refused, APRIL));
    /* all teams are there and open; every applicant finds a seat; no hours yet */
    assert_true(*recorded(s, SW_INDICATOR_teams, APRIL) == TEAMS);
    assert_true(*recorded(s, SW_INDICATOR_teams_open, APRIL) == TEAMS);
    assert_true(*recorded(s, SW_INDICATOR_applicants_unplaced, APRIL) == 0.0);
    assert_true(*recorded(s, SW_INDICATOR_side_work_hours, APRIL) == 0.0);
}

static void test_month(void **state)
{
    static seats c;
    const exact_run run = {
        "scenarios/exact/seats.cfg", NULL, REPLICATIONS, 2, 0, solve, look, &c};
    (void)state;
    run_exact(&run);
    const law both = law_sum(&c.taken, &c.taken);
    const law unfilled = law_sum(&c.unfilled, &c.unfilled);
    expect_law("seats taken by the first person", &c.seen_taken[0], &c.taken, 2);
    expect_law("seats taken by the second person", &c.seen_taken[1], &c.taken, 2);
    expect_law("seats taken by both", &c.seen_both, &both, 4);
    expect_law("seats nobody took", &c.seen_unfilled, &unfilled, 9);
    expect_law("applications refused", &c.seen_refused, &c.refused, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_month)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
