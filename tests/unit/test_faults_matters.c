/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Allocations of a sensitivity analysis fail, one at a time, from the plan of points to tables and file, and so do
 * those of a search for boxes: want of memory is said, nothing leaks, the file is whole or absent.
 */
#include "made_up_rates.h"

#include <stdio.h>
#include <unistd.h>

#include <sidework/boxes.h>

#include "support/faults.h"

#define OUT "faults_matters.h5"

static made m;
static sw_findings findings;
static sw_boxes boxes;
static sw_points points;
static FILE *paper;

static double rate(const double *u, int other, uint32_t r)
{
    (void)other;
    return 0.05 + 0.02 * u[0] + 0.01 * u[1] * u[2] + 0.001 * chance(r);
}

static void read_design(const char *design)
{
    int n;
    const sw_group *const *groups = model_groups(&n);
    memset(&m, 0, sizeof m);
    sw_diagnostics_init(&m.d, SW_ENGLISH);
    if (sw_design_file_parse(&m.design, groups, n, "d.cfg", design, tiny_city(3), &m.d))
        fail_msg("%s", m.d.text);
    (void)unlink(OUT);
    rewind(paper);
}

/* The rates are there before the first call fails. */
static void fill_plan(void)
{
    assert_int_equal(sw_matters_plan_make(&m.plan, &m.design, 2, TEST_SEED, &m.d), SW_OK);
    fill(&m, rate);
    sw_matters_plan_free(&m.plan);
}

static void read_saltelli(void)
{
    read_design(HEAD FACTORS
                "method = \"saltelli\"; points = 6; replications = 2; "
                "second_order = true; outcome = \"p_held_at_end\"; threshold "
                "= 0.06;");
    fill_plan();
}

static void read_morris(void)
{
    read_design(HEAD FACTORS "method = \"morris\"; points = 4; replications = 2;");
    fill_plan();
}

static int analyse(sw_diagnostics *d)
{
    int status = sw_matters_plan_make(&m.plan, &m.design, 2, TEST_SEED, d);
    if (!status)
        status = sw_matters_make(&m.matters, &m.plan, &m.exploration, d);
    if (!status)
        status = sw_matters_write(&m.matters, OUT, 0, d);
    if (!status && (status = sw_matters_print(&m.matters, paper, SW_JAPANESE)))
        sw_fail(d, status, "not printed", "表示できません");
    if (!status && (status = sw_matters_print_json(&m.matters, paper)))
        sw_fail(d, status, "not printed", "表示できません");
    return status;
}

static void let_go(int status)
{
    if (status == SW_OK)
        assert_int_equal(access(OUT, F_OK), 0);
    unmake(&m);
}

static void test_analyses(void **state)
{
    (void)state;
    const fault_trial saltelli = {"saltelli", read_saltelli, analyse, let_go, 40};
    const fault_trial morris = {"morris", read_morris, analyse, let_go, 40};
    faults_each(FAULT_MEMORY | FAULT_THIN, FAULT_FAIL, &saltelli);
    faults_each(FAULT_MEMORY | FAULT_THIN, FAULT_FAIL, &morris);
}

/* A space-filling design with the made-up rates: as a plan of one policy. */
static void read_space(void)
{
    enum { POINTS = 60 };
    read_design(HEAD FACTORS
                "method = \"latin_hypercube\"; points = 60; replications = 1;");
    assert_int_equal(sw_points_latin_hypercube(&points, 4, POINTS, 1), SW_OK);
    points.first = calloc(POINTS, sizeof *points.first);
    m.plan.points = points;
    m.plan.policies = 1;
    fill(&m, rate);
    sw_diagnostics_init(&m.d, SW_ENGLISH);
    assert_int_equal(
        sw_findings_make(&findings, &m.design, points.at, &m.exploration, &m.d), SW_OK);
    (void)unlink(OUT);
    rewind(paper);
}

static int search(sw_diagnostics *d)
{
    int status = sw_boxes_find(&boxes, &findings, d);
    findings.boxes = &boxes;
    if (!status)
        status = sw_findings_write(&findings, OUT, 0, d);
    if (!status && (status = sw_boxes_print(&boxes, paper, SW_ENGLISH)))
        sw_fail(d, status, "not printed", "表示できません");
    return status;
}

static void leave_space(int status)
{
    if (status == SW_OK)
        assert_int_equal(boxes.prim.n_boxes > 0, 1);
    sw_boxes_free(&boxes);
    sw_findings_free(&findings);
    unmake(&m);
}

static void test_boxes(void **state)
{
    (void)state;
    const fault_trial trial = {"boxes", read_space, search, leave_space, 20};
    faults_each(FAULT_MEMORY, FAULT_FAIL, &trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_analyses),
                                       cmocka_unit_test(test_boxes)};
    paper = tmpfile();
    const int failed = paper ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
    (void)unlink(OUT);
    return failed;
}
