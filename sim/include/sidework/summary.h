/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run says: probabilities of reaching, when, final rate, gates, with Monte Carlo
 * error.
 *
 * "Reached in y": the annual rate of y is >= the threshold; "ever reached by y": reached
 * in any projected year <= y (the base year does not count); "held at the end": reached
 * in the last year. Probabilities carry the Monte Carlo standard error sqrt(p (1 - p) /
 * n) and, in the table, the Wilson (1927) interval, which does not collapse at 0 or 1.
 *
 * Where replications share draws of what is uncertain (simulation.repeats > 1), errors are
 * clustered by draw, and the spread is split: `between` draws is what we do not know,
 * `within` a draw is chance; output/summary/nested.c has the estimates. The share of what is not
 * known may come out below 0: then draws differ less than chance alone makes them, which is
 * the estimate's own error and says that there is little of it.
 */
#ifndef SIDEWORK_SUMMARY_H
#define SIDEWORK_SUMMARY_H

#include <stdio.h>

#include <sidework/results.h>

/* Quantiles stored and shown. */
#define SW_QUANTILES                                                                     \
    {                                                                                    \
        0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95                                         \
    }
enum { SW_N_QUANTILES = 7, SW_MEDIAN = 3 };

/* Zero-initialise; sw_summary_free is always safe. Shapes: T thresholds, Y years, M
 * months, Q quantiles. */
typedef struct sw_summary {
    int n_thresholds, n_years, n_months;
    uint32_t n_replications;
    uint32_t n_draws;             /* draws that replications share; 0: each has its own */
    double *rate_annual_quantile; /* [Q][Y] */
    double
        *rate_annual_regular_quantile; /* [Q][Y], without emergency and informal hours */
    double *rate_quantile;             /* [Q][M] */
    double *rate_regular_quantile;     /* [Q][M] */
    double rate_quantile_error;        /* these quantiles are within it; 0: exact */
    double *p_reached_in, *p_reached_in_se;     /* [T][Y] */
    double *p_ever_reached, *p_ever_reached_se; /* [T][Y] */
    double *p_held_at_end, *p_held_at_end_se;   /* [T] */
    double *
        first_year_quantile; /* [T][Q] fiscal year, INFINITY where "never"; nearest rank */
    /* With draws that are shared; else NULL. NaN where too little is known. */
    double *rate_between, *rate_within; /* [Y] variance of the annual rate */
    double *rate_share, *rate_share_low, *rate_share_high; /* [Y] not known, of all */
    double *ever_between, *ever_within; /* [T][Y] of "ever reached", 0 or 1 */
    double *ever_share, *ever_share_low, *ever_share_high; /* [T][Y] */
} sw_summary;

/* Computes every summary from results. Quantiles of rates: type 7 of Hyndman & Fan (1996)
 * on sorted values (GSL); of a sketch, on its grid points, with rate_quantile_error set;
 * all else is exact there, too. Without side_work_rate (a file that keeps only yearly values)
 * n_months is 0. For a file, rather read its own: sw_result_read_summary. Returns SW_OK,
 * SW_MEMORY or SW_INTERNAL (a variable is missing, a rate is not a number). */
int sw_summary_make(sw_summary *self, const sw_results *results,
                    sw_diagnostics *diagnostics);
void sw_summary_free(sw_summary *self);

/* Wilson score interval of k successes in n at two-sided level (e.g. 0.95). */
void sw_wilson(double k, double n, double level, double *low, double *high);

/* The interval of probability p of this summary, whose stored standard error is se: Wilson's,
 * clustered by draw where draws are shared. */
void sw_summary_interval(const sw_summary *self, double p, double se, double level,
                         double *low, double *high);

/* The table that ends `run`, for one scenario. Returns SW_OK or SW_IO. */
int sw_summary_print(const sw_summary *self, const sw_results *results, FILE *stream,
                     sw_language language);

/* The same as one JSON object and a newline; keys are dataset names, plus schema_version.
 * Of several scenarios the caller makes a list: "[" before the first, "," between, "]". */
int sw_summary_print_json(const sw_summary *self, const sw_results *results,
                          FILE *stream);

#endif
