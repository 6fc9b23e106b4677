/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulator of data: what would have been observed, had the uncertain parameters had
 * these values? Only the months that the data need are simulated (warm-up and base year
 * for a survey of the base year), and the errors of the published figures that the model does
 * not sample itself are added:
 *
 *     x + sqrt(max(0, x (1 - x) (1/n - 1/m))) z_1 + sd z_2 + rounding (2 u - 1)
 *
 * x is the value of the simulated survey, m its answers behind x (infinite where the model
 * counts everybody), n the answers behind the published share, z_1 and z_2 standard normal, u
 * uniform. That a figure was rounded to within +-rounding has the same likelihood as this
 * uniform error, and a distance can be taken of it.
 *
 * Chance is another than that of a run with the same seed, so that the future of a
 * replication is not the one which a parameter was learnt from; the synthetic staff is the
 * same.
 */
#ifndef SIDEWORK_TRIALS_H
#define SIDEWORK_TRIALS_H

#include <sidework/observations.h>
#include <sidework/replication.h>

typedef struct sw_trials sw_trials;

/* Builds the city and the layout of records; *self is to be ended with sw_trials_free, also
 * after a failure. The scenario must outlive it. SW_OK, SW_INPUT or SW_MEMORY. */
int sw_trials_new(sw_trials **self, const sw_model *model, const sw_scenario *scenario,
                  uint64_t seed, sw_diagnostics *diagnostics);
void sw_trials_free(sw_trials *self);

/* Of the records; for looking up data. */
const sw_layout *sw_trials_layout(const sw_trials *self);

/* Readies workers 0 ... n_workers - 1 to simulate these data, which must outlive self. SW_OK
 * or SW_MEMORY. */
int sw_trials_observe(sw_trials *self, const sw_datum *data, int n_data, int n_workers,
                      sw_diagnostics *diagnostics);

/* One thread a core where none are asked for. */
int sw_trials_threads(int asked);

/* Bytes of all workers. */
size_t sw_trials_bytes(const sw_trials *self);

/*
 * Simulates the data [n_data] of the values [n_priors] of the uncertain parameters, by a
 * worker of its own thread. A function of seed, values and number alone. Shares of nobody are
 * NaN. Stream OBSERVATION, counter (key of the datum, number, 0 and 1) besides the model's
 * own.
 */
void sw_trials_simulate(sw_trials *self, int worker, const double *values,
                        uint32_t number, double *data);

#endif
