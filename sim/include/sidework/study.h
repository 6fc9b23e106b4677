/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of `explore` and `sensitivity` read back, for a report: which points were run, what came
 * out at each, and, of a sensitivity analysis, how much each assumption moves the outcome. Read
 * with the same distrust as result files.
 */
#ifndef SIDEWORK_STUDY_H
#define SIDEWORK_STUDY_H

#include <sidework/results.h>
#include <sidework/status.h>

/* What a file says it is. */
typedef enum sw_file_kind {
    SW_FILE_OTHER, /* results, or nothing that can be opened */
    SW_FILE_STUDY, /* an exploration or a sensitivity analysis */
    SW_FILE_POSTERIOR
} sw_file_kind;

/* By its head alone, without messages. */
sw_file_kind sw_file_kind_of(const char *path);

enum { SW_STUDY_FACTORS = 200 };

/* A parameter that varies, by point. */
typedef struct sw_study_factor {
    const char *path, *unit, *en, *ja;
    double *numbers;          /* [n_points], or NULL */
    const char *const *words; /* [n_points] where they are no numbers */
} sw_study_factor;

/* A number with its 95 % interval; each [n], or NULL where the file has none. */
typedef struct sw_study_column {
    double *value, *low, *high;
} sw_study_column;

/* Zero-initialise; sw_study_free is always safe. */
typedef struct sw_study {
    const char *title, *title_ja, *question, *question_ja;
    const char *method, *outcome; /* words of design_file.h */
    const char *outcome_en, *outcome_ja;
    const char *scenario_title, *scenario_title_ja, *scenario; /* effective text */
    const char *seed, *version, *digest;                       /* of the design */
    int incomplete, n_failed;
    int n_points, n_replications;
    sw_study_factor factors[SW_STUDY_FACTORS];
    int n_factors;
    sw_study_column result;     /* [n_points] the outcome */
    sw_study_column final_rate; /* [n_points] median, 5 and 95 % */
    double *failed;             /* [n_points] */

    /* of a sensitivity analysis */
    int n_measures, n_groups;              /* n_measures 0: it is none */
    const char *const *measures;           /* [n_measures] words of outcomes */
    const char *const *measure_texts[2];   /* by language */
    const char *const *groups;             /* [n_groups] keys, or names of groups */
    const char *const *group_texts[2];     /* by language */
    sw_study_column mu_star, total, first; /* [n_measures][n_groups] */
    double *noise, *beyond;                /* [n_measures][n_groups] of method morris */
    sw_study_column chance;                /* [n_measures] its share of the variance */
    double *variation;                     /* [n_measures] enum sw_variation */
    sw_results memory;                     /* owns all of the above */
} sw_study;

/* Returns SW_OK, SW_MISSING, SW_INPUT, SW_IO or SW_MEMORY; on failure self is empty. */
int sw_study_read(sw_study *self, const char *path, sw_diagnostics *diagnostics);
void sw_study_free(sw_study *self);

/* Whether two effective texts are the same model: all but titles, seed, how many replications
 * and what is kept of them. */
int sw_same_scenario(const char *a, const char *b);

#endif
