/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See inputs.h. */
#include "inputs.h"

#include <string.h>
#include <sys/stat.h>

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
