/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the run's table that says what stands in the way. */
#ifndef SIDEWORK_OUTPUT_OBSTACLES_H
#define SIDEWORK_OUTPUT_OBSTACLES_H

#include <stdio.h>

#include <sidework/results.h>

/* Prints hours asked for and given by kind, and people stopped by time, by a superior or
 * by want of an opening, for the base year and the last year. Nothing is printed where the
 * file does not hold them. Returns SW_OK or SW_MEMORY. */
int sw_print_obstacles(const sw_results *results, FILE *stream, sw_language language);

#endif
