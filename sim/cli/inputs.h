/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An output must never take the place of what the run reads, not even with --force. */
#ifndef SIDEWORK_CLI_INPUTS_H
#define SIDEWORK_CLI_INPUTS_H

#include <sidework/scenario.h>

/* SW_CREATE if output is the file `input` (the same file, whatever the names), else
 * SW_OK; no matter whether they exist. */
int sw_inputs_keep(const char *output, const char *input, sw_diagnostics *diagnostics);

/* The same for every file that gave the scenario a value. */
int sw_inputs_keep_scenario(const char *output, const sw_scenario *scenario,
                            sw_diagnostics *diagnostics);

/* SW_INPUT if the file, given where a scenario belongs, is a design or observations. */
int sw_inputs_expect_scenario(const char *path, sw_diagnostics *diagnostics);

#endif
