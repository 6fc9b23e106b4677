/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The generator against its published vectors, the uniforms at their ends and in bulk, and the one promise all
 * comparisons rest on: no two decisions share a counter. Bounds are 4.9 standard errors (one in a million).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sidework/random.h>

#include <math.h>
#include <stdlib.h>

#define SIGMAS 4.9
enum { N_DRAWS = 400000 };

/* kat_vectors of Random123 (Salmon et al. 2011), philox4x32 with 10 rounds. */
static void test_known_answers(void **state)
{
    static const uint32_t vectors[][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
         0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
         0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        const uint32_t *v = vectors[i];
        const sw_words words = sw_philox(v[0], v[1], v[2], v[3], v[4], v[5]);
        assert_memory_equal(words.w, v + 6, sizeof words.w);
    }
}

/* Where each part of a decision goes: the counter (who, purpose, replication, draw) and the seed as key. */
static void test_draw_uses_every_part(void **state)
{
    const uint64_t seed = UINT64_C(0x299f31d0a4093822);
    const sw_key key = sw_key_of(seed, 0x13198a2e, SW_STREAM_TIES, -7);
    const sw_words expected = sw_philox(5, SW_STREAM_TIES + ((4096u - 7u) << 8),
                                        0x13198a2e, 9, 0xa4093822, 0x299f31d0);
    const sw_words words = sw_draw(key, 5, 9);

    (void)state;
    assert_memory_equal(&words, &expected, sizeof words);
}

/* Stream and month can be read back from the purpose, so distinct pairs have distinct counters. */
static void test_no_shared_counter(void **state)
{
    (void)state;
    assert_true(SW_N_STREAMS <= 256);
    for (int month = -4096; month < 8192; month++) {
        for (int stream = 0; stream < SW_N_STREAMS; stream++) {
            const sw_key key = sw_key_of(1, 2, (enum sw_stream)stream, month);
            assert_int_equal(key.purpose & 255u, stream);
            assert_int_equal((int)(key.purpose >> 8) - 4096, month);
            assert_int_equal(key.replication, 2);
        }
    }
}

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Draws of all streams over months, replications, people, blocks and seeds: no 64-bit value comes twice. */
static void test_no_repeated_output(void **state)
{
    const int n = SW_N_STREAMS * 6 * 6 * 6 * 3 * 3;
    uint64_t *seen = malloc((size_t)n * sizeof *seen);
    int i = 0;

    (void)state;
    assert_non_null(seen);
    for (int combination = 0; combination < 6 * 6 * 6 * 3 * 3; combination++) {
        const int month = combination % 6 - 3;
        const uint32_t replication = (uint32_t)(combination / 6 % 6);
        const uint32_t who = (uint32_t)(combination / 36 % 6);
        const uint32_t draw = (uint32_t)(combination / 216 % 3);
        const uint64_t seed = (uint64_t)(combination / 648) << 31;
        for (int stream = 0; stream < SW_N_STREAMS; stream++) {
            const sw_key key =
                sw_key_of(seed, replication, (enum sw_stream)stream, month);
            const sw_words words = sw_draw(key, who, draw);
            seen[i++] = (uint64_t)words.w[0] << 32 | words.w[1];
        }
    }
    assert_int_equal(i, n);
    qsort(seen, (size_t)n, sizeof *seen, compare_u64);
    for (i = 1; i < n; i++) {
        assert_true(seen[i] != seen[i - 1]);
    }
    free(seen);
}

static void test_uniform_ends(void **state)
{
    static const uint32_t words[] = {0,           1,           0x1ff,       0x200,
                                     0x7fffffff,  0x80000000u, 0xfffffdffu, 0xfffffe00u,
                                     0xffffff00u, 0xffffff7fu, 0xffffffffu};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const float u = sw_uniform(words[i]);
        assert_true(u > 0.0f && u < 1.0f);
        /* symmetric: the complement of the word is exactly 1 - u */
        assert_true(sw_uniform(~words[i]) == 1.0f - u);
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++) {
            const double v = sw_uniform53(words[i], words[j]);
            assert_true(v > 0.0 && v < 1.0);
            assert_true(sw_uniform53(~words[i], ~words[j]) == 1.0 - v);
        }
    }
    assert_true(sw_uniform(0) == 0x1p-24f);
    assert_true(sw_uniform53(0, 0) == 0x1p-53);
}

/* Mean, variance, lag correlation of neighbours, and chi-square over 256 cells, for each word of the block. */
static void test_uniform_distribution(void **state)
{
    const sw_key key = sw_key_of(2021, 0, SW_STREAM_CONSENT, 17);

    (void)state;
    for (int word = 0; word < 4; word++) {
        double sum = 0, squares = 0, lag = 0, previous = 0.5, chi2 = 0;
        int cells[256] = {0};
        for (uint32_t who = 0; who < N_DRAWS; who++) {
            const double u = (double)sw_uniform(sw_draw(key, who, 0).w[word]);
            sum += u - 0.5;
            squares += (u - 0.5) * (u - 0.5);
            lag += (u - 0.5) * (previous - 0.5);
            previous = u;
            cells[(int)(u * 256)]++;
        }
        for (int i = 0; i < 256; i++) {
            const double expected = N_DRAWS / 256.0;
            chi2 += (cells[i] - expected) * (cells[i] - expected) / expected;
        }
        assert_true(fabs(sum) < SIGMAS * sqrt(N_DRAWS / 12.0));
        assert_true(fabs(squares - N_DRAWS / 12.0) < SIGMAS * sqrt(N_DRAWS / 180.0));
        assert_true(fabs(lag) < SIGMAS * sqrt(N_DRAWS / 144.0));
        assert_true(fabs(chi2 - 255) < SIGMAS * sqrt(2 * 255.0));
    }
}

/* Neighbouring streams, months, replications and seeds, and the words of a block, are uncorrelated. */
static void test_uncorrelated_neighbours(void **state)
{
    const sw_key base = sw_key_of(2021, 3, SW_STREAM_CALL, 5);
    const sw_key others[] = {
        sw_key_of(2021, 3, SW_STREAM_TEAM, 5),
        sw_key_of(2021, 3, SW_STREAM_CALL, 6),
        sw_key_of(2021, 4, SW_STREAM_CALL, 5),
        sw_key_of(2022, 3, SW_STREAM_CALL, 5),
    };
    double products[8] = {0};

    (void)state;
    for (uint32_t who = 0; who < N_DRAWS; who++) {
        const sw_words words = sw_draw(base, who, 0);
        const double u = (double)sw_uniform(words.w[0]) - 0.5;
        for (int i = 0; i < 4; i++) {
            products[i] +=
                u * ((double)sw_uniform(sw_draw(others[i], who, 0).w[0]) - 0.5);
        }
        for (int i = 1; i < 4; i++) {
            products[3 + i] += u * ((double)sw_uniform(words.w[i]) - 0.5);
        }
        products[7] += u * ((double)sw_uniform(sw_draw(base, who, 1).w[0]) - 0.5);
    }
    for (int i = 0; i < 8; i++) {
        assert_true(fabs(products[i]) < SIGMAS * sqrt(N_DRAWS / 144.0));
    }
}

static void test_uniform53_distribution(void **state)
{
    const sw_key key = sw_key_of(7, 1, SW_STREAM_SYNTHESIS, 0);
    double sum = 0, squares = 0;

    (void)state;
    for (uint32_t who = 0; who < N_DRAWS; who++) {
        const sw_words words = sw_draw(key, who, 0);
        const double u = sw_uniform53(words.w[0], words.w[1]) - 0.5;
        sum += u;
        squares += u * u;
    }
    assert_true(fabs(sum) < SIGMAS * sqrt(N_DRAWS / 12.0));
    assert_true(fabs(squares - N_DRAWS / 12.0) < SIGMAS * sqrt(N_DRAWS / 180.0));
}

static void test_below_range(void **state)
{
    static const uint32_t sizes[] = {1,    2,          3,           7,          100,
                                     2044, 0x7fffffff, 0x80000001u, 0xffffffffu};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(sw_below(0, sizes[i]), 0);
        assert_int_equal(sw_below(0xffffffffu, sizes[i]), sizes[i] - 1);
    }
}

/* Words spread evenly over their range give every number equally often, within one. */
static void test_below_unbiased(void **state)
{
    static const uint32_t sizes[] = {2, 3, 7, 10, 97, 1000};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        const uint32_t n = sizes[s];
        int even[1000] = {0};
        int drawn[1000] = {0};
        double chi2 = 0;
        const sw_key key = sw_key_of(11, 0, SW_STREAM_NOMINATION, (int)n);
        for (uint32_t i = 0; i < 65536; i++) {
            even[sw_below(i << 16, n)]++;
        }
        for (uint32_t i = 0; i < N_DRAWS; i++) {
            drawn[sw_below(sw_draw(key, i, 0).w[2], n)]++;
        }
        for (uint32_t i = 0; i < n; i++) {
            const double expected = (double)N_DRAWS / n;
            assert_true(fabs(even[i] - 65536.0 / n) <= 1.0);
            chi2 += (drawn[i] - expected) * (drawn[i] - expected) / expected;
        }
        /* 12 more, as chi-square with few degrees of freedom has a longer tail */
        assert_true(fabs(chi2 - (n - 1.0)) < SIGMAS * sqrt(2 * (n - 1.0)) + 12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_draw_uses_every_part),
        cmocka_unit_test(test_no_shared_counter),
        cmocka_unit_test(test_no_repeated_output),
        cmocka_unit_test(test_uniform_ends),
        cmocka_unit_test(test_uniform_distribution),
        cmocka_unit_test(test_uncorrelated_neighbours),
        cmocka_unit_test(test_uniform53_distribution),
        cmocka_unit_test(test_below_range),
        cmocka_unit_test(test_below_unbiased),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
