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
 *
 * With simulation.repeats = R the R worlds of a draw share a, so what is not known and
 * what is chance come apart, and both are known: of n pieces in the month
 *
 *     between = n^2 c^2 m (1 - m) / (z + 1)
 *     within  = n c m - n c^2 E a^2,  E a^2 = m^2 + m (1 - m) / (z + 1)
 *
 * and the pieces of a whole draw are the beta-binomial of n R people.
 */
#include "support/exact.h"

#include "matching.h"
#include "nested.h"

#include <math.h>
#include <stdio.h>

enum { REPEATS = 10 };
enum { REPLICATIONS = 100000, PEOPLE = 10, N_MONTHS = 12 };

static const double piece = 4.0, visible = 50.0; /* standard errors */

typedef struct counts {
    double mean, size, consent;
    tally month, year;
    int of_draw;
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

static double pieces_of[REPLICATIONS], scratch[3 * REPLICATIONS / REPEATS + 3];

static void look_at_first_month(const simulation *s, void *context)
{
    counts *c = context;
    const int pieces = whole_units(*recorded(s, SW_INDICATOR_side_work_hours, 0), piece);
    const uint32_t r = s->world.replication;
    pieces_of[r] = pieces;
    if (r % REPEATS == 0)
        tally_add(&c->month, pieces);
    c->of_draw = (r % REPEATS ? c->of_draw : 0) + pieces;
    if (r % REPEATS == REPEATS - 1)
        tally_add(&c->year, c->of_draw);
}

/* Mean squares within the draws, with the standard error that their own spread gives. */
static double within_error(void)
{
    const int n = REPLICATIONS / REPEATS;
    double sum = 0, squares = 0;
    for (int d = 0; d < n; d++) {
        double mean = 0, w = 0;
        for (int r = 0; r < REPEATS; r++)
            mean += pieces_of[d * REPEATS + r] / REPEATS;
        for (int r = 0; r < REPEATS; r++)
            w += pow(pieces_of[d * REPEATS + r] - mean, 2) / (REPEATS - 1);
        sum += w / n;
        squares += w * w / n;
    }
    return sqrt((squares - sum * sum) / n);
}

static void expect_near(const char *what, double seen, double exact, double error)
{
    printf("%-44s %.4f, exact %.4f: %.1f standard errors off\n", what, seen, exact,
           (seen - exact) / error);
    assert_true(fabs(seen - exact) < 4.9 * error);
}

static void test_nested(void **state)
{
    static counts c;
    static const char *const settings[] = {"simulation.repeats=10", NULL};
    const exact_run run = {"scenarios/exact/drawn_once.cfg",
                           settings,
                           REPLICATIONS,
                           1,
                           1,
                           set_up,
                           look_at_first_month,
                           &c};
    (void)state;
    run_exact(&run);
    const law month = beta_binomial(&c, PEOPLE);
    const law whole = beta_binomial(&c, PEOPLE * REPEATS);
    expect_law("first month of each draw", &c.month, &month, 6);
    expect_law("all months of a draw", &c.year, &whole, 40);
    law apart = {{1.0}};
    for (int r = 0; r < REPEATS; r++)
        apart = law_sum(&apart, &month);
    expect_visible("a draw, if its replications shared nothing", &c.year, &apart);
    const double m = c.mean, z = c.size, k = c.consent;
    const double spread = m * (1 - m) / (z + 1);
    const double between = PEOPLE * PEOPLE * k * k * spread;
    const double within = PEOPLE * (k * m - k * k * (m * m + spread));
    const double draws = REPLICATIONS / (double)REPEATS;
    const double variance = law_moment(&whole, 2);
    const double error = sqrt((law_moment(&whole, 4) - variance * variance) / draws) /
                         (REPEATS * REPEATS); /* of MSB / R */
    const sw_anova a = sw_anova_of(pieces_of, REPLICATIONS, REPEATS, scratch);
    expect_near("variance between draws", a.between, between,
                error + within_error() / REPEATS);
    expect_near("variance within a draw", a.within, within, within_error());
    printf("share not known %.4f (%.4f - %.4f), exact %.4f\n", a.share, a.low, a.high,
           between / (between + within));
    assert_true(a.low < between / (between + within));
    assert_true(a.high > between / (between + within));
    assert_true(a.high - a.low < 0.03);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_beta_binomial),
                                       cmocka_unit_test(test_nested)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
