/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From scenario files to result files; see run.h. */
#include "run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/ensemble.h>
#include <sidework/result.h>
#include <sidework/sketch.h>
#include <sidework/uncertain.h>

#include "calibrate.h"
#include "durable.h"
#include "inputs.h"
#include "progress.h"
#include "run_json.h"
#include "stopping.h"
#include "tell.h"

enum { PATH_BYTES = 4096 };

typedef struct job {
    const char *path;
    char output[PATH_BYTES];
    sw_scenario scenario;
    int done;    /* a finished file of the same run is there already */
    int replace; /* a file that may be replaced is there: shorter, incomplete, or forced */
    sw_durable durable;
} job;

typedef struct run {
    const sw_model *model;
    const sw_options *options;
    FILE *out;
    sw_diagnostics *diagnostics;
    int *n_shown; /* summaries printed so far */
} run;

/* "scenarios/plan.cfg" with OUT "-": "plan.h5"; several scenarios: OUT/plan.h5. */
static int name_output(job *self, const sw_options *o, sw_diagnostics *d)
{
    const char *base = strrchr(self->path, '/');
    base = base ? base + 1 : self->path;
    const char *dot = strrchr(base, '.');
    const int stem = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    int n;
    if (o->n_files > 1)
        n = snprintf(self->output, sizeof self->output, "%s/%.*s.h5",
                     o->output ? o->output : ".", stem, base);
    else if (o->output)
        n = snprintf(self->output, sizeof self->output, "%s", o->output);
    else
        n = snprintf(self->output, sizeof self->output, "%.*s.h5", stem, base);
    if (n < 0 || n >= PATH_BYTES)
        return sw_fail(d, SW_CREATE, "%s: the output's name is too long",
                       "%s: 出力のファイル名が長すぎます", self->path);
    return SW_OK;
}

static int make_directory(const sw_options *o, sw_diagnostics *d)
{
    if (o->n_files < 2 || !o->output || mkdir(o->output, 0777) == 0 || errno == EEXIST)
        return SW_OK;
    return sw_fail(d, SW_CREATE, "%s: cannot make the directory: %s",
                   "%s: ディレクトリを作れません: %s", o->output, strerror(errno));
}

/* The same run, whatever its length? */
static int check_same_run(const run *self, const job *j, const sw_results *there)
{
    char digest[SW_DIGEST_BYTES], ours[SW_DIGEST_BYTES];
    sw_run_digest(there->effective, digest);
    sw_run_digest(j->scenario.effective, ours);
    if (strcmp(digest, ours) != 0)
        return sw_fail(
            self->diagnostics, SW_INPUT,
            "%s: made from another scenario or seed (digest %.12s by version %s, this "
            "one is %.12s by %s); choose another -o, or --force to replace it",
            "%s: 別のシナリオか種の結果です（ダイジェスト %.12s・版 %s、今回は "
            "%.12s・版 %s）。別の -o を指定するか、--force で置き換えてください",
            j->output, digest, there->version, ours, SIDEWORK_VERSION);
    if (strcmp(there->version, SIDEWORK_VERSION) != 0)
        return sw_fail(self->diagnostics, SW_INPUT,
                       "%s: made by version %s, this is %s (digest %.12s, as this one's "
                       "%.12s); --force replaces it",
                       "%s: 版 %s の結果です（今回は %s。ダイジェスト %.12s、今回も "
                       "%.12s）。--force で置き換えられます",
                       j->output, there->version, SIDEWORK_VERSION, digest, ours);
    return SW_OK;
}

/* What a file that is there means for --resume: done, to be made longer, or in the way. */
static int look_at_existing(const run *self, job *j)
{
    const uint32_t wanted = (uint32_t)sw_scenario_simulation(&j->scenario)->replications;
    sw_results there = {0};
    j->replace = self->options->force;
    if ((!self->options->resume && !self->options->partial) || access(j->output, F_OK))
        return sw_durable_check_output(j->output, j->replace, self->diagnostics);
    int status = sw_result_read(&there, j->output, self->diagnostics);
    if (!status)
        status = check_same_run(self, j, &there);
    if (status)
        goto out;
    j->replace = there.incomplete || there.n_replications < wanted;
    j->done = !there.incomplete && there.n_replications == wanted;
    if (!there.incomplete && sw_stopping_met(&j->durable, &there)) {
        j->done = 1;
        goto out;
    }
    if (!there.incomplete && there.n_replications < wanted)
        j->durable.shorter = j->output;
    if (there.n_replications > wanted)
        status = sw_fail(self->diagnostics, SW_INPUT,
                         "%s: holds %u replications already, more than the %u asked for",
                         "%s: 既に %u 回分あり、指定の %u 回より多い結果です", j->output,
                         there.n_replications, wanted);
out:
    sw_results_free(&there);
    return status;
}

static int open_journal(const run *self, job *j)
{
    const sw_options *o = self->options;
    const int publish = o->stage == SW_STAGE_PUBLISH;
    sw_run_identity identity = {.version = SIDEWORK_VERSION};
    j->durable.diagnostics = self->diagnostics;
    j->durable.output = j->output;
    j->durable.partial = o->partial;
    j->durable.merging = publish;
    j->durable.sources = o->sources;
    j->durable.n_sources = o->n_sources;
    j->durable.ranks = o->ranks;
    sw_run_digest(j->scenario.effective, identity.scenario);
    if (o->stage != SW_STAGE_SHARD)
        return sw_journal_open(&j->durable.journal, j->output, &identity,
                               o->resume || o->partial || publish, o->force && !publish,
                               self->diagnostics);
    j->durable.shard = o->shard;
    identity.effective = j->scenario.effective;
    /* ranks were told by SW_STAGE_LOOK that they may */
    return sw_journal_open_shard(&j->durable.journal, j->output, &identity, o->shard,
                                 o->resume || o->ranks->size > 1, self->diagnostics);
}

static int load(const run *self, job *j, const sw_group *const *groups, int n_groups,
                const char *path)
{
    const sw_options *o = self->options;
    j->path = path;
    sw_stopping_plan(&j->durable, o);
    int status = sw_inputs_expect_scenario(path, self->diagnostics);
    if (!status)
        status = sw_scenario_load(&j->scenario, groups, n_groups, path, o->overrides,
                                  o->n_overrides, self->diagnostics);
    if (!status)
        status = sw_model_check(self->model, &j->scenario, self->diagnostics);
    if (!status)
        status = sw_posterior_option(o, &j->scenario, self->diagnostics);
    if (!status && o->stage != SW_STAGE_PUBLISH) /* shards have drawn from it */
        status = sw_scenario_check_posterior(&j->scenario, self->diagnostics);
    if (!status)
        status = name_output(j, o, self->diagnostics);
    for (int k = 0; k < o->n_files && !status; k++)
        status = sw_inputs_keep(j->output, o->files[k], self->diagnostics);
    if (!status && o->posterior)
        status = sw_inputs_keep(j->output, o->posterior, self->diagnostics);
    if (!status)
        status = sw_inputs_keep_scenario(j->output, &j->scenario, self->diagnostics);
    return status;
}

/* Two scenarios must not end in one file. */
static int check_distinct(const job *jobs, int n, sw_diagnostics *d)
{
    for (int a = 0; a < n; a++) {
        for (int b = a + 1; b < n; b++) {
            if (strcmp(jobs[a].output, jobs[b].output) == 0)
                return sw_fail(d, SW_USAGE, "%s and %s would both be written to %s",
                               "%s と %s の出力先が同じです: %s", jobs[a].path,
                               jobs[b].path, jobs[a].output);
        }
    }
    return SW_OK;
}

static int show(const run *self, const sw_summary *summary, const sw_results *results,
                const char *path)
{
    const sw_options *o = self->options;
    if (o->json && o->n_files > 1) /* one document */
        (void)fputs(*self->n_shown > 0 ? "," : "[", self->out);
    ++*self->n_shown;
    int status = o->json ? sw_summary_print_json(summary, results, self->out)
                         : sw_summary_print(summary, results, self->out, o->language);
    return sw_tell_shown(status, self->out, path, self->diagnostics);
}

static int show_existing(const run *self, const job *j)
{
    sw_results results = {0};
    sw_summary summary = {0};
    int status = sw_result_read(&results, j->output, self->diagnostics);
    if (!status)
        status = sw_result_read_summary(&summary, j->output, self->diagnostics);
    if (!status)
        sw_tell_result(self->options, j->output, 1);
    if (!status)
        status = show(self, &summary, &results, j->output);
    sw_summary_free(&summary);
    sw_results_free(&results);
    return status;
}

/* What is finished becomes a result of its own, marked. */
static int cut_to_finished(const job *j, sw_results *results, sw_diagnostics *d)
{
    /* a sketch holds all that are finished, not only those before the first gap */
    const uint32_t n =
        results->sketch ? sw_sketch_count(results->sketch) : j->durable.prefix;
    if (n == 0)
        return sw_fail(d, SW_MISSING, "%s: nothing is finished yet",
                       "%s: 終わった試行がまだありません", j->output);
    results->n_replications = n;
    results->incomplete = 1;
    return SW_OK;
}

/* The result could not be written, but what it is made of is there. */
static void tell_of_kept(const job *j, sw_diagnostics *d)
{
    char directory[PATH_BYTES + 8];
    (void)snprintf(directory, sizeof directory, "%s.run", j->output);
    if (access(directory, F_OK) == 0 && (access(j->output, F_OK) != 0 || j->replace))
        sw_tell_kept(j->output, d);
}

static int finish(const run *self, const job *j, sw_results *results)
{
    sw_summary summary = {0};
    int status = sw_summary_make(&summary, results, self->diagnostics);
    if (!status)
        status =
            sw_result_write(results, &summary, j->output, j->replace, self->diagnostics);
    if (status)
        tell_of_kept(j, self->diagnostics);
    if (!status)
        status = sw_run_json_write(j->output, j->durable.progress, self->options,
                                   self->diagnostics);
    if (!status)
        status = show(self, &summary, results, j->output);
    if (!status)
        sw_tell_result(self->options, j->output, 0);
    sw_summary_free(&summary);
    return status;
}

/* Says why a run ended early and how to go on. */
static int explain(job *j, int status, sw_diagnostics *d)
{
    if (sw_is_stopped(status))
        return sw_tell_stopped(status, j->output, sw_durable_finished(&j->durable),
                               j->durable.progress->total, d);
    const int reason = sw_journal_reason(j->durable.journal);
    if (status == SW_IO && d->count == 0 && reason == ENOENT)
        return sw_fail(d, status,
                       "%s.run: the directory was taken away while the run was writing "
                       "to it: stopped, for nothing more would be kept",
                       "%s.run: 実行中にディレクトリがなくなりました。結果を残せないため"
                       "停止しました",
                       j->output);
    if (status == SW_IO && d->count == 0)
        return sw_fail(
            d, status,
            "%s.run: the journals cannot be written: %s. What has been kept there stays; "
            "the same command with --resume goes on",
            "%s.run: 作業記録を書き込めません: %s。そこに残っている分は失われません。"
            "同じコマンドに --resume を付けると続きます",
            j->output, strerror(reason ? reason : EIO));
    return status;
}

/* A shard has no result of its own. */
static void tell_of_shard(const run *self, const job *j)
{
    const sw_options *o = self->options;
    if (o->quiet || o->ranks->size > 1)
        return;
    fprintf(
        stderr,
        o->language == SW_JAPANESE
            ? "%s.run: 分割 %d/%d の %u 回%.0sが終わりました。全ての分割が終わったら: "
              "sidework merge %s\n"
            : "%s.run: shard %d/%d is finished, %u replication%s; when all shards are: "
              "sidework merge %s\n",
        j->output, o->shard.number, o->shard.of, j->durable.progress->total,
        j->durable.progress->total == 1 ? "" : "s", j->output);
}

static int simulate(const run *self, job *j)
{
    const sw_options *o = self->options;
    static const double none[1] = {0}; /* where nothing is left to simulate */
    const struct sw_simulation *p = sw_scenario_simulation(&j->scenario);
    sw_results results = {0};
    sw_progress progress;
    sw_progress_begin(&progress, j->path, (uint32_t)p->replications, o->quiet,
                      o->language);
    j->durable.progress = &progress;
    const sw_ensemble_options options = {
        .seed = p->seed,
        .n_replications = (uint32_t)p->replications,
        .n_threads = o->threads,
        .progress = sw_durable_progress,
        .context = &j->durable,
        .begin = sw_durable_begin,
        .store = sw_durable_store,
        .judge = o->precision > 0 ? sw_stopping_judge : NULL,
        .first_look = j->durable.precision.first,
        .no_rows = o->stage == SW_STAGE_SHARD,
        .values = o->stage == SW_STAGE_PUBLISH ? none : NULL,
    };
    int status = sw_ensemble_run(&results, self->model, &j->scenario, SIDEWORK_VERSION,
                                 &options, self->diagnostics);
    sw_progress_end(&progress);
    if (status == SW_DURABLE_ENOUGH)
        status = cut_to_finished(j, &results, self->diagnostics);
    if (!status)
        status = sw_stopping_end(&j->durable, o, j->output, &results, self->diagnostics);
    if (status)
        status = explain(j, status, self->diagnostics);
    else if (o->stage == SW_STAGE_SHARD)
        tell_of_shard(self, j);
    else
        status = finish(self, j, &results);
    if (!status && !o->partial && o->stage != SW_STAGE_SHARD) {
        sw_journal_remove(j->durable.journal);
        j->durable.journal = NULL;
    }
    sw_results_free(&results);
    return status;
}

/* Nothing is left to do but to tidy up after a run that was killed while finishing. */
static int already_done(const run *self, job *j)
{
    if (self->options->stage == SW_STAGE_SHARD)
        return SW_OK;
    sw_journal_remove(j->durable.journal);
    j->durable.journal = NULL;
    return show_existing(self, j);
}

int sw_cli_run(const sw_model *model, const sw_group *const *groups, int n_groups,
               const sw_options *options, FILE *out, sw_diagnostics *diagnostics)
{
    int n_shown = 0;
    const run self = {model, options, out, diagnostics, &n_shown};
    const int n = options->n_files;
    int status = sw_stopping_check(options, diagnostics);
    if (status)
        return status;
    status = make_directory(options, diagnostics);
    sw_stop_on_signals();
    job *jobs = calloc((size_t)n + 1, sizeof *jobs);
    if (!jobs)
        return sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    for (int k = 0; k < n; k++) { /* everything is checked before anything is simulated */
        const int this_one = load(&self, &jobs[k], groups, n_groups, options->files[k]);
        status = status ? status : this_one;
    }
    if (!status)
        status = check_distinct(jobs, n, diagnostics);
    for (int k = 0; k < n && !status; k++) {
        status = look_at_existing(&self, &jobs[k]);
        status = status ? status : sw_run_json_check(jobs[k].output, diagnostics);
        status = status ? status : open_journal(&self, &jobs[k]);
    }
    for (int k = 0; k < n && !status && options->stage != SW_STAGE_LOOK; k++)
        status = jobs[k].done ? already_done(&self, &jobs[k]) : simulate(&self, &jobs[k]);
    if (options->json && n > 1 && n_shown > 0) /* what was shown stays readable */
        (void)fputs("]\n", out);
    for (int k = 0; k < n; k++) {
        sw_journal_close(jobs[k].durable.journal);
        sw_scenario_free(&jobs[k].scenario);
    }
    free(jobs);
    return status;
}
