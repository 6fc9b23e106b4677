/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calibration and all it needs, for tests: loaded, learned, closed. Every function ends the test where it fails. */
#ifndef SIDEWORK_TESTS_CALIBRATE_WORLD_H
#define SIDEWORK_TESTS_CALIBRATE_WORLD_H

#include "support/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/calibration.h>
#include <sidework/trials.h>

#include "../sim/cli/calibrate_learn.h"

#define ONCE "scenarios/exact/drawn_once.cfg"

enum { TEXT_BYTES = 2048 };

static sw_diagnostics d;

/* A calibration and all it needs; too large for a careful stack. */
typedef struct world {
    sw_scenario scenario;
    sw_trials *trials;
    sw_observations observations;
    sw_learning learning;
    sw_calibration outcome;
} world;

static inline void demand(int status)
{
    if (status)
        fail_msg("%s\n%s", sw_status_text(status, SW_ENGLISH), d.text);
}

static inline void open_world(world *w, const char *path, const char *data, int workers)
{
    memset(w, 0, sizeof *w);
    demand(load_scenario(&w->scenario, path, NULL, &d));
    demand(sw_trials_new(&w->trials, &sw_model_city_hall, &w->scenario, TEST_SEED, &d));
    demand(sw_observations_parse(&w->observations, "facts.cfg", data,
                                 sw_trials_layout(w->trials), &d));
    if (workers > 0)
        demand(sw_trials_observe(w->trials, w->observations.data, w->observations.n_data,
                                 workers, &d));
}

static inline void learn(world *w, const char *data, int simulations, int particles,
                         int threads)
{
    open_world(w, ONCE, data, 0);
    w->learning.model = &sw_model_city_hall;
    w->learning.scenario = &w->scenario;
    w->learning.observations = &w->observations;
    w->learning.trials = w->trials;
    w->learning.rules = (sw_learning_rules){
        .simulations = (uint32_t)simulations, .particles = particles, .threads = threads};
    w->learning.diagnostics = &d;
    demand(sw_learning_plan(&w->learning.rules, w->scenario.n_priors, &d));
    demand(sw_learning_begin(&w->learning));
    demand(sw_learning_run(&w->learning));
    demand(sw_learning_outcome(&w->learning, &w->outcome));
}

static inline void close_world(world *w)
{
    sw_learning_free(&w->learning);
    sw_calibration_free(&w->outcome);
    sw_trials_free(w->trials);
    sw_observations_free(&w->observations);
    sw_scenario_free(&w->scenario);
}

static inline const char *fact(const char *keys)
{
    static char text[TEXT_BYTES];
    (void)snprintf(text, sizeof text,
                   "title = \"t\"; observations = ({ name = \"rate\"; quantity = "
                   "\"side_work_rate_annual\"; fiscal_year "
                   "= 2021; source = \"s\"; text = \"x\"; %s });",
                   keys);
    return text;
}

#endif
