/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The synthetic staff against every marginal of its scenario, to the person. */
#include "support/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff_build.h"

static simulation city;

static const struct sw_staff *marginals(void)
{
    return city.scenario.values[SW_GROUP_staff];
}

static int open_atsugi(void **state)
{
    (void)state;
    simulation_open(&city, ATSUGI, NULL);
    return 0;
}

static int close_city(void **state)
{
    (void)state;
    simulation_close(&city);
    return 0;
}

/* People of the base year for which all given categories hold; -1 stands for any. */
static int people(const sw_city *c, int department, int job, int grade, int sex)
{
    const sw_population *q = &c->staff;
    int n = 0;
    for (int i = 0; i < q->n; i++)
        n += (department < 0 || c->department_of[q->section[i]] == department) &&
             (job < 0 || q->job[i] == job) && (grade < 0 || q->grade[i] == grade) &&
             (sex < 0 || q->sex[i] == sex);
    return n;
}

static int of_age(const sw_city *c, int from, int until)
{
    int n = 0;
    for (int i = 0; i < c->staff.n; i++)
        n += c->staff.age[i] >= from && c->staff.age[i] <= until;
    return n;
}

static void expect_marginals(const sw_city *c, const struct sw_staff *p)
{
    for (int j = 0; j < SW_N_JOBS; j++) {
        for (int k = 0; k < p->departments.n; k++)
            assert_int_equal(people(c, k, j, -1, -1),
                             sw_staff_in_department(&p->departments.at[k], j));
        for (int g = 0; g < SW_N_GRADES; g++) {
            assert_int_equal(people(c, -1, j, g, -1), (int)sw_staff_posts(p, j)[g]);
            assert_int_equal(c->posts_of_grade[j][g], (int)sw_staff_posts(p, j)[g]);
        }
        assert_int_equal(people(c, -1, j, -1, SW_SEX_WOMAN), (int)p->women_counts[j]);
    }
    for (int b = 0; b < SW_N_FIT_BANDS; b++) {
        const int from = b ? 20 + 5 * b : 18;
        assert_int_equal(of_age(c, from, 24 + 5 * b), (int)p->age_counts[b]);
    }
}

static void test_marginals(void **state)
{
    (void)state;
    expect_marginals(&city.city, marginals());
}

/* What the source states, whatever the scenario file says (5-4, 7-1, 4-1, 5-7). */
static void test_source(void **state)
{
    const sw_city *c = &city.city;
    int clerks = 0, women = 0, all = 0;
    (void)state;
    assert_int_equal(c->n_staff, 2044);
    assert_int_equal(c->staff.n, 2044);
    assert_int_equal(c->n_departments, 25);
    assert_int_equal(of_age(c, 40, 99), 1226);
    for (int j = SW_JOB_ADMINISTRATIVE; j <= SW_JOB_ENGINEERING; j++) {
        all += people(c, -1, j, -1, -1);
        women += people(c, -1, j, -1, SW_SEX_WOMAN);
        clerks +=
            people(c, -1, j, SW_GRADE_JUNIOR, -1) + people(c, -1, j, SW_GRADE_SENIOR, -1);
    }
    assert_int_equal(all, 1242);
    assert_int_equal(clerks, 894);
    assert_int_equal(women, 435);
}

/* Sections are runs that cover the staff; desks and posts say how many sit there. */
static void expect_sections(const sw_city *c, int least)
{
    assert_int_equal(c->first[0], 0);
    assert_int_equal(c->first[c->n_sections], c->staff.n);
    for (int s = 0; s < c->n_sections; s++) {
        int desks = 0;
        assert_true(c->first[s + 1] - c->first[s] >= least);
        assert_int_equal(c->posts[s], c->first[s + 1] - c->first[s]);
        for (int j = 0; j < SW_N_JOBS; j++)
            desks += c->desks[s * SW_N_JOBS + j];
        assert_int_equal(desks, c->posts[s]);
        for (int i = c->first[s]; i < c->first[s + 1]; i++)
            assert_int_equal(c->staff.section[i], s);
    }
}

static int compare_ids(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void test_sections_and_ids(void **state)
{
    const sw_city *c = &city.city;
    uint32_t *ids = calloc((size_t)c->staff.n, sizeof *ids);
    (void)state;
    assert_non_null(ids);
    expect_sections(c, 1);
    memcpy(ids, c->staff.id, (size_t)c->staff.n * sizeof *ids);
    qsort(ids, (size_t)c->staff.n, sizeof *ids, compare_ids);
    for (int i = 1; i < c->staff.n; i++)
        assert_true(ids[i] > ids[i - 1]);
    free(ids);
}

static int in_section(const sw_city *c, int s, int grade)
{
    int n = 0;
    for (int i = c->first[s]; i < c->first[s + 1]; i++)
        n += c->staff.grade[i] == grade;
    return n;
}

/*
 * A department has one head, unless the scenario's posts by job do not allow it: then one
 * department is without for each head too many elsewhere (Atsugi: the second medical one,
 * at the hospital). A section has a head as far as section heads go round.
 */
static void test_heads(void **state)
{
    const sw_city *c = &city.city;
    int vacant = 0, surplus = 0, sections_without = 0;
    (void)state;
    for (int k = 0; k < c->n_departments; k++) {
        const int heads = people(c, k, -1, SW_GRADE_DIRECTOR, -1);
        surplus += heads > 1 ? heads - 1 : 0;
        vacant += heads == 0;
    }
    assert_int_equal(vacant - surplus,
                     c->n_departments - people(c, -1, -1, SW_GRADE_DIRECTOR, -1));
    assert_true(vacant <= 1);
    for (int s = 0; s < c->n_sections; s++)
        sections_without += in_section(c, s, SW_GRADE_HEAD) == 0;
    assert_true(sections_without * 20 <= c->n_sections);
}

static int same_staff(const sw_city *a, const sw_city *b)
{
    int equal = a->staff.n == b->staff.n;
#define COLUMN(type, name, unit, en, ja)                                                 \
    equal = equal && memcmp(a->staff.name, b->staff.name,                                \
                            (size_t)a->staff.n * sizeof(type)) == 0;
#include <sidework/population.def>
#undef COLUMN
    return equal;
}

static void test_seeds(void **state)
{
    sw_city again = {0}, other = {0};
    sw_diagnostics *d = &city.diagnostics;
    (void)state;
    assert_int_equal(
        sw_model_build(&sw_model_city_hall, &again, &city.scenario, TEST_SEED, d), SW_OK);
    assert_true(same_staff(&city.city, &again));
    assert_int_equal(
        sw_model_build(&sw_model_city_hall, &other, &city.scenario, TEST_SEED + 1, d),
        SW_OK);
    assert_false(same_staff(&city.city, &other));
    expect_marginals(&other, marginals());
    expect_sections(&other, 1);
    int moved = 0;
    for (int s = 0; s < other.n_sections; s++) {
        for (int i = other.first[s]; i < other.first[s + 1]; i++)
            moved += other.staff.id[i] != city.city.staff.id[i];
    }
    assert_true(moved > other.staff.n / 2);
    sw_city_free(&again);
    sw_city_free(&other);
}

/* Thirty people in a text of twenty lines are a city hall too; at the end with
 * sections of one person and of none, since a department head sits with a section
 * head. */
static void test_tiny(void **state)
{
    static simulation tiny;
    (void)state;
    for (int sections = 1; sections <= 12; sections++) {
        memset(&tiny, 0, sizeof tiny);
        assert_int_equal(
            parse_scenario(&tiny.scenario, tiny_city(sections), NULL, &tiny.diagnostics),
            SW_OK);
        assert_int_equal(
            sw_model_check(&sw_model_city_hall, &tiny.scenario, &tiny.diagnostics),
            SW_OK);
        assert_int_equal(sw_model_build(&sw_model_city_hall, &tiny.city, &tiny.scenario,
                                        1, &tiny.diagnostics),
                         SW_OK);
        expect_marginals(&tiny.city, tiny.scenario.values[SW_GROUP_staff]);
        expect_sections(&tiny.city, sections <= 6);
        assert_int_equal(tiny.city.n_sections, 3 + sections);
        simulation_close(&tiny);
    }
}

/* A department of so many administrative staff in so many sections: refused with this
 * message, or not for its size if NULL. */
static void expect_crowd(int people, int sections, const char *message)
{
    static simulation s;
    char setting[256];
    (void)snprintf(setting, sizeof setting,
                   "staff.departments=({ name = \"a\"; name_ja = \"a\"; sections = %d; "
                   "administrative = %d; })",
                   sections, people);
    const char *const settings[] = {setting, NULL};
    memset(&s, 0, sizeof s);
    assert_int_equal(parse_scenario(&s.scenario, tiny_city(3), settings, &s.diagnostics),
                     SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT); /* the marginals are those of the tiny city */
    if (message)
        expect_message(&s.diagnostics, message);
    else
        assert_null(strstr(s.diagnostics.text, "a section holds at most"));
    sw_scenario_free(&s.scenario);
}

/* All faults of the marginals at once, each with its line and key. */
static void test_refused(void **state)
{
    static const char *const settings[] = {
        "staff.age_counts=[2, 4, 4, 4, 4, 4, 4, 3, 2]",
        "staff.women_counts=[21, 2, 0, 0, 0]",
        "staff.posts_administrative=[6.5, 5.5, 4, 3, 1]",
        "staff.posts_medical=[1, 0, 0, 0, 0]",
        "staff.dispositions=[0.1, 0.1, 0.1, 0.1]",
        NULL};
    static simulation s;
    char text[2048];
    (void)state;
    assert_int_equal(parse_scenario(&s.scenario, tiny_city(3), settings, &s.diagnostics),
                     SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    assert_int_equal(s.diagnostics.count, 5);
    expect_message(&s.diagnostics, "staff.age_counts: sums to 31");
    expect_message(&s.diagnostics,
                   "staff.women_counts: entry 1 is 21 women of 20 people");
    expect_message(&s.diagnostics,
                   "staff.posts_administrative: people are counted in whole");
    expect_message(&s.diagnostics, "staff.posts_medical: sums to 1");
    expect_message(&s.diagnostics, "staff.dispositions: sums to 0.4");
    sw_scenario_free(&s.scenario);

    /* a section's minutes are counted in 32 bits */
    expect_crowd(40000 * 2, 2, NULL);
    expect_crowd(40000 * 2 + 1, 2,
                 "department 1: 80001 people in 2 sections; a section holds at most "
                 "40000");

    /* in a file the line is named */
    strcpy(text, tiny_city(3));
    char *ages = strstr(text, "age_counts = [2,");
    assert_non_null(ages);
    ages[14] = '3';
    assert_int_equal(parse_scenario(&s.scenario, text, NULL, &s.diagnostics), SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    expect_message(&s.diagnostics, "city.cfg:8: staff.age_counts: sums to 31");
    sw_scenario_free(&s.scenario);
}

/* Weights that no people fit: what the build cannot make the check has refused, in the
 * same words. */
static void expect_no_people(const char *first, const char *second, const char *message)
{
    const char *const settings[] = {first, second, NULL};
    static simulation s;
    memset(&s, 0, sizeof s);
    assert_int_equal(parse_scenario(&s.scenario, tiny_city(3), settings, &s.diagnostics),
                     SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    assert_int_equal(s.diagnostics.count, 1);
    expect_message(&s.diagnostics, message);
    assert_int_equal(
        sw_model_build(&sw_model_city_hall, &s.city, &s.scenario, 1, &s.diagnostics),
        SW_INPUT);
    simulation_close(&s);
}

static void test_impossible(void **state)
{
    (void)state;
    expect_no_people("staff.age_administrative=[0, 1, 1, 1, 1, 1, 1, 1, 1]",
                     "staff.age_engineering=[0, 1, 1, 1, 1, 1, 1, 1, 1]",
                     "staff.age_counts: cannot be met together");
    expect_no_people("staff.women_by_age=[0, 0, 0, 0, 0, 0, 0, 0, 0]", NULL,
                     "staff.women_counts: entry 1 cannot be met together");
    expect_no_people("staff.age_junior=[0, 0, 0, 0, 0, 0, 0, 0, 0]", NULL,
                     "staff.posts_administrative: cannot be met together");
    expect_no_people("staff.age_administrative=[0, 0, 0, 0, 0, 0, 0, 0, 0]", NULL,
                     "staff.age_administrative: all weights are 0, but staff.departments "
                     "holds 20 such people");
}

/* Departments that results could not tell apart, and one without anybody. */
static void test_departments(void **state)
{
    static const char *const settings[] = {
        "staff.departments=({ name = \"a\"; name_ja = \"い\"; administrative = 1; }, "
        "{ name = \"b\"; name_ja = \"い\"; administrative = 1; }, "
        "{ name = \"a\"; name_ja = \"う\"; })",
        NULL};
    static simulation s;
    (void)state;
    memset(&s, 0, sizeof s);
    assert_int_equal(parse_scenario(&s.scenario, tiny_city(3), settings, &s.diagnostics),
                     SW_OK);
    assert_int_equal(sw_model_check(&sw_model_city_hall, &s.scenario, &s.diagnostics),
                     SW_INPUT);
    expect_message(&s.diagnostics, "departments 1 and 2 are both called い");
    expect_message(&s.diagnostics, "departments 1 and 3 are both called a");
    expect_message(&s.diagnostics, "department 3 (a) has no people");
    assert_null(strstr(s.diagnostics.text, "departments 2 and 3"));
    sw_scenario_free(&s.scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marginals),
        cmocka_unit_test(test_source),
        cmocka_unit_test(test_sections_and_ids),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_tiny),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_impossible),
        cmocka_unit_test(test_departments),
    };
    return cmocka_run_group_tests(tests, open_atsugi, close_city);
}
