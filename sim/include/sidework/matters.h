/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What matters: a design file of method morris or saltelli, from its plan of points to what
 * the exploration of these points says.
 *
 * Each point of the plan is one point of the exploration; where the file names a second
 * policy (`other`), all points come once more behind, with the other, in the same futures, and
 * the outcome is the difference of the two, future by future.
 *
 * Looked at is the outcome that the file names, and, where that is another, the rate of the
 * last year too: a threshold that is never reached has no variance to be shared out, and then
 * the rate is what to look at instead.
 *
 * What is uncertain in the scenario and no factor of the design is drawn anew in every
 * future, and counts as chance.
 */
#ifndef SIDEWORK_MATTERS_H
#define SIDEWORK_MATTERS_H

#include <stdio.h>

#include <sidework/design_file.h>
#include <sidework/exploration.h>
#include <sidework/sensitivity.h>
#include <sidework/surrogate.h>

/* Of every interval; how many resamples it is from. */
#define SW_MATTERS_LEVEL 0.95

enum { SW_MATTERS_RESAMPLES = 1000, SW_MATTERS_OUTCOMES = 2, SW_MATTERS_ROWS = 30 };

/* Levels of Morris's method, if the file does not say. */
enum { SW_MATTERS_LEVELS = 4 };

/* The points, and how factors are grouped. Zero-initialise; sw_matters_plan_free is always
 * safe. */
typedef struct sw_matters_plan {
    const sw_design_file *design; /* borrowed */
    int policies;                 /* 2: with `other` */
    int *group;                   /* [n_factors] */
    const char **names;           /* [n_groups] the factor's key, or the group's name */
    int *sizes;                   /* [n_groups] factors in it */
    int *members;                 /* [n_groups] the first factor in it */
    sw_grouping factors;
    sw_morris_plan morris;     /* of method morris */
    sw_saltelli_plan saltelli; /* of method saltelli */
    sw_points points;
} sw_matters_plan;

/* design is one of method morris or saltelli and must outlive self. SW_OK, SW_USAGE (another
 * method), SW_INPUT (too many points or replications) or SW_MEMORY. */
int sw_matters_plan_make(sw_matters_plan *self, const sw_design_file *design,
                         uint32_t replications, uint64_t seed,
                         sw_diagnostics *diagnostics);
void sw_matters_plan_free(sw_matters_plan *self);

/* Points of the exploration. */
static inline uint32_t sw_matters_plan_points(const sw_matters_plan *self)
{
    return (uint32_t)self->points.n * (uint32_t)self->policies;
}

/* What one outcome says. */
typedef struct sw_matter {
    enum sw_design_outcome outcome;
    double threshold;               /* of probabilities */
    double *y;                      /* [points][replications]; NaN: failed or missing */
    sw_screening screening;         /* of method morris */
    sw_decomposition decomposition; /* of method saltelli */
    sw_surrogate surrogate;
    double *surrogate_first, *surrogate_total; /* [n_groups] */
    int *order; /* [n_groups] by mu_star or total, largest first */
} sw_matter;

/* Zero-initialise; sw_matters_free is always safe. */
typedef struct sw_matters {
    const sw_matters_plan *plan;       /* borrowed */
    const sw_exploration *exploration; /* borrowed */
    int n_outcomes;                    /* the first is the file's */
    sw_matter outcomes[SW_MATTERS_OUTCOMES];
    uint32_t n_failed;    /* points */
    int incomplete;       /* 1: replications of sound points are missing */
    int n_left_to_chance; /* uncertain parameters that are no factors */
    double highest_rate;  /* of a fiscal year, in any future of any point */
} sw_matters;

/* plan and exploration must outlive self. SW_OK, SW_MEMORY or SW_INTERNAL. */
int sw_matters_make(sw_matters *self, const sw_matters_plan *plan,
                    const sw_exploration *exploration, sw_diagnostics *diagnostics);
void sw_matters_free(sw_matters *self);

/* What there is to share out of an outcome. */
sw_variation sw_matter_variation(const sw_matters *self, const sw_matter *matter);

/* For people: a table for each outcome and a reading in words. SW_OK, SW_MEMORY or SW_IO. */
int sw_matters_print(const sw_matters *self, FILE *stream, sw_language language);

/* One JSON object; keys are the dataset names of sw_matters_write. */
int sw_matters_print_json(const sw_matters *self, FILE *stream);

/* HDF5: the file of the exploration (findings.h), with effects or indices over dimensions
 * measure (outcome), group and other_group beside it. Whole or not at all; returns as
 * sw_result_write. */
int sw_matters_write(const sw_matters *self, const char *path, int replace,
                     sw_diagnostics *diagnostics);

#endif
