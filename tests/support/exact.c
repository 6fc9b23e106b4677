/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exact.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const double allowed_errors = 4.9;

enum { FEWEST_EXPECTED = 20 }; /* hits and misses, for the normal bound of a share */

void tally_add(tally *self, int count)
{
    assert_in_range(count, 0, LARGEST_COUNT);
    self->n++;
    self->seen[count]++;
}

long tally_at_least(const tally *self, int k)
{
    long sum = 0;
    for (int x = k; x < N_COUNTS; x++)
        sum += self->seen[x];
    return sum;
}

law law_binomial(int n, double p)
{
    law self = {{0.0}};
    for (int k = 0; k <= n; k++)
        self.p[k] = gsl_ran_binomial_pdf((unsigned)k, p, (unsigned)n);
    return self;
}

law law_beta_binomial(int n, double a, double b)
{
    law self = {{0.0}};
    for (int k = 0; k <= n; k++)
        self.p[k] = exp(gsl_sf_lnchoose((unsigned)n, (unsigned)k) +
                        gsl_sf_lnbeta(k + a, n - k + b) - gsl_sf_lnbeta(a, b));
    return self;
}

law law_thinned(const law *of, double p)
{
    law self = {{0.0}};
    for (int n = 0; n < N_COUNTS; n++) {
        for (int k = 0; of->p[n] > 0.0 && k <= n; k++)
            self.p[k] += of->p[n] * gsl_ran_binomial_pdf((unsigned)k, p, (unsigned)n);
    }
    return self;
}

law law_sum(const law *x, const law *y)
{
    law self = {{0.0}};
    for (int j = 0; j < N_COUNTS; j++) {
        for (int k = 0; j + k < N_COUNTS; k++)
            self.p[j + k] += x->p[j] * y->p[k];
    }
    return self;
}

double law_at_least(const law *self, int k)
{
    double sum = 0.0;
    for (int x = k; x < N_COUNTS; x++)
        sum += self->p[x];
    return sum;
}

double law_mean(const law *self)
{
    double sum = 0.0;
    for (int x = 0; x < N_COUNTS; x++)
        sum += x * self->p[x];
    return sum;
}

double law_moment(const law *self, int order)
{
    const double mean = law_mean(self);
    double sum = 0.0;
    for (int x = 0; x < N_COUNTS; x++)
        sum += self->p[x] * pow(x - mean, order);
    return sum;
}

static double tally_mean(const tally *self)
{
    double sum = 0.0;
    for (int x = 0; x < N_COUNTS; x++)
        sum += (double)x * (double)self->seen[x];
    return sum / (double)self->n;
}

static double tally_variance(const tally *self)
{
    const double mean = tally_mean(self);
    double sum = 0.0;
    for (int x = 0; x < N_COUNTS; x++)
        sum += (double)self->seen[x] * (x - mean) * (x - mean);
    return sum / ((double)self->n - 1.0);
}

/* One line a comparison, and a failure beyond the bound. */
static void compare(const char *what, const char *which, double exact, double estimate,
                    double error)
{
    const double off = error > 0.0 ? (estimate - exact) / error : 0.0;
    printf("%-44s %-9s exact %11.6f  estimate %11.6f  se %.6f  off %+5.2f\n", what, which,
           exact, estimate, error, off);
    if (!(fabs(estimate - exact) <= allowed_errors * error))
        fail_msg("%s, %s: %.6f, exact %.6f: %.1f standard errors off, allowed %.1f", what,
                 which, estimate, exact, off, allowed_errors);
}

void expect_share(const char *what, long hits, long n, double p)
{
    const double expected = p * (double)n;
    assert_true(n > 0);
    if (p <= 0.0 || p >= 1.0) {
        if (hits != (p <= 0.0 ? 0 : n))
            fail_msg("%s: %ld of %ld, but the probability is %g", what, hits, n, p);
        return;
    }
    assert_true(expected >= FEWEST_EXPECTED && (double)n - expected >= FEWEST_EXPECTED);
    compare(what, "P", p, (double)hits / (double)n, sqrt(p * (1.0 - p) / (double)n));
}

/* Of a sample variance of n: sqrt((m4 - m2^2 (n - 3) / (n - 1)) / n). */
static double variance_error(const law *self, double n)
{
    const double m2 = law_moment(self, 2), m4 = law_moment(self, 4);
    return sqrt((m4 - m2 * m2 * (n - 3.0) / (n - 1.0)) / n);
}

double variance_off(const tally *seen, const law *exact)
{
    return (tally_variance(seen) - law_moment(exact, 2)) /
           variance_error(exact, (double)seen->n);
}

void expect_law(const char *what, const tally *seen, const law *exact, int k)
{
    const double n = (double)seen->n;
    char tail[16];
    assert_true(fabs(law_at_least(exact, 0) - 1.0) < 1e-9);
    compare(what, "mean", law_mean(exact), tally_mean(seen),
            sqrt(law_moment(exact, 2) / n));
    compare(what, "variance", law_moment(exact, 2), tally_variance(seen),
            variance_error(exact, n));
    (void)snprintf(tail, sizeof tail, "P(>= %d)", k);
    const double p = law_at_least(exact, k);
    assert_true(p * n >= FEWEST_EXPECTED && (1.0 - p) * n >= FEWEST_EXPECTED);
    compare(what, tail, p, (double)tally_at_least(seen, k) / n, sqrt(p * (1.0 - p) / n));
}

void run_exact(const exact_run *run)
{
    static simulation world;
    const clock_t begin = clock();
    simulation_open(&world, run->path, run->settings);
    if (world.scenario.n_priors != run->n_uncertain)
        fail_msg("%s has %d uncertain parameters, not %d: an exact case pins them "
                 "(scenarios/exact/quiet.cfg)",
                 run->path, world.scenario.n_priors, run->n_uncertain);
    assert_true(run->months <= world.results.layout.n_months);
    if (run->setup)
        run->setup(&world, run->context);
    for (long r = 0; r < run->replications; r++) {
        simulation_start(&world, (uint32_t)r);
        while (world.world.t < run->months)
            sw_replication_month(&sw_model_city_hall, &world.world);
        if (run->months == world.results.layout.n_months)
            sw_record_end(&world.world);
        run->look(&world, run->context);
    }
    simulation_close(&world);
    printf("%s: %ld replications of %d months, %.2f s\n", run->path, run->replications,
           run->months, (double)(clock() - begin) / CLOCKS_PER_SEC);
}

int whole_units(double value, double unit)
{
    const double units = value / unit;
    const int n = (int)floor(units + 0.5);
    if (!(fabs(units - n) < 1e-6))
        fail_msg("%.9g is not a whole number of %g", value, unit);
    return n;
}
