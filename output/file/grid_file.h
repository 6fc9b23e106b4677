/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HDF5 files that are no run's result but made of results: named axes with labels, numbers
 * over them, by the same convention as result files (labels and units where every reader
 * finds them, checksums, the digest at the end, whole or not there). Private to output/.
 */
#ifndef SIDEWORK_OUTPUT_GRID_FILE_H
#define SIDEWORK_OUTPUT_GRID_FILE_H

#include <sidework/status.h>

#include "result_file.h"

/* A list of texts beside the labels of an axis, one for each; none of them is empty. */
typedef struct sw_grid_list {
    const char *name;
    const char *const *texts;
} sw_grid_list;

typedef struct sw_grid_axis {
    const char *name, *en, *ja;
    size_t size;
    const char *const *labels; /* [size], or NULL: 1 ... size */
    const sw_grid_list *lists;
    int n_lists;
    const double *numbers; /* [size] in place of labels, or NULL */
    int whole;             /* 1: these are whole numbers */
} sw_grid_axis;

/* dataset.axis are indices into the axes of the grid. */
typedef struct sw_grid_dataset {
    sw_dataset dataset;
    const double *values;
    const char *const *texts; /* in place of values: one axis, storage does not matter */
    const char *coordinates;  /* names of what stands beside the axes (CF), or NULL */
} sw_grid_dataset;

typedef struct sw_grid_text {
    const char *name, *value;
} sw_grid_text;

typedef struct sw_grid {
    const sw_grid_axis *axes;
    int n_axes;
    const sw_grid_dataset *datasets;
    int n_datasets;
    const sw_grid_text *texts; /* attributes of the root */
    int n_texts;
} sw_grid;

/* Writes the file as sw_result_write does, and returns as it does. */
int sw_grid_write(const sw_grid *self, const char *path, int replace,
                  sw_diagnostics *diagnostics);

#endif
