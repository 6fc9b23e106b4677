/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clock, cycles, spreads, and the counts read from the counting program. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double bench_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The fastest of a few chains: a slower one was interrupted. */
double bench_hertz(void)
{
    enum { TRIES = 5, LENGTH = 200000, CYCLES = 6 };
    double best = 1e9;
    for (int k = 0; k < TRIES; k++) {
        const double from = bench_now();
        uint64_t x = 88172645463325252u;
        for (int i = 0; i < LENGTH; i++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }
        __asm__ volatile("" : : "r"(x));
        const double seconds = bench_now() - from;
        best = seconds < best ? seconds : best;
    }
    return LENGTH * CYCLES / best;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

bench_spread bench_spread_of(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, compare);
    return (bench_spread){v[0], 0.5 * (v[(n - 1) / 2] + v[n / 2]), v[n - 1]};
}

int bench_counts_read(bench_counts *self, const char *path)
{
    FILE *file = fopen(path, "r");
    self->n = 0;
    if (!file)
        return SW_MISSING;
    while (self->n < BENCH_MAX_COUNTS &&
           fscanf(file, "%47s %lf", self->name[self->n], &self->value[self->n]) == 2)
        self->n++;
    return fclose(file) == 0 && self->n > 0 ? SW_OK : SW_IO;
}

double bench_count(const bench_counts *self, const char *name)
{
    for (int k = 0; k < self->n; k++) {
        if (!strcmp(self->name[k], name))
            return self->value[k];
    }
    return -1.0;
}
