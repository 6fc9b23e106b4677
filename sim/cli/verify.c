/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to verify a file; what is said about it is in verify_report.c. See
 * verify.h. */
#include "verify.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/ensemble.h>
#include <sidework/result.h>

#include "progress.h"
#include "verify_report.h"

typedef struct verifier {
    const sw_model *model;
    const sw_group *const *groups;
    int n_groups;
    const sw_options *options;
    uint32_t wanted; /* replications to be run again */
} verifier;

static int read_wanted(const sw_options *o, uint32_t *wanted, sw_diagnostics *d)
{
    char *end = NULL;
    *wanted = SW_VERIFY_REPLICATIONS;
    if (!o->replications)
        return SW_OK;
    errno = 0;
    const long n = strtol(o->replications, &end, 10);
    if (errno || end == o->replications || *end || n < 1 || n > INT32_MAX)
        return sw_fail(
            d, SW_USAGE, "-n %s: a whole number from 1: replications to run again",
            "-n %s: 再実行する試行の数を 1 以上の整数で書いてください", o->replications);
    *wanted = (uint32_t)n;
    return SW_OK;
}

/* Another version may simulate another world: nothing can be run again. */
static int check_version(const sw_verification *v)
{
    if (strcmp(v->stored.version, SIDEWORK_VERSION) == 0)
        return SW_OK;
    return sw_fail(
        v->messages, SW_INPUT,
        "%s: made by version %s, this is %s; only the version that made it can "
        "run its replications again",
        "%s: 版 %s の結果です（このプログラムは %s）。試行を再実行できるのは作成"
        "した版だけです",
        v->path, v->stored.version, SIDEWORK_VERSION);
}

/* The scenario in the file, which must be the text that the loader itself would write. */
static int load_scenario(const verifier *self, sw_verification *v)
{
    const sw_results *r = &v->stored;
    int status = sw_scenario_parse(&v->scenario, self->groups, self->n_groups, v->path,
                                   r->effective, NULL, 0, v->messages);
    if (!status)
        status = sw_model_check(self->model, &v->scenario, v->messages);
    if (status)
        return status;
    const struct sw_simulation *p = sw_scenario_simulation(&v->scenario);
    v->posterior = p->posterior[0] != '\0';
    const uint32_t n = (uint32_t)p->replications;
    if (strcmp(v->scenario.effective, r->effective) != 0 ||
        strcmp(v->scenario.digest, r->digest) != 0)
        return sw_fail(v->messages, SW_INPUT,
                       "%s: scenario: its text and its digest do not belong together",
                       "%s: scenario: シナリオの本文とダイジェストが一致しません",
                       v->path);
    const int may_be_fewer = r->incomplete || r->stopping.width > 0;
    if (r->n_replications > n || (!may_be_fewer && r->n_replications != n))
        return sw_fail(v->messages, SW_INPUT,
                       "%s: holds %u replications, its scenario says %u",
                       "%s: %u 回分ありますが、シナリオでは %u 回です", v->path,
                       r->n_replications, n);
    return SW_OK;
}

/* What was drawn from a posterior is taken from the file: the posterior may be gone. Whoever
 * made the file, no value reaches the model that its scenario does not allow. */
static int check_parameters(const sw_verification *v)
{
    const sw_scenario *scenario = &v->scenario;
    const size_t n = (size_t)scenario->n_priors;
    if (!v->posterior || !v->stored.parameter_values ||
        v->stored.n_parameters != scenario->n_priors) /* begin() will say so */
        return SW_OK;
    for (size_t k = 0; k < n; k++) {
        const sw_group *group = scenario->groups[scenario->priors[k].group];
        const sw_field *field = group->fields;
        while (field->offset != scenario->priors[k].offset)
            field++;
        for (size_t r = 0; r < v->stored.n_replications; r++) {
            const double x = v->stored.parameter_values[r * n + k];
            if (!(x >= field->low && x <= field->high))
                return sw_fail(v->messages, SW_INPUT,
                               "%s: parameter_value: replication %zu: %s = %g is outside "
                               "%g to %g",
                               "%s: parameter_value: 試行 %zu: %s = %g は範囲 %g ～ %g "
                               "の外です",
                               v->path, r, scenario->priors[k].path, x, field->low,
                               field->high);
        }
    }
    return SW_OK;
}

/* Marks m of n: the first, the last, evenly between. */
static int choose(const verifier *self, sw_verification *v)
{
    const uint32_t n = v->stored.n_replications;
    uint32_t m = self->wanted < n ? self->wanted : n;
    v->which = calloc((size_t)n + 1, 1);
    if (!v->which)
        return sw_fail(v->messages, SW_MEMORY, "out of memory", "メモリ不足");
    if (v->stored.keep == SW_KEEP_SUMMARIES && (m < n || v->posterior))
        m = 0; /* only all of them can be compared: as a summary; of a posterior, none */
    for (uint32_t k = 0; k < m; k++)
        v->which[m > 1 ? (uint64_t)k * (n - 1) / (m - 1) : 0] = 1;
    v->n_again = m;
    return SW_OK;
}

/* Before anything is simulated: is the file of the shape that its scenario gives? */
static int begin(void *context, sw_results *results, unsigned char *done)
{
    sw_verification *v = context;
    for (uint32_t r = 0; r < results->n_replications; r++)
        done[r] = !v->which[r];
    const int status =
        sw_results_check_structure(&v->stored, results, v->path, v->messages);
    v->stage = status ? v->stage : SW_VERIFIED_STRUCTURE;
    return status;
}

static int progress(void *context, uint32_t finished)
{
    const sw_verification *v = context;
    const uint32_t skipped = v->stored.n_replications - v->n_again;
    return sw_progress_show(v->progress, finished > skipped ? finished - skipped : 0);
}

static int run_again(const verifier *self, sw_verification *v)
{
    static const double none[1] = {0}; /* where nothing is run again */
    const int threads = self->options->threads;
    const double *values = v->stored.parameter_values;
    sw_progress shown;
    const sw_ensemble_options options = {
        .seed = sw_scenario_simulation(&v->scenario)->seed,
        .n_replications = v->stored.n_replications,
        .n_threads = threads,
        .progress = progress,
        .context = v,
        .begin = begin,
        .values = v->posterior ? values ? values : none : NULL,
    };
    sw_progress_begin(&shown, v->path, v->n_again, self->options->quiet,
                      self->options->language);
    v->progress = &shown;
    const int status = sw_ensemble_run(&v->again, self->model, &v->scenario,
                                       SIDEWORK_VERSION, &options, v->messages);
    sw_progress_end(&shown);
    v->progress = NULL;
    return status;
}

/* The summary once more, from what was run again if that is all, else from what is
 * stored. */
static int compare_summary(sw_verification *v)
{
    const int whole = v->n_again == v->stored.n_replications;
    sw_summary again = {0};
    if (!whole && v->stored.keep == SW_KEEP_SUMMARIES)
        return SW_OK;
    int status = sw_summary_make(&again, whole ? &v->again : &v->stored, v->messages);
    if (!status)
        sw_summary_differ(&v->summary, &again, &v->of_summary);
    sw_summary_free(&again);
    return status == SW_INTERNAL ? SW_INPUT : status; /* it is the file that is odd */
}

static int compare(sw_verification *v)
{
    if (v->stored.keep != SW_KEEP_SUMMARIES)
        sw_results_differ(&v->stored, &v->again, v->which, &v->of_values);
    int status = compare_summary(v);
    if (status)
        return status;
    v->stage = SW_VERIFIED_VALUES;
    if (v->of_values.different)
        status = sw_verify_complain(v, &v->of_values);
    if (v->of_summary.different)
        status = sw_verify_complain(v, &v->of_summary);
    return status;
}

static int verify(const verifier *self, sw_verification *v)
{
    int status = sw_result_read(&v->stored, v->path, v->messages);
    if (!status)
        status = sw_result_read_summary(&v->summary, v->path, v->messages);
    if (!status)
        v->stage = SW_VERIFIED_DIGEST;
    status = status ? status : check_version(v);
    status = status ? status : load_scenario(self, v);
    status = status ? status : check_parameters(v);
    status = status ? status : choose(self, v);
    status = status ? status : run_again(self, v);
    return status ? status : compare(v);
}

static int verify_file(const verifier *self, const char *path, sw_verify_report *report,
                       sw_diagnostics *diagnostics)
{
    sw_verification v = {.path = path, .messages = report->messages};
    sw_diagnostics_init(v.messages, diagnostics->language);
    v.status = verify(self, &v);
    sw_verify_report_file(report, &v, diagnostics);
    sw_summary_free(&v.summary);
    sw_scenario_free(&v.scenario);
    sw_results_free(&v.again);
    sw_results_free(&v.stored);
    free(v.which);
    return v.status;
}

int sw_cli_verify(const sw_model *model, const sw_group *const *groups, int n_groups,
                  const sw_options *options, FILE *out, sw_diagnostics *diagnostics)
{
    verifier self = {model, groups, n_groups, options, 0};
    sw_verify_report report = {.out = out,
                               .json = {.stream = out},
                               .as_json = options->json,
                               .language = options->language,
                               .n_files = options->n_files};
    int status = read_wanted(options, &self.wanted, diagnostics);
    if (status)
        return status;
    report.messages = malloc(sizeof *report.messages); /* 16 KiB */
    if (!report.messages)
        return sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    sw_verify_report_begin(&report);
    for (int k = 0; k < options->n_files; k++) {
        const int this_one = verify_file(&self, options->files[k], &report, diagnostics);
        status = status ? status : this_one;
    }
    sw_verify_report_end(&report);
    free(report.messages);
    if (fflush(out) || ferror(out)) {
        const int bad =
            sw_fail(diagnostics, SW_IO, "standard output could not be written",
                    "標準出力に書き込めません");
        status = status ? status : bad;
    }
    return status;
}
