/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Independent participation against the binomial (scenarios/exact/participation.cfg).
 *
 * By hand: everybody is registered from month 0 on, since the chance to register is 1 and
 * to leave 0. A registrant says yes with a = accept_willing; with no head in the section
 * and every effect on consent at zero, the superior agrees with c = 1 / (1 + exp(-0.4));
 * both draws are one a person a month. The cap leaves 0.03 x 2,000 x 5 = 300 minutes: a
 * piece of 240 fits once. Each section asks for 5 x 150 h, that is 187 pieces, of the
 * five people of the other. So
 *
 *   pieces of a month  ~ binomial(10, a c)        of a year ~ binomial(120, a c)
 *   took part in a year ~ binomial(10, 1 - (1 - a c)^12)
 *   annual rate = 4 h x pieces / (2,000 h x 10)
 *   first year reached: FY2022 + geometric, with P(rate of a year >= threshold)
 */
#include "support/exact.h"

#include "matching.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { REPLICATIONS = 100000, PEOPLE = 10, N_YEARS = 3, N_MONTHS = 12 * N_YEARS };
enum { N_THRESHOLDS = 3 };

static const double piece = 4.0, hours_per_year = 2000.0;

typedef struct counts {
    double p; /* of a person in a month: a c */
    double threshold[N_THRESHOLDS];
    tally month[2];   /* pieces of April of the base year, of the last March */
    tally year;       /* of the first projected year */
    tally took_part;  /* people in that year */
    tally both_years; /* pieces of the first and of the last projected year */
    tally two_months; /* pieces of two months on end */
    long first[N_THRESHOLDS][N_YEARS]; /* reached first in FY2022 + y; last: never */
} counts;

static void set_up(const simulation *s, void *context)
{
    counts *c = context;
    const struct sw_matching *p = s->scenario.values[SW_GROUP_matching];
    c->p = p->accept_willing / (1.0 + exp(-p->consent));
    for (int k = 0; k < N_THRESHOLDS; k++)
        c->threshold[k] = s->results.layout.thresholds[k];
    assert_int_equal(s->city.n_staff, PEOPLE);
    assert_int_equal(s->results.layout.n_years, N_YEARS);
}

static int pieces_of_month(const simulation *s, int t)
{
    return whole_units(*recorded(s, SW_INDICATOR_side_work_hours, t), piece);
}

static int pieces_of_year(const simulation *s, int y)
{
    const double rate = *recorded(s, SW_INDICATOR_side_work_rate_annual, y);
    /* all of it through the bank, so the regular rate is the same */
    const double regular = *recorded(s, SW_INDICATOR_side_work_rate_annual_regular, y);
    assert_true(fabs(rate - regular) < 1e-12);
    return whole_units(rate, piece / (hours_per_year * PEOPLE));
}

static void look(const simulation *s, void *context)
{
    counts *c = context;
    tally_add(&c->month[0], pieces_of_month(s, 0));
    tally_add(&c->month[1], pieces_of_month(s, N_MONTHS - 1));
    tally_add(&c->two_months, pieces_of_month(s, 20) + pieces_of_month(s, 21));
    tally_add(&c->year, pieces_of_year(s, 1));
    tally_add(&c->both_years, pieces_of_year(s, 1) + pieces_of_year(s, N_YEARS - 1));
    tally_add(&c->took_part,
              whole_units(*recorded(s, SW_INDICATOR_participated, 1), 1.0 / PEOPLE));
    const double *first = recorded(s, SW_INDICATOR_first_year_reached, 0);
    for (int k = 0; k < N_THRESHOLDS; k++) {
        const int y = first[k] < 0 ? N_YEARS - 1 : (int)first[k] - 2022;
        assert_in_range(y, 0, N_YEARS - 1);
        c->first[k][y]++;
    }
}

static void compare_first_years(const counts *c, const law *year)
{
    char what[64];
    for (int k = 0; k < N_THRESHOLDS; k++) {
        const int pieces = (int)ceil(c->threshold[k] * hours_per_year * PEOPLE / piece);
        const double reach = law_at_least(year, pieces);
        double not_yet = 1.0;
        for (int y = 0; y < N_YEARS; y++) {
            const int never = y == N_YEARS - 1;
            (void)snprintf(what, sizeof what, "%.2f %% (%d pieces) first reached %s %d",
                           100.0 * c->threshold[k], pieces, never ? "after" : "in",
                           never ? 2021 + y : 2022 + y);
            expect_share(what, c->first[k][y], REPLICATIONS,
                         never ? not_yet : not_yet * reach);
            not_yet *= 1.0 - reach;
        }
    }
}

static void test_binomial(void **state)
{
    static counts c;
    const exact_run run = {"scenarios/exact/participation.cfg",
                           NULL,
                           REPLICATIONS,
                           N_MONTHS,
                           0,
                           set_up,
                           look,
                           &c};
    (void)state;
    run_exact(&run);
    const law month = law_binomial(PEOPLE, c.p), pair = law_binomial(2 * PEOPLE, c.p);
    const law year = law_binomial(12 * PEOPLE, c.p);
    const law years = law_binomial(24 * PEOPLE, c.p);
    const law people = law_binomial(PEOPLE, 1.0 - pow(1.0 - c.p, 12.0));
    expect_law("pieces, April of the base year", &c.month[0], &month, 6);
    expect_law("pieces, last March", &c.month[1], &month, 6);
    expect_law("pieces, two months on end", &c.two_months, &pair, 10);
    expect_law("pieces, first projected year", &c.year, &year, 50);
    expect_law("pieces, first and last projected year", &c.both_years, &years, 100);
    expect_law("people who took part in the year", &c.took_part, &people, PEOPLE);
    compare_first_years(&c, &year);
}

/* Nobody asks, nobody agrees, nobody has time: not an hour in any month. */
static void look_for_hours(const simulation *s, void *context)
{
    (void)context;
    for (int t = 0; t < N_MONTHS; t++)
        assert_true(*recorded(s, SW_INDICATOR_side_work_hours, t) == 0.0);
}

static void test_none(void **state)
{
    static const char *const settings[][2] = {{"opportunity.bank_outsourced=0", NULL},
                                              {"matching.accept_willing=0", NULL},
                                              {"matching.register_rate=0", NULL},
                                              {"workload.cap=0.0239", NULL},
                                              {"plan.bank=0", NULL}};
    (void)state;
    for (size_t k = 0; k < sizeof settings / sizeof settings[0]; k++) {
        const exact_run run = {"scenarios/exact/participation.cfg",
                               settings[k],
                               20,
                               N_MONTHS,
                               0,
                               NULL,
                               look_for_hours,
                               NULL};
        run_exact(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_binomial),
        cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
