/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb `sensitivity`. */
#ifndef SIDEWORK_CLI_SENSITIVITY_H
#define SIDEWORK_CLI_SENSITIVITY_H

#include <stdio.h>

#include <sidework/model.h>

#include "options.h"

/* Runs the points of a design file of method morris or saltelli, writes them with what they
 * say, prints what matters. */
int sw_cli_sensitivity(const sw_model *model, const sw_group *const *groups, int n_groups,
                       const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
