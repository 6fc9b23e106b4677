/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the bench share: a scenario made ready, a clock, and a replication
 * driven stage by stage so that something can be measured after each.
 */
#ifndef SIDEWORK_TESTS_BENCH_H
#define SIDEWORK_TESTS_BENCH_H

#include <stdint.h>

#include "models.h"
#include <sidework/ensemble.h>

enum { BENCH_SEED = 77, BENCH_MAX_STAGES = 128, BENCH_LABEL = 48 };

/* A scenario up to a world that waits for sw_replication_run. Large: make it static. */
typedef struct bench_setup {
    sw_scenario scenario;
    sw_city city;
    sw_results results; /* only its layout */
    sw_world world;
    double *record; /* [layout.record_length] */
    sw_diagnostics diagnostics;
} bench_setup;

/* Everything that is whole numbers of people and sections in a city, times `factor`; a
 * department keeps at most 100 sections. Caller frees with bench_close. Returns SW_OK or
 * a failure, its messages in self->diagnostics. */
int bench_open(bench_setup *self, const char *path, int factor);
void bench_close(bench_setup *self);

/* Seconds of a clock that only goes on. */
double bench_now(void);

/* Clock rate of this core just now [Hz], from a chain of shifts and exclusive ors, one
 * a cycle each, as on every x86-64. */
double bench_hertz(void);

/*
 * One replication into self->record as sw_replication_run makes it, with
 * after(context, stage) called after every stage of every month. Stages are numbered
 * below bench_n_stages(); names as "month workload".
 */
typedef void bench_after(void *context, int stage);
void bench_drive(bench_setup *self, uint32_t replication, bench_after *after,
                 void *context);
int bench_n_stages(void);
void bench_stage_name(int stage, char name[BENCH_LABEL]);

/* Staff of the month that bench_drive is in, or has just finished. */
int bench_staff(const bench_setup *self);

/* Person-months of a replication, warm-up counted: mean of `n` replications. */
double bench_person_months(bench_setup *self, int n);

/* Numbers by name, as the counting program prints them: "name value" a line. Returns the
 * value, -1 if there is none. */
enum { BENCH_MAX_COUNTS = 64 };
typedef struct bench_counts {
    char name[BENCH_MAX_COUNTS][BENCH_LABEL];
    double value[BENCH_MAX_COUNTS];
    int n;
} bench_counts;
int bench_counts_read(bench_counts *self, const char *path);
double bench_count(const bench_counts *self, const char *name);

/* Least, median and largest of v [n], which is sorted. */
typedef struct bench_spread {
    double least, median, most;
} bench_spread;
bench_spread bench_spread_of(double *v, int n);

/* The tables, each printed to standard output; every one returns SW_OK or a failure.
 * larger: also with ten times the staff. */
int bench_side_by_side(bench_setup *self, const bench_counts *counts, int rounds);
int bench_profile(bench_setup *self, const char *path, const bench_counts *counts,
                  int larger);
int bench_growth(const char *path, int longest);
int bench_replications(bench_setup *self, int longest);

#endif
