/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Worlds small enough to count every branch by hand, with the arithmetic beside it.
 *
 * Two people, two months (scenarios/exact/two_months.cfg): who helps whom in April
 * decides who is overloaded in May. Each of the 21 branches has a probability, and in
 * each the hours of overtime and backlog are known; both are compared.
 *
 * One section, two people, an emergency (scenarios/exact/one_section.cfg): who goes.
 */
#include "support/exact.h"

#include "matching.h"
#include "opportunity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { REPLICATIONS = 100000, APRIL = 0, MAY = 1 };
enum { N_PIECES = 3, ATTEMPTS = 6 }; /* 0, 1, 2 pieces; 2 + 2 x 2 attempts in all cases */

/* hours */
static const double time_of_a_month = 100.0, april_work = 96.0, may_work = 90.0;
static const double piece = 24.0;

typedef struct branches {
    law april_one;         /* pieces one person gives in April */
    law may_one[N_PIECES]; /* in May, to who gave 0, 1, 2 pieces more than came back */
    tally april, may;      /* pieces of both people together */
    long seen[N_PIECES][N_PIECES][N_PIECES]; /* [person 1, April][2, April][May] */
} branches;

/* What a section with so many hours of work gets, `success` being the chance of an
 * attempt. */
static law pieces_given(const struct sw_opportunity *demand, double success, double work)
{
    const double beyond = work / time_of_a_month - demand->support_pressure;
    const double calls =
        beyond < 0.0 ? 0.0 : demand->support_rate * exp(demand->support_slope * beyond);
    const double none = pow(1.0 - success, ATTEMPTS);
    const double one = ATTEMPTS * success * pow(1.0 - success, ATTEMPTS - 1);
    return (law){{1.0 - calls + calls * none, calls * one, calls * (1.0 - none - one)}};
}

static void set_chances(const simulation *s, void *context)
{
    branches *b = context;
    const struct sw_matching *p = s->scenario.values[SW_GROUP_matching];
    const struct sw_opportunity *demand = s->scenario.values[SW_GROUP_opportunity];
    const double drawn = 1.0 - pow(0.5, p->nominees); /* the other one of two people */
    const double success = drawn * p->obey;
    assert_int_equal(s->city.n_staff, 2);
    assert_int_equal(s->city.n_sections, 2);
    b->april_one = pieces_given(demand, success, april_work);
    b->may_one[0] = pieces_given(demand, success, may_work);
    for (int k = 1; k < N_PIECES; k++) {
        const double backlog = piece * k - (time_of_a_month - april_work);
        b->may_one[k] = pieces_given(demand, success, may_work + backlog);
    }
}

static void expect_hours(const simulation *s, int indicator, int t, double hours)
{
    const double found = *recorded(s, indicator, t);
    if (!(fabs(found - hours) < 1e-9))
        fail_msg("replication %u, month %d: %s is %.9g h, not %.9g",
                 (unsigned)s->world.replication, t,
                 s->results.layout.variables[indicator].name, found, hours);
}

/* Own work left to somebody who has done what there was time for, and overtime. */
static double left_over(double work, double side)
{
    return fmax(0.0, work - (time_of_a_month - side));
}

/* April: both have 96 h less what the other takes off, and 100 h less what they give; no
 * overtime, since who gives side work gives it in working time. May: the helper of the
 * overloaded section puts own work off, the helped one works overtime. */
static void check_hours(const simulation *s, const int april[2], int may)
{
    const double given[2] = {piece * april[0], piece * april[1]};
    const double backlog[2] = {left_over(april_work - given[1], given[0]),
                               left_over(april_work - given[0], given[1])};
    expect_hours(s, SW_INDICATOR_backlog_hours, APRIL, backlog[0] + backlog[1]);
    expect_hours(s, SW_INDICATOR_overtime_hours, APRIL, 0.0);
    const double own = may_work + backlog[0] + backlog[1] - piece * may;
    const int overloaded = april[0] != april[1];
    expect_hours(s, SW_INDICATOR_overtime_hours, MAY,
                 overloaded ? fmax(0.0, own - time_of_a_month) : 0.0);
    expect_hours(s, SW_INDICATOR_backlog_hours, MAY, left_over(may_work, piece * may));
}

static void look_at_branch(const simulation *s, void *context)
{
    branches *b = context;
    int pieces[2][2];
    for (int t = APRIL; t <= MAY; t++) {
        const double *hours = recorded(s, SW_INDICATOR_side_work_hours_by_department, t);
        for (int person = 0; person < 2; person++)
            pieces[t][person] = whole_units(hours[person], piece);
    }
    const int *april = pieces[APRIL];
    const int may = pieces[MAY][0] + pieces[MAY][1];
    assert_in_range(april[0], 0, N_PIECES - 1);
    assert_in_range(april[1], 0, N_PIECES - 1);
    assert_in_range(may, 0, N_PIECES - 1);
    /* the overloaded one is not asked: in May help comes from who gave less in April */
    for (int person = 0; person < 2; person++)
        assert_true(april[person] < april[1 - person] || pieces[MAY][person] == 0);
    check_hours(s, april, may);
    b->seen[april[0]][april[1]][may]++;
    tally_add(&b->april, april[0] + april[1]);
    tally_add(&b->may, may);
}

/* Chance of a branch: pieces of the two people in April, pieces of May. */
static double chance_of(const branches *b, int one, int two, int may)
{
    return b->april_one.p[one] * b->april_one.p[two] *
           b->may_one[one > two ? one - two : two - one].p[may];
}

/* The branches added up: a small fault moves them all in one direction. */
static void compare_totals(const branches *b)
{
    law april = {{0.0}}, may = {{0.0}};
    for (int one = 0; one < N_PIECES; one++) {
        for (int two = 0; two < N_PIECES; two++) {
            for (int k = 0; k < N_PIECES; k++) {
                april.p[one + two] += chance_of(b, one, two, k);
                may.p[k] += chance_of(b, one, two, k);
            }
        }
    }
    expect_law("pieces of April", &b->april, &april, 3);
    expect_law("pieces of May", &b->may, &may, 2);
}

static void test_two_months(void **state)
{
    static branches b;
    const exact_run run = {"scenarios/exact/two_months.cfg",
                           NULL,
                           REPLICATIONS,
                           2,
                           0,
                           set_chances,
                           look_at_branch,
                           &b};
    char what[64];
    (void)state;
    run_exact(&run);
    compare_totals(&b);
    for (int one = 0; one < N_PIECES; one++) {
        for (int two = 0; two < N_PIECES; two++) {
            for (int may = 0; may < N_PIECES; may++) {
                (void)snprintf(what, sizeof what, "April %d and %d pieces, May %d", one,
                               two, may);
                expect_share(what, b.seen[one][two][may], REPLICATIONS,
                             chance_of(&b, one, two, may));
            }
        }
    }
}

/* ---- One section, two people, an emergency of two turns */

enum { TURNS_MONTHS = 12, TURNS_REPLICATIONS = 10000 };
enum { NOBODY_WENT, HEAD_WENT, CLERK_WENT, BOTH_WENT, N_TURNS };

static const double turn = 100.0;

typedef struct turns {
    double chance[N_TURNS];
    long seen[N_TURNS], twice; /* of two months on end: both with both people */
} turns;

/* Six attempts, in each: the head asked if drawn, else the clerk; who has gone is not
 * asked again. */
static void chain_of_attempts(const simulation *s, void *context)
{
    turns *c = context;
    const struct sw_matching *p = s->scenario.values[SW_GROUP_matching];
    const double alone = pow(0.5, p->nominees), drawn = 1.0 - alone;
    double now[N_TURNS] = {1.0, 0.0, 0.0, 0.0};
    for (int k = 0; k < ATTEMPTS; k++) {
        const double head = now[NOBODY_WENT] * drawn * p->obey;
        const double clerk = now[NOBODY_WENT] * alone * p->obey;
        const double after_head = now[HEAD_WENT] * drawn * p->obey;
        const double after_clerk = now[CLERK_WENT] * drawn * p->obey;
        now[NOBODY_WENT] -= head + clerk;
        now[HEAD_WENT] += head - after_head;
        now[CLERK_WENT] += clerk - after_clerk;
        now[BOTH_WENT] += after_head + after_clerk;
    }
    memcpy(c->chance, now, sizeof now);
    assert_int_equal(s->city.n_staff, 2);
    assert_int_equal(s->city.n_sections, 1);
}

static void look_at_turns(const simulation *s, void *context)
{
    turns *c = context;
    int before = NOBODY_WENT;
    for (int t = 0; t < TURNS_MONTHS; t++) {
        const double *hours = recorded(s, SW_INDICATOR_side_work_hours_by_grade, t);
        const int head = whole_units(hours[SW_GRADE_HEAD], turn);
        const int clerk = whole_units(hours[SW_GRADE_JUNIOR], turn);
        assert_in_range(head, 0, 1);
        assert_in_range(clerk, 0, 1);
        const int went =
            clerk ? (head ? BOTH_WENT : CLERK_WENT) : (head ? HEAD_WENT : NOBODY_WENT);
        c->seen[went]++;
        c->twice += t % 2 && went == BOTH_WENT && before == BOTH_WENT;
        before = went;
        /* nothing but emergency hours */
        assert_true(*recorded(s, SW_INDICATOR_side_work_rate_regular, t) == 0.0);
        expect_hours(s, SW_INDICATOR_side_work_hours, t, turn * (head + clerk));
    }
}

static void test_one_section(void **state)
{
    static turns c;
    static const char *const what[N_TURNS] = {"nobody goes", "the head only",
                                              "the clerk only", "both go"};
    const exact_run run = {"scenarios/exact/one_section.cfg",
                           NULL,
                           TURNS_REPLICATIONS,
                           TURNS_MONTHS,
                           0,
                           chain_of_attempts,
                           look_at_turns,
                           &c};
    (void)state;
    run_exact(&run);
    for (int k = 0; k < N_TURNS; k++)
        expect_share(what[k], c.seen[k], (long)TURNS_REPLICATIONS * TURNS_MONTHS,
                     c.chance[k]);
    expect_share("both go, two months on end", c.twice,
                 (long)TURNS_REPLICATIONS * TURNS_MONTHS / 2,
                 c.chance[BOTH_WENT] * c.chance[BOTH_WENT]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_months),
        cmocka_unit_test(test_one_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
