/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario made ready for tests of the engine and the model: loaded, checked, city
 * built, world allocated. A failure on the way ends the test with the messages.
 */
#ifndef SIDEWORK_TESTS_SUPPORT_SIMULATION_H
#define SIDEWORK_TESTS_SUPPORT_SIMULATION_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models.h"
#include <sidework/ensemble.h>

/* The city's scenario, of which tests assert only what its file itself says. */
#define ATSUGI "scenarios/atsugi.cfg"
#define DRIFT  "scenarios/drift.cfg"
#define PLAN   "scenarios/plan.cfg"

enum { TEST_SEED = 77 };

/* Caller-owned; too large for the stack of a careful program: make it static. */
typedef struct simulation {
    sw_scenario scenario;
    sw_city city;
    sw_results results; /* only its layout */
    sw_world world;
    double *record;
    sw_diagnostics diagnostics;
} simulation;

/* The model's groups, for sw_scenario_load; *n is how many. */
const sw_group *const *model_groups(int *n);

/*
 * Loads a scenario with overrides, without building anything; SW_OK or the failure,
 * messages in diagnostics.
 *   path      under the source tree; NULL: the text of the tiny city
 *   settings  "key=value", ended by NULL; may be NULL
 */
int load_scenario(sw_scenario *scenario, const char *path, const char *const *settings,
                  sw_diagnostics *diagnostics);

/* The same from text. */
int parse_scenario(sw_scenario *scenario, const char *text, const char *const *settings,
                   sw_diagnostics *diagnostics);

/* A complete city hall of 2 departments and 30 people; `sections` of the second
 * department, 1 ... 12: with 12 every one of its sections is one person. The text
 * lives until the next call. */
const char *tiny_city(int sections);

/* Everything up to a world that waits for simulation_start; path as for load_scenario. */
void simulation_open(simulation *self, const char *path, const char *const *settings);
void simulation_open_tiny(simulation *self, int sections, const char *const *settings);
void simulation_close(simulation *self);

/* Before the first warm-up month of a replication. */
void simulation_start(simulation *self, uint32_t replication);

/* One month, and sw_world_verify on what it leaves. */
void simulation_month(simulation *self);

/* Months up to and including t - 1, each verified: world->t is t afterwards. */
void simulation_until(simulation *self, int t);

/* A whole verified replication. */
void simulation_run(simulation *self, uint32_t replication);

/* First value of an indicator in year y (yearly), month y (monthly) or at all (once). */
const double *recorded(const simulation *self, int indicator, int y);

/* Fails unless the messages hold `part`. */
void expect_message(const sw_diagnostics *diagnostics, const char *part);

#endif
