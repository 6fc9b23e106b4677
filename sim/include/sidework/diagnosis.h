/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was learned, what stayed prior, which facts conflict: plain numbers from the samples of an
 * inference. Nothing here simulates.
 */
#ifndef SIDEWORK_DIAGNOSIS_H
#define SIDEWORK_DIAGNOSIS_H

#include <sidework/adjust.h>

/* Of one parameter, in its standard normal coordinate, where the prior has mean 0 and sd 1. */
typedef struct sw_contraction {
    double mean, sd;          /* of the posterior */
    double contraction;       /* 1 - variance of the posterior / variance of the prior */
    double contraction_error; /* its Monte Carlo standard error */
    double shift_error;       /* that of the mean */
    int learned;              /* 1: contraction or shift is beyond 4 errors of nought */
} sw_contraction;

/* prior_w [n_prior][n_values]: the prior sample, which a jointly truncated group needs (its
 * coordinates are not N(0, 1)); NULL: mean 0, variance 1. out [posterior->n_values] */
void sw_diagnose_contraction(const sw_posterior *posterior, const double *prior_w,
                             int n_prior, sw_contraction *out);

/* Of one datum. Predictions are fresh simulations (sw_abc_predict), not the particles' own data,
 * which were chosen to be near. */
typedef struct sw_datum_check {
    double prior_z, posterior_z; /* (observed - mean) / sd of the predictions */
    double prior_p,
        posterior_p; /* two-sided, mid-p: 2 min(P(x < o) + P(x = o) / 2, ...) */
    /* What the other data make of this one: the regression of the datum on the others over the
     * prior predictions is the prediction from them (noise included), at the observed others. */
    double left_out_z;         /* (observed - predicted) / sd of the residuals */
    double left_out_explained; /* share of its variance that the others explain */
    int constant;              /* 1: the prior predictions never vary */
    int conflict; /* 1: constant but not as observed, or one of the three p-values (of
                   * left_out_z: normal) is below 0.05 / m */
} sw_datum_check;

/* prior_data [n_prior][m], posterior_data [n_posterior][m] (n_posterior may be 0: NaN), rows
 * with a NaN skipped. out [m]. SW_OK, SW_INPUT (fewer than 2 usable prior rows) or
 * SW_MEMORY. */
int sw_diagnose_data(int m, const double *observed, const double *prior_data, int n_prior,
                     const double *posterior_data, int n_posterior, sw_datum_check *out);

/*
 * Which datum informs which parameter, from simulations from the prior (w [n][d], data [n][m]):
 *   correlation [d][m]  of coordinate and datum
 *   share [d][m]        loss of R^2 when the datum is left out of the regression of the
 *                       coordinate on all data: what only this datum says
 *   explained [d]       R^2 of that regression, corrected for chance
 *   direction [d][d]    rows: orthonormal combinations of coordinates, the best determined first
 *   determined [d]      share of the variance of each combination that the data explain
 *                       (squared canonical correlations); a combination with a high share made of
 *                       parameters with low `explained` is a group that only the combination
 *                       of them is known of
 *   chance              what `determined` reaches where nothing is informed: about
 *                       (sqrt d + sqrt m)^2 / n (Marchenko & Pastur 1967)
 * The arrays are the caller's, all of them given. Rows with a NaN are skipped.
 * SW_OK, SW_MEMORY or SW_INPUT (too few rows: n <= m + 2).
 */
typedef struct sw_identifiability {
    double *correlation, *share, *explained, *direction, *determined;
    double chance;
} sw_identifiability;

int sw_diagnose_identifiability(int n, int d, int m, const double *w, const double *data,
                                sw_identifiability *out);

#endif
