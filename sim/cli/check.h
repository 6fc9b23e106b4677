/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework check`: validates a scenario without running it. */
#ifndef SIDEWORK_CHECK_H
#define SIDEWORK_CHECK_H

#include <stdio.h>

#include <sidework/model.h>

/* One file: a line that says ok, or with effective the merged scenario with the origin of
 * each value; errors go to diagnostics, all at once. groups as for sw_scenario_load; the
 * model's cross-checks between keys are made too.
 * Returns what sw_scenario_load returns, or SW_IO if out cannot be written. */
int sw_cli_check(const sw_model *model, const sw_group *const *groups, int n_groups,
                 const char *path, const sw_override *overrides, int n_overrides,
                 int effective, FILE *out, sw_diagnostics *diagnostics);

#endif
