/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of an export share. Private to output/. */
#ifndef SIDEWORK_OUTPUT_EXPORT_H
#define SIDEWORK_OUTPUT_EXPORT_H

#include <sidework/export.h>

#include "csv.h"

enum { SW_FILE_NAME_BYTES = 160 };

typedef struct sw_export {
    const sw_results *results;
    const sw_summary *summary;
    double *scratch; /* [n_replications] */
    sw_language language;
} sw_export;

/* A table: its name, whether there is anything in it, and how to fill it. dimension is -1
 * for none. */
typedef struct sw_export_table {
    char name[SW_FILE_NAME_BYTES];
    void (*fill)(const sw_export *self, sw_csv *csv, sw_period period, int dimension);
    sw_period period;
    int dimension;
} sw_export_table;

void sw_export_summary(const sw_export *self, sw_csv *csv, sw_period period,
                       int dimension);
void sw_export_probability(const sw_export *self, sw_csv *csv, sw_period period,
                           int dimension);
void sw_export_indicators(const sw_export *self, sw_csv *csv, sw_period period,
                          int dimension);
void sw_export_replications(const sw_export *self, sw_csv *csv, sw_period period,
                            int dimension);

/* The dictionary's rows for one table. */
void sw_export_describe(const sw_export *self, sw_csv *csv, const sw_export_table *table);

/* Calls each(...) for the columns of replications.csv in order: name, texts, variable
 * (NULL: a parameter), index. */
typedef struct sw_replication_column {
    char name[256];
    const char *unit, *en, *ja;
    const sw_variable *variable; /* NULL: parameter */
    size_t index;
} sw_replication_column;

/* Column i after `replication`; 0 when there is none. */
int sw_export_column(const sw_results *results, size_t i, sw_replication_column *column);

#endif
