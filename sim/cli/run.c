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

#include "progress.h"
#include "run_json.h"

enum { PATH_BYTES = 4096 };

typedef struct job {
    const char *path;
    char output[PATH_BYTES];
    sw_scenario scenario;
    int done; /* a finished file of the same run is there already */
} job;

typedef struct run {
    const sw_model *model;
    const sw_options *options;
    FILE *out;
    sw_diagnostics *diagnostics;
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

/* Whether the file that is there is this very run, finished. */
static int look_at_existing(const run *self, job *j)
{
    sw_results there = {0};
    if (!self->options->resume || access(j->output, F_OK))
        return sw_result_check_output(j->output, self->options->force, self->diagnostics);
    int status = sw_result_read(&there, j->output, self->diagnostics);
    if (status)
        goto out;
    j->done = 1;
    if (strcmp(there.digest, j->scenario.digest) != 0)
        status = sw_fail(
            self->diagnostics, SW_INPUT,
            "%s: made from another scenario (digest %.12s, this one is %.12s); choose "
            "another -o, or --force to replace it",
            "%s: 別のシナリオの結果です（ダイジェスト %.12s、今回は %.12s）。別の -o を"
            "指定するか、--force で置き換えてください",
            j->output, there.digest, j->scenario.digest);
    else if (strcmp(there.version, SIDEWORK_VERSION) != 0)
        status = sw_fail(self->diagnostics, SW_INPUT,
                         "%s: made by version %s, this is %s; --force replaces it",
                         "%s: 版 %s の結果です（今回は %s）。--force で置き換えられます",
                         j->output, there.version, SIDEWORK_VERSION);
out:
    sw_results_free(&there);
    return status;
}

static int prepare(const run *self, job *j, const sw_group *const *groups, int n_groups,
                   const char *path)
{
    const sw_options *o = self->options;
    j->path = path;
    int status = sw_scenario_load(&j->scenario, groups, n_groups, path, o->overrides,
                                  o->n_overrides, self->diagnostics);
    if (!status)
        status = sw_model_check(self->model, &j->scenario, self->diagnostics);
    if (!status)
        status = name_output(j, o, self->diagnostics);
    if (!status)
        status = look_at_existing(self, j);
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
    int status = o->json ? sw_summary_print_json(summary, results, self->out)
                         : sw_summary_print(summary, results, self->out, o->language);
    if (!status && (ferror(self->out) || fflush(self->out)))
        status = SW_IO;
    if (status)
        return sw_fail(self->diagnostics, SW_IO,
                       "standard output could not be written; the result is in %s",
                       "標準出力に書き込めません。結果は %s にあります", path);
    return SW_OK;
}

static int show_existing(const run *self, const job *j)
{
    sw_results results = {0};
    sw_summary summary = {0};
    int status = sw_result_read(&results, j->output, self->diagnostics);
    if (!status)
        status = sw_result_read_summary(&summary, j->output, self->diagnostics);
    if (!status && !self->options->quiet)
        fprintf(stderr,
                self->options->language == SW_JAPANESE ? "%s: 実行済みです\n"
                                                       : "%s: already done\n",
                j->output);
    if (!status)
        status = show(self, &summary, &results, j->output);
    sw_summary_free(&summary);
    sw_results_free(&results);
    return status;
}

static int simulate(const run *self, const job *j)
{
    const sw_options *o = self->options;
    const struct sw_simulation *p = sw_scenario_simulation(&j->scenario);
    sw_results results = {0};
    sw_summary summary = {0};
    sw_progress progress;
    sw_progress_begin(&progress, j->path, (uint32_t)p->replications, o->quiet,
                      o->language);
    const sw_ensemble_options options = {p->seed, (uint32_t)p->replications, o->threads,
                                         sw_progress_show, &progress};
    int status = sw_ensemble_run(&results, self->model, &j->scenario, SIDEWORK_VERSION,
                                 &options, self->diagnostics);
    sw_progress_end(&progress);
    if (!status)
        status = sw_summary_make(&summary, &results, self->diagnostics);
    if (!status)
        status =
            sw_result_write(&results, &summary, j->output, o->force, self->diagnostics);
    if (!status)
        status = sw_run_json_write(j->output, &progress, o->threads, self->diagnostics);
    if (!status)
        status = show(self, &summary, &results, j->output);
    if (!status && !o->quiet)
        fprintf(stderr,
                o->language == SW_JAPANESE ? "結果ファイル: %s\n" : "result file: %s\n",
                j->output);
    sw_summary_free(&summary);
    sw_results_free(&results);
    return status;
}

int sw_cli_run(const sw_model *model, const sw_group *const *groups, int n_groups,
               const sw_options *options, FILE *out, sw_diagnostics *diagnostics)
{
    const run self = {model, options, out, diagnostics};
    const int n = options->n_files;
    int status = make_directory(options, diagnostics);
    job *jobs = calloc((size_t)n + 1, sizeof *jobs);
    if (!jobs)
        return sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    for (int k = 0; k < n; k++) { /* everything is checked before anything is simulated */
        const int this_one =
            prepare(&self, &jobs[k], groups, n_groups, options->files[k]);
        status = status ? status : this_one;
    }
    if (!status)
        status = check_distinct(jobs, n, diagnostics);
    for (int k = 0; k < n && !status; k++)
        status =
            jobs[k].done ? show_existing(&self, &jobs[k]) : simulate(&self, &jobs[k]);
    for (int k = 0; k < n; k++)
        sw_scenario_free(&jobs[k].scenario);
    free(jobs);
    return status;
}
