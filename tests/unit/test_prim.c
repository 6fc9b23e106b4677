/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PRIM: a planted box is found, in noise there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include <sidework/prim.h>

#include "sensitivity_models.h"

enum { N = 600, K = 5 };

/* Fewer shuffles and halves than usual: this is built with sanitizers. */
static sw_prim_options options(uint64_t seed)
{
    sw_prim_options o = SW_PRIM_OPTIONS(seed);
    o.shuffles = 39;
    o.halves = 12;
    return o;
}

static sw_points points(uint64_t seed)
{
    sw_points p = {0};
    assert_int_equal(sw_points_latin_hypercube(&p, K, N, seed), SW_OK);
    return p;
}

static int in_planted_box(const double *u)
{
    return u[1] > 0.6 && u[3] > 0.2 && u[3] < 0.7;
}

static void a_planted_box_is_found(void **state)
{
    (void)state;
    const sw_prim_options o = options(1);
    sw_points p = points(1);
    double y[N];
    sw_prim prim = {0};
    for (size_t i = 0; i < N; i++)
        y[i] = in_planted_box(p.at + i * K);
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, NULL, &o), SW_OK);
    assert_int_equal(prim.n_boxes, 1);
    const sw_prim_box *box = &prim.boxes[0];
    assert_true(fabs(prim.density - 0.2) < 0.03);
    assert_true(box->density > 0.97 && box->coverage > 0.97);
    assert_true(box->held_density > 0.8 && box->held_coverage > 0.7);
    assert_true(box->p < 0.05);
    assert_true(fabs(box->mass - (double)box->n / N) < 1e-12);
    assert_true(fabs(box->limits[1].low - 0.6) < 0.02 && box->limits[1].high == INFINITY);
    assert_true(fabs(box->limits[3].low - 0.2) < 0.02 &&
                fabs(box->limits[3].high - 0.7) < 0.02);
    assert_true(box->limits[1].quasi_p < 1e-9 && box->limits[3].quasi_p < 1e-9);
    assert_true(box->limits[1].again == 1 && box->limits[3].again == 1);
    for (int j = 0; j < K; j++)
        if (j != 1 && j != 3)
            assert_true(!box->limits[j].limited && isnan(box->limits[j].quasi_p));
    /* the path begins with everything and each step is smaller */
    assert_true(box->path[0].mass == 1 && box->path[0].coverage == 1 &&
                box->path[0].limited == 0);
    for (size_t s = 1; s < box->n_steps; s++)
        assert_true(s == box->chosen || s == box->chosen + 1 ||
                    box->path[s].mass < box->path[s - 1].mass);
    sw_prim_free(&prim);
    sw_points_free(&p);
}

static void noise_holds_no_box(void **state)
{
    (void)state;
    int found = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        const sw_prim_options o = options(seed);
        sw_points p = points(seed);
        double y[N];
        sw_prim prim = {0};
        for (size_t i = 0; i < 200; i++)
            y[i] = test_chance(seed, (uint32_t)i, 0) > 0.8;
        assert_int_equal(sw_prim_search(&prim, K, 200, p.at, y, NULL, &o), SW_OK);
        found += prim.n_boxes;
        assert_true(prim.n_boxes > 0 || prim.p_none > 0.05 || isnan(prim.p_none));
        sw_prim_free(&prim);
        sw_points_free(&p);
    }
    assert_true(found <= 4); /* 1 of 20 expected; more than 4: 0.3 % */
}

static void several_boxes_cover_several_places(void **state)
{
    (void)state;
    const sw_prim_options o = options(1);
    sw_points p = points(2);
    double y[N], coverage = 0;
    sw_prim prim = {0};
    for (size_t i = 0; i < N; i++) {
        const double *u = p.at + i * K;
        y[i] = (u[0] < 0.3 && u[1] < 0.6) || (u[2] > 0.8 && u[3] > 0.4);
    }
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, NULL, &o), SW_OK);
    assert_true(prim.n_boxes >= 2);
    for (int b = 0; b < prim.n_boxes; b++)
        coverage += prim.boxes[b].coverage;
    assert_true(coverage > 0.95 && coverage < 1 + 1e-9);
    assert_true(prim.boxes[0].density > 0.95 && prim.boxes[1].density > 0.9);
    sw_prim_free(&prim);
    sw_points_free(&p);
}

/* Factor 0 is one of three words; shares in place of yes and no. */
static void words_and_shares(void **state)
{
    (void)state;
    static const int categories[] = {3, 0, 0, 2, 0};
    const sw_prim_options o = options(1);
    sw_points p = points(3);
    double y[N];
    sw_prim prim = {0};
    for (size_t i = 0; i < N; i++) {
        double *u = p.at + i * K;
        u[0] = floor(3 * u[0]);
        u[3] = floor(2 * u[3]);
        y[i] = u[0] != 1 && u[2] < 0.5 ? 0.75 : 0.05;
    }
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, categories, &o), SW_OK);
    assert_true(prim.n_boxes >= 1);
    assert_int_equal(prim.boxes[0].limits[0].allowed, 5);
    assert_true(prim.boxes[0].limits[0].limited && !prim.boxes[0].limits[3].limited);
    assert_true(fabs(prim.boxes[0].limits[2].high - 0.5) < 0.02);
    assert_true(fabs(prim.boxes[0].density - 0.75) < 0.01);
    assert_true(prim.boxes[0].limits[0].quasi_p < 1e-3);
    sw_prim_free(&prim);
    sw_points_free(&p);
}

static void few_values_are_taken_whole(void **state)
{
    (void)state;
    const sw_prim_options o = options(1);
    sw_points p = points(4);
    double y[N];
    sw_prim prim = {0};
    for (size_t i = 0; i < N; i++) { /* five levels of factor 2 */
        double *u = p.at + i * K;
        u[2] = floor(5 * u[2]);
        y[i] = u[2] >= 3;
    }
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, NULL, &o), SW_OK);
    assert_int_equal(prim.n_boxes, 1);
    assert_true(prim.boxes[0].limits[2].low == 2.5);
    assert_true(prim.boxes[0].density == 1 && prim.boxes[0].coverage == 1);
    sw_prim_free(&prim);
    sw_points_free(&p);
}

static void nothing_to_find(void **state)
{
    (void)state;
    static const int bad[] = {65, 0, 0, 0, 0}, three[] = {3, 0, 0, 0, 0};
    const sw_prim_options o = options(1);
    sw_points p = points(5);
    double y[N];
    sw_prim prim = {0};
    for (int value = 0; value < 2; value++) { /* never, always */
        for (size_t i = 0; i < N; i++)
            y[i] = value;
        assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, NULL, &o), SW_OK);
        assert_int_equal(prim.n_boxes, 0);
        assert_true(prim.density == value);
        sw_prim_free(&prim);
    }
    for (size_t i = 0; i < N; i++)
        y[i] = i < 5 ? (double)(i % 2) : (double)NAN;
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, NULL, &o), SW_OK);
    assert_int_equal(prim.n, 5);
    sw_prim_free(&prim);
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, bad, &o), SW_INPUT);
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, three, &o), SW_INPUT);
    y[3] = 1.5;
    assert_int_equal(sw_prim_search(&prim, K, N, p.at, y, NULL, &o), SW_INPUT);
    assert_int_equal(sw_prim_search(&prim, 0, N, p.at, y, NULL, &o), SW_INPUT);
    sw_points_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_box_is_found),
        cmocka_unit_test(noise_holds_no_box),
        cmocka_unit_test(several_boxes_cover_several_places),
        cmocka_unit_test(words_and_shares),
        cmocka_unit_test(few_values_are_taken_whole),
        cmocka_unit_test(nothing_to_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
