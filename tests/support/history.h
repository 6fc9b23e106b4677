/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histories that might have been, for tests of whole calibrations: in the city of golden/tiny.cfg (66 people,
 * every prior uncertain, or four of them) a truth is drawn from the priors and lived; what its first years show is
 * observed and learned from as `calibrate` does it; the truth's own later years are there to compare with. Each
 * history has a seed, and so a staff and chance, of its own; the truth's replication number is one that neither
 * trials nor futures use. Every function ends the test where it fails.
 */
#ifndef SIDEWORK_TESTS_HISTORY_H
#define SIDEWORK_TESTS_HISTORY_H

#include "support/calibrate_world.h"

#include <math.h>

#include <sidework/uncertain.h>

enum { HISTORY_TRUTH = 3000000, HISTORY_PRIOR = 2000000, HISTORY_TEXT = 8192 };

/* Zero-initialise; history_close is safe after history_open. */
typedef struct history {
    world w;
    sw_city city;
    sw_results results; /* only its layout */
    sw_world future;
    double *record, *truth, *values; /* truth and values [n_priors] */
    double *lived;                   /* the truth's record */
    uint64_t seed;
} history;

/* Quantities that are observed every year, as the base year's survey and census show them. */
static const int history_observed[] = {
    SW_INDICATOR_survey_answers, SW_INDICATOR_census_teams,
    SW_INDICATOR_survey_side_work_rate, SW_INDICATOR_survey_willing};

enum { HISTORY_OBSERVED = sizeof history_observed / sizeof history_observed[0] };

static inline double history_value(const history *self, const double *record,
                                   int indicator, int year)
{
    return record[self->results.layout.variables[indicator].offset + (size_t)year];
}

/* A record of the future with this number under these values. */
static inline const double *history_future(history *self, const double *values,
                                           uint32_t number)
{
    self->future.values = values;
    sw_replication_run(&sw_model_city_hall, &self->future, self->seed, number,
                       self->record);
    return self->record;
}

/* The wide priors, by path; what else is uncertain is uncertain as golden/parameters.cfg has it, or, with
 * HISTORY_FEW, not at all. */
static const char *const history_wide[] = {"opportunity.team_rate", "survey.response",
                                           "matching.accept_willing",
                                           "willingness.peers"};

enum { HISTORY_WIDE = sizeof history_wide / sizeof history_wide[0], HISTORY_SET = 8 };
enum { HISTORY_ALL, HISTORY_FEW, HISTORY_KEYS = 128 };

static inline int history_is_wide(const char *path)
{
    for (int k = 0; k < HISTORY_WIDE; k++)
        if (!strcmp(history_wide[k], path))
            return 1;
    return 0;
}

/* Loads with n overrides of which HISTORY_SET are there; those that hold all else at its central value are added. */
static inline void history_load_few(history *self, const char *path,
                                    const sw_group *const *groups, int n_groups,
                                    sw_override *overrides)
{
    static char text[HISTORY_KEYS][128], value[HISTORY_KEYS][32];
    const sw_scenario *s = &self->w.scenario;
    int n = HISTORY_SET;
    assert_true(s->n_priors < HISTORY_KEYS - HISTORY_SET);
    for (int k = 0; k < s->n_priors; k++) {
        if (history_is_wide(s->priors[k].path))
            continue;
        (void)snprintf(text[n], sizeof text[n], "%s", s->priors[k].path);
        (void)snprintf(value[n], sizeof value[n], "%.17g",
                       sw_prior_central(&s->priors[k]));
        overrides[n] = (sw_override){text[n], value[n], "--set"};
        n++;
    }
    sw_scenario_free(&self->w.scenario);
    demand(sw_scenario_load(&self->w.scenario, groups, n_groups, path, overrides, n, &d));
    assert_int_equal(self->w.scenario.n_priors, HISTORY_WIDE);
}

static inline void history_load(history *self, uint32_t number, int years, int uncertain)
{
    char seed[32], length[32], path[4096];
    const char *source = getenv("SOURCE_DIR");
    int n_groups;
    const sw_group *const *groups = model_groups(&n_groups);
    sw_override overrides[HISTORY_KEYS] = {
        {"simulation.seed", seed, "--set"},
        {"simulation.years", length, "--set"},
        {"simulation.warm_up", "3", "--set"},
        /* so that 5 % is neither sure nor out of reach */
        {"simulation.hours_per_year", "1400", "--set"},
        {history_wide[0], "{ dist = \"uniform\"; low = 0.3; high = 4; }", "--set"},
        {history_wide[1], "{ dist = \"beta\"; mean = 0.5; size = 6; }", "--set"},
        {history_wide[2], "{ dist = \"beta\"; mean = 0.5; size = 4; }", "--set"},
        {history_wide[3], "{ dist = \"normal\"; mean = 0.5; sd = 0.25; }", "--set"}};
    self->seed = 100000 + number;
    (void)snprintf(seed, sizeof seed, "%u", 100000u + number);
    (void)snprintf(length, sizeof length, "%d", years);
    (void)snprintf(path, sizeof path, "%s/tests/golden/tiny.cfg",
                   source ? source : "../..");
    sw_diagnostics_init(&d, SW_ENGLISH);
    demand(sw_scenario_load(&self->w.scenario, groups, n_groups, path, overrides,
                            HISTORY_SET, &d));
    if (uncertain == HISTORY_FEW)
        history_load_few(self, path, groups, n_groups, overrides);
}

/* Draws the truth of this number and lives it, `years` after the base year. uncertain: HISTORY_ALL, HISTORY_FEW */
static inline void history_open(history *self, uint32_t number, int years, int uncertain)
{
    const sw_scenario *s = &self->w.scenario;
    memset(self, 0, sizeof *self);
    history_load(self, number, years, uncertain);
    demand(sw_model_check(&sw_model_city_hall, s, &d));
    demand(sw_model_build(&sw_model_city_hall, &self->city, s, self->seed, &d));
    demand(sw_record_layout(&self->results, s, &self->city));
    demand(sw_world_init(&self->future, s, &self->city, &self->results.layout));
    const size_t length = self->results.layout.record_length;
    self->record = calloc(length, sizeof *self->record);
    self->lived = calloc(length, sizeof *self->lived);
    self->truth = calloc((size_t)s->n_priors + 1, sizeof *self->truth);
    self->values = calloc((size_t)s->n_priors + 1, sizeof *self->values);
    assert_true(self->record && self->lived && self->truth && self->values);
    sw_uncertain_draw(s, self->seed, HISTORY_TRUTH, self->truth);
    memcpy(self->lived, history_future(self, self->truth, HISTORY_TRUTH),
           length * sizeof *self->lived);
}

static inline void history_close(history *self)
{
    sw_world_free(&self->future);
    sw_results_free(&self->results);
    sw_city_free(&self->city);
    free(self->record);
    free(self->lived);
    free(self->truth);
    free(self->values);
    close_world(&self->w);
}

/* What was observed in the first `years` years, as an observation file; quantities first ... last of
 * history_observed. */
static inline const char *history_facts(const history *self, int years, int first,
                                        int last)
{
    static char text[HISTORY_TEXT];
    size_t used = (size_t)snprintf(text, sizeof text, "title = \"t\"; observations = (");
    for (int y = 0; y < years; y++) {
        for (int k = first; k <= last; k++) {
            const int i = history_observed[k];
            const double x = history_value(self, self->lived, i, y);
            assert_true(isfinite(x));
            used += (size_t)snprintf(
                text + used, sizeof text - used,
                "%s{ name = \"%s_%d\"; quantity = \"%s\"; fiscal_year = %d; value = "
                "%.17g; source = \"s\"; text = \"x\"; }",
                y || k > first ? "," : "", self->results.layout.variables[i].name, y,
                self->results.layout.variables[i].name, 2021 + y, x);
            assert_true(used < sizeof text);
        }
    }
    (void)snprintf(text + used, sizeof text - used, ");");
    return text;
}

/* As `calibrate --simulations N --particles N` learns from these facts; 0: its defaults. What was learned before is
 * let go. */
static inline void history_learn(history *self, const char *facts, uint32_t simulations,
                                 int particles)
{
    world *w = &self->w;
    sw_learning_free(&w->learning);
    sw_calibration_free(&w->outcome);
    sw_trials_free(w->trials);
    sw_observations_free(&w->observations);
    memset(&w->learning, 0, sizeof w->learning);
    memset(&w->outcome, 0, sizeof w->outcome);
    w->trials = NULL;
    demand(sw_trials_new(&w->trials, &sw_model_city_hall, &w->scenario, self->seed, &d));
    demand(sw_observations_parse(&w->observations, "facts.cfg", facts,
                                 sw_trials_layout(w->trials), &d));
    w->learning.model = &sw_model_city_hall;
    w->learning.scenario = &w->scenario;
    w->learning.observations = &w->observations;
    w->learning.trials = w->trials;
    w->learning.rules = (sw_learning_rules){
        .simulations = simulations, .particles = particles, .threads = 1};
    w->learning.diagnostics = &d;
    demand(sw_learning_plan(&w->learning.rules, w->scenario.n_priors, &d));
    demand(sw_learning_begin(&w->learning));
    demand(sw_learning_run(&w->learning));
    demand(sw_learning_outcome(&w->learning, &w->outcome));
}

/* The values that `run --posterior` gives to future `number`; and those of a run without. */
static inline const double *history_posterior(const history *self, uint32_t number)
{
    const sw_calibration *c = &self->w.outcome;
    return c->values +
           (size_t)sw_posterior_row(self->seed, (uint32_t)c->n_draws, number) *
               (size_t)c->n_parameters;
}

static inline const double *history_prior(history *self, uint32_t number)
{
    sw_uncertain_draw(&self->w.scenario, self->seed, number, self->values);
    return self->values;
}

/* Place of a parameter among the scenario's, by its path. */
static inline int history_parameter(const history *self, const char *path)
{
    const sw_scenario *s = &self->w.scenario;
    for (int k = 0; k < s->n_priors; k++)
        if (!strcmp(s->priors[k].path, path))
            return k;
    fail_msg("%s is not uncertain", path);
    return -1;
}

#endif
