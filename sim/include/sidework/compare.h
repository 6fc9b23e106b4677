/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scenarios against a base, as differences: under common random numbers replication r of
 * one file and replication r of another are the same future under two policies, so what
 * is judged is the difference within each pair, never the overlap of two bands.
 *
 *   means          paired t, or Welch's where files cannot be paired. With the hundreds of
 *                  replications of a run the mean of the differences is as good as normal,
 *                  and t needs no random numbers of its own, as a bootstrap would.
 *   probabilities  Newcombe's (1998) score intervals, method 10, paired or not: they hold
 *                  at 0 and 1, where the usual ones collapse. p: exact McNemar, or Fisher.
 *   years gained   "never" is an outcome, not a missing value: a future counts the years
 *                  from the one in which the threshold is first reached to the end of the
 *                  horizon, 0 if never. The mean difference is the fall in the restricted
 *                  mean number of years without it (and the sum over the years of the
 *                  differences in P(ever reached)). It says nothing beyond the horizon.
 *                  Its t interval is made as if one more pair had been seen at either end
 *                  of the range (for 0/1 pairs: Bonett & Price 2012), so that it does not
 *                  shrink to a point where no future reaches.
 *
 * Where replications share draws (simulation.repeats > 1) pairs are still made by
 * replication, but are independent only from draw to draw: means are compared by the means
 * of draws, probabilities with as many pairs as they are worth (design effect, and Student's
 * t for its own uncertainty: Korn & Graubard 1998, Surv. Methodol. 24, 193-201).
 *
 * With several scenarios the family interval of each outcome holds for all of them at once
 * (Bonferroni: any dependence, any kind of interval) and p is Holm's. Outcomes are not
 * corrected for one another: each is a question of its own.
 */
#ifndef SIDEWORK_COMPARE_H
#define SIDEWORK_COMPARE_H

#include <stdio.h>

#include <sidework/results.h>
#include <sidework/summary.h>

/* Of an interval, and the chance with which `needed` replications settle a difference. */
#define SW_COMPARE_LEVEL 0.95
#define SW_COMPARE_POWER 0.90

enum { SW_MAX_OUTCOMES = 40, SW_OUTCOME_BYTES = 96 };

/* What is kept of a file: one number a replication and fiscal year. */
enum sw_yearly {
    SW_YEARLY_RATE,
    SW_YEARLY_REGULAR,
    SW_YEARLY_OVERTIME, /* h a head, of the year */
    SW_YEARLY_BACKLOG,  /* h a head, in March */
    SW_YEARLY_GINI,
    SW_YEARLY_TOP10,
    SW_YEARLY_UNFULFILLED,
    SW_N_YEARLY
};

/* Why two files are not pairs of the same futures; bits. */
enum {
    SW_UNPAIRED_SEED = 1,       /* other random numbers */
    SW_UNPAIRED_STAFF = 2,      /* other synthetic staff */
    SW_UNPAIRED_PARAMETERS = 4, /* other draws of what both are uncertain about */
    SW_UNPAIRED_VERSION = 8,    /* another release may simulate another world */
    SW_UNPAIRED_KEPT = 16       /* the replications of one are not in its file */
};

typedef enum sw_verdict {
    SW_VERDICT_UNKNOWN, /* one of the files does not hold what it takes */
    SW_VERDICT_SAME,    /* the same in every future */
    SW_VERDICT_UNCLEAR, /* 0 is within the family interval */
    SW_VERDICT_LOWER,
    SW_VERDICT_HIGHER
} sw_verdict;

/* One file. Owned by its comparison. */
typedef struct sw_compared {
    char *name;         /* as messages call it: its path */
    char *label;        /* short and its own: the file's name without folder and ending */
    sw_results results; /* without records: texts, layout, seed, drawn parameters */
    sw_summary summary; /* as stored */
    double *yearly;     /* [n_replications][SW_N_YEARLY][n_years], or NULL: not kept */
    unsigned held;      /* bit i: variable i of enum sw_yearly is in the file */
    /* against the base */
    unsigned unpaired;     /* SW_UNPAIRED_...; 0: paired */
    int other_hours;       /* 1: the base has other hours_per_year, so rates mean less */
    uint32_t n_pairs;      /* replications 0 ... n_pairs - 1 of both; 0 if unpaired */
    const char *parameter; /* the first that was drawn otherwise, or NULL */
    int n_only_one;        /* parameters uncertain in only one of the two: no obstacle */
} sw_compared;

/* What is compared: one row of the table. */
typedef struct sw_outcome {
    const char *name, *unit;
    int is_probability;
    int variable;     /* enum sw_yearly */
    int statistic;    /* how years become one number; see compare_outcomes.c */
    double threshold; /* NaN where there is none */
    double bound;     /* a mean of values in [0, bound]; 0: no bound is known */
    char en[SW_OUTCOME_BYTES], ja[SW_OUTCOME_BYTES];
} sw_outcome;

/* One outcome of one scenario beside the base. Differences are other - base. NaN where
 * something is not known. */
typedef struct sw_contrast {
    double n_base, n_other; /* replications that count; equal if paired */
    double base, other, difference;
    double low, high; /* by itself */
    double family_low,
        family_high; /* with the other scenarios; the same if there is one */
    double p, p_holm;
    double effect; /* difference / sd of the paired differences; NaN if unpaired */
    double effect_marginal; /* difference / root mean of the two variances */
    double gain;            /* variance unpaired / paired; infinite if all pairs agree */
    double base_only, other_only; /* pairs: reached in the one, not in the other */
    double needed;  /* replications in each file that would settle it, as it looks now */
    double further; /* of these, not there yet; 0 if clear, infinite if none would do */
    double verdict; /* enum sw_verdict */
} sw_contrast;

/* Zero-initialise; sw_comparison_free is always safe. */
typedef struct sw_comparison {
    sw_compared *files; /* [n_files]; the first is the base */
    int n_files, room;
    int first_year, last_year; /* the horizon: projected years that all files have */
    int shorter;               /* 1: some file goes on beyond last_year */
    int n_thresholds_left_out; /* of the base: not in every file */
    sw_outcome outcomes[SW_MAX_OUTCOMES];
    int n_outcomes;
    double family_level;
    sw_contrast *contrasts; /* [n_files - 1][n_outcomes] */
    /* Ranks by the final rate, future by future, of the base and all that pair with it (NaN
     * for the others); ties share. NULL: there are no two. */
    int n_in_ranking;
    double
        *rank_probability; /* [n_files][n_files]: share of futures in rank j (0: best) */
    double *best_low, *best_high; /* [n_files] Wilson's interval of the first column */
    double *mean_rank;            /* [n_files], from 1 */
    uint32_t n_ranked;
} sw_comparison;

/* Takes a file into the comparison: results and summary become its own and are empty
 * afterwards, also on failure. name is copied. SW_OK, SW_MEMORY. */
int sw_comparison_add(sw_comparison *self, sw_results *results, sw_summary *summary,
                      const char *name, sw_diagnostics *diagnostics);

/* Compares all that were added (at least two). staff_group names the group of the scenario
 * that the synthetic staff is made from. SW_OK, SW_INPUT (no year in common), SW_MEMORY. */
int sw_comparison_make(sw_comparison *self, const char *staff_group,
                       sw_diagnostics *diagnostics);
void sw_comparison_free(sw_comparison *self);

/* For people: a table for each scenario, the ranks, how to read them. SW_OK, SW_MEMORY or
 * SW_IO. */
int sw_comparison_print(const sw_comparison *self, FILE *stream, sw_language language);

/* One JSON object; keys are the dataset names of sw_comparison_write, schema_version and
 * what the scales hold. */
int sw_comparison_print_json(const sw_comparison *self, FILE *stream);

/* Writes the comparison as HDF5 by the convention of result files, whole or not at all.
 * Returns as sw_result_write. */
int sw_comparison_write(const sw_comparison *self, const char *path, int replace,
                        sw_diagnostics *diagnostics);

#endif
