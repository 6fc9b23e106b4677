/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Datasets of a result file: one for each variable, the parameters, the summaries. The
 * same walk writes and, after the file has been closed, reads back and compares: HDF5
 * 1.10 reports success when the disk is full, so only what was read again is known to be
 * there.
 */
#include "result_content.h"

#include <hdf5_hl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* xarray would take a bare "hours" for a time span and "... since ..." for a date:
 * neither is meant here. */
const char *sw_stored_unit(const char *unit, char *buffer, size_t bytes)
{
    static const char *const spans[][2] = {
        {"hours", "h"}, {"days", "d"}, {"minutes", "min"}, {"seconds", "s"}};
    if (unit == NULL || unit[0] == '\0')
        return "1";
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        if (strcmp(unit, spans[i][0]) == 0)
            return spans[i][1];
    const char *since = strstr(unit, " since ");
    if (since == NULL)
        return unit;
    (void)snprintf(buffer, bytes, "%.*s from %s", (int)(since - unit), unit, since + 7);
    return buffer;
}

static int put_flags(hid_t dataset, const sw_dataset *d)
{
    int32_t values[128];
    if (d->flag_meanings == NULL || d->n_flags <= 0 || d->n_flags > 128)
        return 0;
    for (int i = 0; i < d->n_flags; i++)
        values[i] = d->flag_values[i];
    int bad = sw_h5_put_numbers(dataset, "flag_values", sw_storage_file_type(d->storage),
                                H5T_NATIVE_INT32, values, (size_t)d->n_flags) != 0;
    bad |= sw_h5_put_text(dataset, "flag_meanings", d->flag_meanings) != 0;
    return bad ? -1 : 0;
}

/* A variable must not be named like a dimension of its file: netCDF takes such a dataset
 * for the coordinate. The reader takes the ending away again. */
static void stored_name(const sw_content *self, const char *name, char *out, size_t bytes)
{
    int clash = 0;
    for (int i = 0; i < self->n_axes; i++)
        clash |= self->axes[i].size > 0 && strcmp(self->axes[i].name, name) == 0;
    (void)snprintf(out, bytes, clash ? "%s_code" : "%s", name);
}

static hid_t create_dataset(sw_content *self, const sw_dataset *d, const char *name,
                            const hsize_t *size)
{
    char axes[256] = "", unit[SW_UNIT_BYTES];
    size_t used = 0;
    for (int i = 0; i < d->rank && used < sizeof axes; i++)
        used += (size_t)snprintf(axes + used, sizeof axes - used, "%s%s", i ? " " : "",
                                 self->axes[d->axis[i]].name);
    const hid_t dataset = sw_content_create(
        self->file, name, sw_storage_file_type(d->storage), d->rank, size);
    if (dataset < 0)
        return -1;
    int bad = sw_content_describe(dataset, sw_stored_unit(d->unit, unit, sizeof unit),
                                  d->en, d->ja, axes) != 0;
    bad |= put_flags(dataset, d) != 0;
    for (int i = 0; i < d->rank && !bad; i++)
        bad = H5DSattach_scale(dataset, self->axes[d->axis[i]].scale, (unsigned)i) < 0;
    if (!bad)
        return dataset;
    H5Dclose(dataset);
    return -1;
}

static int reserve(sw_content *self, size_t bytes)
{
    if (bytes <= self->buffer_bytes)
        return SW_OK;
    free(self->packed);
    free(self->stored);
    self->packed = malloc(bytes);
    self->stored = malloc(bytes);
    self->buffer_bytes = bytes;
    if (self->packed == NULL || self->stored == NULL)
        return sw_fail(self->diagnostics, SW_MEMORY, "%s: no memory for %zu bytes",
                       "%s: %zuバイトのメモリを確保できません", self->path, bytes);
    return SW_OK;
}

/* Writes or compares all rows; row i begins at values + i * stride and has `width`
 * doubles. */
static int transfer(sw_content *self, hid_t dataset, const sw_dataset *d,
                    const hsize_t *size, const double *values, size_t width,
                    size_t stride)
{
    const hsize_t step =
        size[0] < SW_CHUNK_REPLICATIONS ? size[0] : SW_CHUNK_REPLICATIONS;
    const size_t bytes = sw_storage_bytes(d->storage);
    const hid_t type = sw_storage_memory_type(d->storage);
    int status = reserve(self, (size_t)step * width * bytes);
    for (hsize_t first = 0; first < size[0] && status == SW_OK; first += step) {
        const hsize_t rows = size[0] - first < step ? size[0] - first : step;
        for (hsize_t i = 0; i < rows; i++) {
            size_t bad = 0;
            if (sw_storage_pack(d->storage, values + (first + i) * stride, width,
                                (char *)self->packed + i * width * bytes, &bad) != 0)
                return sw_fail(
                    self->diagnostics, SW_INTERNAL,
                    "%s: %s: row %llu, value %zu is no whole number that fits",
                    "%s: %s: %llu行目の%zu番目の値が範囲内の整数ではありません",
                    self->path, d->name, (unsigned long long)(first + i), bad);
        }
        if (!self->verify) {
            if (sw_slab_write(dataset, d->rank, size, first, rows, type, self->packed) !=
                0)
                status = sw_content_io_error(self, d->name);
        } else if (sw_slab_read(dataset, d->rank, size, first, rows, type,
                                self->stored) != 0 ||
                   memcmp(self->packed, self->stored, rows * width * bytes) != 0) {
            status = sw_content_io_error(self, d->name);
        }
    }
    return status;
}

static int put_dataset(sw_content *self, const sw_dataset *d, const double *values,
                       size_t stride)
{
    char name[256];
    hsize_t size[3];
    size_t width = 1;
    stored_name(self, d->name, name, sizeof name);
    for (int i = 0; i < d->rank; i++) {
        size[i] = self->axes[d->axis[i]].size;
        width *= i > 0 ? (size_t)size[i] : 1;
        if (size[i] == 0)
            return SW_OK;
    }
    const hid_t dataset = self->verify ? H5Dopen2(self->file, name, H5P_DEFAULT)
                                       : create_dataset(self, d, name, size);
    if (dataset < 0)
        return sw_content_io_error(self, d->name);
    int status =
        transfer(self, dataset, d, size, values, width, stride == 0 ? width : stride);
    if (H5Dclose(dataset) < 0 && status == SW_OK)
        status = sw_content_io_error(self, d->name);
    return status;
}

static int axis_of_dimension(const sw_layout *layout, int dimension)
{
    return strcmp(layout->dimensions[dimension].name, sw_axis_names[SW_AXIS_THRESHOLD]) ==
                   0
               ? SW_AXIS_THRESHOLD
               : SW_N_FIXED_AXES + dimension;
}

static int put_variable(sw_content *self, const sw_variable *v)
{
    sw_dataset d = {.name = v->name,
                    .storage = v->storage,
                    .rank = 1,
                    .axis = {SW_AXIS_REPLICATION, -1, -1},
                    .unit = v->unit,
                    .en = v->en,
                    .ja = v->ja,
                    .flag_meanings = v->flag_meanings,
                    .flag_values = v->flag_values,
                    .n_flags = v->n_flags};
    size_t width = 1;
    if (v->period != SW_ONCE)
        d.axis[d.rank++] = v->period == SW_BY_MONTH ? SW_AXIS_MONTH : SW_AXIS_FISCAL_YEAR;
    if (v->dimension >= 0)
        d.axis[d.rank++] = axis_of_dimension(&self->results->layout, v->dimension);
    for (int i = 1; i < d.rank; i++)
        width *= self->axes[d.axis[i]].size;
    if (width != v->length)
        return sw_fail(self->diagnostics, SW_INTERNAL,
                       "%s: %s: %zu values a replication, but the axes need %zu",
                       "%s: %s: 1試行あたり%zu個の値があるが、軸の大きさは%zu個",
                       self->path, v->name, v->length, width);
    return put_dataset(self, &d, self->results->records + v->offset,
                       self->results->layout.record_length);
}

static int put_summary_row(sw_content *self, const sw_summary_row *row)
{
    sw_summary copy = *self->summary;
    const size_t n = sw_summary_count(&copy, row);
    const double *from = *sw_summary_member(&copy, row);
    if (n == 0 || from == NULL)
        return SW_OK;
    double *values = malloc(n * sizeof *values);
    if (values == NULL)
        return sw_fail(self->diagnostics, SW_MEMORY, "%s: no memory for a summary",
                       "%s: 要約のためのメモリを確保できません", self->path);
    for (size_t i = 0; i < n; i++)
        values[i] = isinf(from[i]) ? -1 : from[i];
    const int status = put_dataset(self, &row->dataset, values, 0);
    free(values);
    return status;
}

int sw_content_datasets(sw_content *self)
{
    static const sw_dataset parameters = {
        SW_PARAMETER_VALUE,
        SW_STORE_RATIO,
        2,
        {SW_AXIS_REPLICATION, SW_AXIS_PARAMETER, -1},
        "1",
        "Drawn value of the uncertain parameter (units: attribute parameter_units of "
        "parameter)",
        "抽出した不確かなパラメータの値（単位は parameter の属性 parameter_units）",
        NULL,
        NULL,
        0};
    const sw_results *r = self->results;
    int status = SW_OK;
    for (int i = 0; i < r->layout.n_variables && status == SW_OK; i++) {
        const sw_variable *v = &r->layout.variables[i];
        if (r->keep == SW_KEEP_ALL ||
            (r->keep == SW_KEEP_ANNUAL && v->period != SW_BY_MONTH))
            status = put_variable(self, v);
    }
    if (status == SW_OK && r->n_parameters > 0 && r->keep != SW_KEEP_SUMMARIES)
        status = put_dataset(self, &parameters, r->parameter_values, 0);
    for (int i = 0; i < SW_N_SUMMARY_ROWS && status == SW_OK; i++)
        status = put_summary_row(self, &sw_summary_rows[i]);
    return status;
}
