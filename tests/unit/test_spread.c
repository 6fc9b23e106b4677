/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of the spread is not known and what is chance, as it is shown and exported: every
 * number in its place, and what cannot be said said to be so. The estimates themselves are
 * test_nested.c's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sidework/export.h>

#include "sample_results.h"
#include "spread_print.h"

enum { YEARS = 3, THRESHOLDS = 3 };

static char text[16384];

static void print(const sw_summary *s, const sw_results *r, sw_language language)
{
    FILE *f = fmemopen(text, sizeof text - 1, "w");
    assert_non_null(f);
    memset(text, 0, sizeof text);
    assert_int_equal(sw_print_spread(s, r, f, language), SW_OK);
    assert_int_equal(fclose(f), 0);
}

static void says(const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void says_not(const char *words)
{
    if (strstr(text, words))
        fail_msg("'%s' is in:\n%s", words, text);
}

/* The line that begins with name holds these cells. */
static void row(const char *name, const char *cells)
{
    char line[256];
    size_t used = 0;
    const char *at = strstr(text, name);
    if (!at)
        fail_msg("'%s' is not in:\n%s", name, text);
    for (at += strlen(name); *at && *at != '\n' && used + 1 < sizeof line; at++)
        if (*at != ' ' || (used && line[used - 1] != ' '))
            line[used++] = *at;
    line[used] = '\0';
    assert_string_equal(line, cells);
}

/* Shares of the last year: those of thresholds are undefined, below 0, and without interval. */
static void shares_of_all_kinds(sw_summary *s)
{
    static double share[YEARS] = {NAN, 0.5, 0.62}, low[YEARS] = {NAN, 0.4, 0.51},
                  high[YEARS] = {NAN, 0.6, 0.73};
    static double ever[THRESHOLDS * YEARS], ever_low[THRESHOLDS * YEARS],
        ever_high[THRESHOLDS * YEARS];
    const size_t last = YEARS - 1;
    ever[last] = ever_low[last] = ever_high[last] = NAN;
    ever[YEARS + last] = -0.07;
    ever_low[YEARS + last] = -0.2;
    ever_high[YEARS + last] = 0.05;
    ever[2 * YEARS + last] = 0.9;
    ever_low[2 * YEARS + last] = ever_high[2 * YEARS + last] = NAN;
    *s = (sw_summary){.n_thresholds = THRESHOLDS,
                      .n_years = YEARS,
                      .n_draws = 20,
                      .rate_share = share,
                      .rate_share_low = low,
                      .rate_share_high = high,
                      .ever_share = ever,
                      .ever_share_low = ever_low,
                      .ever_share_high = ever_high};
}

static void every_share_is_in_its_row(void **state)
{
    sw_results r = {0};
    sw_summary s;
    (void)state;
    sample_results(&r, 4, YEARS, 1);
    shares_of_all_kinds(&s);
    print(&s, &r, SW_ENGLISH);
    row("rate of FY2023", "62% 51–73% 38%");
    row("ever >= 3%", "– – –");
    row("ever >= 5%", "-7% -20–5% 107%");
    row("ever >= 10%", "90% – 10%");
    says("below 0%: draws differ less than chance alone makes them");
    says("–: too few draws to say");
    print(&s, &r, SW_JAPANESE);
    row("令和5年度(FY2023)の率", "62% 51～73% 38%");
    row("5%以上に到達", "-7% -20～5% 107%");
    says("0％未満は");
    says("–は、値の組が少ないか");
    s.n_thresholds = 0; /* nothing undefined and nothing below 0: no notes on them */
    print(&s, &r, SW_ENGLISH);
    says_not("below 0%");
    says_not("too few draws");
    sw_results_free(&r);
}

static void without_shared_draws_the_way_to_them_is_told(void **state)
{
    sw_results r = {0};
    sw_summary s = {.n_years = YEARS};
    (void)state;
    sample_results(&r, 4, YEARS, 1);
    print(&s, &r, SW_ENGLISH);
    says("--set simulation.repeats=10");
    print(&s, &r, SW_JAPANESE);
    says("分けるには:\n  --set simulation.repeats=10");
    r.repeats = 10; /* shared, but all of one draw: no advice to do what was done */
    print(&s, &r, SW_ENGLISH);
    assert_string_equal(text, "");
    r.repeats = 1;
    r.n_parameters = 0; /* nothing is uncertain */
    print(&s, &r, SW_ENGLISH);
    assert_string_equal(text, "");
    sw_results_free(&r);
}

/* Line i (from 0) of spread.csv in dir; 0 where there is none. */
static int line_of(const char *dir, int i, char *line, int size)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/spread.csv", dir);
    FILE *f = fopen(path, "r");
    int there = f != NULL;
    for (int k = 0; there && k <= i; k++)
        there = fgets(line, size, f) != NULL;
    if (f)
        (void)fclose(f);
    return there;
}

/* Empty for what is not a number, else what reads back as x. */
static void expect_cell(const char *cell, double x)
{
    if (isnan(x))
        assert_string_equal(cell, "");
    else
        assert_true(strtod(cell, NULL) == x && *cell);
}

static void expect_line(const char *line, const char *quantity, double threshold,
                        int year, const double parts[5])
{
    char copy[512];
    char *rest = copy;
    double expected[7] = {threshold, year};
    memcpy(expected + 2, parts, 5 * sizeof *parts);
    (void)snprintf(copy, sizeof copy, "%.*s", (int)strcspn(line, "\r\n"), line);
    for (int k = 0; k < 8; k++) {
        assert_non_null(rest);
        char *comma = strchr(rest, ',');
        if (comma)
            *comma = '\0';
        if (k == 0)
            assert_string_equal(rest, quantity);
        else
            expect_cell(rest, expected[k - 1]);
        rest = comma ? comma + 1 : NULL;
    }
    assert_null(rest);
}

static void forget(const char *dir)
{
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (const struct dirent *e = readdir(d); e; e = readdir(d)) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (e->d_name[0] != '.')
            assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(closedir(d), 0);
    assert_int_equal(rmdir(dir), 0);
}

static void the_table_holds_what_the_summary_holds(void **state)
{
    char dir[] = "/tmp/sidework-spread-XXXXXX", line[512];
    sw_results r = {0};
    sw_summary s = {0};
    int i = 1;
    (void)state;
    assert_non_null(mkdtemp(dir));
    sample_results(&r, 24, YEARS, 1);
    r.repeats = 4;
    assert_int_equal(sw_summary_make(&s, &r, NULL), SW_OK);
    assert_int_equal(s.n_draws, 6);
    assert_int_equal(sw_export_csv(&r, &s, dir, 1, 0, SW_ENGLISH, NULL), SW_OK);
    for (int y = 0; y < YEARS; y++) {
        const double parts[5] = {s.rate_between[y], s.rate_within[y], s.rate_share[y],
                                 s.rate_share_low[y], s.rate_share_high[y]};
        assert_true(line_of(dir, i++, line, sizeof line));
        expect_line(line, "side_work_rate_annual", NAN, 2021 + y, parts);
    }
    for (int k = 0; k < THRESHOLDS; k++)
        for (int y = 1; y < YEARS; y++) { /* the base year does not count */
            const int at = k * YEARS + y;
            const double parts[5] = {s.ever_between[at], s.ever_within[at],
                                     s.ever_share[at], s.ever_share_low[at],
                                     s.ever_share_high[at]};
            assert_true(line_of(dir, i++, line, sizeof line));
            expect_line(line, "ever_reached", r.layout.thresholds[k], 2021 + y, parts);
        }
    assert_false(line_of(dir, i, line, sizeof line));
    forget(dir);
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(dir));
    sw_summary_free(&s);
    r.repeats = 1; /* nothing is shared: no table */
    assert_int_equal(sw_summary_make(&s, &r, NULL), SW_OK);
    assert_int_equal(sw_export_csv(&r, &s, dir, 1, 0, SW_ENGLISH, NULL), SW_OK);
    assert_false(line_of(dir, 0, line, sizeof line));
    forget(dir);
    sw_summary_free(&s);
    sw_results_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_share_is_in_its_row),
        cmocka_unit_test(without_shared_draws_the_way_to_them_is_told),
        cmocka_unit_test(the_table_holds_what_the_summary_holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
