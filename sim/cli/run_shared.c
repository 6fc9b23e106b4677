/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of a run that several processes share; see run_shared.h. */
#include "run_shared.h"

#include "durable.h"
#include "run.h"

static int check(const sw_options *o, sw_diagnostics *d)
{
    if (o->shard.of > 0 && (o->force || o->partial || o->json))
        return sw_fail(
            d, SW_USAGE,
            "--shard goes with none of --force (other shards' work would be lost: remove "
            "OUT.h5.run), --partial and --json (the result is made by merge)",
            "--shard は --force（ほかの分割の成果が失われます。OUT.h5.run "
            "を削除してください）、--partial、--json（結果は merge "
            "で作ります）と一緒には使えません");
    if (o->ranks->size > 1 && o->shard.of > 0)
        return sw_fail(d, SW_USAGE, "--shard: each of the %d ranks is a shard already",
                       "--shard: %d 個のランクがそれぞれ分割になるため使えません",
                       o->ranks->size);
    if (o->ranks->size > SW_MAX_SHARDS)
        return sw_fail(d, SW_USAGE, "%d ranks: at most %d", "%d ランク: %d までです",
                       o->ranks->size, SW_MAX_SHARDS);
    return SW_OK;
}

static void announce(const sw_options *o)
{
    if (o->ranks->rank > 0 || o->quiet)
        return;
    fprintf(stderr,
            o->language == SW_JAPANESE
                ? "%d ランクで実行します。途中で止まったら、同じコマンドに --resume "
                  "を付けると続きます（ランク数は変えてよい）\n"
                : "%d ranks; should one be lost, the same command with --resume goes on, "
                  "with any number of ranks\n",
            o->ranks->size);
}

int sw_cli_run_shared(const sw_model *model, const sw_group *const *groups, int n_groups,
                      const sw_options *options, FILE *out, sw_diagnostics *diagnostics)
{
    sw_ranks *ranks = options->ranks;
    sw_options mine = *options;
    int status = check(options, diagnostics);
    mine.stage = options->shard.of > 0 ? SW_STAGE_SHARD : SW_STAGE_ALL;
    if (status || ranks->size == 1)
        return status ? status
                      : sw_cli_run(model, groups, n_groups, &mine, out, diagnostics);
    ranks->interrupted = sw_stop_requested;
    mine.threads = options->threads ? options->threads : ranks->threads;
    if (!options->partial)
        mine.stage = SW_STAGE_LOOK;
    if (ranks->rank == 0)
        status = sw_cli_run(model, groups, n_groups, &mine, out, diagnostics);
    status = sw_ranks_agree(ranks, status);
    if (status || options->partial)
        return status;
    announce(options);
    mine.stage = SW_STAGE_SHARD;
    mine.shard = (sw_shard){ranks->rank + 1, ranks->size};
    mine.quiet = options->quiet || ranks->rank > 0;
    status = sw_cli_run(model, groups, n_groups, &mine, out, diagnostics);
    status = sw_ranks_agree(ranks, status);
    if (status || ranks->rank > 0)
        return status;
    mine.stage = SW_STAGE_PUBLISH;
    mine.shard = (sw_shard){0, 0};
    return sw_cli_run(model, groups, n_groups, &mine, out, diagnostics);
}
