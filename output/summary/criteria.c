/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See criteria.h. A gate needs all its criteria at once, so each share here is an upper
 * bound on how often the gate is passed. */
#include "criteria.h"

#include <stdlib.h>

#include <sidework/display.h>

#include "statistics.h"

enum { MONTH_BYTES = 64 };

/* Whether the phase that a criterion's label begins with began in any future. */
static int phase_began(const sw_results *r, const char *label)
{
    const sw_variable *v = sw_layout_find(&r->layout, "phase_month");
    const long phase = strtol(label, NULL, 10);
    if (v == NULL || phase < 0 || (size_t)phase >= v->length)
        return 1;
    return sw_count_met(r, v, (size_t)phase) > 0;
}

static void put_row(sw_table *table, const sw_results *r, const char *label,
                    const double *months, size_t met, sw_language language)
{
    char month[MONTH_BYTES];
    const double share = (double)met / r->n_replications;
    sw_format_month(sw_nearest_rank(months, r->n_replications, 0.5), r->layout.base_year,
                    language, month, sizeof month);
    sw_table_row(table);
    sw_table_cell(table, 0, "%s", label);
    sw_table_cell(table, 1, "%.1f%%", 100.0 * share);
    sw_table_cell(table, 2, "%s", month);
}

int sw_print_criteria(const sw_results *results, FILE *stream, sw_language language)
{
    const int ja = language == SW_JAPANESE;
    const sw_variable *v = sw_layout_find(&results->layout, "criterion_month");
    if (v == NULL || v->dimension < 0 || !sw_has_replications(results))
        return SW_OK;
    const sw_dimension *criteria = &results->layout.dimensions[v->dimension];
    double *months = malloc(results->n_replications * sizeof *months);
    sw_table *table = calloc(1, sizeof *table);
    int status = months && table ? SW_OK : SW_MEMORY;
    size_t any = 0;
    if (status != SW_OK)
        goto out;
    sw_table_row(table);
    sw_table_cell(table, 0, "%s", ja ? "段階: 基準の項目" : "phase: criterion");
    sw_table_cell(table, 1, "%s", ja ? "満たした割合" : "ever met");
    sw_table_cell(table, 2, "%s", ja ? "満たした月の中央値" : "median month");
    for (int k = 0; k < criteria->size; k++) {
        if (!phase_began(results, criteria->labels[k]))
            continue;
        const size_t met = sw_gather_met(results, v, (size_t)k, months);
        put_row(table, results, ja ? criteria->labels_ja[k] : criteria->labels[k], months,
                met, language);
        any += met;
    }
    if (any > 0) {
        (void)fprintf(stream, "%s\n",
                      ja ? "基準の項目を段階の実施中に満たした割合"
                         : "Criteria of the gates, met while the phase was in force");
        (void)sw_table_print(table, "lrl", 2, stream);
        (void)fputc('\n', stream);
    }
out:
    free(table);
    free(months);
    return status;
}
