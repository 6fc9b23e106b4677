/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Priors: what we do not know about a parameter, drawn once a replication.
 *
 * In a scenario a REAL may be a group instead of a number:
 *     { dist = "normal"; mean = 0.4; sd = 0.2; }            normal
 *     { dist = "lognormal"; median = 1.5; sigma = 0.3; }    exp(log(median) + sigma * z)
 *     { dist = "uniform"; low = 0.1; high = 0.9; }
 *     { dist = "triangular"; low = 0; mode = 0.2; high = 1; }
 *     { dist = "beta"; mean = 0.3; size = 20; }              beta(mean * size, (1 - mean)
 *                                                            * size)
 *     { dist = "gamma"; mean = 2; shape = 4; }               sd = mean / sqrt(shape)
 *     { dist = "discrete"; values = [1, 2, 4]; weights = [5, 3, 2]; }   weights need not
 *                                                            sum to 1; values rise
 * Optional `min` and `max` truncate (by redrawing); the range of the field truncates
 * always. The loader refuses a prior of which less than 1 % lies between them.
 *
 * Several keys can be drawn together, correlated: see uncertain.h.
 */
#ifndef SIDEWORK_PRIOR_H
#define SIDEWORK_PRIOR_H

#include <stddef.h>
#include <stdint.h>

/* X(name, first parameter, second, third or NULL) */
#define SW_DISTRIBUTION_LIST(X)                                                          \
    X(normal, "mean", "sd", NULL)                                                        \
    X(lognormal, "median", "sigma", NULL)                                                \
    X(uniform, "low", "high", NULL)                                                      \
    X(triangular, "low", "mode", "high")                                                 \
    X(beta, "mean", "size", NULL)                                                        \
    X(gamma, "mean", "shape", NULL)                                                      \
    X(discrete, "values", "weights", NULL)

enum { SW_MAX_DISCRETE = 64 }; /* values of a discrete prior */

enum sw_distribution {
#define SW_DISTRIBUTION_ENUM(name, a, b, c) SW_DISTRIBUTION_##name,
    SW_DISTRIBUTION_LIST(SW_DISTRIBUTION_ENUM)
#undef SW_DISTRIBUTION_ENUM
        SW_N_DISTRIBUTIONS
};

typedef struct sw_prior {
    int group;     /* index of the group the parameter is in */
    size_t offset; /* of the double in the group's struct [bytes] */
    uint32_t
        key; /* hash of the key path: the stream counter, stable when rows are added */
    const char *path; /* "willingness.peer_effect", owned by the scenario */
    const char *unit, *en, *ja;
    enum sw_distribution distribution;
    double a[3];          /* parameters in the order of the list above; not of discrete */
    int n_values;         /* of discrete; else 0 */
    const double *values; /* [n_values] rising, owned by the scenario */
    const double *weights; /* [n_values] greater than 0 */
    double min, max;       /* truncation, finite */
} sw_prior;

/* One draw of this prior by itself, a function of its arguments alone, with the same bits
 * on every machine. `number` is that of the draw (uncertain.h: the replication's,
 * unless replications share draws). Stream PARAMETER, counter (prior->key, number, attempt),
 * for beta and gamma (..., attempt * 64 + 0 ... 63). If 1,000 attempts all fall outside
 * [min, max], the value is the central value. Of a scenario's parameters ask
 * sw_uncertain_draw. */
double sw_prior_draw(const sw_prior *prior, uint64_t seed, uint32_t number);

/* Attempts at a value within [min, max] before the central value stands in. */
enum { SW_PRIOR_ATTEMPTS = 1000 };

/* The normal score z that attempt `attempt` of a draw has; normal, lognormal, uniform and
 * triangular only, whose draws are the quantile of Phi(z). */
double sw_prior_score(const sw_prior *prior, uint64_t seed, uint32_t number,
                      uint32_t attempt);

/* The value at normal score z, before truncation: quantile of Phi(z). Of the four
 * distributions that sw_prior_has_quantile names. */
double sw_prior_at_score(const sw_prior *prior, double z);

/* 1 for the distributions whose quantile function is known in closed form: those that can
 * be correlated. */
static inline int sw_prior_has_quantile(enum sw_distribution distribution)
{
    return distribution <= SW_DISTRIBUTION_triangular;
}

/* The value used where a single number stands for the prior: its median (mean for beta and
 * gamma), clamped; for discrete the median of the values within [min, max]. */
double sw_prior_central(const sw_prior *prior);

#endif
