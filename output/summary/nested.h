/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replications that share draws: how much of a spread lies between draws (what we do not
 * know) and how much within (chance), and what the sharing costs in precision. Private to
 * output/.
 *
 * Values x [n] stand in the order of replications; draw d has those from d * repeats on, the
 * last one perhaps fewer; NaN is missing.
 */
#ifndef SIDEWORK_OUTPUT_NESTED_H
#define SIDEWORK_OUTPUT_NESTED_H

#include <stddef.h>

#include <sidework/results.h>

/* One-way random-effects analysis of variance. All NaN where fewer than two draws have
 * values, or none has two. */
typedef struct sw_anova {
    double n, n_draws; /* values; draws that have some */
    double between;   /* variance between draws, unbiased: below 0 where draws differ less
                          than chance alone would make them */
    double within;    /* variance within a draw */
    double share;     /* between / (between + within), below 0 as between */
    double low, high; /* 95 % interval of share; NaN: too little is known */
} sw_anova;

/* scratch [3 n / repeats + 3]. */
sw_anova sw_anova_of(const double *x, size_t n, size_t repeats, double *scratch);

/* How many times the variance of the mean of x is that of as many independent values: at
 * least 1, at most the values of a draw; the latter where fewer than five draws have any
 * of the rarer outcome, since nothing is known then. */
double sw_design_effect(const double *x, size_t n, size_t repeats);

/* Replaces x by the means of its draws; returns how many there are (NaN: without values).
 * repeats <= 1: x stays. */
size_t sw_draw_means(double *x, size_t n, size_t repeats);

/* Draws that have at least one value. */
size_t sw_count_draws(const double *x, size_t n, size_t repeats);

/* Wilson's interval of a share p whose standard error, clustered by draw, is se: as of
 * p (1 - p) / se^2 values (of n_draws where p is 0 or 1), fewer still for the uncertainty of
 * se itself, by Student's t (Korn & Graubard 1998). */
void sw_wilson_clustered(double p, double se, double n_draws, double level, double *low,
                         double *high);

/* Places that the next two need: one a replication, finished or not. */
size_t sw_gather_room(const sw_results *results);

/* Whether value i of variable v is met (not below 0), 1 or 0, by replication into out
 * [room]; returns how many: 0 if only a sketch is there, which does not hold them. */
size_t sw_gather_hits(const sw_results *results, const sw_variable *v, size_t i,
                      double *out);

/* Annual rates of year y by replication into out [room], NaN where one is not finished;
 * returns how many: 0 if there are none. */
size_t sw_gather_annual(const sw_results *results, size_t y, double *out);

#endif
