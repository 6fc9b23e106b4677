/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sbc_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/abc.h>
#include <sidework/adjust.h>

#include "simulation.h"

enum { DATA = 4, FUTURES = 4, TRUTH = 3000000, FUTURE = 2000000 };

const char *const sbc_names[SBC_QUANTITIES] = {"opportunity.team_rate", "survey.response",
                                               "matching.accept_willing",
                                               "willingness.peers", "P(>= 5 %)"};

static const int indicators[DATA] = {
    SW_INDICATOR_survey_answers, SW_INDICATOR_census_teams,
    SW_INDICATOR_survey_side_work_rate, SW_INDICATOR_survey_willing};

typedef struct set_up {
    simulation *city;
    const sbc_options *options;
    double *central; /* [n_priors] */
    int place[SBC_PARAMETERS];
    sw_prior priors[SBC_PARAMETERS];
    sw_prior_space space;
    uint64_t seed; /* of the data set's simulations */
} set_up;

static void simulate_year(set_up *self, const double *values, uint32_t number)
{
    simulation *city = self->city;
    for (int k = 0; k < SBC_PARAMETERS; k++)
        self->central[self->place[k]] = values[k];
    city->world.values = self->central;
    sw_replication_start(&sw_model_city_hall, &city->world, self->seed, number,
                         city->record);
    while (city->world.t < 12)
        sw_replication_month(&sw_model_city_hall, &city->world);
}

static int simulate(void *context, int worker, const double *values, uint32_t number,
                    double *data)
{
    set_up *self = context;
    const int times = number >= TRUTH ? 1 : self->options->averaged;
    (void)worker;
    for (int j = 0; j < DATA; j++)
        data[j] = 0;
    for (int i = 0; i < times; i++) {
        simulate_year(self, values, number * (uint32_t)times + (uint32_t)i);
        for (int j = 0; j < DATA; j++)
            data[j] += *recorded(self->city, indicators[j], 0) / times;
    }
    return SW_OK;
}

/* Under common random numbers: the same FUTURES for every point. */
static double probability(set_up *self, const double *values)
{
    double hits = 0;
    for (uint32_t i = 0; i < FUTURES; i++) {
        simulate_year(self, values, FUTURE + i);
        hits += *recorded(self->city, SW_INDICATOR_side_work_rate_annual, 0) >= 0.05;
    }
    return hits / FUTURES;
}

static void quantities(set_up *self, const double *w, double *out)
{
    (void)sw_prior_space_values(&self->space, w, out);
    out[SBC_PARAMETERS] = probability(self, out);
}

static int fit(void *context, uint32_t number, double *truth, double *posterior)
{
    set_up *self = context;
    const sbc_options *o = self->options;
    double w[SBC_PARAMETERS], observed[DATA], mean[SBC_PARAMETERS];
    int32_t rows[SBC_ROWS];
    const sw_abc_problem problem = {&self->space, DATA, observed, simulate, self};
    const sw_abc_options options = {.seed = number,
                                    .n_threads = 1,
                                    .n_particles = o->n_particles,
                                    .max_simulations = o->max_simulations};
    sw_abc abc = {0};
    sw_posterior p = {0};
    self->seed = 1000 + number;
    (void)sw_prior_space_draw(&self->space, 987654321, number, w, truth);
    int status = simulate(self, 0, truth, TRUTH, observed);
    quantities(self, w, truth);
    if (!status)
        status = sw_abc_run(&abc, &problem, &options, &self->city->diagnostics);
    if (!status) {
        const sw_adjust_sample sample = {
            abc.head.n_particles, SBC_PARAMETERS, DATA,      abc.w, abc.data,
            abc.distance,         observed,       abc.number};
        status = sw_adjust(&p, &sample, SW_ADJUST_LINEAR, &self->city->diagnostics);
    }
    if (!status)
        sw_resample(p.n, p.weight, number, 0, SBC_ROWS, rows);
    for (int k = 0; k < SBC_PARAMETERS && !status; k++)
        mean[k] = sw_weighted_mean(p.w, p.n, SBC_PARAMETERS, k, p.weight);
    for (int i = 0; i < SBC_ROWS && !status; i++) {
        for (int k = 0; k < SBC_PARAMETERS; k++)
            w[k] = mean[k] + o->narrowed * (p.w[rows[i] * SBC_PARAMETERS + k] - mean[k]);
        quantities(self, w, posterior + (size_t)i * SBC_QUANTITIES);
    }
    sw_posterior_free(&p);
    sw_abc_free(&abc);
    return status;
}

static void find_parameters(set_up *self)
{
    const sw_scenario *scenario = &self->city->scenario;
    self->central = calloc((size_t)scenario->n_priors, sizeof *self->central);
    assert_non_null(self->central);
    for (int k = 0; k < SBC_PARAMETERS; k++)
        self->place[k] = -1;
    for (int j = 0; j < scenario->n_priors; j++) {
        self->central[j] = sw_prior_central(&scenario->priors[j]);
        for (int k = 0; k < SBC_PARAMETERS; k++) {
            if (!strcmp(scenario->priors[j].path, sbc_names[k])) {
                self->place[k] = j;
                self->priors[k] = scenario->priors[j];
            }
        }
    }
    for (int k = 0; k < SBC_PARAMETERS; k++)
        assert_true(self->place[k] >= 0);
}

void sbc_model(const sbc_options *options, double *pit)
{
    static simulation city;
    const char *const settings[] = {
        "simulation.years=1",
        "simulation.warm_up=3",
        "simulation.hours_per_year=1400", /* so that 5 % is neither sure nor out of reach */
        "opportunity.team_rate={ dist = \"uniform\"; low = 0.3; high = 4; }",
        "survey.response={ dist = \"beta\"; mean = 0.5; size = 6; }",
        "matching.accept_willing={ dist = \"beta\"; mean = 0.5; size = 4; }",
        "willingness.peers={ dist = \"normal\"; mean = 0.5; sd = 0.25; }",
        NULL};
    set_up self = {.city = &city, .options = options};
    simulation_open(&city, "tests/golden/tiny.cfg", settings);
    find_parameters(&self);
    assert_int_equal(
        sw_prior_space_init(&self.space, self.priors, SBC_PARAMETERS, NULL, NULL), SW_OK);
    const sw_sbc sbc = {.n_sets = options->n_sets,
                        .n_quantities = SBC_QUANTITIES,
                        .n_posterior = SBC_ROWS,
                        .seed = 55,
                        .fit = fit,
                        .context = &self};
    if (sw_sbc_run(&sbc, pit, &city.diagnostics))
        fail_msg("%s", city.diagnostics.text);
    sw_prior_space_free(&self.space);
    free(self.central);
    simulation_close(&city);
}
