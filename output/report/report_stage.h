/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report is made in a folder of its own and moved into place when it is whole: what ends the work half-way (a signal,
 * a full disk, a power cut) leaves the folder that was asked for as it was. Private to output/report.
 *
 *   DIR is not there: made as `.DIR.tmp-PID` beside it, and renamed in one step
 *   DIR is there:     made as `DIR/.report.tmp-PID`, and moved file by file, the page last; other files stay
 */
#ifndef SIDEWORK_OUTPUT_REPORT_STAGE_H
#define SIDEWORK_OUTPUT_REPORT_STAGE_H

#include "report_files.h"

/* Zero-initialise. folder is where the files are to be put. */
typedef struct sw_stage {
    sw_folder folder;
    const char *directory; /* where they go at the end */
    char *path;            /* of the folder they are made in; NULL: none */
    int replace;
    int fresh; /* directory is not there yet */
} sw_stage;

/* Makes the folder, with figures/ and tables/ in it, and removes those that processes which are gone have left.
 * directory is not copied. SW_OK, SW_CREATE, SW_MEMORY. */
int sw_stage_begin(sw_stage *self, const char *directory, int replace,
                   sw_diagnostics *diagnostics);

/* Moves everything into place. Before anything is moved, files that may not be replaced are refused. SW_OK,
 * SW_CREATE, SW_IO, SW_MEMORY. */
int sw_stage_end(sw_stage *self);

/* Removes what has not been moved. */
void sw_stage_free(sw_stage *self);

#endif
