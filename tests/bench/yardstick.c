/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yardstick.h"

#include <stdlib.h>

#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

enum { COLUMN = 2048 };

typedef struct columns {
    float from[COLUMN], to[COLUMN];
    uint32_t who[COLUMN];
} columns;

SW_MULTIVERSION
static void exponentials(int n, const float *restrict x, float *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = sw_exp(x[i]);
}

SW_MULTIVERSION
static void logarithms(int n, const float *restrict x, float *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = sw_log(x[i]);
}

SW_MULTIVERSION
static void logistics(int n, const float *restrict x, float *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = sw_logistic(x[i]);
}

SW_MULTIVERSION
static void normals(int n, const float *restrict x, float *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = sw_normal(x[i]);
}

SW_MULTIVERSION
static int32_t reads(size_t n, const int32_t *restrict x)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum ^= x[i];
    return sum;
}

SW_MULTIVERSION
static void writes(size_t n, int32_t value, int32_t *restrict x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = value;
}

static void words(int n, const uint32_t *who)
{
    _Alignas(64) uint32_t to[4][SW_DRAW_BLOCK];
    const sw_key key = sw_key_of(BENCH_SEED, 0, SW_STREAM_PLAN, 0);
    int best = SW_N_DRAW_KERNELS - 1;
    while (!sw_draw_kernel_of((enum sw_draw_kernel)best))
        best--;
    sw_draw_function *const kernel = sw_draw_kernel_of((enum sw_draw_kernel)best);
    for (int i = 0; i + SW_DRAW_BLOCK <= n; i += SW_DRAW_BLOCK) {
        kernel(key, SW_DRAW_ALONG_WHO, 0, SW_DRAW_BLOCK, who + i, to);
        __asm__ volatile("" : : "r"(to) : "memory");
    }
}

enum { WORDS, EXPS, LOGS, LOGISTICS, NORMALS, READS, WRITES };

static void set(yardstick *self, int piece, const char *name, double count,
                double reference)
{
    self->piece[piece] =
        (yardstick_piece){.name = name, .count = count, .reference = reference};
}

int yardstick_open(yardstick *self, const bench_counts *counts, size_t world_bytes)
{
    const double logistic = bench_count(counts, "LOGISTIC"),
                 normal = bench_count(counts, "NORMAL");
    *self = (yardstick){.n_columns = world_bytes / sizeof(int32_t) + 1};
    set(self, WORDS, "random words", 4.0 * bench_count(counts, "BLOCK"), 1.7);
    set(self, EXPS, "exp", bench_count(counts, "EXP") - logistic, 0.6);
    set(self, LOGS, "log", bench_count(counts, "LOG") - normal, 1.3);
    set(self, LOGISTICS, "logistic", logistic, 0.0);
    set(self, NORMALS, "normal", normal, 1.25);
    set(self, READS, "bytes of columns read", bench_count(counts, "bytes_read"),
        1.0 / 27.0);
    set(self, WRITES, "bytes written", bench_count(counts, "bytes_written"), 1.0 / 27.0);
    self->columns = calloc(self->n_columns, sizeof *self->columns);
    return self->columns ? SW_OK : SW_MEMORY;
}

void yardstick_close(yardstick *self)
{
    free(self->columns);
    *self = (yardstick){0};
}

/* One pass of a piece; returns how many units it did. */
static double pass(const yardstick *self, int piece, columns *c)
{
    switch (piece) {
    case WORDS:
        words(COLUMN, c->who);
        return 4.0 * COLUMN;
    case EXPS:
        exponentials(COLUMN, c->from, c->to);
        break;
    case LOGS:
        logarithms(COLUMN, c->from, c->to);
        break;
    case LOGISTICS:
        logistics(COLUMN, c->from, c->to);
        break;
    case NORMALS:
        normals(COLUMN, c->from, c->to);
        break;
    case READS:
        c->who[0] ^= (uint32_t)reads(self->n_columns, self->columns);
        return (double)self->n_columns * sizeof(int32_t);
    default:
        writes(self->n_columns, (int32_t)c->who[0], self->columns);
        return (double)self->n_columns * sizeof(int32_t);
    }
    return COLUMN;
}

double yardstick_run(yardstick *self, double person_months)
{
    static columns c;
    double sum = 0.0;
    for (int i = 0; i < COLUMN; i++) {
        c.who[i] = (uint32_t)i;
        c.from[i] = ((float)i + 0.5f) / COLUMN;
    }
    for (int k = 0; k < YARDSTICK_PIECES; k++) {
        yardstick_piece *p = &self->piece[k];
        const double wanted = p->count * person_months;
        double done = 0.0;
        const double from = bench_now();
        while (done < wanted) {
            done += pass(self, k, &c);
            __asm__ volatile("" : : "r"(&c) : "memory");
        }
        /* a last pass too long is taken off again in proportion */
        const double seconds = bench_now() - from;
        sum += done > 0.0 ? seconds * wanted / done : 0.0;
        p->seconds += seconds;
        p->done += done;
    }
    return sum;
}
