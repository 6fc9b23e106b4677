/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept.h. */
#include "kept.h"

#include <string.h>

#include <sidework/sketch.h>

static int is_kept(const sw_variable *v, int keep)
{
    return keep == SW_KEEP_ALL || sw_sketch_takes(v->name) ||
           (keep == SW_KEEP_ANNUAL && v->period != SW_BY_MONTH);
}

int sw_kept_choose(sw_kept *self, sw_results *results)
{
    sw_layout *layout = &results->layout;
    const size_t n = (size_t)layout->n_variables;
    self->whole = *layout;
    self->from = NULL;
    if (results->keep == SW_KEEP_SUMMARIES)
        results->n_parameters = 0;
    if (results->keep == SW_KEEP_ALL)
        return SW_OK;
    sw_variable *kept = sw_results_allocate(results, n * sizeof *kept);
    self->from = sw_results_allocate(results, n * sizeof *self->from);
    if (!kept || !self->from)
        return SW_MEMORY;
    layout->variables = kept;
    layout->n_variables = 0;
    layout->record_length = 0;
    for (size_t k = 0; k < n; k++) {
        const sw_variable *v = &self->whole.variables[k];
        if (!is_kept(v, results->keep))
            continue;
        self->from[layout->n_variables] = v->offset;
        kept[layout->n_variables] = *v;
        kept[layout->n_variables++].offset = layout->record_length;
        layout->record_length += v->length;
    }
    return SW_OK;
}

void sw_kept_copy(const sw_kept *self, const sw_layout *layout, const double *record,
                  double *out)
{
    for (int k = 0; k < layout->n_variables; k++) {
        const sw_variable *v = &layout->variables[k];
        memcpy(out + v->offset, record + self->from[k], v->length * sizeof *out);
    }
}
