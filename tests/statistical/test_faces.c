/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Face checks: whatever the scenario, a result must look like one. Every shipped scenario
 * is run to its end, a few futures of it, and every recorded value is held to what its
 * name and unit allow; then the summaries; then a city with a cap on everybody's side
 * work, counted person by person.
 */
#include "support/simulation.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/summary.h>

enum { FUTURES = 3, MOST_SCENARIOS = 200, PATH_BYTES = 512 };

static const double rounding = 1e-12;

/* ---- the shipped scenarios */

typedef struct scenarios {
    int n;
    char path[MOST_SCENARIOS][PATH_BYTES];
} scenarios;

static DIR *open_folder(const char *folder)
{
    static char whole[PATH_BYTES * 8];
    const char *source = getenv("SOURCE_DIR");
    (void)snprintf(whole, sizeof whole, "%s/%s", source ? source : "../..", folder);
    return opendir(whole);
}

/* Adds the .cfg files of a folder and, `deeper`, of the folders in it; the file of
 * defaults, designs and observations hold no scenarios. */
static void list_folder(scenarios *list, const char *folder, int deeper)
{
    DIR *directory = open_folder(folder);
    if (!directory) /* a file, then */
        return;
    for (const struct dirent *e = readdir(directory); e; e = readdir(directory)) {
        char path[PATH_BYTES];
        const char *dot = strrchr(e->d_name, '.');
        assert_true(snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < PATH_BYTES);
        if (dot && strcmp(dot, ".cfg") == 0) {
            assert_true(list->n < MOST_SCENARIOS);
            memcpy(list->path[list->n++], path, sizeof path);
        } else if (!dot && deeper && strcmp(e->d_name, "defaults") != 0 &&
                   strcmp(e->d_name, "designs") != 0 &&
                   strcmp(e->d_name, "observations") != 0) {
            list_folder(list, path, 0);
        }
    }
    (void)closedir(directory);
}

static const char *shown; /* the scenario at hand, for messages */

static void expect(int holds, const char *what, uint32_t r, double value)
{
    if (!holds)
        fail_msg("%s, replication %u: %s (%g)", shown, r, what, value);
}

/* ---- every recorded value */

static int is_any(const char *name, const char *const *names)
{
    for (; *names; names++) {
        if (strcmp(name, *names) == 0)
            return 1;
    }
    return 0;
}

/* Unit "1" and stored as a ratio is a share, but for these. */
static const char *const relative[] = {"utilisation", "citizen_contact",
                                       "young_willingness_ratio", NULL};

/* What is never undefined, though it is a ratio: the rates apart, all others may be of
 * nobody. */
static const char *const defined[] = {"utilisation", "citizen_contact", NULL};

/* Cannot be nobody; anything else that is counted can. */
static const char *const headcounts[] = {"headcount", NULL};

static void check_value(const sw_variable *v, double x, uint32_t r)
{
    const int ratio = v->storage == SW_STORE_RATIO && strcmp(v->unit, "1") == 0;
    const int share = ratio && !is_any(v->name, relative);
    const int rate = strncmp(v->name, "side_work_rate", strlen("side_work_rate")) == 0;
    const int least = is_any(v->name, headcounts);
    if (isnan(x) && ratio && !rate && !is_any(v->name, defined))
        return;
    expect(isfinite(x), v->name, r, x);
    if (v->n_flags > 0)
        return; /* a date, with -1 for never: see below */
    expect(x >= least, v->name, r, x);
    expect(!share || x <= 1.0 + rounding, v->name, r, x);
    expect(v->storage != SW_STORE_COUNT || x == floor(x), v->name, r, x);
}

static void check_record(const sw_results *results, uint32_t r)
{
    const sw_layout *l = &results->layout;
    for (int k = 0; k < l->n_variables; k++) {
        const sw_variable *v = &l->variables[k];
        const double *at = sw_results_at(results, v, r);
        for (size_t n = 0; n < v->length; n++)
            check_value(v, at[n], r);
    }
}

static const double *of(const sw_results *results, const char *name, uint32_t r)
{
    const sw_variable *v = sw_layout_find(&results->layout, name);
    if (!v)
        fail_msg("there is no %s", name);
    return sw_results_at(results, v, r);
}

/* What must hold between values: parts and wholes, given and asked for, dates. */
static void check_relations(const sw_results *results, uint32_t r)
{
    const sw_layout *l = &results->layout;
    const double *rate = of(results, "side_work_rate_annual", r);
    const double *regular = of(results, "side_work_rate_annual_regular", r);
    const double *part = of(results, "participated", r);
    const double *gini = of(results, "load_gini", r);
    const double *top = of(results, "load_top10_share", r);
    const double *heads = of(results, "headcount", r);
    const double *first = of(results, "first_year_reached", r);
    for (int y = 0; y < l->n_years; y++) {
        expect(regular[y] <= rate[y] + rounding, "regular rate above the rate", r,
               regular[y]);
        expect(rate[y] > 0.0 || !(part[y] > 0.0), "took part without hours", r, part[y]);
        double reasons = 0.0;
        for (int k = 0; k < SW_N_REASONS; k++)
            reasons += of(results, "refusal_reason", r)[y * SW_N_REASONS + k];
        expect(isnan(reasons) || fabs(reasons - 1.0) < 1e-9, "reasons", r, reasons);
        expect(isnan(gini[y]) == isnan(top[y]), "concentration of nothing", r, gini[y]);
        if (!isnan(gini[y]) && heads[12 * y + 11] >= 100.0) /* a tenth is rounded down */
            expect(top[y] >= 0.08, "busiest tenth below a tenth", r, top[y]);
    }
    for (int k = 0; k < l->n_thresholds; k++) {
        const int y = (int)first[k] - l->base_year;
        expect(first[k] < 0.0 || (y >= 1 && y < l->n_years), "first year", r, first[k]);
        expect(first[k] < 0.0 || rate[y] >= l->thresholds[k], "reached, but not", r,
               rate[y]);
        for (int before = 1; before < (first[k] < 0.0 ? l->n_years : y); before++)
            expect(rate[before] < l->thresholds[k], "reached before", r, rate[before]);
    }
}

static void check_months(const sw_results *results, uint32_t r)
{
    const double *given = of(results, "side_work_hours", r);
    const double *wanted = of(results, "side_work_wanted", r);
    const double *heads = of(results, "headcount", r);
    const double *registered = of(results, "bank_registered", r);
    const double *cooperators = of(results, "cooperators", r);
    const double *open = of(results, "teams_open", r), *teams = of(results, "teams", r);
    const double *phase = of(results, "phase_in_force", r);
    for (int t = 0; t < results->layout.n_months; t++) {
        expect(given[t] <= wanted[t] + 1e-6, "more given than asked for", r, given[t]);
        expect(registered[t] <= heads[t], "registrants", r, registered[t]);
        expect(cooperators[t] <= heads[t], "cooperators", r, cooperators[t]);
        expect(open[t] <= teams[t], "open teams", r, open[t]);
        expect(phase[t] <= 3.0 && (t == 0 || phase[t] >= phase[t - 1]), "phase", r,
               phase[t]);
    }
}

/* ---- the summaries */

static void expect_share(double p, const char *what)
{
    expect(p >= 0.0 && p <= 1.0, what, 0, p);
}

/* Returns how much P(ever) is above P(at end), over all thresholds. */
static double check_probabilities(const sw_summary *s, const sw_results *results)
{
    const int years = s->n_years;
    double lost = 0.0;
    for (int k = 0; k < s->n_thresholds; k++) {
        const double *in = s->p_reached_in + k * years;
        const double *ever = s->p_ever_reached + k * years;
        expect(k == 0 ||
                   results->layout.thresholds[k] > results->layout.thresholds[k - 1],
               "thresholds rise", 0, results->layout.thresholds[k]);
        for (int y = 0; y < years; y++) {
            expect_share(in[y], "P(reached in)");
            expect_share(ever[y], "P(ever)");
            expect(y == 0 || ever[y] >= in[y], "P(ever) below P(in)", 0, ever[y]);
            expect(y == 0 || ever[y] >= ever[y - 1], "P(ever) falls", 0, ever[y]);
            expect(k == 0 || in[y] <= in[y - years], "a higher threshold", 0, in[y]);
            expect(k == 0 || ever[y] <= ever[y - years], "a higher threshold", 0,
                   ever[y]);
        }
        expect(s->p_held_at_end[k] == in[years - 1], "P(held)", 0, s->p_held_at_end[k]);
        expect(s->p_held_at_end[k] <= ever[years - 1], "P(ever) below P(at end)", 0,
               ever[years - 1]);
        lost += ever[years - 1] - s->p_held_at_end[k];
    }
    return lost;
}

/* quantile [SW_N_QUANTILES][n] rises with the level, but for the last bit of mixing two
 * equal values. */
static void check_order(const double *quantile, int n, const char *what)
{
    for (int level = 1; level < SW_N_QUANTILES; level++) {
        for (int k = 0; k < n; k++) {
            const double low = quantile[(level - 1) * n + k],
                         high = quantile[level * n + k];
            expect(low <= high || low - high <= rounding * fabs(low), what, 0, high);
        }
    }
}

static double check_summary(const sw_results *results)
{
    static sw_diagnostics d;
    sw_summary s = {0};
    assert_int_equal(sw_summary_make(&s, results, &d), SW_OK);
    const double lost = check_probabilities(&s, results);
    check_order(s.rate_annual_quantile, s.n_years, "quantiles of the rate");
    check_order(s.rate_annual_regular_quantile, s.n_years, "quantiles of the rate");
    check_order(s.rate_quantile, s.n_months, "quantiles of the month's rate");
    check_order(s.rate_regular_quantile, s.n_months, "quantiles of the month's rate");
    for (int k = 0; k < s.n_thresholds; k++)
        check_order(s.first_year_quantile + k * SW_N_QUANTILES, 1, "first year");
    sw_summary_free(&s);
    return lost;
}

static void run(sw_results *results, const char *path, const char *const *settings)
{
    static sw_diagnostics d;
    const sw_ensemble_options options = {.seed = TEST_SEED, .n_replications = FUTURES};
    sw_scenario scenario;
    shown = path;
    if (load_scenario(&scenario, path, settings, &d) ||
        sw_ensemble_run(results, &sw_model_city_hall, &scenario, "test", &options, &d))
        fail_msg("%s: %s", path, d.text);
    sw_scenario_free(&scenario);
}

static double examine(const char *path, const char *const *settings)
{
    sw_results results = {0};
    run(&results, path, settings);
    for (uint32_t r = 0; r < FUTURES; r++) {
        check_record(&results, r);
        check_relations(&results, r);
        check_months(&results, r);
    }
    const double lost = check_summary(&results);
    sw_results_free(&results);
    return lost;
}

static void test_shipped_scenarios(void **state)
{
    static scenarios list;
    (void)state;
    list_folder(&list, "scenarios", 1);
    assert_true(list.n >= 3);
    for (int k = 0; k < list.n; k++)
        (void)examine(list.path[k], NULL);
    printf("%d scenarios\n", list.n);
}

static int compare(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* Years with disasters and years without, and thresholds in the middle of what happens,
 * so that some are reached, and lost again. */
static void test_reached_and_lost(void **state)
{
    enum { YEARS = 10 };
    static const char *const struck[] = {"environment.disaster_rate=0.5", NULL};
    char thresholds[128];
    const char *const settings[] = {struck[0], thresholds, NULL};
    double rate[FUTURES * YEARS];
    sw_results results = {0};
    (void)state;
    run(&results, DRIFT, struck);
    assert_int_equal(results.layout.n_years, YEARS + 1);
    for (uint32_t r = 0; r < FUTURES; r++)
        memcpy(rate + r * YEARS, of(&results, "side_work_rate_annual", r) + 1,
               YEARS * sizeof *rate);
    sw_results_free(&results);
    qsort(rate, FUTURES * YEARS, sizeof *rate, compare);
    (void)snprintf(thresholds, sizeof thresholds,
                   "simulation.thresholds=[%.10f, %.10f, %.10f]", rate[FUTURES * 2],
                   rate[FUTURES * 5], rate[FUTURES * YEARS - 2]);
    assert_true(examine(DRIFT, settings) > 0.0);
}

/* ---- a cap */

/* Numbers of the month: side work over 100 % of everybody's hours, and who took part. */
static double rate_of_month(const sw_world *w, int *took_part, int *heads)
{
    const double hours = sw_scenario_simulation(w->scenario)->hours_per_year / 12.0;
    double minutes = 0.0;
    *took_part = *heads = 0;
    for (int i = 0; i < w->staff.n; i++) {
        minutes += sw_side_minutes(&w->staff, i);
        *took_part += sw_side_minutes(&w->staff, i) > 0;
        *heads += w->staff.active[i];
    }
    return minutes / 60.0 / (hours * *heads);
}

/* With at most 20 % of a person's hours the rate is at most a fifth of the share who
 * take part: 10 % needs half the staff at the cap. Demand has no end here, so it comes
 * near. */
static void test_cap(void **state)
{
    static const char *const settings[] = {"workload.cap=0.2",
                                           "workload.base_load=40",
                                           "workload.side_room=[1, 1, 1, 1, 1]",
                                           "opportunity.team_rate=6",
                                           "opportunity.team_hours=40",
                                           "environment.epidemic_hours=60000",
                                           "environment.epidemic_until=2030-01",
                                           "simulation.warm_up=6",
                                           "simulation.years=1",
                                           NULL};
    static simulation s;
    const double cap = 0.2;
    double highest = 0.0, nearest = 0.0;
    (void)state;
    simulation_open(&s, ATSUGI, settings);
    simulation_start(&s, 0);
    while (s.world.t < s.results.layout.n_months) {
        int took_part, heads;
        simulation_month(&s);
        const double rate = rate_of_month(&s.world, &took_part, &heads);
        const double bound = cap * took_part / heads;
        assert_true(rate <= bound + rounding);
        assert_true(rate < 0.1 || 2 * took_part >= heads);
        for (int i = 0; i < s.world.staff.n; i++)
            assert_true(s.world.staff.side_year[i] <= cap * 2000.0 * 60.0);
        highest = fmax(highest, rate);
        nearest = fmax(nearest, rate / bound);
    }
    printf("highest monthly rate under a cap of 20 %%: %.3f, %.2f of its bound\n",
           highest, nearest);
    assert_true(highest > 0.1 && nearest > 0.8); /* or the cap was never felt */
    simulation_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_scenarios),
        cmocka_unit_test(test_reached_and_lost),
        cmocka_unit_test(test_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
