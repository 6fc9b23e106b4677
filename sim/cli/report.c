/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `report` reads and where it goes; what it is, is in output/report. */
#include "report.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/report.h>
#include <sidework/result.h>

#include "durable.h"
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

static int is_stop(int status)
{
    return status == SW_HANGUP || status == SW_INTERRUPT || status == SW_TERMINATE;
}

/* What became of the directory, where the work ended early. */
static void tell_of_kept(const sw_options *o, int status, sw_diagnostics *d)
{
    if (is_stop(status))
        (void)sw_fail(d, status,
                      "%s: stopped; nothing there was changed, and the same command "
                      "makes the report from its beginning",
                      "%s: 停止しました。このフォルダーには何も変更を加えていません。同じ"
                      "コマンドで最初から作成できます",
                      o->output);
    else if (status == SW_IO || status == SW_MEMORY)
        (void)sw_fail(d, status, "%s: the report could not be made",
                      "%s: 報告書を作成できませんでした", o->output);
}

int sw_cli_report(const sw_options *o, sw_diagnostics *d)
{
    sw_report_options options = {.directory = o->output,
                                 .replace = o->force,
                                 .bom = o->bom,
                                 .language = o->language,
                                 .staff_group = staff_group,
                                 .stop = sw_stop_requested};
    int status = check(o, &options, d);
    if (status)
        return status;
    reading *files = calloc(1, sizeof *files);
    if (files == NULL)
        return sw_fail(d, SW_MEMORY, "no memory for the report",
                       "報告書のためのメモリを確保できません");
    sw_stop_on_signals();
    /* Pango's threads would each reserve 128 MiB of address space for a moment: little
     * memory would be enough or not by chance */
    (void)mallopt(M_ARENA_MAX, 1);
    for (int k = 0; k < o->n_files && status != SW_MEMORY && !sw_stop_requested(); k++)
        status = read_any(files, o->files[k], d);
    options.problems = files->unread ? d->text : NULL;
    options.beside = &files->beside;
    if (sw_stop_requested()) {
        status = sw_stop_requested();
        goto out;
    }
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
    tell_of_kept(o, status, d);
    free_all(files);
    return status;
}

int sw_cli_export_beside(const sw_options *o, sw_file_kind kind, sw_diagnostics *d)
{
    const sw_report_options options = {.directory = o->csv_directory,
                                       .replace = o->force,
                                       .bom = o->bom,
                                       .language = o->language};
    sw_report_beside *beside = calloc(1, sizeof *beside);
    if (beside == NULL)
        return sw_fail(d, SW_MEMORY, "no memory for the tables",
                       "表のためのメモリを確保できません");
    int status = kind == SW_FILE_STUDY
                     ? sw_study_read(&beside->studies[0], o->files[0], d)
                     : sw_calibration_read(&beside->posteriors[0], o->files[0], d);
    beside->n_studies = kind == SW_FILE_STUDY;
    beside->n_posteriors = kind == SW_FILE_POSTERIOR;
    if (!status)
        status = sw_report_tables(beside, &options, d);
    sw_study_free(&beside->studies[0]);
    sw_calibration_free(&beside->posteriors[0]);
    free(beside);
    return status;
}
