/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts of expensive pieces of work, for the bench: what a month really asks for, counted
 * and not estimated. Only where SW_TALLY_ON is defined, which is in no build but the
 * bench's counting one; everywhere else SW_TALLY is nothing at all.
 */
#ifndef SIDEWORK_TALLY_H
#define SIDEWORK_TALLY_H

#include <stdint.h>

/* X(NAME, what one is). A normal holds a logarithm, a logistic an exponential: each counts
 * as both. */
#define SW_TALLY_LIST(X)                                                                 \
    X(BLOCK, "block of four random words")                                               \
    X(EXP, "exponential")                                                                \
    X(LOG, "logarithm")                                                                  \
    X(LOGISTIC, "logistic")                                                              \
    X(NORMAL, "normal quantile")                                                         \
    X(DOUBLE, "exponential, logarithm or normal quantile in double")

enum sw_tally {
#define SW_TALLY_ENUM(name, what) SW_TALLY_##name,
    SW_TALLY_LIST(SW_TALLY_ENUM)
#undef SW_TALLY_ENUM
        SW_N_TALLIES
};

#ifdef SW_TALLY_ON
extern _Thread_local uint64_t sw_tallies[SW_N_TALLIES];
#define SW_TALLY(name, n) (sw_tallies[SW_TALLY_##name] += (uint64_t)(n))
#else
#define SW_TALLY(name, n) ((void)0)
#endif

#endif
