/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer's state, shared by the files that write parts of a result file. Private to
 * output/. */
#ifndef SIDEWORK_OUTPUT_RESULT_CONTENT_H
#define SIDEWORK_OUTPUT_RESULT_CONTENT_H

#include "result_file.h"
#include "stream.h"

/* A dimension in the file; size 0: nothing uses it and it is not written. */
typedef struct sw_axis {
    const char *name;
    size_t size;
    hid_t scale;
} sw_axis;

typedef struct sw_content {
    const sw_results *results;
    const sw_summary *summary;
    const char *path;      /* the final name, for messages */
    const char *temporary; /* the file that is written or read back */
    int verify;            /* 0: write, 1: read back and compare */
    hid_t file;
    sw_stream stream; /* what is written goes through it */
    sw_axis *axes;    /* [n_axes] */
    int n_axes;
    void *packed, *stored; /* buffers of one slab */
    size_t buffer_bytes;
    int no_memory; /* 1 once that was why something could not be written */
    sw_diagnostics *diagnostics;
} sw_content;

/* Creates a dataset of a given type with filters, or strings without; -1 on failure. */
hid_t sw_content_create(hid_t file, const char *name, hid_t type, int rank,
                        const hsize_t *size);

/* Writes all coordinates and keeps them open in axes[].scale. SW_OK or SW_IO. */
int sw_content_coordinates(sw_content *self);

/* Writes the attributes of the root group. SW_OK or SW_IO. */
int sw_content_root(sw_content *self);

/* Writes, or with verify compares, every dataset that is no coordinate. SW_OK or why not.
 * */
int sw_content_datasets(sw_content *self);

/* Attributes that only some files have, once their datasets are there. SW_OK or why not. */
int sw_content_extras(sw_content *self);

enum { SW_UNIT_BYTES = 128 };

/* A unit as the file says it; buffer is where it is made if it has to be. */
const char *sw_stored_unit(const char *unit, char *buffer, size_t bytes);

/* SW_IO with the name of what could not be written or read back, or SW_MEMORY if that was
 * why. */
int sw_content_io_error(sw_content *self, const char *name);

/* long_name, long_name_ja, units and axes of a dataset: 0 or -1. */
int sw_content_describe(hid_t dataset, const char *unit, const char *en, const char *ja,
                        const char *axes);

#endif
