/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merge is the end of a run: it publishes what the shards have finished; see merge.h. */
#include "merge.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sidework/journal.h>
#include <sidework/result.h>

#include "run.h"

enum { PATH_BYTES = 4096 };

/* "plan.h5" from "plan.h5", "plan.h5.run", "plan.h5.run/". */
static void name_result(const char *given, char result[PATH_BYTES])
{
    size_t length = strlen(given);
    while (length > 1 && given[length - 1] == '/')
        length--;
    if (length > 4 && strncmp(given + length - 4, ".run", 4) == 0)
        length -= 4;
    (void)snprintf(result, PATH_BYTES, "%.*s", (int)length, given);
}

static int check(const sw_options *o, sw_diagnostics *d)
{
    for (int k = 0; k < o->n_files; k++) {
        if (strlen(o->files[k]) > PATH_BYTES - 32)
            return sw_fail(d, SW_USAGE, "%.*s...: the name is too long",
                           "%.*s...: 名前が長すぎます", sw_whole(o->files[k], 100),
                           o->files[k]);
    }
    if (!o->output && o->n_files != 1)
        return sw_fail(
            d, SW_USAGE,
            "merge takes one OUT.h5, or -o OUT.h5 and the run directories of the shards",
            "merge には OUT.h5 を１つ、または -o OUT.h5 と分割の実行ディレクトリを指定"
            "してください");
    return SW_OK;
}

static int look(const char *directory, uint32_t *n, sw_diagnostics *d)
{
    if (sw_run_replications(directory, n))
        return sw_fail(d, SW_IO, "%s/scenario.cfg: cannot be read: %s",
                       "%s/scenario.cfg: 読めません: %s", directory, strerror(errno));
    return SW_OK;
}

/* The longest of the scenarios kept in the directories; they differ in nothing else. */
static int find_scenario(const sw_options *o, const char *own, char path[PATH_BYTES + 32],
                         uint32_t *longest, sw_diagnostics *d)
{
    const char *directory = own;
    int status = look(own, longest, d);
    for (int k = 0; o->output && k < o->n_files && !status; k++) {
        uint32_t n;
        status = look(o->files[k], &n, d);
        if (!status && n == 0)
            status = sw_fail(d, SW_MISSING, "%s: no shards of a run are there",
                             "%s: 分割した実行（--shard）のディレクトリではありません",
                             o->files[k]);
        directory = n > *longest ? o->files[k] : directory;
        *longest = n > *longest ? n : *longest;
    }
    (void)snprintf(path, PATH_BYTES + 32, "%s/scenario.cfg", directory);
    return status;
}

/* No shards are there: merged before, or never run. */
static int nothing_to_merge(const sw_options *o, const char *result, sw_diagnostics *d)
{
    sw_results there = {0};
    if (access(result, F_OK) != 0)
        return sw_fail(
            d, SW_MISSING,
            "%s.run: no shards of a run are there; `run SCENARIO.cfg --shard 1/N -o %s` "
            "makes the first",
            "%s.run: 分割した実行がありません。run SCENARIO.cfg --shard 1/N -o %s "
            "で作ります",
            result, result);
    if (!o->resume)
        return sw_fail(d, SW_CREATE,
                       "%s: exists already, and no shards are beside it: merged before?",
                       "%s: 既にあり、結合する分割はありません（結合済み？）", result);
    int status = sw_result_read(&there, result, d);
    if (!status && there.incomplete)
        status = sw_fail(d, SW_MISSING, "%s: is incomplete, and no shards are beside it",
                         "%s: 未完の結果で、結合する分割がありません", result);
    if (!status && !o->quiet)
        fprintf(stderr,
                o->language == SW_JAPANESE ? "%s: 結合済みです\n"
                                           : "%s: already merged\n",
                result);
    sw_results_free(&there);
    return status;
}

int sw_cli_merge(const sw_model *model, const sw_group *const *groups, int n_groups,
                 const sw_options *options, FILE *out, sw_diagnostics *diagnostics)
{
    char result[PATH_BYTES], own[PATH_BYTES + 8], path[PATH_BYTES + 32];
    uint32_t n_replications = 0;
    int status = check(options, diagnostics);
    if (status)
        return status;
    name_result(options->output ? options->output : options->files[0], result);
    (void)snprintf(own, sizeof own, "%s.run", result);
    status = find_scenario(options, own, path, &n_replications, diagnostics);
    if (status)
        return status;
    if (n_replications == 0)
        return nothing_to_merge(options, result, diagnostics);
    sw_options end = *options;
    end.stage = SW_STAGE_PUBLISH;
    end.files[0] = path;
    end.n_files = 1;
    end.output = result;
    end.sources = options->output ? options->files : NULL;
    end.n_sources = options->output ? options->n_files : 0;
    return sw_cli_run(model, groups, n_groups, &end, out, diagnostics);
}
