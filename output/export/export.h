/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of an export share. Private to output/. */
#ifndef SIDEWORK_OUTPUT_EXPORT_H
#define SIDEWORK_OUTPUT_EXPORT_H

#include <sidework/export.h>

#include "csv.h"

enum { SW_FILE_NAME_BYTES = 160 };

/* A column of replications.csv after `replication`. */
typedef struct sw_replication_column {
    char name[256]; /* in the language of the export */
    const char *unit, *en, *ja;
    const sw_variable *variable; /* NULL: parameter */
    size_t index;
    int is_month; /* counted from April of the base year, -1 for never */
} sw_replication_column;

typedef struct sw_export {
    const sw_results *results;
    const sw_summary *summary;
    double *scratch; /* [n_replications] */
    sw_language language;
    sw_replication_column *columns; /* [n_columns], by sw_export_columns */
    size_t n_columns;
} sw_export;

/* A table: its name, whether there is anything in it, and how to fill it. dimension is -1
 * for none. */
typedef struct sw_export_table {
    char name[SW_FILE_NAME_BYTES];
    void (*fill)(const sw_export *self, sw_csv *csv, sw_period period, int dimension);
    sw_period period;
    int dimension;
} sw_export_table;

void sw_export_overview(const sw_export *self, sw_csv *csv, sw_period period,
                        int dimension);
void sw_export_summary(const sw_export *self, sw_csv *csv, sw_period period,
                       int dimension);
void sw_export_probability(const sw_export *self, sw_csv *csv, sw_period period,
                           int dimension);
void sw_export_spread(const sw_export *self, sw_csv *csv, sw_period period,
                      int dimension);
void sw_export_indicators(const sw_export *self, sw_csv *csv, sw_period period,
                          int dimension);
void sw_export_replications(const sw_export *self, sw_csv *csv, sw_period period,
                            int dimension);

/* The dictionary's rows for one table. */
void sw_export_describe(const sw_export *self, sw_csv *csv, const sw_export_table *table);

void sw_export_describe_spread(const sw_export *self, sw_csv *csv, const char *file);

/* The heading of a column in the language of the export; a name that is none of ours
 * stays as it is. */
const char *sw_export_heading(const sw_export *self, const char *column);

/* One cell a column, separated by blanks. */
void sw_export_headings(const sw_export *self, sw_csv *csv, const char *columns);

/* Finds the columns of replications.csv; freed by the caller. SW_OK or SW_MEMORY. */
int sw_export_columns(sw_export *self);

/* A row of overview.csv below rates and probabilities, and how its year is had. */
typedef struct sw_overview_item {
    const char *variable;
    enum {
        SW_OVERVIEW_SHARE, /* yearly share, in per cent */
        SW_OVERVIEW_MARCH, /* monthly value, as the year ends */
        SW_OVERVIEW_A_HEAD /* monthly hours, by head and month */
    } kind;
    const char *en, *ja, *unit, *unit_ja;
} sw_overview_item;

/* Item i of those the results hold; NULL when there is none. */
const sw_overview_item *sw_export_overview_item(const sw_results *results, size_t i);

/* A rate whose replications were not kept, but whose quantiles are in the summary. */
typedef struct sw_stored_rate {
    const char *name, *ja, *en;
    const double *quantiles; /* [SW_N_QUANTILES][n] */
    size_t n;                /* years or months */
} sw_stored_rate;

/* Rate i (from 0) of a period; 0 when there is none. */
int sw_export_stored_rate(const sw_export *self, sw_period period, int i,
                          sw_stored_rate *rate);

#endif
