/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an exploration with more in it: what a sensitivity analysis makes of its points
 * stands beside them. Private to output/. */
#ifndef SIDEWORK_OUTPUT_FINDINGS_FILE_H
#define SIDEWORK_OUTPUT_FINDINGS_FILE_H

#include <sidework/findings.h>

#include "grid_file.h"

/* The axes of an exploration's file; axis i of the extra ones is number SW_FINDINGS_AXES + i. */
enum { SW_FINDINGS_AXES = 5 };

typedef struct sw_findings_extra {
    const sw_grid_axis *axes;
    int n_axes;
    const sw_grid_dataset *datasets;
    int n_datasets;
    const sw_grid_text *texts; /* attributes of the root */
    int n_texts;
} sw_findings_extra;

/* As sw_findings_write. */
int sw_findings_write_with(const sw_findings *self, const sw_findings_extra *extra,
                           const char *path, int replace, sw_diagnostics *diagnostics);

#endif
