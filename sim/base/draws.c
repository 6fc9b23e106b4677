/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns of random numbers; see draws.h.
 *
 * People are taken in pieces small enough for the first cache: a kernel makes the words
 * of a piece, then one loop a wanted column turns them into what is asked for.
 */
#include <sidework/draws.h>

#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/multiversion.h>

#include "draws_kernels.h"

static void draw_plain(sw_key key, enum sw_draw_along along, uint32_t same, int n,
                       const uint32_t *varies, uint32_t words[4][SW_DRAW_BLOCK])
{
    for (int i = 0; i < n; i++) {
        const int run = along == SW_DRAW_ALONG_DRAW;
        const uint32_t who = run ? same : varies[i], draw = run ? varies[i] : same;
        const sw_words u = sw_philox(who, key.purpose, key.replication, draw,
                                     key.seed_low, key.seed_high);
        for (int k = 0; k < 4; k++)
            words[k][i] = u.w[k];
    }
}

sw_draw_function *sw_draw_kernel_of(enum sw_draw_kernel kernel)
{
    switch (kernel) {
    case SW_DRAW_PLAIN:
        return draw_plain;
#ifdef SW_DRAW_X86
    case SW_DRAW_AVX2:
        return SW_DRAW_USABLE(AVX2, "avx2") ? sw_draw_avx2 : NULL;
    case SW_DRAW_AVX512:
        return SW_DRAW_USABLE(AVX512F, "avx512f") ? sw_draw_avx512 : NULL;
#endif
    default:
        return NULL;
    }
}

/* A wide kernel always computes a whole step, so a handful is cheaper one by one. */
static sw_draw_function *best_for(int n)
{
    int kernel = n > 10 ? SW_N_DRAW_KERNELS - 1 : SW_DRAW_PLAIN;
    while (!sw_draw_kernel_of((enum sw_draw_kernel)kernel))
        kernel--;
    return sw_draw_kernel_of((enum sw_draw_kernel)kernel);
}

SW_MULTIVERSION
static void uniforms(int n, const uint32_t *restrict words, float *restrict to)
{
    for (int i = 0; i < n; i++)
        to[i] = sw_uniform(words[i]);
}

SW_MULTIVERSION
static void normals(int n, const uint32_t *restrict words, float *restrict to)
{
    for (int i = 0; i < n; i++)
        to[i] = sw_normal(sw_uniform(words[i]));
}

static void hand_over(uint32_t words[4][SW_DRAW_BLOCK], int from, int n,
                      const sw_columns *to)
{
    for (int k = 0; k < 4; k++) {
        if (to->word[k])
            memcpy(to->word[k] + from, words[k], (size_t)n * sizeof words[k][0]);
        if (to->uniform[k])
            uniforms(n, words[k], to->uniform[k] + from);
        if (to->normal[k])
            normals(n, words[k], to->normal[k] + from);
    }
}

/* Fills up to a whole step with numbers nobody asks for. */
static void fill_up(int n, uint32_t taken[SW_DRAW_BLOCK])
{
    memset(taken + n, 0, (size_t)(-n & (SW_DRAW_STEP - 1)) * sizeof taken[0]);
}

static void draw(sw_draw_function *kernel, sw_key key, enum sw_draw_along along,
                 uint32_t same, int n, uint32_t taken[SW_DRAW_BLOCK],
                 uint32_t words[4][SW_DRAW_BLOCK])
{
    const int step = kernel == draw_plain ? 1 : SW_DRAW_STEP;
    fill_up(n, taken);
    kernel(key, along, same, (n + step - 1) & -step, taken, words);
}

void sw_draw_listed(sw_key key, uint32_t number, int n, const int32_t *list,
                    const uint32_t *who, const sw_columns *to)
{
    _Alignas(64) uint32_t taken[SW_DRAW_BLOCK], words[4][SW_DRAW_BLOCK];
    sw_draw_function *const kernel = best_for(n);
    SW_TALLY(BLOCK, n);
    for (int from = 0; from < n; from += SW_DRAW_BLOCK) {
        const int here = n - from < SW_DRAW_BLOCK ? n - from : SW_DRAW_BLOCK;
        for (int i = 0; i < here; i++)
            taken[i] = list ? who[list[from + i]] : who[from + i];
        draw(kernel, key, SW_DRAW_ALONG_WHO, number, here, taken, words);
        hand_over(words, from, here, to);
    }
}

void sw_draw_columns(sw_key key, uint32_t number, int n, const uint32_t *who,
                     const sw_columns *to)
{
    sw_draw_listed(key, number, n, NULL, who, to);
}

void sw_draw_run(sw_key key, uint32_t who, uint32_t first, int n, const sw_columns *to)
{
    _Alignas(64) uint32_t taken[SW_DRAW_BLOCK], words[4][SW_DRAW_BLOCK];
    sw_draw_function *const kernel = best_for(n);
    SW_TALLY(BLOCK, n);
    for (int from = 0; from < n; from += SW_DRAW_BLOCK) {
        const int here = n - from < SW_DRAW_BLOCK ? n - from : SW_DRAW_BLOCK;
        for (int i = 0; i < here; i++)
            taken[i] = first + (uint32_t)(from + i);
        draw(kernel, key, SW_DRAW_ALONG_DRAW, who, here, taken, words);
        hand_over(words, from, here, to);
    }
}
