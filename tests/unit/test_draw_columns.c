/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns of random numbers against one sw_draw() at a time, to the bit: every kernel the machine has, every length
 * around the sizes the code works in, columns that are not aligned, absent columns, lists, negative months.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sidework/arithmetic.h>
#include <sidework/draws.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 2100, GUARD = 0x5A };

static const int lengths[] = {0,   1,   2,   3,   7,   9,   10,  11,   12,
                              15,  16,  17,  31,  32,  33,  63,  64,   100,
                              255, 256, 257, 300, 511, 512, 513, 2044, MOST};

static const struct {
    uint64_t seed;
    uint32_t replication, draw;
    int month;
} cases[] = {{0, 0, 0, 0},
             {UINT64_C(0xfedcba9876543210), 499, 3, -36},
             {UINT64_MAX, UINT32_MAX, UINT32_MAX, -4096},
             {20210401, 1000000, 1u << 20 | 5, 119}};
enum {
    N_CASES = sizeof cases / sizeof cases[0],
    N_LENGTHS = sizeof lengths / sizeof lengths[0]
};

static sw_key key_of_case(int c)
{
    return sw_key_of(cases[c].seed, cases[c].replication, SW_STREAM_CALL, cases[c].month);
}

/* Numbers of people as they come: mostly near each other, some at the ends of the range. */
static uint32_t number(int i)
{
    return i % 13 == 5   ? UINT32_MAX - (uint32_t)i
           : i % 17 == 3 ? 0
                         : (uint32_t)(i * 3 + i % 7);
}

static void test_kernels(void **state)
{
    static _Alignas(64) uint32_t who[SW_DRAW_BLOCK], words[4][SW_DRAW_BLOCK];
    static const char *const names[] = {
#define NAME(name, takes) #name,
        SW_DRAW_LIST(NAME)
#undef NAME
    };

    (void)state;
    for (int i = 0; i < SW_DRAW_BLOCK; i++)
        who[i] = number(i);
    for (int k = 0; k < SW_N_DRAW_KERNELS; k++) {
        sw_draw_function *const kernel = sw_draw_kernel_of((enum sw_draw_kernel)k);
        printf("kernel %s: %s\n", names[k],
               kernel ? "checked" : "not on this machine or build");
        for (int c = 0; kernel && c < N_CASES; c++) {
            for (int n = SW_DRAW_STEP; n <= SW_DRAW_BLOCK; n += SW_DRAW_STEP) {
                memset(words, GUARD, sizeof words);
                kernel(key_of_case(c), SW_DRAW_ALONG_WHO, cases[c].draw, n, who, words);
                for (int i = 0; i < n; i++) {
                    const sw_words u = sw_draw(key_of_case(c), who[i], cases[c].draw);
                    for (int w = 0; w < 4; w++)
                        assert_int_equal(words[w][i], u.w[w]);
                }
                kernel(key_of_case(c), SW_DRAW_ALONG_DRAW, cases[c].draw, n, who, words);
                for (int i = 0; i < n; i++) { /* the same numbers, now of one who */
                    const sw_words u = sw_draw(key_of_case(c), cases[c].draw, who[i]);
                    for (int w = 0; w < 4; w++)
                        assert_int_equal(words[w][i], u.w[w]);
                }
                assert_true(n == SW_DRAW_BLOCK || words[3][n] == GUARD * 0x01010101u);
            }
        }
    }
    assert_non_null(sw_draw_kernel_of(SW_DRAW_PLAIN));
}

/* All columns in one allocation each, so that a sanitizer sees a step too far; `shift` moves them off alignment. */
typedef struct sample {
    uint32_t *who;
    int32_t *list;
    uint32_t *word[4];
    float *uniform[4], *normal[4];
    int n, shift;
} sample;

static void *column(const sample *s)
{
    char *bytes = malloc(((size_t)s->n + (size_t)s->shift + 1) * 4);
    assert_non_null(bytes);
    memset(bytes, GUARD, ((size_t)s->n + (size_t)s->shift + 1) * 4);
    return bytes + (size_t)s->shift * 4;
}

static void sample_init(sample *s, int n, int shift)
{
    *s = (sample){.n = n, .shift = shift};
    s->who = column(s);
    s->list = column(s);
    for (int i = 0; i < n; i++) {
        s->who[i] = number(i);
        s->list[i] = (i * 7 + 3) % n;
    }
    for (int k = 0; k < 4; k++) {
        s->word[k] = column(s);
        s->uniform[k] = column(s);
        s->normal[k] = column(s);
    }
}

static void sample_free(sample *s)
{
    free(s->who - s->shift);
    free(s->list - s->shift);
    for (int k = 0; k < 4; k++) {
        free(s->word[k] - s->shift);
        free(s->uniform[k] - s->shift);
        free(s->normal[k] - s->shift);
    }
}

/* Nothing is written before, behind, or into a column that was not asked for. */
static void check_column(const sample *s, const void *column_, const uint32_t *expected)
{
    static const unsigned char guard[4] = {GUARD, GUARD, GUARD, GUARD};
    const char *bytes = column_;
    assert_memory_equal(bytes + (size_t)s->n * 4, guard, 4);
    if (s->shift)
        assert_memory_equal(bytes - 4, guard, 4);
    if (expected && s->n)
        assert_memory_equal(bytes, expected, (size_t)s->n * 4);
    for (int i = 0; !expected && i < s->n; i++)
        assert_memory_equal(bytes + (size_t)i * 4, guard, 4);
}

static void check_sample(const sample *s, int c, int mask, int listed)
{
    static uint32_t words[MOST], uniforms[MOST], normals[MOST];
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < s->n; i++) {
            const uint32_t who = s->who[listed ? s->list[i] : i];
            words[i] = sw_draw(key_of_case(c), who, cases[c].draw).w[k];
            uniforms[i] = sw_bits_of_f(sw_uniform(words[i]));
            normals[i] = sw_bits_of_f(sw_normal(sw_uniform(words[i])));
        }
        check_column(s, s->word[k], mask >> k & 1 ? words : NULL);
        check_column(s, s->uniform[k], mask >> (4 + k) & 1 ? uniforms : NULL);
        check_column(s, s->normal[k], mask >> (8 + k) & 1 ? normals : NULL);
    }
}

static void check(int n, int shift, int c, int mask, int listed)
{
    const sw_key key = key_of_case(c);
    sw_columns to = {0};
    sample s;

    sample_init(&s, n, shift);
    for (int k = 0; k < 4; k++) {
        to.word[k] = mask >> k & 1 ? s.word[k] : NULL;
        to.uniform[k] = mask >> (4 + k) & 1 ? s.uniform[k] : NULL;
        to.normal[k] = mask >> (8 + k) & 1 ? s.normal[k] : NULL;
    }
    if (listed)
        sw_draw_listed(key, cases[c].draw, n, s.list, s.who, &to);
    else
        sw_draw_columns(key, cases[c].draw, n, s.who, &to);
    check_sample(&s, c, mask, listed);
    sample_free(&s);
}

static void test_lengths_and_offsets(void **state)
{
    (void)state;
    for (int l = 0; l < N_LENGTHS; l++) {
        for (int shift = 0; shift < 16; shift += 1 + shift / 4)
            check(lengths[l], shift, (l + shift) % N_CASES, 0xFFF, shift & 1);
    }
}

/* Every choice of columns: of words alone, of uniforms and normals together. */
static void test_absent_columns(void **state)
{
    (void)state;
    for (int mask = 0; mask < 0x1000; mask += mask < 16 ? 1 : 37) {
        check(77, mask % 3, mask % N_CASES, mask, mask & 1);
        check(5, mask % 3, mask % N_CASES, mask, ~mask & 1);
    }
}

/* Draws of one who, from 0 on and across the end of the numbers. */
static void test_runs(void **state)
{
    static uint32_t word[MOST], expected[MOST];
    static float uniform[MOST], normal[MOST];
    (void)state;
    for (int c = 0; c < N_CASES; c++) {
        for (int l = 0; l < N_LENGTHS; l++) {
            const uint32_t first = c ? UINT32_MAX - 20 : 0;
            const sw_key key = key_of_case(c);
            sw_draw_run(key, 77, first, lengths[l],
                        &(sw_columns){
                            .word[0] = word, .uniform[3] = uniform, .normal[1] = normal});
            for (int i = 0; i < lengths[l]; i++) {
                const sw_words u = sw_draw(key, 77, first + (uint32_t)i);
                expected[i] = u.w[0];
                assert_true(uniform[i] == sw_uniform(u.w[3]));
                assert_true(normal[i] == sw_normal(sw_uniform(u.w[1])));
            }
            assert_memory_equal(word, expected, (size_t)lengths[l] * 4);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_lengths_and_offsets),
        cmocka_unit_test(test_absent_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
