/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result file from creation to close: axes, root attributes, coordinates, datasets, in
 * this order. HDF5 writes through a driver of ours (stream.h), so that memory does not grow
 * with the file and a full disk is our matter alone.
 */
#include "result_content.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int sw_content_io_error(sw_content *self, const char *name)
{
    if (self->no_memory)
        return sw_fail(self->diagnostics, SW_MEMORY, "%s: %s: no memory to write it",
                       "%s: %s: 書き込むためのメモリを確保できません", self->path, name);
    return sw_fail(
        self->diagnostics, SW_IO,
        self->verify ? "%s: %s: what was written cannot be read back; is the disk full?"
                     : "%s: %s: cannot be written; is the disk full?",
        self->verify
            ? "%s: %s: 書き込んだ内容を読み戻せません（ディスクの空きを確認してください）"
            : "%s: %s: 書き込めません（ディスクの空きを確認してください）",
        self->path, name);
}

int sw_content_root(sw_content *self)
{
    static const char *const keep[] = {"all", "annual", "summaries"};
    const sw_results *r = self->results;
    const hid_t f = self->file;
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)r->seed);
    const int32_t schema = SW_SCHEMA_VERSION, base_year = r->layout.base_year;
    const int32_t replications = (int32_t)r->n_replications;
    const int8_t incomplete = r->incomplete != 0;
    int bad = sw_h5_put_text(f, "Conventions", "CF-1.8") != 0;
    bad |= sw_h5_put_text(f, "title", r->title) != 0;
    bad |= sw_h5_put_text(f, "title_ja", r->title_ja) != 0;
    bad |= sw_h5_put_text(f, "question", r->question) != 0;
    bad |= sw_h5_put_text(f, "question_ja", r->question_ja) != 0;
    bad |=
        sw_h5_put_numbers(f, "seed", H5T_STD_U64LE, H5T_NATIVE_UINT64, &r->seed, 0) != 0;
    bad |= sw_h5_put_text(f, "seed_text", seed) != 0;
    bad |= sw_h5_put_text(f, "version", r->version) != 0;
    bad |= sw_h5_put_text(f, "scenario", r->effective) != 0;
    bad |= sw_h5_put_text(f, "scenario_digest", r->digest) != 0;
    bad |= sw_h5_put_numbers(f, "replications", H5T_STD_I32LE, H5T_NATIVE_INT32,
                             &replications, 0) != 0;
    bad |= sw_h5_put_numbers(f, "base_year", H5T_STD_I32LE, H5T_NATIVE_INT32, &base_year,
                             0) != 0;
    bad |= sw_h5_put_text(f, "keep", keep[r->keep]) != 0;
    bad |= sw_h5_put_numbers(f, "incomplete", H5T_STD_I8LE, H5T_NATIVE_INT8, &incomplete,
                             0) != 0;
    bad |= sw_h5_put_numbers(f, "schema_version", H5T_STD_I32LE, H5T_NATIVE_INT32,
                             &schema, 0) != 0;
    return bad ? sw_content_io_error(self, "/") : SW_OK;
}

/* Sizes of the axes that the file will have. */
static int prepare_axes(sw_content *self)
{
    const sw_layout *layout = &self->results->layout;
    const int whole = self->results->keep != SW_KEEP_SUMMARIES;
    self->n_axes = SW_N_FIXED_AXES + layout->n_dimensions;
    self->axes = calloc((size_t)self->n_axes, sizeof *self->axes);
    if (self->axes == NULL)
        return sw_fail(self->diagnostics, SW_MEMORY, "%s: no memory for the axes",
                       "%s: 軸のためのメモリを確保できません", self->path);
    const size_t sizes[SW_N_FIXED_AXES] = {whole ? self->results->n_replications : 0,
                                           (size_t)layout->n_months,
                                           (size_t)layout->n_years,
                                           (size_t)layout->n_thresholds,
                                           SW_N_QUANTILES,
                                           whole ? (size_t)self->results->n_parameters
                                                 : 0};
    for (int a = 0; a < self->n_axes; a++) {
        const int fixed = a < SW_N_FIXED_AXES;
        const sw_dimension *d = fixed ? NULL : &layout->dimensions[a - SW_N_FIXED_AXES];
        self->axes[a].name = fixed ? sw_axis_names[a] : d->name;
        self->axes[a].size = fixed ? sizes[a] : whole ? (size_t)d->size : 0;
        self->axes[a].scale = -1;
        if (fixed || strcmp(d->name, sw_axis_names[SW_AXIS_THRESHOLD]) == 0) {
            self->axes[a].size = fixed ? sizes[a] : 0;
        } else if (sw_axis_find(d->name) >= 0) {
            return sw_fail(self->diagnostics, SW_INTERNAL,
                           "%s: a category must not be named %s",
                           "%s: 分類名 %s は使えません", self->path, d->name);
        }
    }
    return SW_OK;
}

/* A file that HDF5 writes through the stream. */
static hid_t create_file(sw_content *self)
{
    if (sw_stream_open(&self->stream, self->temporary) != 0)
        return -1;
    const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    const hid_t access = sw_h5_access(), list = H5Pcreate(H5P_FILE_CREATE);
    hid_t file = -1;
    if (access >= 0 && list >= 0 && sw_stream_use(&self->stream, access) == 0 &&
        H5Pset_link_creation_order(list, order) >= 0 &&
        H5Pset_attr_creation_order(list, order) >= 0 &&
        H5Pset_obj_track_times(list, 0) >= 0)
        file = H5Fcreate(self->temporary, H5F_ACC_TRUNC, list, access);
    if (access >= 0)
        H5Pclose(access);
    if (list >= 0)
        H5Pclose(list);
    return file;
}

static hid_t open_file(const char *path)
{
    const hid_t access = sw_h5_access();
    const hid_t file = access < 0 ? -1 : H5Fopen(path, H5F_ACC_RDONLY, access);
    if (access >= 0)
        H5Pclose(access);
    return file;
}

/* The reason of the stream is the system's, not what HDF5 made of it. */
static int stream_error(sw_content *self)
{
    const int reason = self->stream.reason;
    self->no_memory |= reason == ENOMEM;
    if (reason == 0 || self->no_memory)
        return sw_content_io_error(self, "HDF5");
    return sw_fail(self->diagnostics, SW_IO, "%s: cannot be written: %s",
                   "%s: 書き込めません: %s", self->path, strerror(reason));
}

/* With the file closed: what the stream remembers, then the digest. */
static int end_stream(sw_content *self, int status)
{
    sw_stream *s = &self->stream;
    if (status == SW_OK && s->reason == 0)
        status = sw_trailer_append(s->fd, s->size, self->path, self->diagnostics);
    return sw_stream_close(s) == 0 || status != SW_OK ? status : stream_error(self);
}

/* Every dataset has to be closed before the file is ended. */
static int close_axes(sw_content *self, int status)
{
    for (int a = 0; a < self->n_axes && self->axes != NULL; a++) {
        if (self->axes[a].scale >= 0 && H5Dclose(self->axes[a].scale) < 0 &&
            status == SW_OK)
            status = sw_content_io_error(self, self->axes[a].name);
        self->axes[a].scale = -1;
    }
    return status;
}

static int content(sw_content *self)
{
    int status = prepare_axes(self);
    if (status != SW_OK)
        goto out;
    self->file = self->verify ? open_file(self->temporary) : create_file(self);
    if (self->file < 0)
        status = stream_error(self);
    if (status == SW_OK && !self->verify)
        status = sw_content_root(self);
    if (status == SW_OK && !self->verify)
        status = sw_content_coordinates(self);
    if (status == SW_OK)
        status = sw_content_datasets(self);
    if (status == SW_OK && !self->verify)
        status = sw_content_extras(self);
    status = close_axes(self, status);
    if (status == SW_OK && !self->verify && sw_stream_end(&self->stream, self->file) != 0)
        status = sw_content_io_error(self, "HDF5");
out:
    if (self->file >= 0 && H5Fclose(self->file) < 0 && status == SW_OK)
        status = sw_content_io_error(self, "HDF5");
    if (!self->verify)
        status = end_stream(self, status);
    free(self->axes);
    free(self->packed);
    free(self->stored);
    return status;
}

int sw_content_write(const sw_results *results, const sw_summary *summary,
                     const char *path, const char *temporary, sw_diagnostics *diagnostics)
{
    sw_content self = {.results = results,
                       .summary = summary,
                       .path = path,
                       .temporary = temporary,
                       .file = -1,
                       .stream = {.fd = -1, .driver = -1},
                       .diagnostics = diagnostics};
    return content(&self);
}

int sw_content_verify(const sw_results *results, const sw_summary *summary,
                      const char *path, const char *temporary,
                      sw_diagnostics *diagnostics)
{
    sw_content self = {.results = results,
                       .summary = summary,
                       .path = path,
                       .temporary = temporary,
                       .verify = 1,
                       .file = -1,
                       .diagnostics = diagnostics};
    return content(&self);
}
