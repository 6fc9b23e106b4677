/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons of runs whose replications share draws. Where all replications of a draw are
 * alike, they say no more than one: a run of 40 draws of 5 must compare as the 40 draws by
 * themselves do; where draws do not matter, sharing them costs nothing to speak of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include <sidework/compare.h>
#include <sidework/random.h>

#include "unit/sample_results.h"

enum { DRAWS = 40, REPEATS = 5 };

static sw_diagnostics d;

static double uniform(uint32_t who, uint32_t file)
{
    const sw_words w = sw_draw(sw_key_of(3, file, SW_STREAM_PLAN, 0), who, 0);
    return sw_uniform53(w.w[0], w.w[1]);
}

/* alike: what the replications of a draw have in common is all of a rate; else nothing. */
static void add(sw_comparison *c, uint32_t file, uint32_t repeats, int alike)
{
    sw_results r = {0};
    sw_summary none = {0};
    sample_results(&r, DRAWS * repeats, 4, 0);
    r.repeats = repeats;
    for (uint32_t k = 0; k < DRAWS * repeats; k++) {
        const uint32_t who = alike ? k / repeats : k;
        for (int y = 0; y < 4; y++) /* 4 % of futures reach 3 % more with file 1 */
            sample_at(&r, "side_work_rate_annual", k)[y] =
                0.05 * uniform(who, 0) + (file ? 0.01 * uniform(who, 1) - 0.003 : 0);
    }
    assert_int_equal(sw_comparison_add(c, &r, &none, file ? "b" : "a", &d), SW_OK);
}

static void make(sw_comparison *c, uint32_t repeats, int alike)
{
    memset(c, 0, sizeof *c);
    sw_diagnostics_init(&d, SW_ENGLISH);
    add(c, 0, repeats, alike);
    add(c, 1, repeats, alike);
    if (sw_comparison_make(c, "staff", &d) != SW_OK)
        fail_msg("%s", d.text);
}

static const sw_contrast *row(const sw_comparison *c, const char *name, double threshold)
{
    for (int o = 0; o < c->n_outcomes; o++)
        if (strcmp(c->outcomes[o].name, name) == 0 &&
            (isnan(threshold) || c->outcomes[o].threshold == threshold))
            return &c->contrasts[o];
    fail_msg("no outcome %s", name);
    return NULL;
}

static void near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.12g is not within %g of %.12g", a, tolerance, b);
}

static void test_alike(void **state)
{
    sw_comparison shared, alone;
    (void)state;
    make(&shared, REPEATS, 1);
    make(&alone, 1, 1);
    const sw_contrast *a = row(&shared, "side_work_rate_annual", NAN);
    const sw_contrast *b = row(&alone, "side_work_rate_annual", NAN);
    assert_int_equal(shared.files[1].unpaired, 0);
    assert_true(a->n_base == DRAWS * REPEATS && b->n_base == DRAWS);
    near(a->difference, b->difference, 1e-12);
    near(a->low, b->low, 1e-12);
    near(a->high, b->high, 1e-12);
    near(a->p, b->p, 1e-9);
    near(a->needed, REPEATS * b->needed, 1e-9);
    const sw_contrast *p = row(&shared, "p_ever_reached", 0.03);
    const sw_contrast *q = row(&alone, "p_ever_reached", 0.03);
    near(p->difference, q->difference, 1e-12);
    assert_true(p->other_only == REPEATS * q->other_only);
    assert_true(p->low <= q->low && p->high >= q->high); /* Student's t for 40 draws */
    assert_true(p->high - p->low < 1.15 * (q->high - q->low));
    near(shared.best_low[1], alone.best_low[1], 0.03);
    sw_comparison_free(&shared);
    sw_comparison_free(&alone);
}

static void test_apart(void **state)
{
    sw_comparison shared, alone;
    (void)state;
    make(&shared, REPEATS, 0);
    make(&alone, 1, 1);
    const sw_contrast *a = row(&shared, "side_work_rate_annual", NAN);
    const sw_contrast *b = row(&alone, "side_work_rate_annual", NAN);
    const double narrower = (b->high - b->low) / (a->high - a->low);
    near(narrower, sqrt(REPEATS), 0.6);
    const sw_contrast *p = row(&shared, "p_ever_reached", 0.03);
    const sw_contrast *q = row(&alone, "p_ever_reached", 0.03);
    assert_true(p->high - p->low < 0.7 * (q->high - q->low));
    sw_comparison_free(&shared);
    sw_comparison_free(&alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_alike),
                                       cmocka_unit_test(test_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
