/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observation files under `check`: against the scenario that stands beside them on the command line. */
#ifndef SIDEWORK_CLI_CHECK_FACTS_H
#define SIDEWORK_CLI_CHECK_FACTS_H

#include "check.h"

/* Loads one observation file. Where exactly one scenario stands among the files of the command, and is sound, names,
 * groups and years are looked up in its results, and *scenario (may be NULL) is its path; else NULL, and only what can
 * be known without it is checked. *n: how many data there are. Returns what sw_observations_load returns. */
int sw_check_facts_load(const sw_check *self, const char *path,
                        sw_diagnostics *diagnostics, int *n, const char **scenario);

/* As sw_cli_check, for an observation file. */
int sw_cli_check_facts(const sw_check *self, const char *path);

#endif
