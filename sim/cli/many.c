/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See many.h. */
#include "many.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sidework/result.h>

#include "durable.h"
#include "inputs.h"
#include "run_json.h"
#include "tell.h"

static int name_output(sw_many *self)
{
    const char *base = strrchr(self->design->path, '/');
    base = base ? base + 1 : self->design->path;
    const char *dot = strrchr(base, '.');
    const int stem = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    const char *given = self->options->output;
    const int n =
        given ? snprintf(self->output, sizeof self->output, "%s", given)
              : snprintf(self->output, sizeof self->output, "%.*s.h5", stem, base);
    if (n < 0 || n >= SW_MANY_PATH_BYTES)
        return sw_fail(self->diagnostics, SW_CREATE, "%s: the output's name is too long",
                       "%s: 出力のファイル名が長すぎます", self->design->path);
    return SW_OK;
}

static int check_inputs(sw_many *self)
{
    sw_diagnostics *d = self->diagnostics;
    int status = sw_inputs_keep(self->output, self->design->path, d);
    if (!status)
        status = sw_inputs_keep_scenario(self->output, &self->design->base, d);
    if (!status && self->design->has_other)
        status = sw_inputs_keep_scenario(self->output, &self->design->other, d);
    return status;
}

int sw_many_open(sw_many *self)
{
    const sw_options *o = self->options;
    sw_run_identity identity = {.version = SIDEWORK_VERSION};
    int status = name_output(self);
    if (!status)
        status = check_inputs(self);
    if (status)
        return status;
    self->replace = o->force;
    if ((o->resume || o->partial) && self->take && access(self->output, F_OK) == 0)
        self->there = self->replace = 1;
    if (!self->there)
        status = sw_durable_check_output(self->output, self->replace, self->diagnostics);
    if (!status)
        status = sw_run_json_check(self->output, self->diagnostics);
    snprintf(identity.scenario, sizeof identity.scenario, "%s", self->digest);
    if (!status)
        status = sw_journal_open(&self->journal, self->output, &identity,
                                 o->resume || o->partial, o->force, self->diagnostics);
    return status;
}

static int load(void *context, uint32_t point, sw_scenario *scenario, sw_diagnostics *d)
{
    const sw_many *self = context;
    const uint32_t p = point % self->n_points;
    return sw_design_file_load(self->design,
                               self->u + (size_t)p * (size_t)self->design->n_factors,
                               point >= self->n_points, scenario, d);
}

static int begin(void *context, sw_results *results, unsigned char *done)
{
    sw_many *self = context;
    const uint32_t all = self->n_points * (uint32_t)self->policies;
    int status = SW_OK;
    if (self->there)
        status =
            self->take(self->output, self->design, all, results, done, self->diagnostics);
    if (!status)
        status = sw_journal_load(self->journal, results, done, self->diagnostics);
    if (status)
        return status;
    self->before = 0;
    for (uint32_t t = 0; t < results->n_replications; t++)
        self->before += done[t];
    return self->options->partial ? SW_DURABLE_ENOUGH : SW_OK;
}

static int store(void *context, int worker, const sw_results *view, uint32_t task)
{
    sw_many *self = context;
    const int status = sw_journal_append(self->journal, worker, view, task);
    if (!status)
        (void)atomic_fetch_add(&self->stored, 1);
    return status;
}

static int show_progress(void *context, uint32_t finished)
{
    sw_many *self = context;
    const int status = sw_stop_requested();
    return status ? status : sw_progress_show(&self->progress, finished);
}

/* Both policies have the same replications. */
static int spread_first(sw_many *self)
{
    const size_t n = self->n_points;
    if (!self->first)
        return SW_OK;
    self->first_of_all =
        malloc(n * (size_t)self->policies * sizeof *self->first_of_all + 1);
    if (!self->first_of_all)
        return sw_fail(self->diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    for (size_t i = 0; i < n * (size_t)self->policies; i++)
        self->first_of_all[i] = self->first[i % n];
    return SW_OK;
}

sw_explore_options sw_many_options(sw_many *self)
{
    return (sw_explore_options){.seed = sw_scenario_simulation(&self->design->base)->seed,
                                .n_points = self->n_points * (uint32_t)self->policies,
                                .n_replications = self->n_replications,
                                .n_threads = self->options->threads,
                                .first = self->first_of_all,
                                .context = self,
                                .load = load,
                                .unload = sw_scenario_free};
}

/* Says why a run ended early and how to go on. */
static int explain(sw_many *self, int status)
{
    const unsigned kept = self->before + atomic_load(&self->stored);
    if (sw_is_stopped(status))
        return sw_tell_stopped(status, self->output, kept, self->progress.total,
                               self->diagnostics);
    if (status == SW_IO && self->diagnostics->count == 0)
        return sw_fail(
            self->diagnostics, status,
            "%s.run: the journals cannot be written: is the disk full? What is finished "
            "is kept; --resume goes on",
            "%s.run: "
            "作業記録を書き込めません（ディスクの空きを確認してください）。終わった"
            "分は残り、--resume で続けられます",
            self->output);
    return status;
}

/* 2^32 - 1 tasks at most is the engine's to say. */
static uint32_t total(const sw_many *self)
{
    const uint64_t n =
        (uint64_t)self->n_points * (uint32_t)self->policies * self->n_replications;
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

/* A design of which nothing can be run is a mistake in the design. */
static int check_any(const sw_many *self, const sw_exploration *exploration)
{
    uint32_t failed = 0;
    while (failed < exploration->n_points && exploration->points[failed].failed)
        failed++;
    if (failed < exploration->n_points)
        return SW_OK;
    const sw_point *first = &exploration->points[0];
    return sw_fail(self->diagnostics, SW_INPUT,
                   "%s: every point failed, all %u of them, so there is no result; the "
                   "first: %s",
                   "%s: %u 点すべてが実行できず、結果はありません。最初の点の理由: %s",
                   self->design->path, failed,
                   self->options->language == SW_JAPANESE && first->reason_ja[0]
                       ? first->reason_ja
                       : first->reason);
}

int sw_many_run(sw_many *self, sw_exploration *exploration)
{
    int status = spread_first(self);
    if (status)
        return status;
    sw_explore_options options = sw_many_options(self);
    options.begin = begin;
    options.store = store;
    options.progress = show_progress;
    sw_stop_on_signals();
    sw_progress_begin(&self->progress, self->design->path, total(self),
                      self->options->quiet, self->options->language);
    status = sw_explore_run(exploration, self->model, &self->design->base,
                            SIDEWORK_VERSION, &options, self->diagnostics);
    sw_progress_end(&self->progress);
    if (status == SW_DURABLE_ENOUGH && self->before == 0)
        return sw_fail(self->diagnostics, SW_MISSING, "%s: nothing is finished yet",
                       "%s: 終わった試行がまだありません", self->output);
    if (status == SW_DURABLE_ENOUGH)
        return SW_OK;
    return status ? explain(self, status) : check_any(self, exploration);
}

int sw_many_finish(sw_many *self)
{
    const int status = sw_run_json_write(self->output, &self->progress, self->options,
                                         self->diagnostics);
    if (!status && !self->options->partial) {
        sw_journal_remove(self->journal);
        self->journal = NULL;
    }
    return status;
}

void sw_many_tell_of_kept(const sw_many *self)
{
    if (self->journal)
        sw_tell_kept(self->output, self->diagnostics);
}

void sw_many_close(sw_many *self)
{
    sw_journal_close(self->journal);
    self->journal = NULL;
    free(self->first_of_all);
    self->first_of_all = NULL;
}
