/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ways to simulate the same months, in turns: one after the other in every round, so that
 * a busy machine is busy for all of them, and the ratios are taken within a round.
 */
#include "bench.h"
#include "twin/twin.h"
#include "yardstick.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_ROUNDS = 200, MOST_FUTURES = 256 };

typedef struct bench_run {
    bench_setup *setup;
    twin twin;
    yardstick yard;
    double person_months; /* of one replication */
} bench_run;

/* Simulates that many replications; seconds, or a negative number if it failed. */
typedef double way_function(bench_run *run, int replications);

static double engine(bench_run *run, int replications)
{
    bench_setup *s = run->setup;
    const double from = bench_now();
    for (int r = 0; r < replications; r++)
        sw_replication_run(&sw_model_city_hall, &s->world, BENCH_SEED, (uint32_t)r,
                           s->record);
    return bench_now() - from;
}

/* The same months as tests/twin writes them, person by person; it records nothing. */
static double readable(bench_run *run, int replications)
{
    const int months = run->setup->results.layout.n_months;
    const double from = bench_now();
    for (int r = 0; r < replications; r++) {
        twin_start(&run->twin, BENCH_SEED, (uint32_t)r);
        while (run->twin.t < months)
            twin_month(&run->twin);
    }
    return bench_now() - from;
}

/* From the moment the city is built to the end of the last replication: what grows with
 * the length of a run. */
typedef struct stopwatch {
    double from;
    struct {
        double until;
        char own_line[56];
    } worker[2];
} stopwatch;

static int begin(void *context, sw_results *results, unsigned char *done)
{
    stopwatch *w = context;
    (void)results;
    (void)done;
    w->from = bench_now();
    return SW_OK;
}

static int store(void *context, int worker, const sw_results *results, uint32_t r)
{
    stopwatch *w = context;
    (void)results;
    (void)r;
    w->worker[worker & 1].until = bench_now();
    return SW_OK;
}

static double ensemble(bench_run *run, int replications)
{
    stopwatch w = {0};
    sw_results results = {0};
    const sw_ensemble_options options = {.seed = BENCH_SEED,
                                         .n_replications = (uint32_t)replications,
                                         .n_threads = 2,
                                         .context = &w,
                                         .begin = begin,
                                         .store = store};
    const int status = sw_ensemble_run(&results, &sw_model_city_hall,
                                       &run->setup->scenario, "bench", &options, NULL);
    sw_results_free(&results);
    const double a = w.worker[0].until, b = w.worker[1].until;
    return status ? -1.0 : (a > b ? a : b) - w.from;
}

static double bare_loops(bench_run *run, int replications)
{
    return yardstick_run(&run->yard, replications * run->person_months);
}

/* A line here is a row of the table. The first is what the others are compared with. */
enum { ENGINE, TWO_CORES, TWIN, YARDSTICK, N_WAYS };
static const struct {
    const char *name;
    way_function *run;
    int times; /* replications, as a multiple of the engine's */
} ways[N_WAYS] = {
    [ENGINE] = {"engine, one core", engine, 1},
    [TWO_CORES] = {"engine, two cores", ensemble, 2},
    [TWIN] = {"readable twin", readable, 1},
    [YARDSTICK] = {"yardstick", bare_loops, 1},
};

typedef struct rounds {
    int n, replications;
    double seconds[N_WAYS][MOST_ROUNDS]; /* a person-month */
    double hertz[MOST_ROUNDS];
} rounds;

/* So many replications that a round of the engine takes a quarter of a second. */
static int enough(bench_run *run)
{
    const double one = engine(run, 1), wanted = 0.25 / one + 1.0;
    return wanted > MOST_FUTURES ? MOST_FUTURES : (int)wanted;
}

static int run_rounds(bench_run *run, rounds *r)
{
    for (int k = 0; k < r->n; k++) {
        r->hertz[k] = bench_hertz();
        for (int w = 0; w < N_WAYS; w++) {
            const int n = r->replications * ways[w].times;
            const double seconds = ways[w].run(run, n);
            if (seconds < 0.0)
                return SW_MEMORY;
            r->seconds[w][k] = seconds / (n * run->person_months);
        }
    }
    return SW_OK;
}

static bench_spread ratio(const rounds *r, int above, int below)
{
    double v[MOST_ROUNDS];
    for (int k = 0; k < r->n; k++)
        v[k] = r->seconds[above][k] / r->seconds[below][k];
    return bench_spread_of(v, r->n);
}

static void print_ways(const bench_run *run, const rounds *r)
{
    printf("%-20s %26s %12s %12s %26s\n", "", "ms a future", "ns a", "M person-",
           "time / engine's");
    printf("%-20s %8s %8s %8s %12s %12s %8s %8s %8s\n", "", "least", "median", "most",
           "person-month", "months/s", "least", "median", "most");
    for (int w = 0; w < N_WAYS; w++) {
        double v[MOST_ROUNDS];
        for (int k = 0; k < r->n; k++)
            v[k] = r->seconds[w][k];
        const bench_spread s = bench_spread_of(v, r->n), q = ratio(r, w, ENGINE);
        const double ms = 1e3 * run->person_months;
        printf("%-20s %8.3f %8.3f %8.3f %12.2f %12.2f %8.3f %8.3f %8.3f\n", ways[w].name,
               s.least * ms, s.median * ms, s.most * ms, s.median * 1e9, 1e-6 / s.median,
               q.least, q.median, q.most);
    }
}

static void print_ratios(const rounds *r)
{
    const bench_spread y = ratio(r, ENGINE, YARDSTICK), c = ratio(r, ENGINE, TWO_CORES),
                       t = ratio(r, TWIN, ENGINE);
    printf("\ntwin / engine        %.2f (%.2f to %.2f)\n", t.median, t.least, t.most);
    printf("engine / yardstick   %.2f (%.2f to %.2f)\n", y.median, y.least, y.most);
    printf("two cores / one      %.2f (%.2f to %.2f) times as fast\n", c.median, c.least,
           c.most);
}

static void print_pieces(const bench_run *run, double hertz)
{
    double sum = 0.0;
    printf(
        "\nThe yardstick: counted work in bare vector loops. \"Before\": measured on a "
        "Zen 3 core\n(AVX2 and FMA in intrinsics; normals by Box-Muller) before this "
        "engine was written.\n");
    printf("%-22s %14s %12s %12s %14s\n", "", "a person-month", "cycles each", "before",
           "ns a p.-month");
    for (int k = 0; k < YARDSTICK_PIECES; k++) {
        const yardstick_piece *p = &run->yard.piece[k];
        const double each = p->done > 0.0 ? p->seconds / p->done : 0.0;
        char before[16] = "-";
        if (p->reference > 0.0)
            (void)snprintf(before, sizeof before, "%.2f", p->reference);
        sum += each * p->count;
        printf("%-22s %14.4f %12.3f %12s %14.3f\n", p->name, p->count, each * hertz,
               before, each * p->count * 1e9);
    }
    printf("%-22s %14s %12s %12s %14.3f\n", "sum", "", "", "", sum * 1e9);
}

int bench_side_by_side(bench_setup *self, const bench_counts *counts, int n_rounds)
{
    static rounds r;
    bench_run run = {.setup = self, .person_months = bench_person_months(self, 2)};
    int status =
        yardstick_open(&run.yard, counts, sw_world_bytes(&self->scenario, &self->city));
    if (status)
        goto out;
    status = twin_init(&run.twin, &self->scenario, &self->city) ? SW_MEMORY : SW_OK;
    if (status)
        goto out;
    r.n = n_rounds < MOST_ROUNDS ? n_rounds : MOST_ROUNDS;
    r.replications = enough(&run);
    status = run_rounds(&run, &r);
    if (status)
        goto out;
    const double hertz = bench_spread_of(r.hertz, r.n).median;
    printf("%d rounds in turns, %d futures a round; %.0f person-months a future, warm-up "
           "counted; %.2f GHz\n\n",
           r.n, r.replications, run.person_months, hertz * 1e-9);
    print_ways(&run, &r);
    print_ratios(&r);
    print_pieces(&run, hertz);
    printf("\nBytes a person-month: columns %.1f read, %.1f written (each once a stage); "
           "%.1f loaded, %.1f stored in all;\nresult %.2f. A worker's memory: %zu KiB.\n",
           bench_count(counts, "bytes_read"), bench_count(counts, "bytes_written"),
           bench_count(counts, "bytes_loaded"), bench_count(counts, "bytes_stored"),
           (double)self->results.layout.record_length * sizeof(double) /
               run.person_months,
           sw_world_bytes(&self->scenario, &self->city) / 1024);
out:
    twin_free(&run.twin);
    yardstick_close(&run.yard);
    return status;
}
