/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command: finds the verb, calls it, prints messages, returns the exit code of
 * INTERFACE. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "models.h"

#include <sidework/calibration.h>
#include <sidework/export.h>
#include <sidework/overview.h>
#include <sidework/result.h>

#include "calibrate.h"
#include "check.h"
#include "compare.h"
#include "explore.h"
#include "help.h"
#include "info.h"
#include "merge.h"
#include "options.h"
#include "params.h"
#include "report.h"
#include "run.h"
#include "run_shared.h"
#include "sensitivity.h"
#include "verify.h"

typedef struct context {
    const sw_options *options;
    const sw_group *groups[SW_MAX_GROUPS];
    int n_groups;
    sw_diagnostics *diagnostics;
} context;

static int verb_run(const context *c)
{
    return sw_cli_run_shared(&sw_model_city_hall, c->groups, c->n_groups, c->options,
                             stdout, c->diagnostics);
}

static int verb_merge(const context *c)
{
    return sw_cli_merge(&sw_model_city_hall, c->groups, c->n_groups, c->options, stdout,
                        c->diagnostics);
}

static int verb_check(const context *c)
{
    const sw_options *o = c->options;
    sw_check check = {.model = &sw_model_city_hall,
                      .groups = c->groups,
                      .n_groups = c->n_groups,
                      .overrides = o->overrides,
                      .n_overrides = o->n_overrides,
                      .effective = o->effective,
                      .estimate = o->estimate,
                      .threads = o->threads,
                      .precision = o->precision,
                      .options = o,
                      .out = stdout,
                      .diagnostics = c->diagnostics};
    int status = SW_OK;
    if (o->json)
        return sw_cli_check_json(&check, o->files, o->n_files);
    for (int k = 0; k < o->n_files; k++) {
        const int this_one = sw_cli_check(&check, o->files[k]);
        status = status ? status : this_one;
    }
    return status;
}

static int verb_params(const context *c)
{
    return sw_cli_params(c->groups, c->n_groups, c->options->format, c->options->language,
                         stdout);
}

static int verb_info(const context *c)
{
    const sw_options *o = c->options;
    const int list = o->json && o->n_files > 1; /* one document */
    int status = SW_OK, n_shown = 0;
    for (int k = 0; k < o->n_files && !status; k++) {
        sw_results results = {0};
        char kind[SW_KIND_BYTES];
        status = sw_overview_kind(o->files[k], kind, c->diagnostics);
        const int posterior = !status && strcmp(kind, "posterior") == 0;
        if (kind[0] == '\0' && !status)
            status = sw_result_read(&results, o->files[k], c->diagnostics);
        if (!status && list)
            (void)fputs(n_shown++ > 0 ? "," : "[", stdout);
        if (!status && posterior)
            status = sw_cli_info_posterior(o->files[k], o, stdout, c->diagnostics);
        else if (!status && kind[0] != '\0')
            status = sw_overview_print(o->files[k], o->language, o->json, stdout,
                                       c->diagnostics);
        else if (!status)
            status = sw_cli_info(&results, o->files[k], o->language, o->json, stdout);
        sw_results_free(&results);
    }
    if (n_shown > 0)
        (void)fputs("]\n", stdout);
    return status;
}

static int verb_verify(const context *c)
{
    return sw_cli_verify(&sw_model_city_hall, c->groups, c->n_groups, c->options, stdout,
                         c->diagnostics);
}

static int verb_export(const context *c)
{
    const sw_options *o = c->options;
    sw_results results = {0};
    sw_summary summary = {0};
    int status;
    if (!o->csv_directory || o->n_files != 1)
        return sw_fail(
            c->diagnostics, SW_USAGE, "export takes one RESULT.h5 and --csv DIR",
            "export には結果ファイル１つと --csv ディレクトリ を指定してください");
    const sw_file_kind kind = sw_file_kind_of(o->files[0]);
    status = kind == SW_FILE_OTHER ? sw_result_read(&results, o->files[0], c->diagnostics)
                                   : sw_cli_export_beside(o, kind, c->diagnostics);
    if (!status && kind == SW_FILE_OTHER)
        status = sw_result_read_summary(&summary, o->files[0], c->diagnostics);
    if (!status && kind == SW_FILE_OTHER)
        status = sw_export_csv(&results, &summary, o->csv_directory, o->force, o->bom,
                               o->language, c->diagnostics);
    if (!status && !o->quiet)
        fprintf(stderr, o->language == SW_JAPANESE ? "表: %s\n" : "tables: %s\n",
                o->csv_directory);
    sw_summary_free(&summary);
    sw_results_free(&results);
    return status;
}

static int verb_compare(const context *c)
{
    return sw_cli_compare(c->options, stdout, c->diagnostics);
}

static int verb_calibrate(const context *c)
{
    return sw_cli_calibrate(&sw_model_city_hall, c->groups, c->n_groups, c->options,
                            stdout, c->diagnostics);
}

static int verb_explore(const context *c)
{
    return sw_cli_explore(&sw_model_city_hall, c->groups, c->n_groups, c->options, stdout,
                          c->diagnostics);
}

static int verb_sensitivity(const context *c)
{
    return sw_cli_sensitivity(&sw_model_city_hall, c->groups, c->n_groups, c->options,
                              stdout, c->diagnostics);
}

static int verb_report(const context *c)
{
    return sw_cli_report(c->options, c->diagnostics);
}

typedef struct verb {
    const char *name;
    int (*run)(const context *c); /* NULL: not in this release */
    int options;
    int min_files;
} verb;

static const verb verbs[] = {
    {"run", verb_run,
     SW_OPTION_OUTPUT | SW_OPTION_SCENARIO | SW_OPTION_REPLICATIONS | SW_OPTION_THREADS |
         SW_OPTION_RESUME | SW_OPTION_FORCE | SW_OPTION_JSON | SW_OPTION_PARTIAL |
         SW_OPTION_SHARD | SW_OPTION_PRECISION | SW_OPTION_POSTERIOR,
     1},
    {"merge", verb_merge,
     SW_OPTION_OUTPUT | SW_OPTION_RESUME | SW_OPTION_FORCE | SW_OPTION_JSON |
         SW_OPTION_POSTERIOR,
     1},
    {"check", verb_check,
     SW_OPTION_SCENARIO | SW_OPTION_REPLICATIONS | SW_OPTION_EFFECTIVE | SW_OPTION_JSON |
         SW_OPTION_ESTIMATE | SW_OPTION_THREADS | SW_OPTION_PRECISION |
         SW_OPTION_POSTERIOR,
     1},
    {"params", verb_params, SW_OPTION_TABLE | SW_OPTION_JSON, 0},
    {"info", verb_info, SW_OPTION_JSON, 1},
    {"verify", verb_verify, SW_OPTION_REPLICATIONS | SW_OPTION_THREADS | SW_OPTION_JSON,
     1},
    {"export", verb_export, SW_OPTION_CSV_DIRECTORY | SW_OPTION_FORCE | SW_OPTION_BOM, 1},
    {"compare", verb_compare, SW_OPTION_OUTPUT | SW_OPTION_FORCE | SW_OPTION_JSON, 1},
    {"explore", verb_explore,
     SW_OPTION_OUTPUT | SW_OPTION_SCENARIO | SW_OPTION_REPLICATIONS | SW_OPTION_THREADS |
         SW_OPTION_RESUME | SW_OPTION_FORCE | SW_OPTION_JSON | SW_OPTION_PARTIAL |
         SW_OPTION_ESTIMATE,
     1},
    {"sensitivity", verb_sensitivity,
     SW_OPTION_OUTPUT | SW_OPTION_SCENARIO | SW_OPTION_REPLICATIONS | SW_OPTION_THREADS |
         SW_OPTION_RESUME | SW_OPTION_FORCE | SW_OPTION_JSON | SW_OPTION_PARTIAL |
         SW_OPTION_ESTIMATE,
     1},
    {"calibrate", verb_calibrate,
     SW_OPTION_OUTPUT | SW_OPTION_SCENARIO | SW_OPTION_THREADS | SW_OPTION_RESUME |
         SW_OPTION_FORCE | SW_OPTION_JSON | SW_OPTION_LEARNING,
     1},
    {"report", verb_report, SW_OPTION_OUTPUT | SW_OPTION_FORCE | SW_OPTION_BOM, 1},
    {"update", NULL, ~0, 0},
    {"backcast", NULL, ~0, 0},
    {"explain", NULL, ~0, 0},
};

static const verb *find_verb(const char *name)
{
    for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
        if (strcmp(verbs[k].name, name) == 0)
            return &verbs[k];
    }
    return NULL;
}

static int call_verb(context *c)
{
    const sw_options *o = c->options;
    const verb *v = find_verb(o->verb);
    if (!v)
        return sw_fail(c->diagnostics, SW_USAGE, "%s: no such verb; see sidework --help",
                       "%s: そのような動詞はありません。sidework --help をご覧ください",
                       o->verb);
    if (!v->run)
        return sw_fail(c->diagnostics, SW_USAGE,
                       "%s: the name is reserved; it comes with a later release",
                       "%s: 予約済みの名前です。今後の版で使えるようになります", o->verb);
    if (o->n_files < v->min_files)
        return sw_fail(c->diagnostics, SW_USAGE, "%s: which file? see sidework --help",
                       "%s: ファイルを指定してください。sidework --help をご覧ください",
                       o->verb);
    const int status = sw_options_allow(o, v->options, c->diagnostics);
    if (status || (o->ranks->rank > 0 && v->run != verb_run)) /* once is enough */
        return status;
    return v->run(c);
}

static void add_groups(context *c)
{
    for (int k = 0; k < sw_model_city_hall.n_mechanisms; k++)
        c->groups[c->n_groups++] = &sw_model_city_hall.mechanisms[k]->group;
}

static int answer(context *c, const sw_options *o)
{
    if (o->ranks->rank > 0 && (o->version || o->help || !o->verb))
        return o->version || o->help ? SW_OK : SW_USAGE;
    if (o->version)
        return printf("sidework %s\n", SIDEWORK_VERSION) < 0 ? SW_IO : SW_OK;
    if (o->help)
        return sw_cli_help(stdout, o->language);
    if (!o->verb) {
        sw_cli_help(stderr, o->language);
        return SW_USAGE;
    }
    return call_verb(c);
}

/* A file that may not grow and a reader that has gone are write errors like any other:
 * they are reported and tidied up after, not died of. */
static void ignore_write_signals(void)
{
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)signal(SIGPIPE, SIG_IGN);
}

/* Messages go to standard error, in an MPI run from one rank only. */
static void print_messages(const sw_diagnostics *d, const sw_ranks *ranks)
{
    if (!ranks->speaks || d->count == 0)
        return;
    if (ranks->rank > 0)
        fprintf(stderr,
                d->language == SW_JAPANESE ? "ランク %d（全 %d）: " : "rank %d of %d: ",
                ranks->rank, ranks->size);
    fputs(d->text, stderr);
    if (d->dropped)
        fprintf(stderr,
                d->language == SW_JAPANESE ? "（ほかに %d 件）\n" : "(and %d more)\n",
                d->dropped);
}

static int command(int argc, char **argv, sw_ranks *ranks, sw_diagnostics *diagnostics)
{
    sw_options *options = calloc(1, sizeof *options);
    context c = {.options = options, .diagnostics = diagnostics};
    if (!options) {
        sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
        print_messages(diagnostics, ranks);
        return SW_MEMORY;
    }
    add_groups(&c);
    int status = sw_options_read(options, argc, argv, diagnostics);
    options->ranks = ranks;
    if (!status)
        status = answer(&c, options);
    if (!status && (fflush(stdout) || ferror(stdout)))
        status = sw_fail(diagnostics, SW_IO, "standard output could not be written",
                         "標準出力に書き込めません");
    print_messages(diagnostics, ranks);
    sw_options_free(options);
    free(options);
    return status;
}

/* A closed standard stream gives its number to the next file that is opened, and what is
 * said would be written into it. So each has a place that cannot be written (or read). */
static int hold_standard_streams(void)
{
    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            return SW_INTERNAL;
    }
    return SW_OK;
}

int main(int argc, char **argv)
{
    if (hold_standard_streams())
        return sw_status_exit_code(SW_INTERNAL);
    static sw_diagnostics diagnostics; /* 16 KiB: too large for a careful stack */
    sw_ranks ranks;
    sw_diagnostics_init(&diagnostics, sw_environment_language());
    ignore_write_signals();
    (void)
        gsl_set_error_handler_off(); /* it would end the process; its results are looked at */
    sw_result_in_own_process();
    int status = sw_ranks_begin(&ranks, &argc, &argv);
    if (!status)
        status = command(argc, argv, &ranks, &diagnostics);
    sw_ranks_end(&ranks, sw_status_exit_code(status));
    return sw_status_exit_code(status);
}
