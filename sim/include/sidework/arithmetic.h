/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Elementary functions with the same bits everywhere, fast enough for the month's inner
 * loops.
 *
 * libm is not used: its results change with the machine's instruction set and the
 * library's version, and its calls stop a loop from vectorising. Everything here is
 * inline, free of branches and made of operations that IEEE 754 rounds exactly (+ - * /
 * sqrt, conversions), so that scalar, SSE, AVX2 and AVX-512 code from gcc and clang
 * agrees bit for bit, if compiled with -ffp-contract=off. The test of this header holds a
 * checksum.
 *
 * Float versions are for loops over staff, _d versions for set-up. Error bounds are the
 * largest relative error against 80-bit libm, measured by the test; they are rounded up.
 * Coefficients without a source were fitted for this file: weighted minimax (Lawson
 * iteration) in double, rounded to float, the bound measured afterwards. NaN in gives NaN
 * out; the rounding mode is to nearest.
 */
#ifndef SIDEWORK_ARITHMETIC_H
#define SIDEWORK_ARITHMETIC_H

#include <stdint.h>
#include <string.h>

#include <sidework/tally.h>

static inline uint32_t sw_bits_of_f(float x)
{
    uint32_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline float sw_f_of_bits(uint32_t bits)
{
    float x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline uint64_t sw_bits_of_d(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double sw_d_of_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Smaller of two; b if either is NaN. */
static inline float sw_min_f(float a, float b)
{
    return a < b ? a : b;
}

/* Larger of two; b if either is NaN. */
static inline float sw_max_f(float a, float b)
{
    return a > b ? a : b;
}

/* x within [low, high]; NaN stays NaN. */
static inline float sw_clamp_f(float x, float low, float high)
{
    return sw_min_f(high, sw_max_f(low, x));
}

/* The same in double; and unlike fmin and fmax, never a call. */
static inline double sw_min_d(double a, double b)
{
    return a < b ? a : b;
}

static inline double sw_max_d(double a, double b)
{
    return a > b ? a : b;
}

static inline double sw_clamp_d(double x, double low, double high)
{
    return sw_min_d(high, sw_max_d(low, x));
}

/* The whole number not above x, |x| < 2^31: floor without a call. */
static inline int32_t sw_floor_i(double x)
{
    const int32_t towards_0 = (int32_t)x;
    return towards_0 - (towards_0 > x);
}

/* The nearest whole number, halves to even, |x| < 2^51: nearbyint without a call. */
static inline double sw_round_d(double x)
{
    return (x + 6755399441055744.0) - 6755399441055744.0;
}

/*
 * e^x, x clamped to [-87, 87] (so the result is never 0, subnormal or infinite). Relative
 * error <= 1.0e-7.
 *
 *   x = n ln 2 + r, |r| <= ln 2 / 2;  e^x = 2^n (1 + r + r^2 q(r)), q of degree 4
 *                                     (fitted: 3.1e-9)
 *
 * ln 2 is split in two so that n * high is exact (Cody & Waite 1980, chapter 6); adding
 * 1.5 * 2^23 rounds to the nearest whole number and leaves it in the low bits.
 */
static inline float sw_exp(float x)
{
    SW_TALLY(EXP, 1);
    const float shift = 12582912.0f;
    const uint32_t sign = sw_bits_of_f(x) & 0x80000000u;
    const float bound = sw_f_of_bits(sw_bits_of_f(87.0f) | sign);
    const float y = sw_f_of_bits(sw_bits_of_f(x) ^ sign) > 87.0f ? bound : x;
    const float t = y * 1.44269502f + shift;
    const float n = t - shift;
    const float r = (y - n * 0.693359375f) - n * -2.12194440e-4f;
    const float q = 0.49999994f +
                    r * (0.166665196f +
                         r * (0.0416683964f + r * (0.00836879574f + r * 0.00138144346f)));
    const float scale = sw_f_of_bits((sw_bits_of_f(t) + 127u) << 23);

    return (1.0f + (r + r * r * q)) * scale;
}

/*
 * Natural logarithm of a normal x > 0. Relative error <= 1.1e-7 (near 1 too: log 1 is
 * exactly 0).
 *
 *   x = 2^e m, m in [sqrt(1/2), sqrt 2), f = m - 1;  log x = e ln 2 + f - f^2 / 2 + f^3
 *   p(f), p of degree 6 (fitted: 3.2e-8)
 */
static inline float sw_log(float x)
{
    SW_TALLY(LOG, 1);
    const uint32_t bits = sw_bits_of_f(x);
    const int32_t e = (int32_t)((bits - 0x3F3504F3u + (127u << 23)) >> 23) - 127;
    const float f = sw_f_of_bits(bits - ((uint32_t)e << 23)) - 1.0f;
    const float n = (float)e;
    const float p =
        0.333339155f +
        f * (-0.25001353f +
             f * (0.199628979f +
                  f * (-0.165769666f +
                       f * (0.149160594f + f * (-0.142733485f + f * 0.0870428905f)))));

    return n * 0.693359375f + (f + (n * -2.12194440e-4f + f * f * (f * p - 0.5f)));
}

/* 1 / (1 + e^-x), x clamped to [-87, 87]. In (0, 1]; relative error <= 1.6e-7. */
static inline float sw_logistic(float x)
{
    SW_TALLY(LOGISTIC, 1);
    return 1.0f / (1.0f + sw_exp(-x));
}

/*
 * Inverse of the standard normal distribution function, u in [2^-32, 1 - 2^-24]. Relative
 * error <= 5.5e-7. Exactly antisymmetric: sw_normal(1 - u) = -sw_normal(u) wherever 1 - u
 * is a float.
 *
 *   w = -log(4 u (1 - u));  z = (2 u - 1) P(w) / Q(w)
 *
 * The variable w is that of Giles (2010), "Approximating the erfinv function", section 2;
 * one rational of degrees 5 and 5 over w in [0, 21] (fitted: 1.2e-7) serves the centre
 * and both tails without a branch, and as all its coefficients are positive it loses
 * nothing to cancellation.
 */
static inline float sw_normal(float u)
{
    SW_TALLY(NORMAL, 1);
    const float w = -sw_log(4.0f * (u * (1.0f - u)));
    const float p =
        1.25331426f +
        w * (0.450244129f +
             w * (0.0891588777f +
                  w * (0.0117595959f + w * (9.86471889e-4f + w * 2.96342514e-5f))));
    const float q =
        1.0f + w * (0.0974458829f +
                    w * (0.0325856656f + w * (0.00223066844f +
                                              w * (1.70006853e-4f + w * 1.0290413e-6f))));

    return 2.0f * (u - 0.5f) * (p / q);
}

/*
 * e^x in double, x clamped to [-708, 709]. Relative error <= 2e-16.
 * As sw_exp, with the Taylor series to r^13 / 13! (remainder below 5e-18).
 */
static inline double sw_exp_d(double x)
{
    SW_TALLY(DOUBLE, 1);
    static const double inverse_factorials[] = {
        1.0 / 2,       1.0 / 6,        1.0 / 24,        1.0 / 120,
        1.0 / 720,     1.0 / 5040,     1.0 / 40320,     1.0 / 362880,
        1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};
    const double shift = 6755399441055744.0;
    const double y = x < -708.0 ? -708.0 : x > 709.0 ? 709.0 : x;
    const double t = y * 1.4426950408889634 + shift;
    const double n = t - shift;
    const double r = (y - n * 0x1.62e42p-1) - n * 0x1.fdf473de6af28p-22;
    const double scale = sw_d_of_bits((sw_bits_of_d(t) + 1023u) << 52);
    double q = 0.0;

    for (int i = 11; i >= 0; i--) {
        q = q * r + inverse_factorials[i];
    }
    return (1.0 + (r + r * r * q)) * scale;
}

/*
 * Natural logarithm of a normal x > 0 in double. Relative error <= 2e-16.
 *
 *   x = 2^e m, f = m - 1 as in sw_log, s = f / (2 + f);  log m = 2 artanh s = f - s (f -
 *   R), R = 2 s^2 / 3 + 2 s^4 / 5 + ... + 2 s^22 / 23 (s^2 < 0.0295: remainder below
 *   1e-19)
 */
static inline double sw_log_d(double x)
{
    SW_TALLY(DOUBLE, 1);
    const uint64_t bits = sw_bits_of_d(x);
    const int64_t e =
        (int64_t)((bits - 0x3FE6A09E667F3BCDu + (UINT64_C(1023) << 52)) >> 52) - 1023;
    const double f = sw_d_of_bits(bits - ((uint64_t)e << 52)) - 1.0;
    /* (double)e, which before AVX-512 is no vector instruction */
    const double n =
        sw_d_of_bits(UINT64_C(0x4338000000000000) + (uint64_t)e) - 6755399441055744.0;
    const double s = f / (2.0 + f);
    const double s2 = s * s;
    double series = 0.0;

    for (int k = 23; k >= 3; k -= 2) {
        series = series * s2 + 2.0 / k;
    }
    return n * 0x1.62e42p-1 + (f - (s * (f - s2 * series) - n * 0x1.fdf473de6af28p-22));
}

/*
 * Inverse of the standard normal distribution function in double, u in (0, 1). Relative
 * error <= 1.2e-15. Algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37,
 * 477-484): three rationals of degree 7, for |u - 1/2| <= 0.425, for the tails down to
 * 1.4e-11, and beyond.
 */
static inline double sw_normal_d(double u)
{
    SW_TALLY(DOUBLE, 1);
    static const double numerator[3][8] = {
        {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
         1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
         3.3430575583588128105e4, 2.5090809287301226727e3},
        {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
         3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
         2.27238449892691845833e-2, 7.74545014278341407640e-4},
        {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
         2.71155556874348757815e-5, 2.01033439929228813265e-7}};
    static const double denominator[3][8] = {
        {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
         2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
         5.2264952788528545610e3},
        {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
         6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
         5.47593808499534494600e-4, 1.05075007164441684324e-9},
        {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
         1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
         1.42151175831644588870e-7, 2.04426310338993978564e-15}};
    const double centred = u - 0.5;
    const double tail = centred < 0.0 ? u : 1.0 - u;
    const double t = __builtin_sqrt(-sw_log_d(tail));
    const int central = centred >= -0.425 && centred <= 0.425;
    const int piece = central ? 0 : t <= 5.0 ? 1 : 2;
    const double r = central    ? 0.180625 - centred * centred
                     : t <= 5.0 ? t - 1.6
                                : t - 5.0;
    double p = 0.0;
    double q = 0.0;

    for (int i = 7; i >= 0; i--) {
        p = p * r + numerator[piece][i];
        q = q * r + denominator[piece][i];
    }
    return (central ? centred : centred < 0.0 ? -1.0 : 1.0) * (p / q);
}

#endif
