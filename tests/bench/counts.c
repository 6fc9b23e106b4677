/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counting program: what the month asks for, a person-month, on standard output as
 * "name value" lines. It is built from the model's own sources, once more, with SW_TALLY_ON
 * (random words, exponentials, ...) and with every load and store calling traffic.c. Not
 * one of these counts is an estimate. sidework_bench reads them.
 */
#include "bench.h"
#include "traffic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/tally.h>

_Thread_local uint64_t sw_tallies[SW_N_TALLIES];

typedef struct counting {
    bench_setup setup;
    double person_months, read, written, loads, stores;
    double blocks_of[BENCH_MAX_STAGES];
    uint64_t blocks_before;
} counting;

/* Columns are counted once a stage, which is how often a bare loop would go over them. */
static void count_stage(void *context, int stage)
{
    counting *c = context;
    char name[BENCH_LABEL];
    const traffic t = traffic_take();
    c->read += (double)t.read;
    c->written += (double)t.written;
    c->loads += (double)t.loads;
    c->stores += (double)t.stores;
    c->blocks_of[stage] += (double)(sw_tallies[SW_TALLY_BLOCK] - c->blocks_before);
    c->blocks_before = sw_tallies[SW_TALLY_BLOCK];
    bench_stage_name(stage, name);
    if (!strcmp(name, "record"))
        c->person_months += bench_staff(&c->setup);
    (void)traffic_take();
}

static void print(const counting *c, int replications)
{
    static const char *const names[] = {
#define NAME(name, what) #name,
        SW_TALLY_LIST(NAME)
#undef NAME
    };
    const double n = c->person_months;
    printf("person_months %.1f\n", n / replications);
    for (int k = 0; k < SW_N_TALLIES; k++)
        printf("%s %.6f\n", names[k], (double)sw_tallies[k] / n);
    printf("bytes_read %.4f\nbytes_written %.4f\n", c->read / n, c->written / n);
    printf("bytes_loaded %.4f\nbytes_stored %.4f\n", c->loads / n, c->stores / n);
    for (int k = 0; k < bench_n_stages(); k++) {
        char name[BENCH_LABEL];
        bench_stage_name(k, name);
        for (char *at = name; *at; at++)
            *at = *at == ' ' ? '.' : *at;
        if (c->blocks_of[k] > 0)
            printf("blocks.%s %.6f\n", name, c->blocks_of[k] / n);
    }
}

int main(int argc, char **argv)
{
    static counting c;
    const int replications = argc > 2 ? atoi(argv[2]) : 4;
    if (argc < 2 || replications < 1) {
        (void)fprintf(stderr, "usage: %s SCENARIO [REPLICATIONS]\n", argv[0]);
        return 2;
    }
    if (bench_open(&c.setup, argv[1], 1)) {
        (void)fprintf(stderr, "%s", c.setup.diagnostics.text);
        return 1;
    }
    const size_t bytes = sw_world_bytes(&c.setup.scenario, &c.setup.city);
    int status = traffic_begin(c.setup.world.memory, bytes);
    memset(sw_tallies, 0, sizeof sw_tallies);
    for (int r = 0; r < replications && !status; r++)
        bench_drive(&c.setup, (uint32_t)r, count_stage, &c);
    traffic_end();
    if (!status)
        print(&c, replications);
    bench_close(&c.setup);
    return status ? 1 : 0;
}
