/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a chart: HTML and Markdown for people, rounded as in the drawing; CSV exact. */
#include "chart_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <sidework/json.h>

#include "say.h"
#include "tables.h"

/* Puts "0.17–0.79%" between two texts; nothing where no interval is known. */
static void put_interval(const sw_chart *c, const sw_panel *p, const sw_series *s, int i,
                         const char *const around[2], sw_buffer *out)
{
    char low[SW_NUMBER_BYTES], high[SW_NUMBER_BYTES];
    sw_number plain = p->number;
    if (s->values[SW_LOW90] == NULL || !isfinite(s->values[SW_LOW90][i]) ||
        !isfinite(s->values[SW_HIGH90][i]))
        return;
    plain.suffix = "";
    sw_number_text(&plain, s->values[SW_LOW90][i], low);
    sw_number_text(&p->number, s->values[SW_HIGH90][i], high);
    const char *const both[] = {low, high};
    sw_buffer_put(out, around[0]);
    sw_buffer_fill(out, p->number.sign ? sw_say(c->language, SW_TEXT_FROM_TO) : "{0}–{1}",
                   both, 2, 0);
    sw_buffer_put(out, around[1]);
}

/* What a panel's numbers are, also where its drawing says only that it is enlarged. */
static const char *title_of(const sw_chart *c, const sw_panel *p)
{
    const int enlarged = p > c->panels && p[-1].lens;
    return p->title != NULL && !enlarged ? p->title : c->title;
}

static void html_row(const sw_chart *c, const sw_panel *p, int i, sw_buffer *out)
{
    static const char *const tags[] = {" <i>", "</i>"};
    sw_buffer_format(out, "<tr data-x=\"%d\"><th scope=\"row\">", i);
    sw_buffer_xml(out, p->names[i]);
    sw_buffer_put(out, "</th>");
    for (int s = 0; s < p->n_series; s++) {
        const sw_series *e = &p->series[s];
        char value[SW_NUMBER_BYTES];
        sw_number_text(&p->number, e->values[SW_MIDDLE] ? e->values[SW_MIDDLE][i] : NAN,
                       value);
        sw_buffer_put(out, "<td><b>");
        sw_buffer_xml(out, value);
        sw_buffer_put(out, "</b>");
        put_interval(c, p, e, i, tags, out);
        sw_buffer_put(out, "</td>");
    }
    sw_buffer_put(out, "</tr>\n");
}

void sw_chart_html(const sw_chart *self, sw_buffer *out)
{
    for (int k = 0; k < self->n_panels; k++) {
        const sw_panel *p = &self->panels[k];
        if (p->lens) /* the next panel has the same numbers */
            continue;
        sw_buffer_format(
            out,
            "<div class=\"scroll\" tabindex=\"0\"><table data-panel=\"%d\">\n"
            "<caption>",
            k);
        sw_buffer_xml(out, title_of(self, p));
        sw_buffer_put(out, "</caption>\n<thead><tr><th scope=\"col\">");
        sw_buffer_xml(out, self->position_word);
        sw_buffer_put(out, "</th>");
        for (int s = 0; s < p->n_series; s++) {
            sw_buffer_format(out, "<th scope=\"col\" data-s=\"%d\">", p->series[s].run);
            sw_buffer_xml(out, p->series[s].name);
            sw_buffer_put(out, "</th>");
        }
        sw_buffer_put(out, "</tr></thead>\n<tbody>\n");
        for (int i = 0; i < p->n_positions; i++)
            html_row(self, p, i, out);
        sw_buffer_put(out, "</tbody></table></div>\n");
    }
}

/* Quoted and guarded as in csv.c. */
void sw_csv_cell(sw_buffer *out, const char *text)
{
    const int quote = strpbrk(text, ",\"\r\n") != NULL;
    if (quote)
        sw_buffer_put(out, "\"");
    if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL)
        sw_buffer_put(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '"')
            sw_buffer_put(out, "\"");
        sw_buffer_bytes(out, text, 1);
    }
    if (quote)
        sw_buffer_put(out, "\"");
}

static void csv_row(const sw_chart *c, const sw_panel *p, const sw_series *s, int i,
                    int digits, sw_buffer *out)
{
    if (digits == 0 || i == 0) {
        sw_csv_cell(out, title_of(c, p));
        sw_buffer_put(out, ",");
        sw_csv_cell(out, s->name);
    }
    sw_buffer_put(out, digits == 0 ? "," : "\t");
    sw_csv_cell(out, p->names[i]);
    for (int q = 0; q < SW_N_VALUES; q++) {
        char text[64] = "";
        const int known = s->values[q] != NULL && isfinite(s->values[q][i]);
        if (known && digits > 0)
            (void)snprintf(text, sizeof text, "%.*g", digits, s->values[q][i]);
        else if (known)
            sw_format_number(s->values[q][i], text, sizeof text);
        sw_buffer_format(out, ",%s", text);
    }
    sw_buffer_put(out, "\r\n");
}

void sw_chart_csv(const sw_chart *self, int bom, int digits, sw_buffer *out)
{
    const char *const heads[] = {sw_say(self->language, SW_TEXT_COLUMN_PANEL),
                                 sw_say(self->language, SW_TEXT_COLUMN_SERIES),
                                 self->position_word,
                                 sw_say(self->language, SW_TEXT_COLUMN_LOW90),
                                 sw_say(self->language, SW_TEXT_COLUMN_LOW50),
                                 self->statistic,
                                 sw_say(self->language, SW_TEXT_COLUMN_HIGH50),
                                 sw_say(self->language, SW_TEXT_COLUMN_HIGH90)};
    if (bom)
        sw_buffer_put(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        sw_buffer_put(out, i > 0 ? "," : "");
        sw_csv_cell(out, heads[i]);
    }
    sw_buffer_put(out, "\r\n");
    for (int k = 0; k < self->n_panels; k++) {
        const sw_panel *p = &self->panels[k];
        for (int s = 0; s < p->n_series && !p->lens; s++)
            for (int i = 0; i < p->n_positions; i++)
                csv_row(self, p, &p->series[s], i, digits, out);
    }
}

/* A cell of a Markdown table: nothing in it begins something else. */
void sw_markdown_text(sw_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("|\\`*_[]<>#", *text) != NULL)
            sw_buffer_put(out, "\\");
        sw_buffer_bytes(out, *text == '\n' || *text == '\r' ? " " : text, 1);
    }
}

static void markdown_panel(const sw_chart *c, const sw_panel *p, sw_buffer *out)
{
    static const char *const brackets[] = {" (", ")"};
    sw_buffer_put(out, "\n**");
    sw_markdown_text(out, title_of(c, p));
    sw_buffer_put(out, "**\n\n| ");
    sw_markdown_text(out, c->position_word);
    for (int s = 0; s < p->n_series; s++) {
        sw_buffer_put(out, " | ");
        sw_markdown_text(out, p->series[s].name);
    }
    sw_buffer_put(out, " |\n|---");
    for (int s = 0; s < p->n_series; s++)
        sw_buffer_put(out, "|---:");
    sw_buffer_put(out, "|\n");
    for (int i = 0; i < p->n_positions; i++) {
        sw_buffer_put(out, "| ");
        sw_markdown_text(out, p->names[i]);
        for (int s = 0; s < p->n_series; s++) {
            const double *middle = p->series[s].values[SW_MIDDLE];
            char value[SW_NUMBER_BYTES];
            sw_number_text(&p->number, middle ? middle[i] : NAN, value);
            sw_buffer_format(out, " | %s", value);
            put_interval(c, p, &p->series[s], i, brackets, out);
        }
        sw_buffer_put(out, " |\n");
    }
}

void sw_chart_markdown(const sw_chart *self, sw_buffer *out)
{
    sw_buffer_put(out, "## ");
    sw_markdown_text(out, self->title);
    sw_buffer_put(out, "\n");
    if (self->subtitle != NULL) {
        sw_buffer_put(out, "\n");
        sw_markdown_text(out, self->subtitle);
        sw_buffer_put(out, "\n");
    }
    for (int k = 0; k < self->n_panels; k++)
        if (!self->panels[k].lens)
            markdown_panel(self, &self->panels[k], out);
    sw_buffer_put(out, "\n");
}
