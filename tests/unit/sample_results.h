/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up results for tests of files, summaries and exports: every storage, period and kind of dimension, Japanese
 * labels, undefined ratios, flags, a variable that is named like a dimension.
 */
#ifndef SIDEWORK_TESTS_SAMPLE_RESULTS_H
#define SIDEWORK_TESTS_SAMPLE_RESULTS_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/results.h>

enum {
    SAMPLE_GRADE,
    SAMPLE_DEPARTMENT,
    SAMPLE_THRESHOLD,
    SAMPLE_PHASE,
    SAMPLE_N_DIMENSIONS
};

static const char *const sample_grades[] = {
    "junior clerk", "senior clerk", "section chief", "section head", "department head"};
static const char *const sample_grades_ja[] = {"主事", "主任", "係長", "課長", "部長"};
static const char *const sample_departments[] = {"policy", "finance",
                                                 "=welfare, \"east\""};
static const char *const sample_departments_ja[] = {"政策部", "財務部", "福祉部\"東\""};
static const char *const sample_thresholds[] = {"3 %", "5 %", "10 %"};
static const char *const sample_thresholds_ja[] = {"3％", "5％", "10％"};
static const char *const sample_phases[] = {"no plan", "first", "next", "further"};
static const char *const sample_phases_ja[] = {"計画なし", "まず取り組む", "次に取り組む",
                                               "さらに取り組む"};
static const signed char sample_never = -1;
static const signed char sample_states[] = {0, 1, 2};

static const sw_dimension sample_dimensions[SAMPLE_N_DIMENSIONS] = {
    {"grade", "Grade", "職位", 5, sample_grades, sample_grades_ja},
    {"department", "Department", "部", 3, sample_departments, sample_departments_ja},
    {"threshold", "Threshold", "目標", 3, sample_thresholds, sample_thresholds_ja},
    {"phase", "Phase", "段階", 4, sample_phases, sample_phases_ja}};

static const sw_variable sample_variables[] = {
    {"side_work_rate", SW_BY_MONTH, SW_STORE_RATIO, -1, "1",
     "Side-work rate of the month", "庁内副業率（月）", NULL, NULL, 0, 0, 0},
    {"side_work_rate_regular", SW_BY_MONTH, SW_STORE_RATIO, -1, "1",
     "Side-work rate of the month without emergency and informal hours",
     "庁内副業率（月、緊急時応援と日常の助け合いを除く）", NULL, NULL, 0, 0, 0},
    {"side_work_rate_annual", SW_BY_YEAR, SW_STORE_RATIO, -1, "1",
     "Side-work rate of the fiscal year", "庁内副業率（年度）", NULL, NULL, 0, 0, 0},
    {"side_work_rate_annual_regular", SW_BY_YEAR, SW_STORE_RATIO, -1, "1",
     "Side-work rate of the fiscal year without emergency and informal hours",
     "庁内副業率（年度、緊急時応援と日常の助け合いを除く）", NULL, NULL, 0, 0, 0},
    {"first_year_reached", SW_ONCE, SW_STORE_COUNT, SAMPLE_THRESHOLD, "1",
     "First fiscal year in which the threshold is reached (-1: never)",
     "目標に初めて到達した年度（-1は到達せず）", "never", &sample_never, 1, 0, 0},
    {"gate_month", SW_ONCE, SW_STORE_COUNT, SAMPLE_PHASE, "months since April",
     "Month in which the gate was passed (-1: never)", "基準を満たした月（-1は満たさず）",
     "never", &sample_never, 1, 0, 0},
    {"phase", SW_BY_MONTH, SW_STORE_COUNT, -1, "1", "Phase of the plan in force",
     "実施中の段階", NULL, NULL, 0, 0, 0},
    {"headcount", SW_BY_MONTH, SW_STORE_COUNT, -1, "1", "Staff", "職員数", NULL, NULL, 0,
     0, 0},
    {"hall", SW_BY_MONTH, SW_STORE_FLAG, -1, "1", "State of the new city hall",
     "新庁舎の状態", "planned moving open", sample_states, 3, 0, 0},
    {"willing", SW_BY_YEAR, SW_STORE_RATIO, -1, "1", "Want to take part in side work",
     "庁内副業に携わりたい割合", NULL, NULL, 0, 0, 0},
    {"overtime_hours", SW_BY_MONTH, SW_STORE_RATIO, -1, "hours", "Overtime, all staff",
     "時間外勤務（全職員）", NULL, NULL, 0, 0, 0},
    {"side_work_hours_by_grade", SW_BY_YEAR, SW_STORE_RATIO, SAMPLE_GRADE, "h",
     "Side-work hours by grade", "庁内副業時間（職位別）", NULL, NULL, 0, 0, 0},
    {"headcount_by_department", SW_BY_MONTH, SW_STORE_COUNT, SAMPLE_DEPARTMENT, "1",
     "Staff by department", "職員数（部別）", NULL, NULL, 0, 0, 0}};
enum { SAMPLE_N_VARIABLES = sizeof sample_variables / sizeof sample_variables[0] };

static const sw_parameter_info sample_parameters[] = {
    {"willingness.peer_effect", "log-odds", "Effect of peers", "同僚の影響"},
    {"workload.growth", "1/year", "Growth of work", "業務量の伸び"}};

/* A uniform in (0, 1) from a counter (splitmix64): the same on every machine. */
static double sample_uniform(uint64_t counter)
{
    uint64_t z = (counter + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}

static void sample_layout(sw_results *r, int n_years)
{
    sw_layout *l = &r->layout;
    l->base_year = 2021;
    l->n_years = n_years;
    l->n_months = 12 * n_years;
    l->n_thresholds = 3;
    l->thresholds[0] = 0.03;
    l->thresholds[1] = 0.05;
    l->thresholds[2] = 0.10;
    l->n_dimensions = SAMPLE_N_DIMENSIONS;
    l->dimensions = sw_results_allocate(r, sizeof sample_dimensions);
    memcpy(l->dimensions, sample_dimensions, sizeof sample_dimensions);
    l->n_variables = SAMPLE_N_VARIABLES;
    l->variables = sw_results_allocate(r, sizeof sample_variables);
    memcpy(l->variables, sample_variables, sizeof sample_variables);
    for (int i = 0; i < l->n_variables; i++) {
        sw_variable *v = &l->variables[i];
        v->length = (size_t)(v->period == SW_BY_MONTH  ? l->n_months
                             : v->period == SW_BY_YEAR ? l->n_years
                                                       : 1);
        if (v->dimension >= 0)
            v->length *= (size_t)l->dimensions[v->dimension].size;
        v->offset = l->record_length;
        l->record_length += v->length;
    }
}

static double *sample_at(sw_results *s, const char *name, uint32_t r)
{
    return s->records + (size_t)r * s->layout.record_length +
           sw_layout_find(&s->layout, name)->offset;
}

/* A rate that climbs from 0.4 % at a speed of its own in each replication. */
static void sample_rates(sw_results *s, uint32_t r)
{
    const double speed = 0.6 + 0.8 * sample_uniform(1000003ull * r);
    for (int y = 0; y < s->layout.n_years; y++) {
        const double rate = 0.004 + 0.0055 * speed * y;
        sample_at(s, "side_work_rate_annual", r)[y] = rate;
        sample_at(s, "side_work_rate_annual_regular", r)[y] = rate * 0.9;
        sample_at(s, "willing", r)[y] =
            sample_uniform(r + 77ull * (unsigned)y) < 0.1 ? (double)NAN : 0.44 + 0.01 * y;
    }
    for (int t = 0; t < s->layout.n_months; t++) {
        sample_at(s, "side_work_rate", r)[t] =
            0.004 + 0.0005 * speed * t * sample_uniform(r * 999ull + (unsigned)t);
        sample_at(s, "side_work_rate_regular", r)[t] =
            0.9 * sample_at(s, "side_work_rate", r)[t];
    }
    for (int k = 0; k < s->layout.n_thresholds; k++) {
        double *first = sample_at(s, "first_year_reached", r) + k;
        *first = -1;
        for (int y = s->layout.n_years - 1; y > 0; y--)
            if (sample_at(s, "side_work_rate_annual", r)[y] >= s->layout.thresholds[k])
                *first = s->layout.base_year + y;
    }
}

static void sample_record(sw_results *s, uint32_t r)
{
    const int months = s->layout.n_months, years = s->layout.n_years;
    sample_rates(s, r);
    for (int p = 0; p < 4; p++)
        sample_at(s, "gate_month", r)[p] =
            p == 0 || sample_uniform(r * 31ull + (unsigned)p) < 0.2 * p
                ? -1
                : 20 * p + floor(20 * sample_uniform(r * 17ull + (unsigned)p));
    for (int t = 0; t < months; t++) {
        sample_at(s, "phase", r)[t] = t / 40;
        sample_at(s, "headcount", r)[t] =
            2044 + floor(20 * sample_uniform(r + 5ull * (unsigned)t));
        sample_at(s, "hall", r)[t] = t < 60 ? 0 : t < 72 ? 1 : 2;
        sample_at(s, "overtime_hours", r)[t] =
            21000 * sample_uniform(r * 3ull + (unsigned)t);
        for (int d = 0; d < 3; d++)
            sample_at(s, "headcount_by_department", r)[t * 3 + d] =
                600 + d + (t + (int)r) % 7;
    }
    for (int i = 0; i < years * 5; i++)
        sample_at(s, "side_work_hours_by_grade", r)[i] =
            1e4 * sample_uniform(r + 7ull * (unsigned)i);
}

/* Fills a zeroed s; freed with sw_results_free. n_parameters at most 2. */
static void sample_results(sw_results *s, uint32_t n, int n_years, int n_parameters)
{
    sample_layout(s, n_years);
    s->title = sw_results_duplicate(s, "The plan as written");
    s->title_ja = sw_results_duplicate(s, "計画どおり");
    s->question = sw_results_duplicate(s, "Does the plan reach 3, 5 and 10 %?");
    s->question_ja = sw_results_duplicate(s, "計画は庁内副業率3・5・10％に届くか");
    s->effective = sw_results_duplicate(s, "title = \"The plan as written\";\n");
    s->digest = sw_results_duplicate(
        s, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    s->version = sw_results_duplicate(s, "0.1.0");
    s->seed = UINT64_C(18446744073709551557);
    s->n_replications = n;
    s->n_parameters = n_parameters;
    if (n_parameters > 0) {
        s->parameters = sw_results_allocate(s, sizeof sample_parameters);
        memcpy(s->parameters, sample_parameters, sizeof sample_parameters);
        s->parameter_values =
            calloc((size_t)n * (size_t)n_parameters, sizeof *s->parameter_values);
    }
    s->records = calloc((size_t)n * s->layout.record_length, sizeof *s->records);
    for (uint32_t r = 0; r < n; r++) {
        sample_record(s, r);
        for (int p = 0; p < n_parameters; p++)
            s->parameter_values[(size_t)r * (size_t)n_parameters + (size_t)p] =
                sample_uniform(r * 2ull + (unsigned)p) - 0.5;
    }
}

#endif
