/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A parameter that we do not know is one number a replication: pieces given in the world
 * of test_exact_participation.c with a ~ beta(mean m, size z) against the beta-binomial
 * with parameters m z and (1 - m) z, each yes kept with the superior's consent c
 * (scenarios/exact/drawn_once.cfg).
 *
 * Drawn anew for every person, pieces would be binomial(n, m c), with a variance smaller
 * by about 1 + (n - 1) c / (z + 1); drawn anew every month, a year would be the sum of
 * twelve independent months. Both have the right mean: only spread tells them apart, so
 * the test also shows that it would see them.
 */
#include "support/exact.h"

#include "matching.h"

#include <math.h>
#include <stdio.h>

enum { REPLICATIONS = 100000, PEOPLE = 10, N_MONTHS = 12 };

static const double piece = 4.0, visible = 50.0; /* standard errors */

typedef struct counts {
    double mean, size, consent;
    tally month, year;
} counts;

static void set_up(const simulation *s, void *context)
{
    counts *c = context;
    const struct sw_matching *p = s->scenario.values[SW_GROUP_matching];
    const sw_prior *prior = &s->scenario.priors[0];
    assert_string_equal(prior->path, "matching.accept_willing");
    c->mean = prior->a[0];
    c->size = prior->a[1];
    c->consent = 1.0 / (1.0 + exp(-p->consent));
    assert_int_equal(s->city.n_staff, PEOPLE);
}

static void look(const simulation *s, void *context)
{
    counts *c = context;
    int year = 0;
    for (int t = 0; t < N_MONTHS; t++) {
        const int pieces =
            whole_units(*recorded(s, SW_INDICATOR_side_work_hours, t), piece);
        if (t == 0)
            tally_add(&c->month, pieces);
        year += pieces;
    }
    tally_add(&c->year, year);
}

static law beta_binomial(const counts *c, int n)
{
    const law yes = law_beta_binomial(n, c->mean * c->size, (1.0 - c->mean) * c->size);
    return law_thinned(&yes, c->consent);
}

static void expect_visible(const char *what, const tally *seen, const law *wrong)
{
    const double off = variance_off(seen, wrong);
    printf("%-44s variance would be %.3f: %.0f standard errors off\n", what,
           law_moment(wrong, 2), off);
    assert_true(off > visible);
}

static void test_beta_binomial(void **state)
{
    static counts c;
    const exact_run run = {"scenarios/exact/drawn_once.cfg",
                           NULL,
                           REPLICATIONS,
                           N_MONTHS,
                           1,
                           set_up,
                           look,
                           &c};
    (void)state;
    run_exact(&run);
    const law month = beta_binomial(&c, PEOPLE);
    const law year = beta_binomial(&c, PEOPLE * N_MONTHS);
    const law person_month = law_binomial(PEOPLE, c.mean * c.consent);
    const law person_year = law_binomial(PEOPLE * N_MONTHS, c.mean * c.consent);
    law anew = {{1.0}};
    for (int t = 0; t < N_MONTHS; t++)
        anew = law_sum(&anew, &month);
    expect_law("pieces of a month", &c.month, &month, 6);
    expect_law("pieces of a year", &c.year, &year, 60);
    expect_visible("a month, if drawn anew for each person", &c.month, &person_month);
    expect_visible("a year, if drawn anew for each person", &c.year, &person_year);
    expect_visible("a year, if drawn anew every month", &c.year, &anew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_beta_binomial)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
