/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of `calibrate`: simulations from the prior to the posterior. */
#ifndef SIDEWORK_CLI_CALIBRATE_LEARN_H
#define SIDEWORK_CLI_CALIBRATE_LEARN_H

#include <sidework/abc.h>
#include <sidework/calibration.h>
#include <sidework/trials.h>

#include "progress.h"

/* How much work, and when to stop; 0: the default, or no such rule. */
typedef struct sw_learning_rules {
    uint32_t simulations; /* in all, predictions included */
    int particles, threads;
    double tolerance, acceptance, seconds;
} sw_learning_rules;

/* Zero-initialise, set the first block, then sw_learning_begin; free is safe at any time. */
typedef struct sw_learning {
    const sw_model *model;
    const sw_scenario *scenario;
    const sw_observations *observations;
    sw_trials *trials;
    sw_learning_rules rules;
    sw_checkpoint *checkpoint; /* or NULL */
    sw_progress *progress;     /* or NULL */
    sw_diagnostics *diagnostics;

    sw_prior_space space;
    sw_abc_problem problem;
    sw_abc_options options;
    sw_abc abc;
    double *observed;
    char name[64]; /* of the progress line */
} sw_learning;

/* The defaults where rules are 0, and whether there are enough particles for n_values
 * uncertain parameters (fewer than 5 each: what chance does looks learned) and simulations for
 * them. SW_OK or SW_USAGE. */
int sw_learning_plan(sw_learning_rules *rules, int n_values, sw_diagnostics *diagnostics);

/* Simulations that are put aside for predictions. */
uint32_t sw_learning_predictions(const sw_learning_rules *rules);

/* Everything that a calibration must have in common with the one it goes on with, as a
 * digest. */
void sw_learning_identity(const sw_learning *self, char digest[65]);

/* Readies space, workers and data; takes up what the checkpoint holds. SW_OK, SW_INPUT,
 * SW_IO, SW_MEMORY. */
int sw_learning_begin(sw_learning *self);

/* Learns until a rule ends it; every sweep is kept in the checkpoint. SW_OK, the status of a
 * signal, or why not. */
int sw_learning_run(sw_learning *self);

/* What was learned: regression, draws, predictions, diagnosis. outcome zero-initialised. */
int sw_learning_outcome(sw_learning *self, sw_calibration *outcome);

/* Adds a message where want of memory has none yet; returns status. */
int sw_learning_told(const sw_learning *self, int status);

void sw_learning_free(sw_learning *self);

#endif
