/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A good result file with changes (edits.h): file 0 holds replications, file 1 summaries alone.
 *
 * Promised: without a new digest every change is refused; with one, the reader refuses or
 * reads, and what it reads can be summed up. A failure has a message, and nothing of HDF5
 * stays open after either. (What HDF5 1.10 itself forgets to free is not looked at.)
 */
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>

#include <hdf5.h>
#include <sidework/overview.h>
#include <sidework/result.h>

#include "unit/sample_results.h"

enum { N_FILES = 2 };

static fuzz_file good[N_FILES];
static char path[FUZZ_PATH_BYTES];
static sw_diagnostics d;
static volatile double sum; /* of all that was read, so that all of it is */

static void make_file(fuzz_file *self, int keep)
{
    sw_results r = {0};
    sw_summary summary = {0};
    sample_results(&r, 3, 2, 1);
    r.keep = keep;
    PROMISE(sw_summary_make(&summary, &r, &d) == SW_OK);
    PROMISE(sw_result_write(&r, &summary, path, 1, &d) == SW_OK);
    fuzz_read(self, path);
    sw_summary_free(&summary);
    sw_results_free(&r);
}

static void forget(void)
{
    for (int k = 0; k < N_FILES; k++)
        free(good[k].bytes);
}

static void set_up(void)
{
    if (path[0])
        return;
    fuzz_path(path, "out.h5");
    (void)H5dont_atexit(); /* after damaged headers HDF5 would complain at exit */
    make_file(&good[0], SW_KEEP_ALL);
    make_file(&good[1], SW_KEEP_SUMMARIES);
    PROMISE(atexit(forget) == 0);
}

/* The overview of a file of another kind: it reads what it finds, whatever its names. */
static void look_over(int changed_unsealed)
{
    FILE *out = fopen("/dev/null", "w");
    sw_diagnostics_init(&d, SW_ENGLISH);
    PROMISE(out != NULL);
    fuzz_check_read(sw_overview_print(path, SW_JAPANESE, 1, out, &d), &d,
                    changed_unsealed);
    (void)fclose(out);
}

static void read_it(int changed_unsealed)
{
    sw_results r = {0};
    sw_summary summary = {0}, stored = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int status = sw_result_read(&r, path, &d);
    fuzz_check_read(status, &d, changed_unsealed);
    if (status == SW_OK) {
        for (size_t k = 0; r.records && k < r.n_replications * r.layout.record_length;
             k++)
            sum += r.records[k];
        (void)sw_summary_make(&summary, &r, &d);
    }
    sw_diagnostics_init(&d, SW_ENGLISH);
    fuzz_check_read(sw_result_read_summary(&stored, path, &d), &d, changed_unsealed);
    sw_summary_free(&stored);
    sw_summary_free(&summary);
    sw_results_free(&r);
    look_over(changed_unsealed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    set_up();
    read_it(fuzz_edit(good, N_FILES, data, size, path));
    return 0;
}
