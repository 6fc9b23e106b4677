/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 100,000 replications of a small city in which every mechanism is at work
 * (golden/tiny.cfg). No theory gives its results; what must hold all the same:
 *
 *   every state verifies at its end; every value is a number where it must be, every count
 *   whole, every first year the first in which the stored rate is at the threshold;
 *   no two replications are the same;
 *   replications are independent draws of one law, so that Monte Carlo errors are what
 *   sqrt(p (1 - p) / n) says: no drift, no correlation of neighbours, and the shares of
 *   100 batches scatter as binomial shares do.
 *
 * Bounds: five standard errors; the seed is fixed.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATIONS = 100000, BATCH = 1000, N_BATCHES = REPLICATIONS / BATCH };

static const double allowed = 5.0;
static double rate[REPLICATIONS]; /* side-work rate of the last year */
static uint64_t digest[REPLICATIONS];

/* FNV-1a: enough to tell 100,000 records apart. */
static uint64_t digest_of(const double *values, size_t n)
{
    const unsigned char *at = (const unsigned char *)values;
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t k = 0; k < n * sizeof *values; k++)
        h = (h ^ at[k]) * UINT64_C(0x100000001b3);
    return h;
}

/* Ratios may be undefined (of nobody); counts and flags are whole. */
static void check_values(const simulation *s)
{
    const sw_layout *l = &s->results.layout;
    for (int i = 0; i < l->n_variables; i++) {
        const sw_variable *v = &l->variables[i];
        for (size_t k = 0; k < v->length; k++) {
            const double x = s->record[v->offset + k];
            if (isinf(x) || (v->storage != SW_STORE_RATIO && !(x == floor(x))))
                fail_msg("replication %u: %s is %g", (unsigned)s->world.replication,
                         v->name, x);
        }
    }
}

static void check_first_years(const simulation *s)
{
    const sw_layout *l = &s->results.layout;
    const double *annual = recorded(s, SW_INDICATOR_side_work_rate_annual, 0);
    const double *first = recorded(s, SW_INDICATOR_first_year_reached, 0);
    for (int k = 0; k < l->n_thresholds; k++) {
        int year = -1;
        for (int y = l->n_years - 1; y > 0; y--)
            year = annual[y] >= l->thresholds[k] ? l->base_year + y : year;
        assert_int_equal((int)first[k], year);
    }
}

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void test_every_replication(void **state)
{
    static simulation s;
    (void)state;
    simulation_open(&s, "tests/golden/tiny.cfg", NULL);
    const sw_layout *l = &s.results.layout;
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        simulation_start(&s, r);
        while (s.world.t < l->n_months)
            sw_replication_month(&sw_model_city_hall, &s.world);
        sw_record_end(&s.world);
        if (sw_world_verify(&s.world, &s.diagnostics))
            fail_msg("replication %u: %s", (unsigned)r, s.diagnostics.text);
        check_values(&s);
        check_first_years(&s);
        rate[r] = *recorded(&s, SW_INDICATOR_side_work_rate_annual, l->n_years - 1);
        assert_true(rate[r] >= 0.0 && rate[r] <= 1.0);
        digest[r] = digest_of(s.record, l->record_length);
    }
    simulation_close(&s);
}

static void test_no_two_alike(void **state)
{
    (void)state;
    qsort(digest, REPLICATIONS, sizeof *digest, by_value);
    for (int r = 1; r < REPLICATIONS; r++)
        assert_true(digest[r] != digest[r - 1]);
}

static double mean_of(const double *x, int n)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++)
        sum += x[k];
    return sum / n;
}

static void expect_small(const char *what, double off)
{
    printf("%-44s %+5.2f standard errors\n", what, off);
    if (!(fabs(off) <= allowed))
        fail_msg("%s: %.2f standard errors, allowed %.1f", what, off, allowed);
}

static void test_one_law(void **state)
{
    const int half = REPLICATIONS / 2;
    const double mean = mean_of(rate, REPLICATIONS);
    double square = 0.0, lagged = 0.0;
    (void)state;
    for (int r = 0; r < REPLICATIONS; r++) {
        square += (rate[r] - mean) * (rate[r] - mean);
        lagged += r > 0 ? (rate[r] - mean) * (rate[r - 1] - mean) : 0.0;
    }
    const double error = sqrt(square / REPLICATIONS / half * 2.0);
    printf("last year's rate: mean %.5f, standard deviation %.5f\n", mean,
           sqrt(square / REPLICATIONS));
    assert_true(square > 0.0);
    expect_small("first half against second",
                 (mean_of(rate, half) - mean_of(rate + half, half)) / error);
    expect_small("neighbours", lagged / square * sqrt(REPLICATIONS));
}

/* Batches of 1,000: shares above the median of all, chi-square with 99 degrees. */
static void test_batches(void **state)
{
    static double sorted[REPLICATIONS];
    double chi_square = 0.0;
    long above = 0;
    (void)state;
    memcpy(sorted, rate, sizeof sorted);
    qsort(sorted, REPLICATIONS, sizeof *sorted, by_number);
    const double median = sorted[REPLICATIONS / 2];
    for (int r = 0; r < REPLICATIONS; r++)
        above += rate[r] > median;
    const double p = (double)above / REPLICATIONS;
    for (int b = 0; b < N_BATCHES; b++) {
        int hits = 0;
        for (int r = b * BATCH; r < (b + 1) * BATCH; r++)
            hits += rate[r] > median;
        chi_square += (hits - BATCH * p) * (hits - BATCH * p) / (BATCH * p * (1.0 - p));
    }
    expect_small("scatter of batches",
                 (chi_square - (N_BATCHES - 1)) / sqrt(2.0 * (N_BATCHES - 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_replication),
        cmocka_unit_test(test_one_law),
        cmocka_unit_test(test_batches),
        cmocka_unit_test(test_no_two_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
