/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a result file so that the final name is complete or absent: temporary file,
 * digest, read back, sync, rename. A crash at any point leaves at most a file named
 * `.OUT.h5.tmp-PID`, which the next write of the same name removes.
 */
#include "publish.h"
#include "result_file.h"

#include <stdlib.h>
#include <unistd.h>

int sw_result_check_output(const char *path, int replace, sw_diagnostics *diagnostics)
{
    return sw_publish_check(path, replace, diagnostics);
}

static int fill(const sw_results *results, const sw_summary *summary,
                const char *temporary, sw_diagnostics *diagnostics)
{
    sw_h5_session session;
    if (sw_h5_enter(&session) != 0)
        return sw_fail(diagnostics, SW_INTERNAL, "the HDF5 library does not start",
                       "HDF5 ライブラリを開始できません");
    int status = sw_content_write(results, summary, temporary, diagnostics);
    if (status == SW_OK && sw_trailer_check(temporary, diagnostics) != SW_OK)
        status = SW_IO;
    if (status == SW_OK)
        status = sw_content_verify(results, summary, temporary, diagnostics);
    sw_h5_leave(&session);
    return status;
}

int sw_result_write(const sw_results *results, const sw_summary *summary,
                    const char *path, int replace, sw_diagnostics *diagnostics)
{
    char *temporary = NULL;
    int status = sw_publish_check(path, replace, diagnostics);
    if (status == SW_OK)
        status = sw_publish_begin(path, &temporary, diagnostics);
    if (status != SW_OK)
        return status;
    status = fill(results, summary, temporary, diagnostics);
    if (status == SW_OK)
        status = sw_publish_end(temporary, path, replace, diagnostics);
    if (status != SW_OK)
        (void)unlink(temporary); /* gone already if only the directory's sync failed */
    free(temporary);
    return status;
}
