/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Summaries against numbers worked out by hand or published; the printed table lines up; the exported tables are
 * what RFC 4180 says and harmless in a spreadsheet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/display.h>
#include <sidework/export.h>
#include <sidework/json.h>
#include <sidework/summary.h>

#include "sample_results.h"

static void close_to(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g is not within %g of %.17g", a, tolerance, b);
}

/* Newcombe (1998), Stat. Med. 17, 857-872, table I (81 of 263, 15 of 148, 0 of 20, 1 of 29), and textbook values. */
static void test_wilson(void **state)
{
    (void)state;
    static const double rows[][4] = {{0, 10, 0, 0.2775},        {5, 10, 0.2366, 0.7634},
                                     {10, 10, 0.7225, 1},       {81, 263, 0.2553, 0.3662},
                                     {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},
                                     {1, 29, 0.0061, 0.1718}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double low = -1, high = -1;
        sw_wilson(rows[i][0], rows[i][1], 0.95, &low, &high);
        close_to(low, rows[i][2], 5e-5);
        close_to(high, rows[i][3], 5e-5);
    }
    double low = -1, high = -1;
    sw_wilson(0, 0, 0.95, &low, &high);
    assert_true(low == 0 && high == 1);
}

/* Four replications, base year and three more, by hand. */
static const double tiny[4][4] = {
    {0.04, 0.01, 0.02, 0.02}, /* base year only: never */
    {0.00, 0.03, 0.02, 0.02}, /* exactly at 3 %, then lost */
    {0.00, 0.02, 0.04, 0.06}, /* 3 % in year 2, 5 % in year 3 */
    {0.00, 0.029999, 0.02, 0.05}};

static void make_tiny(sw_results *s)
{
    sample_results(s, 4, 4, 0);
    for (uint32_t r = 0; r < 4; r++)
        for (int y = 0; y < 4; y++) {
            sample_at(s, "side_work_rate_annual", r)[y] = tiny[r][y];
            sample_at(s, "side_work_rate_annual_regular", r)[y] = tiny[r][y] / 2;
        }
}

static void test_by_hand(void **state)
{
    (void)state;
    sw_results s = {0};
    sw_summary m = {0};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    make_tiny(&s);
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_OK);
    static const double in3[] = {0.25, 0.25, 0.25, 0.5}, ever3[] = {0, 0.25, 0.5, 0.75};
    static const double in5[] = {0, 0, 0, 0.5}, ever5[] = {0, 0, 0, 0.5};
    for (int y = 0; y < 4; y++) {
        close_to(m.p_reached_in[y], in3[y], 0);
        close_to(m.p_ever_reached[y], ever3[y], 0);
        close_to(m.p_reached_in[4 + y], in5[y], 0);
        close_to(m.p_ever_reached[4 + y], ever5[y], 0);
        close_to(m.p_ever_reached[8 + y], 0, 0);
    }
    close_to(m.p_held_at_end[0], 0.5, 0);
    close_to(m.p_held_at_end[1], 0.5, 0);
    close_to(m.p_held_at_end[2], 0, 0);
    close_to(m.p_held_at_end_se[0], 0.25, 1e-15);
    close_to(m.p_ever_reached_se[3], sqrt(0.75 * 0.25 / 4), 1e-15);
    /* First years of 3 %: 2022, 2023, 2024, never. */
    close_to(m.first_year_quantile[0], 2022, 0);
    close_to(m.first_year_quantile[SW_MEDIAN], 2023, 0);
    close_to(m.first_year_quantile[4], 2024, 0);
    assert_true(isinf(m.first_year_quantile[5]) && isinf(m.first_year_quantile[6]));
    /* Type 7 on the last year, 0.02 0.02 0.05 0.06: median 0.035, 75 % 0.05 + 0.25 * 0.01. */
    close_to(m.rate_annual_quantile[SW_MEDIAN * 4 + 3], 0.035, 1e-15);
    close_to(m.rate_annual_quantile[4 * 4 + 3], 0.0525, 1e-15);
    close_to(m.rate_annual_regular_quantile[SW_MEDIAN * 4 + 3], 0.0175, 1e-15);
    sw_summary_free(&m);
    sw_results_free(&s);
}

static void test_laws(void **state)
{
    (void)state;
    sw_results s = {0};
    sw_summary m = {0};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    sample_results(&s, 501, 11, 2);
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_OK);
    for (int k = 0; k < 3; k++) {
        assert_true(m.p_ever_reached[k * 11 + 10] >= m.p_held_at_end[k]);
        for (int y = 1; y < 11; y++) {
            assert_true(m.p_ever_reached[k * 11 + y] >= m.p_ever_reached[k * 11 + y - 1]);
            assert_true(m.p_ever_reached[k * 11 + y] >= m.p_reached_in[k * 11 + y]);
        }
    }
    for (int q = 1; q < SW_N_QUANTILES; q++)
        for (int t = 0; t < m.n_months; t++)
            assert_true(m.rate_quantile[q * m.n_months + t] >=
                        m.rate_quantile[(q - 1) * m.n_months + t]);
    sw_summary_free(&m);
    sw_results_free(&s);
}

static void test_refusals(void **state)
{
    (void)state;
    sw_results s = {0};
    sw_summary m = {0};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    make_tiny(&s);
    sample_at(&s, "side_work_rate_annual", 2)[1] = (double)NAN;
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_INTERNAL);
    sw_summary_free(&m);
    s.layout.variables[2].name = "something_else";
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_INTERNAL);
    sw_summary_free(&m);
    sw_summary_free(&m);
    sw_results_free(&s);
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(sw_display_width(""), 0);
    assert_int_equal(sw_display_width("FY2029"), 6);
    assert_int_equal(sw_display_width("令和11年度"), 10);
    assert_int_equal(sw_display_width("3～5％"), 6);
    assert_int_equal(sw_display_width("か\xE3\x82\x99"), 2); /* combining voiced mark */
    assert_int_equal(sw_display_width("\xF0\xA0\xAE\xB7"), 2);
    assert_int_equal(sw_display_width("\xE4\xBB"), 1); /* cut in the middle */
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        double month;
        const char *ja;
    } months[] = {{0, "平成30年4月(2018-04)"},
                  {12, "平成31年4月(2019-04)"},
                  {13, "令和元年5月(2019-05)"},
                  {21, "令和2年1月(2020-01)"},
                  {-1, "満たさず"}};
    char text[64];
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        sw_format_month(months[i].month, 2018, SW_JAPANESE, text, sizeof text);
        assert_string_equal(text, months[i].ja);
    }
    sw_format_month(9, 2021, SW_ENGLISH, text, sizeof text);
    assert_string_equal(text, "2022-01");
    sw_format_year(2029, SW_JAPANESE, text, sizeof text);
    assert_string_equal(text, "令和11年度(FY2029)");
    sw_format_year(2019, SW_JAPANESE, text, sizeof text);
    assert_string_equal(text, "令和元年度(FY2019)");
    sw_format_year((double)INFINITY, SW_ENGLISH, text, sizeof text);
    assert_string_equal(text, "never");
}

static void test_numbers(void **state)
{
    (void)state;
    static const double values[] = {0, 0.1, 1.0 / 3, 2044, 0.0045 * 3, 1e300, -5e-324};
    char text[32];
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        sw_format_number(values[i], text, sizeof text);
        assert_true(strtod(text, NULL) == values[i]);
    }
    sw_format_number(0.1, text, sizeof text);
    assert_string_equal(text, "0.1");
}

static char *slurp(FILE *f)
{
    const long n = (fseek(f, 0, SEEK_END), ftell(f));
    char *text = calloc(1, (size_t)n + 1);
    assert_non_null(text);
    rewind(f);
    assert_int_equal(fread(text, 1, (size_t)n, f), n);
    return text;
}

static char *printed(const sw_summary *m, const sw_results *s, sw_language language)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(sw_summary_print(m, s, f, language), SW_OK);
    char *text = slurp(f);
    fclose(f);
    return text;
}

/* 10 % is reached by none: no error can be told, though its formula says 0. */
static void test_no_error_at_the_ends(void **state)
{
    (void)state;
    sw_results s = {0};
    sw_summary m = {0};
    make_tiny(&s);
    assert_int_equal(sw_summary_make(&m, &s, NULL), SW_OK);
    for (int language = SW_ENGLISH; language < SW_N_LANGUAGES; language++) {
        char *text = printed(&m, &s, (sw_language)language);
        const char *line = strstr(text, language == SW_JAPANESE ? "10%以上" : ">= 10%");
        assert_non_null(line);
        const char *end = strchr(line, '\n');
        assert_memory_equal(end - 3, "–", 3);
        assert_true(strstr(line, "  –  ") < end);
        assert_null(strstr(text, "  0.0  "));
        assert_non_null(strstr(text, "25.0")); /* 5 %: two of four */
        free(text);
    }
    sw_summary_free(&m);
    sw_results_free(&s);
}

static void test_one_replication(void **state)
{
    (void)state;
    sw_results s = {0};
    sw_summary m = {0};
    sample_results(&s, 1, 3, 0);
    assert_int_equal(sw_summary_make(&m, &s, NULL), SW_OK);
    char *text = printed(&m, &s, SW_ENGLISH);
    assert_non_null(strstr(text, "\n1 replication, "));
    free(text);
    sw_summary_free(&m);
    sw_results_free(&s);
}

static void test_print(void **state)
{
    (void)state;
    sw_results s = {0};
    sw_summary m = {0};
    sample_results(&s, 1000, 11, 2);
    assert_int_equal(sw_summary_make(&m, &s, NULL), SW_OK);
    for (int language = SW_ENGLISH; language < SW_N_LANGUAGES; language++) {
        FILE *f = tmpfile();
        assert_non_null(f);
        assert_int_equal(sw_summary_print(&m, &s, f, (sw_language)language), SW_OK);
        char *text = slurp(f), *rest = NULL;
        for (char *line = strtok_r(text, "\n", &rest); line;
             line = strtok_r(NULL, "\n", &rest))
            assert_true(sw_display_width(line) <= 90);
        free(text);
        fclose(f);
    }
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(sw_summary_print_json(&m, &s, f), SW_OK);
    char *text = slurp(f);
    assert_non_null(strstr(text, "\"seed_text\": \"18446744073709551557\""));
    assert_non_null(strstr(text, "\"first_year_reached_quantile\": [[2025,"));
    assert_non_null(strstr(text, "null]")); /* never */
    assert_null(strstr(text, "inf"));
    free(text);
    fclose(f);
    /* A full device is noticed. */
    f = fopen("/dev/full", "w");
    if (f != NULL) {
        assert_int_equal(sw_summary_print(&m, &s, f, SW_ENGLISH), SW_IO);
        fclose(f);
    }
    sw_summary_free(&m);
    sw_results_free(&s);
}

static char *read_file(const char *directory, const char *name)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = slurp(f);
    fclose(f);
    return text;
}

static void empty_directory(const char *directory)
{
    DIR *d = opendir(directory);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        char path[400];
        assert_null(strstr(e->d_name, ".tmp-"));
        (void)snprintf(path, sizeof path, "%s/%s", directory, e->d_name);
        if (e->d_name[0] != '.')
            assert_int_equal(unlink(path), 0);
    }
    closedir(d);
    assert_int_equal(rmdir(directory), 0);
}

static void expect_cells(const char *directory, const char *name, const char *cells)
{
    char *text = read_file(directory, name);
    if (strstr(text, cells) == NULL)
        fail_msg("%s does not hold '%s' but:\n%s", name, cells, text);
    free(text);
}

/* The planner's sheet, by hand: four futures of test_by_hand. */
static void test_overview(void **state)
{
    (void)state;
    char parent[] = "/tmp/sidework-export-XXXXXX", directory[64];
    sw_results s = {0};
    sw_summary m = {0};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    assert_non_null(mkdtemp(parent));
    (void)snprintf(directory, sizeof directory, "%s/tables", parent);
    make_tiny(&s);
    for (uint32_t r = 0; r < 4; r++)
        for (int t = 0; t < s.layout.n_months; t++) {
            sample_at(&s, "headcount", r)[t] = t == 11 ? 200 : 100;
            sample_at(&s, "overtime_hours", r)[t] = t < 12 ? 1300 : 1000;
        }
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_OK);
    assert_int_equal(sw_export_csv(&s, &m, directory, 0, 0, SW_ENGLISH, &d), SW_OK);
    expect_cells(directory, "overview.csv",
                 "item,statistic,unit,FY2021,FY2022,FY2023,FY2024\r\n"
                 "Side-work rate,median,%,0.00,2.50,2.00,3.50\r\n"
                 "Side-work rate,5 %,%,0.00,1.15,2.00,2.00\r\n");
    expect_cells(directory, "overview.csv",
                 "\r\n3 % has been reached,probability,%,0.0,25.0,50.0,75.0\r\n"
                 "5 % has been reached,probability,%,0.0,0.0,0.0,50.0\r\n");
    /* 15,600 hours over 1,300 head-months, then 10 a head */
    expect_cells(directory, "overview.csv",
                 "\r\nOvertime a head a month,median,h,12.0,10.0,10.0,10.0\r\n"
                 "Staff (end of the year),median,people,200,100,100,100\r\n");
    assert_int_equal(sw_export_csv(&s, &m, directory, 1, 0, SW_JAPANESE, &d), SW_OK);
    expect_cells(directory, "overview.csv",
                 "項目,統計量,単位,令和3年度(FY2021),令和4年度(FY2022),");
    expect_cells(directory, "overview.csv", "\r\n職員数（年度末）,中央値,人,200,");
    expect_cells(directory, "dictionary.csv",
                 "\r\noverview.csv,項目: 職員数（年度末）,人,");
    empty_directory(directory);
    assert_int_equal(rmdir(parent), 0);
    sw_summary_free(&m);
    sw_results_free(&s);
}

/* Replications were not kept, as with output.keep = "summaries". */
static void test_export_of_quantiles(void **state)
{
    (void)state;
    char parent[] = "/tmp/sidework-export-XXXXXX", directory[64];
    sw_results s = {0};
    sw_summary m = {0};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    assert_non_null(mkdtemp(parent));
    (void)snprintf(directory, sizeof directory, "%s/tables", parent);
    make_tiny(&s);
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_OK);
    s.layout.n_variables = 0;
    s.layout.n_dimensions = 0;
    assert_int_equal(sw_export_csv(&s, &m, directory, 0, 0, SW_ENGLISH, &d), SW_OK);
    expect_cells(directory, "yearly.csv",
                 "\r\n2024,side_work_rate_annual,庁内副業率（年度）,1,4,,,0.02,0.035,");
    expect_cells(directory, "monthly.csv", "\r\n2021-04-01,side_work_rate,");
    expect_cells(directory, "overview.csv", "\r\nSide-work rate,median,%,");
    empty_directory(directory);
    assert_int_equal(rmdir(parent), 0);
    sw_summary_free(&m);
    sw_results_free(&s);
}

static void test_export(void **state)
{
    (void)state;
    char parent[] = "/tmp/sidework-export-XXXXXX", directory[64];
    sw_results s = {0};
    sw_summary m = {0};
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_JAPANESE);
    assert_non_null(mkdtemp(parent));
    (void)snprintf(directory, sizeof directory, "%s/tables", parent);
    sample_results(&s, 41, 3, 2);
    assert_int_equal(sw_summary_make(&m, &s, &d), SW_OK);
    assert_int_equal(sw_export_csv(&s, &m, directory, 0, 1, SW_JAPANESE, &d), SW_OK);
    assert_int_equal(sw_export_csv(&s, &m, directory, 0, 1, SW_JAPANESE, &d), SW_CREATE);
    assert_int_equal(sw_export_csv(&s, &m, directory, 1, 0, SW_JAPANESE, &d), SW_OK);
    char *text = read_file(directory, "monthly_by_department.csv");
    assert_non_null(strstr(text, "\"'=welfare, \"\"east\"\"\",\"福祉部\"\"東\"\"\","));
    assert_memory_equal(text, "月,区分（英語）,区分,", strlen("月,区分（英語）,区分,"));
    free(text);
    text = read_file(directory, "replications.csv");
    size_t lines = 0;
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '\n') {
            lines++;
            assert_true(c[-1] == '\r');
        }
    assert_int_equal(lines, 42);
    assert_non_null(strstr(text, ",-1,")); /* numbers are left alone */
    const char *second = strchr(text, '\n');
    assert_true(strstr(text, "基準を満たした月 まず取り組む") < second);
    assert_true(strstr(text, "同僚の影響 (willingness.peer_effect)") < second);
    assert_null(strstr(text, "計画なし"));
    assert_non_null(strstr(second, ",2023-")); /* a month, not a count */
    free(text);
    text = read_file(directory, "summary.csv");
    assert_non_null(strstr(text, "到達せず"));
    free(text);
    text = read_file(directory, "yearly.csv");
    assert_null(strstr(text, "nan")); /* willing is not always defined */
    free(text);
    assert_int_equal(sw_export_csv(&s, &m, "/dev/null/x", 0, 1, SW_ENGLISH, &d),
                     SW_CREATE);
    empty_directory(directory);
    assert_int_equal(rmdir(parent), 0);
    sw_summary_free(&m);
    sw_results_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wilson),
                                       cmocka_unit_test(test_by_hand),
                                       cmocka_unit_test(test_laws),
                                       cmocka_unit_test(test_refusals),
                                       cmocka_unit_test(test_width),
                                       cmocka_unit_test(test_dates),
                                       cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_print),
                                       cmocka_unit_test(test_no_error_at_the_ends),
                                       cmocka_unit_test(test_one_replication),
                                       cmocka_unit_test(test_overview),
                                       cmocka_unit_test(test_export_of_quantiles),
                                       cmocka_unit_test(test_export)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
