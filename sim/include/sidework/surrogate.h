/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A polynomial in place of the model: a cheap second look at points that were run for
 * something else.
 *
 *   m(u) ~ sum of c_t psi_t(u),  psi_t products of Legendre polynomials, orthonormal on
 *                                [0, 1]: sqrt(3) (2u - 1), sqrt(5) (6u^2 - 6u + 1)
 *
 * so that indices are sums of squares of coefficients (Sudret 2008, Reliab. Eng. Syst. Saf.
 * 93, 964-979): S_j over the terms of j alone, T_j over all terms with j in them, both over
 * all terms. Three sets of terms are tried: straight lines; with squares; with products of
 * pairs too. Coefficients are ridge estimates (Hoerl & Kennard 1970, Technometrics 12, 55-67),
 * five strengths, the intercept free.
 *
 * What is chosen, and how good it is, is decided by predicting points that were left out,
 * a block at a time (a trajectory, say: its points resemble each other):
 *
 *   Q2 = 1 - sum (y - y predicted without its block)^2 / sum (y - mean)^2
 *
 * found without refitting: the residuals of a block left out are (I - H_bb)^-1 times those
 * with it. Q2 is that of the best of up to 15 candidates, so it flatters a little. Where the
 * values are means over replications, chance sets a ceiling to it, 1 - noise / variance.
 *
 * When not to trust it: Q2 below 0.5 of its ceiling (the indices are then those of another
 * function); jumps, thresholds and probabilities near 0 or 1, of which a polynomial makes
 * slopes; and nowhere for what products of three factors do.
 */
#ifndef SIDEWORK_SURROGATE_H
#define SIDEWORK_SURROGATE_H

#include <sidework/design.h>

enum sw_surrogate_terms { SW_TERMS_LINES, SW_TERMS_SQUARES, SW_TERMS_PAIRS, SW_N_TERMS };

typedef enum sw_trust {
    SW_TRUST_GOOD,     /* Q2 at least 0.8 of its ceiling */
    SW_TRUST_ROUGH,    /* at least 0.5: which factors lead, not by how much */
    SW_TRUST_NONE,     /* do not use */
    SW_TRUST_UNDEFINED /* the values do not vary, or there are too few of them */
} sw_trust;

/* Zero-initialise; sw_surrogate_free is always safe. */
typedef struct sw_surrogate {
    int k;
    size_t n; /* points it was made from */
    enum sw_surrogate_terms terms;
    int n_terms;
    double ridge;
    double mean, variance; /* of the values */
    double q2, ceiling;    /* ceiling 1 where no noise was given */
    sw_trust trust;
    double *coefficients; /* [n_terms] */
} sw_surrogate;

/*
 * Fits values y [n] at u [n][k]; points of one block of `block` follow each other (1: each
 * by itself; n is a multiple). noise: mean variance that the values have by chance, or 0.
 * Values that are NaN take their block out. SW_OK or SW_MEMORY.
 */
int sw_surrogate_fit(sw_surrogate *self, int k, size_t n, const double *u,
                     const double *y, size_t block, double noise);
void sw_surrogate_free(sw_surrogate *self);

/* Indices of groups of its factors, first and total [n_groups]; NaN if it is flat. */
void sw_surrogate_indices(const sw_surrogate *self, const sw_grouping *factors,
                          double *first, double *total);

/* The polynomial at u [k]. */
double sw_surrogate_at(const sw_surrogate *self, const double *u);

#endif
