/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replications that an exploration's file holds, for a longer run of the same design. Read
 * with the same distrust as result files. */
#include <sidework/findings.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "result_reader.h"

/* Rows as they are gathered: [points][replications of the file][record_length]. */
typedef struct gathered {
    sw_reader *reader;
    const sw_layout *layout;
    uint32_t n_points, n_replications; /* of the file; 0: not known yet */
    int n_read;
    double *rows;
} gathered;

static int gather(void *context, const sw_entry *entry)
{
    gathered *g = context;
    const sw_variable *v = sw_layout_find(g->layout, entry->name);
    if (!v || entry->rank != 3)
        return SW_OK;
    const size_t length = g->layout->record_length;
    if (entry->size[0] != g->n_points || entry->size[2] != v->length ||
        entry->size[1] > INT32_MAX ||
        (g->n_replications && entry->size[1] != g->n_replications))
        return sw_reader_refuse(g->reader, entry->name, "has another shape than expected",
                                "形が予想と異なります");
    g->n_replications = (uint32_t)entry->size[1];
    const size_t tasks = (size_t)g->n_points * g->n_replications;
    double *values = malloc((tasks * v->length + 1) * sizeof *values);
    if (!g->rows)
        g->rows = malloc((tasks * length + 1) * sizeof *g->rows);
    if (!values || !g->rows) {
        free(values);
        return sw_reader_memory(g->reader);
    }
    const int bad = H5Dread(entry->dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                            H5P_DEFAULT, values) < 0;
    for (size_t t = 0; t < tasks && !bad; t++)
        memcpy(g->rows + t * length + v->offset, values + t * v->length,
               v->length * sizeof *values);
    free(values);
    g->n_read++;
    return bad ? sw_reader_refuse(g->reader, entry->name, "cannot be read", "読めません")
               : SW_OK;
}

static int gather_all(gathered *g)
{
    const int status = sw_reader_each(g->reader, gather, g);
    if (!status && g->n_read != g->layout->n_variables)
        return sw_reader_refuse(g->reader, "/", "does not hold every outcome",
                                "全ての項目がそろっていません");
    return status;
}

/* Into rows of tasks; a replication without a final rate is not there. */
static void put(const gathered *g, sw_results *results, unsigned char *done)
{
    const sw_variable *v = sw_layout_find(g->layout, "side_work_rate_annual");
    const size_t last = v->offset + v->length - 1;
    for (uint32_t p = 0; p < g->n_points; p++) {
        for (uint32_t r = 0; r < g->n_replications; r++) {
            const uint64_t task = (uint64_t)r * g->n_points + p;
            const double *row =
                g->rows + ((size_t)p * g->n_replications + r) * g->layout->record_length;
            if (task >= results->n_replications || done[task] || isnan(row[last]))
                continue;
            sw_results_put(results, (uint32_t)task, row, NULL);
            done[task] = 1;
        }
    }
}

/* Of the same design and release? */
static int check_same(sw_reader *reader, const sw_design_file *design,
                      const sw_results *results)
{
    const char *kind, *digest, *version;
    const sw_root_text texts[] = {
        {"kind", &kind}, {"design_digest", &digest}, {"version", &version}};
    const int status = sw_reader_root_texts(reader, texts, sizeof texts / sizeof *texts);
    if (status)
        return status;
    if (sw_is_study_kind(kind) && strcmp(digest, design->digest) == 0 &&
        strcmp(version, results->version) == 0)
        return SW_OK;
    return sw_fail(
        reader->diagnostics, SW_INPUT,
        "%s: made from another design, scenario, seed or version (digest "
        "%.12s, this one is %.12s); choose another -o, or --force to replace it",
        "%s: 別の設計・シナリオ・種・版の結果です（ダイジェスト %.12s、今回は "
        "%.12s）。別の -o を指定するか、--force で置き換えてください",
        reader->path, digest[0] ? digest : "-", design->digest);
}

/* What holds more than is asked for would become shorter. */
static int check_length(const gathered *g, const sw_results *results, sw_diagnostics *d)
{
    const uint32_t wanted = results->n_replications / g->n_points;
    if (g->n_replications <= wanted)
        return SW_OK;
    return sw_fail(d, SW_INPUT,
                   "%s: holds %u replications already, more than the %u asked for",
                   "%s: 既に %u 回分あり、指定の %u 回より多い結果です", g->reader->path,
                   g->n_replications, wanted);
}

int sw_findings_take(const char *path, const sw_design_file *design, uint32_t n_points,
                     sw_results *results, unsigned char *done,
                     sw_diagnostics *diagnostics)
{
    sw_results memory = {0};
    sw_reader reader;
    gathered g = {.reader = &reader, .layout = &results->layout, .n_points = n_points};
    int status = sw_reader_open(&reader, path, &memory, diagnostics);
    if (!status)
        status = check_same(&reader, design, results);
    if (!status)
        status = gather_all(&g);
    sw_reader_close(&reader);
    if (!status)
        status = check_length(&g, results, diagnostics);
    if (!status)
        put(&g, results, done);
    free(g.rows);
    sw_results_free(&memory);
    return status;
}
