/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What matters: the statistics of Morris and of Saltelli designs.
 *
 * The model is Y = f(X, Z): X the factors, Z chance. A point x is run R times; y[x][r].
 * With m(x) = E[Y | X = x] the variance of the output is
 *
 *     Var Y = Var m(X) + E Var(Y | X)
 *
 * what the factors explain, and what is chance. Both are kept:
 *   of the mean response m:  S_g = Var E[m | X_g] / Var m,  T_g = E Var[m | X_-g] / Var m
 *   of the whole output:     the same numerators over Var Y. So chance's share is a term of
 *                            the same sum: sum of S_g + interactions + chance = 1
 * (Marrel, Iooss, Da Veiga & Ribatet 2012, Stat. Comput. 22, 833-847; Mazo 2021, SIAM/ASA
 * J. Uncertain. Quantif. 9, 1673-1695: indices of the conditional mean, and of Y with Z as
 * one more input.) The total index of Y with Z as an input would also hold the interaction
 * of X_g with Z, which depends on how random numbers are attached to decisions; it is given
 * as total_with_chance, under the common random numbers of a row.
 *
 * Noise is not averaged away but crossed out. Replications r and s != r of a row are
 * independent, so with a, b, c the values at A, B, AB_g
 *
 *     Var E[m | X_g]   ~ mean of b_r (c_s - a_s)          Saltelli et al. (2010), table 2 (b)
 *     E Var[m | X_-g]  ~ mean of (a_r - c_r)(a_s - c_s)/2 Jansen (1999), Comput. Phys.
 *                                                         Commun. 117, 35-43
 *     Var m            ~ mean of (a_r - b_r)(a_s - b_s)/2  the same for all factors at once:
 *                                                         its noise is theirs, and a factor
 *                                                         that makes all has an index of 1
 *
 * over r != s are unbiased for any R >= 2, where the usual sums over means of R would count
 * E Var(Y | X) / R as an effect. With R = 1 the output is taken as free of chance. Pairs:
 * Saltelli (2002), Comput. Phys. Commun. 145, 280-297, from AB_g with BA_h and BA_g with
 * AB_h; with these blocks first and total are the means over both halves.
 *
 * Intervals are percentiles over resamples of rows or trajectories (a row with all its
 * replications: so chance is resampled too). They take rows as independent; a Sobol' or
 * Latin design does better than that, so its intervals are rather too wide. Estimates are
 * never clipped: what is below 0 is noise, and says so.
 *
 * Everything here is a function of its arguments, made by + - * / sqrt in a fixed order:
 * the same bits from any machine and thread. Draws: stream RESAMPLE.
 */
#ifndef SIDEWORK_SENSITIVITY_H
#define SIDEWORK_SENSITIVITY_H

#include <sidework/design.h>

/* A number with an interval; NaN where it is undefined. */
typedef struct sw_estimated {
    double value, low, high;
} sw_estimated;

typedef struct sw_resampling {
    uint64_t seed;
    int resamples; /* 0: no intervals */
    double level;  /* 0.95 */
} sw_resampling;

/* Whether there is something to divide among the factors. */
typedef enum sw_variation {
    SW_VARIATION_CLEAR, /* Var m > 0 beyond its noise */
    SW_VARIATION_NOISE, /* the output varies, but m not measurably: indices mean little */
    SW_VARIATION_CHANCE,   /* m's estimated variance is not above 0: indices undefined */
    SW_VARIATION_CONSTANT, /* every value is the same: indices undefined */
    SW_VARIATION_UNKNOWN   /* fewer than 2 whole rows */
} sw_variation;

/*
 * Elementary effects (Morris 1991) of one group: d = (y after - y before) / (u after - u
 * before), means over replications; of a group of several factors |y after - y before| /
 * (half the levels' distance), without sign.
 */
typedef struct sw_effect {
    sw_estimated mu;      /* mean of d; NaN for several factors */
    sw_estimated mu_star; /* mean of |d| */
    sw_estimated sigma;   /* sd of d: curvature, interaction, and chance */
    double chance; /* sd that d has by chance alone (from replications); NaN if R = 1 */
    double noise;  /* mu_star that chance alone would give: chance sqrt(2 / pi) */
} sw_effect;

/* Whether mu_star is larger, by three standard errors, than chance alone makes it. With one
 * replication a point nothing is chance. */
int sw_effect_beyond_chance(const sw_effect *self, size_t trajectories);

typedef struct sw_screening {
    sw_variation variation;
    size_t trajectories; /* whole ones, used; the rest had a point that failed */
    int n_groups, control;
    double mean; /* of y over all points but the controls */
    sw_effect
        *effects; /* [n_groups + control]; the last: another set of futures in place of
                           a factor's move, in units of the same step */
} sw_screening;

/* y [points][replications of the plan]; NaN in a point drops its trajectory. self is
 * zero-initialised, sw_screening_free always safe. SW_OK, SW_INPUT (points are not the
 * plan's) or SW_MEMORY. */
int sw_screen(sw_screening *self, const sw_morris_plan *plan, const sw_points *points,
              const double *y, const sw_resampling *resampling);
void sw_screening_free(sw_screening *self);

/* Indices of one group of factors. */
typedef struct sw_indices {
    sw_estimated first, total;             /* of the mean response */
    sw_estimated first_whole, total_whole; /* of the whole output */
    sw_estimated total_with_chance; /* of the whole output, interaction with chance in */
} sw_indices;

typedef struct sw_decomposition {
    sw_variation variation;
    size_t rows; /* whole ones, used */
    int n_groups, control, second;
    uint32_t replications;
    sw_estimated mean;           /* of Y */
    sw_estimated variance_mean;  /* Var m */
    sw_estimated variance_whole; /* Var Y */
    sw_estimated chance;         /* E Var(Y | X) / Var Y; NaN if R = 1 */
    sw_estimated chance_alone;   /* Var E[Y | Z] / Var Y: the part of it that is the same
                                    whatever the factors; NaN if R = 1 */
    sw_estimated sum_first;      /* of the mean response; 1: no interaction */
    sw_estimated unrelated; /* control: "first index" of nothing, cov(A, B) / Var m; truth
                               0 */
    sw_indices *groups;     /* [n_groups + control]; the last: other futures */
    sw_estimated *pairs; /* [n_groups (n_groups - 1) / 2] or NULL; of the mean response */
} sw_decomposition;

/* Place of the pair g != h in pairs. */
static inline int sw_pair_place(int g, int h, int n_groups)
{
    const int low = g < h ? g : h, high = g < h ? h : g;
    return low * n_groups - low * (low + 1) / 2 + high - low - 1;
}

/* y [points][replications of the plan]; NaN in a point drops its row. self is
 * zero-initialised, sw_decomposition_free always safe. SW_OK, SW_INPUT (rows that are not
 * the plan's) or SW_MEMORY. */
int sw_decompose(sw_decomposition *self, const sw_saltelli_plan *plan, const double *y,
                 const sw_resampling *resampling);
void sw_decomposition_free(sw_decomposition *self);

/* What an index below 0 or above 1 means. */
typedef enum sw_index_note {
    SW_INDEX_PLAIN,
    SW_INDEX_NEGATIVE, /* below 0, the interval holds 0: nothing but noise */
    SW_INDEX_ABOVE,    /* above 1, the interval holds 1: noise */
    SW_INDEX_DOUBTFUL  /* outside [0, 1] with all its interval: too few points */
} sw_index_note;

sw_index_note sw_index_note_of(sw_estimated index);

#endif
