/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left of replications that are not kept: rates within half a step of the grid, all
 * else exact, and the same whatever the order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/sketch.h>

#include "statistics.h"

enum { N = 5000, YEARS = 3, THREADS = 4, LENGTH = YEARS + 1 + 2 + 1 };

static sw_variable variables[] = {
    {.name = "side_work_rate_annual", .dimension = -1, .length = YEARS, .offset = 0},
    {.name = "first_year_reached", .dimension = -1, .length = 1, .offset = YEARS},
    {.name = "side_work_hours_by_kind",
     .dimension = -1,
     .length = 2,
     .offset = YEARS + 1},
    {.name = "gate_month", .dimension = -1, .length = 1, .offset = YEARS + 3}};
static sw_layout layout = {.base_year = 2021,
                           .n_years = YEARS,
                           .n_months = 12 * YEARS,
                           .n_thresholds = 2,
                           .thresholds = {0.03, 0.25},
                           .variables = variables,
                           .n_variables = 4,
                           .record_length = LENGTH};
static double records[N][LENGTH];

/* 0 to 1, without pattern enough. */
static double noise(uint64_t k)
{
    k = (k + 1) * 0x9e3779b97f4a7c15u;
    k = (k ^ (k >> 29)) * 0xbf58476d1ce4e5b9u;
    return (double)(k >> 11) / 9007199254740992.0;
}

static int make(void **state)
{
    (void)state;
    for (int r = 0; r < N; r++) {
        const uint64_t k = (uint64_t)r * 16;
        records[r][0] = r % 10 == 0 ? 0.0 : 0.03; /* the threshold itself */
        records[r][1] = 0.2 * noise(k) * noise(k + 1);
        records[r][2] = r == 0 ? 1.5 : r == 1 ? 1e-9 : noise(k + 2);
        records[r][3] = r % 3 == 0 ? -1 : 2021 + r % 3;
        records[r][4] = 1e7 * noise(k + 3) - 10;
        records[r][5] = r == 77 ? (double)NAN : 1;
        records[r][6] = r % 5 == 0 ? -1 : r % (12 * YEARS);
    }
    return 0;
}

static sw_results rows_of(void)
{
    return (sw_results){.layout = layout, .n_replications = N, .records = &records[0][0]};
}

static void add_all(sw_sketch *sketch, int from, int step)
{
    for (int r = from; r < N; r += step)
        sw_sketch_add(sketch, records[r]);
}

static void test_columns(void **state)
{
    static const double quantiles[] = SW_QUANTILES;
    static double exact[N], grid[N];
    sw_sketch *sketch = sw_sketch_new(&layout);
    const sw_results rows = rows_of();
    (void)state;
    assert_non_null(sketch);
    add_all(sketch, 0, 1);
    assert_int_equal(sw_sketch_count(sketch), N);
    for (size_t y = 0; y < YEARS; y++) {
        assert_int_equal(sw_gather(&rows, &variables[0], y, exact), N);
        assert_int_equal(sw_sketch_column(sketch, &variables[0], y, grid), N);
        for (int k = 0; k < N; k++) {
            const double most = exact[k] >= 1 ? 1 - SW_SKETCH_STEP : exact[k];
            assert_true(fabs(grid[k] - most) <= SW_SKETCH_ERROR * 1.000001);
        }
        for (int q = 0; q < SW_N_QUANTILES && y < 2; q++)
            assert_true(fabs(sw_quantile(grid, N, quantiles[q]) -
                             sw_quantile(exact, N, quantiles[q])) <=
                        SW_SKETCH_ERROR * 1.000001);
    }
    for (int k = 1; k < 4; k += 2) {
        assert_int_equal(sw_gather(&rows, &variables[k], 0, exact), N);
        assert_int_equal(sw_sketch_column(sketch, &variables[k], 0, grid), N);
        assert_memory_equal(grid, exact, sizeof exact);
        assert_int_equal(sw_sketch_met(sketch, &variables[k], 0),
                         sw_count_met(&rows, &variables[k], 0));
    }
    sw_sketch_free(sketch);
}

static void test_counts(void **state)
{
    sw_sketch *sketch = sw_sketch_new(&layout);
    const sw_results rows = rows_of();
    (void)state;
    assert_non_null(sketch);
    add_all(sketch, 0, 1);
    for (int k = 0; k < 2; k++) {
        for (int y = 0; y < YEARS; y++) {
            uint32_t reached = 0;
            for (int r = 0; r < N; r++)
                reached += records[r][y] >= layout.thresholds[k];
            assert_int_equal(sw_sketch_reached(sketch, k, y), reached);
        }
    }
    assert_int_equal(sw_sketch_reached(sketch, 0, 0), N - N / 10);
    assert_true(fabs(sw_sketch_mean(sketch, &variables[2], 0) -
                     sw_mean(&rows, &variables[2], 0)) < 1e-6);
    assert_true(isnan(sw_sketch_mean(sketch, &variables[2], 1)));
    assert_true(isnan(sw_sketch_mean(sketch, &variables[0], 0)));
    assert_false(sw_sketch_takes("headcount"));
    assert_true(sw_sketch_takes("side_work_rate"));
    sw_sketch_free(sketch);
    sw_sketch_free(NULL);
}

static sw_sketch *shared;

static void *add_some(void *from)
{
    add_all(shared, *(int *)from, THREADS);
    return NULL;
}

/* Backwards, and by several threads: every column, count and sum to the bit. */
static void test_order(void **state)
{
    static double a[N], b[N];
    int from[THREADS];
    pthread_t threads[THREADS];
    sw_sketch *backwards = sw_sketch_new(&layout);
    shared = sw_sketch_new(&layout);
    (void)state;
    assert_true(backwards && shared);
    for (int r = N; r-- > 0;)
        sw_sketch_add(backwards, records[r]);
    for (int k = 0; k < THREADS; k++) {
        from[k] = k;
        assert_int_equal(pthread_create(&threads[k], NULL, add_some, &from[k]), 0);
    }
    for (int k = 0; k < THREADS; k++)
        assert_int_equal(pthread_join(threads[k], NULL), 0);
    assert_int_equal(sw_sketch_count(shared), N);
    for (size_t y = 0; y < YEARS; y++) {
        assert_int_equal(sw_sketch_column(backwards, &variables[0], y, a), N);
        assert_int_equal(sw_sketch_column(shared, &variables[0], y, b), N);
        assert_memory_equal(a, b, sizeof a);
    }
    const double one = sw_sketch_mean(backwards, &variables[2], 0);
    const double other = sw_sketch_mean(shared, &variables[2], 0);
    assert_memory_equal(&one, &other, sizeof one);
    sw_sketch_free(backwards);
    sw_sketch_free(shared);
}

/* Size does not depend on replications; rates take nearly all of it. */
static void test_size(void **state)
{
    (void)state;
    assert_in_range(sw_sketch_bytes(&layout), YEARS * 65536 * 4,
                    YEARS * 65536 * 4 + 4096);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, make, NULL);
}
