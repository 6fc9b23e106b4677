/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sort of the hot path against the library's, over every kind of key and length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <sidework/order.h>
#include <sidework/random.h>

enum { MOST = 3000 };

static uint64_t made[MOST], sorted[MOST], scratch[MOST];

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Equal keys included: they fall back on who, in the order of which the words stand. */
static void expect_sorted(int n)
{
    memcpy(sorted, made, sizeof made);
    qsort(sorted, (size_t)n, sizeof *sorted, compare);
    sw_sort_by_key(made, scratch, n);
    assert_memory_equal(made, sorted, (size_t)n * sizeof *made);
}

static void test_lengths(void **state)
{
    static const uint32_t masks[] = {0xFFFFFFFFu, 0xFFu, 0xFF00FF00u, 0x80000001u, 0u};
    const sw_key key = sw_key_of(7, 0, SW_STREAM_PLAN, 0);
    (void)state;
    for (int n = 0; n <= MOST; n += n < 70 ? 1 : 293) {
        for (size_t m = 0; m < sizeof masks / sizeof *masks; m++) {
            for (int k = 0; k < n; k++)
                made[k] = sw_word_of(
                    sw_draw(key, (uint32_t)k, (uint32_t)n).w[0] & masks[m], 3 * k + 1);
            expect_sorted(n);
        }
    }
}

static void test_parts(void **state)
{
    static const float rising[] = {-3e38f, -1.5f, -1e-30f, 0.0f, 1e-30f, 1.5f, 3e38f};
    (void)state;
    for (size_t k = 1; k < sizeof rising / sizeof *rising; k++)
        assert_true(sw_float_key(rising[k - 1]) < sw_float_key(rising[k]));
    assert_int_equal(sw_float_key(-0.0f), sw_float_key(0.0f));
    assert_int_equal(sw_who(sw_word_of(UINT32_MAX, 5)), 5);
    assert_int_equal(sw_who(sw_word_of(0, INT32_MAX)), INT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
