/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Design files: what is read is what was meant, points are numbered as promised, a factor's
 * text and number are the value the scenario gets, and slips are named where they stand.
 */
#include "support/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/design.h>
#include <sidework/design_file.h>

static sw_diagnostics d;
static char text[8192];

#define HEAD "scenario = \"tiny.cfg\"; title = \"T\"; "

static int parse(sw_design_file *f, const char *design)
{
    int n;
    const sw_group *const *groups = model_groups(&n);
    sw_diagnostics_init(&d, SW_ENGLISH);
    return sw_design_file_parse(f, groups, n, "d.cfg", design, tiny_city(3), &d);
}

static void parse_well(sw_design_file *f, const char *design)
{
    if (parse(f, design))
        fail_msg("%s\n%s", design, d.text);
}

static void make_points(const sw_design_file *f, sw_points *p)
{
    if (sw_design_file_points(f, TEST_SEED, p, &d))
        fail_msg("%s", d.text);
}

static const char *value(const sw_design_file *f, const sw_points *p, size_t i, int j)
{
    static char out[SW_FACTOR_TEXT_BYTES];
    sw_factor_text(&f->factors[j], p->at[i * (size_t)p->k + (size_t)j], out);
    return out;
}

static void test_grid(void **state)
{
    (void)state;
    static const char *const loads[] = {"110.0", "129.0", "148.0"};
    static const char *const gates[] = {"wait", "go_on", "stop"};
    static const char *const seats[] = {"2", "9", "24"};
    sw_design_file f;
    sw_points p = {0};
    parse_well(&f, HEAD
               "method = \"grid\"; factors = ("
               "{ key = \"workload.base_load\"; low = 110; high = 148.0; levels = 3; },"
               "{ key = \"plan.missed_gate\"; },"
               "{ key = \"opportunity.team_seats\"; values = (2, 9, 24); },"
               "{ key = \"plan.adopted\"; });");
    make_points(&f, &p);
    assert_int_equal(p.n, 3 * 3 * 3 * 2);
    for (size_t i = 0; i < p.n; i++) {
        assert_string_equal(value(&f, &p, i, 0), loads[i / 18]);
        assert_string_equal(value(&f, &p, i, 1), gates[i / 6 % 3]);
        assert_string_equal(value(&f, &p, i, 2), seats[i / 2 % 3]);
        assert_string_equal(value(&f, &p, i, 3), i % 2 ? "true" : "false");
    }
    sw_points_free(&p);
    sw_design_file_free(&f);
}

/* The scenario first; then one key at a time, never what is there anyway. */
static void test_one_at_a_time(void **state)
{
    (void)state;
    sw_design_file f;
    sw_points p = {0};
    parse_well(&f,
               HEAD "method = \"one_at_a_time\"; factors = ("
                    "{ key = \"workload.base_load\"; values = (140.0, 148.0, 156.0); },"
                    "{ key = \"plan.adopted\"; },"
                    "{ key = \"workload.cover\"; values = (0.5, 0.6); });");
    make_points(&f, &p);
    /* base_load is 148 and adopted false in the tiny city; cover is uncertain there, so its
     * central value is another scenario too */
    assert_int_equal(p.n, 1 + 2 + 1 + 2);
    for (int j = 0; j < 3; j++)
        assert_true(isnan(p.at[j]));
    assert_string_equal(value(&f, &p, 1, 0), "140.0");
    assert_string_equal(value(&f, &p, 2, 0), "156.0");
    assert_string_equal(value(&f, &p, 3, 1), "true");
    assert_string_equal(value(&f, &p, 4, 2), "0.5");
    for (size_t i = 1; i < p.n; i++) {
        int set = 0;
        for (int j = 0; j < 3; j++)
            set += !isnan(p.at[i * 3 + (size_t)j]);
        assert_int_equal(set, 1);
    }
    assert_true(sw_factor_number(&f.factors[0], NAN) == 148.0);
    sw_points_free(&p);
    sw_design_file_free(&f);
}

static void test_list(void **state)
{
    (void)state;
    sw_design_file f;
    sw_points p = {0};
    parse_well(&f, HEAD "method = \"list\"; factors = ({ key = \"workload.base_load\"; },"
                        "{ key = \"plan.first_start\"; }, { key = \"plan.adopted\"; });"
                        "rows = ((148, \"2022-04\", true), (111.5, \"2023-04\", true),"
                        "        (148, \"2023-04\", false));");
    make_points(&f, &p);
    assert_int_equal(p.n, 3);
    assert_string_equal(value(&f, &p, 0, 0), "148");
    assert_string_equal(value(&f, &p, 1, 0), "111.5");
    assert_string_equal(value(&f, &p, 2, 0), "148");
    assert_string_equal(value(&f, &p, 0, 1), "2022-04");
    assert_string_equal(value(&f, &p, 2, 1), "2023-04");
    assert_string_equal(value(&f, &p, 2, 2), "false");
    sw_points_free(&p);
    sw_design_file_free(&f);
}

/* Each value of a whole or listed factor has the same share of a filled cube. */
static void test_space_filling(void **state)
{
    (void)state;
    static const char *const methods[] = {"latin_hypercube", "sobol"};
    for (int m = 0; m < 2; m++) {
        sw_design_file f;
        sw_points p = {0};
        int seats[25] = {0}, gates[3] = {0};
        (void)snprintf(text, sizeof text,
                       HEAD
                       "method = \"%s\"; points = 240; factors = ("
                       "{ key = \"opportunity.team_seats\"; low = 3; high = 8; },"
                       "{ key = \"plan.missed_gate\"; },"
                       "{ key = \"opportunity.team_hours\"; low = 1; high = 16; scale = "
                       "\"log\"; });",
                       methods[m]);
        parse_well(&f, text);
        make_points(&f, &p);
        assert_int_equal(p.n, 240);
        for (size_t i = 0; i < p.n; i++) {
            const double n = sw_factor_number(&f.factors[0], p.at[i * 3]);
            const double h = sw_factor_number(&f.factors[2], p.at[i * 3 + 2]);
            assert_true(n >= 3 && n <= 8 && n == floor(n));
            assert_true(h >= 1 && h <= 16);
            seats[(int)n]++;
            gates[(int)sw_factor_number(&f.factors[1], p.at[i * 3 + 1])]++;
        }
        for (int k = 3; k <= 8; k++) /* exactly for the hypercube, nearly for the net */
            assert_in_range(seats[k], m ? 36 : 40, m ? 44 : 40);
        for (int k = 0; k < 3; k++)
            assert_in_range(gates[k], m ? 76 : 80, m ? 84 : 80);
        sw_points_free(&p);
        sw_design_file_free(&f);
    }
}

static void test_mapping(void **state)
{
    (void)state;
    sw_design_file f;
    parse_well(&f,
               HEAD "method = \"grid\"; levels = 4; factors = ("
                    "{ key = \"opportunity.team_hours\"; low = 1; high = 16; scale = "
                    "\"log\"; },"
                    "{ key = \"workload.cover\"; dist = \"uniform\"; low = 0.2; high = "
                    "0.6; },"
                    "{ key = \"workload.deferrable\"; },"
                    "{ key = \"opportunity.team_seats\"; low = 3; high = 12; });");
    const sw_factor *x = f.factors;
    assert_true(sw_factor_number(&x[0], 0) == 1 && sw_factor_number(&x[0], 1) == 16);
    assert_true(fabs(sw_factor_number(&x[0], 0.5) - 4) < 1e-11);
    assert_true(fabs(sw_factor_number(&x[1], 0.25) - 0.3) < 1e-12);
    assert_int_equal(x[2].kind, SW_FACTOR_PRIOR);
    assert_true(x[2].own_prior);
    for (int i = 0; i <= 100; i++) { /* never beyond the prior's ends */
        const double v = sw_factor_number(&x[2], i / 100.0);
        assert_true(v >= x[2].prior.min && v <= x[2].prior.max);
        assert_true(i == 0 || v >= sw_factor_number(&x[2], (i - 1) / 100.0));
    }
    /* whole numbers: both ends are levels, and levels lie evenly */
    static const double whole[] = {3, 6, 9, 12};
    for (int k = 0; k < 4; k++)
        assert_true(sw_factor_number(&x[3], sw_factor_level(&x[3], k)) == whole[k]);
    sw_design_file_free(&f);
}

/* The number a design stores is the one the scenario has; all else is as it was. */
static void test_loaded_is_said(void **state)
{
    (void)state;
    sw_design_file f;
    sw_points p = {0};
    sw_scenario s;
    parse_well(&f, HEAD
               "method = \"latin_hypercube\"; points = 40; factors = ("
               "{ key = \"opportunity.team_hours\"; low = 1; high = 16; scale = "
               "\"log\"; },"
               "{ key = \"workload.cover\"; },"
               "{ key = \"matching.consent\"; dist = \"normal\"; mean = 1; sd = 3; },"
               "{ key = \"opportunity.team_seats\"; low = 3; high = 12; },"
               "{ key = \"plan.missed_gate\"; });");
    make_points(&f, &p);
    for (size_t i = 0; i < p.n; i++) {
        const double *u = p.at + i * (size_t)p.k;
        if (sw_design_file_load(&f, u, 0, &s, &d))
            fail_msg("%s", d.text);
        assert_int_equal(s.n_priors, f.base.n_priors - 2);
        for (int j = 0; j < f.n_factors; j++) {
            const sw_field *field = f.factors[j].field;
            const double number = sw_factor_number(&f.factors[j], u[j]);
            for (int g = 0; g < s.n_groups; g++) {
                const char *name = s.groups[g]->name;
                if (strncmp(name, f.factors[j].path, strlen(name)) != 0 || !*name ||
                    f.factors[j].path[strlen(name)] != '.')
                    continue;
                const char *member = (const char *)s.values[g] + field->offset;
                assert_true(field->type == SW_TYPE_REAL
                                ? *(const double *)(const void *)member == number
                                : *(const int *)(const void *)member == number);
            }
        }
        sw_scenario_free(&s);
    }
    double nothing[5] = {NAN, NAN, NAN, NAN, NAN};
    assert_int_equal(sw_design_file_load(&f, nothing, 0, &s, &d), SW_OK);
    assert_string_equal(s.digest, f.base.digest);
    sw_scenario_free(&s);
    sw_points_free(&p);
    sw_design_file_free(&f);
}

static void test_uncertain(void **state)
{
    (void)state;
    sw_design_file f;
    parse_well(&f,
               HEAD "method = \"latin_hypercube\"; points = 8; uncertain = true; factors "
                    "= ({ key = \"workload.cover\"; values = (0.1, 0.2); });");
    assert_true(f.base.n_priors > 20);
    assert_int_equal(f.n_factors, f.base.n_priors);
    for (int j = 1; j < f.n_factors; j++)
        assert_true(f.factors[j].own_prior && f.factors[j].kind == SW_FACTOR_PRIOR);
    sw_design_file_free(&f);
}

#define ONE                                                                              \
    "method = \"grid\"; factors = ({ key = \"workload.base_load\"; values = (1, 2); });"

/* More replications, another title: the same design. Another value: another one. */
static void test_digest(void **state)
{
    (void)state;
    sw_design_file a, b;
    parse_well(&a, HEAD ONE);
    parse_well(&b, "// other\nscenario = \"tiny.cfg\"; title = \"U\"; replications = 7; "
                   "outcome = \"overtime\"; " ONE);
    assert_string_equal(a.digest, b.digest);
    assert_int_equal(b.replications, 7);
    sw_design_file_free(&b);
    parse_well(&b, HEAD
               "method = \"grid\"; factors = ({ key = \"workload.base_load\"; values "
               "= (1, 3); });");
    assert_string_not_equal(a.digest, b.digest);
    sw_design_file_free(&b);
    parse_well(&b, HEAD ONE "set = ({ key = \"workload.cover\"; value = 0.25; });");
    assert_string_not_equal(a.digest, b.digest);
    sw_design_file_free(&b);
    parse_well(&b, HEAD ONE "other = ({ key = \"workload.cover\"; value = 0.25; });");
    assert_true(b.has_other && b.other.n_priors == b.base.n_priors - 1);
    assert_string_not_equal(a.digest, b.digest);
    sw_design_file_free(&b);
    sw_design_file_free(&a);
}

/* Bad designs: the file's text and what its message must hold. */
static const struct {
    const char *text, *message;
} bad[] = {
    {"title = \"T\"; " ONE, "scenario"},
    {"scenario = \"x\"; " ONE, "title"},
    {HEAD "factors = ();", "method"},
    {HEAD "method = \"grid\";", "d.cfg: factors: is missing"},
    {HEAD "method = \"grid\"; factors = ();", "factors: there is no factor"},
    {HEAD "method = \"latin_hyper_cube\"; factors = ();",
     "did you mean \"latin_hypercube\""},
    {HEAD "pionts = 3; " ONE, "did you mean \"points\""},
    {HEAD "points = 3; " ONE, "does not belong to method = \"grid\""},
    {HEAD "method = \"sobol\"; factors = ({ key = \"plan.adopted\"; });",
     "points: is missing"},
    {HEAD "rows = ((1)); " ONE, "rows"},
    {HEAD "method = \"list\"; factors = ({ key = \"plan.adopted\"; });", "rows"},
    {HEAD
     "method = \"list\"; factors = ({ key = \"plan.adopted\"; }); rows = ((true, 1));",
     "1 values"},
    {HEAD "method = \"list\"; factors = ({ key = \"plan.adopted\"; }); rows = ((1));",
     "plan.adopted"},
    {HEAD "method = \"grid\";\nfactors = (\n{ key = \"plan.bnk\"; values = (0, 1); });",
     "d.cfg:3: plan.bnk: unknown key; did you mean \"plan.bank\"?"},
    {HEAD "method = \"grid\"; factors = ({ values = (0, 1); });", "key: is missing"},
    {HEAD "method = \"grid\"; factors = ({ key = 3; });", "not the name of a key"},
    {HEAD "method = \"grid\"; factors = (3);", "each element is a group"},
    {HEAD "method = \"grid\"; factors = 3;", "must be a list"},
    {HEAD "method = \"grid\"; factors = ({ key = \"plan.bank\"; values = (0, 1.5); });",
     "1.5 is out of range"},
    {HEAD "method = \"grid\"; factors = ({ key = \"plan.bank\"; valeus = (0, 1); });",
     "did you mean \"values\""},
    {HEAD "method = \"grid\"; factors = ({ key = \"plan.bank\"; low = 0; });",
     "needs both low and high"},
    {HEAD "method = \"grid\"; factors = ({ key = \"plan.bank\"; low = 1; high = 0.5; });",
     "low must be less than high"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.bank\"; low = 0; high = 1; scale = "
     "\"log\"; });",
     "above 0"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.bank\"; low = 0; high = 1; scale = "
     "\"cubic\"; });",
     "\"linear\", \"log\""},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.bank\"; low = 0; high = 1; levels = "
     "0; });",
     "levels"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.bank\"; values = (0, 1); levels = 3; "
     "});",
     "levels belongs to"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.bank\"; values = (0, 1); low = 0; "
     "});",
     "both values and a range"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.missed_gate\"; low = 0; high = 1; "
     "});",
     "low and high are for numbers"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.missed_gate\"; values = (\"go\"); "
     "});",
     "not one of the words"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"plan.missed_gate\"; dist = \"normal\"; "
     "mean = 0; sd = 1; });",
     "a distribution is for numbers"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"workload.cover\"; dist = \"norml\"; });",
     "did you mean \"normal\""},
    {HEAD "method = \"grid\"; factors = ({ key = \"workload.base_load\"; });",
     "is not uncertain in the scenario"},
    {HEAD
     "method = \"grid\"; factors = ({ key = \"simulation.years\"; values = (1, 2); });",
     "cannot be a factor"},
    {HEAD "method = \"grid\"; factors = ({ key = \"title\"; values = (\"a\"); });",
     "cannot be a factor"},
    {HEAD "method = \"grid\"; factors = ({ key = \"plan.adopted\"; }, { key = "
          "\"plan.adopted\"; });",
     "is a factor already"},
    {HEAD
     "set = ({ key = \"plan.adopted\"; value = true; }); method = \"grid\"; factors = "
     "({ key = \"plan.adopted\"; });",
     "is a factor and cannot be set"},
    {HEAD "set = ({ key = \"plan.adopted\"; }); " ONE, "value is missing"},
    {HEAD "set = ({ key = \"plan.adopted\"; value = 3; }); " ONE, "plan.adopted"},
    {HEAD "set = ({ key = \"plan.adopted\"; vlue = true; }); " ONE,
     "does not belong here"},
    {HEAD "threshold = 3; " ONE, "threshold: 3 is out of range"},
    {HEAD "outcome = \"rate\"; " ONE, "outcome"},
    {HEAD ONE " factors = ();", "factors"},
    {HEAD ONE " /* open", "d.cfg"},
};

static void test_bad(void **state)
{
    (void)state;
    static const sw_design_file empty;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        sw_design_file f;
        if (parse(&f, bad[i].text) == SW_OK)
            fail_msg("accepted: %s", bad[i].text);
        assert_memory_equal(&f, &empty, sizeof f);
        if (!strstr(d.text, bad[i].message))
            fail_msg("%s\nsays: %swithout: %s", bad[i].text, d.text, bad[i].message);
        const int english = d.count;
        int n;
        const sw_group *const *groups = model_groups(&n);
        sw_diagnostics_init(&d, SW_JAPANESE);
        assert_int_not_equal(
            sw_design_file_parse(&f, groups, n, "d.cfg", bad[i].text, tiny_city(3), &d),
            SW_OK);
        assert_int_equal(d.count, english);
    }
}

/* All at once, each on its line, the scenario's own among them. */
static void test_all_errors(void **state)
{
    (void)state;
    sw_design_file f;
    assert_int_equal(parse(&f,
                           HEAD "\nmethod = \"grid\";\nlevls = 3;\nset = ({ key = "
                                "\"plan.adopted\"; value = 7; });\nfactors = (\n{ key = "
                                "\"plan.bank\"; values = (2.0); },\n{ key = "
                                "\"plan.survy\"; low = 0; high = 1; });"),
                     SW_INPUT);
    expect_message(&d, "d.cfg:3: levls");
    expect_message(&d, "d.cfg:4: plan.adopted");
    expect_message(&d, "d.cfg:6: plan.bank: 2");
    expect_message(&d, "d.cfg:7: plan.survy");
}

static void test_too_many(void **state)
{
    (void)state;
    sw_design_file f;
    sw_points p = {0};
    parse_well(&f, HEAD "method = \"grid\"; levels = 1000; factors = ("
                        "{ key = \"workload.base_load\"; low = 0; high = 1; },"
                        "{ key = \"plan.bank\"; low = 0; high = 1; },"
                        "{ key = \"plan.survey\"; low = 0; high = 1; });");
    assert_int_equal(sw_design_file_points(&f, 1, &p, &d), SW_INPUT);
    expect_message(&d, "more than");
    sw_design_file_free(&f);
    parse_well(&f, HEAD "method = \"morris\"; points = 4; uncertain = true;");
    assert_int_equal(sw_design_file_points(&f, 1, &p, &d), SW_INPUT);
    expect_message(&d, "sidework sensitivity");
    sw_design_file_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid),      cmocka_unit_test(test_one_at_a_time),
        cmocka_unit_test(test_list),      cmocka_unit_test(test_space_filling),
        cmocka_unit_test(test_mapping),   cmocka_unit_test(test_loaded_is_said),
        cmocka_unit_test(test_uncertain), cmocka_unit_test(test_digest),
        cmocka_unit_test(test_bad),       cmocka_unit_test(test_all_errors),
        cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
