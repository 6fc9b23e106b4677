/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resampling, as Morris, Saltelli and PRIM need it. Private to sim/design/. */
#ifndef SIDEWORK_DESIGN_RESAMPLE_H
#define SIDEWORK_DESIGN_RESAMPLE_H

#include <sidework/sensitivity.h>

#include "design_parts.h"

/* How often each of n things is in resample b: n draws with replacement. counts [n]. */
void sw_resample_counts(uint32_t *counts, size_t n, uint64_t seed,
                        enum sw_design_resample purpose, uint32_t b);

/* low and high of the middle `level` of values [n], which are sorted by it; those that are
 * NaN are left out. */
void sw_resample_interval(sw_estimated *self, double *values, size_t n, double level);

/*
 * The whole bootstrap of estimates that are functions of column means: rows [n][columns];
 * `evaluate` makes the estimates [n_estimates] of means [columns]. Fills value, low, high.
 * The share of resamples in which estimate `watched` is not above 0 goes into *not_above
 * (may be NULL). SW_OK or SW_MEMORY.
 */
typedef struct sw_bootstrap {
    const double *rows;
    size_t n, columns;
    void (*evaluate)(const void *context, const double *means, double *estimates);
    const void *context;
    size_t n_estimates, watched;
    enum sw_design_resample purpose;
} sw_bootstrap;

int sw_bootstrap_run(const sw_bootstrap *self, const sw_resampling *resampling,
                     sw_estimated *estimates, double *not_above);

#endif
