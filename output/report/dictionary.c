/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/dictionary.csv: what the columns of each table are. */
#include "report_parts.h"

#include <string.h>

#include "chart_parts.h"

static void put_row(const sw_report *self, const sw_chart *c, const sw_panel *p,
                    sw_buffer *out)
{
    const int share = strcmp(p->number.suffix, "%") == 0 || p->number.factor == 100;
    const char *const cells[] = {
        p->title != NULL ? p->title : c->title,
        c->position_word,
        c->statistic,
        c->interval_word,
        sw_say(self->language, share ? SW_TEXT_UNIT_SHARE : SW_TEXT_UNIT_NUMBER),
        c->title};
    sw_buffer_format(out, "%s.csv", c->id);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        sw_buffer_put(out, ",");
        sw_csv_cell(out, cells[i]);
    }
    sw_buffer_put(out, "\r\n");
}

void sw_report_dictionary(const sw_report *self, int bom, sw_buffer *out)
{
    static const sw_text heads[] = {SW_TEXT_DICTIONARY_FILE,   SW_TEXT_DICTIONARY_PANEL,
                                    SW_TEXT_DICTIONARY_ROW,    SW_TEXT_DICTIONARY_MIDDLE,
                                    SW_TEXT_DICTIONARY_ENDS,   SW_TEXT_DICTIONARY_UNIT,
                                    SW_TEXT_DICTIONARY_MEANING};
    if (bom)
        sw_buffer_put(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        sw_buffer_put(out, i > 0 ? "," : "");
        sw_csv_cell(out, sw_say(self->language, heads[i]));
    }
    sw_buffer_put(out, "\r\n");
    for (int i = 0; i < self->n_charts; i++)
        for (int p = 0; p < self->charts[i].n_panels; p++)
            if (!self->charts[i].panels[p].lens)
                put_row(self, &self->charts[i], &self->charts[i].panels[p], out);
}
