/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command: finds the verb, calls it, prints messages, returns the exit code of
 * INTERFACE. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models.h"

#include <sidework/export.h>
#include <sidework/result.h>

#include "check.h"
#include "help.h"
#include "info.h"
#include "options.h"
#include "params.h"
#include "run.h"

typedef struct context {
    const sw_options *options;
    const sw_group *groups[SW_MAX_GROUPS];
    int n_groups;
    sw_diagnostics *diagnostics;
} context;

static int verb_run(const context *c)
{
    return sw_cli_run(&sw_model_city_hall, c->groups, c->n_groups, c->options, stdout,
                      c->diagnostics);
}

static int verb_check(const context *c)
{
    const sw_options *o = c->options;
    sw_check check = {&sw_model_city_hall, c->groups,    c->n_groups, o->overrides,
                      o->n_overrides,      o->effective, stdout,      c->diagnostics};
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
        status = sw_result_read(&results, o->files[k], c->diagnostics);
        if (!status && list)
            (void)fputs(n_shown++ > 0 ? "," : "[", stdout);
        if (!status)
            status = sw_cli_info(&results, o->files[k], o->language, o->json, stdout);
        sw_results_free(&results);
    }
    if (n_shown > 0)
        (void)fputs("]\n", stdout);
    return status;
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
    status = sw_result_read(&results, o->files[0], c->diagnostics);
    if (!status)
        status = sw_result_read_summary(&summary, o->files[0], c->diagnostics);
    if (!status)
        status = sw_export_csv(&results, &summary, o->csv_directory, o->force, o->bom,
                               o->language, c->diagnostics);
    if (!status && !o->quiet)
        fprintf(stderr, o->language == SW_JAPANESE ? "表: %s\n" : "tables: %s\n",
                o->csv_directory);
    sw_summary_free(&summary);
    sw_results_free(&results);
    return status;
}

typedef struct verb {
    const char *name;
    int (*run)(const context *c); /* NULL: not in this release */
    int options;
    int min_files;
} verb;

static const verb verbs[] = {
    {"run", verb_run,
     SW_OPTION_OUTPUT | SW_OPTION_SCENARIO | SW_OPTION_THREADS | SW_OPTION_RESUME |
         SW_OPTION_FORCE | SW_OPTION_JSON | SW_OPTION_PARTIAL,
     1},
    {"check", verb_check, SW_OPTION_SCENARIO | SW_OPTION_EFFECTIVE | SW_OPTION_JSON, 1},
    {"params", verb_params, SW_OPTION_TABLE | SW_OPTION_JSON, 0},
    {"info", verb_info, SW_OPTION_JSON, 1},
    {"export", verb_export, SW_OPTION_CSV_DIRECTORY | SW_OPTION_FORCE | SW_OPTION_BOM, 1},
    {"compare", NULL, ~0, 0},
    {"explore", NULL, ~0, 0},
    {"sensitivity", NULL, ~0, 0},
    {"calibrate", NULL, ~0, 0},
    {"merge", NULL, ~0, 0},
    {"report", NULL, ~0, 0},
    {"verify", NULL, ~0, 0},
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
    return status ? status : v->run(c);
}

static void add_groups(context *c)
{
    for (int k = 0; k < sw_model_city_hall.n_mechanisms; k++)
        c->groups[c->n_groups++] = &sw_model_city_hall.mechanisms[k]->group;
}

static int answer(context *c, const sw_options *o)
{
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

int main(int argc, char **argv)
{
    static sw_diagnostics diagnostics; /* 16 KiB: too large for a careful stack */
    sw_options *options = calloc(1, sizeof *options);
    context c = {.options = options, .diagnostics = &diagnostics};
    sw_diagnostics_init(&diagnostics, sw_environment_language());
    ignore_write_signals();
    if (!options)
        return sw_status_exit_code(SW_MEMORY);
    add_groups(&c);
    int status = sw_options_read(options, argc, argv, &diagnostics);
    if (!status)
        status = answer(&c, options);
    if (!status && (fflush(stdout) || ferror(stdout)))
        status = sw_fail(&diagnostics, SW_IO, "standard output could not be written",
                         "標準出力に書き込めません");
    fputs(diagnostics.text, stderr);
    if (diagnostics.dropped)
        fprintf(stderr,
                options->language == SW_JAPANESE ? "（ほかに %d 件）\n"
                                                 : "(and %d more)\n",
                diagnostics.dropped);
    sw_options_free(options);
    free(options);
    return sw_status_exit_code(status);
}
