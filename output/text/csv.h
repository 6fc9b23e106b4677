/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One CSV file under way: a temporary name until sw_csv_end. Private to output/. */
#ifndef SIDEWORK_OUTPUT_CSV_H
#define SIDEWORK_OUTPUT_CSV_H

#include <stdio.h>

#include <sidework/status.h>

typedef struct sw_csv {
    FILE *stream; /* NULL: nothing open */
    char *path, *temporary;
    int begun; /* the row has a cell already */
    sw_diagnostics *diagnostics;
} sw_csv;

/* Opens dir/name; SW_OK, SW_CREATE or SW_MEMORY. */
int sw_csv_begin(sw_csv *self, const char *dir, const char *name, int bom,
                 sw_diagnostics *diagnostics);

/* Closes, syncs and renames if status is SW_OK, else throws away; returns status or what
 * went wrong. */
int sw_csv_end(sw_csv *self, int status, int replace);

void sw_csv_text(sw_csv *self, const char *text); /* quoted and guarded where needed */
void sw_csv_number(sw_csv *self, double value);   /* empty if not a number */
void sw_csv_rounded(sw_csv *self, double value, int decimals); /* for people to read */
void sw_csv_row(sw_csv *self);                                 /* ends the row */

#endif
