/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulator of data: what the errors of data are, that chance is a function of the simulation's number; the same
 * posterior for any number of threads; and a file gives back what was written into it, or refuses.
 * (What is learned, against an exact posterior: statistical/test_calibrate_exact.c.)
 */
#include "support/calibrate_world.h"

#include <math.h>
#include <unistd.h>

#include <hdf5.h>
#include <sidework/random.h>
#include <sidework/sha256.h>
#include <sidework/study.h>

enum { TRIALS = 1500, SIMULATIONS = 2000, PARTICLES = 300 };

/* ---- the simulator of data ---- */

static const char data_once[] =
    "title = \"t\"; observations = ("
    "{ name = \"bare\"; quantity = \"participated\"; fiscal_year = 2021; value = 0.5; sd "
    "= 1e-300; source = \"s\"; text = \"x\"; },"
    "{ name = \"n\"; quantity = \"participated\"; fiscal_year = 2021; value = 0.5; n = "
    "50; source = \"s\"; text = \"x\"; },"
    "{ name = \"rounded\"; quantity = \"participated\"; fiscal_year = 2021; value = 0.5; "
    "rounding = 0.2; source = \"s\"; text = \"x\"; },"
    "{ name = \"sd\"; quantity = \"participated\"; fiscal_year = 2021; value = 0.5; sd = "
    "0.3; source = \"s\"; text = \"x\"; });";

/* Variance of errors [2] against what it should be, within 5 standard errors of kurtosis at most 3; mean nought. */
static void expect_errors(const char *what, const double errors[2], double variance,
                          double wanted)
{
    const double mean = errors[0] / TRIALS, found = errors[1] / TRIALS - mean * mean;
    (void)variance;
    if (!(fabs(mean) < 5 * sqrt(wanted / TRIALS)) ||
        !(fabs(found / wanted - 1) < 5 * sqrt(3.0 / TRIALS)))
        fail_msg("%s: mean %g, variance %g, expected %g", what, mean, found, wanted);
}

static void test_errors_of_figures(void **state)
{
    static world w;
    const double a = 0.1;
    double errors[4][2] = {{0}}, binomial = 0, x[4], again[4];
    (void)state;
    open_world(&w, ONCE, data_once, 2);
    for (uint32_t r = 0; r < TRIALS; r++) {
        sw_trials_simulate(w.trials, 0, &a, r, x);
        binomial += x[0] * (1 - x[0]) / 50 / TRIALS;
        if (!(fabs(x[2] - x[0]) < 0.2 + 1e-12 && x[0] > -1e-9 && x[0] < 1 + 1e-9))
            fail_msg("%g %g %g %g", x[0], x[1], x[2], x[3]);
        for (int k = 1; k < 4; k++) {
            errors[k][0] += x[k] - x[0];
            errors[k][1] += (x[k] - x[0]) * (x[k] - x[0]);
        }
    }
    assert_true(binomial > 0.002);
    expect_errors("n", errors[1], 0, binomial);
    expect_errors("rounding", errors[2], 0, 0.04 / 3);
    expect_errors("sd", errors[3], 0, 0.09);
    sw_trials_simulate(w.trials, 1, &a, 7,
                       again); /* worker and history change nothing, the number does */
    sw_trials_simulate(w.trials, 0, &a, 7, x);
    assert_memory_equal(x, again, sizeof x);
    sw_trials_simulate(w.trials, 0, &a, 8, x);
    assert_true(memcmp(x, again, sizeof x) != 0);
    close_world(&w);
}

/* What the model samples itself gets only the error that lacks. */
static void test_sampled_by_the_model(void **state)
{
    static const char data[] =
        "title = \"t\"; observations = ("
        "{ name = \"bare\"; quantity = \"survey_willing\"; fiscal_year = 2021; value = "
        "0.5; source = \"s\"; text = \"x\"; },"
        "{ name = \"many\"; quantity = \"survey_willing\"; fiscal_year = 2021; value = "
        "0.5; n = 1000000; source = \"s\"; text = \"x\"; },"
        "{ name = \"few\"; quantity = \"survey_willing\"; fiscal_year = 2021; value = "
        "0.5; n = 4; source = \"s\"; text = \"x\"; },"
        "{ name = \"all\"; quantity = \"survey_answers\"; fiscal_year = 2021; value = 9; "
        "source = \"s\"; text = \"x\"; });";
    static world w;
    double errors[2] = {0}, lacking = 0, x[4];
    (void)state;
    open_world(&w, NULL, data, 1);
    double *values = malloc((size_t)w.scenario.n_priors * sizeof *values);
    assert_non_null(values);
    for (int k = 0; k < w.scenario.n_priors; k++)
        values[k] = sw_prior_central(&w.scenario.priors[k]);
    for (uint32_t r = 0; r < TRIALS; r++) {
        sw_trials_simulate(w.trials, 0, values, r, x);
        assert_true(x[0] == x[1]);
        lacking += x[0] * (1 - x[0]) * fmax(0, 1.0 / 4 - 1 / x[3]) / TRIALS;
        errors[0] += x[2] - x[0];
        errors[1] += (x[2] - x[0]) * (x[2] - x[0]);
    }
    free(values);
    expect_errors("lacking", errors, 0, lacking);
    close_world(&w);
}

/* ---- threads, files ---- */

static void expect_same(const sw_calibration *a, const sw_calibration *b)
{
    const size_t n = (size_t)a->n_draws * (size_t)a->n_parameters;
    assert_int_equal(a->n_draws, b->n_draws);
    assert_int_equal(a->n_parameters, b->n_parameters);
    assert_int_equal(a->n_data, b->n_data);
    assert_int_equal(a->n_generations, b->n_generations);
    assert_memory_equal(a->values, b->values, n * sizeof(double));
    assert_string_equal(a->posterior_digest, b->posterior_digest);
    for (int k = 0; k < a->n_parameters; k++) {
        assert_string_equal(a->parameters[k].path, b->parameters[k].path);
        assert_true(a->parameters[k].contraction == b->parameters[k].contraction);
        assert_memory_equal(a->parameters[k].posterior, b->parameters[k].posterior,
                            sizeof a->parameters[k].posterior);
    }
    for (int k = 0; k < a->n_data; k++) {
        assert_string_equal(a->data[k].text_ja, b->data[k].text_ja);
        assert_true(a->data[k].posterior_p == b->data[k].posterior_p);
        assert_int_equal(a->data[k].fiscal_year, b->data[k].fiscal_year);
    }
}

static void describe(world *w)
{
    sw_calibration *c = &w->outcome;
    c->title = c->title_ja = c->facts = c->facts_ja = c->observations = "t";
    c->scenario = w->scenario.effective;
    c->digest = w->scenario.digest;
    c->observations_digest = w->observations.digest;
    c->version = "test";
    c->end = c->end_en = c->end_ja = c->distance = "x";
}

/* ---- files that somebody else made ---- */

/* What HDF5 itself forgets to free of a damaged file is not looked at. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}

static unsigned char *load_bytes(const char *path, size_t *n)
{
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, 0, SEEK_END), 0);
    *n = (size_t)ftell(stream);
    rewind(stream);
    unsigned char *bytes = malloc(*n);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *n, stream), *n);
    assert_int_equal(fclose(stream), 0);
    return bytes;
}

static void store_bytes(const char *path, const unsigned char *bytes, size_t n)
{
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, n, stream), n);
    assert_int_equal(fclose(stream), 0);
}

/* The digest over what is there now. */
static void seal(unsigned char *bytes, size_t n)
{
    sw_sha256 state;
    sw_sha256_init(&state);
    sw_sha256_add(&state, bytes, n - 40);
    sw_sha256_end(&state, bytes + n - 32);
}

/* Whatever is in it: read whole or refused with a message. */
static int try_file(const char *path)
{
    sw_calibration c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int status = sw_calibration_read(&c, path, &d);
    assert_true(status == SW_OK || status == SW_INPUT || status == SW_MEMORY ||
                status == SW_IO);
    assert_true((status == SW_OK) == (d.count == 0));
    if (status == SW_OK)
        for (int k = 0; k < c.n_draws * c.n_parameters; k++)
            assert_true(isfinite(c.values[k]));
    sw_calibration_free(&c);
    return status;
}

static void hostile(const char *path)
{
    static const char other[] = "test-calibrate-hostile.h5";
    enum { CHANGES = 100 };
    size_t n;
    int refused = 0;
    unsigned char *bytes = load_bytes(path, &n);
    for (uint32_t k = 0; k < CHANGES; k++) {
        const sw_words w = sw_philox(k, 1, 2, 3, 4, 5);
        const size_t at = (size_t)sw_below(w.w[0], (uint32_t)(n - 40));
        const size_t length = k % 3 ? 1 : 1 + w.w[1] % 64;
        const size_t end = at + length < n - 40 ? at + length : n - 40;
        unsigned char *changed = malloc(n);
        assert_non_null(changed);
        memcpy(changed, bytes, n);
        for (size_t i = at; i < end; i++)
            changed[i] = (unsigned char)(w.w[2] % 2 ? changed[i] ^ (1u << w.w[3] % 8)
                                                    : w.w[3] & 0xff);
        if (memcmp(changed, bytes, n) !=
            0) { /* as it is, and with its digest made right again */
            store_bytes(other, changed, n);
            assert_int_equal(try_file(other), SW_INPUT);
            seal(changed, n);
            store_bytes(other, changed, n);
            refused += try_file(other) != SW_OK;
        }
        free(changed);
    }
    for (size_t cut = 0; cut < n; cut += n / 37 + 1) {
        store_bytes(other, bytes, cut);
        assert_int_equal(try_file(other), SW_INPUT);
    }
    print_message("%d of %d changes behind a right digest refused\n", refused, CHANGES);
    assert_true(refused > 0);
    free(bytes);
    assert_int_equal(unlink(other), 0);
}

static void test_threads_and_file(void **state)
{
    static const char path[] = "test-calibrate.h5";
    static world one, three;
    sw_calibration back = {0};
    (void)state;
    learn(&one, fact("value = 0.0086; sd = 0.0005;"), SIMULATIONS, PARTICLES, 1);
    learn(&three, fact("value = 0.0086; sd = 0.0005;"), SIMULATIONS, PARTICLES, 3);
    expect_same(&one.outcome, &three.outcome);
    describe(&one);
    (void)unlink(path);
    demand(sw_calibration_write(&one.outcome, path, 0, &d));
    assert_int_equal(sw_file_kind_of(path), SW_FILE_POSTERIOR);
    demand(sw_calibration_read(&back, path, &d));
    expect_same(&one.outcome, &back);
    assert_string_equal(back.scenario, one.scenario.effective);
    assert_int_equal(back.simulations, one.outcome.simulations);
    sw_calibration_free(&back);
    assert_int_equal(sw_calibration_write(&one.outcome, path, 0, &d), SW_CREATE);
    hostile(path);
    assert_int_equal(unlink(path), 0);
    close_world(&one);
    close_world(&three);
}

int main(void)
{
    /* HDF5 1.10 does not give back all of a damaged header, and says so at exit, at length */
    (void)H5dont_atexit();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors_of_figures),
        cmocka_unit_test(test_sampled_by_the_model),
        cmocka_unit_test(test_threads_and_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
