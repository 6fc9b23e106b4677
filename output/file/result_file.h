/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What writer and reader of result files agree on: axes, names, storage. Private to
 * output/.
 *
 * Every dataset carries an attribute `axes` with the names of its dimensions, slowest
 * first. HDF5's own link from data to scales is an object reference; a plain text is
 * safer to read from a file one did not make.
 */
#ifndef SIDEWORK_OUTPUT_RESULT_FILE_H
#define SIDEWORK_OUTPUT_RESULT_FILE_H

#include "h5.h"

#include <sidework/result.h>

#define SW_SCHEMA_VERSION     1
#define SW_PARAMETER_VALUE    "parameter_value"
#define SW_CHUNK_REPLICATIONS 100

/* The fixed axes; category i of the layout stands at SW_N_FIXED_AXES + i. */
enum {
    SW_AXIS_REPLICATION,
    SW_AXIS_MONTH,
    SW_AXIS_FISCAL_YEAR,
    SW_AXIS_THRESHOLD,
    SW_AXIS_QUANTILE,
    SW_AXIS_PARAMETER,
    SW_N_FIXED_AXES
};

/* Their names in that order. */
extern const char *const sw_axis_names[SW_N_FIXED_AXES];

/* Index of a fixed axis by name, or -1. */
int sw_axis_find(const char *name);

/* A dataset that is not a coordinate. */
typedef struct sw_dataset {
    const char *name;
    sw_storage storage;
    int rank;
    int axis[3]; /* fixed axes or SW_N_FIXED_AXES + category */
    const char *unit, *en, *ja;
    const char *flag_meanings; /* NULL: no flags */
    const signed char *flag_values;
    int n_flags;
} sw_dataset;

/* One row for each dataset of a summary. */
typedef struct sw_summary_row {
    sw_dataset dataset;
    size_t member; /* offset of the double * in sw_summary [bytes] */
    int nested;    /* 1: only where replications share draws */
} sw_summary_row;
enum { SW_N_SUMMARY_ROWS = 21 };
extern const sw_summary_row sw_summary_rows[SW_N_SUMMARY_ROWS];

/* The array that a row describes, in self. */
double **sw_summary_member(sw_summary *self, const sw_summary_row *row);

/* Size of one of the axes of summaries as self has it. */
size_t sw_summary_axis(const sw_summary *self, int axis);

/* Doubles in a row's array as self has it (0: not there). */
size_t sw_summary_count(const sw_summary *self, const sw_summary_row *row);

/* Bytes of one stored value; type in the file; type in memory. */
size_t sw_storage_bytes(sw_storage storage);
hid_t sw_storage_file_type(sw_storage storage);
hid_t sw_storage_memory_type(sw_storage storage);

/* Doubles to stored values; -1 at the first that the storage cannot hold exactly, its
 * place in *bad. */
int sw_storage_pack(sw_storage storage, const double *from, size_t n, void *to,
                    size_t *bad);
void sw_storage_unpack(sw_storage storage, const void *from, size_t n, double *to);

/* Rows first ... first + rows - 1 of a dataset of the given shape, all other axes whole.
 * */
int sw_slab_read(hid_t dataset, int rank, const hsize_t *size, hsize_t first,
                 hsize_t rows, hid_t memory_type, void *values);
int sw_slab_write(hid_t dataset, int rank, const hsize_t *size, hsize_t first,
                  hsize_t rows, hid_t memory_type, const void *values);

/* Fills the new, empty file temporary and syncs it; path is the name that messages give it.
 * Returns SW_OK, SW_IO, SW_MEMORY or SW_INTERNAL. */
int sw_content_write(const sw_results *results, const sw_summary *summary,
                     const char *path, const char *temporary,
                     sw_diagnostics *diagnostics);

/* Reads the file back and compares every stored number bit for bit. */
int sw_content_verify(const sw_results *results, const sw_summary *summary,
                      const char *path, const char *temporary,
                      sw_diagnostics *diagnostics);

/* Adds the digest of the `size` bytes that fd, open for reading and writing, holds, and
 * syncs it. path is only shown. SW_OK or SW_IO. */
int sw_trailer_append(int fd, uint64_t size, const char *path,
                      sw_diagnostics *diagnostics);

/* As sw_trailer_check, and leaves the file open: *fd to be closed by the caller, *size of
 * its HDF5 part. */
int sw_trailer_open(const char *path, int *fd, uint64_t *size,
                    sw_diagnostics *diagnostics);

/* Checks that path is a regular file that ends with its own digest. SW_MISSING, SW_INPUT,
 * SW_IO. */
int sw_trailer_check(const char *path, sw_diagnostics *diagnostics);

#endif
