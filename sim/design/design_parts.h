/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the designs share. Private to sim/design/. */
#ifndef SIDEWORK_DESIGN_PARTS_H
#define SIDEWORK_DESIGN_PARTS_H

#include <sidework/design.h>
#include <sidework/random.h>

/* The kinds of draws of the stream DESIGN: they stand where the month does elsewhere. The
 * order is part of the results: append only. */
enum sw_design_draw {
    SW_DRAWN_RANDOM,
    SW_DRAWN_STRATUM,
    SW_DRAWN_WITHIN,
    SW_DRAWN_SCRAMBLE,
    SW_DRAWN_LEVEL,
    SW_DRAWN_ORDER
};

/* What is resampled: the same for the stream RESAMPLE. */
enum sw_design_resample {
    SW_RESAMPLED_MORRIS,
    SW_RESAMPLED_ROWS,
    SW_RESAMPLED_BOX,
    SW_SHUFFLED_BOX
};

static inline double sw_design_uniform(uint64_t seed, uint32_t what,
                                       enum sw_design_draw kind, uint32_t who,
                                       uint32_t draw)
{
    const sw_words words =
        sw_draw(sw_key_of(seed, what, SW_STREAM_DESIGN, (int)kind), who, draw);
    return sw_uniform53(words.w[0], words.w[1]);
}

/* 0 ... n - 1 in random order; the shuffle of Fisher and Yates, by draws 0 ... n - 1 of
 * `who`. */
void sw_design_shuffle(uint32_t *order, uint32_t n, sw_key key, uint32_t who);

/* Room for n points of k factors, and for their first replications if `first`; checks the
 * limits. */
int sw_points_allocate(sw_points *self, int k, size_t n, int first);

/* Whether that many rows of points, and replications of each, can be. */
int sw_design_rows_valid(size_t rows, size_t length, uint32_t replications);

/* The first replication of a row's points: room for as many as a point may have, then as
 * many again for its control. */
static inline uint32_t sw_design_first(size_t row, int control)
{
    return ((uint32_t)row * 2 + (uint32_t)control) * SW_CUBE_REPLICATIONS;
}

/* Whether group[k] holds every number 0 ... n_groups - 1 and no other. */
int sw_grouping_valid(const sw_grouping *self);

#endif
