/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to output/. */
#ifndef SIDEWORK_OUTPUT_SPREAD_PRINT_H
#define SIDEWORK_OUTPUT_SPREAD_PRINT_H

#include <stdio.h>

#include <sidework/summary.h>

/* What of the spread is not known and what is chance; without shared draws, how to get it;
 * nothing where nothing is uncertain. SW_OK or SW_MEMORY. */
int sw_print_spread(const sw_summary *summary, const sw_results *results, FILE *stream,
                    sw_language language);

#endif
