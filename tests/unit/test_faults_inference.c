/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation of an inference fails once, from the prior's space to the diagnoses: the status says want of
 * memory, nothing leaks, and a state that a failure interrupted goes on to the same bits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <sidework/abc.h>
#include <sidework/adjust.h>
#include <sidework/diagnosis.h>
#include <sidework/scoring.h>

#include "support/faults.h"

enum { D = 3, M = 2, N = 40 };

static const sw_prior priors[D] = {
    {.distribution = SW_DISTRIBUTION_normal, .a = {0, 1}, .min = -9, .max = 9},
    {.distribution = SW_DISTRIBUTION_normal, .a = {0, 1}, .min = -9, .max = 9},
    {.distribution = SW_DISTRIBUTION_gamma, .a = {1, 3}, .min = 0, .max = 99}};
static const double correlation[D * D] = {1, 0.5, 0, 0.5, 1, 0, 0, 0, 1};
static const double observed[M] = {0.4, 1};

static sw_abc abc;
static sw_prior_space space;
static sw_posterior posterior;

static int simulate(void *context, int worker, const double *values, uint32_t number,
                    double *data)
{
    (void)context;
    (void)worker;
    data[0] = values[0] + (number * 7 % 11) / 20.0;
    data[1] = values[2] + (number * 5 % 13) / 20.0;
    return SW_OK;
}

static int infer(sw_diagnostics *messages)
{
    const sw_abc_problem problem = {&space, M, observed, simulate, NULL};
    const sw_abc_options options = {
        .n_particles = N, .n_threads = 2, .max_generations = 4, .acceptance = -1};
    sw_contraction contraction[D];
    sw_datum_check check[M];
    double table[5][D * D], data[N * M];
    sw_identifiability out = {table[0], table[1], table[2], table[3], table[4], 0};
    sw_uniformity uniformity;
    int status = sw_prior_space_init(&space, priors, D, correlation, messages);
    if (!status)
        status = sw_abc_run(&abc, &problem, &options, messages);
    const sw_adjust_sample sample = {
        N, D, M, abc.w, abc.data, abc.distance, observed, abc.number};
    if (!status)
        status = sw_adjust(&posterior, &sample, SW_ADJUST_SCALED, messages);
    if (!status)
        status = sw_abc_predict(&problem, &options, N, posterior.w, 100000, data);
    if (!status)
        status = sw_diagnose_data(M, observed, abc.prior_data, N, data, N, check);
    if (!status)
        status = sw_diagnose_identifiability(N, D, M, abc.prior_w, abc.prior_data, &out);
    if (!status)
        status = sw_uniformity_test(&uniformity, (const double[]){0.2, 0.5, 0.6}, 3, 2);
    if (!status)
        sw_diagnose_contraction(&posterior, abc.prior_w, N, contraction);
    /* whose duty the message is: the caller's */
    return status == SW_MEMORY ? sw_fail(messages, status, "out of memory", "メモリ不足")
                               : status;
}

static void let_go(void)
{
    sw_posterior_free(&posterior);
    sw_prior_space_free(&space);
}

/* What a failed call left goes on, and ends as an undisturbed one. */
static void go_on(int status)
{
    static double expected[10000];
    static size_t length;
    sw_diagnostics messages;
    let_go();
    sw_diagnostics_init(&messages, SW_ENGLISH);
    if (status)
        assert_int_equal(infer(&messages), SW_OK);
    assert_true(abc.length > 0 && abc.length <= 10000);
    if (length)
        assert_memory_equal(abc.block, expected, length * sizeof *expected);
    length = abc.length;
    memcpy(expected, abc.block, length * sizeof *expected);
    let_go();
    sw_abc_free(&abc);
}

static void test_memory(void **state)
{
    const fault_trial trial = {"infer", NULL, infer, go_on, 20};
    (void)state;
    faults_each(FAULT_MEMORY, FAULT_FAIL, &trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
