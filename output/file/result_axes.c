/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading coordinates: they give the layout its years, months, thresholds, categories and
 * parameters. */
#include "result_reader.h"

#include <stdlib.h>
#include <string.h>

size_t sw_reader_axis_size(const sw_reader *self, const char *name)
{
    const sw_layout *layout = &self->results->layout;
    switch (sw_axis_find(name)) {
    case SW_AXIS_REPLICATION:
        return self->results->n_replications;
    case SW_AXIS_MONTH:
        return (size_t)layout->n_months;
    case SW_AXIS_FISCAL_YEAR:
        return (size_t)layout->n_years;
    case SW_AXIS_THRESHOLD:
        return (size_t)layout->n_thresholds;
    case SW_AXIS_QUANTILE:
        return self->n_quantiles;
    case SW_AXIS_PARAMETER:
        return (size_t)self->results->n_parameters;
    default:
        break;
    }
    for (int i = 0; i < layout->n_dimensions; i++)
        if (strcmp(layout->dimensions[i].name, name) == 0)
            return (size_t)layout->dimensions[i].size;
    return 0;
}

/* That the coordinate is contiguous and within the file has been seen to; HDF5 need not
 * touch it. */
int sw_reader_labels(sw_reader *self, const sw_entry *entry, const char *const **labels)
{
    const size_t n = (size_t)entry->size[0];
    if (entry->offset == HADDR_UNDEF)
        return sw_reader_refuse(self, entry->name, "are no readable labels",
                                "ラベルとして読めません");
    unsigned char *references = malloc(n * SW_REFERENCE_BYTES);
    const char **list = sw_results_allocate(self->results, n * sizeof *list);
    int status = references == NULL || list == NULL ? sw_reader_memory(self) : SW_OK;
    int bad = status != SW_OK || sw_texts_read(&self->texts, entry->offset, references,
                                               n * SW_REFERENCE_BYTES) != 0;
    for (size_t i = 0; i < n && !bad; i++) {
        list[i] = sw_texts_get(&self->texts, references + i * SW_REFERENCE_BYTES);
        bad = list[i] == NULL;
    }
    if (status == SW_OK && bad)
        status = sw_reader_refuse(self, entry->name, "are no readable labels",
                                  "ラベルとして読めません");
    free(references);
    *labels = list;
    return status;
}

/* One more dimension at the end of the layout; there is room for one a link. */
static int add_dimension(sw_reader *self, const sw_entry *entry,
                         const char *const *labels)
{
    sw_layout *layout = &self->results->layout;
    sw_dimension *d = &layout->dimensions[layout->n_dimensions++];
    d->name = sw_results_duplicate(self->results, entry->name);
    d->size = (int)entry->size[0];
    d->labels = labels;
    d->labels_ja = labels;
    if (d->name == NULL)
        return sw_reader_memory(self);
    const int status = sw_reader_describe(self, entry, NULL, &d->en, &d->ja);
    if (status == SW_OK && sw_h5_get_texts(entry->dataset, "labels_ja", (size_t)d->size,
                                           &self->texts, &d->labels_ja) != 0)
        return sw_reader_bad_attributes(self, entry->name);
    return status;
}

static int read_thresholds(sw_reader *self, const sw_entry *entry)
{
    sw_layout *layout = &self->results->layout;
    const char *const *labels = NULL;
    const size_t most = sizeof layout->thresholds / sizeof layout->thresholds[0];
    if (entry->size[0] > most)
        return sw_reader_refuse(self, entry->name, "has too many values",
                                "値が多すぎます");
    layout->n_thresholds = (int)entry->size[0];
    if (sw_slab_read(entry->dataset, 1, entry->size, 0, entry->size[0], H5T_NATIVE_DOUBLE,
                     layout->thresholds) != 0 ||
        sw_h5_get_texts(entry->dataset, "labels", (size_t)entry->size[0], &self->texts,
                        &labels) != 0)
        return sw_reader_refuse(self, entry->name, "cannot be read", "読めません");
    return labels == NULL ? SW_OK : add_dimension(self, entry, labels);
}

static int read_parameters(sw_reader *self, const sw_entry *entry)
{
    static const char *const attribute[] = {NULL, "parameter_units", "labels",
                                            "labels_ja"};
    const size_t n = (size_t)entry->size[0];
    const char *const *texts[4] = {NULL};
    int status = sw_reader_labels(self, entry, &texts[0]);
    for (int i = 1; i < 4 && status == SW_OK; i++)
        status = sw_reader_list(self, entry, attribute[i], &texts[i]);
    if (status != SW_OK)
        return status;
    sw_parameter_info *info = sw_results_allocate(self->results, n * sizeof *info);
    if (info == NULL)
        return sw_reader_memory(self);
    for (size_t i = 0; i < n; i++)
        info[i] = (sw_parameter_info){texts[0][i], texts[1][i], texts[2][i], texts[3][i]};
    self->results->parameters = info;
    self->results->n_parameters = (int)n;
    return SW_OK;
}

static int take_coordinate(void *context, const sw_entry *entry)
{
    sw_reader *self = context;
    const int axis = sw_axis_find(entry->name);
    const char *const *labels = NULL;
    sw_layout *layout = &self->results->layout;
    int status = SW_OK;
    if (strcmp(entry->axes, entry->name) != 0)
        return SW_OK;
    if (entry->rank != 1 || entry->size[0] == 0 ||
        entry->size[0] > (axis == SW_AXIS_REPLICATION ? INT32_MAX : SW_MOST_LABELS))
        return sw_reader_refuse(self, entry->name, "has a bad size",
                                "大きさが正しくありません");
    switch (axis) {
    case SW_AXIS_REPLICATION:
        if (entry->size[0] != self->results->n_replications)
            return sw_reader_refuse(self, entry->name,
                                    "differs from attribute replications",
                                    "属性 replications と一致しません");
        return SW_OK;
    case SW_AXIS_MONTH:
        layout->n_months = (int)entry->size[0];
        return SW_OK;
    case SW_AXIS_FISCAL_YEAR:
        layout->n_years = (int)entry->size[0];
        return SW_OK;
    case SW_AXIS_THRESHOLD:
        return read_thresholds(self, entry);
    case SW_AXIS_QUANTILE:
        self->n_quantiles = (size_t)entry->size[0];
        return SW_OK;
    case SW_AXIS_PARAMETER:
        return read_parameters(self, entry);
    default:
        status = sw_reader_labels(self, entry, &labels);
        return status == SW_OK ? add_dimension(self, entry, labels) : status;
    }
}

int sw_reader_coordinates(sw_reader *self)
{
    sw_layout *layout = &self->results->layout;
    layout->dimensions = sw_results_allocate(
        self->results, (self->n_links + 1) * sizeof *layout->dimensions);
    if (layout->dimensions == NULL)
        return sw_reader_memory(self);
    return sw_reader_each(self, take_coordinate, self);
}
