/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework check`: validates scenarios without running them. */
#ifndef SIDEWORK_CLI_CHECK_H
#define SIDEWORK_CLI_CHECK_H

#include <stdio.h>

#include <sidework/model.h>

#include "options.h"

/* What all files of one command share. groups as for sw_scenario_load; the model's
 * cross-checks between keys are made too. */
typedef struct sw_check {
    const sw_model *model;
    const sw_group *const *groups;
    int n_groups;
    const sw_override *overrides;
    int n_overrides;
    int effective; /* print the merged scenario with the origin of each value */
    int estimate;  /* say what a run will take */
    int threads;   /* of that run; 0: one a core */
    const sw_options *options; /* for --posterior; NULL: none */
    double precision;          /* of that run; 0: none */
    FILE *out;
    sw_diagnostics *diagnostics;
} sw_check;

/* One file, a scenario or observations: a line that says ok, or the merged scenario; errors go to diagnostics, all at
 * once. Returns what sw_scenario_load returns, or SW_IO if out cannot be written. */
int sw_cli_check(const sw_check *self, const char *path);

/* All files as one JSON list; the errors stand in it and go to diagnostics as well.
 * Returns the first failure, or SW_USAGE together with effective. */
int sw_cli_check_json(const sw_check *self, const char *const *paths, int n);

#endif
