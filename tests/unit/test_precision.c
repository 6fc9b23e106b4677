/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --precision: few looks at fixed numbers, intervals that still hold their level after
 * looking, 0 hits that stop a run only where they are evidence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/precision.h>
#include <sidework/sha256.h>
#include <sidework/summary.h>

static const double widths[] = {0.5, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.003};
enum { N_WIDTHS = sizeof widths / sizeof widths[0] };

static void test_plan(void **state)
{
    (void)state;
    for (int k = 0; k < N_WIDTHS; k++) {
        sw_precision p;
        sw_precision_plan(&p, widths[k]);
        assert_true(p.level == 0.975);
        assert_true(p.first >= SW_FIRST_LOOK && p.first % SW_FIRST_LOOK == 0);
        /* a stop is possible at the first look that counts, and not before */
        assert_true(sw_precision_width(&p, 0, p.first) < widths[k]);
        assert_true(p.first == SW_FIRST_LOOK ||
                    sw_precision_width(&p, 0, p.first / 2.0) >= widths[k]);
    }
}

/* Where 0 hits stop a run, a probability of W would have been seen. */
static void test_no_hits(void **state)
{
    (void)state;
    for (int k = 0; k < N_WIDTHS; k++) {
        sw_precision p;
        sw_precision_plan(&p, widths[k]);
        for (double n = SW_FIRST_LOOK; n < 1e6; n *= 2) {
            if (sw_precision_width(&p, 0, n) < widths[k])
                assert_true(n * log1p(-widths[k]) < log((1 - p.level) / 2));
            assert_true(sw_precision_width(&p, 0, n) > 0);
            assert_true(fabs(sw_precision_width(&p, 0, n) -
                             sw_precision_width(&p, n, n)) < 1e-12);
        }
    }
}

/* Where a run of probability chance ends: the interval into low, high; replications. */
static double stop_at(const sw_precision *p, gsl_rng *random, double chance, double limit,
                      double *low, double *high)
{
    double n = p->first, hits = 0, done = 0;
    for (;; n = fmin(2 * n, limit)) {
        hits += gsl_ran_binomial(random, chance, (unsigned)(n - done));
        done = n;
        if (n >= limit || sw_precision_width(p, hits, n) < p->width)
            break;
    }
    sw_wilson(hits, n, p->level, low, high);
    return n;
}

/* The interval that a run ends with covers the truth in at least 95 % of runs. The bound is
 * 95 % less 3 standard errors of the simulation. */
static void test_coverage(void **state)
{
    static const double chances[] = {0, 0.01, 0.02, 0.1, 0.3, 0.5, 0.9, 1};
    static const double tried[] = {0.2, 0.1, 0.05, 0.02, 0.01};
    enum { RUNS = 20000 };
    const double bound = 0.95 - 3 * sqrt(0.05 * 0.95 / RUNS);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    (void)state;
    assert_non_null(random);
    for (size_t w = 0; w < sizeof tried / sizeof tried[0]; w++) {
        for (size_t c = 0; c < sizeof chances / sizeof chances[0]; c++) {
            sw_precision p;
            int covered = 0;
            double total = 0;
            sw_precision_plan(&p, tried[w]);
            gsl_rng_set(random, 1000 + 10 * (unsigned long)w + c);
            for (int run = 0; run < RUNS; run++) {
                double low, high;
                total += stop_at(&p, random, chances[c], 1e6, &low, &high);
                assert_true(high - low < p.width);
                covered += low <= chances[c] && chances[c] <= high;
            }
            printf("W %-5g p %-5g: mean n %8.0f, covered %.4f\n", tried[w], chances[c],
                   total / RUNS, (double)covered / RUNS);
            assert_true((double)covered / RUNS >= bound);
        }
    }
    gsl_rng_free(random);
}

/* Results with one threshold that the first `hits` of n replications reach. */
static void make(sw_results *r, uint32_t n, uint32_t hits)
{
    memset(r, 0, sizeof *r);
    r->layout.variables = sw_results_allocate(r, sizeof *r->layout.variables);
    r->records = calloc(n, sizeof *r->records);
    assert_true(r->layout.variables && r->records);
    r->layout.variables[0] =
        (sw_variable){.name = "first_year_reached", .dimension = -1, .length = 1};
    r->layout.n_variables = 1;
    r->layout.record_length = 1;
    r->n_replications = n;
    for (uint32_t k = 0; k < n; k++)
        r->records[k] = k < hits ? 2025 : -1;
    r->effective = sw_results_duplicate(
        r, "simulation = {\n  seed = 1;\n  replications = 100000;\n  years = 3;\n};\n");
    r->digest = sw_results_duplicate(r, "before");
    assert_true(r->effective && r->digest);
}

static void test_settle(void **state)
{
    sw_precision p;
    sw_results r;
    (void)state;
    sw_precision_plan(&p, 0.05);
    make(&r, 1000, 0);
    assert_true(sw_precision_enough(&p, &r));
    assert_int_equal(sw_precision_settle(&p, &r), SW_OK);
    assert_true(r.stopping.width == 0.05 && r.stopping.reached);
    assert_string_equal(r.effective, "simulation = {\n  seed = 1;\n  replications = 1000;"
                                     "\n  years = 3;\n};\n");
    assert_int_equal(strlen(r.digest), 64);
    sw_results_free(&r);
    make(&r, 1000, 500);
    assert_false(sw_precision_enough(&p, &r));
    assert_int_equal(sw_precision_settle(&p, &r), SW_OK);
    assert_false(r.stopping.reached);
    sw_results_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_no_hits),
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_settle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
