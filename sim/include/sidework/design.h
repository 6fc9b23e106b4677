/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Designs: where to look, as points in the unit cube.
 *
 * A factor is whatever is varied; here it is only a coordinate u in [0, 1]. Who asks for a
 * design says what u stands for: a number between low and high, a quantile of a prior, or
 * one of some values. So designs know neither keys nor scenarios.
 *
 *   random, Latin hypercube     McKay, Beckman & Conover (1979), Technometrics 21, 239-245
 *   Sobol' sequence             GSL's, up to SW_SOBOL_FACTORS factors, scrambled bit by bit
 *                               (Owen 1995; the origin is its first point, so every power
 *                               of 2 is a net); beyond that there are no direction numbers
 *   Morris                      trajectories with p levels: Morris (1991), Technometrics 33,
 *                               161-174; groups move together: Campolongo, Cariboni &
 *                               Saltelli (2007), Environ. Model. Softw. 22, 1509-1518
 *   Saltelli                    blocks A, B, AB_g, BA_g: Saltelli et al. (2010), Comput.
 *                               Phys. Commun. 181, 259-270; from a Sobol' sequence in 2 k
 *                               dimensions where there is one, else from a Latin hypercube
 *
 * The model has chance in it, so a point is run R times, by replications first ... first +
 * R - 1. Space-filling designs use the same ones everywhere (common random numbers). Morris
 * and Saltelli use the same ones within a trajectory or row, where points are subtracted from
 * each other, and others in the next, so that chance averages out with the rows. Their
 * control is the first point of each once more under yet other replications: a factor that
 * nothing but chance depends on.
 *
 * Draws: stream DESIGN, keyed by seed, design, factor and point. A design is a function of
 * its arguments alone. Random, Sobol', Morris and Sobol'-based Saltelli designs can be made
 * longer: their first points stay. A Latin hypercube cannot. More replications of a point
 * keep the first ones.
 */
#ifndef SIDEWORK_DESIGN_H
#define SIDEWORK_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include <sidework/status.h>

/* Limits; a design beyond them is SW_INPUT. */
enum {
    SW_SOBOL_FACTORS = 40,
    SW_SOBOL_ROWS = 512, /* of a Saltelli design: see there */
    SW_CUBE_FACTORS = 1024,
    SW_CUBE_POINTS = 10000000,
    SW_CUBE_REPLICATIONS = 1024, /* of a point of a Morris or Saltelli design */
    SW_CUBE_ROWS = 1000000       /* trajectories or rows */
};

/* Zero-initialise; sw_points_free is always safe. */
typedef struct sw_points {
    size_t n;        /* points */
    int k;           /* factors */
    double *at;      /* [n][k], in [0, 1] */
    uint32_t *first; /* [n] first replication of each point; NULL: 0 for all of them */
} sw_points;

void sw_points_free(sw_points *self);

/* All functions below fill self (empty before) and return SW_OK, SW_INPUT (a limit above;
 * no point or no factor) or SW_MEMORY; on failure self is empty. */

/* n independent points. */
int sw_points_random(sw_points *self, int k, size_t n, uint64_t seed);

/* n points, of each factor exactly one in each of the n strata, anywhere within it. */
int sw_points_latin_hypercube(sw_points *self, int k, size_t n, uint64_t seed);

/* The first n points of the scrambled Sobol' sequence; k <= SW_SOBOL_FACTORS. */
int sw_points_sobol(sw_points *self, int k, size_t n, uint64_t seed);

/* Factors in groups: group[j] of factor j, 0 ... n_groups - 1, each with some factor. Every
 * factor by itself: group[j] = j. */
typedef struct sw_grouping {
    int k, n_groups;
    const int *group; /* [k] */
} sw_grouping;

/*
 * Morris: `trajectories` of n_groups + 1 points, in which one group after another, in random
 * order, moves by half the levels. Levels are the midpoints of p equal cells, (i + 1/2) / p,
 * so that no quantile of a prior is infinite; with `ends` they are i / (p - 1), as Morris
 * has them.
 */
typedef struct sw_morris_plan {
    sw_grouping factors;
    size_t trajectories;
    int levels;            /* p, even */
    int ends;              /* 0/1 */
    int control;           /* 0/1: each trajectory ends with its first point once more */
    uint32_t replications; /* of a point; 1 ... SW_CUBE_REPLICATIONS */
} sw_morris_plan;

/* Points of one trajectory. Trajectory t is points t * this ... */
size_t sw_morris_length(const sw_morris_plan *plan);
int sw_points_morris(sw_points *self, const sw_morris_plan *plan, uint64_t seed);

/* Where a Saltelli design has its points from. */
enum sw_sampling {
    SW_SAMPLING_BEST,
    SW_SAMPLING_SOBOL,
    SW_SAMPLING_LATIN,
    SW_SAMPLING_RANDOM
};

/*
 * Saltelli: `rows` rows, each a point of A, of B, then n_groups of AB_g (A with group g from
 * B); with `second` n_groups of BA_g; with `control` A once more. BEST is SOBOL for at
 * least SW_SOBOL_ROWS rows of at most SW_SOBOL_FACTORS / 2 factors, else LATIN: with fewer
 * points a Sobol' sequence of many dimensions is uneven in some pairs of them, and intervals
 * that take rows as independent are too narrow there (Sobol' g, 8 factors, 128 rows: 74 %
 * of 95 % intervals hold an index of 0.0001; from 512 rows on, 92 % and more).
 */
typedef struct sw_saltelli_plan {
    sw_grouping factors;
    size_t rows;
    enum sw_sampling sampling;
    int second;            /* 0/1: also for indices of pairs */
    int control;           /* 0/1 */
    uint32_t replications; /* of a point; 1 ... SW_CUBE_REPLICATIONS */
} sw_saltelli_plan;

/* Points of one row. Row i is points i * this ... */
size_t sw_saltelli_length(const sw_saltelli_plan *plan);

/* What BEST stands for. */
enum sw_sampling sw_saltelli_sampling(const sw_saltelli_plan *plan);
int sw_points_saltelli(sw_points *self, const sw_saltelli_plan *plan, uint64_t seed);

#endif
