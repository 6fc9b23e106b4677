/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the stored summary, which alone remains of the replications when the scenario
 * keeps only summaries. */
#include "result_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "statistics.h"

static const sw_summary_row *find_row(const char *name)
{
    for (int i = 0; i < SW_N_SUMMARY_ROWS; i++)
        if (strcmp(sw_summary_rows[i].dataset.name, name) == 0)
            return &sw_summary_rows[i];
    return NULL;
}

typedef struct rows {
    sw_reader *reader;
    sw_summary *summary;
    int found;
} rows;

static int take_row(void *context, const sw_entry *entry)
{
    rows *self = context;
    sw_summary *summary = self->summary;
    const sw_summary_row *row = find_row(entry->name);
    if (row == NULL)
        return SW_OK;
    self->found++;
    int good = entry->rank == row->dataset.rank;
    for (int i = 0; i < entry->rank && good; i++)
        good = entry->size[i] == sw_summary_axis(summary, row->dataset.axis[i]);
    double *values = *sw_summary_member(summary, row);
    if (!good || sw_slab_read(entry->dataset, entry->rank, entry->size, 0, entry->size[0],
                              H5T_NATIVE_DOUBLE, values) != 0)
        return sw_reader_odd(self->reader, entry->name);
    const size_t n = sw_summary_count(summary, row);
    for (size_t i = 0; i < n && row->dataset.flag_meanings != NULL; i++)
        if (values[i] < 0)
            values[i] = INFINITY;
    return SW_OK;
}

static int read_rows(sw_reader *self, sw_summary *summary)
{
    rows all = {self, summary, 0};
    int status = sw_reader_each(self, take_row, &all), expected = 0;
    for (int i = 0; i < SW_N_SUMMARY_ROWS; i++)
        expected += sw_summary_count(summary, &sw_summary_rows[i]) > 0;
    if (status == SW_OK && all.found != expected)
        status = sw_reader_refuse(self, "/", "does not hold the whole summary",
                                  "要約がそろっていません");
    return status;
}

static int read_summary(sw_reader *self, sw_summary *summary)
{
    const int status =
        sw_reader_head(self, &summary->rate_quantile_error, &summary->n_draws);
    if (status != SW_OK)
        return status;
    const sw_layout *layout = &self->results->layout;
    if (self->n_quantiles != SW_N_QUANTILES || layout->n_years <= 0)
        return sw_reader_refuse(self, "quantile", "is not the list we know",
                                "既知の一覧ではありません");
    summary->n_replications = self->results->n_replications;
    summary->n_thresholds = layout->n_thresholds;
    summary->n_years = layout->n_years;
    if (H5Lexists(self->file, "side_work_rate_quantile", H5P_DEFAULT) > 0)
        summary->n_months = layout->n_months;
    return sw_summary_allocate(summary) == SW_OK ? read_rows(self, summary)
                                                 : sw_reader_memory(self);
}

int sw_result_read_summary(sw_summary *summary, const char *path,
                           sw_diagnostics *diagnostics)
{
    sw_results owner = {0};
    sw_reader self;
    int status = sw_reader_open(&self, path, &owner, diagnostics);
    if (status == SW_OK)
        status = read_summary(&self, summary);
    sw_reader_close(&self);
    sw_results_free(&owner);
    return status;
}
