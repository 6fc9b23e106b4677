/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See stream.h. Features as the core driver has them, so that HDF5 lays the file out in the
 * same way. */
#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

#include "io.h"

/* What an access list carries. */
typedef struct target {
    sw_stream *stream;
} target;

typedef struct stream_file {
    H5FD_t head; /* HDF5's, first */
    sw_stream *stream;
    haddr_t allocated, written;
} stream_file;

static H5FD_t *open_file(const char *name, unsigned flags, hid_t access, haddr_t most)
{
    const target *to = H5Pget_driver_info(access);
    (void)name;
    (void)flags;
    (void)most;
    if (to == NULL)
        return NULL;
    stream_file *self = calloc(1, sizeof *self);
    if (self == NULL) {
        to->stream->reason = ENOMEM;
        return NULL;
    }
    self->stream = to->stream;
    self->written = to->stream->size;
    return &self->head;
}

static herr_t close_file(H5FD_t *file)
{
    free(file);
    return 0;
}

static int compare(const H5FD_t *a, const H5FD_t *b)
{
    const sw_stream *x = ((const stream_file *)a)->stream;
    const sw_stream *y = ((const stream_file *)b)->stream;
    return x == y ? 0 : (uintptr_t)x < (uintptr_t)y ? -1 : 1;
}

static herr_t query(const H5FD_t *file, unsigned long *flags)
{
    (void)file;
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
             H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

static haddr_t get_allocated(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return ((const stream_file *)file)->allocated;
}

static herr_t set_allocated(H5FD_t *file, H5FD_mem_t type, haddr_t end)
{
    (void)type;
    ((stream_file *)file)->allocated = end;
    return 0;
}

static haddr_t get_written(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return ((const stream_file *)file)->written;
}

static herr_t read_bytes(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t at,
                         size_t n, void *bytes)
{
    const stream_file *self = (const stream_file *)file;
    const size_t there = at >= self->written      ? 0
                         : self->written - at < n ? (size_t)(self->written - at)
                                                  : n;
    (void)type;
    (void)transfer;
    memset(bytes, 0, n);
    if (self->stream->reason == 0 && there > 0 &&
        sw_io_read_at(self->stream->fd, bytes, there, (off_t)at) != 0)
        self->stream->reason = errno;
    return 0;
}

static herr_t write_bytes(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t at,
                          size_t n, const void *bytes)
{
    stream_file *self = (stream_file *)file;
    (void)type;
    (void)transfer;
    if (self->stream->ended)
        return 0;
    if (self->stream->reason == 0 &&
        sw_io_write_at(self->stream->fd, bytes, n, (off_t)at) != 0)
        self->stream->reason = errno;
    if (at + n > self->written)
        self->written = at + n;
    self->stream->size = self->written;
    return 0;
}

/* The file ends where what is allocated ends, zeros where nothing was written. */
static herr_t cut(H5FD_t *file, hid_t transfer, hbool_t closing)
{
    stream_file *self = (stream_file *)file;
    (void)transfer;
    (void)closing;
    if (self->stream->ended || self->written == self->allocated)
        return 0;
    if (self->stream->reason == 0 &&
        sw_io_cut(self->stream->fd, (off_t)self->allocated) != 0)
        self->stream->reason = errno;
    self->stream->size = self->written = self->allocated;
    return 0;
}

static const H5FD_class_t class_of_streams = {
#ifdef H5FD_CLASS_VERSION
    .version = H5FD_CLASS_VERSION,
    .value = (H5FD_class_value_t)512,
#endif
    .name = "sidework",
    .maxaddr = (haddr_t)INT64_MAX,
    .fc_degree = H5F_CLOSE_STRONG,
    .fapl_size = sizeof(target),
    .open = open_file,
    .close = close_file,
    .cmp = compare,
    .query = query,
    .get_eoa = get_allocated,
    .set_eoa = set_allocated,
    .get_eof = get_written,
    .read = read_bytes,
    .write = write_bytes,
    .truncate = cut,
    .fl_map = H5FD_FLMAP_DICHOTOMY};

int sw_stream_open(sw_stream *self, const char *path)
{
    *self = (sw_stream){.fd = sw_io_open(path, O_RDWR | O_TRUNC), .driver = -1};
    if (self->fd >= 0)
        return 0;
    self->reason = errno;
    return -1;
}

int sw_stream_use(sw_stream *self, hid_t access)
{
    const target to = {self};
    self->driver = H5FDregister(&class_of_streams);
    return self->driver < 0 || H5Pset_driver(access, self->driver, &to) < 0 ? -1 : 0;
}

int sw_stream_end(sw_stream *self, hid_t file)
{
    const int bad = H5Fflush(file, H5F_SCOPE_GLOBAL) < 0;
    self->ended = 1;
    return bad ? -1 : 0;
}

int sw_stream_close(sw_stream *self)
{
    if (self->driver >= 0)
        H5FDunregister(self->driver);
    self->driver = -1;
    if (self->fd >= 0 && sw_io_close(self->fd) != 0 && self->reason == 0)
        self->reason = errno;
    self->fd = -1;
    return self->reason == 0 ? 0 : -1;
}
