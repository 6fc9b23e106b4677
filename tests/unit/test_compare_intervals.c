/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intervals and tests of differences against published numbers and against plain enumeration; how often they cover,
 * reckoned exactly over every table that can come up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

#include "paired.h"
#include "proportions.h"
#include "settle.h"

static void close_to(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g is not within %g of %.17g", a, tolerance, b);
}

/* Student (1908), Biometrika 6, 1-25: hours of sleep gained under two drugs; t, intervals and degrees of freedom as in
 * the manual of R's t.test. */
static void test_sleep(void **state)
{
    (void)state;
    static const double one[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    static const double two[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const sw_pairs p = sw_pairs_of(one, two, 10);
    close_to(p.difference.mean, 1.58, 1e-12);
    const sw_interval t = sw_t_interval(&p.difference, 0.95);
    close_to(t.low, 0.7001142, 5e-8);
    close_to(t.high, 2.4598858, 5e-8);
    close_to(sw_t_p(&p.difference), 0.002832890, 5e-9);
    const sw_interval w = sw_welch_interval(&p.base, &p.other, 0.95);
    close_to(w.low, -0.2054832, 5e-8);
    close_to(w.high, 3.3654832, 5e-8);
    close_to(sw_welch_p(&p.base, &p.other), 0.07939414, 5e-9);
    const double gain = (p.base.variance + p.other.variance) / p.difference.variance;
    close_to(sw_pairing_gain(&p), gain, 0);
    assert_true(gain > 4.7 && gain < 4.8); /* (4.06 / 1.86)^2 */
}

static void test_edges_of_means(void **state)
{
    (void)state;
    static const double a[] = {0.1, 0.2, 0.3}, b[] = {0.1, 0.2, 0.3};
    static const double holes[] = {0.1, (double)NAN, 0.5}, one[] = {7};
    sw_pairs p = sw_pairs_of(a, b, 3);
    sw_interval i = sw_t_interval(&p.difference, 0.95);
    assert_true(p.difference.mean == 0 && p.difference.variance == 0);
    assert_true(i.low == 0 && i.high == 0 && sw_t_p(&p.difference) == 1);
    assert_true(isinf(sw_pairing_gain(&p)));
    p = sw_pairs_of(a, holes, 3);
    assert_true(p.base.n == 2 && p.other.n == 2 && p.difference.n == 2);
    close_to(p.base.mean, 0.2, 1e-15);
    close_to(p.difference.mean, 0.1, 1e-15);
    p = sw_pairs_of(one, one, 1);
    i = sw_t_interval(&p.difference, 0.95);
    assert_true(isnan(i.low) && isnan(i.high) && isnan(sw_t_p(&p.difference)));
    /* equal values vary by nothing, whatever the rounding of their sum */
    double x[7];
    for (int k = 0; k < 7; k++)
        x[k] = 0.1;
    assert_true(sw_sample_of(x, 7).mean == 0.1 && sw_sample_of(x, 7).variance == 0);
}

/* For 0/1 pairs one more pair of either kind is the adjustment of Bonett & Price (2012): (b + 1, c + 1, n + 2). */
static void test_bounded(void **state)
{
    (void)state;
    enum { B = 12, C = 2, N = 50 };
    double d[N] = {0};
    for (int k = 0; k < B + C; k++)
        d[k] = k < B ? 1 : -1;
    const sw_sample s = sw_sample_bounded(sw_sample_of(d, N), -1, 1);
    const double m = (B - C) / (N + 2.0), square = (B + C + 2) / (N + 2.0);
    close_to(s.n, N + 2, 0);
    close_to(s.mean, m, 1e-15);
    close_to(s.variance, (square - m * m) * (N + 2) / (N + 1), 1e-14);
    for (int k = 0; k < N; k++)
        d[k] = 0;
    const sw_sample none = sw_sample_bounded(sw_sample_of(d, N), -10, 10);
    const sw_interval i = sw_t_interval(&none, 0.95);
    close_to(i.low, -i.high, 1e-15);
    close_to(i.high, 2.0076 * sqrt(200.0 / 51 / 52), 1e-4);
}

/* Newcombe (1998), Stat. Med. 17, 873-890, table II, method 10. */
static void test_newcombe_independent(void **state)
{
    (void)state;
    static const double rows[][6] = {
        {56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
        {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
        {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
        {10, 10, 0, 20, 0.6791, 1},       {10, 10, 0, 10, 0.6075, 1}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const double *r = rows[k];
        const sw_interval i = sw_newcombe_independent(r[0], r[1], r[2], r[3], 0.95);
        close_to(i.low, r[4], 5e-5);
        close_to(i.high, r[5], 5e-5);
        const sw_interval back = sw_newcombe_independent(r[2], r[3], r[0], r[1], 0.95);
        close_to(back.low, -i.high, 1e-15);
        close_to(back.high, -i.low, 1e-15);
    }
}

/*
 * Pairs: Newcombe (1998), Stat. Med. 17, 2635-2650, method 10 (the first three); Altman, Machin, Bryant & Gardner
 * (2000), Statistics with Confidence, table 6.2; Fagerland, Lydersen & Laake (2014), Stat. Med. 33, 2850-2875 (two).
 * The rest was reckoned from the formula by another program.
 */
static void test_newcombe_paired(void **state)
{
    (void)state;
    static const double rows[][6] = {
        {36, 12, 2, 0, 0.0569, 0.3404},  {18, 12, 2, 18, 0.0562, 0.3290},
        {53, 0, 0, 1, -0.0729, 0.0729},  {14, 5, 0, 22, 0.0115, 0.2265},
        {1, 1, 7, 12, -0.5069, -0.0256}, {59, 6, 16, 80, -0.1186, -0.0046},
        {20, 12, 2, 16, 0.0562, 0.3292}, {0, 0, 0, 54, -0.0664, 0.0664},
        {54, 0, 0, 0, -0.0664, 0.0664},  {0, 50, 0, 0, 0.8991, 1},
        {43, 0, 1, 0, -0.1181, 0.0597},  {1, 0, 0, 29, -0.1225, 0.1225},
        {36, 0, 14, 0, -0.4167, -0.1528}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const double *r = rows[k];
        const sw_fourfold t = {r[0], r[1], r[2], r[3]}, turned = {r[0], r[2], r[1], r[3]};
        const sw_interval i = sw_newcombe_paired(&t, 0.95);
        close_to(i.low, r[4], 5e-5);
        close_to(i.high, r[5], 5e-5);
        const sw_interval back = sw_newcombe_paired(&turned, 0.95);
        close_to(back.low, -i.high, 1e-15);
        close_to(back.high, -i.low, 1e-15);
    }
    const sw_fourfold nothing = {0, 0, 0, 0};
    assert_true(isnan(sw_newcombe_paired(&nothing, 0.95).low));
}

static double choose(int n, int k)
{
    double c = 1;
    if (k < 0 || k > n)
        return 0;
    for (int i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return floor(c + 0.5);
}

/* Every table with up to 16 pairs that differ: twice the smaller tail of b + c tosses of a coin. */
static void test_mcnemar(void **state)
{
    (void)state;
    close_to(sw_mcnemar_p(5, 0), 0.0625, 1e-15); /* Altman et al. (2000), table 6.2 */
    assert_true(sw_mcnemar_p(0, 0) == 1);
    for (int b = 0; b <= 16; b++)
        for (int c = 0; b + c <= 16; c++) {
            double tail = 0;
            for (int k = 0; k <= (b < c ? b : c); k++)
                tail += choose(b + c, k);
            close_to(sw_mcnemar_p(b, c), fmin(1, 2 * tail / pow(2, b + c)), 1e-13);
        }
}

/* Every pair of samples of up to 7. */
static void test_fisher(void **state)
{
    (void)state;
    close_to(sw_fisher_p(3, 4, 1, 4), 34 / 70.0,
             1e-14); /* Fisher (1935): the lady tasting tea */
    for (int n = 1; n <= 7; n++)
        for (int m = 1; m <= 7; m++)
            for (int k = 0; k <= n; k++)
                for (int l = 0; l <= m; l++) {
                    double lower = 0, upper = 0;
                    for (int i = 0; i <= n; i++) {
                        const double ways = choose(n, i) * choose(m, k + l - i);
                        lower += i <= k ? ways : 0;
                        upper += i >= k ? ways : 0;
                    }
                    close_to(sw_fisher_p(k, n, l, m),
                             fmin(1, 2 * fmin(lower, upper) / choose(n + m, k + l)),
                             1e-12);
                }
}

/* How often Newcombe's paired interval covers, exactly: the sum over all tables of n pairs. */
static double coverage(int n, double both, double first, double second, double level)
{
    const double neither = 1 - both - first - second, d = first - second;
    double sum = 0, log_n[200];
    log_n[0] = 0;
    for (int k = 1; k <= n; k++)
        log_n[k] = log_n[k - 1] + log(k);
    for (int a = 0; a <= n; a++)
        for (int b = 0; a + b <= n; b++)
            for (int c = 0; a + b + c <= n; c++) {
                const int e = n - a - b - c;
                const sw_fourfold t = {a, b, c, e};
                const double p =
                    exp(log_n[n] - log_n[a] - log_n[b] - log_n[c] - log_n[e]) *
                    pow(both, a) * pow(first, b) * pow(second, c) * pow(neither, e);
                if (p < 1e-12)
                    continue;
                const sw_interval i = sw_newcombe_paired(&t, level);
                sum += i.low <= d + 1e-12 && d - 1e-12 <= i.high ? p : 0;
            }
    return sum;
}

static void test_coverage_paired(void **state)
{
    (void)state;
    static const double p[][3] = {
        {0, 0, 0},          {0, 0.01, 0},       {0, 0.02, 0.01},   {0.01, 0.01, 0.01},
        {0.02, 0.05, 0},    {0.05, 0.05, 0.05}, {0.1, 0.1, 0.02},  {0.3, 0.1, 0.1},
        {0.5, 0.2, 0.05},   {0.2, 0.3, 0.1},    {0.9, 0.05, 0.02}, {0.97, 0.01, 0.01},
        {0.25, 0.25, 0.25}, {0.45, 0.05, 0.05}, {1, 0, 0}};
    double least = 1, sum = 0;
    for (size_t k = 0; k < sizeof p / sizeof p[0]; k++) {
        const double c = coverage(60, p[k][0], p[k][1], p[k][2], 0.95);
        least = fmin(least, c);
        sum += c / (sizeof p / sizeof p[0]);
        if (c < 0.93)
            fail_msg("(%g, %g, %g): covers %.4f", p[k][0], p[k][1], p[k][2], c);
    }
    print_message("paired, 60: covers %.4f on average, %.4f at least\n", sum, least);
    assert_true(sum >= 0.95);
    assert_true(coverage(60, 0, 0, 0, 0.95) == 1);
}

/* The same for independent samples of 50 and 80. */
static void test_coverage_independent(void **state)
{
    (void)state;
    static const double p[] = {0, 0.005, 0.02, 0.05, 0.1, 0.3, 0.5, 0.9, 0.99, 1};
    enum { P = sizeof p / sizeof p[0], N = 50, M = 80 };
    double least = 1, sum = 0;
    for (int i = 0; i < P; i++)
        for (int j = 0; j < P; j++) {
            double covers = 0;
            for (int k = 0; k <= N; k++)
                for (int l = 0; l <= M; l++) {
                    const double q = choose(N, k) * pow(p[i], k) * pow(1 - p[i], N - k) *
                                     choose(M, l) * pow(p[j], l) * pow(1 - p[j], M - l);
                    const sw_interval x = sw_newcombe_independent(k, N, l, M, 0.95);
                    covers +=
                        x.low <= p[i] - p[j] + 1e-12 && p[i] - p[j] - 1e-12 <= x.high ? q
                                                                                      : 0;
                }
            least = fmin(least, covers);
            sum += covers / (P * P);
            const int both_small = p[i] <= 0.1 && p[j] <= 0.1;
            if (covers < (both_small ? 0.93 : 0.90))
                fail_msg("(%g, %g): covers %.4f", p[i], p[j], covers);
        }
    print_message("independent, 50 and 80: covers %.4f on average, %.4f at least\n", sum,
                  least);
    assert_true(sum >= 0.95);
}

/* A uniform in (0, 1) from a counter (splitmix64): the same on every machine. */
static double uniform(uint64_t counter)
{
    uint64_t z = (counter + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}

/* Years gained: mostly 0, sometimes a few years. */
static double years(double u, double often, double mean_of_them)
{
    return u < often ? 1 + floor(2 * (mean_of_them - 1) * u / often + 0.5) : 0;
}

/* 4,000 samples of 200 pairs: a mean of rare whole years is covered as often as it should be, where a plain t interval
 * collapses to a point. */
static void test_coverage_years(void **state)
{
    (void)state;
    static const double often[] = {0, 0.002, 0.01, 0.05, 0.2, 0.5};
    enum { TRIES = 4000, N = 200 };
    uint64_t counter = 0;
    for (size_t k = 0; k < sizeof often / sizeof often[0]; k++) {
        double d[N], truth = 0;
        int covers = 0, plain = 0;
        for (int i = 0; i < 100000; i++) /* the mean of years(), by its definition */
            truth += years((i + 0.5) / 100000, often[k], 4) / 100000;
        for (int t = 0; t < TRIES; t++) {
            for (int i = 0; i < N; i++)
                d[i] = years(uniform(counter++), often[k], 4);
            const sw_sample raw = sw_sample_of(d, N), s = sw_sample_bounded(raw, -10, 10);
            const sw_interval i = sw_t_interval(&s, 0.95), j = sw_t_interval(&raw, 0.95);
            covers += i.low <= truth && truth <= i.high;
            plain += j.low <= truth && truth <= j.high;
        }
        print_message("years, %g of futures: covers %.4f, a plain t %.4f\n", often[k],
                      covers / (double)TRIES, plain / (double)TRIES);
        assert_true(covers >= (0.95 - 0.0125) * TRIES);
    }
}

/* t over skewed differences of 100 pairs: what is claimed for means. */
static void test_coverage_means(void **state)
{
    (void)state;
    enum { TRIES = 4000, N = 100 };
    uint64_t counter = 1u << 30;
    int paired = 0, unpaired = 0;
    for (int t = 0; t < TRIES; t++) {
        double a[N], b[N];
        for (int i = 0; i < N; i++) {
            a[i] = -log(uniform(counter++));
            b[i] = a[i] + 0.5 - 0.3 * log(uniform(counter++));
        }
        const sw_pairs p = sw_pairs_of(a, b, N);
        const sw_interval x = sw_t_interval(&p.difference, 0.95);
        paired += x.low <= 0.8 && 0.8 <= x.high;
        for (int i = 0; i < N; i++)
            b[i] = b[i] - a[i] - log(uniform(counter++));
        const sw_sample c = sw_sample_of(a, N), d = sw_sample_of(b, N);
        const sw_interval y = sw_welch_interval(&c, &d, 0.95);
        unpaired += y.low <= 0.8 && 0.8 <= y.high;
    }
    print_message("means: paired t covers %.4f, Welch %.4f\n", paired / (double)TRIES,
                  unpaired / (double)TRIES);
    assert_true(paired >= (0.95 - 0.017) * TRIES && unpaired >= (0.95 - 0.017) * TRIES);
}

static void test_settle(void **state)
{
    (void)state;
    close_to(sw_settle_mean(1, 1, 0.95, 0.9), 11, 0); /* 10.507 */
    close_to(sw_settle_mean(-0.1, 1, 0.95, 0.9), 1051, 0);
    assert_true(isinf(sw_settle_mean(0, 1, 0.95, 0.9)));
    assert_true(isnan(sw_settle_mean(NAN, 1, 0.95, 0.9)));
    /* what is said to be enough is: the same shares, so many pairs */
    static const double rows[][4] = {
        {1, 3, 1, 95}, {0, 1, 0, 99}, {40, 4, 6, 50}, {97, 2, 1, 0}};
    for (size_t k = 0; k < 4; k++) {
        const sw_fourfold t = {rows[k][0], rows[k][1], rows[k][2], rows[k][3]};
        const sw_interval now = sw_newcombe_paired(&t, 0.95);
        const double n = sw_settle_paired(&t, 0.95, 0.9), f = n / 100;
        const sw_fourfold more = {t.both * f, t.first_only * f, t.second_only * f,
                                  t.neither * f};
        const sw_interval then = sw_newcombe_paired(&more, 0.95);
        assert_true(now.low <= 0 && 0 <= now.high && n > 100);
        assert_true(then.low > 0 || then.high < 0);
    }
    const double n = sw_settle_independent(2, 100, 3, 120, 0.95, 0.9);
    const sw_interval i = sw_newcombe_independent(0.02 * n, n, 0.025 * n, n, 0.95);
    assert_true(n > 10000 && i.high < 0);
}

/* So many replications settle it in about nine of ten cases: 2,000 samples of the size that is asked for. */
static void test_settle_power(void **state)
{
    (void)state;
    enum { TRIES = 2000, MOST = 1000 };
    const int n = (int)sw_settle_mean(0.1, 1.0 / 3, 0.95,
                                      0.9); /* uniform in (-1, 1), moved by 0.1 */
    uint64_t counter = 1u << 31;
    int clear = 0;
    assert_true(n > 100 && n < MOST);
    for (int t = 0; t < TRIES; t++) {
        double d[MOST];
        for (int i = 0; i < n; i++)
            d[i] = 2 * uniform(counter++) - 0.9;
        const sw_sample s = sw_sample_of(d, (size_t)n);
        clear += sw_t_interval(&s, 0.95).low > 0;
    }
    close_to(clear / (double)TRIES, 0.9, 0.033);
}

static void test_holm(void **state)
{
    (void)state;
    static const double p[] = {0.01, 0.04, (double)NAN, 0.03}, q[] = {0.5, 0.5},
                        r[] = {0.2};
    double a[4];
    sw_holm(p, 4, a);
    close_to(a[0], 0.03, 1e-15);
    close_to(a[1], 0.06, 1e-15);
    close_to(a[3], 0.06, 1e-15);
    assert_true(isnan(a[2]));
    sw_holm(q, 2, a);
    assert_true(a[0] == 1 && a[1] == 1);
    sw_holm(r, 1, a);
    assert_true(a[0] == 0.2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sleep),
                                       cmocka_unit_test(test_edges_of_means),
                                       cmocka_unit_test(test_bounded),
                                       cmocka_unit_test(test_newcombe_independent),
                                       cmocka_unit_test(test_newcombe_paired),
                                       cmocka_unit_test(test_mcnemar),
                                       cmocka_unit_test(test_fisher),
                                       cmocka_unit_test(test_coverage_paired),
                                       cmocka_unit_test(test_coverage_independent),
                                       cmocka_unit_test(test_coverage_years),
                                       cmocka_unit_test(test_coverage_means),
                                       cmocka_unit_test(test_settle),
                                       cmocka_unit_test(test_settle_power),
                                       cmocka_unit_test(test_holm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
