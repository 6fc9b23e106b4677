/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the points of a design will take. Time from a few of them, spread over the design, run
 * for a moment; memory as an upper bound: what this process has used so far, the workers, the
 * rows, and for the writing a copy of them and HDF5's file in memory, which is written from
 * there. Disk is the journals, which go when the file is there, and the file.
 */
#include "many.h"

#include <math.h>
#include <sys/resource.h>
#include <unistd.h>

#include <sidework/json.h>

static const double mebibyte = 1048576.0;

typedef struct estimate {
    double points, replications, failed, seconds, memory, journals, file;
    sw_explore_cost cost;
} estimate;

static double peak_bytes(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) ? 0 : 1024.0 * (double)usage.ru_maxrss;
}

static void reckon(estimate *e, const sw_many *self)
{
    enum { WRITING = 5, RECORD_HEAD = 20 };
    const sw_explore_cost *c = &e->cost;
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const int busy = cores > 0 && cores < c->threads ? (int)cores : c->threads;
    e->points = (double)self->n_points * self->policies;
    e->replications = self->n_replications;
    e->failed = c->tried ? e->points * c->failed / c->tried : 0;
    const double rounds = ceil(e->replications / c->round);
    const double sound = e->points - e->failed, rows = e->points * e->replications;
    e->seconds =
        (e->points * rounds * c->load_seconds + sound * e->replications * c->seconds) /
        busy;
    e->memory = peak_bytes() + c->threads * (double)c->worker_bytes +
                (double)c->result_bytes + WRITING * rows * (double)c->row_bytes +
                48 * mebibyte;
    e->journals = rows * ((double)c->row_bytes + RECORD_HEAD);
    /* labels, statistics by point, and what HDF5 takes for each dataset */
    const double factors = self->design->n_factors;
    e->file = rows * (double)c->row_bytes + (1000.0 + 10.0 * factors) * e->points +
              400e3 + 4000.0 * factors;
}

static double mebi(double bytes)
{
    return ceil(bytes / mebibyte);
}

static void print(const estimate *e, int ja, FILE *out)
{
    fprintf(out,
            ja ? "  点            %.0f（失敗の見込み 約 %.0f）\n"
               : "  points        %.0f (about %.0f will fail)\n",
            e->points, e->failed);
    fprintf(out,
            ja ? "  試行回数      各 %.0f、計 %.0f（スレッド %d）\n"
               : "  replications  %.0f each, %.0f in all (threads: %d)\n",
            e->replications, e->points * e->replications, e->cost.threads);
    fprintf(out,
            ja ? "  時間          約 %.3g 秒（試行１回 %.0f ms、点の準備 %.0f ms）\n"
               : "  time          about %.3g s (a replication %.0f ms, loading a point "
                 "%.0f ms)\n",
            e->seconds, 1e3 * e->cost.seconds, 1e3 * e->cost.load_seconds);
    fprintf(
        out,
        ja ? "  メモリ        最大 %.0f MiB（スレッド１つ %.1f MiB、結果 %.0f MiB）\n"
           : "  memory        at most %.0f MiB (a thread %.1f MiB, results %.0f MiB)\n",
        mebi(e->memory), (double)e->cost.worker_bytes / mebibyte,
        mebi((double)e->cost.result_bytes));
    fprintf(
        out,
        ja ? "  ディスク      最大約 %.0f MiB（作業記録 %.0f MiB、結果ファイル %.0f MiB "
             "以下）\n"
           : "  disk          up to %.0f MiB (journals %.0f MiB, result file at most "
             "%.0f MiB)\n",
        mebi(e->journals) + mebi(e->file), mebi(e->journals), mebi(e->file));
    const double p = sqrt(0.25 / e->replications);
    fprintf(out,
            ja ? "  精度          各点の確率50％で ±%.1f ポイント\n"
               : "  precision     at each point, at P = 50%%, ±%.1f points\n",
            100 * p);
}

static void print_json(const estimate *e, FILE *out)
{
    sw_json j = {.stream = out};
    sw_json_open(&j, NULL, '{');
    sw_json_integer(&j, "schema_version", 1);
    sw_json_open(&j, "estimate", '{');
    sw_json_number(&j, "points", e->points);
    sw_json_number(&j, "points_failing", e->failed);
    sw_json_number(&j, "replications", e->replications);
    sw_json_integer(&j, "threads", e->cost.threads);
    sw_json_number(&j, "seconds", e->seconds);
    sw_json_number(&j, "seconds_a_replication", e->cost.seconds);
    sw_json_number(&j, "seconds_a_load", e->cost.load_seconds);
    sw_json_number(&j, "memory_bytes", e->memory);
    sw_json_number(&j, "worker_bytes", (double)e->cost.worker_bytes);
    sw_json_number(&j, "result_bytes", (double)e->cost.result_bytes);
    sw_json_number(&j, "journal_bytes", e->journals);
    sw_json_number(&j, "file_bytes", e->file);
    sw_json_number(&j, "se_at_0.5", sqrt(0.25 / e->replications));
    sw_json_close(&j, '}');
    sw_json_close(&j, '}');
    (void)fputc('\n', out);
}

int sw_many_estimate(sw_many *self, FILE *out)
{
    static const double measured_seconds = 0.5;
    const sw_explore_options options = sw_many_options(self);
    estimate e = {0};
    const int status = sw_explore_measure(&e.cost, self->model, &self->design->base,
                                          &options, measured_seconds, self->diagnostics);
    if (status)
        return status;
    reckon(&e, self);
    if (self->options->json)
        print_json(&e, out);
    else
        print(&e, self->options->language == SW_JAPANESE, out);
    return ferror(out) ? SW_IO : SW_OK;
}
