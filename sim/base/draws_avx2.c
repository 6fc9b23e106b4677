/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Philox4x32-10 for 16 people at a time with AVX2.
 *
 * Each of the four words of a counter lies in the low half of a 64-bit lane, people of
 * even and odd position in separate vectors: _mm256_mul_epu32 then gives whole 64-bit
 * products, whose upper half is the word for the next round and whose lower half, with
 * whatever stands above it, is the other (the multiplication looks at low halves alone).
 * Compilers do not find this by themselves. Four vectors in flight hide the latency of
 * the multiplications.
 *
 * Rounds 1 and 2 need one multiplication each instead of two: see sw_draw_fixed.
 */
#include "draws_kernels.h"

#ifdef SW_DRAW_X86

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

enum { LANES = 4 };

typedef struct state {
    __m256i c0, c1, c2, c3;
} state;

AVX2 static inline __m256i all(uint32_t word)
{
    return _mm256_set1_epi64x((int64_t)word);
}

AVX2 static inline __m256i high(__m256i product)
{
    return _mm256_srli_epi64(product, 32);
}

/* Rounds 1 and 2 on people, or on draws of one who: x, low halves. */
AVX2 static inline state begin(__m256i x, const sw_draw_fixed *fixed)
{
    const __m256i p0 = _mm256_mul_epu32(x, all(SW_PHILOX_M0));
    const __m256i n2 = _mm256_xor_si256(fixed->run ? x : high(p0), all(fixed->c2));
    const __m256i p1 = _mm256_mul_epu32(n2, all(SW_PHILOX_M1));
    const __m256i c3 = fixed->run ? all(fixed->c3) : _mm256_xor_si256(p0, all(fixed->c3));
    return (state){_mm256_xor_si256(high(p1), all(fixed->c0)), p1, c3, all(fixed->last)};
}

AVX2 static inline state round_of(state s, __m256i k0, __m256i k1)
{
    const __m256i p0 = _mm256_mul_epu32(s.c0, all(SW_PHILOX_M0));
    const __m256i p1 = _mm256_mul_epu32(s.c2, all(SW_PHILOX_M1));
    return (state){_mm256_xor_si256(high(p1), _mm256_xor_si256(s.c1, k0)), p1,
                   _mm256_xor_si256(high(p0), _mm256_xor_si256(s.c3, k1)), p0};
}

/* Low halves of even and odd people, back in order. */
AVX2 static inline void put(uint32_t *to, __m256i even, __m256i odd)
{
    _mm256_store_si256((__m256i *)(void *)to,
                       _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA));
}

AVX2 void sw_draw_avx2(sw_key key, enum sw_draw_along along, uint32_t same, int n,
                       const uint32_t *varies, uint32_t words[4][SW_DRAW_BLOCK])
{
    const sw_draw_fixed fixed = sw_draw_fixed_of(key, along, same);
    for (int i = 0; i < n; i += 4 * LANES) {
        state s[4];
        for (int v = 0; v < 4; v += 2) {
            const __m256i x = _mm256_loadu_si256(
                (const __m256i *)(const void *)(varies + i + v * LANES));
            s[v] = begin(x, &fixed);
            s[v + 1] = begin(high(x), &fixed);
        }
        uint32_t k0 = fixed.k0, k1 = fixed.k1;
        for (int round = 2; round < 10; round++) {
            for (int v = 0; v < 4; v++)
                s[v] = round_of(s[v], all(k0), all(k1));
            k0 += SW_PHILOX_W0;
            k1 += SW_PHILOX_W1;
        }
        for (int v = 0; v < 4; v += 2) {
            put(words[0] + i + v * LANES, s[v].c0, s[v + 1].c0);
            put(words[1] + i + v * LANES, s[v].c1, s[v + 1].c1);
            put(words[2] + i + v * LANES, s[v].c2, s[v + 1].c2);
            put(words[3] + i + v * LANES, s[v].c3, s[v + 1].c3);
        }
    }
}

#else
typedef int sw_draw_avx2_is_not_here;
#endif
