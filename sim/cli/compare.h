/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb `compare`. */
#ifndef SIDEWORK_CLI_COMPARE_H
#define SIDEWORK_CLI_COMPARE_H

#include <stdio.h>

#include "options.h"

/* Reads all files, compares them with the first, prints to out and writes -o. Returns
 * SW_OK or why not; every file that cannot be read is reported. */
int sw_cli_compare(const sw_options *options, FILE *out, sw_diagnostics *diagnostics);

#endif
