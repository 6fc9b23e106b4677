/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the run's table that say how the survey sees the base year, and what stands
 * in the way. */
#ifndef SIDEWORK_OUTPUT_OBSTACLES_H
#define SIDEWORK_OUTPUT_OBSTACLES_H

#include <stdio.h>

#include <sidework/results.h>

/* One line: the base year as the simulated staff survey sees it, to be held against the
 * facts of the source. Nothing where the file does not hold it. */
void sw_print_survey_view(const sw_results *results, FILE *stream, sw_language language);

/* Prints hours asked for and given by kind, and people stopped by time, by a superior or
 * by want of an opening, for the base year and the last year. Nothing is printed where the
 * file does not hold them. Returns SW_OK or SW_MEMORY. */
int sw_print_obstacles(const sw_results *results, FILE *stream, sw_language language);

#endif
