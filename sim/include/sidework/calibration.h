/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcome of a calibration: what the command fills, the file holds, the table shows; and
 * the way back from the file to a run.
 *
 * posterior.h5 has the axes draw (all draws equally likely), parameter (labelled by key
 * path), datum (by name), quantile and generation, by the same convention as result files:
 * parameter_value(draw, parameter), predictive(draw, datum), quantiles before and after,
 * contraction, p-values, tolerances; at the root both texts (scenario and observations)
 * with their digests, seed, version and the rule that ended it.
 */
#ifndef SIDEWORK_CALIBRATION_H
#define SIDEWORK_CALIBRATION_H

#include <stdint.h>
#include <stdio.h>

#include <sidework/results.h>
#include <sidework/status.h>

/* 5 %, median, 95 % */
enum { SW_CALIBRATION_QUANTILES = 3 };

typedef struct sw_calibrated_parameter {
    const char *path, *unit, *en, *ja;
    double prior[SW_CALIBRATION_QUANTILES], posterior[SW_CALIBRATION_QUANTILES];
    double place
        [SW_CALIBRATION_QUANTILES]; /* of the posterior's: share of the prior below them */
    double contraction;             /* 1 - variance after / before, of the normal score */
    double contraction_error;       /* its Monte Carlo standard error */
    double shift, shift_error;      /* of the mean, in standard deviations of the prior */
    double explained;               /* of the prior's variance, by all data together */
    int learned;                    /* 1: contraction or shift beyond 4 errors */
} sw_calibrated_parameter;

typedef struct sw_calibrated_datum {
    const char *name, *quantity, *source, *text, *text_ja;
    int fiscal_year;
    double observed;
    double prior[SW_CALIBRATION_QUANTILES], posterior[SW_CALIBRATION_QUANTILES];
    double prior_p, posterior_p; /* two-sided predictive p-values */
    double left_out_z;           /* distance to what the other data predict, in sd */
    double left_out_explained;   /* share of its variance that the others explain */
    int conflict;                /* 1: one of the three p is below 0.05 / n_data */
} sw_calibrated_datum;

typedef struct sw_calibrated_generation {
    double tolerance, acceptance, distinct, simulations;
} sw_calibrated_generation;

typedef struct sw_calibration {
    const char *title, *title_ja;      /* of the scenario */
    const char *scenario, *digest;     /* effective text, its SHA-256 */
    const char *facts, *facts_ja;      /* titles of the observation files */
    const char *observations;          /* their texts */
    const char *observations_digest;   /* of what enters the fit */
    const char *version;               /* of the program */
    const char *end, *end_en, *end_ja; /* the rule that ended it: word, texts */
    const char *distance;              /* how far data are apart: word */
    uint64_t seed;
    uint32_t simulations, failed; /* made in all; of them with a datum of nobody */
    uint32_t particles;
    double effective;          /* sample size of the weighted posterior */
    char posterior_digest[65]; /* of paths and values: names this posterior */
    int n_draws, n_parameters, n_data, n_generations;
    double *values;      /* [n_draws][n_parameters] */
    double *predictive;  /* [n_draws][n_data]; NULL without data */
    double *correlation; /* [n_parameters][n_data] of score and datum under the prior */
    double *only_this;   /* [n_parameters][n_data] loss of R^2 without the datum */
    double *determined;  /* [n_parameters] share explained of each combination ... */
    double *combination; /* [n_parameters][n_parameters] ... with these weights */
    double chance;       /* what `determined` reaches where nothing is informed */
    sw_calibrated_parameter *parameters;   /* [n_parameters] */
    sw_calibrated_datum *data;             /* [n_data] */
    sw_calibrated_generation *generations; /* [n_generations] the first is the prior */
    sw_results memory;                     /* owns all of the above */
} sw_calibration;

/* Caller-owned, zero-initialised before. */
void sw_calibration_free(sw_calibration *self);

/* Sets posterior_digest from paths and values. */
void sw_calibration_name(sw_calibration *self);

/* Refuses an output as sw_result_check_output does. */
int sw_calibration_check_output(const char *path, int replace,
                                sw_diagnostics *diagnostics);

/* Writes the file as sw_result_write does, and returns as it does. */
int sw_calibration_write(const sw_calibration *self, const char *path, int replace,
                         sw_diagnostics *diagnostics);

/*
 * Reads a file (digest first, as sw_result_read): texts, parameters with their values and
 * quantiles, data with what is known of them, generations. Returns SW_OK, SW_MISSING,
 * SW_INPUT, SW_IO or SW_MEMORY.
 */
int sw_calibration_read(sw_calibration *self, const char *path,
                        sw_diagnostics *diagnostics);

/* The table and the diagnosis in words, the same as JSON. SW_OK, SW_IO or SW_MEMORY. */
int sw_calibration_print(const sw_calibration *self, FILE *out, sw_language language);
int sw_calibration_print_json(const sw_calibration *self, FILE *out);

/*
 * What a calibration that was stopped goes on from: bytes in OUT.run/, written whole or not
 * at all, with a digest.
 */
typedef struct sw_checkpoint sw_checkpoint;

/* As sw_journal_open with output and identity: locks OUT.run for this calibration. */
int sw_checkpoint_open(sw_checkpoint **self, const char *output, const char *identity,
                       int resume, int force, sw_diagnostics *diagnostics);

/* Replaces what is kept by head and block. SW_OK or SW_IO with a message. */
int sw_checkpoint_save(sw_checkpoint *self, const void *head, size_t head_bytes,
                       const double *block, size_t length, sw_diagnostics *diagnostics);

/* What is kept, if there is any: head [head_bytes], *block malloc'ed [*length], NULL if there
 * is none. SW_OK, SW_INPUT (damaged, or of another form), SW_IO or SW_MEMORY. */
int sw_checkpoint_load(const sw_checkpoint *self, void *head, size_t head_bytes,
                       double **block, size_t *length, sw_diagnostics *diagnostics);

/* Lets go and keeps what is there, removes it. NULL is fine. */
void sw_checkpoint_close(sw_checkpoint *self);
void sw_checkpoint_remove(sw_checkpoint *self);

#endif
