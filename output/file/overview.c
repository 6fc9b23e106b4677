/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sidework/overview.h. The file is not trusted: it is opened like a result. */
#include <stdlib.h>
#include <string.h>

#include <sidework/display.h>
#include <sidework/json.h>
#include <sidework/overview.h>

#include "result_reader.h"

/* One dataset of the file; labels: of an axis, NULL for one of numbers. */
typedef struct item {
    const char *name, *axes, *unit, *en, *ja;
    const char *const *labels;
    size_t size; /* of an axis */
    int is_axis;
} item;

typedef struct overview {
    sw_results memory; /* owns every text */
    sw_reader reader;
    const char *kind, *title, *title_ja, *version, *method;
    item *items;
    size_t n_items;
} overview;

static int root_texts(overview *self)
{
    const sw_root_text texts[] = {{"kind", &self->kind},
                                  {"title", &self->title},
                                  {"title_ja", &self->title_ja},
                                  {"version", &self->version},
                                  {"method", &self->method}};
    return sw_reader_root_texts(&self->reader, texts, sizeof texts / sizeof *texts);
}

static int take(void *context, const sw_entry *entry)
{
    overview *self = context;
    item *i = &self->items[self->n_items++];
    const char *name = sw_results_duplicate(&self->memory, entry->name);
    if (name == NULL)
        return sw_reader_memory(&self->reader);
    *i = (item){.name = name,
                .axes = entry->axes,
                .size = (size_t)entry->size[0],
                .is_axis = strcmp(entry->axes, name) == 0};
    const int status = sw_reader_describe(&self->reader, entry, &i->unit, &i->en, &i->ja);
    if (status != SW_OK || !i->is_axis || entry->offset == HADDR_UNDEF)
        return status;
    if (i->size > SW_MOST_LABELS)
        return sw_reader_refuse(&self->reader, name, "has too many labels",
                                "ラベルが多すぎます");
    return sw_reader_labels(&self->reader, entry, &i->labels);
}

static int read_all(overview *self)
{
    self->items = calloc(self->reader.n_links + 1, sizeof *self->items);
    return self->items == NULL ? sw_reader_memory(&self->reader)
                               : sw_reader_each(&self->reader, take, self);
}

static void put_items(const overview *self, int axes, int ja, sw_table *table, FILE *out)
{
    size_t next = 0;
    while (next < self->n_items) { /* in blocks of what a table holds */
        memset(table, 0, sizeof *table);
        for (int rows = 0; next < self->n_items && rows < SW_TABLE_ROWS; next++) {
            const item *i = &self->items[next];
            if (i->is_axis != axes)
                continue;
            sw_table_row(table);
            if (axes)
                sw_table_cell(table, 0, "%s [%zu]", i->name, i->size);
            else
                sw_table_cell(table, 0, "%s(%s)", i->name, i->axes);
            sw_table_cell(table, 1, "%s", axes ? "" : i->unit);
            sw_table_cell(table, 2, "%s", ja && i->ja[0] != '\0' ? i->ja : i->en);
            rows++;
        }
        (void)sw_table_print(table, "lll", 2, out);
    }
    (void)fputc('\n', out);
}

static void put_labels(const overview *self, FILE *out)
{
    enum { MOST = 20 };
    for (size_t k = 0; k < self->n_items; k++) {
        const item *i = &self->items[k];
        if (i->labels == NULL)
            continue;
        (void)fprintf(out, "  %s: ", i->name);
        for (size_t l = 0; l < i->size && l < MOST; l++)
            (void)fprintf(out, "%s%s", l > 0 ? ", " : "", i->labels[l]);
        (void)fputs(i->size > MOST ? ", ...\n" : "\n", out);
    }
}

static int put_words(const overview *self, int ja, FILE *out)
{
    sw_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return sw_reader_memory(&self->reader);
    (void)fprintf(out, "%s\n%s\n\n", self->reader.path,
                  ja && self->title_ja[0] != '\0' ? self->title_ja : self->title);
    (void)fprintf(out, "  %s %s\n", ja ? "種類" : "kind   ", self->kind);
    (void)fprintf(out, "  %s sidework %s\n", ja ? "作成" : "made by", self->version);
    if (self->method[0] != '\0')
        (void)fprintf(out, "  %s %s\n", ja ? "方法" : "method ", self->method);
    (void)fprintf(out, "\n%s\n", ja ? "軸" : "Axes");
    put_items(self, 1, ja, table, out);
    put_labels(self, out);
    (void)fprintf(out, "\n%s\n", ja ? "変数" : "Variables");
    put_items(self, 0, ja, table, out);
    free(table);
    return SW_OK;
}

static void put_json(const overview *self, FILE *out)
{
    sw_json json = {.stream = out};
    sw_json_open(&json, NULL, '{');
    sw_json_integer(&json, "schema_version", 1);
    sw_json_text(&json, "file", self->reader.path);
    sw_json_text(&json, "kind", self->kind);
    sw_json_text(&json, "title", self->title);
    sw_json_text(&json, "title_ja", self->title_ja);
    sw_json_text(&json, "version", self->version);
    sw_json_text(&json, "method", self->method);
    for (int axes = 1; axes >= 0; axes--) {
        sw_json_open(&json, axes ? "axes" : "variables", '[');
        for (size_t k = 0; k < self->n_items; k++) {
            const item *i = &self->items[k];
            if (i->is_axis != axes)
                continue;
            sw_json_open(&json, NULL, '{');
            sw_json_text(&json, "name", i->name);
            if (axes)
                sw_json_integer(&json, "size", (int64_t)i->size);
            else
                sw_json_text(&json, "axes", i->axes);
            sw_json_text(&json, "units", i->unit);
            sw_json_text(&json, "long_name", i->en);
            sw_json_text(&json, "long_name_ja", i->ja);
            if (i->labels != NULL)
                sw_json_open(&json, "labels", '[');
            for (size_t l = 0; i->labels != NULL && l < i->size; l++)
                sw_json_text(&json, NULL, i->labels[l]);
            if (i->labels != NULL)
                sw_json_close(&json, ']');
            sw_json_close(&json, '}');
        }
        sw_json_close(&json, ']');
    }
    sw_json_close(&json, '}');
}

/* Its head, and everything in it if `all`. */
static int read_file(overview *self, const char *path, int all,
                     sw_diagnostics *diagnostics)
{
    int status = sw_reader_open(&self->reader, path, &self->memory, diagnostics);
    if (status == SW_OK)
        status = root_texts(self);
    if (status == SW_OK && all)
        status = read_all(self);
    sw_reader_close(&self->reader);
    return status;
}

int sw_overview_kind(const char *path, char kind[SW_KIND_BYTES],
                     sw_diagnostics *diagnostics)
{
    overview self = {.kind = ""};
    const int status = read_file(&self, path, 0, diagnostics);
    (void)snprintf(kind, SW_KIND_BYTES, "%s", status == SW_OK ? self.kind : "");
    sw_results_free(&self.memory);
    return status;
}

int sw_overview_print(const char *path, sw_language language, int json, FILE *out,
                      sw_diagnostics *diagnostics)
{
    overview self = {.kind = ""};
    int status = read_file(&self, path, 1, diagnostics);
    if (status == SW_OK && json)
        put_json(&self, out);
    else if (status == SW_OK)
        status = put_words(&self, language == SW_JAPANESE, out);
    if (status == SW_OK && (fflush(out) != 0 || ferror(out)))
        status = sw_fail(diagnostics, SW_IO, "standard output could not be written",
                         "標準出力に書き込めません");
    free(self.items);
    sw_results_free(&self.memory);
    return status;
}
