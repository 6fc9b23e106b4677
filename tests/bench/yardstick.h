/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counted work of a month in bare vector loops: what is left when all else is taken away. */
#ifndef SIDEWORK_TESTS_BENCH_YARDSTICK_H
#define SIDEWORK_TESTS_BENCH_YARDSTICK_H

#include "bench.h"

/* One kind of work. */
typedef struct yardstick_piece {
    const char *name;
    double count; /* a person-month */
    double
        reference;  /* cycles each, as measured before the engine was written: on a Zen 3
                         core, AVX2 and FMA in intrinsics; 0 where nothing was measured */
    double seconds; /* of all runs */
    double done;    /* units of all runs */
} yardstick_piece;

enum { YARDSTICK_PIECES = 7 };
typedef struct yardstick {
    yardstick_piece piece[YARDSTICK_PIECES];
    int32_t *columns; /* [n_columns] as much memory as a world */
    size_t n_columns;
} yardstick;

/* Returns SW_OK or SW_MEMORY; yardstick_close is safe after either. */
int yardstick_open(yardstick *self, const bench_counts *counts, size_t world_bytes);
void yardstick_close(yardstick *self);

/* The work of so many person-months; returns the seconds it took. */
double yardstick_run(yardstick *self, double person_months);

#endif
