/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results of a run in memory: what the engine fills, the writer stores, the reader
 * restores and every summary, table and export reads. Knows nothing of models or files.
 *
 * A replication's record is one row of doubles; the layout says which variable stands
 * where. A variable with period MONTH and a category dimension of size k is stored as
 * [month][category], row-major.
 *
 * Of a run with many replications that keeps only summaries, a sketch holds the counts and
 * sums of all replications in place of their rows (sketch.h).
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

typedef struct sw_sketch sw_sketch;

/* How a run that was asked for an interval of a given width ended (precision.h). */
typedef struct sw_stopping {
    double width; /* asked for; 0: the number of replications was given */
    double level; /* of the interval at each look */
    int reached;  /* 1: stopped because the interval was narrow enough; 0: at the limit */
} sw_stopping;

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
    uint32_t
        repeats;    /* replications in a row that share a draw of what is uncertain; 0 or
                         1: none do */
    int incomplete; /* 1 if made from part of the replications */
    int keep;       /* enum sw_keep: what a file of these results holds */
    sw_parameter_info *parameters; /* [n_parameters] uncertain parameters */
    int n_parameters;
    double *parameter_values; /* [n_replications][n_parameters] */
    double *records;          /* [n_replications][layout.record_length] */
    sw_sketch *sketch;  /* of all replications, or NULL: every replication has a row */
    uint32_t n_rows;    /* where there is a sketch: rows of the first replications held */
    uint32_t first_row; /* replication of the first row; 0 but in a worker's view */
    sw_stopping stopping;
    void *memory;
} sw_results;

/* Frees all that sw_results_allocate and sw_results_duplicate handed out, the two value
 * arrays and the sketch. */
void sw_results_free(sw_results *self);

/* Zeroed memory that lives as long as self; NULL when memory is out. */
void *sw_results_allocate(sw_results *self, size_t bytes);

/* A copy of text that lives as long as self; NULL when memory is out. */
char *sw_results_duplicate(sw_results *self, const char *text);

/* Variable by name, or NULL. */
const sw_variable *sw_layout_find(const sw_layout *layout, const char *name);

/* Puts a finished replication where it belongs: into its row, if it has one, and into the
 * sketch, if there is one; nowhere, if there are no rows (ensemble.h, no_rows). record
 * [layout.record_length], parameters [n_parameters]. Safe
 * from several threads with different replications; no replication twice. */
void sw_results_put(sw_results *self, uint32_t replication, const double *record,
                    const double *parameters);

/* The rows of a replication that has some. */
static inline double *sw_results_record(const sw_results *self, uint32_t r)
{
    return self->records + (size_t)(r - self->first_row) * self->layout.record_length;
}

static inline double *sw_results_parameters(const sw_results *self, uint32_t r)
{
    return self->parameter_values +
           (size_t)(r - self->first_row) * (size_t)self->n_parameters;
}

/* First value of variable v in replication r. */
static inline const double *sw_results_at(const sw_results *self, const sw_variable *v,
                                          uint32_t r)
{
    return sw_results_record(self, r) + v->offset;
}

#endif
