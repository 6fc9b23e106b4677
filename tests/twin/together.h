/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Engine and twin on the same seed and replication, month by month. The engine is driven
 * by support/simulation.h, so its own invariants are verified on the way.
 */
#ifndef SIDEWORK_TESTS_TWIN_TOGETHER_H
#define SIDEWORK_TESTS_TWIN_TOGETHER_H

#include "support/simulation.h"
#include "twin/compare.h"

enum { TO_THE_END = 0 };

/* Caller-owned; make it static. */
typedef struct together {
    simulation engine;
    twin mirror;
    char text[TWIN_TEXT_BYTES]; /* the first difference */
} together;

/* Both before the first month of the warm-up. path NULL: the tiny city of one-person
 * sections. */
void together_open(together *self, const char *path, const char *const *settings,
                   uint32_t replication);
void together_close(together *self);

/* One month of both; 1 if the states are the same afterwards, else 0 and a text. */
int together_month(together *self);

/*
 * Opens, runs all months before t, or to the end, and closes. Fails unless the states
 * agree before the first month and after each, and with them all values that gates look
 * at and the side-work rates of every month and year.
 */
void expect_same(together *self, const char *what, const char *path,
                 const char *const *settings, uint32_t replication, int t);

#endif
