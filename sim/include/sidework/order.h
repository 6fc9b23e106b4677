/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting for the hot path: no allocation, no recursion, the same order everywhere. What is
 * sorted is a 64-bit word: the key in the high half, who it belongs to in the low half;
 * equal keys stay in the order of who.
 */
#ifndef SIDEWORK_ORDER_H
#define SIDEWORK_ORDER_H

#include <stdint.h>

#include <sidework/arithmetic.h>

/* Ascending, of words that stand in the order of who; insertion for a few, else by the
 * digits of the key (radix sort, which is stable). x, scratch [n] */
void sw_sort_by_key(uint64_t *x, uint64_t *scratch, int n);

static inline uint64_t sw_word_of(uint32_t key, int32_t who)
{
    return (uint64_t)key << 32 | (uint32_t)who;
}

static inline int32_t sw_who(uint64_t word)
{
    return (int32_t)(uint32_t)word;
}

/* A finite float as a word whose order is the float's; descending: its complement. */
static inline uint32_t sw_float_key(float x)
{
    const uint32_t bits = sw_bits_of_f(x + 0.0f); /* -0 and 0 are the same */
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

#endif
