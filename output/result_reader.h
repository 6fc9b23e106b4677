/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's state, shared by the files that read parts of a result file. Private to
 * output/. */
#ifndef SIDEWORK_OUTPUT_RESULT_READER_H
#define SIDEWORK_OUTPUT_RESULT_READER_H

#include "result_file.h"

enum { SW_MOST_LINKS = 1000, SW_MOST_LABELS = 100000, SW_NAME_BYTES = 128 };

/* An open dataset of the root, looked at but not read. */
typedef struct sw_entry {
    char name[SW_NAME_BYTES];
    const char *axes; /* names of its dimensions, separated by blanks */
    int rank;
    hsize_t size[3];
    hid_t dataset;
    haddr_t
        offset; /* of references to texts in the file; HADDR_UNDEF: it holds numbers */
} sw_entry;

typedef struct sw_reader {
    const char *path;
    sw_results *results; /* owns every text */
    hid_t file;
    sw_texts texts;
    size_t n_links;
    size_t n_quantiles;
    sw_diagnostics *diagnostics;
} sw_reader;

/* Checks the file's digest and opens it. SW_OK or why not; sw_reader_close in any case. */
int sw_reader_open(sw_reader *self);
void sw_reader_close(sw_reader *self);

/* Opens link i (creation order). *is_dataset 0: something else that is of no concern.
 * Refuses soft and external links, external and virtual storage, foreign filters, odd
 * shapes. Close entry->dataset if it is >= 0. */
int sw_reader_entry(sw_reader *self, size_t i, sw_entry *entry, int *is_dataset);

/* Reads the attributes of the root group. */
int sw_reader_root(sw_reader *self);

/* Reads what only some files have: results->stopping, results->repeats with the number of
 * draws into *draws (0: replications share none), and how far quantiles of rates may be off
 * into *error. */
int sw_reader_extras(sw_reader *self, double *error, uint32_t *draws);

/* Reads coordinates into the layout. */
int sw_reader_coordinates(sw_reader *self);

/* The texts of a coordinate [entry->size[0]], living as long as the results. SW_OK or why
 * not. */
int sw_reader_labels(sw_reader *self, const sw_entry *entry, const char *const **labels);

/* Size of the axis called name, 0 if the file has none such. */
size_t sw_reader_axis_size(const sw_reader *self, const char *name);

/* SW_INPUT with a reason; SW_MEMORY or SW_IO if that was why a text could not be had. */
int sw_reader_refuse(const sw_reader *self, const char *name, const char *en,
                     const char *ja);

int sw_reader_memory(const sw_reader *self);

#endif
