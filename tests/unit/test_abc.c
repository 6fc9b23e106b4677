/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMC-ABC by what is known: the conjugate case against the exact beta, no data against the prior,
 * correlated groups kept, idle parameters left alone; the same bits for any threads and after a
 * resume; NaN, constant data, and callers that ask for the impossible.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include <sidework/abc.h>
#include <sidework/adjust.h>
#include <sidework/arithmetic.h>
#include <sidework/random.h>

enum { MOST = 60 };

static sw_prior priors[MOST];
static sw_diagnostics diagnostics;

static double uniform(uint32_t number, uint32_t who)
{
    const sw_words words = sw_draw(sw_key_of(11, number, SW_STREAM_SURVEY, 0), who, 0);
    return sw_uniform53(words.w[0], words.w[1]);
}

static sw_prior_space space_of(int n, const double *correlation)
{
    sw_prior_space space;
    assert_int_equal(sw_prior_space_init(&space, priors, n, correlation, &diagnostics),
                     SW_OK);
    return space;
}

static void set_normal(int n)
{
    for (int k = 0; k < n; k++)
        priors[k] = (sw_prior){.distribution = SW_DISTRIBUTION_normal,
                               .a = {0, 1},
                               .min = -1e300,
                               .max = 1e300};
}

/* data[0]: how many of 200 have the hazard values[0]. */
static int count_hits(void *context, int worker, const double *values, uint32_t number,
                      double *data)
{
    (void)context;
    (void)worker;
    data[0] = 0;
    for (uint32_t i = 0; i < 50; i++) {
        const sw_words w = sw_draw(sw_key_of(12, number, SW_STREAM_SURVEY, 0), i, 0);
        for (int k = 0; k < 4; k++)
            data[0] += (w.w[k] + 0.5) / 4294967296.0 < values[0];
    }
    return SW_OK;
}

/* Sums of the first values plus noise; a NaN for one in `context` simulations. */
static int noisy_sums(void *context, int worker, const double *values, uint32_t number,
                      double *data)
{
    const uint32_t bad = context ? *(const uint32_t *)context : 0;
    (void)worker;
    data[0] = values[0] + 0.3 * sw_normal_d(uniform(number, 1));
    data[1] = values[0] + values[1] + 0.3 * sw_normal_d(uniform(number, 2));
    data[2] = 5; /* never varies */
    if (bad && number % bad == 0)
        data[1] = NAN;
    return SW_OK;
}

static void run(sw_abc *abc, const sw_abc_problem *problem, const sw_abc_options *options)
{
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    if (sw_abc_run(abc, problem, options, &diagnostics))
        fail_msg("%s", diagnostics.text);
}

static void adjust(sw_posterior *posterior, const sw_abc *abc, const double *observed)
{
    const sw_adjust_sample sample = {
        abc->head.n_particles, abc->head.n_values, abc->head.n_data, abc->w, abc->data,
        abc->distance,         observed,           abc->number};
    assert_int_equal(sw_adjust(posterior, &sample, SW_ADJUST_LINEAR, &diagnostics),
                     SW_OK);
}

/* beta(6, 14) prior, 37 of 200: beta(43, 177). Bounds: 5 Monte Carlo errors of the effective
 * sample. */
static void test_conjugate(void **state)
{
    const double observed = 37, a = 43, b = 177;
    priors[0] = (sw_prior){
        .distribution = SW_DISTRIBUTION_beta, .a = {0.3, 20}, .min = 0, .max = 1};
    sw_prior_space space = space_of(1, NULL);
    const sw_abc_problem problem = {&space, 1, &observed, count_hits, NULL};
    const sw_abc_options options = {.seed = 5, .n_particles = 2000, .n_threads = 1};
    static double value[2000];
    sw_abc abc = {0};
    sw_posterior p;
    (void)state;
    run(&abc, &problem, &options);
    adjust(&p, &abc, &observed);
    for (int i = 0; i < p.n; i++)
        (void)sw_prior_space_values(&space, p.w + i, value + i);
    const double mean = a / (a + b), sd = sqrt(mean * (1 - mean) / (a + b + 1));
    const double error = 5 / sqrt(p.effective);
    const double found = sw_weighted_mean(value, p.n, 1, 0, p.weight);
    const double found_sd = sqrt(sw_weighted_variance(value, p.n, 1, 0, p.weight));
    assert_true(p.effective > 300);
    if (!(fabs(found - mean) < error * sd && fabs(found_sd / sd - 1) < error / sqrt(2)))
        fail_msg("mean %g sd %g instead of %g %g", found, found_sd, mean, sd);
    for (double q = 0.05; q < 0.96; q += 0.15) {
        const double x = sw_weighted_quantile(value, p.n, 1, 0, p.weight, q);
        const double u = gsl_cdf_beta_P(x, a, b);
        if (!(fabs(u - q) < error * sqrt(q * (1 - q))))
            fail_msg("quantile %g is the %g quantile of the exact posterior", q, u);
    }
    sw_posterior_free(&p);
    sw_abc_free(&abc);
    sw_prior_space_free(&space);
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov's distance of column k from the standard normal. */
static double distance_from_normal(const double *w, int n, int d, int k)
{
    double *x = malloc((size_t)n * sizeof *x), distance = 0;
    assert_non_null(x);
    for (int i = 0; i < n; i++)
        x[i] = w[(size_t)i * (size_t)d + (size_t)k];
    qsort(x, (size_t)n, sizeof *x, ascending);
    for (int i = 0; i < n; i++)
        distance = fmax(distance, fabs(gsl_cdf_ugaussian_P(x[i]) - (i + 0.5) / n));
    free(x);
    return distance;
}

static int nothing(void *context, int worker, const double *values, uint32_t number,
                   double *data)
{
    (void)context;
    (void)worker;
    (void)values;
    (void)number;
    (void)data;
    return SW_OK;
}

static void test_no_data(void **state)
{
    set_normal(3);
    sw_prior_space space = space_of(3, NULL);
    const sw_abc_problem problem = {&space, 0, NULL, nothing, NULL};
    const sw_abc_options options = {.seed = 5, .n_particles = 2000};
    sw_abc abc = {0};
    sw_posterior p;
    (void)state;
    run(&abc, &problem, &options);
    assert_int_equal(abc.head.end, SW_ABC_END_NO_DATA);
    adjust(&p, &abc, problem.observed);
    for (int k = 0; k < 3; k++)
        assert_true(distance_from_normal(p.w, p.n, 3, k) < 2.2 / sqrt(2000));
    assert_true(fabs(p.effective - 2000) < 1e-6);
    sw_posterior_free(&p);
    sw_abc_free(&abc);
    sw_prior_space_free(&space);
}

/* Two of sixty parameters are informed: these as the exact normal posterior, the rest as the
 * prior. */
static void test_idle(void **state)
{
    const double observed[] = {0.8, -0.4, 5};
    set_normal(MOST);
    sw_prior_space space = space_of(MOST, NULL);
    const sw_abc_problem problem = {&space, 3, observed, noisy_sums, NULL};
    const sw_abc_options options = {.seed = 8, .n_particles = 1000, .n_threads = 2};
    sw_abc abc = {0};
    sw_posterior p;
    double squares = 0, variance = 0;
    (void)state;
    run(&abc, &problem, &options);
    assert_int_equal(abc.head.end, SW_ABC_END_ACCEPTANCE);
    assert_true(abc.scale[2] == 0);
    adjust(&p, &abc, observed);
    for (int k = 2; k < MOST; k++) {
        const double mean = sw_weighted_mean(p.w, p.n, MOST, k, p.weight);
        squares += mean * mean * p.effective / (MOST - 2);
        variance += sw_weighted_variance(p.w, p.n, MOST, k, p.weight) / (MOST - 2);
    }
    /* Precision of (w0, w1): 1/0.09 [2 1; 1 1] + I; determinant and solution by hand */
    const double v = 1 / 0.09, det = (2 * v + 1) * (v + 1) - v * v;
    const double r0 = v * (observed[0] + observed[1]), r1 = v * observed[1];
    const double m0 = ((v + 1) * r0 - v * r1) / det,
                 m1 = ((2 * v + 1) * r1 - v * r0) / det;
    const double s0 = sqrt((v + 1) / det), s1 = sqrt((2 * v + 1) / det);
    const double error = 5 / sqrt(p.effective);
    const double f0 = sw_weighted_mean(p.w, p.n, MOST, 0, p.weight);
    const double f1 = sw_weighted_mean(p.w, p.n, MOST, 1, p.weight);
    const double g0 = sqrt(sw_weighted_variance(p.w, p.n, MOST, 0, p.weight));
    const double g1 = sqrt(sw_weighted_variance(p.w, p.n, MOST, 1, p.weight));
    if (!(fabs(f0 - m0) < error * s0 && fabs(f1 - m1) < error * s1 &&
          fabs(g0 / s0 - 1) < error / sqrt(2) && fabs(g1 / s1 - 1) < error / sqrt(2)))
        fail_msg("%g (%g) %g (%g) instead of %g (%g) %g (%g)", f0, g0, f1, g1, m0, s0, m1,
                 s1);
    /* means have the errors they should, variances are 1: 58 of them, so within a few % */
    if (!(squares < 3 && fabs(variance - 1) < 0.04))
        fail_msg("idle: squared mean %g errors, variance %g", squares, variance);
    sw_posterior_free(&p);
    sw_abc_free(&abc);
    sw_prior_space_free(&space);
}

/* What is correlated with an informed parameter moves along; a truncated group stays inside. */
static void test_correlated(void **state)
{
    const double r[] = {1, 0, 0.8, 0, 1, 0, 0.8, 0, 1}, observed[] = {1, 1, 5};
    set_normal(3);
    priors[0].min = -0.5;
    sw_prior_space space = space_of(3, r);
    const sw_abc_problem problem = {&space, 3, observed, noisy_sums, NULL};
    const sw_abc_options options = {.seed = 8, .n_particles = 1000};
    sw_abc abc = {0};
    double correlation = 0, v[3];
    (void)state;
    run(&abc, &problem, &options);
    assert_true(abc.head.outside > 0);
    const double m0 = sw_weighted_mean(abc.values, 1000, 3, 0, NULL);
    const double m2 = sw_weighted_mean(abc.values, 1000, 3, 2, NULL);
    assert_true(m0 > 0.5 && fabs(m2 - 0.8 * m0) < 0.15);
    for (int i = 0; i < 1000; i++) {
        const double *w = abc.w + 3 * (size_t)i;
        assert_int_equal(sw_prior_space_values(&space, w, v), 1);
        assert_true(memcmp(v, abc.values + 3 * (size_t)i, sizeof v) == 0 && v[0] >= -0.5);
        correlation += (v[2] - 0.8 * v[0]) * (v[2] - 0.8 * v[0]) / 1000;
    }
    assert_true(fabs(correlation - 0.36) < 0.08);
    sw_abc_free(&abc);
    sw_prior_space_free(&space);
}

static int same(const sw_abc *a, const sw_abc *b)
{
    return a->length == b->length && !memcmp(&a->head, &b->head, sizeof a->head) &&
           !memcmp(a->block, b->block, a->length * sizeof *a->block);
}

typedef struct saved {
    sw_abc_head head;
    double *block;
    size_t length;
    int left; /* calls of store until it is saved; < 0: never */
} saved;

static int save(void *context, const sw_abc *abc)
{
    saved *s = context;
    if (--s->left != 0)
        return SW_OK;
    s->head = abc->head;
    s->length = abc->length;
    s->block = malloc(abc->length * sizeof *abc->block);
    assert_non_null(s->block);
    memcpy(s->block, abc->block, abc->length * sizeof *abc->block);
    return SW_INTERRUPT;
}

static int glance(void *context, const sw_abc_progress *progress)
{
    (void)context;
    return progress->done > progress->batch ? SW_INTERNAL : SW_OK;
}

static void test_same_bits(void **state)
{
    static const int threads[] = {1, 2, 3, 7};
    const double observed[] = {0.8, -0.4, 5};
    uint32_t bad = 13;
    set_normal(5);
    sw_prior_space space = space_of(5, NULL);
    const sw_abc_problem problem = {&space, 3, observed, noisy_sums, &bad};
    sw_abc_options options = {
        .seed = 8, .n_particles = 300, .max_generations = 5, .acceptance = -1};
    sw_abc first = {0};
    (void)state;
    options.n_threads = 1;
    run(&first, &problem, &options);
    assert_int_equal(first.head.end, SW_ABC_END_GENERATIONS);
    assert_true(first.head.failed > 50 && first.head.failed < first.head.simulations / 9);
    for (int k = 0; k < 4; k++) {
        sw_abc other = {0};
        options.n_threads = threads[k];
        options.progress = k ? glance : NULL;
        run(&other, &problem, &options);
        assert_true(same(&first, &other));
        sw_abc_free(&other);
    }
    for (int left = 1; left < 12; left += 3) {
        saved s = {.left = left};
        sw_abc other = {0};
        options.store = save;
        options.context = &s;
        assert_int_equal(sw_abc_run(&other, &problem, &options, NULL), SW_INTERRUPT);
        sw_abc_free(&other);
        assert_int_equal(sw_abc_restore(&other, &s.head, s.block, s.length, NULL), SW_OK);
        options.store = NULL;
        run(&other, &problem, &options);
        assert_true(same(&first, &other));
        sw_abc_free(&other);
        free(s.block);
    }
    /* cut by simulations, in the midst of a generation, then let go on */
    sw_abc other = {0};
    options.max_simulations = 1300;
    run(&other, &problem, &options);
    assert_int_equal(other.head.end, SW_ABC_END_SIMULATIONS);
    assert_true(other.head.simulations <= 1300 && other.head.simulations > 1000);
    options.max_simulations = 0;
    run(&other, &problem, &options);
    assert_true(same(&first, &other));
    sw_abc_free(&other);
    sw_abc_free(&first);
    sw_prior_space_free(&space);
}

static int all_bad(void *context, int worker, const double *values, uint32_t number,
                   double *data)
{
    (void)context;
    (void)worker;
    (void)values;
    (void)number;
    data[0] = data[1] = data[2] = NAN;
    return SW_OK;
}

static int fails(void *context, int worker, const double *values, uint32_t number,
                 double *data)
{
    (void)context;
    (void)worker;
    (void)values;
    data[0] = data[1] = data[2] = 1;
    return number == 700 ? SW_TERMINATE : SW_OK;
}

static int all_same(void *context, int worker, const double *values, uint32_t number,
                    double *data)
{
    (void)context;
    (void)worker;
    (void)number;
    data[0] = data[1] = 1;
    data[2] = values[0] > 0; /* two values only */
    return SW_OK;
}

static void expect_refused(const sw_abc_problem *problem, sw_abc_options options)
{
    sw_abc abc = {0};
    sw_diagnostics_init(&diagnostics, SW_JAPANESE);
    assert_int_equal(sw_abc_run(&abc, problem, &options, &diagnostics), SW_INPUT);
    assert_int_equal(diagnostics.count, 1);
    sw_abc_free(&abc);
}

static void test_hostile(void **state)
{
    double observed[] = {0.8, -0.4, 5};
    set_normal(2);
    sw_prior_space space = space_of(2, NULL), empty = space_of(0, NULL);
    sw_abc_problem problem = {&space, 3, observed, all_bad, NULL};
    const sw_abc_options options = {.n_particles = 1000, .n_threads = 1};
    (void)state;
    expect_refused(&problem, options);
    problem.simulate = noisy_sums;
    expect_refused(&(sw_abc_problem){&empty, 3, observed, noisy_sums, NULL}, options);
    expect_refused(&problem, (sw_abc_options){.n_particles = -1});
    expect_refused(&problem, (sw_abc_options){.n_particles = 1});
    expect_refused(&problem, (sw_abc_options){.n_particles = 10, .max_simulations = 9});
    observed[1] = NAN;
    expect_refused(&problem, options);
    observed[1] = 0;
    problem.simulate = fails;
    sw_abc abc = {0};
    assert_int_equal(sw_abc_run(&abc, &problem, &options, NULL), SW_TERMINATE);
    sw_abc_free(&abc);
    /* two distances: one step, then nothing is left to reduce */
    problem.simulate = all_same;
    observed[2] = 1;
    run(&abc, &problem, &options);
    assert_int_equal(abc.head.end, SW_ABC_END_EXACT);
    for (int i = 0; i < 1000; i++)
        assert_true(abc.values[2 * i] > 0);
    /* the state of another problem, and a damaged one */
    sw_abc_options other = options;
    other.seed = 1;
    assert_int_equal(sw_abc_run(&abc, &problem, &other, NULL), SW_INPUT);
    sw_abc copy;
    sw_abc_head head = abc.head;
    head.n_data = 2;
    assert_int_equal(sw_abc_restore(&copy, &head, abc.block, abc.length, NULL), SW_INPUT);
    head = abc.head;
    abc.w[5] = NAN;
    assert_int_equal(sw_abc_restore(&copy, &head, abc.block, abc.length, NULL), SW_INPUT);
    sw_abc_free(&copy);
    sw_abc_free(&abc);
    /* time is up at once: the prior sample is there */
    problem.simulate = noisy_sums;
    run(&abc, &problem, &(sw_abc_options){.n_particles = 100, .seconds = 1e-9});
    assert_int_equal(abc.head.end, SW_ABC_END_SECONDS);
    assert_int_equal(abc.head.generation, 1);
    run(&abc, &problem, &(sw_abc_options){.tolerance = 0.5, .acceptance = -1});
    assert_int_equal(abc.head.end, SW_ABC_END_TOLERANCE);
    for (int i = 0; i < 100; i++)
        assert_true(abc.distance[i] <= 0.5);
    sw_abc_free(&abc);
    sw_prior_space_free(&space);
    sw_prior_space_free(&empty);
}

static void test_predict(void **state)
{
    const double w[] = {1, 2, -1, 0.5};
    const double observed[] = {0, 0, 0};
    double data[6], expected[3];
    uint32_t bad = 1001;
    set_normal(2);
    sw_prior_space space = space_of(2, NULL);
    const sw_abc_problem problem = {&space, 3, observed, noisy_sums, &bad};
    const sw_abc_options options = {.n_threads = 3, .progress = glance};
    (void)state;
    assert_int_equal(sw_abc_predict(&problem, &options, 2, w, 1000, data), SW_OK);
    (void)noisy_sums(NULL, 0, w, 1000, expected);
    for (int j = 0; j < 3; j++) { /* values are coordinates here, up to rounding */
        assert_true(fabs(data[j] - expected[j]) < 1e-12);
        assert_true(isnan(data[3 + j]));
    }
    assert_int_equal(sw_abc_predict(&problem, &options, 0, w, 1000, data), SW_OK);
    sw_prior_space_free(&space);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conjugate), cmocka_unit_test(test_no_data),
        cmocka_unit_test(test_idle),      cmocka_unit_test(test_correlated),
        cmocka_unit_test(test_same_bits), cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_predict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
