/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework info RESULT.h5`: what is in a result file and how it was made. */
#ifndef SIDEWORK_CLI_INFO_H
#define SIDEWORK_CLI_INFO_H

#include <stdio.h>

#include <sidework/results.h>

/* Prints to out, as JSON if json is not 0. path is only shown. Returns SW_OK, SW_MEMORY
 * or SW_IO. */
int sw_cli_info(const sw_results *results, const char *path, sw_language language,
                int json, FILE *out);

#endif
