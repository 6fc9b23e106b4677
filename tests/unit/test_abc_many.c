/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SMC-ABC with two parameters that are seen among many that are not, against draws from the prior that lie within the
 * same tolerance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include <sidework/abc.h>
#include <sidework/adjust.h>
#include <sidework/arithmetic.h>
#include <sidework/random.h>

#include "abc_parts.h"

enum { MANY = 72, INFERENCES = 12, REFERENCE = 20000 };

static sw_diagnostics diagnostics;

static double normal(uint32_t number, uint32_t who)
{
    const sw_words words = sw_draw(sw_key_of(11, number, SW_STREAM_SURVEY, 0), who, 0);
    return sw_normal_d(sw_uniform53(words.w[0], words.w[1]));
}

static sw_prior_space many_normals(void)
{
    static sw_prior priors[MANY];
    sw_prior_space space;
    for (int k = 0; k < MANY; k++)
        priors[k] = (sw_prior){.distribution = SW_DISTRIBUTION_normal,
                               .a = {0, 1},
                               .min = -1e300,
                               .max = 1e300};
    assert_int_equal(sw_prior_space_init(&space, priors, MANY, NULL, &diagnostics),
                     SW_OK);
    return space;
}

/* Two of 72 parameters are seen. context: the number of the data set. */
static int two_of_many(void *context, int worker, const double *values, uint32_t number,
                       double *data)
{
    const uint32_t set = *(const uint32_t *)context;
    const sw_words w = sw_draw(sw_key_of(13, number, SW_STREAM_SURVEY, 0), set, 0);
    const sw_words v = sw_draw(sw_key_of(13, number, SW_STREAM_SURVEY, 0), set, 1);
    (void)worker;
    data[0] = values[0] + 0.35 * sw_normal_d(sw_uniform53(w.w[0], w.w[1]));
    data[1] = values[1] + 0.6 * sw_normal_d(sw_uniform53(w.w[2], w.w[3]));
    data[2] = sw_normal_d(sw_uniform53(v.w[0], v.w[1]));
    return SW_OK;
}

/* Variance of the first coordinate over draws from the prior that are within the tolerance. */
static double variance_by_rejection(const sw_abc *abc, uint32_t set,
                                    const double *observed)
{
    double sum = 0, squares = 0, n = 0;
    for (uint32_t i = 0; i < REFERENCE; i++) {
        const double w[2] = {normal(i, 2 * set), normal(i, 2 * set + 1)};
        double data[3];
        (void)two_of_many(&set, 0, w, 1000000 + i, data);
        if (sw_abc_distance_of(abc, data, observed) > abc->head.tolerance)
            continue;
        sum += w[0];
        squares += w[0] * w[0];
        n++;
    }
    return (squares - sum * sum / n) / (n - 1);
}

/* With many idle parameters the particles spread as far as the tolerance says: moves along the
 * eigenvectors of the particles themselves would draw them together (variance 0.88 of that). */
static void test_idle_parameters_narrow_nothing(void **state)
{
    double particles = 0, reference = 0;
    (void)state;
    sw_prior_space space = many_normals();
    for (uint32_t set = 0; set < INFERENCES; set++) {
        sw_abc abc = {0};
        uint32_t number = set;
        double truth[2] = {normal(set, 1000), 0}, observed[3];
        (void)two_of_many(&number, 0, truth, 4000000, observed);
        const sw_abc_problem problem = {&space, 3, observed, two_of_many, &number};
        const sw_abc_options options = {
            .seed = 21 + set, .n_threads = 1, .max_generations = 2};
        assert_int_equal(sw_abc_run(&abc, &problem, &options, &diagnostics), SW_OK);
        particles += sw_weighted_variance(abc.w, abc.head.n_particles, MANY, 0, NULL);
        reference += variance_by_rejection(&abc, set, observed);
        sw_abc_free(&abc);
    }
    sw_prior_space_free(&space);
    (void)printf("variance of the particles over that of draws: %.3f\n",
                 particles / reference);
    /* twelve variances of some 600 different particles, and of some 6,000 draws: 0.018 */
    assert_in_range((int)(1000 * particles / reference), 955, 1045);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_idle_parameters_narrow_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
