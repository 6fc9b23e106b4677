/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework merge`: the shards of one run into its result. */
#ifndef SIDEWORK_CLI_MERGE_H
#define SIDEWORK_CLI_MERGE_H

#include <sidework/model.h>

#include "options.h"

/*
 *   merge OUT.h5                     the shards in OUT.h5.run, which then goes
 *   merge -o OUT.h5 A.run B.run...   shards from machines that share no disk; these stay
 *
 * The same file and table as from a run without shards. Returns a status code; SW_MISSING
 * where a shard has not finished.
 */
int sw_cli_merge(const sw_model *model, const sw_group *const *groups, int n_groups,
                 const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
