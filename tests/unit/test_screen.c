/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Morris screening on Morris's own function, and where nothing is to be found; polynomials
 * in place of models. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include <sidework/sensitivity.h>
#include <sidework/surrogate.h>

#include "sensitivity_models.h"

enum { FACTORS = 20 };

static int own[FACTORS];
static const sw_resampling some = {1, 300, 0.95};

/* Morris (1991), section 5; the coefficients that he draws from N(0, 1) are (-1)^i and
 * (-1)^(i + j) here. */
static double morris(const double *u, int k)
{
    double w[FACTORS + 1], y = 0;
    for (int i = 1; i <= k; i++)
        w[i] = i == 3 || i == 5 || i == 7 ? 2 * (1.1 * u[i - 1] / (u[i - 1] + 0.1) - 0.5)
                                          : 2 * (u[i - 1] - 0.5);
    for (int i = 1; i <= k; i++) {
        y += (i <= 10 ? 20 : i % 2 ? -1 : 1) * w[i];
        for (int j = i + 1; j <= k; j++) {
            y += (j <= 6 ? -15 : (i + j) % 2 ? -1 : 1) * w[i] * w[j];
            for (int l = j + 1; l <= 5; l++) {
                y += -10 * w[i] * w[j] * w[l];
                for (int s = l + 1; s <= 4; s++)
                    y += 5 * w[i] * w[j] * w[l] * w[s];
            }
        }
    }
    return y;
}

static sw_screening screen(const sw_morris_plan *plan, uint64_t seed, model_function *f)
{
    sw_points p = {0};
    sw_screening s = {0};
    assert_int_equal(sw_points_morris(&p, plan, seed), SW_OK);
    double *y = values_of(&p, f);
    assert_int_equal(sw_screen(&s, plan, &p, y, &some), SW_OK);
    free(y);
    sw_points_free(&p);
    return s;
}

static void morris_finds_morris(void **state)
{
    (void)state;
    /* his own 4 levels, from end to end; 4 trajectories as in his paper, and more */
    for (size_t trajectories = 4; trajectories <= 40; trajectories += 36) {
        const sw_morris_plan plan = {{FACTORS, FACTORS, own}, trajectories, 4, 1, 0, 1};
        sw_screening s = screen(&plan, 2, morris);
        double least = INFINITY, most = 0;
        assert_int_equal(s.variation, SW_VARIATION_CLEAR);
        assert_int_equal(s.trajectories, trajectories);
        for (int j = 0; j < 10; j++)
            least = fmin(least, s.effects[j].mu_star.value);
        for (int j = 10; j < FACTORS; j++)
            most = fmax(most, s.effects[j].mu_star.value);
        assert_true(least > 1.5 * most);
        /* 8, 9, 10 are straight, 1 ... 7 bend or interact */
        for (int j = 7; j < 10; j++) {
            assert_true(fabs(s.effects[j].mu.value - 40) <
                        5 * s.effects[j].sigma.value / sqrt((double)trajectories));
            assert_true(s.effects[j].sigma.value < 15);
            for (int i = 0; i < 7; i++)
                assert_true(s.effects[j].sigma.value < s.effects[i].sigma.value);
        }
        assert_true(isnan(s.effects[0].chance));
        assert_true(s.effects[0].mu_star.low <= s.effects[0].mu_star.value &&
                    s.effects[0].mu_star.high >= s.effects[0].mu_star.value);
        sw_screening_free(&s);
    }
}

static double straight(const double *u, int k)
{
    (void)k;
    return 3 * u[0] - 2 * u[1] + 0 * u[2] + u[3];
}

static void a_straight_model_is_its_slopes(void **state)
{
    (void)state;
    static const int group[] = {0, 1, 2, 2};
    for (int ends = 0; ends < 2; ends++) {
        const sw_morris_plan plan = {{4, 3, group}, 10, 6, ends, 0, 1};
        sw_screening s = screen(&plan, 1, straight);
        assert_true(fabs(s.effects[0].mu.value - 3) < 1e-12);
        assert_true(fabs(s.effects[1].mu.value + 2) < 1e-12);
        assert_true(fabs(s.effects[1].mu_star.value - 2) < 1e-12);
        assert_true(s.effects[1].sigma.value < 1e-6);
        assert_true(isnan(s.effects[2].mu.value)); /* a group has no direction */
        assert_true(fabs(s.effects[2].mu_star.value - 1) < 1e-12);
        sw_screening_free(&s);
    }
}

static double flat(const double *u, int k)
{
    (void)u;
    (void)k;
    return 0.004;
}

static void nothing_moves_a_constant(void **state)
{
    (void)state;
    const sw_morris_plan plan = {{4, 4, own}, 5, 4, 0, 1, 1};
    sw_screening s = screen(&plan, 1, flat);
    assert_int_equal(s.variation, SW_VARIATION_CONSTANT);
    sw_screening_free(&s);
}

/* Chance in a step of factor 2 alone: what it does depends on the future. */
static sw_screening screen_chancy(double strength, uint32_t replications)
{
    const sw_morris_plan plan = {{4, 4, own}, 30, 4, 0, 1, replications};
    sw_points p = {0};
    sw_screening s = {0};
    assert_int_equal(sw_points_morris(&p, &plan, 4), SW_OK);
    double *y = malloc(p.n * replications * sizeof *y);
    for (size_t i = 0; i < p.n; i++)
        for (uint32_t r = 0; r < replications; r++)
            y[i * replications + r] = strength * p.at[i * 4] +
                                      5 * test_chance(1, p.first[i] + r, 0) +
                                      p.at[i * 4 + 2] * test_chance(1, p.first[i] + r, 1);
    assert_int_equal(sw_screen(&s, &plan, &p, y, &some), SW_OK);
    free(y);
    sw_points_free(&p);
    return s;
}

static void chance_is_told_from_effects(void **state)
{
    (void)state;
    for (uint32_t replications = 2; replications <= 8; replications *= 4) {
        sw_screening s = screen_chancy(2, replications);
        assert_int_equal(s.variation, SW_VARIATION_CLEAR);
        assert_true(sw_effect_beyond_chance(&s.effects[0], s.trajectories));
        assert_true(s.effects[0].chance < 1e-9); /* the same futures: exactly */
        for (int j = 1; j < 5; j++)
            assert_false(sw_effect_beyond_chance(&s.effects[j], s.trajectories));
        const double sd = 1 / sqrt(replications);
        assert_true(fabs(s.effects[2].chance / sd - 1) < 0.4);
        assert_true(s.effects[4].chance > 5 * s.effects[2].chance); /* other futures */
        sw_screening_free(&s);
        s = screen_chancy(0, replications);
        assert_int_equal(s.variation, SW_VARIATION_NOISE);
        sw_screening_free(&s);
    }
}

static void failed_points_take_their_trajectory_out(void **state)
{
    (void)state;
    const sw_morris_plan plan = {{4, 4, own}, 6, 4, 0, 0, 1};
    sw_points p = {0};
    sw_screening s = {0};
    assert_int_equal(sw_points_morris(&p, &plan, 4), SW_OK);
    double *y = values_of(&p, straight);
    y[7] = y[9] = NAN;
    assert_int_equal(sw_screen(&s, &plan, &p, y, &some), SW_OK);
    assert_int_equal(s.trajectories, 5);
    assert_true(fabs(s.effects[0].mu.value - 3) < 1e-12);
    sw_screening_free(&s);
    for (size_t i = 5; i < p.n; i++)
        y[i] = NAN;
    assert_int_equal(sw_screen(&s, &plan, &p, y, &some), SW_OK);
    assert_int_equal(s.variation, SW_VARIATION_UNKNOWN);
    assert_true(isnan(s.effects[0].mu.value));
    sw_screening_free(&s);
    p.at[0] = p.at[1] = 0.77; /* two factors move: no trajectory of this plan */
    y[0] = 1;
    assert_int_equal(sw_screen(&s, &plan, &p, y, &some), SW_INPUT);
    free(y);
    sw_points_free(&p);
}

/* y = 1 + 2 (u0 - 1/2) + 6 (u0 - 1/2)(u1 - 1/2) + (u2 - 1/2)^2: of variance 1/3, 1/4, 1/180. */
static double quadratic(const double *u, int k)
{
    (void)k;
    const double a = u[0] - 0.5, b = u[1] - 0.5, c = u[2] - 0.5;
    return 1 + 2 * a + 6 * a * b + c * c;
}

static sw_surrogate fit(model_function *f, size_t n, double chance)
{
    sw_points p = {0};
    sw_surrogate s = {0};
    assert_int_equal(sw_points_latin_hypercube(&p, 4, n, 6), SW_OK);
    double *y = values_of(&p, f);
    for (size_t i = 0; i < n; i++)
        y[i] += chance * test_chance(3, (uint32_t)i, 0);
    assert_int_equal(sw_surrogate_fit(&s, 4, n, p.at, y, 1, chance * chance), SW_OK);
    free(y);
    sw_points_free(&p);
    return s;
}

static void a_polynomial_is_found(void **state)
{
    (void)state;
    const double all = 1.0 / 3 + 1.0 / 4 + 1.0 / 180;
    const double u[] = {0.1, 0.9, 0.3, 0.5};
    static const int together[] = {0, 0, 1, 2};
    double first[4], total[4];
    sw_surrogate s = fit(quadratic, 80, 0);
    sw_surrogate_indices(&s, &(sw_grouping){4, 4, own}, first, total);
    assert_int_equal(s.terms, SW_TERMS_PAIRS);
    assert_int_equal(s.trust, SW_TRUST_GOOD);
    assert_true(s.q2 > 0.9999 && s.q2 <= 1);
    assert_true(fabs(sw_surrogate_at(&s, u) - quadratic(u, 4)) < 1e-3);
    assert_true(fabs(first[0] - 1 / (3 * all)) < 1e-3);
    assert_true(fabs(total[0] - (1 - 1 / (180 * all))) < 1e-3);
    assert_true(fabs(total[1] - 1 / (4 * all)) < 1e-3 && first[1] < 1e-3);
    assert_true(total[3] < 1e-6);
    sw_surrogate_indices(&s, &(sw_grouping){4, 3, together}, first, total);
    assert_true(fabs(first[0] - (1 - 1 / (180 * all))) < 1e-3 &&
                fabs(total[0] - first[0]) < 1e-3 &&
                fabs(first[1] - 1 / (180 * all)) < 1e-3);
    sw_surrogate_free(&s);
}

static void chance_lowers_the_ceiling(void **state)
{
    (void)state;
    sw_surrogate s = fit(quadratic, 300, 0.5);
    assert_true(fabs(s.ceiling - 0.7) < 0.1 && s.q2 < s.ceiling + 0.1 && s.q2 > 0.5);
    assert_int_equal(s.trust, SW_TRUST_GOOD);
    sw_surrogate_free(&s);
}

static double rough(const double *u, int k)
{
    (void)k;
    return sin(40 * u[0]) + sin(37 * u[1]);
}

static void a_polynomial_that_fails_says_so(void **state)
{
    (void)state;
    sw_surrogate s = fit(rough, 120, 0);
    assert_int_equal(s.trust, SW_TRUST_NONE);
    assert_true(s.q2 < 0.3);
    sw_surrogate_free(&s);
    s = fit(flat, 50, 0);
    assert_int_equal(s.trust, SW_TRUST_UNDEFINED);
    double first[4], total[4];
    sw_surrogate_indices(&s, &(sw_grouping){4, 4, own}, first, total);
    assert_true(isnan(first[0]) && isnan(total[3]) && isnan(s.q2));
    sw_surrogate_free(&s);
    s = fit(quadratic, 4, 0); /* not even a line a factor */
    assert_int_equal(s.trust, SW_TRUST_UNDEFINED);
    sw_surrogate_free(&s);
}

/* Q2 by refitting without each block, with the terms and the strength that were chosen. */
static void left_out_blocks_are_left_out(void **state)
{
    (void)state;
    enum { N = 60, BLOCK = 5 };
    sw_points p = {0};
    sw_surrogate s = {0};
    assert_int_equal(sw_points_random(&p, 3, N, 6), SW_OK);
    double *y = values_of(&p, ishigami), press = 0, square = 0;
    assert_int_equal(sw_surrogate_fit(&s, 3, N, p.at, y, BLOCK, 0), SW_OK);
    for (size_t b = 0; b < N; b += BLOCK) {
        double x[N][10], a[10][11] = {{0}};
        for (size_t i = 0; i < N; i++) { /* the same basis, written once more */
            const double *u = p.at + 3 * i;
            int t = 0;
            x[i][t++] = 1;
            for (int j = 0; j < 3; j++)
                x[i][t++] = sqrt(3) * (2 * u[j] - 1);
            for (int j = 0; j < 3; j++)
                x[i][t++] = sqrt(5) * (6 * u[j] * u[j] - 6 * u[j] + 1);
            for (int j = 0; j < 3; j++)
                for (int m = j + 1; m < 3; m++)
                    x[i][t++] = 3 * (2 * u[j] - 1) * (2 * u[m] - 1);
        }
        for (size_t i = 0; i < N; i++)
            for (int r = 0; (i < b || i >= b + BLOCK) && r < s.n_terms; r++) {
                for (int c = 0; c < s.n_terms; c++)
                    a[r][c] += x[i][r] * x[i][c];
                a[r][s.n_terms] += x[i][r] * y[i];
            }
        for (int r = 1; r < s.n_terms; r++)
            a[r][r] += N * s.ridge;
        for (int r = 0; r < s.n_terms; r++) /* Gauss and Jordan */
            for (int q = 0; q < s.n_terms; q++) {
                const double factor = a[q][r] / a[r][r];
                for (int c = r; q != r && c <= s.n_terms; c++)
                    a[q][c] -= factor * a[r][c];
            }
        for (size_t i = b; i < b + BLOCK; i++) {
            double e = y[i];
            for (int r = 0; r < s.n_terms; r++)
                e -= x[i][r] * a[r][s.n_terms] / a[r][r];
            press += e * e;
        }
    }
    for (size_t i = 0; i < N; i++)
        square += (y[i] - s.mean) * (y[i] - s.mean);
    assert_true(fabs(s.q2 - (1 - press / square)) < 1e-9);
    free(y);
    sw_points_free(&p);
    sw_surrogate_free(&s);
}

int main(void)
{
    for (int j = 0; j < FACTORS; j++)
        own[j] = j;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(morris_finds_morris),
        cmocka_unit_test(a_straight_model_is_its_slopes),
        cmocka_unit_test(nothing_moves_a_constant),
        cmocka_unit_test(chance_is_told_from_effects),
        cmocka_unit_test(failed_points_take_their_trajectory_out),
        cmocka_unit_test(a_polynomial_is_found),
        cmocka_unit_test(chance_lowers_the_ceiling),
        cmocka_unit_test(a_polynomial_that_fails_says_so),
        cmocka_unit_test(left_out_blocks_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
