/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random numbers for whole columns of people at once.
 *
 * Exactly the numbers of sw_draw(), word by word: which one to call is a question of
 * speed alone. One call computes one block of four words a person; a stage that needs
 * several numbers should take them from one block, as three unused words cost as much as
 * used ones.
 *
 *   sw_draw_columns(key, 0, n, staff->id,
 *                   &(sw_columns){.uniform[0] = u, .normal[1] = z});
 *
 * Measured with gcc 12, 2,044 people, one core of 2023 with AVX-512, cycles a person: the
 * block 23 plain, 8.5 with AVX2, 4.3 with AVX-512 (one sw_draw() by itself: 21); then 0.3
 * a uniform, 3.5 a normal (a logarithm and a division).
 */
#ifndef SIDEWORK_DRAWS_H
#define SIDEWORK_DRAWS_H

#include <sidework/random.h>

/*
 * Where the numbers go: columns [n], each may be NULL. Index k is word k of the block; one
 * word may be asked for in several forms. Columns must not overlap each other or `who`.
 */
typedef struct sw_columns {
    uint32_t *word[4];
    float *uniform[4]; /* sw_uniform(word) */
    float *normal[4];  /* sw_normal(sw_uniform(word)) */
} sw_columns;

/* For each i < n the block of who[i]: sw_draw(key, who[i], draw). No alignment needed. */
void sw_draw_columns(sw_key key, uint32_t draw, int n, const uint32_t *who,
                     const sw_columns *to);

/* For each i < n the block of who[list[i]]; the columns are in the order of the list. */
void sw_draw_listed(sw_key key, uint32_t draw, int n, const int32_t *list,
                    const uint32_t *who, const sw_columns *to);

/* For each i < n the block of draw first + i of one who: sw_draw(key, who, first + i). */
void sw_draw_run(sw_key key, uint32_t who, uint32_t first, int n, const sw_columns *to);

/*
 * The kernels. X(NAME, what it takes). The best that the machine has is chosen at each
 * call, from what glibc holds for usable: so GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2 (with
 * -AVX512F, where there is that) leads to the plain loop. With another libc the processor
 * is asked. The bits are the same in any case.
 */
#define SW_DRAW_LIST(X)                                                                  \
    X(PLAIN, "any machine")                                                              \
    X(AVX2, "x86-64 with AVX2")                                                          \
    X(AVX512, "x86-64 with AVX-512F")

enum sw_draw_kernel {
#define SW_DRAW_ENUM(name, takes) SW_DRAW_##name,
    SW_DRAW_LIST(SW_DRAW_ENUM)
#undef SW_DRAW_ENUM
        SW_N_DRAW_KERNELS
};

/* A kernel computes SW_DRAW_STEP blocks at a time, SW_DRAW_BLOCK at most a call. */
enum { SW_DRAW_STEP = 32, SW_DRAW_BLOCK = 256 };

/* What differs from block to block; the other of the two is the same. */
enum sw_draw_along { SW_DRAW_ALONG_WHO, SW_DRAW_ALONG_DRAW };

/*
 * words[k][i] = sw_draw(key, varies[i], same).w[k] along who, sw_draw(key, same,
 * varies[i]).w[k] along draw, for i < n; n is a multiple of SW_DRAW_STEP, at most
 * SW_DRAW_BLOCK. `words` aligned to 64 bytes.
 */
typedef void sw_draw_function(sw_key key, enum sw_draw_along along, uint32_t same, int n,
                              const uint32_t *varies, uint32_t words[4][SW_DRAW_BLOCK]);

/* A kernel for tests and benches, NULL if this machine or build does not have it. */
sw_draw_function *sw_draw_kernel_of(enum sw_draw_kernel kernel);

#endif
