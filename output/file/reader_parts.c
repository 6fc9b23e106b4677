/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files of several kinds hold, read in one way: texts of the root, what describes a
 * dataset, lists beside labels, numbers of a known shape. */
#include "result_reader.h"

int sw_reader_odd(const sw_reader *self, const char *name)
{
    return sw_reader_refuse(self, name, "has an unknown shape or type",
                            "形か型が正しくありません");
}

int sw_reader_bad_attributes(const sw_reader *self, const char *name)
{
    return sw_reader_refuse(self, name, "has bad attributes", "属性が正しくありません");
}

int sw_reader_text(sw_reader *self, const char *name, const char **text)
{
    *text = "";
    if (sw_h5_get_text(self->file, name, &self->texts, text) != 0)
        return sw_reader_refuse(self, name, "cannot be read", "読めません");
    return SW_OK;
}

int sw_reader_root_texts(sw_reader *self, const sw_root_text *texts, size_t n)
{
    int status = SW_OK;
    for (size_t i = 0; i < n && status == SW_OK; i++)
        status = sw_reader_text(self, texts[i].name, texts[i].text);
    return status;
}

int sw_reader_describe(sw_reader *self, const sw_entry *entry, const char **unit,
                       const char **en, const char **ja)
{
    const hid_t dataset = entry->dataset;
    if ((unit != NULL && sw_h5_get_text(dataset, "units", &self->texts, unit) != 0) ||
        sw_h5_get_text(dataset, "long_name", &self->texts, en) != 0 ||
        sw_h5_get_text(dataset, "long_name_ja", &self->texts, ja) != 0)
        return sw_reader_bad_attributes(self, entry->name);
    return SW_OK;
}

int sw_reader_list(sw_reader *self, const sw_entry *entry, const char *name,
                   const char *const **texts)
{
    *texts = NULL;
    if (sw_h5_get_texts(entry->dataset, name, (size_t)entry->size[0], &self->texts,
                        texts) != 0 ||
        *texts == NULL)
        return sw_reader_bad_attributes(self, entry->name);
    return SW_OK;
}

int sw_reader_numbers(sw_reader *self, const sw_entry *entry, int rank,
                      const size_t *size, double **numbers)
{
    int good = entry->rank == rank && entry->offset == HADDR_UNDEF;
    size_t n = 1;
    for (int i = 0; i < rank && good; i++) {
        good = size[i] > 0 && entry->size[i] == size[i];
        n *= size[i];
    }
    if (!good)
        return sw_reader_odd(self, entry->name);
    *numbers = sw_results_allocate(self->results, n * sizeof **numbers);
    if (*numbers == NULL)
        return sw_reader_memory(self);
    if (H5Dread(entry->dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                *numbers) < 0)
        return sw_reader_refuse(self, entry->name, "cannot be read", "読めません");
    return SW_OK;
}
