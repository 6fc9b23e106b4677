/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a design file to what matters: rates made up so that every share is known go through
 * plan, statistics, tables, words, JSON and file.
 */
#include "made_up_rates.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include <sidework/findings.h>
#include <sidework/overview.h>

static void make(made *m, const char *design, made_up *f)
{
    int n;
    const sw_group *const *groups = model_groups(&n);
    memset(m, 0, sizeof *m);
    sw_diagnostics_init(&m->d, SW_ENGLISH);
    if (sw_design_file_parse(&m->design, groups, n, "d.cfg", design, tiny_city(3),
                             &m->d) ||
        sw_matters_plan_make(&m->plan, &m->design, m->design.replications, TEST_SEED,
                             &m->d))
        fail_msg("%s", m->d.text);
    fill(m, f);
    if (sw_matters_make(&m->matters, &m->plan, &m->exploration, &m->d))
        fail_msg("%s", m->d.text);
}

static char *print(const made *m, int language) /* 2: JSON */
{
    static char text[65536];
    FILE *f = fmemopen(text, sizeof text - 1, "w");
    assert_non_null(f);
    memset(text, 0, sizeof text);
    assert_int_equal(language == 2
                         ? sw_matters_print_json(&m->matters, f)
                         : sw_matters_print(&m->matters, f, (sw_language)language),
                     SW_OK);
    (void)fclose(f);
    return text;
}

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void says_not(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("'%s' is in:\n%s", words, text);
}

/* Of the factors' variance base_load has 4/6, the two levers together 2/6; chance as much as
 * all of them. survey does nothing. */
static double half_chance(const double *u, int other, uint32_t r)
{
    (void)other;
    return 0.05 + 0.01 * (2 * u[0] + u[1] + u[2] + sqrt(6) * chance(r));
}

static void shares_go_from_rates_to_words(void **state)
{
    (void)state;
    static made m;
    make(&m,
         HEAD FACTORS "method = \"saltelli\"; points = 1500; replications = 2; "
                      "second_order = true;",
         half_chance);
    assert_int_equal(m.plan.factors.n_groups, 3);
    assert_string_equal(m.plan.names[1], "levers");
    assert_int_equal(m.plan.sizes[1], 2);
    assert_int_equal(m.matters.n_outcomes, 1);
    assert_int_equal(m.matters.outcomes[0].order[0], 0);
    assert_int_equal(m.matters.outcomes[0].order[2], 2);
    const sw_decomposition *d = &m.matters.outcomes[0].decomposition;
    assert_true(fabs(d->groups[0].first.value - 2.0 / 3) < 0.06);
    assert_true(fabs(d->groups[1].total.value - 1.0 / 3) < 0.06);
    assert_true(fabs(d->chance.value - 0.5) < 0.04);
    assert_true(fabs(d->groups[0].first_whole.value - 1.0 / 3) < 0.04);
    assert_true(d->groups[2].total.value == 0);
    const char *text = print(&m, SW_ENGLISH);
    says(text, "about half (5");
    says(text, "is chance");
    says(text, "about two thirds (6");
    says(text, "comes from workload.base_load");
    says(text, "about a third (3");
    says(text, "levers (2 factors)");
    says(text, "no interplay can be seen");
    says(text, "1 of 3 can be left at any value");
    says(text, "The controls, of which nothing depends, come out as 0");
    says(text, "pairs whose interplay is clear: none");
    text = print(&m, SW_JAPANESE);
    says(text, "何が効くか");
    says(text, "偶然によるものは約半分");
    says(text, "levers（因子 2 個）");
    says_not(text, "chance");
    says_not(text, "Reading");
    text = print(&m, 2);
    says(text, "\"first_index\": [");
    says(text, "\"pair_index\": [");
    says(text, "\"group\": [");
    unmake(&m);
}

static double never(const double *u, int other, uint32_t r)
{
    (void)other;
    return 0.004 + 0.004 * u[0] + 0.0001 * chance(r);
}

static void what_is_never_reached_is_undefined(void **state)
{
    (void)state;
    static const char *const methods[] = {"morris", "saltelli"};
    static made m;
    for (int k = 0; k < 2; k++) {
        char design[2048];
        (void)snprintf(design, sizeof design,
                       "%s%smethod = \"%s\"; points = 30; replications = 2; outcome = "
                       "\"p_ever_reached\"; threshold = 0.05;",
                       HEAD, FACTORS, methods[k]);
        make(&m, design, never);
        assert_int_equal(m.matters.n_outcomes, 2);
        assert_int_equal(sw_matter_variation(&m.matters, &m.matters.outcomes[0]),
                         SW_VARIATION_CONSTANT);
        const char *text = print(&m, SW_ENGLISH);
        says(text, "undefined: the outcome is the same at every point");
        says(text, "the highest rate of a year in any future of any point is 0.");
        says(text, "set a lower threshold");
        says(text, "Side-work rate of the last year");
        says(text, "workload.base_load");
        says(print(&m, SW_JAPANESE), "定義できない");
        unmake(&m);
    }
}

/* The second policy gains 0.02 bank, whatever the rest and chance do. */
static double two_policies(const double *u, int other, uint32_t r)
{
    return 0.05 + 0.03 * u[0] + 0.01 * chance(r) + (other ? 0.02 * u[1] : 0);
}

static void a_difference_of_policies(void **state)
{
    (void)state;
    static made m;
    make(&m,
         HEAD FACTORS
         "method = \"saltelli\"; points = 600; replications = 2; other = ({ key "
         "= \"plan.evaluation\"; value = 0.0; });",
         two_policies);
    const sw_decomposition *d = &m.matters.outcomes[0].decomposition;
    assert_int_equal(m.plan.policies, 2);
    assert_int_equal(m.exploration.n_points, 2 * m.plan.points.n);
    assert_true(fabs(d->mean.value - 0.01) < 0.001);
    assert_true(d->groups[1].first.value > 0.7);
    assert_true(fabs(d->groups[0].total.value) < 1e-9);
    assert_true(d->chance.value < 1e-9);
    says(print(&m, SW_ENGLISH), "difference of the policies");
    says(print(&m, SW_JAPANESE), "政策間の差");
    unmake(&m);
}

static void a_screening_names_what_moves_it(void **state)
{
    (void)state;
    static made m;
    make(&m, HEAD FACTORS "method = \"morris\"; points = 20; replications = 3;",
         half_chance);
    const sw_screening *s = &m.matters.outcomes[0].screening;
    assert_int_equal(m.plan.morris.levels, SW_MATTERS_LEVELS);
    assert_true(fabs(s->effects[0].mu.value - 0.02) < 1e-9);
    assert_true(sw_effect_beyond_chance(&s->effects[1], s->trajectories));
    assert_false(sw_effect_beyond_chance(&s->effects[2], s->trajectories));
    const char *text = print(&m, SW_ENGLISH);
    says(text, "1. workload.base_load");
    says(text, "moves it by 2.000 pp on average");
    says(text, "2 of 3 move it beyond chance");
    says(print(&m, SW_JAPANESE), "偶然を超えて動かすのは 2 個");
    unmake(&m);
}

static void failed_and_missing_points_are_said(void **state)
{
    (void)state;
    static made m;
    make(&m, HEAD FACTORS "method = \"morris\"; points = 6; replications = 2;",
         half_chance);
    sw_matters_free(&m.matters);
    m.exploration.points[3].failed = 1;
    for (uint32_t r = 0; r < 2; r++)
        m.exploration.results
            .records[((size_t)r * m.exploration.n_points + 3) * YEARS + YEARS - 1] = NAN;
    m.exploration.done[7] = 0;
    m.exploration.results.records[(size_t)7 * YEARS + YEARS - 1] = NAN;
    assert_int_equal(sw_matters_make(&m.matters, &m.plan, &m.exploration, &m.d), SW_OK);
    assert_int_equal(m.matters.outcomes[0].screening.trajectories, 4);
    const char *text = print(&m, SW_ENGLISH);
    says(text, "INCOMPLETE");
    says(text, "1 of 30 points failed");
    unmake(&m);
}

static void the_file_is_an_exploration_with_more(void **state)
{
    (void)state;
    static made m;
    make(&m,
         HEAD FACTORS
         "method = \"saltelli\"; points = 12; replications = 2; second_order "
         "= true; outcome = \"p_held_at_end\"; threshold = 0.06;",
         half_chance);
    (void)unlink("matters.h5");
    assert_int_equal(sw_matters_write(&m.matters, "matters.h5", 0, &m.d), SW_OK);
    char kind[SW_KIND_BYTES];
    static char text[262144];
    FILE *f = fmemopen(text, sizeof text - 1, "w");
    assert_int_equal(sw_overview_kind("matters.h5", kind, &m.d), SW_OK);
    assert_string_equal(kind, "sensitivity");
    assert_int_equal(sw_overview_print("matters.h5", SW_ENGLISH, 0, f, &m.d), SW_OK);
    (void)fclose(f);
    says(text, "total_index(measure group)");
    says(text, "pair_index(measure group other_group)");
    says(text, "chance_share(measure)");
    says(text, "side_work_rate_annual(point replication fiscal_year)");
    /* its rows can be gone on with */
    sw_exploration *e = &m.exploration;
    double *before = malloc(e->results.n_replications * YEARS * sizeof *before);
    memcpy(before, e->results.records,
           e->results.n_replications * YEARS * sizeof *before);
    memset(e->results.records, 0, e->results.n_replications * YEARS * sizeof *before);
    memset(e->done, 0, e->results.n_replications);
    assert_int_equal(sw_findings_take("matters.h5", &m.design, e->n_points, &e->results,
                                      e->done, &m.d),
                     SW_OK);
    assert_memory_equal(before, e->results.records,
                        e->results.n_replications * YEARS * sizeof *before);
    free(before);
    (void)unlink("matters.h5");
    unmake(&m);
}

static void what_cannot_be_planned_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *design, *words;
        int status;
    } cases[] = {
        {HEAD FACTORS "method = \"grid\";", "is for `sidework explore`", SW_USAGE},
        {HEAD FACTORS "method = \"morris\"; points = 4; levels = 5;",
         "takes an even number", SW_INPUT},
        {HEAD FACTORS "method = \"saltelli\"; points = 4; replications = 5000;",
         "too large", SW_INPUT},
        {HEAD FACTORS "method = \"saltelli\"; points = 2000000;", "too large", SW_INPUT}};
    int n;
    const sw_group *const *groups = model_groups(&n);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static made m;
        memset(&m, 0, sizeof m);
        sw_diagnostics_init(&m.d, SW_ENGLISH);
        if (sw_design_file_parse(&m.design, groups, n, "d.cfg", cases[i].design,
                                 tiny_city(3), &m.d))
            fail_msg("%s", m.d.text);
        assert_int_equal(
            sw_matters_plan_make(&m.plan, &m.design, m.design.replications, 1, &m.d),
            cases[i].status);
        says(m.d.text, cases[i].words);
        sw_matters_plan_free(&m.plan);
        sw_design_file_free(&m.design);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_go_from_rates_to_words),
        cmocka_unit_test(what_is_never_reached_is_undefined),
        cmocka_unit_test(a_difference_of_policies),
        cmocka_unit_test(a_screening_names_what_moves_it),
        cmocka_unit_test(failed_and_missing_points_are_said),
        cmocka_unit_test(the_file_is_an_exploration_with_more),
        cmocka_unit_test(what_cannot_be_planned_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
