/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bottleneck by year, in words: which obstacle of the figure `people` holds back most
 * people, under each scenario. Seats that nobody took are no people, and are left out. */
#include "report_parts.h"

#include <math.h>
#include <string.h>

/* Mean number of people whom obstacle i holds back in year y of run k; 0: not known. */
static double held_back(const sw_chart *c, int i, int k, int y)
{
    const sw_panel *p = &c->panels[i];
    for (int s = 0; s < p->n_series; s++)
        if (p->series[s].run == k && isfinite(p->series[s].values[SW_MIDDLE][y]))
            return p->series[s].values[SW_MIDDLE][y];
    return 0;
}

/* The obstacle that holds back most; -1: nobody is held back. */
static int worst(const sw_report *self, const sw_chart *c, int k, int y)
{
    const char *seats = sw_say(self->language, SW_TEXT_PEOPLE_SEATS);
    int found = -1;
    double most = 0;
    for (int i = 0; i < c->n_panels; i++) {
        const double x = held_back(c, i, k, y);
        if (strcmp(c->panels[i].title, seats) != 0 && x > most) {
            most = x;
            found = i;
        }
    }
    return found;
}

static const char *people(sw_report *self, double x)
{
    char text[SW_NUMBER_BYTES];
    sw_number_text(&(sw_number){1, 0, "", 0}, x, text);
    return sw_arena_copy(&self->arena, text);
}

/* "FY2021 to FY2031: no time (94 to 296)" */
static const char *stretch(sw_report *self, const sw_chart *c, int k, int from, int to)
{
    const int i = worst(self, c, k, from);
    const char *const ends[] = {self->year_names[from], self->year_names[to]};
    const char *const values[] = {
        from == to ? ends[0]
                   : sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FROM_TO),
                                   ends, 2),
        i < 0 ? sw_say(self->language, SW_TEXT_BOTTLENECK_NOBODY) : c->panels[i].title,
        people(self, i < 0 ? 0 : held_back(c, i, k, from)),
        people(self, i < 0 ? 0 : held_back(c, i, k, to))};
    return sw_arena_fill(&self->arena,
                         sw_say(self->language, from == to ? SW_TEXT_BOTTLENECK_YEAR
                                                           : SW_TEXT_BOTTLENECK_SPAN),
                         values, 4);
}

static void put_run(sw_report *self, const sw_chart *c, int k, sw_buffer *out)
{
    const int n = self->runs[k].summary->n_years;
    sw_buffer_format(out, "<li class=\"s%d\"><span class=\"swatch\"></span>", k);
    sw_buffer_xml(out, self->names[k]);
    for (int from = 0, to; from < n; from = to + 1) {
        for (to = from; to + 1 < n;)
            if (worst(self, c, k, to + 1) == worst(self, c, k, from))
                to++;
            else
                break;
        sw_buffer_put(out, from == 0 ? "<br>" : sw_is_japanese(self) ? "、" : "; ");
        sw_buffer_xml(out, stretch(self, c, k, from, to));
    }
    sw_buffer_put(out, "</li>\n");
}

void sw_page_bottleneck(sw_report *self, sw_buffer *out)
{
    const sw_chart *c = sw_report_find(self, "people");
    if (c == NULL)
        return;
    sw_buffer_put(out, "<p>");
    sw_buffer_xml(out, sw_say(self->language, SW_TEXT_BOTTLENECK));
    sw_buffer_put(out, "</p>\n<ul class=\"bottleneck\">\n");
    for (int k = 0; k < self->n_runs; k++)
        if (c->runs_shown >> k & 1)
            put_run(self, c, k, out);
    sw_buffer_put(out, "</ul>\n");
}
