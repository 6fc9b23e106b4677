/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb `explore`. */
#ifndef SIDEWORK_CLI_EXPLORE_H
#define SIDEWORK_CLI_EXPLORE_H

#include <stdio.h>

#include <sidework/model.h>

#include "options.h"

/* Runs the points of a design file, writes them, prints what came of them. */
int sw_cli_explore(const sw_model *model, const sw_group *const *groups, int n_groups,
                   const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
