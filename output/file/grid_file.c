/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See grid_file.h. These files are small: HDF5 builds them in memory and we write them, for
 * HDF5 1.10 crashes at exit when a file could not be flushed to a full disk. */
#include "grid_file.h"

#include <errno.h>
#include <fcntl.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "publish.h"
#include "result_content.h"

enum { MOST_AXES = 8, AXES_BYTES = 256 };

typedef struct writer {
    const sw_grid *grid;
    const char *path;
    hid_t file, scales[MOST_AXES];
    sw_diagnostics *diagnostics;
} writer;

static int io_error(const writer *self, const char *name)
{
    return sw_fail(
        self->diagnostics, SW_IO, "%s: %s: cannot be written; is the disk full?",
        "%s: %s: 書き込めません（ディスクの空きを確認してください）", self->path, name);
}

static int no_memory(const writer *self)
{
    return sw_fail(self->diagnostics, SW_MEMORY, "%s: no memory to write it",
                   "%s: 書き込むためのメモリを確保できません", self->path);
}

static hid_t create_file(const char *path)
{
    enum { GROWTH = 1 << 20 };
    const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    const hid_t access = sw_h5_access(), list = H5Pcreate(H5P_FILE_CREATE);
    hid_t file = -1;
    if (access >= 0 && list >= 0 && H5Pset_fapl_core(access, GROWTH, 0) >= 0 &&
        H5Pset_link_creation_order(list, order) >= 0 &&
        H5Pset_attr_creation_order(list, order) >= 0 &&
        H5Pset_obj_track_times(list, 0) >= 0)
        file = H5Fcreate(path, H5F_ACC_TRUNC, list, access);
    if (access >= 0)
        H5Pclose(access);
    if (list >= 0)
        H5Pclose(list);
    return file;
}

static int put_root(const writer *self)
{
    const int32_t schema = SW_SCHEMA_VERSION;
    int bad = sw_h5_put_text(self->file, "Conventions", "CF-1.8") != 0;
    for (int i = 0; i < self->grid->n_texts; i++)
        bad |= sw_h5_put_text(self->file, self->grid->texts[i].name,
                              self->grid->texts[i].value) != 0;
    bad |= sw_h5_put_numbers(self->file, "schema_version", H5T_STD_I32LE,
                             H5T_NATIVE_INT32, &schema, 0) != 0;
    return bad ? io_error(self, "/") : SW_OK;
}

/* Labels, or numbers, or 1 ... size, as a scale of its own. */
static int put_axis(writer *self, int a)
{
    const sw_grid_axis *axis = &self->grid->axes[a];
    const int whole = axis->numbers == NULL || axis->whole;
    const hsize_t size = axis->size;
    const hid_t text = sw_h5_text_type();
    const hid_t type = axis->labels ? text : whole ? H5T_STD_I32LE : H5T_IEEE_F64LE;
    double *numbers = malloc(axis->size * sizeof *numbers);
    int bad = text < 0, status = SW_OK;
    if (numbers == NULL) {
        status = no_memory(self);
        goto out;
    }
    for (size_t i = 0; i < axis->size; i++)
        numbers[i] = axis->numbers ? axis->numbers[i] : (double)i + 1;
    if (!bad)
        self->scales[a] = sw_content_create(self->file, axis->name, type, 1, &size);
    const hid_t scale = self->scales[a];
    bad |= scale < 0;
    if (!bad)
        bad = H5Dwrite(scale, axis->labels ? text : H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                       H5P_DEFAULT,
                       axis->labels ? (const void *)axis->labels : numbers) < 0 ||
              sw_content_describe(scale, axis->labels ? NULL : "1", axis->en, axis->ja,
                                  axis->name) != 0 ||
              H5DSset_scale(scale, axis->name) < 0;
    for (int i = 0; i < axis->n_lists && !bad; i++)
        bad = sw_h5_put_texts(scale, axis->lists[i].name, axis->lists[i].texts,
                              axis->size) != 0;
    if (bad)
        status = io_error(self, axis->name);
out:
    free(numbers);
    if (text >= 0)
        H5Tclose(text);
    return status;
}

static int put_flags(hid_t dataset, const sw_dataset *d)
{
    if (d->n_flags <= 0)
        return 0;
    return sw_h5_put_numbers(dataset, "flag_values", sw_storage_file_type(d->storage),
                             H5T_NATIVE_SCHAR, d->flag_values, (size_t)d->n_flags) != 0 ||
           sw_h5_put_text(dataset, "flag_meanings", d->flag_meanings) != 0;
}

/* Texts as they are; numbers packed by their storage. */
static int put_values(hid_t dataset, const sw_grid_dataset *from, size_t n)
{
    const sw_storage storage = from->dataset.storage;
    size_t wrong = 0;
    if (from->texts) {
        const hid_t text = sw_h5_text_type();
        const int bad = text < 0 || H5Dwrite(dataset, text, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                             (const void *)from->texts) < 0;
        if (text >= 0)
            H5Tclose(text);
        return bad ? SW_IO : SW_OK;
    }
    void *packed = malloc(n * sw_storage_bytes(storage) + 1);
    if (packed == NULL)
        return SW_MEMORY;
    const int bad = sw_storage_pack(storage, from->values, n, packed, &wrong) != 0 ||
                    H5Dwrite(dataset, sw_storage_memory_type(storage), H5S_ALL, H5S_ALL,
                             H5P_DEFAULT, packed) < 0;
    free(packed);
    return bad ? SW_IO : SW_OK;
}

static int put_dataset(writer *self, const sw_grid_dataset *from)
{
    const sw_dataset *d = &from->dataset;
    hsize_t size[3];
    size_t n = 1, used = 0;
    char axes[AXES_BYTES] = "";
    for (int i = 0; i < d->rank; i++) {
        const sw_grid_axis *axis = &self->grid->axes[d->axis[i]];
        size[i] = axis->size;
        n *= axis->size;
        used += (size_t)snprintf(axes + used, sizeof axes - used, "%s%s", i ? " " : "",
                                 axis->name);
        if (used >= sizeof axes)
            return io_error(self, d->name);
    }
    const hid_t text = from->texts ? sw_h5_text_type() : -1;
    const hid_t dataset = sw_content_create(
        self->file, d->name, from->texts ? text : sw_storage_file_type(d->storage),
        d->rank, size);
    const int status = dataset < 0 ? SW_IO : put_values(dataset, from, n);
    int bad =
        status != SW_OK ||
        sw_content_describe(dataset, from->texts ? NULL : d->unit, d->en, d->ja, axes) ||
        put_flags(dataset, d) ||
        (from->coordinates &&
         sw_h5_put_text(dataset, "coordinates", from->coordinates) != 0);
    for (int i = 0; i < d->rank && !bad; i++)
        bad = H5DSattach_scale(dataset, self->scales[d->axis[i]], (unsigned)i) < 0;
    if (dataset >= 0)
        bad |= H5Dclose(dataset) < 0;
    if (text >= 0)
        H5Tclose(text);
    return status == SW_MEMORY ? no_memory(self) : bad ? io_error(self, d->name) : SW_OK;
}

/* Puts the bytes on the disk, then their digest as it is found there. */
static int put_bytes(const writer *self, const char *temporary, const void *image,
                     size_t n)
{
    int status = SW_OK;
    const int fd = sw_io_open(temporary, O_RDWR | O_TRUNC);
    if (fd < 0 || sw_io_write_at(fd, image, n, 0) != 0)
        status = sw_fail(self->diagnostics, SW_IO, "%s: cannot be written: %s",
                         "%s: 書き込めません: %s", self->path, strerror(errno));
    if (!status)
        status = sw_trailer_append(fd, n, self->path, self->diagnostics);
    if (fd >= 0 && sw_io_close(fd) != 0 && !status)
        status = sw_fail(self->diagnostics, SW_IO, "%s: cannot be written: %s",
                         "%s: 書き込めません: %s", self->path, strerror(errno));
    return status;
}

/* Takes the file out of HDF5. */
static int put_image(const writer *self, const char *temporary)
{
    const ssize_t n = H5Fflush(self->file, H5F_SCOPE_GLOBAL) < 0
                          ? -1
                          : H5Fget_file_image(self->file, NULL, 0);
    if (n <= 0)
        return io_error(self, "HDF5");
    void *image = malloc((size_t)n);
    int status = SW_OK;
    if (image == NULL)
        status = no_memory(self);
    else if (H5Fget_file_image(self->file, image, (size_t)n) != n)
        status = io_error(self, "HDF5");
    else
        status = put_bytes(self, temporary, image, (size_t)n);
    free(image);
    return status;
}

static int fill(writer *self, const char *temporary)
{
    const sw_grid *g = self->grid;
    int status = SW_OK;
    self->file = create_file(temporary);
    if (self->file < 0)
        return io_error(self, "HDF5");
    status = put_root(self);
    for (int a = 0; a < g->n_axes && !status; a++)
        status = put_axis(self, a);
    for (int i = 0; i < g->n_datasets && !status; i++)
        status = put_dataset(self, &g->datasets[i]);
    for (int a = 0; a < g->n_axes; a++)
        if (self->scales[a] >= 0 && H5Dclose(self->scales[a]) < 0 && !status)
            status = io_error(self, g->axes[a].name);
    if (!status)
        status = put_image(self, temporary);
    if (H5Fclose(self->file) < 0 && !status)
        status = io_error(self, "HDF5");
    return status;
}

/* The file stands in memory twice, and growing it takes once more. */
static double image_bytes(const sw_grid *g)
{
    enum { COPIES = 4 };
    double bytes = 1 << 20;
    for (int i = 0; i < g->n_datasets; i++) {
        double values = 1;
        for (int k = 0; k < g->datasets[i].dataset.rank; k++)
            values *= (double)g->axes[g->datasets[i].dataset.axis[k]].size;
        bytes += values * sizeof(double);
    }
    return COPIES * bytes;
}

static int write_session(writer *self, const char *temporary)
{
    sw_h5_session session;
    int status =
        sw_h5_begin(&session, self->path, image_bytes(self->grid), self->diagnostics);
    if (status)
        return status;
    status = fill(self, temporary);
    sw_h5_leave(&session);
    if (!status && sw_trailer_check(temporary, self->diagnostics) != SW_OK)
        status = SW_IO;
    return status;
}

int sw_grid_write(const sw_grid *self, const char *path, int replace,
                  sw_diagnostics *diagnostics)
{
    char *temporary = NULL;
    writer w = {.grid = self, .path = path, .file = -1, .diagnostics = diagnostics};
    for (int a = 0; a < MOST_AXES; a++)
        w.scales[a] = -1;
    if (self->n_axes > MOST_AXES)
        return sw_fail(diagnostics, SW_INTERNAL, "%s: too many axes",
                       "%s: 軸が多すぎます", path);
    int status = sw_publish_check(path, replace, diagnostics);
    if (!status)
        status = sw_publish_begin(path, &temporary, diagnostics);
    if (status)
        return status;
    status = write_session(&w, temporary);
    if (!status)
        status = sw_publish_end(temporary, path, replace, diagnostics);
    if (status)
        (void)unlink(temporary);
    free(temporary);
    return status;
}
