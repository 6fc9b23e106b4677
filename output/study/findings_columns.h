/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What findings hold by point, as rows that the file and JSON are made from. Private to
 * output/. */
#ifndef SIDEWORK_OUTPUT_FINDINGS_COLUMNS_H
#define SIDEWORK_OUTPUT_FINDINGS_COLUMNS_H

#include <sidework/findings.h>
#include <sidework/results.h>

enum { SW_COLUMN_BYTES = 200 };

typedef struct sw_findings_column {
    char name[64];
    const double *values;
    int by_threshold; /* 1: [P][T], else [P] */
    sw_storage storage;
    const char *unit;
    char en[SW_COLUMN_BYTES], ja[SW_COLUMN_BYTES];
} sw_findings_column;

enum { SW_FINDINGS_COLUMNS = 12 + 2 * SW_N_FINDINGS_MEANS + 8 };

/* The columns that the design has, in the order of the file; returns how many. */
int sw_findings_columns(const sw_findings *self,
                        sw_findings_column columns[SW_FINDINGS_COLUMNS]);

#endif
