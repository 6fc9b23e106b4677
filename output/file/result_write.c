/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a result file so that the final name is complete or absent: temporary file,
 * digest, read back, sync, rename. A crash at any point leaves at most a file named
 * `.OUT.h5.tmp-PID`, which the next write of the same name removes.
 */
#include "publish.h"
#include "result_file.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

int sw_result_check_output(const char *path, int replace, sw_diagnostics *diagnostics)
{
    return sw_publish_check(path, replace, diagnostics);
}

void sw_result_in_own_process(void)
{
    (void)H5dont_atexit();
}

double sw_result_writing_bytes(const sw_results *results)
{
    enum { COPIES = 5 };
    const double mebibyte = 1 << 20;
    size_t widest = 0;
    if (results->keep == SW_KEEP_SUMMARIES)
        return 20 * mebibyte;
    for (int k = 0; k < results->layout.n_variables; k++)
        if (results->layout.variables[k].length > widest)
            widest = results->layout.variables[k].length;
    return 20 * mebibyte +
           COPIES * SW_CHUNK_REPLICATIONS * sizeof(double) * (double)widest +
           fmin(40 * mebibyte, 200.0 * results->n_replications);
}

static int fill(const sw_results *results, const sw_summary *summary, const char *path,
                const char *temporary, sw_diagnostics *diagnostics)
{
    sw_h5_session session;
    int status =
        sw_h5_begin(&session, path, sw_result_writing_bytes(results), diagnostics);
    if (status != SW_OK)
        return status;
    status = sw_content_write(results, summary, path, temporary, diagnostics);
    if (status == SW_OK && sw_trailer_check(temporary, diagnostics) != SW_OK)
        status = SW_IO;
    if (status == SW_OK)
        status = sw_content_verify(results, summary, path, temporary, diagnostics);
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
    status = fill(results, summary, path, temporary, diagnostics);
    if (status == SW_OK)
        status = sw_publish_end(temporary, path, replace, diagnostics);
    if (status != SW_OK)
        (void)unlink(temporary); /* gone already if only the directory's sync failed */
    free(temporary);
    return status;
}
