/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `run`, alone or as one of many ranks. */
#ifndef SIDEWORK_CLI_RUN_SHARED_H
#define SIDEWORK_CLI_RUN_SHARED_H

#include <sidework/model.h>

#include "options.h"

/*
 * As sw_cli_run. Of R ranks each does shard rank + 1 of R into its own journals; when all
 * have, rank 0 writes the result. A failure of one ends all, and the journals stay.
 */
int sw_cli_run_shared(const sw_model *model, const sw_group *const *groups, int n_groups,
                      const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
