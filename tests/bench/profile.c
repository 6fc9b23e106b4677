/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the time of a future goes, stage by stage; with a clock read after every stage. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct profile {
    double last, seconds[BENCH_MAX_STAGES];
    double calls[BENCH_MAX_STAGES];
} profile;

static void stop(void *context, int stage)
{
    profile *p = context;
    const double now = bench_now();
    p->seconds[stage] += now - p->last;
    p->calls[stage] += 1.0;
    p->last = bench_now();
}

/* What reading the clock adds to a stage. */
static double cost_of_clock(void)
{
    enum { READINGS = 100000 };
    const double from = bench_now();
    for (int k = 0; k < READINGS; k++)
        (void)bench_now();
    return (bench_now() - from) / READINGS;
}

/* The stages must make what the engine makes, or the profile is of something else. */
static int same_as_engine(bench_setup *self)
{
    const size_t bytes = self->results.layout.record_length * sizeof(double);
    double *record = malloc(bytes);
    profile ignored = {0};
    if (!record)
        return SW_MEMORY;
    bench_drive(self, 1, stop, &ignored);
    sw_replication_run(&sw_model_city_hall, &self->world, BENCH_SEED, 1, record);
    const int same = !memcmp(record, self->record, bytes);
    free(record);
    if (!same)
        printf("the stages of tests/bench/stages.c are not those of "
               "sim/engine/replication.c: no profile\n");
    return same ? SW_OK : SW_INTERNAL;
}

/* Stages in order of time, largest first; returns how many stages there are. */
static int sort_stages(const profile *p, int order[BENCH_MAX_STAGES])
{
    int n = 0;
    for (int k = 0; k < bench_n_stages(); k++) {
        if (p->calls[k] > 0.0) {
            int at = n++;
            for (; at > 0 && p->seconds[order[at - 1]] < p->seconds[k]; at--)
                order[at] = order[at - 1];
            order[at] = k;
        }
    }
    return n;
}

/* Blocks of random words that a stage draws, as text; nothing where it draws none. */
static const char *blocks(const bench_counts *counts, const char *stage, char text[16])
{
    char name[BENCH_LABEL];
    (void)snprintf(name, sizeof name, "blocks.%.40s", stage);
    for (char *at = name; *at; at++)
        *at = *at == ' ' ? '.' : *at;
    const double count = bench_count(counts, name);
    (void)snprintf(text, 16, "%.3f", count);
    return count > 0.0 ? text : "";
}

/* `large` may be NULL; seconds are per person-month already. */
static void print_profile(const profile *p, const profile *large,
                          const bench_counts *counts)
{
    int order[BENCH_MAX_STAGES];
    const int n = sort_stages(p, order);
    double sum = 0.0, sum_large = 0.0, so_far = 0.0;
    for (int k = 0; k < n; k++)
        sum += p->seconds[order[k]];
    printf("%-24s %8s %8s %14s %14s %14s\n", "stage", "share", "so far", "random blocks",
           "ns a p.-month", large ? "10 x the staff" : "");
    for (int k = 0; k < n; k++) {
        char name[BENCH_LABEL], drawn[16], other[32] = "";
        const double s = p->seconds[order[k]];
        so_far += s;
        bench_stage_name(order[k], name);
        if (large) {
            (void)snprintf(other, sizeof other, "%.3f", 1e9 * large->seconds[order[k]]);
            sum_large += large->seconds[order[k]];
        }
        printf("%-24s %7.1f%% %7.1f%% %14s %14.3f %14s\n", name, 100.0 * s / sum,
               100.0 * so_far / sum, blocks(counts, name, drawn), 1e9 * s, other);
    }
    printf("%-24s %8s %8s %14.3f %14.3f", "sum", "", "", bench_count(counts, "BLOCK"),
           1e9 * sum);
    if (large)
        printf(" %14.3f", 1e9 * sum_large);
    printf("\n");
}

/* Seconds a person-month of every stage, without what reading the clock takes. */
static void measure(bench_setup *self, int replications, profile *p)
{
    const double clock = cost_of_clock();
    const double person_months = bench_person_months(self, 1) * replications;
    *p = (profile){0};
    for (int r = 0; r < replications; r++) {
        p->last = bench_now();
        bench_drive(self, (uint32_t)r, stop, p);
    }
    for (int k = 0; k < BENCH_MAX_STAGES; k++)
        p->seconds[k] = (p->seconds[k] - clock * p->calls[k]) / person_months;
}

int bench_profile(bench_setup *self, const char *path, const bench_counts *counts,
                  int larger)
{
    static profile p, large;
    static bench_setup setup;
    int status = same_as_engine(self);
    if (status)
        return status;
    measure(self, 8, &p);
    if (larger) {
        status = bench_open(&setup, path, 10);
        if (!status)
            measure(&setup, 1, &large);
        bench_close(&setup);
    }
    print_profile(&p, larger && !status ? &large : NULL, counts);
    return SW_OK;
}
