/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices against exact ones, with and without chance; what is undefined says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <pthread.h>
#include <string.h>

#include <sidework/sensitivity.h>

#include "sensitivity_models.h"

enum { MANY = 1 << 14 };

static const int own[] = {0, 1, 2, 3, 4, 5, 6, 7};
static const sw_resampling none = {1, 0, 0.95}, some = {1, 400, 0.95};

/* Indices of a model without chance. */
static sw_decomposition decompose(model_function *f, sw_grouping factors, size_t rows,
                                  enum sw_sampling sampling, int second, uint64_t seed,
                                  const sw_resampling *resampling)
{
    const sw_saltelli_plan plan = {factors, rows, sampling, second, 0, 1};
    sw_points p = {0};
    sw_decomposition d = {0};
    assert_int_equal(sw_points_saltelli(&p, &plan, seed), SW_OK);
    double *y = values_of(&p, f);
    assert_non_null(y);
    assert_int_equal(sw_decompose(&d, &plan, y, resampling), SW_OK);
    free(y);
    sw_points_free(&p);
    return d;
}

static void near(double x, double truth, double by)
{
    if (!(fabs(x - truth) < by))
        fail_msg("%.5f, not %.5f", x, truth);
}

static void ishigami_is_exact(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 4; seed++) {
        sw_decomposition d = decompose(ishigami, (sw_grouping){3, 3, own}, MANY,
                                       SW_SAMPLING_BEST, seed == 1, seed, &none);
        assert_int_equal(d.variation, SW_VARIATION_CLEAR);
        for (int j = 0; j < 3; j++) {
            near(d.groups[j].first.value, ishigami_first[j], 0.01);
            near(d.groups[j].total.value, ishigami_total[j], 0.01);
        }
        near(d.mean.value, 3.5, 0.01);
        near(d.variance_mean.value / 13.844587940719254, 1, 0.01);
        assert_true(isnan(d.chance.value)); /* one replication cannot say */
        if (d.pairs) {
            near(d.pairs[sw_pair_place(0, 2, 3)].value, ishigami_total[2], 0.01);
            near(d.pairs[sw_pair_place(1, 0, 3)].value, 0, 0.01);
            near(d.pairs[sw_pair_place(1, 2, 3)].value, 0, 0.01);
        }
        sw_decomposition_free(&d);
    }
}

static void sobol_g_is_exact(void **state)
{
    (void)state;
    double first[8], total[8];
    sobol_g_indices(8, first, total);
    sw_decomposition d =
        decompose(sobol_g, (sw_grouping){8, 8, own}, MANY, SW_SAMPLING_BEST, 0, 1, &none);
    for (int j = 0; j < 8; j++) {
        near(d.groups[j].first.value, first[j], 0.01);
        near(d.groups[j].total.value, total[j], 0.01);
    }
    sw_decomposition_free(&d);
}

static double additive(const double *u, int k)
{
    double sum = 0;
    for (int j = 0; j < k; j++)
        sum += (j + 1) * (u[j] + u[j] * u[j]);
    return sum;
}

static void an_additive_model_sums_to_one(void **state)
{
    (void)state;
    sw_decomposition d = decompose(additive, (sw_grouping){4, 4, own}, 4096,
                                   SW_SAMPLING_BEST, 1, 1, &some);
    near(d.sum_first.value, 1, 0.01);
    for (int j = 0; j < 4; j++) {
        near(d.groups[j].first.value, (j + 1) * (j + 1) / 30.0, 0.01);
        near(d.groups[j].total.value, (j + 1) * (j + 1) / 30.0, 0.01);
        for (int i = 0; i < j; i++) {
            const sw_estimated pair = d.pairs[sw_pair_place(i, j, 4)];
            assert_true(pair.low <= 0 && pair.high >= 0);
        }
    }
    assert_true(d.unrelated.low <= 0 && d.unrelated.high >= 0);
    sw_decomposition_free(&d);
}

static void groups_are_taken_together(void **state)
{
    (void)state;
    static const int group[] = {0, 1, 0};
    sw_decomposition d = decompose(ishigami, (sw_grouping){3, 2, group}, MANY,
                                   SW_SAMPLING_BEST, 1, 1, &none);
    near(d.groups[0].first.value, ishigami_total[0], 0.01);
    near(d.groups[0].total.value, ishigami_total[0], 0.01);
    near(d.groups[1].first.value, ishigami_first[1], 0.01);
    near(d.pairs[0].value, 0, 0.01);
    near(d.sum_first.value, 1, 0.01);
    sw_decomposition_free(&d);
}

static double flat(const double *u, int k)
{
    (void)u;
    (void)k;
    return 0.1;
}

static void a_constant_output_is_undefined(void **state)
{
    (void)state;
    sw_decomposition d =
        decompose(flat, (sw_grouping){3, 3, own}, 64, SW_SAMPLING_BEST, 1, 1, &some);
    assert_int_equal(d.variation, SW_VARIATION_CONSTANT);
    assert_true(isnan(d.groups[0].first.value) && isnan(d.groups[2].total.value) &&
                isnan(d.pairs[0].value) && isnan(d.sum_first.value) &&
                isnan(d.groups[0].first.low));
    near(d.mean.value, 0.1, 1e-12);
    assert_true(d.variance_whole.value == 0);
    sw_decomposition_free(&d);
}

static void failed_points_take_their_row_out(void **state)
{
    (void)state;
    const sw_saltelli_plan plan = {{3, 3, own}, 300, SW_SAMPLING_RANDOM, 0, 0, 1};
    const sw_saltelli_plan shorter = {{3, 3, own}, 200, SW_SAMPLING_RANDOM, 0, 0, 1};
    sw_points p = {0};
    sw_decomposition d = {0}, without = {0};
    assert_int_equal(sw_points_saltelli(&p, &plan, 1), SW_OK);
    double *y = values_of(&p, ishigami);
    assert_int_equal(sw_decompose(&without, &shorter, y, &none), SW_OK);
    for (size_t i = 200; i < 300; i++)
        y[i * 5 + i % 5] = NAN;
    assert_int_equal(sw_decompose(&d, &plan, y, &none), SW_OK);
    assert_int_equal(d.rows, 200);
    assert_memory_equal(&d.groups[0].first.value, &without.groups[0].first.value,
                        sizeof(double));
    sw_decomposition_free(&d);
    for (size_t i = 0; i < p.n; i++)
        y[i] = NAN;
    assert_int_equal(sw_decompose(&d, &plan, y, &some), SW_OK);
    assert_int_equal(d.variation, SW_VARIATION_UNKNOWN);
    assert_true(isnan(d.groups[0].first.value) && isnan(d.mean.value));
    free(y);
    sw_points_free(&p);
    sw_decomposition_free(&d);
    sw_decomposition_free(&without);
}

/* A model with chance: f(u, z), z two numbers that depend on the replication alone. */
typedef double chancy_function(const double *u, const double *z);

static double *chancy_values(const sw_points *p, uint32_t replications,
                             chancy_function *f)
{
    double *y = malloc(p->n * replications * sizeof *y);
    for (size_t i = 0; y && i < p->n; i++)
        for (uint32_t r = 0; r < replications; r++) {
            const double z[] = {test_chance(5, p->first[i] + r, 0),
                                test_chance(5, p->first[i] + r, 1)};
            y[i * replications + r] = f(p->at + i * (size_t)p->k, z);
        }
    return y;
}

static sw_decomposition decompose_chancy(chancy_function *f, int k, size_t rows,
                                         uint32_t replications)
{
    const sw_saltelli_plan plan = {{k, k, own}, rows, SW_SAMPLING_RANDOM,
                                   0,           1,    replications};
    sw_points p = {0};
    sw_decomposition d = {0};
    assert_int_equal(sw_points_saltelli(&p, &plan, 3), SW_OK);
    double *y = chancy_values(&p, replications, f);
    assert_int_equal(sw_decompose(&d, &plan, y, &some), SW_OK);
    free(y);
    sw_points_free(&p);
    return d;
}

/* The interval at three times its width: some 5 standard errors. */
static void holds(sw_estimated e, double truth)
{
    const double middle = (e.low + e.high) / 2, half = (e.high - e.low) / 2;
    if (!(fabs(truth - middle) <= 3 * half))
        fail_msg("%.4f [%.4f, %.4f], not %.4f", e.value, e.low, e.high, truth);
}

/* Var m = (1 + 1/4) / 12; Var(Y | X) = (u_2 / 2)^2 + 1/16, of which 1/16 + (1/4)^2 whatever X;
 * u_3 is a dummy. */
static double toy(const double *u, const double *z)
{
    return u[0] + u[1] / 2 + u[2] / 2 * z[0] + z[1] / 4;
}

static void chance_has_its_own_share(void **state)
{
    (void)state;
    const double explained = 1.25 / 12, chance = 1.0 / 12 + 1.0 / 16;
    const double whole = explained + chance, alone = 1.0 / 16 + 1.0 / 16;
    for (uint32_t replications = 2; replications <= 8; replications *= 2) {
        sw_decomposition d = decompose_chancy(toy, 4, 2000, replications);
        assert_int_equal(d.variation, SW_VARIATION_CLEAR);
        holds(d.variance_mean, explained);
        holds(d.variance_whole, whole);
        holds(d.chance, chance / whole);
        holds(d.chance_alone, alone / whole);
        assert_true(d.chance.high - d.chance.low < 0.12);
        const double truth[] = {0.8, 0.2, 0, 0};
        for (int j = 0; j < 4; j++) {
            holds(d.groups[j].first, truth[j]);
            holds(d.groups[j].total, truth[j]);
            holds(d.groups[j].first_whole, truth[j] * explained / whole);
            holds(d.groups[j].total_whole, truth[j] * explained / whole);
        }
        holds(d.groups[2].total_with_chance, (1.0 / 12 - 1.0 / 16) / whole);
        /* the dummy: nothing depends on it, exactly, as its row shares its futures */
        assert_true(d.groups[3].first.value == 0 && d.groups[3].total.value == 0);
        /* the control: other futures; not exactly, but within its interval */
        assert_true(d.groups[4].first.value != 0);
        holds(d.groups[4].first, 0);
        holds(d.groups[4].total, 0);
        holds(d.groups[4].total_with_chance, chance / whole);
        assert_true(d.unrelated.low <= 0 && d.unrelated.high >= 0);
        sw_decomposition_free(&d);
    }
}

/* What the crossing of replications is for: means of replications, taken for free of chance,
 * count E Var(Y | X) / R as an effect of the control. */
static void averaging_alone_would_mislead(void **state)
{
    (void)state;
    const sw_saltelli_plan plan = {{4, 4, own}, 2000, SW_SAMPLING_RANDOM, 0, 1, 4};
    sw_saltelli_plan averaged = plan;
    averaged.replications = 1;
    sw_points p = {0};
    sw_decomposition d = {0};
    assert_int_equal(sw_points_saltelli(&p, &plan, 3), SW_OK);
    double *y = chancy_values(&p, 4, toy);
    for (size_t i = 0; i < p.n; i++)
        y[i] = (y[4 * i] + y[4 * i + 1] + y[4 * i + 2] + y[4 * i + 3]) / 4;
    assert_int_equal(sw_decompose(&d, &averaged, y, &some), SW_OK);
    assert_true(d.groups[4].total.low > 0.2);
    free(y);
    sw_points_free(&p);
    sw_decomposition_free(&d);
}

/* Reached or not: p(x) = Phi((u_0 + u_1 / 4 - 0.8) / 0.3); by quadrature Var p and
 * E p (1 - p). */
static double reached(const double *u, const double *z)
{
    return u[0] + u[1] / 4 + 0.3 * z[0] >= 0.8;
}

static double p_reached(double u, double v)
{
    return 0.5 * erfc(-(u + v / 4 - 0.8) / 0.3 / sqrt(2));
}

static void a_probability_of_reaching(void **state)
{
    (void)state;
    enum { CELLS = 300 };
    double mean = 0, square = 0, rows = 0;
    for (int i = 0; i < CELLS; i++) {
        double row = 0;
        for (int j = 0; j < CELLS; j++) {
            const double q = p_reached((i + 0.5) / CELLS, (j + 0.5) / CELLS);
            mean += q / CELLS / CELLS;
            square += q * q / CELLS / CELLS;
            row += q / CELLS;
        }
        rows += row * row / CELLS;
    }
    const double explained = square - mean * mean, whole = mean - mean * mean;
    sw_decomposition d = decompose_chancy(reached, 3, 3000, 3);
    holds(d.mean, mean);
    holds(d.variance_whole, whole);
    holds(d.chance, (mean - square) / whole);
    holds(d.groups[0].first, (rows - mean * mean) / explained);
    holds(d.groups[2].first, 0);
    sw_decomposition_free(&d);
}

/* A difference of two policies in the same future: what both share is gone. */
static double gain(const double *u, const double *z)
{
    const double before = 3 * u[1] + 2 * z[0], after = 3 * u[1] + 2 * z[0] + u[0];
    return after - before + 0.1 * z[1];
}

static void a_difference_between_policies(void **state)
{
    (void)state;
    sw_decomposition d = decompose_chancy(gain, 2, 1000, 2);
    holds(d.mean, 0.5);
    holds(d.groups[0].first, 1);
    assert_true(fabs(d.groups[1].total.value) < 1e-12);
    holds(d.chance, 0.01 / (0.01 + 1.0 / 12));
    sw_decomposition_free(&d);
}

static double only_chance(const double *u, const double *z)
{
    return 0 * u[0] + z[0];
}

static void chance_alone_is_said_to_be_so(void **state)
{
    (void)state;
    sw_decomposition d = decompose_chancy(only_chance, 2, 300, 2);
    assert_true(d.variation == SW_VARIATION_CHANCE || d.variation == SW_VARIATION_NOISE);
    holds(d.chance, 1);
    sw_decomposition_free(&d);
}

static void intervals_cover_what_they_say(void **state)
{
    (void)state;
    enum { REPEATS = 200 };
    const sw_resampling quick = {9, 200, 0.95};
    int first[3] = {0}, total[3] = {0};
    for (uint64_t r = 0; r < REPEATS; r++) {
        sw_decomposition d = decompose(ishigami, (sw_grouping){3, 3, own}, 128,
                                       SW_SAMPLING_RANDOM, 0, 1000 + r, &quick);
        for (int j = 0; j < 3; j++) {
            const sw_indices *g = &d.groups[j];
            first[j] +=
                g->first.low <= ishigami_first[j] && ishigami_first[j] <= g->first.high;
            total[j] +=
                g->total.low <= ishigami_total[j] && ishigami_total[j] <= g->total.high;
        }
        sw_decomposition_free(&d);
    }
    for (int j = 0; j < 3; j++) {
        assert_in_range(first[j], 180, 198);
        assert_in_range(total[j], 180, 198);
    }
}

static void an_index_outside_its_range_is_explained(void **state)
{
    (void)state;
    assert_int_equal(sw_index_note_of((sw_estimated){0.3, 0.2, 0.4}), SW_INDEX_PLAIN);
    assert_int_equal(sw_index_note_of((sw_estimated){-0.01, -0.03, 0.02}),
                     SW_INDEX_NEGATIVE);
    assert_int_equal(sw_index_note_of((sw_estimated){-0.2, -0.3, -0.1}),
                     SW_INDEX_DOUBTFUL);
    assert_int_equal(sw_index_note_of((sw_estimated){1.02, 0.9, 1.1}), SW_INDEX_ABOVE);
    assert_int_equal(sw_index_note_of((sw_estimated){1.3, 1.1, 1.4}), SW_INDEX_DOUBTFUL);
    assert_int_equal(sw_index_note_of((sw_estimated){NAN, NAN, NAN}), SW_INDEX_PLAIN);
}

struct job {
    sw_decomposition result;
};

static void *decompose_job(void *argument)
{
    struct job *job = argument;
    job->result =
        decompose(sobol_g, (sw_grouping){8, 8, own}, 256, SW_SAMPLING_BEST, 1, 4, &some);
    return NULL;
}

static void any_thread_finds_the_same_bits(void **state)
{
    (void)state;
    enum { THREADS = 7 };
    struct job jobs[THREADS];
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, decompose_job, &jobs[t]), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    for (int t = 1; t < THREADS; t++) {
        assert_memory_equal(jobs[t].result.groups, jobs[0].result.groups,
                            8 * sizeof(sw_indices));
        assert_memory_equal(jobs[t].result.pairs, jobs[0].result.pairs,
                            28 * sizeof(sw_estimated));
    }
    for (int t = 0; t < THREADS; t++)
        sw_decomposition_free(&jobs[t].result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ishigami_is_exact),
        cmocka_unit_test(sobol_g_is_exact),
        cmocka_unit_test(an_additive_model_sums_to_one),
        cmocka_unit_test(groups_are_taken_together),
        cmocka_unit_test(a_constant_output_is_undefined),
        cmocka_unit_test(failed_points_take_their_row_out),
        cmocka_unit_test(chance_has_its_own_share),
        cmocka_unit_test(averaging_alone_would_mislead),
        cmocka_unit_test(a_probability_of_reaching),
        cmocka_unit_test(a_difference_between_policies),
        cmocka_unit_test(chance_alone_is_said_to_be_so),
        cmocka_unit_test(intervals_cover_what_they_say),
        cmocka_unit_test(an_index_outside_its_range_is_explained),
        cmocka_unit_test(any_thread_finds_the_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
