/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework verify RESULT.h5`: is it whole, is it what its scenario makes, and do
 * replications that are run again give the same bits. */
#ifndef SIDEWORK_CLI_VERIFY_H
#define SIDEWORK_CLI_VERIFY_H

#include <sidework/model.h>

#include "options.h"

/* Replications run again where -n says nothing. */
enum { SW_VERIFY_REPLICATIONS = 5 };

/*
 * Verifies every file of the options and prints a report of each to out, as JSON with
 * --json; what is wrong goes to diagnostics, too. Of n replications m are run again, the
 * same ones each time: the first, the last, and the others evenly between.
 * Returns SW_OK if all is right, SW_INPUT for a file that is damaged, changed, of another
 * version, or gives other bits; else SW_MISSING, SW_IO, SW_MEMORY, SW_USAGE.
 */
int sw_cli_verify(const sw_model *model, const sw_group *const *groups, int n_groups,
                  const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
