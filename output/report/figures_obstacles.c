/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the way: is side work not asked for, do people not want it, may they not,
 * or have they no time? Means, since they add up. */
#include "report_parts.h"

#include <stdio.h>
#include <string.h>

static const sw_number hours_number = {1, 0, "", 0};

/* Hours asked for, a dashed line beside those given; not of informal help, which is only
 * wished for in passing. */
static void add_asked(sw_report *self, sw_panel *p, int kind, const char *label)
{
    const sw_measure asked = {"side_work_wanted_by_kind", SW_OF_YEAR, kind, NULL};
    for (int k = 0; k < self->n_runs && strcmp(label, "informal") != 0; k++) {
        const char *const values[] = {self->names[k]};
        const char *name = sw_arena_fill(
            &self->arena, sw_say(self->language, SW_TEXT_HOURS_ASKED), values, 1);
        sw_series *s = sw_panel_series(self, p, k, name, 1);
        if (s == NULL)
            return;
        s->role = SW_ROLE_BESIDE;
        for (int y = 0; y < p->n_positions; y++)
            sw_series_fill(self, s, y, k, &asked, y, 1);
        /* the band is that of what was given */
        if (!sw_series_known(s, p->n_positions))
            p->n_series--;
    }
}

static void add_hours(sw_report *self)
{
    const sw_layout *l = &self->runs[0].results->layout;
    const sw_variable *v = sw_layout_find(l, "side_work_hours_by_kind");
    const sw_dimension *kinds =
        v && v->dimension >= 0 ? &l->dimensions[v->dimension] : NULL;
    int n = 0;
    sw_chart *c = kinds == NULL
                      ? NULL
                      : sw_report_chart(self, SW_CHART_LINES, "hours",
                                        sw_say(self->language, SW_TEXT_HOURS_TITLE),
                                        sw_report_subtitle(self, SW_TEXT_HOURS_SUBTITLE),
                                        sw_say(self->language, SW_TEXT_HOURS_DESCRIPTION),
                                        SW_MOST_PANELS);
    if (c == NULL)
        return;
    for (int kind = 0; kind < kinds->size && n < SW_MOST_PANELS; kind++) {
        const sw_measure given = {"side_work_hours_by_kind", SW_OF_YEAR, kind, NULL};
        sw_panel *p = &c->panels[n];
        sw_panel_years(
            self, p, sw_is_japanese(self) ? kinds->labels_ja[kind] : kinds->labels[kind],
            hours_number);
        if (!sw_panel_measure(self, p, &given, 1))
            continue;
        add_asked(self, p, kind, kinds->labels[kind]);
        n++;
    }
    c->n_panels = n;
    c->columns = 3;
    c->statistic = sw_say(self->language, SW_TEXT_MEAN);
    if (n == 0)
        self->n_charts--;
}

/* "no time 302, ..." of the last year and every scenario. */
static void describe_people(sw_report *self, sw_chart *c)
{
    sw_buffer b = {0};
    for (int i = 0; i < c->n_panels; i++)
        for (int s = 0; s < c->panels[i].n_series; s++) {
            char text[SW_NUMBER_BYTES];
            const sw_panel *p = &c->panels[i];
            sw_number_text(&p->number, p->series[s].values[SW_MIDDLE][p->n_positions - 1],
                           text);
            sw_buffer_format(&b, "%s%s (%s) %s", b.length > 0 ? "; " : "", p->title,
                             p->series[s].name, text);
        }
    const char *const values[] = {sw_year_name(self, self->base_year + self->n_years - 1),
                                  b.text ? b.text : ""};
    c->description = sw_arena_fill(
        &self->arena, sw_say(self->language, SW_TEXT_PEOPLE_DESCRIPTION), values, 2);
    self->arena.failed |= b.failed;
    sw_buffer_free(&b);
}

static void add_people(sw_report *self)
{
    static const struct {
        const char *variable;
        sw_text title;
    } rows[] = {{"no_time_left", SW_TEXT_PEOPLE_TIME},
                {"applicants_unplaced", SW_TEXT_PEOPLE_OPENING},
                {"consent_refused", SW_TEXT_PEOPLE_CONSENT},
                {"seats_unfilled", SW_TEXT_PEOPLE_SEATS}};
    enum { N = sizeof rows / sizeof rows[0] };
    int n = 0;
    sw_chart *c = sw_report_chart(
        self, SW_CHART_LINES, "people", sw_say(self->language, SW_TEXT_PEOPLE_TITLE),
        sw_report_subtitle(self, SW_TEXT_PEOPLE_SUBTITLE), "", N);
    for (int i = 0; c != NULL && i < N; i++) {
        const sw_measure m = {rows[i].variable, SW_OF_MONTH, 0, NULL};
        sw_panel_years(self, &c->panels[n], sw_say(self->language, rows[i].title),
                       hours_number);
        n += sw_panel_measure(self, &c->panels[n], &m, 1);
    }
    if (c == NULL)
        return;
    c->n_panels = n;
    c->columns = 4;
    c->statistic = sw_say(self->language, SW_TEXT_MEAN);
    if (n == 0)
        self->n_charts--;
    else
        describe_people(self, c);
}

void sw_report_obstacles(sw_report *self)
{
    add_hours(self);
    add_people(self);
}
