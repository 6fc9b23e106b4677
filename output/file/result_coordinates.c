/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coordinates: one dataset for each dimension, named like it and made a scale, so that
 * every reader finds labels, dates and thresholds by itself.
 */
#include "result_content.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/calendar.h>

static int set_filters(hid_t list, hid_t type, int rank, const hsize_t *size)
{
    hsize_t chunk[4] = {1, 1, 1, 1};
    for (int i = 0; i < rank; i++)
        chunk[i] = size[i];
    if (rank > 1 && chunk[0] > SW_CHUNK_REPLICATIONS)
        chunk[0] = SW_CHUNK_REPLICATIONS;
    int bad = H5Pset_chunk(list, rank, chunk) < 0;
    if (H5Tget_class(type) == H5T_INTEGER)
        bad |= H5Pset_shuffle(list) < 0;
    bad |= H5Pset_deflate(list, 1) < 0;
    bad |= H5Pset_fletcher32(list) < 0;
    return bad ? -1 : 0;
}

hid_t sw_content_create(hid_t file, const char *name, hid_t type, int rank,
                        const hsize_t *size)
{
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    const hid_t space = H5Screate_simple(rank, size, NULL);
    hid_t dataset = -1;
    int bad = list < 0 || space < 0 || H5Pset_obj_track_times(list, 0) < 0 ||
              H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED |
                                                   H5P_CRT_ORDER_INDEXED) < 0;
    if (!bad && H5Tget_class(type) != H5T_STRING)
        bad = set_filters(list, type, rank, size) != 0;
    if (!bad)
        dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, list, H5P_DEFAULT);
    if (list >= 0)
        H5Pclose(list);
    if (space >= 0)
        H5Sclose(space);
    return dataset;
}

int sw_content_describe(hid_t dataset, const char *unit, const char *en, const char *ja,
                        const char *axes)
{
    int bad = unit != NULL && sw_h5_put_text(dataset, "units", unit) != 0;
    bad |= sw_h5_put_text(dataset, "long_name", en) != 0;
    bad |= sw_h5_put_text(dataset, "long_name_ja", ja) != 0;
    bad |= sw_h5_put_text(dataset, "axes", axes) != 0;
    return bad ? -1 : 0;
}

/* Creates axis a as a scale with values (int32_t, double or texts) and what describes it;
 * unit may be NULL. */
static int put_axis(sw_content *self, int a, hid_t file_type, const void *values,
                    const char *unit, const char *en, const char *ja)
{
    const H5T_class_t class = H5Tget_class(file_type);
    const hid_t memory_type = class == H5T_INTEGER ? H5T_NATIVE_INT32
                              : class == H5T_FLOAT ? H5T_NATIVE_DOUBLE
                                                   : file_type;
    sw_axis *axis = &self->axes[a];
    const hsize_t size = axis->size;
    axis->scale = sw_content_create(self->file, axis->name, file_type, 1, &size);
    if (axis->scale < 0)
        return -1;
    int bad =
        H5Dwrite(axis->scale, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0;
    bad |= sw_content_describe(axis->scale, unit, en, ja, axis->name) != 0;
    bad |= H5DSset_scale(axis->scale, axis->name) < 0;
    return bad ? -1 : 0;
}

static int put_texts_axis(sw_content *self, int a, const char *const *texts,
                          const char *en, const char *ja)
{
    const hid_t type = sw_h5_text_type();
    if (type < 0)
        return -1;
    int bad = put_axis(self, a, type, texts, NULL, en, ja) != 0;
    bad |= H5Tclose(type) < 0;
    return bad ? -1 : 0;
}

/* replication, month and fiscal_year, whose values are reckoned from the index. */
static int put_counted(sw_content *self)
{
    const int base_year = self->results->layout.base_year;
    char since[40];
    (void)snprintf(since, sizeof since, "days since %04d-04-01", base_year);
    static const char *const en[] = {
        "Replication (one simulated future)", "Month (first day)",
        "Fiscal year (April to March), by the year it begins in"};
    static const char *const ja[] = {"試行（シミュレーションした１つの将来）",
                                     "月（初日）", "年度（４月始まり、西暦）"};
    int bad = 0;
    for (int a = SW_AXIS_REPLICATION; a <= SW_AXIS_FISCAL_YEAR && !bad; a++) {
        const size_t n = self->axes[a].size;
        if (n == 0)
            continue;
        int32_t *values = malloc(n * sizeof *values);
        if (values == NULL) {
            self->no_memory = 1;
            return -1;
        }
        for (size_t i = 0; i < n; i++)
            values[i] = a == SW_AXIS_REPLICATION ? (int32_t)i
                        : a == SW_AXIS_MONTH     ? sw_days_since_base((int)i, base_year)
                                                 : base_year + (int)i;
        bad = put_axis(self, a, H5T_STD_I32LE, values, a == SW_AXIS_MONTH ? since : "1",
                       en[a], ja[a]) != 0;
        free(values);
    }
    if (!bad && self->axes[SW_AXIS_MONTH].size > 0) {
        const hid_t month = self->axes[SW_AXIS_MONTH].scale;
        bad = sw_h5_put_text(month, "calendar", "proleptic_gregorian") != 0;
        bad |= sw_h5_put_text(month, "standard_name", "time") != 0;
        bad |= sw_h5_put_text(month, "axis", "T") != 0;
    }
    if (!bad && self->axes[SW_AXIS_REPLICATION].size > 0)
        bad = sw_h5_put_text(self->axes[SW_AXIS_REPLICATION].scale, "standard_name",
                             "realization") != 0;
    return bad ? -1 : 0;
}

static int put_thresholds(sw_content *self)
{
    const sw_layout *layout = &self->results->layout;
    static const double quantiles[] = SW_QUANTILES;
    int bad = 0;
    if (self->axes[SW_AXIS_THRESHOLD].size > 0)
        bad = put_axis(self, SW_AXIS_THRESHOLD, H5T_IEEE_F64LE, layout->thresholds, "1",
                       "Side-work rate to be reached", "目標とする庁内副業率") != 0;
    for (int i = 0; i < layout->n_dimensions && !bad; i++) {
        const sw_dimension *d = &layout->dimensions[i];
        if (strcmp(d->name, sw_axis_names[SW_AXIS_THRESHOLD]) != 0)
            continue;
        const hid_t scale = self->axes[SW_AXIS_THRESHOLD].scale;
        bad = sw_h5_put_texts(scale, "labels", d->labels, (size_t)d->size) != 0 ||
              sw_h5_put_texts(scale, "labels_ja", d->labels_ja, (size_t)d->size) != 0;
    }
    if (!bad && self->axes[SW_AXIS_QUANTILE].size > 0)
        bad = put_axis(self, SW_AXIS_QUANTILE, H5T_IEEE_F64LE, quantiles, "1",
                       "Share of replications at or below the value",
                       "その値以下となる試行の割合") != 0;
    return bad ? -1 : 0;
}

/* One text of a parameter. A list has to have a text at each place, so an absent one is
 * stood in for. */
static const char *parameter_text(const sw_parameter_info *p, int which)
{
    const char *text = which == 0   ? p->path
                       : which == 1 ? p->unit
                       : which == 2 ? p->en
                                    : p->ja;
    if (text != NULL && text[0] != '\0')
        return text;
    return which == 1 ? "1" : p->path;
}

static int put_parameters(sw_content *self)
{
    static const char *const attribute[] = {NULL, "parameter_units", "labels",
                                            "labels_ja"};
    const size_t n = self->axes[SW_AXIS_PARAMETER].size;
    if (n == 0)
        return 0;
    const char **texts = malloc(n * sizeof *texts);
    if (texts == NULL) {
        self->no_memory = 1;
        return -1;
    }
    int bad = 0;
    for (int which = 0; which < 4 && !bad; which++) {
        for (size_t i = 0; i < n; i++)
            texts[i] = parameter_text(&self->results->parameters[i], which);
        if (which == 0)
            bad = put_texts_axis(self, SW_AXIS_PARAMETER, texts, "Uncertain parameter",
                                 "不確かなパラメータ") != 0;
        else
            bad = sw_h5_put_texts(self->axes[SW_AXIS_PARAMETER].scale, attribute[which],
                                  texts, n) != 0;
    }
    free(texts);
    return bad ? -1 : 0;
}

int sw_content_coordinates(sw_content *self)
{
    const sw_layout *layout = &self->results->layout;
    int bad =
        put_counted(self) != 0 || put_thresholds(self) != 0 || put_parameters(self) != 0;
    for (int i = 0; i < layout->n_dimensions && !bad; i++) {
        const sw_dimension *d = &layout->dimensions[i];
        const int a = SW_N_FIXED_AXES + i;
        if (self->axes[a].size == 0)
            continue;
        bad = put_texts_axis(self, a, d->labels, d->en, d->ja) != 0 ||
              sw_h5_put_texts(self->axes[a].scale, "labels_ja", d->labels_ja,
                              (size_t)d->size) != 0;
    }
    return bad ? sw_content_io_error(self, "coordinates") : SW_OK;
}
