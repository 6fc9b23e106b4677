/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an exploration says: for each point of a design means with their Monte Carlo errors,
 * probabilities with Wilson's intervals, and, where the design varies one factor at a time,
 * paired differences from the first point (the same replications are the same futures).
 */
#ifndef SIDEWORK_FINDINGS_H
#define SIDEWORK_FINDINGS_H

#include <stdio.h>

#include <sidework/design_file.h>
#include <sidework/exploration.h>

#define SW_FINDINGS_LEVEL 0.95

enum { SW_FINDINGS_ROWS = 30 }; /* points in a printed table at most */

/* Variables whose mean over replications in the last year is kept for each point. X(name) */
#define SW_FINDINGS_MEANS(X)                                                             \
    X(side_work_rate_annual)                                                             \
    X(side_work_rate_annual_regular)                                                     \
    X(side_work_wanted)                                                                  \
    X(overtime_a_head)                                                                   \
    X(backlog_a_head)                                                                    \
    X(utilisation)                                                                       \
    X(bank_registered)                                                                   \
    X(teams)                                                                             \
    X(participated)                                                                      \
    X(willing)                                                                           \
    X(unfulfilled)                                                                       \
    X(load_gini)

enum sw_findings_mean {
#define SW_FINDINGS_ENUM(name) SW_FINDINGS_##name,
    SW_FINDINGS_MEANS(SW_FINDINGS_ENUM)
#undef SW_FINDINGS_ENUM
        SW_N_FINDINGS_MEANS
};

struct sw_boxes;

/* Zero-initialise; sw_findings_free is always safe. P points, T thresholds. NaN: the point
 * has no replications (one: no error). */
typedef struct sw_findings {
    const sw_design_file *design;      /* borrowed */
    const double *u;                   /* borrowed: [P][n_factors] */
    const sw_exploration *exploration; /* borrowed */
    uint32_t n_points;
    int n_thresholds, n_years;
    int incomplete; /* 1: some replications of sound points are missing */
    uint32_t n_failed;
    double *n;                          /* [P] replications that are there */
    double *outcome, *outcome_se;       /* [P] mean of the design's outcome */
    double *outcome_low, *outcome_high; /* [P] 95 %: Wilson of a probability, else t */
    double *difference, *difference_se; /* [P] from point 0, paired; one at a time only */
    double *difference_low, *difference_high;  /* [P] 95 % for all points together
                                                 (Bonferroni), t; infinite for one pair */
    double *final_q05, *final_q50, *final_q95; /* [P] final rate, type 7 */
    double *mean[SW_N_FINDINGS_MEANS], *mean_se[SW_N_FINDINGS_MEANS]; /* [P] last year */
    double *p_ever, *p_ever_se, *p_ever_low, *p_ever_high;            /* [P][T] */
    double *p_held, *p_held_se, *p_held_low, *p_held_high;            /* [P][T] */
    double *memory;
    const struct sw_boxes
        *boxes; /* borrowed, set by the caller: shown and written with it;
                                     NULL: none (boxes.h) */
} sw_findings;

/* Reckons everything. design, u and exploration must outlive self. SW_OK or SW_MEMORY. */
int sw_findings_make(sw_findings *self, const sw_design_file *design, const double *u,
                     const sw_exploration *exploration, sw_diagnostics *diagnostics);
void sw_findings_free(sw_findings *self);

/* Whether the design has two varying factors of which one has few enough levels for a cross
 * table; *across is the factor of the columns. */
int sw_findings_is_cross(const sw_findings *self, int *down, int *across);

/* For people: cross tables of a grid of two factors, else a table of points, and a reading in
 * words. SW_OK, SW_MEMORY or SW_IO. */
int sw_findings_print(const sw_findings *self, FILE *stream, sw_language language);

/* One JSON object: names of the datasets of sw_findings_write, without replications. */
int sw_findings_print_json(const sw_findings *self, FILE *stream);

/*
 * HDF5 by the convention of result files: dimensions point, replication, fiscal_year,
 * threshold, phase; a dataset for each factor, named as its key, that readers of CF take for
 * coordinates; outcomes by point and replication; what is above by point; failed and reason.
 * Whole or not at all; returns as sw_result_write.
 */
int sw_findings_write(const sw_findings *self, const char *path, int replace,
                      sw_diagnostics *diagnostics);

/* Puts the replications that a file of the same design holds into results (whose layout is
 * made and rows allocated) and marks them in done. SW_INPUT if it is of another design, or
 * holds more replications than are asked for. */
int sw_findings_take(const char *path, const sw_design_file *design, uint32_t n_points,
                     sw_results *results, unsigned char *done,
                     sw_diagnostics *diagnostics);

#endif
