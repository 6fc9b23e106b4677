/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file driver for HDF5 that writes straight to a descriptor of ours. HDF5 1.10 crashes at
 * exit when a file could not be flushed to a full disk, so this driver never fails it: the
 * first error is remembered, what comes after is dropped, and we look when the file has been
 * closed. The alternative, a file built in memory (the core driver), takes twice the
 * file's size; the bytes are the same. Private to output/.
 */
#ifndef SIDEWORK_OUTPUT_STREAM_H
#define SIDEWORK_OUTPUT_STREAM_H

#include <stdint.h>

#include <hdf5.h>

typedef struct sw_stream {
    int fd;        /* open for reading and writing; -1: not open */
    int reason;    /* errno of the first failure, 0 if there was none */
    uint64_t size; /* of the file so far [bytes] */
    int ended; /* 1: the file is as it should be, and what is still written is dropped */
    hid_t driver;
} sw_stream;

/* Opens path, which exists, and empties it. 0, or -1 with self->reason; sw_stream_close is
 * safe after either. */
int sw_stream_open(sw_stream *self, const char *path);

/* Lets files be created through self with this access list. 0 or -1. */
int sw_stream_use(sw_stream *self, hid_t access);

/* Flushes file, which is written through self, and ends it there: what HDF5 does in closing
 * it is only to give back a little space at its end. 0 or -1. */
int sw_stream_end(sw_stream *self, hid_t file);

/* After the HDF5 file has been closed. -1 with self->reason if close(2) failed. */
int sw_stream_close(sw_stream *self);

#endif
