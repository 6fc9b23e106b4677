/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The error bounds promised in arithmetic.h, measured against 80-bit libm over all exponents, and a checksum of
 * the bits: built again for other instruction sets, compilers and levels of optimisation, this program must
 * find the same one. That is what "the same bytes on every machine" rests on.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sidework/arithmetic.h>

#include <math.h>
#include <stdio.h>

/* Relative error of got against a reference that is not 0. */
static double error_of(double got, long double reference)
{
    return (double)fabsl(((long double)got - reference) / reference);
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Inverse normal by Newton steps on libm's complementary error function, on the side of the smaller tail. */
static long double normal_reference(long double u, long double start)
{
    const long double root_half = 0.70710678118654752440L;
    const long double density_scale = 0.39894228040143267794L;
    const int upper = u > 0.5L;
    const long double tail = upper ? 1.0L - u : u;
    long double z = upper ? start : -start; /* z > 0: P(Z > z) = tail */

    for (int i = 0; i < 4; i++) {
        const long double excess = 0.5L * erfcl(z * root_half) - tail;
        z += excess / (density_scale * expl(-0.5L * z * z));
    }
    return upper ? z : -z;
}

static void test_exp(void **state)
{
    double worst = 0;
    double worst_d = 0;

    (void)state;
    for (int i = -87 * 1024; i <= 87 * 1024; i++) {
        const float x = (float)i / 1024.0f;
        worst = larger(worst, error_of((double)sw_exp(x), expl((long double)x)));
    }
    for (uint32_t bits = 0x00800000u; bits < 0x42AE0000u; bits += 9973) {
        const float x = sw_f_of_bits(bits);
        worst = larger(worst, error_of((double)sw_exp(x), expl((long double)x)));
        worst = larger(worst, error_of((double)sw_exp(-x), expl(-(long double)x)));
    }
    for (int i = -708 * 300; i <= 709 * 300; i++) {
        const double x = i / 300.0;
        worst_d = larger(worst_d, error_of(sw_exp_d(x), expl((long double)x)));
    }
    print_message("exp: %.3g, exp_d: %.3g\n", worst, worst_d);
    assert_true(worst <= 1.0e-7);
    assert_true(worst_d <= 2e-16);
}

static void test_log(void **state)
{
    double worst = 0;
    double worst_d = 0;

    (void)state;
    for (uint32_t bits = 0x00800000u; bits < 0x7F800000u; bits += 6967) {
        const float x = sw_f_of_bits(bits);
        if (bits != 0x3F800000u) {
            worst = larger(worst, error_of((double)sw_log(x), logl((long double)x)));
        }
    }
    for (int i = -100000; i <= 100000; i++) { /* where the result passes through 0 */
        const float x = 1.0f + (float)i * 0x1p-20f;
        if (i != 0) {
            worst = larger(worst, error_of((double)sw_log(x), logl((long double)x)));
        }
    }
    for (uint64_t bits = UINT64_C(1) << 52; bits < UINT64_C(0x7FF) << 52;
         bits += 52639129 * UINT64_C(999331)) {
        const double x = sw_d_of_bits(bits);
        worst_d = larger(worst_d, error_of(sw_log_d(x), logl((long double)x)));
    }
    for (int i = 1; i < 200000; i++) {
        const double x = 0.5 + i * 0x1.000123p-17;
        worst_d = larger(worst_d, error_of(sw_log_d(x), logl((long double)x)));
    }
    print_message("log: %.3g, log_d: %.3g\n", worst, worst_d);
    assert_true(worst <= 1.1e-7);
    assert_true(worst_d <= 2e-16);
    assert_true(sw_log(1.0f) == 0.0f);
    assert_true(sw_log_d(1.0) == 0.0);
}

static void test_logistic(void **state)
{
    double worst = 0;
    float previous = 0.0f;

    (void)state;
    for (int i = -87 * 2048; i <= 87 * 2048; i++) {
        const float x = (float)i / 2048.0f;
        const float p = sw_logistic(x);
        worst = larger(worst, error_of((double)p, 1.0L / (1.0L + expl(-(long double)x))));
        assert_true(p >= previous);
        assert_true(p > 0.0f && p <= 1.0f);
        previous = p;
    }
    print_message("logistic: %.3g\n", worst);
    assert_true(worst <= 1.6e-7);
    assert_true(sw_logistic(0.0f) == 0.5f);
    /* float by float where rounding could turn it back: across all magnitudes of both signs */
    for (uint32_t bits = 0x3F000000u; bits < 0x3F100000u; bits++) {
        assert_true(sw_logistic(sw_f_of_bits(bits + 1)) >=
                    sw_logistic(sw_f_of_bits(bits)));
        assert_true(sw_logistic(-sw_f_of_bits(bits + 1)) <=
                    sw_logistic(-sw_f_of_bits(bits)));
    }
}

static void test_normal(void **state)
{
    double worst = 0;
    float previous = -10.0f;

    (void)state;
    for (uint32_t k = 1; k < 1u << 24; k += 179) {
        const float u = (float)k * 0x1p-24f;
        const float z = sw_normal(u);
        worst = larger(
            worst, error_of((double)z, normal_reference((long double)u, (long double)z)));
        assert_true(sw_normal(1.0f - u) == -z);
        assert_true(z > previous);
        previous = z;
    }
    /* the lower tail is finer than the upper one: down to 2^-32 */
    for (int i = 0; i < 4400; i++) {
        const float u = (float)ldexp(1.0 + (i % 220) / 220.0, i / 220 - 32);
        const float z = sw_normal(u);
        worst = larger(
            worst, error_of((double)z, normal_reference((long double)u, (long double)z)));
    }
    print_message("normal: %.3g\n", worst);
    assert_true(worst <= 5.5e-7);
    assert_true(sw_normal(0.5f) == 0.0f);
    assert_true(sw_normal(0x1p-24f) == -sw_normal(1.0f - 0x1p-24f));
    assert_true(isfinite(sw_normal(0x1p-24f)));
}

static void test_normal_d(void **state)
{
    double worst = 0;

    (void)state;
    for (int k = 1; k < 65536; k++) {
        const double u = k * 0x1p-16;
        if (k != 32768) {
            const double z = sw_normal_d(u);
            worst = larger(worst,
                           error_of(z, normal_reference((long double)u, (long double)z)));
            assert_true(sw_normal_d(1.0 - u) == -z);
        }
    }
    /* all three pieces, down to 2^-1000 */
    for (int i = 0; i < 39600; i++) {
        const double u = ldexp(1.0 + (i % 40) / 40.0, i / 40 - 1000);
        const double z = sw_normal_d(u);
        worst =
            larger(worst, error_of(z, normal_reference((long double)u, (long double)z)));
    }
    print_message("normal_d: %.3g\n", worst);
    assert_true(worst <= 1.2e-15);
    assert_true(sw_normal_d(0.5) == 0.0);
    assert_true(isfinite(sw_normal_d(0x1p-53)) && isfinite(sw_normal_d(1.0 - 0x1p-53)));
}

static void test_limits(void **state)
{
    (void)state;
    assert_true(sw_exp(0.0f) == 1.0f && sw_exp_d(0.0) == 1.0);
    assert_true(sw_exp(-1e30f) == sw_exp(-87.0f) && sw_exp(1e30f) == sw_exp(87.0f));
    assert_true(sw_exp(-INFINITY) == sw_exp(-87.0f) && sw_exp(INFINITY) == sw_exp(87.0f));
    assert_true(isfinite(sw_exp(87.0f)) && isnormal(sw_exp(-87.0f)));
    assert_true(isfinite(sw_exp_d(1e9)) && isnormal(sw_exp_d(-1e9)));
    assert_true(isnormal(sw_logistic(-1e9f)) && sw_logistic(1e9f) == 1.0f);
    assert_true(isnan(sw_exp(NAN)) && isnan(sw_logistic(NAN)) && isnan(sw_exp_d(NAN)));
    assert_true(isnan(sw_clamp_f(NAN, 0.0f, 1.0f)));
    assert_true(sw_clamp_f(2.0f, 0.0f, 1.0f) == 1.0f &&
                sw_clamp_f(-2.0f, 0.0f, 1.0f) == 0.0f);
    assert_true(sw_clamp_f(0.25f, 0.0f, 1.0f) == 0.25f);
    assert_true(sw_min_f(1.0f, 2.0f) == 1.0f && sw_max_f(1.0f, 2.0f) == 2.0f);
    assert_true(sw_min_d(1.0, 2.0) == 1.0 && sw_max_d(1.0, 2.0) == 2.0);
    assert_true(sw_clamp_d(-1.0, 0.0, 1.0) == 0.0 && sw_clamp_d(3.0, 0.0, 1.0) == 1.0);
    assert_true(isnan(sw_clamp_d(NAN, 0.0, 1.0)));
}

static void test_round(void **state)
{
    (void)state;
    for (int i = -4000; i <= 4000; i++) {
        assert_true(sw_round_d(i / 8.0) == nearbyint(i / 8.0));
        assert_true(sw_floor_i(i / 8.0) == floor(i / 8.0));
        assert_true(sw_round_d(i * 123456789.125) == nearbyint(i * 123456789.125));
    }
    assert_true(sw_round_d(0x1p50 + 0.75) == 0x1p50 + 1.0);
}

enum { BLOCK = 512, N_FLOAT = 4, N_DOUBLE = 3 };

/* Every function over one block, in loops that a compiler turns into vector code if it can. */
static void evaluate(const float *restrict x, const float *restrict u,
                     float (*restrict y)[BLOCK], double (*restrict z)[BLOCK])
{
    for (int i = 0; i < BLOCK; i++) {
        y[0][i] = sw_exp(x[i]);
    }
    for (int i = 0; i < BLOCK; i++) {
        y[1][i] = sw_log(y[0][i]);
    }
    for (int i = 0; i < BLOCK; i++) {
        y[2][i] = sw_logistic(x[i]);
    }
    for (int i = 0; i < BLOCK; i++) {
        y[3][i] = sw_normal(u[i]);
    }
    for (int i = 0; i < BLOCK; i++) {
        z[0][i] = sw_exp_d((double)x[i]);
    }
    for (int i = 0; i < BLOCK; i++) {
        z[1][i] = sw_log_d((double)u[i]);
    }
    for (int i = 0; i < BLOCK; i++) {
        z[2][i] = sw_normal_d((double)u[i]);
    }
}

/* FNV-1a over whole words, so that it does not depend on byte order. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    return (hash ^ word) * UINT64_C(1099511628211);
}

static void test_checksum(void **state)
{
    static float x[BLOCK], u[BLOCK], y[N_FLOAT][BLOCK];
    static double z[N_DOUBLE][BLOCK];
    uint64_t hash = UINT64_C(14695981039346656037);

    (void)state;
    for (uint32_t block = 0; block < 256; block++) {
        for (uint32_t i = 0; i < BLOCK; i++) {
            const uint32_t k =
                block * BLOCK + i; /* 0 ... 2^17 - 1, odd multiples spread both grids */
            x[i] = ((float)(k * 40503u & 0x1FFFFu) - 65536.0f) * 0x1.4p-10f;
            u[i] = ((float)(k * 64217u & 0x1FFFFu) + 0.5f) * 0x1p-17f;
        }
        evaluate(x, u, y, z);
        for (int i = 0; i < BLOCK; i++) {
            for (int f = 0; f < N_FLOAT; f++) {
                hash = mix(hash, sw_bits_of_f(y[f][i]));
            }
            for (int f = 0; f < N_DOUBLE; f++) {
                hash = mix(hash, sw_bits_of_d(z[f][i]));
            }
        }
    }
    print_message("checksum: %016llx\n", (unsigned long long)hash);
    assert_true(hash == UINT64_C(0x76a5234502964a5c));
}

/* Built for a wider instruction set than this machine has: nothing to test here (77 = skipped). */
static int machine_is_too_old(void)
{
#if defined(__AVX512F__)
    return !(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"));
#elif defined(__AVX2__)
    return !(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"));
#else
    return 0;
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exp),      cmocka_unit_test(test_log),
        cmocka_unit_test(test_logistic), cmocka_unit_test(test_normal),
        cmocka_unit_test(test_normal_d), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_round),    cmocka_unit_test(test_checksum),
    };

    if (machine_is_too_old()) {
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
