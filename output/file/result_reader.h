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
    sw_h5_session session;
    int in_session;
    sw_diagnostics *diagnostics;
} sw_reader;

/* Checks the file's digest and opens it; every text that is read from it lives as long as
 * `owner`. SW_OK or why not; sw_reader_close in any case. */
int sw_reader_open(sw_reader *self, const char *path, sw_results *owner,
                   sw_diagnostics *diagnostics);
void sw_reader_close(sw_reader *self);

/* Shows `take` every dataset of the root in the order of creation, until it returns other
 * than SW_OK. Refuses soft and external links, external and virtual storage, foreign
 * filters, odd shapes. */
typedef int (*sw_reader_taker)(void *context, const sw_entry *entry);
int sw_reader_each(sw_reader *self, sw_reader_taker take, void *context);

/* ---- reader_parts.c: what files of several kinds hold ---- */

/* An attribute of the root; "" where there is none. */
int sw_reader_text(sw_reader *self, const char *name, const char **text);

/* Several of them. */
typedef struct sw_root_text {
    const char *name, **text;
} sw_root_text;
int sw_reader_root_texts(sw_reader *self, const sw_root_text *texts, size_t n);

/* What describes a dataset: units, long_name, long_name_ja. unit may be NULL. */
int sw_reader_describe(sw_reader *self, const sw_entry *entry, const char **unit,
                       const char **en, const char **ja);

/* A list beside the labels of an axis, one text for each; it must be there. */
int sw_reader_list(sw_reader *self, const sw_entry *entry, const char *name,
                   const char *const **texts);

/* All numbers of a dataset that must have this shape, living as long as the results. */
int sw_reader_numbers(sw_reader *self, const sw_entry *entry, int rank,
                      const size_t *size, double **numbers);

/* Refusals of many readers. */
int sw_reader_odd(const sw_reader *self, const char *name);
int sw_reader_bad_attributes(const sw_reader *self, const char *name);

/* ---- result_read.c, result_extras.c, result_axes.c: of a run's result ---- */

/* Reads all but the numbers: the attributes of the root, the coordinates, the extras. */
int sw_reader_head(sw_reader *self, double *error, uint32_t *draws);

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

/* Whether a file's kind is that of `explore` or `sensitivity`: they are read alike (an older `sensitivity` called its
 * files explorations). */
int sw_is_study_kind(const char *kind);

#endif
