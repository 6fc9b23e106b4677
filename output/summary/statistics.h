/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of one value over replications, by sorting: at these sizes it is fast, and
 * exact. Private to output/. */
#ifndef SIDEWORK_OUTPUT_STATISTICS_H
#define SIDEWORK_OUTPUT_STATISTICS_H

#include <sidework/results.h>
#include <sidework/summary.h>

/* Of the replications where the value is defined (not NaN). All but n are NaN if n = 0;
 * sd is NaN if n = 1. */
typedef struct sw_column {
    size_t n;
    double mean, sd, p05, p50, p95;
} sw_column;

/* Value i of variable v over all replications, without NaN, sorted, into out
 * [n_replications]; returns how many. Of a sketch: as sw_sketch_column. */
size_t sw_gather(const sw_results *results, const sw_variable *v, size_t i, double *out);

/* As sw_gather, described. scratch [n_replications]. */
sw_column sw_describe(const sw_results *results, const sw_variable *v, size_t i,
                      double *scratch);

/* Describes n sorted values. */
sw_column sw_describe_sorted(const double *sorted, size_t n);

/* Whether anything is known of replications: rows, or a sketch in their place. */
int sw_has_replications(const sw_results *results);

/* Mean over replications of value i of v; NaN where one is. Of a sketch: sums only. */
double sw_mean(const sw_results *results, const sw_variable *v, size_t i);

/* Replications in which value i of v, a month or year or -1 for never, is not never. */
size_t sw_count_met(const sw_results *results, const sw_variable *v, size_t i);

/* These months or years, sorted, never as INFINITY at the end, into out
 * [n_replications]; returns how many are not never. */
size_t sw_gather_met(const sw_results *results, const sw_variable *v, size_t i,
                     double *out);

void sw_sort(double *values, size_t n);

/* Type 7 of Hyndman & Fan (1996); n > 0. */
double sw_quantile(const double *sorted, size_t n, double p);

/* The smallest value with at least p of all values at or below it; n > 0. */
double sw_nearest_rank(const double *sorted, size_t n, double p);

/* Zeroed arrays for the sizes set in self; SW_OK or SW_MEMORY. */
int sw_summary_allocate(sw_summary *self);

#endif
