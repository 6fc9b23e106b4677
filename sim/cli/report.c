/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `report` reads and where it goes; what it is, is in output/report. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/report.h>
#include <sidework/result.h>

#include "inputs.h"

/* The group of the scenario that the synthetic staff is made from (models/staff.def). */
static const char staff_group[] = "staff";

typedef struct reading {
    sw_reported files[SW_MOST_REPORTED];
    int n;
    sw_report_beside beside;
    int unread; /* the status of the first that could not be read */
} reading;

static int read_results(reading *self, const char *path, sw_diagnostics *d)
{
    sw_reported *f = &self->files[self->n];
    memset(f, 0, sizeof *f);
    f->path = path;
    int status = sw_result_read(&f->results, path, d);
    if (!status)
        status = sw_result_read_summary(&f->summary, path, d);
    if (!status) {
        self->n++;
        return SW_OK;
    }
    sw_summary_free(&f->summary);
    sw_results_free(&f->results);
    self->unread = self->unread ? self->unread : status;
    return status;
}

/* Results, or what may stand beside them. */
static int read_any(reading *self, const char *path, sw_diagnostics *d)
{
    int status;
    switch (sw_file_kind_of(path)) {
    case SW_FILE_STUDY:
        status = sw_study_read(&self->beside.studies[self->beside.n_studies], path, d);
        self->beside.n_studies += status == SW_OK;
        break;
    case SW_FILE_POSTERIOR:
        status = sw_calibration_read(&self->beside.posteriors[self->beside.n_posteriors],
                                     path, d);
        self->beside.n_posteriors += status == SW_OK;
        break;
    default:
        return read_results(self, path, d);
    }
    self->unread = self->unread ? self->unread : status;
    return status;
}

static void free_all(reading *self)
{
    for (int k = 0; k < self->n; k++) {
        sw_summary_free(&self->files[k].summary);
        sw_results_free(&self->files[k].results);
    }
    for (int k = 0; k < self->beside.n_studies; k++)
        sw_study_free(&self->beside.studies[k]);
    for (int k = 0; k < self->beside.n_posteriors; k++)
        sw_calibration_free(&self->beside.posteriors[k]);
    free(self);
}

static int check(const sw_options *o, const sw_report_options *options, sw_diagnostics *d)
{
    if (!o->output)
        return sw_fail(d, SW_USAGE, "report takes RESULT.h5... and -o DIR",
                       "report には結果ファイルと -o ディレクトリ を指定してください");
    if (o->n_files > SW_MOST_REPORTED)
        return sw_fail(
            d, SW_USAGE,
            "report: %d files; at most %d fit into one report, more lines could "
            "not be told apart",
            "report: ファイルが %d 個あります。１つの報告書には %d 個まで"
            "（それ以上は線を見分けられません）",
            o->n_files, SW_MOST_REPORTED);
    return sw_report_check(options, d);
}

static int no_results(sw_diagnostics *d)
{
    return sw_fail(
        d, SW_INPUT,
        "report: explorations and posteriors stand beside results; give at least "
        "one result file of `sidework run`, too",
        "report: 探索の結果や事後分布だけでは報告書を作れません。sidework run の"
        "結果ファイルも１つ以上指定してください");
}

int sw_cli_report(const sw_options *o, sw_diagnostics *d)
{
    sw_report_options options = {.directory = o->output,
                                 .replace = o->force,
                                 .bom = o->bom,
                                 .language = o->language,
                                 .staff_group = staff_group};
    int status = check(o, &options, d);
    if (status)
        return status;
    reading *files = calloc(1, sizeof *files);
    if (files == NULL)
        return sw_fail(d, SW_MEMORY, "no memory for the report",
                       "報告書のためのメモリを確保できません");
    for (int k = 0; k < o->n_files && status != SW_MEMORY; k++)
        status = read_any(files, o->files[k], d);
    options.problems = files->unread ? d->text : NULL;
    options.beside = &files->beside;
    if (files->n == 0 || status == SW_MEMORY) {
        status = files->unread ? files->unread : no_results(d);
        goto out;
    }
    status = sw_report_write(files->files, files->n, &options, d);
    if (!status && !o->quiet)
        fprintf(stderr,
                o->language == SW_JAPANESE ? "報告書: %s/index.html\n"
                                           : "report: %s/index.html\n",
                o->output);
    status = status ? status : files->unread;
out:
    free_all(files);
    return status;
}
