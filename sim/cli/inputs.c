/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See inputs.h. */
#include "inputs.h"

#include <string.h>
#include <sys/stat.h>

#include <sidework/design_file.h>
#include <sidework/observations.h>

int sw_inputs_keep(const char *output, const char *input, sw_diagnostics *diagnostics)
{
    struct stat a, b;
    if (stat(output, &a) || stat(input, &b) || a.st_dev != b.st_dev ||
        a.st_ino != b.st_ino)
        return SW_OK;
    return sw_fail(diagnostics, SW_CREATE,
                   "%s: is an input of this command and would be lost; choose another -o",
                   "%s: この命令が読むファイルであり、上書きすると失われます"
                   "（別の -o を指定してください）",
                   output);
}

int sw_inputs_keep_scenario(const char *output, const sw_scenario *scenario,
                            sw_diagnostics *diagnostics)
{
    const char *last = "";
    int status = SW_OK;
    for (int k = 0; k < scenario->n_origins && !status; k++) {
        const sw_origin *o = &scenario->origins[k];
        if (o->line == 0 ||
            strcmp(o->file, last) == 0) /* no file, or the one just seen */
            continue;
        last = o->file;
        status = sw_inputs_keep(output, o->file, diagnostics);
    }
    return status;
}

int sw_inputs_expect_scenario(const char *path, sw_diagnostics *diagnostics)
{
    if (sw_design_file_is_in(path))
        return sw_fail(
            diagnostics, SW_INPUT,
            "%s: is a design, not a scenario; `sidework explore` and `sidework "
            "sensitivity` run designs",
            "%s: シナリオではなく設計のファイルです。設計は `sidework explore` "
            "か `sidework sensitivity` で実行します",
            path);
    if (sw_observations_are_in(path))
        return sw_fail(
            diagnostics, SW_INPUT,
            "%s: holds observations, not a scenario; `sidework calibrate` takes "
            "them together with one",
            "%s: シナリオではなく観測値のファイルです。`sidework calibrate` に"
            "シナリオと並べて指定します",
            path);
    return SW_OK;
}
