/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See tell.h. */
#include "tell.h"

void sw_tell_result(const sw_options *options, const char *path, int was_there)
{
    const int ja = options->language == SW_JAPANESE;
    if (options->quiet)
        return;
    if (was_there)
        fprintf(stderr, ja ? "%s: 実行済みです\n" : "%s: already done\n", path);
    else
        fprintf(stderr, ja ? "結果ファイル: %s\n" : "result file: %s\n", path);
}

int sw_tell_shown(int status, FILE *out, const char *path, sw_diagnostics *diagnostics)
{
    if (!status && (ferror(out) || fflush(out)))
        status = SW_IO;
    if (status == SW_MEMORY)
        return sw_fail(diagnostics, status,
                       "no memory for the table; the result is in %s",
                       "表のためのメモリがありません。結果は %s にあります", path);
    if (status)
        return sw_fail(diagnostics, SW_IO,
                       "standard output could not be written; the result is in %s",
                       "標準出力に書き込めません。結果は %s にあります", path);
    return SW_OK;
}

void sw_tell_kept(const char *output, sw_diagnostics *diagnostics)
{
    (void)sw_fail(
        diagnostics, diagnostics->status,
        "%s.run: the finished replications are kept; once there is room, the same "
        "command with --resume writes the result without simulating again",
        "%s.run: 終わった試行は残っています。空きができたら、同じコマンドに --resume "
        "を付けると、シミュレーションをやり直さずに結果を作成します",
        output);
}

int sw_is_stopped(int status)
{
    return status == SW_HANGUP || status == SW_INTERRUPT || status == SW_TERMINATE;
}

int sw_tell_stopped(int status, const char *output, unsigned kept, unsigned total,
                    sw_diagnostics *diagnostics)
{
    return sw_fail(
        diagnostics, status,
        "%s: stopped; %u of %u replications are finished and kept; the same command "
        "with --resume goes on",
        "%s: 停止しました。%u 回（全 %u 回）が終わり、残してあります。同じコマンドに "
        "--resume を付けると続きます",
        output, kept, total);
}
