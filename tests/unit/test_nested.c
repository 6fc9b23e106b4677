/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What replications that share draws say: the split of a spread against hand-made numbers,
 * and by simulation whether its 95 % interval and the clustered interval of a probability
 * hold what they say, with normal, skewed and 0/1 outcomes; as a negative control, that the
 * interval of independent replications does not.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <sidework/arithmetic.h>
#include <sidework/prior.h>
#include <sidework/random.h>
#include <sidework/summary.h>

#include "nested.h"

enum { MOST = 4000, TRIALS = 1000 };

static double x[MOST], scratch[3 * MOST + 3];

static int near(double a, double b)
{
    return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static void test_by_hand(void **state)
{
    static const double values[] = {1, 3, 5, 7, 9, 11};
    const sw_anova a = sw_anova_of(values, 6, 2, scratch);
    (void)state;
    assert_true(near(a.within, 2) && near(a.between, 15) && near(a.share, 15.0 / 17));
    assert_true(a.n == 6 && a.n_draws == 3 && a.low < a.share && a.high > a.share);
    /* a missing value, and a last draw that is not full: n_0 = (6 - 14 / 6) / 2 */
    static const double uneven[] = {1, NAN, 3, 5, 7, 9, 20, NAN, NAN};
    const sw_anova b = sw_anova_of(uneven, 7, 3, scratch);
    const double msb = (2 * 5.5 * 5.5 + 3 * 0.5 * 0.5 + 12.5 * 12.5) / 2;
    assert_true(near(b.within, 10.0 / 3));
    assert_true(near(b.between, (msb - 10.0 / 3) / ((6 - 14.0 / 6) / 2)));
}

/* Draws that differ less than chance: below 0, and said so. Too little: not a number. */
static void test_edges(void **state)
{
    static const double alike[] = {1, 3, 3, 1, 2, 2, 1, 3};
    static const double same[] = {0, 0, 0, 0}, one[] = {1, 2, 3};
    static const double only_between[] = {0, 0, 1, 1, 0, 0};
    (void)state;
    const sw_anova a = sw_anova_of(alike, 8, 2, scratch);
    assert_true(near(a.within, 1.5) && near(a.between, -0.75) && near(a.share, -1));
    assert_true(isnan(sw_anova_of(same, 4, 2, scratch).share));
    assert_true(isnan(sw_anova_of(one, 3, 3, scratch).share));
    assert_true(isnan(sw_anova_of(one, 3, 1, scratch).share));
    const sw_anova b = sw_anova_of(only_between, 6, 2, scratch);
    assert_true(near(b.share, 1) && isnan(b.low) && isnan(b.high));
    assert_true(near(sw_design_effect(only_between, 6, 2), 2));
    assert_true(near(sw_design_effect(same, 4, 2), 2));  /* nothing is known */
    assert_true(near(sw_design_effect(alike, 8, 2), 2)); /* four draws */
    assert_true(near(sw_design_effect(alike, 8, 1), 1));
    for (int i = 0; i < 12; i++)
        x[i] = i % 2; /* six draws, the same mean in all */
    assert_true(near(sw_design_effect(x, 12, 2), 1));
    x[2] = 1;
    x[5] = 0; /* means 1/2, 1, 0, then 1/2: 6 / 5 of 2 / 3 */
    assert_true(near(sw_design_effect(x, 12, 2), 1));
    double means[] = {1, 3, NAN, 4, NAN, NAN, 9};
    assert_int_equal(sw_count_draws(means, 7, 2), 3);
    assert_int_equal(sw_draw_means(means, 7, 2), 4);
    assert_true(means[0] == 2 && means[1] == 4 && isnan(means[2]) && means[3] == 9);
}

static double uniform(uint32_t trial, uint32_t who, uint32_t purpose)
{
    const sw_words w =
        sw_draw(sw_key_of(4711, trial, SW_STREAM_PLAN, (int)purpose), who, 0);
    return sw_uniform53(w.w[0], w.w[1]);
}

static double normal(uint32_t trial, uint32_t who, uint32_t purpose)
{
    return sw_normal_d(uniform(trial, who, purpose));
}

/* A world whose split is known. */
typedef struct world {
    const char *name;
    int kind; /* 0 normal, 1 skewed, 2 hits */
    int draws, repeats;
    double a, b; /* standard deviations between and within; mean and size of the beta */
} world;

static double true_share(const world *w)
{
    const double skewed = (exp(w->a * w->a) - 1) * exp(w->a * w->a);
    const double between = w->kind == 0 ? w->a * w->a : skewed;
    return w->kind == 2 ? 1 / (w->b + 1) : between / (between + w->b * w->b);
}

static void fill(const world *w, uint32_t trial)
{
    const sw_prior prior = {.key = 77,
                            .distribution = SW_DISTRIBUTION_beta,
                            .a = {w->a, w->b, 0},
                            .min = 0,
                            .max = 1};
    for (int d = 0; d < w->draws; d++) {
        const double z = normal(trial, (uint32_t)d, 1);
        const double p =
            w->kind == 2 ? sw_prior_draw(&prior, 99 + trial, (uint32_t)d) : 0;
        for (int r = 0; r < w->repeats; r++) {
            const int i = d * w->repeats + r;
            if (w->kind == 2)
                x[i] = uniform(trial, (uint32_t)i, 2) < p;
            else
                x[i] = (w->kind == 0 ? w->a * z : exp(w->a * z)) +
                       w->b * normal(trial, (uint32_t)i, 2);
        }
    }
}

/* Coverage of the share's interval, and the mean of the estimate. least: what was measured
 * (the printed figures are repeated by every run, as random numbers are keyed), less a
 * little; skewed and rare outcomes are known to be covered less often (nested.c). */
static void cover_share(const world *w, double least)
{
    const size_t n = (size_t)(w->draws * w->repeats);
    const double share = true_share(w);
    double sum = 0, squares = 0;
    int covered = 0, known = 0;
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        fill(w, trial);
        const sw_anova a = sw_anova_of(x, n, (size_t)w->repeats, scratch);
        if (isnan(a.low))
            continue;
        known++;
        covered += a.low <= share && share <= a.high;
        sum += a.share;
        squares += a.share * a.share;
    }
    const double mean = sum / known;
    printf("%-26s share %.3f, mean estimate %.3f (sd %.3f), covered %.1f %% of %d\n",
           w->name, share, mean, sqrt(squares / known - mean * mean),
           100.0 * covered / known, known);
    assert_true(known > 0.99 * TRIALS);
    assert_true(covered >= least * known);
}

static void test_share(void **state)
{
    static const world worlds[] = {{"normal 30 x 10", 0, 30, 10, 1, 1},
                                   {"normal 100 x 10", 0, 100, 10, 1, 3},
                                   {"normal 100 x 2", 0, 100, 2, 1, 1},
                                   {"normal, none", 0, 100, 10, 0, 1},
                                   {"hits 100 x 10", 2, 100, 10, 0.3, 4},
                                   {"hits 30 x 10", 2, 30, 10, 0.5, 2},
                                   {"skewed 100 x 10", 1, 100, 10, 0.5, 1},
                                   {"skewed 30 x 10", 1, 30, 10, 0.5, 0.5},
                                   {"rare hits 100 x 10", 2, 100, 10, 0.03, 10}};
    static const double least[] = {0.93, 0.93, 0.93, 0.93, 0.93, 0.93, 0.88, 0.88, 0.85};
    (void)state;
    for (size_t k = 0; k < sizeof worlds / sizeof *worlds; k++)
        cover_share(&worlds[k], least[k]);
}

static void cover_probability(const world *w, double least, double most_plain)
{
    const size_t n = (size_t)(w->draws * w->repeats);
    int covered = 0, plain = 0;
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        double low, high, hits = 0;
        fill(w, trial);
        for (size_t i = 0; i < n; i++)
            hits += x[i];
        const double p = hits / (double)n;
        const double effect = sw_design_effect(x, n, (size_t)w->repeats);
        sw_wilson_clustered(p, sqrt(p * (1 - p) / (double)n * effect), w->draws, 0.95,
                            &low, &high);
        covered += low <= w->a && w->a <= high;
        sw_wilson(hits, (double)n, 0.95, &low, &high);
        plain += low <= w->a && w->a <= high;
    }
    printf("%-26s P %.3f: clustered covers %.1f %%, as if independent %.1f %%\n", w->name,
           w->a, 100.0 * covered / TRIALS, 100.0 * plain / TRIALS);
    assert_true(covered >= least * TRIALS);
    assert_true(plain <= most_plain * TRIALS);
}

static void test_probability(void **state)
{
    static const world worlds[] = {{"hits 100 x 10", 2, 100, 10, 0.3, 2},
                                   {"hits 30 x 10", 2, 30, 10, 0.5, 2},
                                   {"hits 20 x 50", 2, 20, 50, 0.3, 4},
                                   {"rare hits 100 x 10", 2, 100, 10, 0.03, 3},
                                   {"nearly sure 100 x 10", 2, 100, 10, 0.95, 2},
                                   {"all or nothing 50 x 20", 2, 50, 20, 0.02, 1},
                                   {"rare 200 x 10", 2, 200, 10, 0.01, 1},
                                   {"hardly shared 100 x 10", 2, 100, 10, 0.3, 1000}};
    (void)state;
    for (size_t k = 0; k < sizeof worlds / sizeof *worlds; k++)
        cover_probability(&worlds[k], 0.93, worlds[k].b > 100 ? 1 : 0.8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand), cmocka_unit_test(test_edges),
        cmocka_unit_test(test_share), cmocka_unit_test(test_probability)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
