/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where it happens: boxes of factors within which an outcome is frequent, by the patient
 * rule induction method (PRIM: Friedman & Fisher 1999, Stat. Comput. 9, 123-143; as scenario
 * discovery: Bryant & Lempert 2010, Technol. Forecast. Soc. Change 77, 34-49).
 *
 * Points x [n][k] have y in [0, 1]: whether a point is of interest, or the share of its
 * replications that are. From the box that holds all, slices are peeled off: of all faces the
 * one whose loss raises the mean of y most for each point lost; a slice is 5 % of what is
 * left, whole values only. The path of boxes goes from all points to few:
 *
 *   mass      share of the points in the box
 *   density   mean of y in the box
 *   coverage  share of all y in the box
 *
 * Of these that with the largest F = 1.25 density coverage / (density / 4 + coverage) is taken,
 * where a person would choose by eye: density weighs double (van Rijsbergen 1979, Information
 * Retrieval, chapter 7), since coverage can still come from further boxes. Then each of its
 * limits is moved, out or in, by slices of 5 % and of 1 %, as long as F rises (pasting, where
 * Friedman & Fisher ask the density to rise: of a box that holds nothing else it never would),
 * and limits of a quasi p above 0.05 are dropped. The points of the box leave, and the rest is
 * searched again (covering). One slice at a time sees no pattern that only two together make:
 * places at both ends of one factor are found late, or as one wide box.
 *
 * A search this eager finds a box in anything, so each box is asked:
 *   p        how often the same search, with y shuffled among the points, finds an F as large;
 *            above 0.05 there is no box, and the search ends
 *   quasi p  factor by factor: the chance that so dense a box comes of the one without this
 *            limit, if the limit meant nothing (binomial; Bryant & Lempert, section 3.3). Too
 *            small, for the limit was chosen among many: use it to drop limits, not to trust
 *   held     density and coverage that boxes found in one half of the points have in the other
 *   again    how often boxes found in halves limit the factor at all, and where
 *
 * Draws: stream RESAMPLE. A function of its arguments alone, but for quasi p, which takes
 * GSL's binomial distribution.
 */
#ifndef SIDEWORK_PRIM_H
#define SIDEWORK_PRIM_H

#include <stddef.h>
#include <stdint.h>

#include <sidework/status.h>

enum { SW_MAX_BOXES = 4, SW_MAX_CATEGORIES = 64 };

typedef struct sw_prim_limit {
    double low, high; /* infinite where there is no limit; of numbers */
    uint64_t allowed; /* bit c: category c is in the box; of categories */
    int limited;      /* 0/1 */
    double quasi_p;   /* NaN unless limited */
    double again;     /* share of the halves in which the factor is limited */
    double low_of_halves, high_of_halves; /* median limits there, NaN if never */
} sw_prim_limit;

/* A box on the way from all to few. */
typedef struct sw_prim_step {
    double mass, density, coverage;
    int limited; /* factors */
} sw_prim_step;

typedef struct sw_prim_box {
    sw_prim_limit *limits; /* [k] */
    size_t n;              /* points in it */
    double mass, density, coverage, p;
    double held_density, held_coverage;
    sw_prim_step *path; /* [n_steps] */
    size_t n_steps, chosen;
} sw_prim_box;

/* Zero-initialise; sw_prim_free is always safe. */
typedef struct sw_prim {
    int k;
    size_t n;
    double density; /* of all points */
    int n_boxes;
    sw_prim_box boxes[SW_MAX_BOXES];
    double
        p_none; /* p of the box that was not taken; NaN if the search ended otherwise */
} sw_prim;

typedef struct sw_prim_options {
    double slice;      /* 0.05 */
    double least_mass; /* 0.05: no box has fewer of the points it was searched among */
    double p;          /* 0.05: boxes above are not taken */
    int shuffles;      /* 199 */
    int halves;        /* 50 */
    int boxes;         /* at most SW_MAX_BOXES */
    uint64_t seed;
} sw_prim_options;

#define SW_PRIM_OPTIONS(s)                                                               \
    (sw_prim_options)                                                                    \
    {                                                                                    \
        0.05, 0.05, 0.05, 199, 50, SW_MAX_BOXES, (s)                                     \
    }

/*
 * Searches. categories [k]: 0 for a number, else how many values the factor has (2 ...
 * SW_MAX_CATEGORIES), x being 0, 1, ...; NULL: all are numbers. Points whose y is NaN are
 * left out. SW_OK (also if there is no box), SW_INPUT (k < 1, a category out of range, y
 * outside [0, 1]) or SW_MEMORY.
 */
int sw_prim_search(sw_prim *self, int k, size_t n, const double *x, const double *y,
                   const int *categories, const sw_prim_options *options);
void sw_prim_free(sw_prim *self);

#endif
