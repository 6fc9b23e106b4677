/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify: a file as it was made is right; one that was changed and given a right digest again is caught by what its
 * own scenario makes; another version is refused by name. The command's own functions are called.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sidework/result.h>

#include "../../sim/cli/run.h"
#include "../../sim/cli/verify.h"
#include "support/simulation.h"

enum { N = 12, TEXT_BYTES = 1 << 16 };

static char folder[] = "verify-XXXXXX", path[64], text[TEXT_BYTES];
static sw_diagnostics d;

/* Calls verb with out in `text`. */
static int call(int (*verb)(const sw_model *, const sw_group *const *, int,
                            const sw_options *, FILE *, sw_diagnostics *),
                const char *const *arguments)
{
    sw_options *options = calloc(1, sizeof *options);
    char *argv[16] = {NULL};
    int n = 0, n_groups;
    const sw_group *const *groups = model_groups(&n_groups);
    FILE *out = tmpfile();
    assert_true(options && out);
    for (; arguments[n]; n++)
        argv[n] = strdup(arguments[n]);
    sw_diagnostics_init(&d, SW_ENGLISH);
    int status = sw_options_read(options, n, argv, &d);
    if (!status)
        status = verb(&sw_model_city_hall, groups, n_groups, options, out, &d);
    rewind(out);
    text[fread(text, 1, TEXT_BYTES - 1, out)] = '\0';
    assert_int_equal(fclose(out), 0);
    sw_options_free(options);
    free(options);
    while (n-- > 0)
        free(argv[n]);
    return status;
}

static int verify(const char *replications)
{
    const char *const some[] = {"sidework", "verify", path, "-n", replications, NULL};
    const char *const few[] = {"sidework", "verify", path, NULL};
    return call(sw_cli_verify, replications ? some : few);
}

static void make(const char *setting)
{
    char scenario[4096];
    const char *source = getenv("SOURCE_DIR");
    (void)snprintf(scenario, sizeof scenario, "%s/tests/golden/tiny.cfg",
                   source ? source : "../..");
    const char *const arguments[] = {"sidework",
                                     "run",
                                     scenario,
                                     "-n",
                                     "12",
                                     "-o",
                                     path,
                                     "--force",
                                     "--quiet",
                                     "--set",
                                     setting,
                                     "--set",
                                     "simulation.years=1",
                                     NULL};
    if (call(sw_cli_run, arguments) != SW_OK)
        fail_msg("run: %s", d.text);
}

/* Changes the results that are stored and seals them again: a good digest over something else. */
static void change(void (*how)(sw_results *, sw_summary *))
{
    sw_results r = {0};
    sw_summary s = {0};
    assert_int_equal(sw_result_read(&r, path, &d), SW_OK);
    assert_int_equal(sw_result_read_summary(&s, path, &d), SW_OK);
    how(&r, &s);
    assert_int_equal(sw_result_write(&r, &s, path, 1, &d), SW_OK);
    sw_summary_free(&s);
    sw_results_free(&r);
}

static void expect_text(const char *part)
{
    if (!strstr(text, part))
        fail_msg("no \"%s\" in\n%s", part, text);
}

static void test_right(void **state)
{
    static const char *const keep[] = {"output.keep=all", "output.keep=annual",
                                       "output.keep=summaries"};
    (void)state;
    for (int k = 0; k < 3; k++) {
        make(keep[k]);
        if (verify(NULL) != SW_OK || verify("1000") != SW_OK)
            fail_msg("%s: %s", keep[k], d.text);
        expect_text("12 of 12");
        expect_text("every bit what the replications give");
    }
    assert_int_equal(verify("1"), SW_OK);
    expect_text(
        "no number was compared"); /* only summaries are there, and not all was run */
    make(keep[0]);
    assert_int_equal(verify(NULL), SW_OK);
    expect_text("5 of 12 (0, 2, 5, 8, 11)");
}

static double *at(sw_results *r, const char *name, uint32_t replication)
{
    const sw_variable *v = sw_layout_find(&r->layout, name);
    assert_non_null(v);
    return r->records + replication * r->layout.record_length + v->offset;
}

static void one_share(sw_results *r, sw_summary *s)
{
    (void)s;
    at(r, "willing", 11)[1] += 1e-15;
}

static void one_count(sw_results *r, sw_summary *s)
{
    (void)s;
    at(r, "headcount", 0)[7] += 1;
}

static void one_parameter(sw_results *r, sw_summary *s)
{
    (void)s;
    r->parameter_values[0] += 1e-12;
}

static void one_rate(sw_results *r, sw_summary *s)
{
    (void)s;
    for (uint32_t k = 0; k < r->n_replications; k++)
        at(r, "side_work_rate_annual", k)[1] *= k == 4 ? 0.5 : 1; /* not run again */
}

static void one_probability(sw_results *r, sw_summary *s)
{
    (void)r;
    s->p_ever_reached[1] = 0.25;
}

static void other_seed(sw_results *r, sw_summary *s)
{
    (void)s;
    r->seed++;
}

static void other_label(sw_results *r, sw_summary *s)
{
    (void)s;
    r->layout.variables[3].en = "Something else";
}

static void fewer(sw_results *r, sw_summary *s)
{
    (void)s;
    r->n_replications--;
}

static void other_scenario(sw_results *r, sw_summary *s)
{
    (void)s;
    char *years = strstr(r->effective, "years = 1");
    assert_non_null(years);
    years[8] = '2';
}

static void no_scenario(sw_results *r, sw_summary *s)
{
    (void)s;
    r->effective[0] = '=';
}

static void foreign_version(sw_results *r, sw_summary *s)
{
    (void)s;
    r->version = sw_results_duplicate(r, "0.0.7");
}

static void test_changed(void **state)
{
    static const struct {
        void (*how)(sw_results *, sw_summary *);
        const char *says;
    } cases[] = {{one_share, "replication 11: willing, fiscal_year 2022"},
                 {one_count, "replication 0: headcount, month 7"},
                 {one_parameter, "replication 0: "},
                 {one_rate, "summary: "},
                 {one_probability, "summary: p_ever_reached[1]: 0.25 is stored"},
                 {other_seed, "seed: is not what"},
                 {other_label, "is not what its scenario makes"},
                 {fewer, "holds 11 replications, its scenario says 12"},
                 {other_scenario, "digest"},
                 {no_scenario, "verify-"},
                 {foreign_version, "made by version 0.0.7, this is " SIDEWORK_VERSION}};
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        make("output.keep=all");
        change(cases[k].how);
        if (verify(NULL) != SW_INPUT || !strstr(d.text, cases[k].says))
            fail_msg("case %zu: no \"%s\" in\n%s\n%s", k, cases[k].says, d.text, text);
        expect_text("NOT verified");
    }
}

static void test_summaries_changed(void **state)
{
    (void)state;
    make("output.keep=summaries");
    change(one_probability);
    assert_int_equal(verify("3"), SW_OK); /* nothing it could be held against */
    expect_text("no number was compared");
    assert_int_equal(verify("12"), SW_INPUT);
    expect_message(&d, "0.25 is stored");
}

static void partial(sw_results *r, sw_summary *s)
{
    r->n_replications = 7;
    r->incomplete = 1;
    sw_summary_free(s);
    *s = (sw_summary){0};
    assert_int_equal(sw_summary_make(s, r, &d), SW_OK);
}

static void partial_changed(sw_results *r, sw_summary *s)
{
    (void)s;
    at(r, "overtime_hours", 6)[0] += 1;
}

static void test_partial(void **state)
{
    (void)state;
    make("output.keep=all");
    change(partial);
    if (verify(NULL) != SW_OK)
        fail_msg("%s", d.text);
    expect_text("INCOMPLETE");
    expect_text("5 of 7 (0, 1, 3, 4, 6)");
    change(partial_changed);
    assert_int_equal(verify(NULL), SW_INPUT);
    expect_message(&d, "replication 6: overtime_hours, month 0");
}

/* Damage and the absence of a file are told before anything else; the next file is looked at all the same. */
static void test_several(void **state)
{
    const char *const files[] = {"sidework", "verify", "missing.h5",
                                 path,       "--json", NULL};
    (void)state;
    make("output.keep=all");
    assert_int_equal(call(sw_cli_verify, files), SW_MISSING);
    expect_text("\"verified\": false");
    expect_text("\"verified\": true");
    expect_text("\"replications_again\": [0,2,5,8,11]");
    expect_message(&d, "missing.h5");
    assert_int_equal(truncate(path, 30000), 0);
    assert_int_equal(verify(NULL), SW_INPUT);
    expect_message(&d, "digest");
    assert_int_equal(verify("0"), SW_USAGE);
    assert_int_equal(verify("two"), SW_USAGE);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof path, "%s/out.h5", folder);
    return 0;
}

static int tear_down(void **state)
{
    char beside[80];
    (void)state;
    (void)unlink(path);
    (void)snprintf(beside, sizeof beside, "%s.run.json", path);
    (void)unlink(beside);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right),
        cmocka_unit_test(test_changed),
        cmocka_unit_test(test_summaries_changed),
        cmocka_unit_test(test_partial),
        cmocka_unit_test(test_several),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
