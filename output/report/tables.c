/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet: CSV, its rows of the dictionary, Markdown. */
#include "tables.h"

#include <math.h>
#include <stdio.h>

#include <sidework/json.h>

#include "chart_parts.h"

void sw_sheet_begin(sw_sheet *self, sw_sheets *all, const char *file, int number,
                    const char *title)
{
    *self = (sw_sheet){.all = all};
    self->file = number > 1 ? sw_arena_format(all->arena, "%s-%d.csv", file, number)
                            : sw_arena_format(all->arena, "%s.csv", file);
    if (all->bom)
        sw_buffer_put(&self->csv, "\xEF\xBB\xBF");
    sw_buffer_put(&self->head, "## ");
    sw_markdown_text(&self->head, title);
    sw_buffer_put(&self->head, "\n\n");
}

void sw_sheet_column(sw_sheet *self, const char *of, const char *name, const char *unit,
                     const char *meaning)
{
    const char *const both[] = {of, name};
    const char *title =
        of == NULL
            ? name
            : sw_arena_fill(self->all->arena,
                            sw_say(self->all->language, SW_TEXT_SHEET_OF), both, 2);
    sw_buffer *d = self->all->dictionary;
    sw_buffer_put(&self->csv, self->columns > 0 ? "," : "");
    sw_csv_cell(&self->csv, title);
    sw_buffer_put(&self->head, self->columns > 0 ? " | " : "| ");
    sw_markdown_text(&self->head, title);
    self->columns++;
    sw_buffer_format(d, "%s,", self->file);
    sw_csv_cell(d, title);
    sw_buffer_put(d, self->all->gap);
    sw_csv_cell(d, unit);
    sw_buffer_put(d, ",");
    sw_csv_cell(d, meaning);
    sw_buffer_put(d, "\r\n");
}

void sw_sheet_quantiles(sw_sheet *self, const char *of, const char *unit,
                        const char *meaning)
{
    static const sw_text names[] = {SW_TEXT_SHEET_LOW, SW_TEXT_MEDIAN,
                                    SW_TEXT_SHEET_HIGH};
    for (int i = 0; i < 3; i++)
        sw_sheet_column(self, of, sw_say(self->all->language, names[i]), unit, meaning);
}

void sw_sheet_estimate(sw_sheet *self, const char *of, const char *unit,
                       const char *meaning)
{
    static const sw_text names[] = {SW_TEXT_SHEET_LOW95, SW_TEXT_SHEET_HIGH95};
    sw_sheet_column(self, NULL, of, unit, meaning);
    for (int i = 0; i < 2; i++)
        sw_sheet_column(self, of, sw_say(self->all->language, names[i]), unit, meaning);
}

static void separate(sw_sheet *self)
{
    if (self->cells == 0) /* the headings' line, or the row before */
        sw_buffer_put(&self->csv, "\r\n");
    sw_buffer_put(&self->csv, self->cells > 0 ? "," : "");
    sw_buffer_put(&self->md, self->cells > 0 ? " | " : "| ");
    self->cells++;
}

void sw_sheet_text(sw_sheet *self, const char *text)
{
    separate(self);
    sw_csv_cell(&self->csv, text != NULL ? text : "");
    sw_markdown_text(&self->md, text != NULL ? text : "");
}

void sw_sheet_number(sw_sheet *self, double value)
{
    char text[64] = "";
    separate(self);
    if (!isfinite(value))
        return;
    sw_format_number(value, text, sizeof text);
    sw_buffer_put(&self->csv, text);
    (void)snprintf(text, sizeof text, fabs(value) >= 1000 ? "%.0f" : "%.3g", value);
    sw_buffer_put(&self->md, text);
}

void sw_sheet_numbers(sw_sheet *self, double a, double b, double c)
{
    sw_sheet_number(self, a);
    sw_sheet_number(self, b);
    sw_sheet_number(self, c);
}

void sw_sheet_row(sw_sheet *self)
{
    sw_buffer_put(&self->md, " |\n");
    self->cells = 0;
}

int sw_sheet_end(sw_sheet *self)
{
    enum { PASTED = 60000 }; /* bytes; a longer table is not pasted but opened */
    sw_sheets *all = self->all;
    sw_buffer *out = all->markdown;
    sw_buffer_put(&self->csv, "\r\n");
    self->csv.failed |= self->md.failed | self->head.failed;
    int status = sw_folder_put(all->folder,
                               sw_arena_format(all->arena, "%s%s", all->part, self->file),
                               &self->csv);
    if (out != NULL && self->md.length > 0 && self->md.length < PASTED) {
        sw_buffer_put(out, self->head.text ? self->head.text : "");
        sw_buffer_put(out, " |\n");
        for (int i = 0; i < self->columns; i++)
            sw_buffer_put(out, "|---");
        sw_buffer_put(out, "|\n");
        sw_buffer_put(out, self->md.text);
        sw_buffer_put(out, "\n");
    }
    sw_buffer_free(&self->head);
    sw_buffer_free(&self->csv);
    sw_buffer_free(&self->md);
    return status;
}
