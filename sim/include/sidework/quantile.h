/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every prior as a standard normal: the coordinates in which inference works.
 *
 * An uncertain value is Q(Phi(w)) of a coordinate w ~ N(0, 1), Q the quantile function of its
 * prior *between min and max* (truncation by redrawing is conditioning, and the quantile of
 * the conditioned prior is Q(P(min) + u (P(max) - P(min)))). So the prior of all coordinates
 * is N(0, I) without a boundary, every point of the space is a possible world, and whatever is
 * done to coordinates (moves, regression) cannot leave the prior's range.
 * Correlated groups are a Gaussian copula that is truncated jointly: there z = L w, L the
 * Cholesky factor of the correlations, value = Q(Phi(z)) of the whole prior, and a point
 * whose value falls outside [min, max] is outside the space.
 *
 * Only + - * / sqrt and the project's own exp, log and normal quantile are used: the same bits
 * from every libm.
 */
#ifndef SIDEWORK_QUANTILE_H
#define SIDEWORK_QUANTILE_H

#include <sidework/prior.h>
#include <sidework/status.h>

/* Standard normal distribution function. Relative error <= 1e-13 for |z| <= 8, also in the
 * lower tail (Marsaglia 2004, "Evaluating the normal distribution"; continued fraction below
 * -2). */
double sw_phi(double z);

/* P(X <= x) of the prior without its truncation; 0 ... 1, NaN for a NaN. */
double sw_prior_cdf_whole(const sw_prior *prior, double x);

/* Its inverse, u in (0, 1); for discrete: the smallest value with cdf >= u. */
double sw_prior_quantile_whole(const sw_prior *prior, double u);

/* The same between min and max, as sw_prior_draw draws it. The quantile is in [min, max]. */
double sw_prior_cdf(const sw_prior *prior, double x);
double sw_prior_quantile(const sw_prior *prior, double u);

/* Caller-owned; zero-initialised before init, free safe after a failed one. */
typedef struct sw_prior_space {
    int n;
    const sw_prior *priors; /* [n], the caller's */
    double *below, *mass;   /* [n] P(X < min), P(min <= X <= max) */
    double *factor;         /* [n][n] lower triangle, NULL: all independent */
    unsigned char *grouped; /* [n] 1: correlated with another, truncated by the region */
} sw_prior_space;

/* correlation [n][n] of the coordinates, symmetric with ones on the diagonal; NULL: none.
 * Returns SW_OK, SW_INPUT (not positive definite, nothing between min and max), SW_MEMORY. */
int sw_prior_space_init(sw_prior_space *self, const sw_prior *priors, int n,
                        const double *correlation, sw_diagnostics *diagnostics);
void sw_prior_space_free(sw_prior_space *self);

/* w [n] -> values [n]. Returns 1, or 0 if the point is outside the space (then the values are
 * clamped into [min, max]). */
int sw_prior_space_values(const sw_prior_space *self, const double *w, double *values);

/* values [n] -> w [n], the inverse (for discrete: the middle of the value's share). Values at
 * or beyond the ends are kept a finite distance of about 8 away. */
void sw_prior_space_coordinates(const sw_prior_space *self, const double *values,
                                double *w);

/* A point of the prior, keyed: stream INFERENCE, who = coordinate, (number, attempt).
 * Redrawn while outside the space; 1 if within 1,000 attempts, else 0. */
int sw_prior_space_draw(const sw_prior_space *self, uint64_t seed, uint32_t number,
                        double *w, double *values);

#endif
