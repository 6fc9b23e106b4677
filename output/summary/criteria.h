/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the run's table that says which criteria hold the gates shut. */
#ifndef SIDEWORK_OUTPUT_CRITERIA_H
#define SIDEWORK_OUTPUT_CRITERIA_H

#include <stdio.h>

#include <sidework/results.h>

/* Prints for each criterion in how many futures it was ever met while its phase was in
 * force, and when. Nothing where the file does not hold it, or where no criterion stands
 * in the scenario or was met in any future. Returns SW_OK or SW_MEMORY. */
int sw_print_criteria(const sw_results *results, FILE *stream, sw_language language);

#endif
