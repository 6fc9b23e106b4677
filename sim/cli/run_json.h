/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OUT.h5.run.json: what differs between machines and runs and therefore stays out of the
 * result file. */
#ifndef SIDEWORK_CLI_RUN_JSON_H
#define SIDEWORK_CLI_RUN_JSON_H

#include "options.h"
#include "progress.h"

/* Before any work: can it be made (its name is longer than the result's)? SW_OK or
 * SW_CREATE. */
int sw_run_json_check(const char *output, sw_diagnostics *diagnostics);

/* Writes it beside output; an existing one is replaced. Returns SW_OK or SW_IO. */
int sw_run_json_write(const char *output, const sw_progress *progress,
                      const sw_options *options, sw_diagnostics *diagnostics);

#endif
