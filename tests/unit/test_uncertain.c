/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is uncertain, drawn together: correlated groups against theory, what a scenario
 * may say about them, replications that share draws, a posterior in place of priors. Bounds
 * of 4.9 standard errors, fixed seeds.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include <sidework/uncertain.h>

#define ROWS                                                                             \
    REAL(normal, "1", -100, 100, "{ dist = \"normal\"; mean = 1; sd = 2; }", "-", "N",   \
         "N")                                                                            \
    REAL(lognormal, "1", 0, 1e6, "{ dist = \"lognormal\"; median = 2; sigma = 0.5; }",   \
         "-", "L", "L")                                                                  \
    REAL(uniform, "1", 0, 10, "{ dist = \"uniform\"; low = 1; high = 3; }", "-", "U",    \
         "U")                                                                            \
    REAL(triangular, "1", 0, 10,                                                         \
         "{ dist = \"triangular\"; low = 0; mode = 1; high = 4; }", "-", "T", "T")       \
    REAL(beta, "1", 0, 1, "{ dist = \"beta\"; mean = 0.3; size = 10; }", "-", "B", "B")  \
    REAL(other, "1", -100, 100, "{ dist = \"normal\"; mean = 0; sd = 1; }", "-", "O",    \
         "O")                                                                            \
    REAL(known, "1", 0, 9, "3", "-", "K", "K")

struct sw_some {
#include <sidework/fields_struct.h>
    ROWS
#include <sidework/fields_end.h>
};
#define SW_OWNER sw_some
static const sw_field fields[] = {
#include <sidework/fields_table.h>
    ROWS
#include <sidework/fields_end.h>
};
#undef SW_OWNER
static const sw_group some = {"some",
                              "Some",
                              "いくつか",
                              fields,
                              (int)(sizeof fields / sizeof *fields),
                              sizeof(struct sw_some)};
static const sw_group *const groups[] = {&some};

/* In the order of the priors. */
enum { NORMAL, LOGNORMAL, UNIFORM, TRIANGULAR, BETA, OTHER, N_PRIORS };
enum { N = 20000 };

static const double errors = 4.9;
static sw_diagnostics diagnostics;
static double drawn[N][N_PRIORS];

static int parse(sw_scenario *scenario, const char *text)
{
    char whole[4000];
    (void)snprintf(whole, sizeof whole, "title = \"t\";\n%s", text);
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    return sw_scenario_parse(scenario, groups, 1, "test.cfg", whole, NULL, 0,
                             &diagnostics);
}

static void open(sw_scenario *scenario, const char *text)
{
    if (parse(scenario, text))
        fail_msg("%s", diagnostics.text);
    assert_int_equal(scenario->n_priors, N_PRIORS);
}

static void draw_all(const sw_scenario *scenario)
{
    for (uint32_t r = 0; r < N; r++)
        sw_uncertain_draw(scenario, 2021, r, drawn[r]);
}

static double score(int k, double x)
{
    switch (k) {
    case NORMAL:
        return (x - 1) / 2;
    case LOGNORMAL:
        return log(x / 2) / 0.5;
    case UNIFORM:
        return gsl_cdf_ugaussian_Pinv((x - 1) / 2);
    case TRIANGULAR:
        return gsl_cdf_ugaussian_Pinv(x < 1 ? x * x / 4 : 1 - (4 - x) * (4 - x) / 12);
    default:
        return x;
    }
}

static void expect_correlation(int a, int b, double r)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < N; i++) {
        const double z = score(a, drawn[i][a]), y = score(b, drawn[i][b]);
        sum += z * y;
        squares += z * z;
    }
    /* the scores have mean 0 and variance 1: var(z y) = 1 + r^2 */
    assert_true(fabs(squares / N - 1) < errors * sqrt(2.0 / N));
    if (!(fabs(sum / N - r) < errors * sqrt((1 + r * r) / N)))
        fail_msg("correlation of %d and %d: %g, not %g", a, b, sum / N, r);
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Each score is standard normal: 2.7 / sqrt(n) is passed by chance once in a million. */
static void expect_marginal(int k)
{
    static double z[N];
    double distance = 0;
    for (int i = 0; i < N; i++)
        z[i] = score(k, drawn[i][k]);
    qsort(z, N, sizeof *z, ascending);
    for (int i = 0; i < N; i++) {
        const double p = gsl_cdf_ugaussian_P(z[i]);
        distance = fmax(distance, fmax(p - (double)i / N, (double)(i + 1) / N - p));
    }
    assert_true(distance < 2.7 / sqrt(N));
}

#define PAIRS                                                                            \
    "correlations = ( { a = \"some.lognormal\"; b = \"some.normal\"; r = 0.5; },\n"      \
    "  { a = \"some.normal\"; b = \"some.uniform\"; r = -0.7; },\n"                      \
    "  { a = \"some.triangular\"; b = \"some.uniform\"; r = 0.3; } );\n"

static void test_correlation(void **state)
{
    sw_scenario scenario;
    (void)state;
    open(&scenario, PAIRS);
    assert_int_equal(scenario.n_copulas, 1);
    assert_int_equal(scenario.copulas[0].n, 4);
    draw_all(&scenario);
    expect_correlation(NORMAL, LOGNORMAL, 0.5);
    expect_correlation(NORMAL, UNIFORM, -0.7);
    expect_correlation(TRIANGULAR, UNIFORM, 0.3);
    expect_correlation(NORMAL, TRIANGULAR,
                       0); /* not named: 0, not what the rest implies */
    expect_correlation(LOGNORMAL, UNIFORM, 0);
    for (int k = NORMAL; k <= TRIANGULAR; k++)
        expect_marginal(k);
    sw_scenario_free(&scenario);
}

/* Keys outside the groups keep their bits; so does everything where nothing correlates. */
static void test_bits(void **state)
{
    sw_scenario alone, together;
    double a[N_PRIORS], b[N_PRIORS];
    (void)state;
    open(&alone, "");
    open(&together, PAIRS);
    for (uint32_t r = 0; r < 500; r++) {
        sw_uncertain_draw(&alone, 7, r, a);
        sw_uncertain_draw(&together, 7, r, b);
        assert_memory_equal(&a[BETA], &b[BETA], 2 * sizeof *a);
        assert_true(a[UNIFORM] != b[UNIFORM]);
        for (int k = 0; k < N_PRIORS; k++)
            assert_true(a[k] == sw_prior_draw(&alone.priors[k], 7, r));
    }
    sw_scenario_free(&alone);
    sw_scenario_free(&together);
}

/* The group is drawn again as a whole: of (x, y) with correlation r, x > 0 leaves E y =
 * r sqrt(2 / pi). Redrawing x alone would leave E y = 0. */
static void test_truncation(void **state)
{
    sw_scenario scenario;
    double sum = 0;
    const double r = 0.8, pi = 3.14159265358979323846;
    (void)state;
    open(&scenario,
         "correlations = ( { a = \"some.normal\"; b = \"some.other\"; r = 0.8; } );\n"
         "some = { normal = { dist = \"normal\"; mean = 0; sd = 1; min = 0; }; };");
    draw_all(&scenario);
    for (int i = 0; i < N; i++) {
        assert_true(drawn[i][NORMAL] >= 0);
        sum += drawn[i][OTHER];
    }
    assert_true(fabs(sum / N - r * sqrt(2 / pi)) <
                errors * sqrt((1 - r * r * 2 / pi) / N));
    sw_scenario_free(&scenario);
}

static void refuse(const char *text, const char *message)
{
    sw_scenario scenario;
    assert_int_equal(parse(&scenario, text), SW_INPUT);
    assert_null(scenario.memory);
    if (!strstr(diagnostics.text, message))
        fail_msg("expected %s, got %s", message, diagnostics.text);
}

#define PAIR(a, b, r) "{ a = \"some." a "\"; b = \"some." b "\"; r = " r "; }"

static void test_refused(void **state)
{
    (void)state;
    refuse("correlations = ( " PAIR("norml", "uniform", "0.5") " );",
           "test.cfg:2: correlations: pair 1: unknown key some.norml; did you mean "
           "\"some.normal\"?");
    refuse("correlations = ( " PAIR("known", "uniform", "0.5") " );",
           "some.known is not uncertain here (default)");
    refuse("some = { uniform = 2; };\ncorrelations = ( " PAIR("normal", "uniform",
                                                              "0.5") " );",
           "some.uniform is not uncertain here (test.cfg:2)");
    refuse("correlations = ( " PAIR("beta", "uniform", "0.5") " );",
           "has dist = \"beta\", which cannot be correlated");
    refuse("correlations = ( " PAIR("normal", "normal", "0.5") " );", "on both sides");
    refuse("correlations = ( " PAIR("normal", "uniform", "1") " );",
           "must lie between -1 and 1");
    refuse("correlations = ( " PAIR("normal", "uniform", "1.5") " );", "out of range");
    refuse("correlations = ( " PAIR("normal", "uniform",
                                    "0.5") ", " PAIR("uniform", "normal", "0.4") " );",
           "pair 2: some.uniform and some.normal are a pair already");
    /* the three that do not fit are named, not the fourth of their group */
    refuse("correlations = ( " PAIR("normal", "uniform", "0.9") ", " PAIR(
               "uniform", "other", "0.9") ", " PAIR("normal", "triangular", "0.1") " );",
           "correlations of some.normal, some.uniform, some.other contradict");
    refuse("some = { normal = { dist = \"normal\"; mean = 0; sd = 1; min = 2; };\n"
           "other = { dist = \"normal\"; mean = 0; sd = 1; max = -2; }; };\n"
           "correlations = ( " PAIR("normal", "other", "0.9") " );",
           "in less than 1 % of draws");
    refuse("correlations = ( { a = \"some.normal\"; r = 0.5; } );", "correlations[0].b");
}

/* The effective text holds them, reads back as itself, and a later list replaces all. */
static void test_text(void **state)
{
    static const sw_override none = {"correlations", "()", "--set"};
    sw_scenario first, again, without;
    (void)state;
    open(&first, PAIRS);
    assert_non_null(strstr(first.effective, "{ a = \"some.lognormal\"; b = "
                                            "\"some.normal\"; r = 0.5; }"));
    assert_int_equal(sw_scenario_parse(&again, groups, 1, "again", first.effective, NULL,
                                       0, &diagnostics),
                     SW_OK);
    assert_string_equal(first.effective, again.effective);
    assert_int_equal(sw_scenario_parse(&without, groups, 1, "again", first.effective,
                                       &none, 1, &diagnostics),
                     SW_OK);
    assert_int_equal(without.n_copulas, 0);
    assert_string_not_equal(first.digest, without.digest);
    sw_scenario_free(&first);
    sw_scenario_free(&again);
    sw_scenario_free(&without);
}

/* Replication r of a nested run has draw r / repeats of any other. */
static void test_repeats(void **state)
{
    sw_scenario each, shared;
    double a[N_PRIORS], b[N_PRIORS];
    (void)state;
    open(&each, PAIRS);
    open(&shared, PAIRS "simulation = { repeats = 7; };");
    for (uint32_t r = 0; r < 100; r++) {
        sw_uncertain_draw(&shared, 7, r, a);
        sw_uncertain_draw(&each, 7, r / 7, b);
        assert_memory_equal(a, b, sizeof a);
    }
    assert_string_not_equal(each.digest, shared.digest);
    sw_scenario_free(&each);
    sw_scenario_free(&shared);
}

/* Every row once before any twice, in another order each time and for each seed. */
static void test_rows(void **state)
{
    static const uint32_t sizes[] = {1, 2, 3, 5, 16, 17, 1000};
    static int used[1000];
    (void)state;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        const uint32_t n = sizes[k];
        int same = 0, other_seed = 0;
        memset(used, 0, sizeof used);
        for (uint32_t d = 0; d < 3 * n; d++) {
            const uint32_t row = sw_posterior_row(5, n, d);
            assert_true(row < n);
            assert_int_equal(used[row]++, d / n);
            same += row == sw_posterior_row(5, n, d + n);
            other_seed += row == sw_posterior_row(6, n, d);
        }
        if (n == 1000) { /* a random permutation agrees with another in about 1 place */
            assert_true(same < 20 && other_seed < 20);
        }
    }
    /* early draws are from all of the file, in no order: mean and lag-1 correlation */
    double sum = 0, lag = 0;
    const uint32_t n = 100003, m = 10000;
    for (uint32_t d = 0; d < m; d++) {
        const double u = (double)sw_posterior_row(5, n, d) / n - 0.5;
        const double v = (double)sw_posterior_row(5, n, d + 1) / n - 0.5;
        sum += u;
        lag += u * v;
    }
    assert_true(fabs(sum) < errors * sqrt(m / 12.0));
    assert_true(fabs(lag) < errors * sqrt(m) / 12);
}

enum { POSTERIOR_ROWS = 50 };
static const char digest[] = "0123456789abcdef";

static int take(sw_scenario *scenario, const char *first, const char *second,
                double offset)
{
    double rows[POSTERIOR_ROWS][2];
    const char *const paths[] = {first, second};
    for (int i = 0; i < POSTERIOR_ROWS; i++) {
        rows[i][0] = 0.001 * i;
        rows[i][1] = offset + i;
    }
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    return sw_scenario_take_posterior(scenario, POSTERIOR_ROWS, second ? 2 : 1, paths,
                                      &rows[0][0], digest, &diagnostics);
}

static void test_posterior(void **state)
{
    sw_scenario scenario, plain, again;
    double a[N_PRIORS], b[N_PRIORS];
    (void)state;
    open(&scenario, "simulation = { repeats = 3; };");
    open(&plain, "simulation = { repeats = 3; };");
    assert_int_equal(take(&scenario, "some.beta", "some.other", -20), SW_OK);
    for (uint32_t r = 0; r < 400; r++) {
        const uint32_t row = sw_posterior_row(7, POSTERIOR_ROWS, r / 3);
        sw_uncertain_draw(&scenario, 7, r, a);
        sw_uncertain_draw(&plain, 7, r, b);
        assert_memory_equal(a, b, BETA * sizeof *a); /* the others keep their priors */
        assert_true(a[BETA] == 0.001 * row);         /* and a row stays whole */
        assert_true(a[OTHER] == -20 + (double)row);
    }
    assert_non_null(strstr(scenario.effective, "posterior = \"0123456789abcdef\";"));
    assert_string_not_equal(scenario.digest, plain.digest);
    assert_int_equal(sw_scenario_check_posterior(&scenario, &diagnostics), SW_OK);
    assert_int_equal(sw_scenario_check_posterior(&plain, &diagnostics), SW_OK);
    /* its text, read again, wants that posterior and no other */
    assert_int_equal(sw_scenario_parse(&again, groups, 1, "again", scenario.effective,
                                       NULL, 0, &diagnostics),
                     SW_OK);
    assert_string_equal(again.digest, scenario.digest);
    assert_int_equal(sw_scenario_check_posterior(&again, &diagnostics), SW_INPUT);
    assert_non_null(strstr(diagnostics.text, "--posterior"));
    assert_int_equal(take(&again, "some.beta", "some.other", -20), SW_OK);
    assert_string_equal(again.digest, scenario.digest);
    sw_scenario_free(&scenario);
    sw_scenario_free(&plain);
    sw_scenario_free(&again);
}

static void refuse_posterior(const char *text, const char *first, const char *second,
                             double offset, const char *message)
{
    sw_scenario scenario;
    char before[SW_DIGEST_BYTES];
    open(&scenario, text);
    memcpy(before, scenario.digest, sizeof before);
    assert_int_equal(take(&scenario, first, second, offset), SW_INPUT);
    if (!strstr(diagnostics.text, message))
        fail_msg("expected %s, got %s", message, diagnostics.text);
    assert_string_equal(scenario.digest, before);
    assert_int_equal(scenario.posterior.n_rows, 0);
    sw_scenario_free(&scenario);
}

static void test_posterior_refused(void **state)
{
    (void)state;
    refuse_posterior("", "some.beta", "some.unheard", 0, "holds some.unheard, which");
    refuse_posterior("", "some.known", "some.beta", 0, "holds some.known, which");
    refuse_posterior(
        "", "some.unheard", "some.known", 0,
        "holds 2 keys that are not uncertain in this scenario (some.unheard, "
        "some.known); run the scenario it was learned from");
    assert_int_equal(diagnostics.count, 1); /* not a line each */
    refuse_posterior("", "some.beta", "some.beta", 0, "holds some.beta twice");
    refuse_posterior("", "some.beta", "some.other", 60,
                     "row 42 of the posterior gives some.other = 101; allowed: -100 to "
                     "100");
    refuse_posterior(PAIRS, "some.normal", NULL, 0,
                     "holds some.normal but not some.lognormal");
    refuse_posterior("simulation = { posterior = \"beef\"; };", "some.beta", NULL, 0,
                     "wants the posterior beef, this one is 0123456789ab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_correlation),
        cmocka_unit_test(test_bits),
        cmocka_unit_test(test_truncation),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_repeats),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_posterior),
        cmocka_unit_test(test_posterior_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
