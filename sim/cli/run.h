/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework run`: scenarios in, result files and tables out. */
#ifndef SIDEWORK_CLI_RUN_H
#define SIDEWORK_CLI_RUN_H

#include <sidework/model.h>

#include "options.h"

/* Runs every scenario of the options; tables go to out, progress to standard error.
 * Returns a status code. */
int sw_cli_run(const sw_model *model, const sw_group *const *groups, int n_groups,
               const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
