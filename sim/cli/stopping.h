/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `run --precision`: what it goes with, when the run may end, what is said of it. */
#ifndef SIDEWORK_CLI_STOPPING_H
#define SIDEWORK_CLI_STOPPING_H

#include <sidework/results.h>

#include "durable.h"
#include "options.h"

/* Refuses what --precision does not go with: SW_OK or SW_USAGE. */
int sw_stopping_check(const sw_options *options, sw_diagnostics *diagnostics);

/* Plans the looks of a run; without --precision there are none. */
void sw_stopping_plan(sw_durable *durable, const sw_options *options);

/* A result that is there, not incomplete: is it what --precision asks for? If not, the looks
 * begin where it ends, for it does not become shorter. */
int sw_stopping_met(sw_durable *durable, const sw_results *there);

/* To be used as sw_ensemble_options.judge; context is the sw_durable. */
int sw_stopping_judge(void *context, const sw_results *results);

/* After the last replication: into results and progress how the run ended, and a line to
 * standard error unless quiet. Nothing without --precision. SW_OK or SW_MEMORY. */
int sw_stopping_end(sw_durable *durable, const sw_options *options, const char *output,
                    sw_results *results, sw_diagnostics *diagnostics);

#endif
