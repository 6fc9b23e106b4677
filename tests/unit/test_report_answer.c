/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answer in words: no surer than its interval, also of few futures, none, one, all; results of different length are
 * compared in a year that both have; whoever gives a result twice is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "report_parts.h"
#include "unit/sample_results.h"

enum { YEARS = 11 };

typedef struct sheet {
    sw_report report;
    sw_comparison comparison;
    sw_reported files[2];
    int n;
} sheet;

static void open_sheet(sheet *s, const int *years, int n, sw_language language)
{
    static const char *const paths[] = {"plan.h5", "drift.h5"};
    const sw_report_options options = {.language = language, .staff_group = "staff"};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    memset(s, 0, sizeof *s);
    s->n = n;
    for (int k = 0; k < n; k++) {
        s->files[k].path = paths[k];
        sample_results(&s->files[k].results, 60, years[k], 2);
        assert_int_equal(sw_summary_make(&s->files[k].summary, &s->files[k].results, &d),
                         SW_OK);
    }
    assert_int_equal(
        sw_report_prepare(&s->report, &s->comparison, s->files, n, &options, &d), SW_OK);
}

static void close_sheet(sheet *s)
{
    sw_arena_free(&s->report.arena);
    sw_comparison_free(&s->comparison);
    for (int k = 0; k < s->n; k++) {
        sw_summary_free(&s->files[k].summary);
        sw_results_free(&s->files[k].results);
    }
}

/* The answer where `hits` of n futures reach the last goal. */
static void answer(sheet *s, uint32_t n, uint32_t hits, sw_buffer *out)
{
    sw_summary *m = &s->files[0].summary;
    m->n_replications = n;
    for (int t = 0; t < m->n_thresholds; t++)
        m->p_ever_reached[(t + 1) * m->n_years - 1] = (double)hits / n;
    sw_report_answer(&s->report, out);
    assert_false(out->failed);
}

static void expect(sw_language language, uint32_t n, uint32_t hits, const char *words)
{
    const int years = YEARS;
    sheet s;
    sw_buffer out = {0};
    open_sheet(&s, &years, 1, language);
    answer(&s, n, hits, &out);
    if (strstr(out.text, words) == NULL)
        fail_msg("%u of %u: expected \"%s\" in: %s", hits, n, words, out.text);
    sw_buffer_free(&out);
    close_sheet(&s);
}

static void no_surer_than_its_interval(void **state)
{
    (void)state;
    expect(SW_ENGLISH, 1000, 0, "it is practically ruled out that");
    expect(SW_ENGLISH, 200, 0, "it is very unlikely or practically ruled out that");
    expect(SW_ENGLISH, 12, 0, "cannot be told from so few futures (0 of 12");
    expect(SW_ENGLISH, 1, 0, "cannot be told from so few futures (0 of 1 ");
    expect(SW_ENGLISH, 1, 1, "cannot be told from so few futures (1 of 1 ");
    expect(SW_ENGLISH, 1000, 40, "it is very unlikely that");
    expect(SW_ENGLISH, 1000, 200, "it is unlikely that");
    expect(SW_ENGLISH, 1000, 500, "it is about as likely as not that");
    expect(SW_ENGLISH, 1000, 667, "it is about as likely as not, or likely, that");
    expect(SW_ENGLISH, 1000, 800, "it is likely that");
    expect(SW_ENGLISH, 1000, 950, "it is very likely that");
    expect(SW_ENGLISH, 1000, 1000, "it is practically certain that");
    expect(SW_JAPANESE, 1000, 0,
           "届く見込みはほとんどない（1,000回の試行のうち到達は0回");
    expect(SW_JAPANESE, 200, 0, "届く見込みはほとんどないか、非常に低い");
    expect(SW_JAPANESE, 12, 0, "この試行回数では判断できない（12回の試行のうち到達は0回");
    expect(SW_ENGLISH, 1, 0, "in the one future simulated");
    expect(SW_JAPANESE, 1, 0, "１回だけの試行で");
}

/* Draws that are shared are worth less than as many futures with their own. */
static void shared_draws_say_less(void **state)
{
    const int years = YEARS;
    sheet s;
    sw_buffer out = {0};
    (void)state;
    open_sheet(&s, &years, 1, SW_ENGLISH);
    s.files[0].summary.n_draws = 10;
    answer(&s, 1000, 0, &out);
    assert_non_null(strstr(out.text, "cannot be told"));
    sw_buffer_free(&out);
    close_sheet(&s);
}

static void lengths_are_compared_in_one_year(void **state)
{
    static const int years[] = {8, YEARS};
    sheet s;
    sw_buffer out = {0};
    (void)state;
    open_sheet(&s, years, 2, SW_ENGLISH);
    sw_summary *brief = &s.comparison.files[0].summary,
               *full = &s.comparison.files[1].summary;
    for (int t = 0; t < full->n_thresholds; t++) /* what counts is the year of both */
        for (int y = 0; y < YEARS; y++) {
            full->p_ever_reached[t * YEARS + y] = y < 8 ? 0.0 : 1.0;
            if (y < 8)
                brief->p_ever_reached[t * 8 + y] = 0.5;
        }
    sw_report_answer(&s.report, &out);
    assert_non_null(strstr(out.text, "#1 plan” goes furthest"));
    /* the other's rate is that of the same year */
    char text[SW_NUMBER_BYTES], words[SW_NUMBER_BYTES + 32];
    sw_number_text(&(sw_number){100, 2, "%", 0},
                   full->rate_annual_quantile[SW_MEDIAN * YEARS + 7], text);
    (void)snprintf(words, sizeof words, "#2 drift”: %s (", text);
    if (strstr(out.text, words) == NULL)
        fail_msg("expected \"%s\" in: %s", words, out.text);
    sw_buffer_free(&out);
    /* and where the first ends before, its year is named */
    for (int t = 0; t < full->n_thresholds; t++)
        for (int y = 0; y < YEARS; y++)
            full->p_ever_reached[t * YEARS + y] = 0.9;
    sw_report_answer(&s.report, &out);
    assert_non_null(strstr(out.text, "#2 drift” goes furthest"));
    assert_non_null(strstr(out.text, "in FY2028, where it ends"));
    sw_buffer_free(&out);
    close_sheet(&s);
}

static void twins_are_told(void **state)
{
    static const int years[] = {YEARS, YEARS};
    sheet s;
    sw_buffer page = {0};
    (void)state;
    open_sheet(&s, years, 2, SW_ENGLISH);
    sw_report_page(&s.report, NULL, &page);
    assert_non_null(strstr(page.text, "they show the same futures twice"));
    sw_buffer_free(&page);
    s.comparison.files[1].results.seed++;
    sw_report_page(&s.report, NULL, &page);
    assert_null(strstr(page.text, "they show the same futures twice"));
    sw_buffer_free(&page);
    close_sheet(&s);
}

static void units_by_language(void **state)
{
    static const char *const rows[][3] = {
        {"h/month", "h/month", "時間/月"},
        {"1/month", "1/month", "1/月"},
        {"log-odds/sd", "log-odds/sd", "対数オッズ/標準偏差"},
        {"h/month/1000 staff", "h/month/1000 staff", "時間/月/1000人"},
        {"parsec", "parsec", "parsec"},
        {"1", "–", "–"},
        {"", "–", "–"}};
    sw_report self = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        self.language = SW_ENGLISH;
        assert_string_equal(sw_page_unit(&self, rows[i][0]), rows[i][1]);
        self.language = SW_JAPANESE;
        assert_string_equal(sw_page_unit(&self, rows[i][0]), rows[i][2]);
    }
    sw_arena_free(&self.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_surer_than_its_interval),
                                       cmocka_unit_test(shared_draws_say_less),
                                       cmocka_unit_test(lengths_are_compared_in_one_year),
                                       cmocka_unit_test(twins_are_told),
                                       cmocka_unit_test(units_by_language)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
