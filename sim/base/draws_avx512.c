/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Philox4x32-10 for 32 people at a time with AVX-512.
 *
 * As draws_avx2.c, with lanes twice as many and both exclusive ors of a word in one
 * instruction (0x96 is the truth table of a ^ b ^ c).
 */
#include "draws_kernels.h"

#ifdef SW_DRAW_X86

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f")))

enum { LANES = 8 };

typedef struct state {
    __m512i c0, c1, c2, c3;
} state;

AVX512 static inline __m512i all(uint32_t word)
{
    return _mm512_set1_epi64((int64_t)word);
}

AVX512 static inline __m512i high(__m512i product)
{
    return _mm512_srli_epi64(product, 32);
}

AVX512 static inline __m512i xor3(__m512i a, __m512i b, __m512i c)
{
    return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}

/* Rounds 1 and 2 on people, or on draws of one who: x, low halves. */
AVX512 static inline state begin(__m512i x, const sw_draw_fixed *fixed)
{
    const __m512i p0 = _mm512_mul_epu32(x, all(SW_PHILOX_M0));
    const __m512i n2 = _mm512_xor_si512(fixed->run ? x : high(p0), all(fixed->c2));
    const __m512i p1 = _mm512_mul_epu32(n2, all(SW_PHILOX_M1));
    const __m512i c3 = fixed->run ? all(fixed->c3) : _mm512_xor_si512(p0, all(fixed->c3));
    return (state){_mm512_xor_si512(high(p1), all(fixed->c0)), p1, c3, all(fixed->last)};
}

AVX512 static inline state round_of(state s, __m512i k0, __m512i k1)
{
    const __m512i p0 = _mm512_mul_epu32(s.c0, all(SW_PHILOX_M0));
    const __m512i p1 = _mm512_mul_epu32(s.c2, all(SW_PHILOX_M1));
    return (state){xor3(high(p1), s.c1, k0), p1, xor3(high(p0), s.c3, k1), p0};
}

/* Low halves of even and odd people, back in order. */
AVX512 static inline void put(uint32_t *to, __m512i even, __m512i odd)
{
    _mm512_store_si512(to,
                       _mm512_mask_blend_epi32(0xAAAA, even, _mm512_slli_epi64(odd, 32)));
}

AVX512 void sw_draw_avx512(sw_key key, enum sw_draw_along along, uint32_t same, int n,
                           const uint32_t *varies, uint32_t words[4][SW_DRAW_BLOCK])
{
    const sw_draw_fixed fixed = sw_draw_fixed_of(key, along, same);
    for (int i = 0; i < n; i += 4 * LANES) {
        state s[4];
        for (int v = 0; v < 4; v += 2) {
            const __m512i x = _mm512_loadu_si512(varies + i + v * LANES);
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
typedef int sw_draw_avx512_is_not_here;
#endif
