/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cross tables of `explore`: made-up findings of a grid, each number in the row and column
 * of its levels, whichever factor goes down.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/design.h>
#include <sidework/findings.h>

enum { POINTS = 6, THRESHOLDS = 2 };

typedef struct made {
    sw_design_file design;
    sw_exploration exploration;
    sw_findings f;
    sw_point points[POINTS];
    double u[2 * POINTS], n[POINTS], blank[POINTS], outcome[POINTS], error[POINTS];
    double median[POINTS], low[POINTS], high[POINTS];
    double ever[POINTS * THRESHOLDS], ever_low[POINTS * THRESHOLDS],
        ever_high[POINTS * THRESHOLDS];
    sw_diagnostics d;
} made;

static char text[65536];

/* Point i: P = 10 i + 5 %, final rate i + 1.25 %, outcome 100 + i; nothing reaches the second
 * threshold. */
static void make(made *m, const char *rest)
{
    int n;
    const sw_group *const *groups = model_groups(&n);
    char design[1024];
    memset(m, 0, sizeof *m);
    (void)snprintf(design, sizeof design,
                   "scenario = \"x\"; title = \"T\"; title_ja = \"題\"; method = "
                   "\"grid\"; replications = 4; %s",
                   rest);
    sw_diagnostics_init(&m->d, SW_ENGLISH);
    if (sw_design_file_parse(&m->design, groups, n, "d.cfg", design, tiny_city(3), &m->d))
        fail_msg("%s", m->d.text);
    sw_points points = {0};
    assert_int_equal(sw_design_file_points(&m->design, 1, &points, &m->d), SW_OK);
    assert_int_equal(points.n, POINTS);
    memcpy(m->u, points.at, sizeof m->u);
    sw_points_free(&points);
    for (int i = 0; i < POINTS; i++) {
        m->n[i] = 4;
        m->blank[i] = NAN;
        m->outcome[i] = 100 + i;
        m->error[i] = 0.5;
        m->median[i] = 0.0125 + 0.01 * i;
        m->low[i] = m->median[i] - 0.001;
        m->high[i] = m->median[i] + 0.002;
        m->ever[i * THRESHOLDS] = 0.05 + 0.1 * i;
        m->ever_low[i * THRESHOLDS] = m->ever[i * THRESHOLDS] - 0.03;
        m->ever_high[i * THRESHOLDS] = m->ever[i * THRESHOLDS] + 0.04;
        m->ever_high[i * THRESHOLDS + 1] = 0.6;
    }
    m->exploration.n_points = POINTS;
    m->exploration.n_replications = 4;
    m->exploration.points = m->points;
    m->exploration.results.layout.thresholds[0] = 0.03;
    m->exploration.results.layout.thresholds[1] = 0.10;
    m->exploration.results.title = m->exploration.results.title_ja = "city";
    m->exploration.results.version = "test";
    m->f = (sw_findings){.design = &m->design,
                         .u = m->u,
                         .exploration = &m->exploration,
                         .n_points = POINTS,
                         .n_thresholds = THRESHOLDS,
                         .n_years = 2,
                         .n = m->n,
                         .outcome = m->outcome,
                         .outcome_se = m->error,
                         .difference = m->blank,
                         .difference_se = m->blank,
                         .difference_low = m->blank,
                         .difference_high = m->blank,
                         .outcome_low = m->blank,
                         .outcome_high = m->blank,
                         .final_q05 = m->low,
                         .final_q50 = m->median,
                         .final_q95 = m->high,
                         .p_ever = m->ever,
                         .p_ever_low = m->ever_low,
                         .p_ever_high = m->ever_high};
    for (int k = 0; k < SW_N_FINDINGS_MEANS; k++) {
        m->f.mean[k] = m->median;
        m->f.mean_se[k] = m->blank;
    }
}

static void print(const made *m, sw_language language)
{
    FILE *f = fmemopen(text, sizeof text - 1, "w");
    assert_non_null(f);
    memset(text, 0, sizeof text);
    assert_int_equal(sw_findings_print(&m->f, f, language), SW_OK);
    assert_int_equal(fclose(f), 0);
}

static const char *find(const char *from, const char *words)
{
    const char *at = strstr(from, words);
    if (!at)
        fail_msg("'%s' is not in:\n%s", words, from);
    return at;
}

/* The row of a level below `title` holds the cells, in this order and no others between. */
static void expect_row(const char *title, const sw_factor *x, int level,
                       const char *const cells[], int n)
{
    char name[SW_FACTOR_TEXT_BYTES + 2], line[512], wanted[512] = "";
    sw_factor_text(x, sw_factor_level(x, level), name + 1);
    name[0] = ' ';
    strcat(name, " ");
    const char *at = strchr(find(text, title), '\n') + 1;
    at = find(strchr(at, '\n') + 1, name) + strlen(name); /* not in the head */
    size_t used = 0;
    for (const char *c = at; *c && *c != '\n' && used + 1 < sizeof line; c++)
        if (*c != ' ')
            line[used++] = *c;
    line[used] = '\0';
    for (int b = 0; b < n; b++)
        strcat(wanted, cells[b]);
    assert_string_equal(line, wanted);
}

#define LOADS "{ key = \"workload.base_load\"; values = (100, 110, 120); }"
#define BANK  "{ key = \"plan.bank\"; values = (0.0, 1.0); }"

static void first_factor_goes_down(void **state)
{
    static made m;
    (void)state;
    make(&m, "outcome = \"overtime\"; factors = (" LOADS ", " BANK ");");
    m.error[1] = NAN;
    print(&m, SW_ENGLISH);
    (void)find(text, "Down: workload.base_load; across: plan.bank");
    const sw_factor *down = &m.design.factors[0];
    expect_row("P(ever >= 3%)", down, 0, (const char *const[]){"5%(2–9)", "15%(12–19)"},
               2);
    expect_row("P(ever >= 3%)", down, 2,
               (const char *const[]){"45%(42–49)", "55%(52–59)"}, 2);
    (void)find(text,
               "P(ever >= 10%), with its 95% interval (Wilson): 0 at every point\n");
    expect_row("Side-work rate of the last year", down, 1,
               (const char *const[]){"3.25(3.15–3.45)", "4.25(4.15–4.45)"}, 2);
    expect_row("mean ± Monte Carlo standard error", down, 0,
               (const char *const[]){"100.00±0.50", "101.00"}, 2);
    expect_row("mean ± Monte Carlo standard error", down, 2,
               (const char *const[]){"104.00±0.50", "105.00±0.50"}, 2);
    sw_design_file_free(&m.design);
}

static void the_longer_factor_goes_down(void **state)
{
    static made m;
    (void)state;
    make(&m, "outcome = \"final_rate\"; factors = (" BANK ", " LOADS ");");
    m.points[4].failed = 1; /* bank 1, load 110 */
    m.n[2] = 0;             /* bank 0, load 120 */
    m.outcome[4] = m.outcome[2] = NAN;
    print(&m, SW_JAPANESE);
    (void)find(text, "縦: workload.base_load、横: plan.bank");
    const sw_factor *down = &m.design.factors[1];
    expect_row("P(3％に一度でも届く)", down, 0,
               (const char *const[]){"5%(2–9)", "35%(32–39)"}, 2);
    expect_row("P(3％に一度でも届く)", down, 1,
               (const char *const[]){"15%(12–19)", "失敗"}, 2);
    expect_row("P(3％に一度でも届く)", down, 2, (const char *const[]){"–", "55%(52–59)"},
               2);
    (void)find(text, "全ての点で 0");
    assert_null(strstr(text, "モンテカルロ標準誤差\n")); /* the rate is not shown twice */
    sw_design_file_free(&m.design);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(first_factor_goes_down),
                                       cmocka_unit_test(the_longer_factor_goes_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
