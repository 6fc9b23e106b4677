/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells, tables and notices of the page: what its parts share. */
#include "report_parts.h"

#include <math.h>
#include <string.h>

#include <sidework/display.h>

void sw_page_cell(sw_buffer *out, const char *tag, const char *text)
{
    sw_buffer_format(out, "<%s>", tag);
    sw_buffer_xml(out, text);
    sw_buffer_format(out, "</%.2s>", tag);
}

void sw_page_table(sw_buffer *out, const char *caption, const char *const *heads, int n)
{
    sw_buffer_put(out, "<div class=\"scroll\" tabindex=\"0\"><table>");
    if (caption != NULL) {
        sw_buffer_put(out, "<caption>");
        sw_buffer_xml(out, caption);
        sw_buffer_put(out, "</caption>");
    }
    sw_buffer_put(out, "<thead><tr>");
    for (int i = 0; i < n; i++)
        sw_page_cell(out, "th scope=\"col\"", heads[i]);
    sw_buffer_put(out, "</tr></thead>\n<tbody>\n");
}

void sw_page_table_end(sw_buffer *out)
{
    sw_buffer_put(out, "</tbody></table></div>\n");
}

void sw_page_notice(const sw_report *self, sw_text text, const char *const *values, int n,
                    sw_buffer *out)
{
    sw_buffer_put(out, "<p class=\"notice\" role=\"note\">");
    sw_buffer_fill(out, sw_say(self->language, text), values, n, 1);
    sw_buffer_put(out, "</p>\n");
}

void sw_page_paragraph(const sw_report *self, sw_text text, const char *const *values,
                       int n, sw_buffer *out)
{
    sw_buffer_put(out, "<p class=\"lead\">");
    sw_buffer_fill(out, sw_say(self->language, text), values, n, 1);
    sw_buffer_put(out, "</p>\n");
}

const char *sw_page_significant(sw_report *self, double value)
{
    const double size = fabs(value);
    char text[SW_NUMBER_BYTES];
    sw_number number = {1, 0, "", 0};
    if (!isfinite(value))
        return "–";
    if (size > 0 && size < 100)
        for (double unit = 100; size < unit * (1 - 1e-9) && number.decimals < 9;
             unit /= 10)
            number.decimals++;
    number.decimals = number.decimals > 9 ? 9 : number.decimals;
    sw_number_text(&number, value, text);
    char *point = strchr(text, '.'), *end = text + strlen(text);
    while (point != NULL && end > point && (end[-1] == '0' || end - 1 == point))
        *--end = '\0'; /* 1.60: 1.6 */
    return sw_arena_copy(&self->arena, text);
}

const char *sw_page_unit(sw_report *self, const char *unit)
{
    char text[SW_UNIT_BYTES];
    if (unit[0] == '\0' || strcmp(unit, "1") == 0 || strcmp(unit, "-") == 0)
        return "–";
    sw_format_unit(unit, self->language, text);
    return sw_arena_copy(&self->arena, text);
}

const char *sw_page_range(sw_report *self, double value, double low, double high)
{
    const char *const ends[] = {sw_page_significant(self, low),
                                sw_page_significant(self, high)};
    return sw_arena_format(
        &self->arena, "%s (%s)", sw_page_significant(self, value),
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FROM_TO), ends, 2));
}

const char *sw_page_language(const sw_report *self, const char *en, const char *ja)
{
    return sw_is_japanese(self) && ja != NULL && ja[0] != '\0' ? ja : en;
}

const char *sw_page_whole(sw_report *self, double value)
{
    char text[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){1, 0, "", 0}, value, text);
    return sw_arena_copy(&self->arena, text);
}

int sw_page_is_of_results(const sw_report *self, const char *scenario)
{
    for (int k = 0; k < self->n_runs; k++)
        if (sw_same_scenario(scenario, self->runs[k].results->effective))
            return 1;
    return 0;
}
