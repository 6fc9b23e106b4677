/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two runs of a city on the same random numbers, month by month, and the parts of the
 * state in which they have come to differ.
 */
#ifndef SIDEWORK_TESTS_SUPPORT_SIDE_BY_SIDE_H
#define SIDEWORK_TESTS_SUPPORT_SIDE_BY_SIDE_H

#include "support/simulation.h"

/* The parts of a state: every column, then the rest but for the plan's own. */
enum {
#define COLUMN(type, name, unit, en, ja) PERSON_##name,
#include <sidework/population.def>
#undef COLUMN
#define COLUMN(type, name, unit, en, ja) SECTION_##name,
#include <sidework/sections.def>
#undef COLUMN
    TIES,
    TEAMS,
    LEDGER,
    LINKED,
    N_PARTS
};

enum { NEVER = 9999 };

/* Caller-owned; make it static. */
typedef struct side_by_side {
    simulation a, b;
    int differs[N_PARTS]; /* first month in which each part differed, or NEVER */
} side_by_side;

/* Opens and starts replication 0 of Atsugi under both settings. */
void pair_open(side_by_side *self, const char *const *settings_a,
               const char *const *settings_b);
void pair_close(side_by_side *self);

/* A verified month of both. */
void pair_month(side_by_side *self);

/* All of it, up to and including month t - 1; `differs` stays to be asked. */
void pair_run(side_by_side *self, const char *const *settings_a,
              const char *const *settings_b, int t);

/* Fails if any part differed but those named; `may` ends with N_PARTS. */
void expect_only(const side_by_side *self, const char *what, const int *may);

/* Fails unless the part differed. */
void expect_difference(const side_by_side *self, const char *what, int part);

#endif
