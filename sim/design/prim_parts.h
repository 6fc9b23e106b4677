/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One box, as the search of sidework/prim.h uses them. Private to sim/design/. */
#ifndef SIDEWORK_DESIGN_PRIM_PARTS_H
#define SIDEWORK_DESIGN_PRIM_PARTS_H

#include <sidework/prim.h>

/* Limits of one factor while searching. */
typedef struct sw_prim_side {
    double low, high;
    uint64_t allowed;
} sw_prim_side;

/* The points and room to search them; made once, used for every shuffle and half. */
typedef struct sw_prim_room {
    int k;
    size_t n;
    const double *x;       /* [n][k] */
    const int *categories; /* [k] */
    const double *y;       /* [n]; may be exchanged between searches */
    uint32_t *order;       /* [k][n] points by x */
    double slice, least_mass;
    double least;           /* points of a box, of those searched now */
    unsigned char *outside; /* [n] limits that the point breaks; 255: not searched */
    sw_prim_side *box;      /* [k] */
    sw_prim_side *chosen;   /* [k] */
    sw_prim_step *path;     /* [n + 1] */
    size_t n_steps, best;
    double best_f;
} sw_prim_room;

int sw_prim_room_make(sw_prim_room *self, int k, size_t n, const double *x,
                      const double *y, const int *categories,
                      const sw_prim_options *options);
void sw_prim_room_free(sw_prim_room *self);

/* Searches the points marked in `searched` [n]: path, chosen box with its limits
 * settled. Returns its F; 0
 * where y is 0 throughout. */
double sw_prim_find(sw_prim_room *self, const unsigned char *searched);

/* Whether x [k] is in the box. */
int sw_prim_within(const sw_prim_room *self, const sw_prim_side *box, const double *x);

/* No limit for factor j. */
sw_prim_side sw_prim_side_open(const sw_prim_room *self, int j);

/* Whether factor j has a limit in the box. */
int sw_prim_limited(const sw_prim_room *self, const sw_prim_side *box, int j);

#endif
