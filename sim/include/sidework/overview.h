/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is in a file that was made of results (a comparison, for one): its texts, its axes
 * with their labels, its datasets with units. Any such file is described, by what it says of
 * itself; only the numbers are left out.
 */
#ifndef SIDEWORK_OVERVIEW_H
#define SIDEWORK_OVERVIEW_H

#include <stdio.h>

#include <sidework/status.h>

enum { SW_KIND_BYTES = 64 };

/* What kind of file it is: "" for the result of a run, else a word like "comparison". Returns
 * as sw_result_read. */
int sw_overview_kind(const char *path, char kind[SW_KIND_BYTES],
                     sw_diagnostics *diagnostics);

/* Describes the file, as JSON (one object) or in words. Returns as sw_result_read; SW_IO also
 * where out cannot be written. */
int sw_overview_print(const char *path, sw_language language, int json, FILE *out,
                      sw_diagnostics *diagnostics);

#endif
