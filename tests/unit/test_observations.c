/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Observation files: what is accepted, where in a record a datum is looked for, and that everything in tests/bad is
 * refused by name, in both languages.
 */
#include "support/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sidework/observations.h>
#include <sidework/record.h>

enum { TEXT_BYTES = 4096, FILE_BYTES = 5000 };

static const char *const two_years[] = {"simulation.years=2", NULL};
static sw_diagnostics diagnostics;
static simulation city; /* its layout */

static const char *datum(const char *name, const char *keys)
{
    static char text[FILE_BYTES];
    (void)snprintf(text, sizeof text,
                   "title = \"t\";\nobservations = ({ name = \"%s\"; source = \"s\"; "
                   "text = \"x\";\n%s });\n",
                   name, keys);
    return text;
}

static int parse_in(sw_observations *o, const char *text, sw_language language)
{
    sw_diagnostics_init(&diagnostics, language);
    return sw_observations_parse(o, "bad.cfg", text, &city.results.layout, &diagnostics);
}

static void expect_good(sw_observations *o, const char *text)
{
    if (parse_in(o, text, SW_ENGLISH) != SW_OK)
        fail_msg("refused: %s\n%s", text, diagnostics.text);
}

struct bad {
    const char *keys, *begin, *part;
};

static const struct bad bad[] = {
#define BAD(keys, begin, part) {keys, begin, part},
#include "bad/observations.def"
#undef BAD
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (int language = 0; language < SW_N_LANGUAGES; language++) {
            sw_observations o;
            const int status =
                parse_in(&o, datum("one", bad[i].keys), (sw_language)language);
            assert_null(o.memory);
            if (status != SW_INPUT ||
                strncmp(diagnostics.text, bad[i].begin, strlen(bad[i].begin)) != 0 ||
                (language == SW_ENGLISH && !strstr(diagnostics.text, bad[i].part)))
                fail_msg("for: %s\nexpected: %s... %s\ngot (%d): %s", bad[i].keys,
                         bad[i].begin, bad[i].part, status, diagnostics.text);
        }
    }
}

/* Also what the whole file lacks, and all at once. */
static void test_bad_files(void **state)
{
    sw_observations o;
    (void)state;
    assert_int_equal(parse_in(&o, "observations = ();", SW_ENGLISH), SW_INPUT);
    expect_message(&diagnostics, "bad.cfg: title: missing");
    expect_message(&diagnostics, "bad.cfg:1: observations: the list is empty");
    assert_int_equal(parse_in(&o, "title = \"t\";", SW_ENGLISH), SW_INPUT);
    expect_message(&diagnostics, "bad.cfg: observations: missing");
    assert_int_equal(
        parse_in(&o, "extends = \"x\"; title = \"t\"; observations = 3;", SW_ENGLISH),
        SW_INPUT);
    expect_message(&diagnostics, "extends: is for scenarios");
    expect_message(&diagnostics, "3 (a whole number) is not allowed here");
    assert_int_equal(parse_in(&o, "title = \"t\"; observations = (3);", SW_JAPANESE),
                     SW_INPUT);
    expect_message(&diagnostics, "リストの要素はグループ");
    assert_int_equal(
        parse_in(&o,
                 "title = \"t\"; observations = (\n"
                 "{ name = \"a\"; quantity = \"wiling\"; fiscal_year = 1; value = 2; },\n"
                 "{ name = \"a\"; quantity = \"survey_willing\"; fiscal_year = 2021; "
                 "value = 2;\n"
                 " source = \"s\"; text = \"x\"; });",
                 SW_ENGLISH),
        SW_INPUT);
    assert_int_equal(diagnostics.count, 7);
    expect_message(&diagnostics, "bad.cfg:2: observations[0].source: missing");
    expect_message(&diagnostics, "bad.cfg:2: observations[0].text: missing");
    expect_message(&diagnostics,
                   "bad.cfg:2: observations[0].fiscal_year: 1 is out of range");
    expect_message(&diagnostics, "bad.cfg:2: observations[0].quantity");
    expect_message(&diagnostics, "bad.cfg:3: observations[1].value");
    expect_message(&diagnostics, "bad.cfg:3: observations[1].name: \"a\" is the name of "
                                 "the datum at bad.cfg:2 too");
    assert_int_equal(sw_observations_parse(&o, "x", "titel = 3;", NULL, NULL), SW_INPUT);
    sw_observations_free(&o);
    sw_observations_free(&o);
}

/* The value of each datum, when the record is 0, 1, 2, ... */
static double read_of(const char *keys, int *months)
{
    sw_observations o;
    expect_good(&o, datum("one", keys));
    const sw_layout *layout = &city.results.layout;
    double *record = malloc(layout->record_length * sizeof *record);
    assert_non_null(record);
    for (size_t i = 0; i < layout->record_length; i++)
        record[i] = (double)i;
    const double value = sw_datum_read(&o.data[0], record);
    *months = o.months;
    assert_int_equal(o.months, o.data[0].months);
    free(record);
    sw_observations_free(&o);
    return value;
}

static double at(int indicator, int element)
{
    return (double)city.results.layout.variables[indicator].offset + element;
}

static void expect_place(const char *keys, double where, int months)
{
    int needed = 0;
    const double found = read_of(keys, &needed);
    if (found != where || needed != months)
        fail_msg("%s: place %.17g, %d months; expected %.17g, %d", keys, found, needed,
                 where, months);
}

static void test_places(void **state)
{
    (void)state;
    expect_place("quantity = \"survey_willing\"; fiscal_year = 2021; value = 0.4;",
                 at(SW_INDICATOR_survey_willing, 0), 12);
    expect_place("quantity = \"survey_willing\"; fiscal_year = 2023; value = 0.4;",
                 at(SW_INDICATOR_survey_willing, 2), 36);
    expect_place("quantity = \"willing_by_grade\"; group = \"section chief\"; "
                 "fiscal_year = 2022; value = 0.4; n = 9;",
                 at(SW_INDICATOR_willing_by_grade, SW_N_GRADES + SW_GRADE_CHIEF), 24);
    expect_place("quantity = \"willing_by_grade\"; group = \"係長\"; fiscal_year = 2022; "
                 "value = 0.4; n = 9;",
                 at(SW_INDICATOR_willing_by_grade, SW_N_GRADES + SW_GRADE_CHIEF), 24);
    expect_place(
        "quantity = \"teams\"; month = 4; fiscal_year = 2021; value = 3; sd = 1;",
        at(SW_INDICATOR_teams, 0), 1);
    expect_place(
        "quantity = \"teams\"; month = 3; fiscal_year = 2022; value = 3; sd = 1;",
        at(SW_INDICATOR_teams, 23), 24);
    expect_place(
        "quantity = \"teams\"; month = 12; fiscal_year = 2022; value = 3; sd = 1;",
        at(SW_INDICATOR_teams, 20), 21);
    expect_place("quantity = \"teams\"; fiscal_year = 2022; value = 3; sd = 1;",
                 at(SW_INDICATOR_teams, 12) + 5.5, 24);
    const double a = at(SW_INDICATOR_overtime_hours, 0),
                 b = at(SW_INDICATOR_headcount, 0);
    expect_place("quantity = \"overtime_hours\"; per = \"headcount\"; month = 5; "
                 "fiscal_year = 2021; value = 3; sd = 1;",
                 (a + 1) / (b + 1), 2);
}

static void digest_of(const char *text, char digest[65])
{
    sw_observations o;
    expect_good(&o, text);
    memcpy(digest, o.digest, 65);
    assert_int_equal(strlen(digest), 64);
    sw_observations_free(&o);
}

/* Comments and words may change, figures may not. */
static void test_digest(void **state)
{
    static const char one[] =
        "title = \"t\"; observations = ({ name = \"a\"; quantity = \"survey_willing\"; "
        "fiscal_year = 2021; value = 0.44; source = \"s\"; text = \"x\"; });";
    static const char same[] = "// new\ntitle = \"u\"; observations = ({ text_ja = "
                               "\"y\"; name = \"a\"; quantity = "
                               "\"survey_willing\"; fiscal_year = 2021; value = 4.4e-1; "
                               "source = \"z\"; text = \"x\"; });";
    static const char other[] =
        "title = \"t\"; observations = ({ name = \"a\"; quantity = \"survey_willing\"; "
        "fiscal_year = 2021; value = 0.44; rounding = 0.01; source = \"s\"; text = "
        "\"x\"; });";
    char a[65], b[65], c[65];
    (void)state;
    digest_of(one, a);
    digest_of(same, b);
    digest_of(other, c);
    assert_string_equal(a, b);
    assert_string_not_equal(a, c);
}

static void put(const char *path, const char *text)
{
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
}

/* Told by what is in them, also where something else in them is wrong. */
static void test_told_apart(void **state)
{
    static const char path[] = "told-apart.cfg";
    (void)state;
    put(path, datum("a", ""));
    assert_int_equal(sw_observations_are_in(path), 1);
    put(path, "title = \"t;\nobservations : (\n");
    assert_int_equal(sw_observations_are_in(path), 1);
    put(path, "title = \"observations = ()\"; // observations = (\nplan = { observations "
              "= 3; };\n");
    assert_int_equal(sw_observations_are_in(path), 0);
    assert_int_equal(sw_observations_are_in("nowhere.cfg"), 0);
    assert_int_equal(sw_observations_are_in("."), 0);
    assert_int_equal(unlink(path), 0);
}

static void shipped(const char *name, char path[TEXT_BYTES])
{
    const char *tree = getenv("SOURCE_DIR");
    (void)snprintf(path, TEXT_BYTES, "%s/scenarios/observations/%s", tree ? tree : "..",
                   name);
}

/* What is shipped loads for the city it is about; two files are one set; one file twice is not. */
static void test_shipped(void **state)
{
    static simulation atsugi;
    static char base[TEXT_BYTES], later[TEXT_BYTES];
    const char *both[] = {base, later}, *twice[] = {base, base};
    sw_observations o;
    (void)state;
    simulation_open(&atsugi, PLAN, NULL);
    shipped("fy2021-survey.cfg", base);
    shipped("example-later-years.cfg", later);
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    if (sw_observations_load(&o, both, 2, &atsugi.results.layout, &diagnostics) != SW_OK)
        fail_msg("%s", diagnostics.text);
    assert_int_equal(o.n_sources, 2);
    assert_int_equal(o.n_data, 20);
    assert_int_equal(o.months, 48);
    assert_string_equal(o.data[0].is->name, "answers");
    assert_string_equal(o.data[19].is->name, "chiefs_2024");
    for (int i = 0; i < o.n_data; i++)
        assert_true(o.data[i].text_ja !=
                    o.data[i].is->text); /* shipped in both languages */
    sw_observations_free(&o);
    assert_int_equal(
        sw_observations_load(&o, twice, 2, &atsugi.results.layout, &diagnostics),
        SW_INPUT);
    expect_message(&diagnostics, "was one file named twice?");
    assert_int_equal(sw_observations_load(&o, both, 2, NULL, &diagnostics), SW_OK);
    sw_observations_free(&o);
    simulation_close(&atsugi);
}

/* Files that are not there, or no files. */
static void test_missing(void **state)
{
    const char *nowhere = "nowhere.cfg", *folder = ".";
    sw_observations o;
    (void)state;
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    assert_int_equal(sw_observations_load(&o, &nowhere, 1, NULL, &diagnostics),
                     SW_MISSING);
    expect_message(&diagnostics, "nowhere.cfg: there is no file");
    assert_int_equal(sw_observations_load(&o, &folder, 1, NULL, &diagnostics), SW_INPUT);
    expect_message(&diagnostics, "is a folder");
}

/* Names of shares in observations_datum.c mean something. */
static void test_shares(void **state)
{
    static const char *const shares[] = {"participated",
                                         "willing_by_grade",
                                         "survey_refusal_busy",
                                         "would_register",
                                         "survey_section_would_use_bank",
                                         "unfulfilled",
                                         "understanding",
                                         "perceived_inflexible",
                                         "awareness",
                                         "ownership",
                                         "census_team_women_share",
                                         "refusal_reason"};
    static const char *const others[] = {"side_work_rate_annual",
                                         "load_gini",
                                         "load_top10_share",
                                         "utilisation",
                                         "young_willingness_ratio",
                                         "census_teams",
                                         "survey_answers",
                                         "citizen_contact",
                                         "teams"};
    char keys[TEXT_BYTES];
    (void)state;
    for (size_t i = 0;
         i < sizeof shares / sizeof *shares + sizeof others / sizeof *others; i++) {
        const size_t n = sizeof shares / sizeof *shares;
        const char *name = i < n ? shares[i] : others[i - n];
        const int d = city.results.layout.variables[0].dimension;
        const sw_variable *v = sw_layout_find(&city.results.layout, name);
        sw_observations o;
        assert_true(v != NULL && d == -1);
        (void)snprintf(
            keys, sizeof keys,
            "quantity = \"%s\"; fiscal_year = 2021; value = 1; sd = 1; group = \"%s\";",
            name,
            v->dimension < 0 ? ""
                             : city.results.layout.dimensions[v->dimension].labels[0]);
        expect_good(&o, datum("one", keys));
        if (o.data[0].share != (i < n))
            fail_msg("%s: share %d", name, o.data[0].share);
        sw_observations_free(&o);
    }
}

static int open_city(void **state)
{
    (void)state;
    simulation_open_tiny(&city, 3, two_years);
    return 0;
}

static int close_city(void **state)
{
    (void)state;
    simulation_close(&city);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad),        cmocka_unit_test(test_bad_files),
        cmocka_unit_test(test_places),     cmocka_unit_test(test_digest),
        cmocka_unit_test(test_told_apart), cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_missing),    cmocka_unit_test(test_shares),
    };
    return cmocka_run_group_tests(tests, open_city, close_city);
}
