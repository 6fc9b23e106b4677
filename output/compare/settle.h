/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many replications would settle a difference, and p-values of several comparisons.
 * Private to output/.
 */
#ifndef SIDEWORK_OUTPUT_SETTLE_H
#define SIDEWORK_OUTPUT_SETTLE_H

#include "proportions.h"

/* Replications (of each file) with which an interval of this level leaves out 0 with
 * probability power, if difference and variance (of the paired differences, or the sum of
 * both samples' where they are not paired) stay as they were found. Infinite if difference
 * is 0. */
double sw_settle_mean(double difference, double variance, double level, double power);

/* The same for Newcombe's intervals, which do not shrink like 1 / sqrt(n) near 0 and 1: at
 * least as many as make the interval of the same shares leave out 0. */
double sw_settle_paired(const sw_fourfold *table, double level, double power);
double sw_settle_independent(double k1, double n1, double k2, double n2, double level,
                             double power);

/* Holm (1979): adjusted[i] for p[i]; NaN stays NaN and does not count. */
void sw_holm(const double *p, size_t n, double *adjusted);

#endif
