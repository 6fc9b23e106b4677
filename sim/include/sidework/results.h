/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results of a run in memory: what the engine fills, the writer stores, the reader
 * restores and every summary, table and export reads. Knows nothing of models or files.
 *
 * A replication's record is one row of doubles; the layout says which variable stands
 * where. A variable with period MONTH and a category dimension of size k is stored as
 * [month][category], row-major.
 */
#ifndef SIDEWORK_RESULTS_H
#define SIDEWORK_RESULTS_H

#include <stddef.h>
#include <stdint.h>

#include <sidework/status.h>

typedef enum sw_period { SW_ONCE, SW_BY_YEAR, SW_BY_MONTH } sw_period;

/* Of a file: everything; yearly values and summaries; summaries alone (scenario key
 * output.keep). */
enum sw_keep { SW_KEEP_ALL, SW_KEEP_ANNUAL, SW_KEEP_SUMMARIES };

/* How a variable is stored. FLAG: small codes with meanings (int8 with CF flag
 * attributes). */
typedef enum sw_storage { SW_STORE_RATIO, SW_STORE_COUNT, SW_STORE_FLAG } sw_storage;

typedef struct sw_dimension {
    const char *name; /* "grade" */
    const char *en, *ja;
    int size;
    const char *const *labels;    /* [size] English */
    const char *const *labels_ja; /* [size] Japanese */
} sw_dimension;

typedef struct sw_variable {
    const char *name;
    sw_period period;
    sw_storage storage;
    int dimension; /* index into layout->dimensions, -1 for none */
    const char *unit, *en, *ja;
    const char *
        flag_meanings; /* space-separated words for flag_values, with any storage; else NULL */
    const signed char *flag_values;
    int n_flags;
    size_t offset; /* first double in the record */
    size_t length; /* doubles in the record: periods * dimension size */
} sw_variable;

typedef struct sw_layout {
    int base_year;
    int n_months; /* stored months, a whole number of years */
    int n_years;  /* stored fiscal years, base year included */
    int n_thresholds;
    double thresholds[8];
    sw_dimension *dimensions;
    int n_dimensions;
    sw_variable *variables;
    int n_variables;
    size_t record_length;
} sw_layout;

typedef struct sw_parameter_info {
    const char *path, *unit, *en, *ja;
} sw_parameter_info;

/* Owns everything its pointers reach through `memory`; zero-initialise; sw_results_free
 * is always safe. */
typedef struct sw_results {
    sw_layout layout;
    char *title, *title_ja, *question, *question_ja;
    char *effective; /* the complete effective scenario text */
    char *digest;    /* its SHA-256 */
    char *version;   /* of the program that made it */
    uint64_t seed;
    uint32_t n_replications;
    int incomplete;                /* 1 if made from part of the replications */
    int keep;                      /* enum sw_keep: what a file of these results holds */
    sw_parameter_info *parameters; /* [n_parameters] uncertain parameters */
    int n_parameters;
    double *parameter_values; /* [n_replications][n_parameters] */
    double *records;          /* [n_replications][layout.record_length] */
    void *memory;
} sw_results;

/* Frees all that sw_results_allocate and sw_results_duplicate handed out, and the two
 * value arrays. */
void sw_results_free(sw_results *self);

/* Zeroed memory that lives as long as self; NULL when memory is out. */
void *sw_results_allocate(sw_results *self, size_t bytes);

/* A copy of text that lives as long as self; NULL when memory is out. */
char *sw_results_duplicate(sw_results *self, const char *text);

/* Variable by name, or NULL. */
const sw_variable *sw_layout_find(const sw_layout *layout, const char *name);

/* First value of variable v in replication r. */
static inline const double *sw_results_at(const sw_results *self, const sw_variable *v,
                                          uint32_t r)
{
    return self->records + (size_t)r * self->layout.record_length + v->offset;
}

#endif
