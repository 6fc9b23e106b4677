/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kernels this build has besides the plain loop, and how it learns what is usable. */
#ifndef SIDEWORK_DRAWS_KERNELS_H
#define SIDEWORK_DRAWS_KERNELS_H

#include <sidework/draws.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(SW_PLAIN)
#define SW_DRAW_X86

/* __builtin_cpu_supports reads cpuid and knows nothing of GLIBC_TUNABLES. */
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#ifdef CPU_FEATURE_ACTIVE
#define SW_DRAW_USABLE(glibc, gcc) CPU_FEATURE_ACTIVE(glibc)
#else
#define SW_DRAW_USABLE(glibc, gcc) __builtin_cpu_supports(gcc)
#endif

sw_draw_function sw_draw_avx2, sw_draw_avx512;

/*
 * Of the counter (who, purpose, replication, draw) only one word differs: who between
 * people, draw in a run of one who. So half of round 1 and half of round 2 is the same:
 *   people: after round 1  (same, same, high(M0 who) ^ fixed.c2, low(M0 who))
 *           after round 2  (high(M1 c2) ^ fixed.c0, low(M1 c2), low(M0 who) ^ fixed.c3,
 *                           fixed.last)
 *   a run:  after round 1  (same, same, draw ^ fixed.c2, same)
 *           after round 2  (high(M1 c2) ^ fixed.c0, low(M1 c2), fixed.c3, fixed.last)
 * k0 and k1 are the key of round 3.
 */
typedef struct sw_draw_fixed {
    uint32_t c2, c0, c3, last, k0, k1;
    int run;
} sw_draw_fixed;

static inline sw_draw_fixed sw_draw_fixed_of(sw_key key, enum sw_draw_along along,
                                             uint32_t same)
{
    const int run = along == SW_DRAW_ALONG_DRAW;
    const uint64_t p0 = run ? (uint64_t)SW_PHILOX_M0 * same : 0; /* of who */
    const uint64_t p1 = (uint64_t)SW_PHILOX_M1 * key.replication;
    const uint64_t q0 =
        (uint64_t)SW_PHILOX_M0 * ((uint32_t)(p1 >> 32) ^ key.purpose ^ key.seed_low);
    return (sw_draw_fixed){
        .c2 = (run ? (uint32_t)(p0 >> 32) : same) ^ key.seed_high,
        .c0 = (uint32_t)p1 ^ (key.seed_low + SW_PHILOX_W0),
        .c3 = (uint32_t)(q0 >> 32) ^ (uint32_t)p0 ^ (key.seed_high + SW_PHILOX_W1),
        .last = (uint32_t)q0,
        .k0 = key.seed_low + 2 * SW_PHILOX_W0,
        .k1 = key.seed_high + 2 * SW_PHILOX_W1,
        .run = run,
    };
}
#endif

#endif
