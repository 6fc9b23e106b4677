/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short answer before a long run: is the file right, and which world is it. */
#include "check.h"

#include <sidework/replication.h>

int sw_cli_check(const sw_model *model, const sw_group *const *groups, int n_groups,
                 const char *path, const sw_override *overrides, int n_overrides,
                 int effective, FILE *out, sw_diagnostics *diagnostics)
{
    sw_scenario scenario = {0};
    int status = sw_scenario_load(&scenario, groups, n_groups, path, overrides,
                                  n_overrides, diagnostics);
    if (status == SW_OK) {
        status = sw_model_check(model, &scenario, diagnostics);
    }
    if (status != SW_OK) {
        goto out;
    }
    if (effective) {
        status = sw_scenario_print(&scenario, out);
    } else {
        const int japanese = diagnostics && diagnostics->language == SW_JAPANESE;
        const int written =
            fprintf(out,
                    japanese ? "%s: 問題なし（パラメーター %d 個、うち不確実 %d "
                               "個、ダイジェスト %.12s…）\n"
                             : "%s: ok (%d parameters, %d uncertain, digest %.12s…)\n",
                    path, scenario.n_origins, scenario.n_priors, scenario.digest);
        status = written < 0 || fflush(out) != 0 ? SW_IO : SW_OK;
    }
    if (status != SW_OK) {
        (void)sw_fail(diagnostics, status, "%s: the answer could not be written",
                      "%s: 結果を書き出せませんでした", path);
    }
out:
    sw_scenario_free(&scenario);
    return status;
}
