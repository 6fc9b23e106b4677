/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See estimate.h. */
#include "estimate.h"

#include <math.h>
#include <sys/resource.h>
#include <unistd.h>

#include <sidework/ensemble.h>
#include <sidework/precision.h>
#include <sidework/result.h>
#include <sidework/sketch.h>
#include <sidework/summary.h>

static const double measured_seconds = 0.5;

static const double mebibyte = 1048576.0;

/* Bytes a value in the file: counts deflate well, ratios hardly. */
static const double bytes_a_count = 1.5, bytes_a_ratio = 8.0;

static double peak_bytes(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) ? 0.0 : 1024.0 * (double)usage.ru_maxrss;
}

static double file_bytes(const sw_results *r)
{
    double a_replication = 0.0;
    for (int k = 0; k < r->layout.n_variables && r->keep != SW_KEEP_SUMMARIES; k++) {
        const sw_variable *v = &r->layout.variables[k];
        if (r->keep == SW_KEEP_ALL || v->period != SW_BY_MONTH)
            a_replication +=
                (double)v->length *
                (v->storage == SW_STORE_RATIO ? bytes_a_ratio : bytes_a_count);
    }
    if (r->keep != SW_KEEP_SUMMARIES)
        a_replication += bytes_a_ratio * r->n_parameters;
    return 500e3 + a_replication * r->n_replications;
}

static void set_errors(sw_estimate *self)
{
    const double n = self->draws > 0 ? self->draws : self->replications, p = 0.05;
    double low, high;
    self->error_half = sqrt(0.25 / n);
    self->error_twentieth = sqrt(p * (1 - p) / n);
    sw_wilson(n / 2, n, 0.95, &low, &high);
    self->width_half = high - low;
    sw_wilson(p * n, n, 0.95, &low, &high);
    self->width_twentieth = high - low;
}

/* The look at which a run of this probability would stop, or the limit. */
static uint32_t stop_of(const sw_precision *precision, double p, uint32_t limit)
{
    uint32_t n = precision->first;
    while (n < limit && sw_precision_width(precision, p * n, n) >= precision->width)
        n *= 2;
    return n < limit ? n : limit;
}

static void set_stops(sw_estimate *self, double width)
{
    sw_precision precision;
    self->precision = width;
    if (!(width > 0))
        return;
    sw_precision_plan(&precision, width);
    self->stops_half = stop_of(&precision, 0.5, self->replications);
    self->stops_twentieth = stop_of(&precision, 0.05, self->replications);
}

/* A run with --precision has a judge; measuring asks none. */
static int never_asked(void *context, const sw_results *results)
{
    (void)context;
    (void)results;
    return SW_OK;
}

int sw_estimate_make(sw_estimate *self, const sw_model *model,
                     const sw_scenario *scenario, int threads, double precision,
                     sw_diagnostics *diagnostics)
{
    const struct sw_simulation *p = sw_scenario_simulation(scenario);
    const sw_ensemble_options options = {.seed = p->seed,
                                         .n_replications = (uint32_t)p->replications,
                                         .n_threads = threads,
                                         .judge = precision > 0 ? never_asked : NULL};
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    sw_ensemble_cost cost;
    sw_results results = {0};
    const int status = sw_ensemble_measure(&cost, &results, model, scenario, &options,
                                           measured_seconds, diagnostics);
    if (status) {
        sw_results_free(&results);
        return status;
    }
    const double n = p->replications;
    const int busy = cores > 0 && cores < cost.threads ? (int)cores : cost.threads;
    *self = (sw_estimate){
        .replications = (uint32_t)p->replications,
        .draws = p->repeats > 1 ? (uint32_t)((p->replications - 1) / p->repeats + 1) : 0,
        .threads = cost.threads,
        .seconds = ceil(n / busy) * cost.seconds,
        .worker_bytes = (double)cost.worker_bytes + (double)cost.row_bytes,
        .result_bytes = (double)cost.result_bytes,
        .journal_bytes = n * ((double)cost.row_bytes + 20.0),
        .file_bytes = file_bytes(&results),
        .quantile_error = results.keep == SW_KEEP_SUMMARIES && n > SW_EXACT_REPLICATIONS
                              ? SW_SKETCH_ERROR
                              : 0.0};
    self->memory_bytes = peak_bytes() + (cost.threads - 1) * self->worker_bytes +
                         (double)cost.row_bytes + self->result_bytes +
                         (p->repeats > 1 ? 11.0 : 3.0) * n * sizeof(double) +
                         sw_result_writing_bytes(&results);
    set_errors(self);
    set_stops(self, precision);
    sw_results_free(&results);
    return SW_OK;
}

static double mebi(double bytes)
{
    return ceil(bytes / mebibyte);
}

int sw_estimate_print(const sw_estimate *self, sw_language language, FILE *out)
{
    const int ja = language == SW_JAPANESE;
    fprintf(out,
            ja ? "  試行回数      %u（スレッド %d）\n"
               : "  replications  %u (threads: %d)\n",
            self->replications, self->threads);
    fprintf(out, ja ? "  時間          約 %.3g 秒\n" : "  time          about %.3g s\n",
            self->seconds);
    fprintf(
        out,
        ja ? "  メモリ        最大 %.0f MiB（スレッド１つ %.1f MiB、結果 %.0f MiB）\n"
           : "  memory        at most %.0f MiB (a thread %.1f MiB, results %.0f MiB)\n",
        mebi(self->memory_bytes), self->worker_bytes / mebibyte,
        mebi(self->result_bytes));
    fprintf(out,
            ja ? "  ディスク      最大約 %.0f MiB（作業記録 %.0f MiB、結果ファイル %.0f "
                 "MiB 以下）\n"
               : "  disk          up to %.0f MiB (journals %.0f MiB, result file at most "
                 "about %.0f MiB)\n",
            mebi(self->journal_bytes) + mebi(self->file_bytes), mebi(self->journal_bytes),
            mebi(self->file_bytes));
    fprintf(out,
            ja ? "  精度          確率50％で ±%.2f ポイント（95％区間の幅 %.2f）、5％で "
                 "±%.2f（%.2f）\n"
               : "  precision     at P = 50%% ±%.2f points (95%% interval %.2f wide), at "
                 "5%% ±%.2f (%.2f)\n",
            100 * self->error_half, 100 * self->width_half, 100 * self->error_twentieth,
            100 * self->width_twentieth);
    if (self->draws > 0)
        fprintf(out,
                ja ? "                値の組 %u "
                     "個だけを数えた最悪の場合（simulation.repeats）\n"
                   : "                at worst, counting only the %u draws that "
                     "replications share\n",
                self->draws);
    if (self->precision > 0)
        fprintf(
            out,
            ja ? "  --precision   %g: 確率50％なら %u 回、5％なら %u 回で終わる見込み\n"
               : "  --precision   %g: would stop after %u (at P = 50%%), %u (5%%)\n",
            self->precision, self->stops_half, self->stops_twentieth);
    if (self->quantile_error > 0)
        fprintf(
            out,
            ja ? "                率の分位点は ±%.4f ポイント以内の集計による\n"
               : "                quantiles of rates by a sketch, within %.4f points\n",
            100 * self->quantile_error);
    return ferror(out) ? SW_IO : SW_OK;
}

void sw_estimate_json(const sw_estimate *self, sw_json *json)
{
    sw_json_open(json, "estimate", '{');
    sw_json_integer(json, "replications", self->replications);
    if (self->draws > 0)
        sw_json_integer(json, "draws", self->draws);
    sw_json_integer(json, "threads", self->threads);
    sw_json_number(json, "seconds", self->seconds);
    sw_json_number(json, "memory_bytes", self->memory_bytes);
    sw_json_number(json, "worker_bytes", self->worker_bytes);
    sw_json_number(json, "result_bytes", self->result_bytes);
    sw_json_number(json, "journal_bytes", self->journal_bytes);
    sw_json_number(json, "file_bytes", self->file_bytes);
    sw_json_number(json, "se_at_0.5", self->error_half);
    sw_json_number(json, "se_at_0.05", self->error_twentieth);
    sw_json_number(json, "wilson_width_at_0.5", self->width_half);
    sw_json_number(json, "wilson_width_at_0.05", self->width_twentieth);
    sw_json_number(json, "quantile_error", self->quantile_error);
    if (self->precision > 0) {
        sw_json_number(json, "precision", self->precision);
        sw_json_integer(json, "stops_at_0.5", self->stops_half);
        sw_json_integer(json, "stops_at_0.05", self->stops_twentieth);
    }
    sw_json_close(json, '}');
}
