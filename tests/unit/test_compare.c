/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons against numbers worked out by hand; what is the same is exactly the same; what cannot be paired is said
 * to be so, in both languages; tables, JSON and file hold together.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sidework/compare.h>

#include "unit/sample_results.h"

enum { TEXT_BYTES = 1 << 17 };

static char text[TEXT_BYTES];
static sw_diagnostics d;

static void close_to(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g is not within %g of %.17g", a, tolerance, b);
}

static void add(sw_comparison *c, sw_results *r, const char *name)
{
    sw_summary none = {0};
    assert_int_equal(sw_comparison_add(c, r, &none, name, &d), SW_OK);
    assert_null(r->records);
}

static void add_sample(sw_comparison *c, uint32_t n, const char *name)
{
    sw_results r = {0};
    sample_results(&r, n, 11, 2);
    add(c, &r, name);
}

static void make(sw_comparison *c)
{
    if (sw_comparison_make(c, "staff", &d) != SW_OK)
        fail_msg("%s", d.text);
}

static const sw_contrast *row(const sw_comparison *c, int file, const char *name,
                              double threshold)
{
    for (int o = 0; o < c->n_outcomes; o++)
        if (strcmp(c->outcomes[o].name, name) == 0 &&
            (isnan(threshold) || c->outcomes[o].threshold == threshold))
            return &c->contrasts[(file - 1) * c->n_outcomes + o];
    fail_msg("no outcome %s", name);
    return NULL;
}

static void print(const sw_comparison *c, sw_language language, int json)
{
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_int_equal(json ? sw_comparison_print_json(c, out)
                          : sw_comparison_print(c, out, language),
                     SW_OK);
    rewind(out);
    text[fread(text, 1, TEXT_BYTES - 1, out)] = '\0';
    assert_int_equal(fclose(out), 0);
}

static void says(const char *what)
{
    if (strstr(text, what) == NULL)
        fail_msg("'%s' is not in:\n%s", what, text);
}

static void test_itself(void **state)
{
    (void)state;
    sw_comparison c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    add_sample(&c, 300, "results/plan.h5");
    add_sample(&c, 300, "again/plan.h5");
    make(&c);
    assert_string_equal(c.files[0].label, "plan");
    assert_string_equal(c.files[1].label, "plan#2");
    assert_int_equal(c.files[1].unpaired, 0);
    assert_int_equal(c.files[1].n_pairs, 300);
    int known = 0;
    for (int o = 0; o < c.n_outcomes; o++) {
        const sw_contrast *x = &c.contrasts[o];
        if (x->verdict == SW_VERDICT_UNKNOWN)
            continue;
        known++;
        assert_true(x->difference == 0 && x->base == x->other);
        assert_true(x->low <= 0 && 0 <= x->high);
        assert_true(x->family_low == x->low && x->family_high == x->high);
        assert_true(x->p == 1 && x->p_holm == 1 && x->verdict == SW_VERDICT_SAME);
        assert_true(!(x->base_only > 0) && !(x->other_only > 0));
        assert_true(isinf(x->needed) && isinf(x->further));
    }
    assert_int_equal(known,
                     13); /* the sample has neither backlog nor load nor fulfilment */
    close_to(c.rank_probability[0], 0.5, 1e-12);
    close_to(c.rank_probability[3], 0.5, 1e-12);
    close_to(c.mean_rank[0], 1.5, 1e-12);
    sw_comparison_free(&c);
    sw_comparison_free(&c);
}

/* Four futures, base year and three more. */
static const double base_rate[4][4] = {{0.04, 0.01, 0.02, 0.02},
                                       {0.00, 0.03, 0.02, 0.02},
                                       {0.00, 0.02, 0.04, 0.06},
                                       {0.00, 0.029999, 0.02, 0.05}};
static const double other_rate[4][4] = {{0.04, 0.03, 0.03, 0.03},
                                        {0.00, 0.03, 0.02, 0.02},
                                        {0.05, 0.00, 0.00, 0.00},
                                        {0.00, 0.06, 0.10, 0.06}};

static void add_by_hand(sw_comparison *c, const double rate[4][4], const char *name)
{
    sw_results r = {0};
    sample_results(&r, 4, 4, 0);
    for (uint32_t k = 0; k < 4; k++) {
        for (int y = 0; y < 4; y++)
            sample_at(&r, "side_work_rate_annual", k)[y] = rate[k][y];
        for (int t = 0; t < 48; t++) {
            sample_at(&r, "headcount", k)[t] = 100;
            sample_at(&r, "overtime_hours", k)[t] = rate == other_rate ? 1500 : 1000 + k;
        }
    }
    add(c, &r, name);
}

static void test_by_hand(void **state)
{
    (void)state;
    sw_comparison c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    add_by_hand(&c, base_rate, "base");
    add_by_hand(&c, other_rate, "other");
    make(&c);
    assert_true(c.first_year == 2022 && c.last_year == 2024);
    const sw_contrast *x = row(&c, 1, "side_work_rate_annual", NAN);
    close_to(x->base, 0.0375, 1e-15);
    close_to(x->other, 0.0275, 1e-15);
    /* differences 0.01, 0, -0.06, 0.01: mean -0.01, variance 34e-4 / 3; t(3) = 3.182446 */
    close_to(x->difference, -0.01, 1e-15);
    close_to(x->low, -0.01 - 3.182446 * sqrt(34e-4 / 3 / 4), 1e-8);
    close_to(x->effect, -0.01 / sqrt(34e-4 / 3), 1e-12);
    x = row(&c, 1, "p_ever_reached", 0.03); /* the base year does not count */
    assert_true(x->base == 0.75 && x->other == 0.75 && x->difference == 0);
    assert_true(x->base_only == 1 && x->other_only == 1 && x->p == 1);
    assert_true(x->verdict == SW_VERDICT_UNCLEAR && isinf(x->further));
    x = row(&c, 1, "p_ever_reached", 0.05);
    assert_true(x->base == 0.5 && x->other == 0.25 && x->base_only == 1);
    x = row(&c, 1, "p_held_at_end", 0.03);
    assert_true(x->base == 0.5 && x->other == 0.5 && x->base_only == 1);
    x = row(&c, 1, "years_reached", 0.03); /* 0 3 2 1 and 3 3 0 3 */
    assert_true(x->base == 1.5 && x->other == 2.25 && x->difference == 0.75);
    x = row(&c, 1, "years_reached", 0.10); /* never, and in 2023 once */
    assert_true(x->base == 0 && x->other == 0.5);
    x = row(&c, 1, "overtime_hours", NAN); /* 12 x 10.00 ... 10.03 h a head, 12 x 15 */
    close_to(x->base, 120.18, 1e-12);
    close_to(x->difference, 59.82, 1e-12);
    close_to(x->gain, 1, 1e-9); /* one side does not vary */
    assert_true(x->verdict == SW_VERDICT_HIGHER && x->further == 0);
    /* final rates: other, level, base, other */
    close_to(c.rank_probability[0], 0.375, 1e-15);
    close_to(c.rank_probability[2], 0.625, 1e-15);
    close_to(c.mean_rank[1], 1.375, 1e-15);
    assert_int_equal(c.n_ranked, 4);
    sw_comparison_free(&c);
}

/* Years gained are the sum over the years of the differences in P(ever reached). */
static void test_shift(void **state)
{
    (void)state;
    enum { N = 400 };
    sw_comparison c = {0};
    sw_results base = {0}, other = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    sample_results(&base, N, 11, 2);
    sample_results(&other, N, 11, 2);
    double gained = 0;
    for (uint32_t r = 0; r < N; r++) {
        int a = 0, b = 0;
        for (int y = 0; y < 11; y++) {
            double *rate = sample_at(&other, "side_work_rate_annual", r);
            /* 0.002 more, give or take a tenth of that, whatever the future */
            rate[y] += 0.002 + 0.0004 * (sample_uniform(91ull * r + 7u) - 0.5);
            a |= y > 0 && sample_at(&base, "side_work_rate_annual", r)[y] >= 0.03;
            b |= y > 0 && rate[y] >= 0.03;
            gained += (b - a) / (double)N;
        }
    }
    add(&c, &base, "a.h5");
    add(&c, &other, "b.h5");
    make(&c);
    const sw_contrast *x = row(&c, 1, "side_work_rate_annual", NAN);
    assert_true(x->low < 0.002 && 0.002 < x->high && x->high - x->low < 5e-5);
    assert_true(x->verdict == SW_VERDICT_HIGHER && x->p < 1e-9 && x->gain > 100);
    x = row(&c, 1, "years_reached", 0.03);
    close_to(x->difference, gained, 1e-12);
    assert_true(x->verdict == SW_VERDICT_HIGHER);
    x = row(&c, 1, "p_ever_reached", 0.05);
    assert_true(x->base_only == 0 && x->gain > 1);
    close_to(x->difference, x->other_only / N, 1e-15);
    sw_comparison_free(&c);
}

static const char *change_staff =
    "simulation = {\n  hours_per_year = 1900.0;\n};\nstaff = {\n  posts = [2];\n};\n";
static const char *same_staff =
    "simulation = {\n  hours_per_year = 2000.0;\n};\nstaff = {\n  posts = [1];\n};\n";

static void add_changed(sw_comparison *c, int what, const char *name)
{
    sw_results r = {0};
    sw_summary s = {0};
    sample_results(&r, 200, 11, 2);
    r.effective =
        sw_results_duplicate(&r, what == SW_UNPAIRED_STAFF ? change_staff : same_staff);
    if (what == SW_UNPAIRED_SEED)
        r.seed--;
    if (what == SW_UNPAIRED_PARAMETERS)
        r.parameter_values[2 * 199 + 1] += 1e-16;
    if (what == SW_UNPAIRED_VERSION)
        r.version = sw_results_duplicate(&r, "0.0.9");
    if (what == SW_UNPAIRED_KEPT) {
        assert_int_equal(sw_summary_make(&s, &r, &d), SW_OK);
        r.layout.n_variables = 0;
    }
    assert_int_equal(sw_comparison_add(c, &r, &s, name, &d), SW_OK);
}

static void test_unpaired(void **state)
{
    (void)state;
    static const struct {
        int reason;
        const char *en, *ja;
    } cases[] = {
        {SW_UNPAIRED_SEED, "another seed (18446744073709551557, 18446744073709551556)",
         "乱数の種が違います"},
        {SW_UNPAIRED_STAFF, "other synthetic staff", "職員（合成人口）が違います"},
        {SW_UNPAIRED_PARAMETERS, "both are uncertain about (workload.growth)",
         "抽出値が違います (workload.growth)"},
        {SW_UNPAIRED_VERSION, "another version of the program (0.1.0, 0.0.9)",
         "別の版のプログラムの結果です (0.1.0, 0.0.9)"},
        {SW_UNPAIRED_KEPT, "replications were not kept", "試行ごとの値がない"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sw_comparison c = {0};
        sw_diagnostics_init(&d, SW_ENGLISH);
        add_changed(&c, 0, "a.h5");
        add_changed(&c, cases[i].reason, "b.h5");
        make(&c);
        assert_int_equal(c.files[1].unpaired, cases[i].reason);
        assert_int_equal(c.files[1].n_pairs, 0);
        assert_int_equal(c.files[1].other_hours, cases[i].reason == SW_UNPAIRED_STAFF);
        assert_null(c.rank_probability);
        const sw_contrast *x = row(&c, 1, "p_ever_reached", 0.05);
        assert_true(x->difference == 0 && x->n_base == 200 && x->n_other == 200);
        assert_true(isnan(x->gain) && isnan(x->effect) && isnan(x->base_only));
        assert_true(x->low < -0.05 && x->high > 0.05 && x->verdict == SW_VERDICT_UNCLEAR);
        x = row(&c, 1, "side_work_rate_annual", NAN);
        assert_true(isnan(x->difference) == (cases[i].reason == SW_UNPAIRED_KEPT));
        print(&c, SW_ENGLISH, 0);
        says("NOT PAIRED");
        says(cases[i].en);
        print(&c, SW_JAPANESE, 0);
        says("対応なし");
        says(cases[i].ja);
        print(&c, SW_ENGLISH, 1);
        says("\"paired\": false");
        sw_comparison_free(&c);
    }
}

/* What one file is sure of is no obstacle; the common first replications are pairs. */
static void test_prefix(void **state)
{
    (void)state;
    sw_comparison c = {0};
    sw_results r = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    add_sample(&c, 120, "a.h5");
    sample_results(&r, 80, 11, 1);
    for (uint32_t k = 0; k < 80; k++) /* in sample_results the draws stand closer */
        r.parameter_values[k] = c.files[0].results.parameter_values[2 * k];
    r.incomplete = 1;
    add(&c, &r, "b.h5");
    make(&c);
    assert_true(c.files[1].unpaired == 0 && c.files[1].n_pairs == 80);
    assert_int_equal(c.files[1].n_only_one, 1);
    const sw_contrast *x = row(&c, 1, "side_work_rate_annual", NAN);
    assert_true(x->n_base == 80 && x->difference == 0 && x->verdict == SW_VERDICT_SAME);
    print(&c, SW_ENGLISH, 0);
    says("only the first 80 replications");
    says("b: INCOMPLETE");
    says("1 parameter(s) are uncertain in only one");
    print(&c, SW_JAPANESE, 0);
    says("最初の 80 回");
    says("未完了");
    sw_comparison_free(&c);
}

static void test_horizon(void **state)
{
    (void)state;
    sw_comparison c = {0};
    sw_results r = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    add_sample(&c, 20, "a.h5");
    sample_results(&r, 20, 6, 2);
    r.layout.thresholds[2] = 0.2;
    add(&c, &r, "b.h5");
    make(&c);
    assert_true(c.last_year == 2026 && c.shorter && c.n_thresholds_left_out == 1);
    assert_int_equal(c.n_outcomes, 2 + 3 * 2 + 6);
    assert_true(row(&c, 1, "side_work_rate_annual", NAN)->difference == 0);
    print(&c, SW_ENGLISH, 0);
    says("FY2022 to FY2026");
    says("go on beyond the horizon");
    says("1 threshold(s) of the base");
    sw_comparison_free(&c);
    add_sample(&c, 20, "a.h5");
    sample_results(&r, 20, 6, 2);
    r.layout.base_year = 2020;
    add(&c, &r, "b.h5");
    assert_int_equal(sw_comparison_make(&c, "staff", &d), SW_INPUT);
    sw_comparison_free(&c);
    sw_diagnostics_init(&d, SW_ENGLISH);
    sample_results(&r, 3, 1, 0);
    add(&c, &r, "a.h5");
    add_sample(&c, 3, "b.h5");
    assert_int_equal(sw_comparison_make(&c, "staff", &d), SW_INPUT);
    assert_non_null(strstr(d.text, "a.h5: no fiscal year after the base year"));
    sw_comparison_free(&c);
}

/* Three scenarios beside a base: wider intervals for all at once, Holm's p, every rank given once a future. */
static void test_several(void **state)
{
    (void)state;
    enum { FILES = 4 };
    sw_comparison c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    for (int k = 0; k < FILES; k++) {
        sw_results r = {0};
        sample_results(&r, 150, 11, 2);
        for (uint32_t i = 0; i < 150; i++)
            sample_at(&r, "side_work_rate_annual", i)[10] +=
                0.004 * k * (sample_uniform(1013ull * i + (unsigned)k) - 0.45);
        add(&c, &r, k % 2 ? "x/s.h5" : "y/s.h5");
    }
    make(&c);
    close_to(c.family_level, 1 - 0.05 / 3, 1e-15);
    assert_string_equal(c.files[3].label, "s#4");
    for (int k = 1; k < FILES; k++) {
        const sw_contrast *x = row(&c, k, "side_work_rate_annual", NAN);
        assert_true(x->family_low < x->low && x->family_high > x->high);
        assert_true(x->p_holm >= x->p);
    }
    double best = 0;
    for (int j = 0; j < FILES; j++) {
        double column = 0, line = 0;
        for (int k = 0; k < FILES; k++) {
            column += c.rank_probability[k * FILES + j];
            line += c.rank_probability[j * FILES + k];
        }
        close_to(column, 1, 1e-12);
        close_to(line, 1, 1e-12);
        best += c.rank_probability[j * FILES];
        assert_true(c.best_low[j] <= c.rank_probability[j * FILES] &&
                    c.rank_probability[j * FILES] <= c.best_high[j]);
    }
    close_to(best, 1, 1e-12);
    print(&c, SW_ENGLISH, 0);
    says("95% interval, joint");
    says("Bonferroni");
    print(&c, SW_JAPANESE, 0);
    says("95％同時区間");
    sw_comparison_free(&c);
}

/* No line ends in blanks or holds what is not a number; no table is torn. */
static void test_form(void **state)
{
    (void)state;
    sw_comparison c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    add_sample(&c, 1, "a.h5"); /* one future says nothing about means */
    add_sample(&c, 1, "b.h5");
    make(&c);
    for (int json = 0; json < 2; json++)
        for (int language = 0; language < SW_N_LANGUAGES; language++) {
            print(&c, (sw_language)language, json);
            assert_null(strstr(text, " \n"));
            assert_null(strstr(text, "nan"));
            assert_null(strstr(text, "inf"));
        }
    assert_true(row(&c, 1, "side_work_rate_annual", NAN)->verdict == SW_VERDICT_UNKNOWN);
    sw_comparison_free(&c);
}

static long load(const char *path, char *bytes)
{
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    const size_t n = fread(bytes, 1, TEXT_BYTES, in);
    assert_int_equal(fclose(in), 0);
    return (long)n;
}

static void test_file(void **state)
{
    (void)state;
    static char again[TEXT_BYTES];
    char path[] = "compare-XXXXXX";
    sw_comparison c = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    add_sample(&c, 50, "a.h5");
    add_changed(&c, SW_UNPAIRED_SEED, "b.h5");
    add_sample(&c, 60, "c.h5");
    make(&c);
    assert_int_equal(sw_comparison_write(&c, path, 0, &d), SW_CREATE);
    assert_int_equal(sw_comparison_write(&c, path, 1, &d), SW_OK);
    const long n = load(path, text);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(sw_comparison_write(&c, path, 0, &d), SW_OK);
    assert_true(n > 5000 && load(path, again) == n);
    assert_memory_equal(text, again, (size_t)n);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(sw_comparison_write(&c, "no-such-folder/c.h5", 0, &d), SW_CREATE);
    sw_comparison_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_itself),  cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_shift),   cmocka_unit_test(test_unpaired),
        cmocka_unit_test(test_prefix),  cmocka_unit_test(test_horizon),
        cmocka_unit_test(test_several), cmocka_unit_test(test_form),
        cmocka_unit_test(test_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
