/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left of replications whose values are not kept: whole-number counts and sums of
 * what the summaries need. Its size does not depend on the number of replications.
 *
 * Adding is addition of integers, so it may be done by any number of threads in any order,
 * in parts, and after an interruption: the sketch is the same to the bit.
 *
 *   rate     x -> round(2^16 x), a histogram on a fixed grid. A value, and so every
 *            quantile, is known to half a step, 2^-17 = 7.6e-6 (0.0008 percentage points),
 *            whatever the distribution; 0 stays 0. A rate of 1 or more counts as the
 *            grid's last point, 1 - 2^-16.
 *   code     years and months: a histogram of all values there are, exact
 *   sum      whole parts and 2^-40ths apart: a mean is known to 2^-41 (and the rounding of
 *            one division), where a sum of doubles would depend on its order
 *   reached  replications with the annual rate >= a threshold, judged on the double itself:
 *            exact
 *
 * Why not KLL (Karnin, Lang & Liberty 2016), t-digest or DDSketch (Masson, Rim & Lee
 * 2019): the first is random, the second depends on the order of merging, the third has a
 * relative error and needs more buckets for the same absolute one. A rate lies in [0, 1]
 * and is read in percentage points, so a fixed grid is exact enough and the simplest.
 */
#ifndef SIDEWORK_SKETCH_H
#define SIDEWORK_SKETCH_H

#include <sidework/results.h>

#define SW_SKETCH_STEP  (1.0 / 65536.0)
#define SW_SKETCH_ERROR (SW_SKETCH_STEP / 2.0) /* of a rate's quantile, at most */

/* With keep = summaries, runs of up to this many replications still hold every value of the
 * variables below in memory and are summarised by sorting, without error. */
enum { SW_EXACT_REPLICATIONS = 10000 };

/* Whether a variable is one that a sketch takes: what summaries and tables need. */
int sw_sketch_takes(const char *name);

/* A new, empty sketch of the variables of layout that a sketch takes; layout must stay
 * where it is. NULL when memory is out. Freed with sw_sketch_free; NULL is fine. */
sw_sketch *sw_sketch_new(const sw_layout *layout);
void sw_sketch_free(sw_sketch *self);

/* Bytes of a sketch, of which those of rates that never occur are never touched. */
size_t sw_sketch_bytes(const sw_layout *layout);

/* Adds one replication's record, laid out as the layout says. Safe from several threads; no
 * lock. */
void sw_sketch_add(sw_sketch *self, const double *record);

/* For runs whose replications share draws: room for the annual rates of n replications, by
 * replication, since a histogram does not know which draw a value belongs to. SW_OK or
 * SW_MEMORY. */
int sw_sketch_keep_annual(sw_sketch *self, uint32_t n);

/* Bytes of that room. */
size_t sw_sketch_annual_bytes(const sw_layout *layout, uint32_t n);

/* Puts in the annual rates of a replication that is added; nothing without room. Safe from
 * several threads with different replications. */
void sw_sketch_put_annual(sw_sketch *self, uint32_t replication, const double *record);

/* Replications there is room for; 0: none. */
uint32_t sw_sketch_annual_room(const sw_sketch *self);

/* Annual rates [n_years] of a replication, all NaN if it was not added; NULL without room.
 */
const double *sw_sketch_annual(const sw_sketch *self, uint32_t replication);

/* Replications added. */
uint32_t sw_sketch_count(const sw_sketch *self);

/* Value i of variable v (a rate or code of the layout) over all replications, sorted, into
 * out [count]; rates are grid points. Returns how many: 0 for any other variable. */
size_t sw_sketch_column(const sw_sketch *self, const sw_variable *v, size_t i,
                        double *out);

/* Replications in which value i of v (a code of the layout) is not "never". */
size_t sw_sketch_met(const sw_sketch *self, const sw_variable *v, size_t i);

/* Mean of value i of v (a sum of the layout); NaN where it was NaN in a replication. */
double sw_sketch_mean(const sw_sketch *self, const sw_variable *v, size_t i);

/* Replications whose annual rate of year y is >= threshold k. */
uint32_t sw_sketch_reached(const sw_sketch *self, int k, int y);

#endif
