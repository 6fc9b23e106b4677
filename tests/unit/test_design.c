/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Designs: each point where the design says it is, as even as it should be, and the same
 * from the same seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "sensitivity_models.h"

enum { K = 5 };

static double at(const sw_points *p, size_t i, int j)
{
    return p->at[i * (size_t)p->k + (size_t)j];
}

/* Each of n cells of factor j holds one of the n points. */
static int one_a_stratum(const sw_points *p, int j)
{
    static unsigned char seen[4096];
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < p->n; i++) {
        const double u = at(p, i, j);
        if (!(u > 0 && u < 1) || seen[(size_t)(u * (double)p->n)]++)
            return 0;
    }
    return 1;
}

static void latin_hypercube_has_one_point_a_stratum(void **state)
{
    (void)state;
    sw_points p = {0}, again = {0}, other = {0};
    for (size_t n = 1; n <= 1000; n = n * 3 + 1) {
        assert_int_equal(sw_points_latin_hypercube(&p, 60, n, 7), SW_OK);
        for (int j = 0; j < 60; j++)
            assert_true(one_a_stratum(&p, j));
        sw_points_free(&p);
    }
    assert_int_equal(sw_points_latin_hypercube(&p, K, 300, 7), SW_OK);
    assert_int_equal(sw_points_latin_hypercube(&again, K, 300, 7), SW_OK);
    assert_int_equal(sw_points_latin_hypercube(&other, K, 300, 8), SW_OK);
    assert_memory_equal(p.at, again.at, 300 * K * sizeof *p.at);
    assert_memory_not_equal(p.at, other.at, 300 * K * sizeof *p.at);
    /* strata of two factors are unrelated: 5 standard errors */
    double sum = 0;
    for (size_t i = 0; i < p.n; i++)
        sum += (at(&p, i, 0) - 0.5) * (at(&p, i, 1) - 0.5);
    assert_true(fabs(sum / 300 * 12) < 5 / sqrt(300));
    sw_points_free(&p);
    sw_points_free(&again);
    sw_points_free(&other);
    /* the control of this test: independent points do not pass */
    assert_int_equal(sw_points_random(&p, K, 300, 7), SW_OK);
    assert_false(one_a_stratum(&p, 0));
    sw_points_free(&p);
}

static void sobol_points_are_a_net(void **state)
{
    (void)state;
    sw_points p = {0}, more = {0};
    assert_int_equal(sw_points_sobol(&p, SW_SOBOL_FACTORS, 1024, 3), SW_OK);
    assert_int_equal(sw_points_sobol(&more, SW_SOBOL_FACTORS, 1500, 3), SW_OK);
    for (int j = 0; j < SW_SOBOL_FACTORS; j++)
        assert_true(one_a_stratum(&p, j));
    /* longer: the first points stay */
    assert_memory_equal(p.at, more.at, 1024 * SW_SOBOL_FACTORS * sizeof *p.at);
    /* the first two dimensions are a (0, 10, 2)-net: every box of 2^-a by 2^-(10 - a) */
    for (int a = 0; a <= 10; a++) {
        unsigned char seen[1024] = {0};
        for (size_t i = 0; i < p.n; i++) {
            const int x = (int)(at(&p, i, 0) * (1 << a)),
                      y = (int)(at(&p, i, 1) * (1 << (10 - a)));
            assert_int_equal(seen[(x << (10 - a)) + y]++, 0);
        }
    }
    sw_points_free(&p);
    sw_points_free(&more);
}

static void a_scrambled_point_is_uniform(void **state)
{
    (void)state;
    enum { SEEDS = 400 };
    double sum[3] = {0}, square[3] = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        sw_points p = {0};
        assert_int_equal(sw_points_sobol(&p, 3, 6, seed), SW_OK);
        for (int j = 0; j < 3; j++) {
            sum[j] += at(&p, (size_t)j * 2, j);
            square[j] += at(&p, (size_t)j * 2, j) * at(&p, (size_t)j * 2, j);
        }
        sw_points_free(&p);
    }
    for (int j = 0; j < 3; j++) { /* 5 standard errors of u and u^2 */
        assert_true(fabs(sum[j] / SEEDS - 1.0 / 2) < 5 * sqrt(1.0 / 12 / SEEDS));
        assert_true(fabs(square[j] / SEEDS - 1.0 / 3) < 5 * sqrt(4.0 / 45 / SEEDS));
    }
}

/* Square of the L2 star discrepancy (Warnock 1972). */
static double discrepancy(const sw_points *p)
{
    const double n = (double)p->n;
    double first = 0, second = 0;
    for (size_t i = 0; i < p->n; i++) {
        double product = 1;
        for (int j = 0; j < p->k; j++)
            product *= (1 - at(p, i, j) * at(p, i, j)) / 2;
        first += product;
        for (size_t m = 0; m < p->n; m++) {
            product = 1;
            for (int j = 0; j < p->k; j++)
                product *= 1 - fmax(at(p, i, j), at(p, m, j));
            second += product;
        }
    }
    return pow(3, -p->k) - 2 / n * first + second / (n * n);
}

static void sobol_is_evener_than_chance(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        sw_points even = {0}, random = {0};
        assert_int_equal(sw_points_sobol(&even, K, 512, seed), SW_OK);
        assert_int_equal(sw_points_random(&random, K, 512, seed), SW_OK);
        assert_true(discrepancy(&even) < discrepancy(&random) / 4);
        sw_points_free(&even);
        sw_points_free(&random);
    }
}

static void a_trajectory_moves_one_group_at_a_time(void **state)
{
    (void)state;
    static const int group[] = {0, 1, 1, 2, 0, 3};
    enum { TRAJECTORIES = 600, P = 8 };
    int used[6][P] = {{0}}, up = 0;
    for (int ends = 0; ends < 2; ends++) {
        const sw_morris_plan plan = {{6, 4, group}, TRAJECTORIES, P, ends, 1, 3};
        const double step = ends ? 4.0 / 7 : 0.5;
        sw_points p = {0};
        assert_int_equal(sw_morris_length(&plan), 6);
        assert_int_equal(sw_points_morris(&p, &plan, 5), SW_OK);
        assert_int_equal(p.n, TRAJECTORIES * 6);
        for (size_t t = 0; t < TRAJECTORIES; t++) {
            unsigned moved = 0;
            for (size_t s = 0; s < 4; s++) {
                const size_t i = t * 6 + s;
                int mover = -1;
                for (int j = 0; j < 6; j++) {
                    const double by = at(&p, i + 1, j) - at(&p, i, j);
                    if (by == 0)
                        continue;
                    assert_true(mover < 0 || mover == group[j]);
                    mover = group[j];
                    assert_true(fabs(fabs(by) - step) < 1e-12);
                    up += by > 0;
                }
                assert_true(mover >= 0 && !(moved & 1u << mover));
                moved |= 1u << mover;
                for (int j = 0; j < 6; j++)
                    assert_true(group[j] != mover || at(&p, i + 1, j) != at(&p, i, j));
                assert_int_equal(p.first[i + 1], p.first[t * 6]);
            }
            /* the control: the first point, other futures, nobody else's */
            assert_memory_equal(p.at + t * 36, p.at + t * 36 + 30, 6 * sizeof *p.at);
            for (size_t i = 0; t > 0 && i < 6; i++)
                assert_true(p.first[t * 6 + i] >= p.first[t * 6 - 1] + 3);
            assert_true(p.first[t * 6 + 5] >= p.first[t * 6] + 3);
            for (int j = 0; j < 6; j++)
                used[j][(int)(at(&p, t * 6, j) * (ends ? P - 0.999 : P))]++;
        }
        sw_points_free(&p);
    }
    for (int j = 0; j < 6; j++)
        for (int l = 0; l < P; l++) /* 150 each, 5 standard deviations */
            assert_true(abs(used[j][l] - 150) < 58);
    assert_true(abs(up - 3600) < 212);
}

static void rows_hold_their_blocks(void **state)
{
    (void)state;
    static const int group[] = {0, 1, 1, 2};
    for (int sampling = SW_SAMPLING_SOBOL; sampling <= SW_SAMPLING_RANDOM; sampling++) {
        const sw_saltelli_plan plan = {
            {4, 3, group}, 40, (enum sw_sampling)sampling, 1, 1, 2};
        sw_points p = {0};
        assert_int_equal(sw_saltelli_length(&plan), 9);
        assert_int_equal(sw_points_saltelli(&p, &plan, 5), SW_OK);
        for (size_t i = 0; i < 40; i++)
            for (int j = 0; j < 4; j++) {
                const double a = at(&p, i * 9, j), b = at(&p, i * 9 + 1, j);
                assert_true(a != b);
                for (int g = 0; g < 3; g++) {
                    assert_true(at(&p, i * 9 + 2 + (size_t)g, j) ==
                                (group[j] == g ? b : a));
                    assert_true(at(&p, i * 9 + 5 + (size_t)g, j) ==
                                (group[j] == g ? a : b));
                }
                assert_true(at(&p, i * 9 + 8, j) == a);
                assert_int_equal(p.first[i * 9 + 7], p.first[i * 9]);
                assert_int_equal(p.first[i * 9], i * 2 * SW_CUBE_REPLICATIONS);
                assert_int_equal(p.first[i * 9 + 8] - p.first[i * 9],
                                 SW_CUBE_REPLICATIONS);
            }
        sw_points_free(&p);
    }
}

static void the_best_sampling_is_said(void **state)
{
    (void)state;
    static int own[64];
    sw_saltelli_plan plan = {{20, 20, own}, 512, SW_SAMPLING_BEST, 0, 0, 1};
    assert_int_equal(sw_saltelli_sampling(&plan), SW_SAMPLING_SOBOL);
    plan.rows = 511;
    assert_int_equal(sw_saltelli_sampling(&plan), SW_SAMPLING_LATIN);
    plan.rows = 512;
    plan.factors.k = 21;
    assert_int_equal(sw_saltelli_sampling(&plan), SW_SAMPLING_LATIN);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const int own[] = {0, 1, 2}, gap[] = {0, 2, 2}, beyond[] = {0, 1, 3};
    sw_points p = {0};
    sw_morris_plan morris = {{3, 3, own}, 4, 4, 0, 0, 1};
    sw_saltelli_plan saltelli = {{3, 3, own}, 4, SW_SAMPLING_BEST, 0, 0, 1};
    assert_int_equal(sw_points_sobol(&p, SW_SOBOL_FACTORS + 1, 8, 1), SW_INPUT);
    assert_int_equal(sw_points_random(&p, 0, 8, 1), SW_INPUT);
    assert_int_equal(sw_points_random(&p, SW_CUBE_FACTORS + 1, 8, 1), SW_INPUT);
    assert_int_equal(sw_points_latin_hypercube(&p, 3, 0, 1), SW_INPUT);
    assert_int_equal(sw_points_random(&p, 3, (size_t)SW_CUBE_POINTS + 1, 1), SW_INPUT);
    morris.levels = 5;
    assert_int_equal(sw_points_morris(&p, &morris, 1), SW_INPUT);
    morris.levels = 4;
    morris.factors.group = gap;
    assert_int_equal(sw_points_morris(&p, &morris, 1), SW_INPUT);
    saltelli.factors.group = beyond;
    assert_int_equal(sw_points_saltelli(&p, &saltelli, 1), SW_INPUT);
    saltelli.factors.group = own;
    saltelli.replications = 0;
    assert_int_equal(sw_points_saltelli(&p, &saltelli, 1), SW_INPUT);
    saltelli.replications = SW_CUBE_REPLICATIONS + 1;
    assert_int_equal(sw_points_saltelli(&p, &saltelli, 1), SW_INPUT);
    saltelli.replications = 1;
    saltelli.rows = SW_CUBE_ROWS + 1;
    assert_int_equal(sw_points_saltelli(&p, &saltelli, 1), SW_INPUT);
    assert_null(p.at);
    sw_points_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_hypercube_has_one_point_a_stratum),
        cmocka_unit_test(sobol_points_are_a_net),
        cmocka_unit_test(a_scrambled_point_is_uniform),
        cmocka_unit_test(sobol_is_evener_than_chance),
        cmocka_unit_test(a_trajectory_moves_one_group_at_a_time),
        cmocka_unit_test(rows_hold_their_blocks),
        cmocka_unit_test(the_best_sampling_is_said),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
