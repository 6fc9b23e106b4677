/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads and stores within one piece of memory, counted by the compiler's own hooks. */
#ifndef SIDEWORK_TESTS_BENCH_TRAFFIC_H
#define SIDEWORK_TESTS_BENCH_TRAFFIC_H

#include <stddef.h>
#include <stdint.h>

typedef struct traffic {
    uint64_t loads, stores; /* bytes, as often as they are loaded or stored */
    uint64_t read, written; /* bytes, each once */
} traffic;

/* Begins counting in memory [bytes], 4-byte aligned. Returns 0, or 1 without memory. */
int traffic_begin(const void *memory, size_t bytes);

/* What came since the last call. */
traffic traffic_take(void);

void traffic_end(void);

#endif
