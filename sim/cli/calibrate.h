/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework calibrate OBS.cfg... SCENARIO.cfg`: from observations to a posterior's file and
 * what it says. Which file is which is told by what is in it: observations have a list of
 * that name. */
#ifndef SIDEWORK_CLI_CALIBRATE_H
#define SIDEWORK_CLI_CALIBRATE_H

#include <stdio.h>

#include <sidework/model.h>

#include "options.h"

int sw_cli_calibrate(const sw_model *model, const sw_group *const *groups, int n_groups,
                     const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

/* --posterior FILE: takes the draws of a posterior's file in place of priors; nothing without
 * the option. SW_OK, or why not, with the file named. */
int sw_posterior_option(const sw_options *options, sw_scenario *scenario,
                        sw_diagnostics *diagnostics);

/* `info` of a posterior's file. */
int sw_cli_info_posterior(const char *path, const sw_options *options, FILE *out,
                          sw_diagnostics *diagnostics);

#endif
