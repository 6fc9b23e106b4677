/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitting and rounding of two-way tables, on many random ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include <sidework/random.h>
#include <sidework/status.h>
#include <sidework/synthesis.h>

enum { MOST = 24, TABLES = 2000 };

typedef struct table {
    int rows, columns;
    double cell[MOST * MOST], row_total[MOST], column_total[MOST];
} table;

static uint32_t word(uint32_t which, uint32_t n)
{
    return sw_draw(sw_key_of(1, which, SW_STREAM_SYNTHESIS, 0), n, 0).w[0];
}

/*
 * A random table that can be met: margins are those of a hidden table of whole numbers,
 * about every fourth cell of which is 0; the seed weights are 0 just where the hidden one
 * is.
 */
static void draw(table *t, uint32_t which)
{
    memset(t, 0, sizeof *t);
    t->rows = 1 + (int)sw_below(word(which, 0), MOST);
    t->columns = 1 + (int)sw_below(word(which, 1), MOST);
    for (int r = 0; r < t->rows; r++) {
        for (int c = 0; c < t->columns; c++) {
            const uint32_t at = 2u + (uint32_t)(r * t->columns + c) * 2u;
            const int people =
                word(which, at) % 4 ? 1 + (int)sw_below(word(which, at), 40) : 0;
            const double weight = 0.05 + sw_uniform(word(which, at + 1));
            t->cell[r * t->columns + c] = people ? weight : 0.0;
            t->row_total[r] += people;
            t->column_total[c] += people;
        }
    }
}

static double row_sum(const table *t, int r)
{
    double sum = 0.0;
    for (int c = 0; c < t->columns; c++)
        sum += t->cell[r * t->columns + c];
    return sum;
}

static double column_sum(const table *t, int c)
{
    double sum = 0.0;
    for (int r = 0; r < t->rows; r++)
        sum += t->cell[r * t->columns + c];
    return sum;
}

static void expect_margins(const table *t, double tolerance)
{
    for (int r = 0; r < t->rows; r++)
        assert_true(fabs(row_sum(t, r) - t->row_total[r]) <= tolerance);
    for (int c = 0; c < t->columns; c++)
        assert_true(fabs(column_sum(t, c) - t->column_total[c]) <= tolerance);
}

static void test_fit_and_round(void **state)
{
    static table t, fitted;
    int fractional = 0;
    (void)state;
    for (uint32_t which = 0; which < TABLES; which++) {
        draw(&t, which);
        fitted = t;
        assert_int_equal(
            sw_table_fit(fitted.cell, t.rows, t.columns, t.row_total, t.column_total),
            SW_OK);
        expect_margins(&fitted, 1e-6);
        table whole = fitted;
        assert_int_equal(sw_table_round(whole.cell, t.rows, t.columns), SW_OK);
        expect_margins(&whole, 0.0);
        for (int k = 0; k < t.rows * t.columns; k++) {
            fractional += fabs(fitted.cell[k] - nearbyint(fitted.cell[k])) > 1e-6;
            assert_true(whole.cell[k] == floor(whole.cell[k]) && whole.cell[k] >= 0.0);
            assert_true(fabs(whole.cell[k] - fitted.cell[k]) < 1.0);
            if (t.cell[k] == 0.0)
                assert_true(fitted.cell[k] == 0.0 && whole.cell[k] == 0.0);
        }
    }
    assert_true(fractional > TABLES); /* there was something to round */
}

/* Iterative fitting keeps the odds ratios of the weights: what makes it the right
 * table and not just any. */
static void test_fit_keeps_odds(void **state)
{
    const double weight[4] = {0.7, 0.2, 0.4, 1.9};
    double cell[4];
    const double row[2] = {31, 69}, column[2] = {42, 58};
    (void)state;
    memcpy(cell, weight, sizeof cell);
    assert_int_equal(sw_table_fit(cell, 2, 2, row, column), SW_OK);
    const double odds = cell[0] * cell[3] / (cell[1] * cell[2]);
    assert_true(fabs(odds - weight[0] * weight[3] / (weight[1] * weight[2])) < 1e-6);
}

static void test_refuses(void **state)
{
    double empty_row[4] = {0, 0, 1, 1}, unequal[4] = {1, 1, 1, 1},
           corner[4] = {1, 0, 0, 1};
    const double row[2] = {3, 5}, column[2] = {4, 4}, more[2] = {5, 5};
    (void)state;
    assert_int_equal(sw_table_fit(empty_row, 2, 2, row, column), SW_INPUT);
    assert_int_equal(sw_table_fit(unequal, 2, 2, row, more), SW_INPUT);
    assert_int_equal(sw_table_fit(corner, 2, 2, row, column), SW_INPUT);
    double broken[4] = {0.5, 0.25, 0.5, 0.75};
    assert_int_equal(sw_table_round(broken, 2, 2), SW_INPUT);
    static double large[SW_TABLE_MAX + 1];
    assert_int_equal(sw_table_round(large, 1, SW_TABLE_MAX + 1), SW_INPUT);
    assert_int_equal(sw_table_round(large, SW_TABLE_MAX + 1, 1), SW_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fit_and_round),
        cmocka_unit_test(test_fit_keeps_odds),
        cmocka_unit_test(test_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
