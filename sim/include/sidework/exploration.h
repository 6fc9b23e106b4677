/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What many points of one design leave behind: for each point and replication a short row of
 * yearly outcomes, and for each point that could not be run its reason.
 *
 * Rows are kept as results of tasks: task = replication * n_points + point. So a journal, a
 * resumed run and a longer run are just those of sw_results, and the first tasks of a stopped
 * run are the first replications of all points.
 */
#ifndef SIDEWORK_EXPLORATION_H
#define SIDEWORK_EXPLORATION_H

#include <sidework/design_file.h>
#include <sidework/results.h>

enum { SW_REASON_BYTES = 512 };

typedef struct sw_point {
    int failed;                   /* 1: has no rows */
    char reason[SW_REASON_BYTES]; /* "" unless failed */
    char reason_ja[SW_REASON_BYTES];
} sw_point;

/* Zero-initialise; sw_exploration_free is always safe. */
typedef struct sw_exploration {
    uint32_t n_points, n_replications; /* of a point */
    sw_results results;  /* layout: explored.def; n_replications = tasks; title, effective
                             text and digest are the base scenario's */
    sw_point *points;    /* [n_points] */
    unsigned char *done; /* [tasks] 1: the row is there */
} sw_exploration;

void sw_exploration_free(sw_exploration *self);

/* First value of an outcome of a point in a replication; NaN throughout where the point
 * failed. */
static inline const double *sw_exploration_at(const sw_exploration *self,
                                              const sw_variable *v, uint32_t point,
                                              uint32_t replication)
{
    return sw_results_at(&self->results, v, replication * self->n_points + point);
}

/* What a design judges points by, of one replication: see SW_DESIGN_OUTCOME_LIST; 0 or 1
 * where it is yes or no. NaN where there is no row. */
double sw_exploration_outcome(const sw_exploration *self, enum sw_design_outcome outcome,
                              double threshold, uint32_t point, uint32_t replication);

/* Whether the mean of an outcome is a probability. */
static inline int sw_outcome_is_probability(enum sw_design_outcome outcome)
{
    return outcome == SW_OUTCOME_p_ever_reached || outcome == SW_OUTCOME_p_held_at_end;
}

#endif
