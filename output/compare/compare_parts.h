/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make a comparison share. Private to output/. */
#ifndef SIDEWORK_OUTPUT_COMPARE_PARTS_H
#define SIDEWORK_OUTPUT_COMPARE_PARTS_H

#include <sidework/compare.h>

/* How the years of a replication become one number. */
enum {
    SW_STATISTIC_LAST, /* of the last year of the horizon */
    SW_STATISTIC_MEAN, /* over the years of the horizon */
    SW_STATISTIC_EVER, /* 1 if the rate was at or above the threshold in any of them */
    SW_STATISTIC_HELD, /* 1 if it is in the last */
    SW_STATISTIC_YEARS /* years from the first that is to the last; 0 if none is */
};

/* Takes the yearly values out of the records, which are freed. SW_OK or SW_MEMORY. */
int sw_compared_take(sw_compared *self, sw_diagnostics *diagnostics);

/* Says for every file but the base whether, and how far, it pairs with the base. */
void sw_comparison_pair(sw_comparison *self, const char *staff_group);

/* Lists the outcomes of the base; a threshold is one if every file has it. */
void sw_comparison_list_outcomes(sw_comparison *self);

/* 1 if replications of file can be asked for the outcome. */
int sw_outcome_held(const sw_compared *file, const sw_outcome *outcome);

/* The outcome of replications 0 ... n - 1 of a file that holds it, into values [n]. */
void sw_outcome_values(const sw_comparison *self, const sw_compared *file,
                       const sw_outcome *outcome, uint32_t n, double *values);

/* The probability that a file without replications stored; NaN if it is no probability. */
double sw_outcome_stored(const sw_comparison *self, const sw_compared *file,
                         const sw_outcome *outcome);

/* base, other: room for the most replications of any file. */
sw_contrast sw_contrast_of(const sw_comparison *self, const sw_compared *file,
                           const sw_outcome *outcome, double *base, double *other);

/* Fills the ranks, where all files are paired. SW_OK or SW_MEMORY. */
int sw_comparison_rank(sw_comparison *self, sw_diagnostics *diagnostics);

int sw_comparison_no_memory(sw_diagnostics *diagnostics);

/* One dataset of a comparison for each row: its name, and where the numbers stand. */
typedef struct sw_contrast_row {
    const char *name;
    int is_flag; /* small codes with meanings, else numbers */
    const char *unit, *en, *ja;
    size_t member; /* offset of the double in sw_contrast [bytes] */
} sw_contrast_row;
enum { SW_N_CONTRAST_ROWS = 19 };
extern const sw_contrast_row sw_contrast_rows[SW_N_CONTRAST_ROWS];

double sw_contrast_value(const sw_contrast *contrast, const sw_contrast_row *row);

enum { SW_N_VERDICTS = 5, SW_N_UNPAIRED = 5 };
extern const char *const sw_verdict_words[SW_N_VERDICTS];
extern const char *const sw_unpaired_words[SW_N_UNPAIRED]; /* bit i */

#endif
