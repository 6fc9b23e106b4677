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
 * Optional `min` and `max` truncate (by redrawing); the range of the field truncates
 * always. The loader refuses a prior of which less than 1 % lies between them.
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
    X(beta, "mean", "size", NULL)

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
    double a[3];     /* parameters in the order of the list above */
    double min, max; /* truncation, finite */
} sw_prior;

/* One draw, a function of its arguments alone, with the same bits on every machine.
 * Stream PARAMETER, counter (prior->key, replication, attempt), for beta (..., attempt *
 * 64 + 0 ... 63). If 1,000 attempts all fall outside [min, max], the value is the central
 * value clamped into it. */
double sw_prior_draw(const sw_prior *prior, uint64_t seed, uint32_t replication);

/* The value used where a single number stands for the prior: its median (mean for beta),
 * clamped. */
double sw_prior_central(const sw_prior *prior);

#endif
