/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the goals are reached, and when. */
#include "report_parts.h"

#include <math.h>

#include "scale.h"

static const sw_number share_number = {100, 1, "%", 0};

/* P(ever reached) of run k by year with its 95 % interval. */
static void add_reached(sw_report *self, sw_panel *panel, int k, int t)
{
    const sw_summary *m = self->runs[k].summary;
    sw_series *s = sw_panel_series(self, panel, k, self->names[k], 1);
    for (int y = 0; s != NULL && y < m->n_years; y++) {
        const double p = m->p_ever_reached[t * m->n_years + y];
        s->values[SW_MIDDLE][y] = p;
        sw_summary_interval(m, p, m->p_ever_reached_se[t * m->n_years + y], 0.95,
                            &s->values[SW_LOW90][y], &s->values[SW_HIGH90][y]);
        if (y == 0) /* the base year does not count */
            s->values[SW_LOW90][y] = s->values[SW_HIGH90][y] = NAN;
        s->values[SW_LOW50][y] = s->values[SW_HIGH50][y] = NAN;
    }
}

/* The threshold of run k that is t's of the first; -1 if it has none such. */
static int same_threshold(const sw_report *self, int k, int t)
{
    const sw_layout *a = &self->runs[0].results->layout,
                    *b = &self->runs[k].results->layout;
    for (int i = 0; i < b->n_thresholds; i++)
        if (b->thresholds[i] == a->thresholds[t])
            return i;
    return -1;
}

static const char *goal_title(sw_report *self, int t)
{
    const char *const values[] = {sw_arena_format(
        &self->arena, "%g%%", 100 * self->runs[0].results->layout.thresholds[t])};
    return sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_REACH_PANEL),
                         values, 1);
}

/* Whether no future of any scenario reaches any goal. */
static int is_never(const sw_report *self)
{
    for (int k = 0; k < self->n_runs; k++) {
        const sw_summary *m = self->runs[k].summary;
        for (int t = 0; t < m->n_thresholds; t++)
            if (m->p_ever_reached[(t + 1) * m->n_years - 1] > 0)
                return 0;
    }
    return 1;
}

/* Where every curve would lie on the axis: one row for each goal, and what so many futures
 * cannot rule out. */
static void reach_never(sw_report *self, int n)
{
    const char *const year[] = {sw_year_name(self, self->base_year + self->n_years - 1)};
    const char *const futures[] = {self->futures};
    sw_chart *c = sw_report_chart(
        self, SW_CHART_DOTS, "reach",
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_NEVER_TITLE), year, 1),
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_NEVER_SUBTITLE),
                      futures, 1),
        sw_say(self->language, SW_TEXT_NEVER_DESCRIPTION), 1);
    const char **names = sw_arena_get(&self->arena, (size_t)n, sizeof *names);
    if (c == NULL || names == NULL)
        return;
    sw_panel *p = &c->panels[0];
    for (int t = 0; t < n; t++)
        names[t] = goal_title(self, t);
    p->names = names;
    p->n_positions = n;
    p->number = share_number;
    for (int k = 0; k < self->n_runs; k++) {
        const sw_summary *m = self->runs[k].summary;
        sw_series *s = sw_panel_series(self, p, k, self->names[k], 1);
        for (int t = 0; s != NULL && t < n; t++) {
            const int own = same_threshold(self, k, t);
            if (own < 0)
                continue;
            s->values[SW_MIDDLE][t] = 0;
            sw_summary_interval(m, 0, m->p_ever_reached_se[(own + 1) * m->n_years - 1],
                                0.95, &s->values[SW_LOW90][t], &s->values[SW_HIGH90][t]);
        }
    }
    c->position_word = sw_say(self->language, SW_TEXT_GOAL);
    c->statistic = sw_say(self->language, SW_TEXT_PROBABILITY);
    c->interval_word = sw_say(self->language, SW_TEXT_NINETY_FIVE);
}

/* An axis to 100 % where the highest interval goes, and else one on which it can be seen. */
static const char *reach_scale(sw_report *self, sw_chart *c)
{
    double most = 0;
    for (int t = 0; t < c->n_panels; t++)
        for (int s = 0; s < c->panels[t].n_series; s++)
            for (int y = 0; y < c->panels[t].n_positions; y++)
                most = fmax(most, c->panels[t].series[s].values[SW_HIGH90][y]);
    const int low = most > 0 && most <= 0.2;
    for (int t = 0; t < c->n_panels; t++)
        c->panels[t].high = low ? sw_ticks_above(0, 100 * most, 4) / 100 : 1;
    const int many = self->n_runs > SW_FEW_RUNS;
    const char *const values[] = {
        sw_say(self->language, many ? SW_TEXT_REACH_ENDS : SW_TEXT_REACH_BANDS)};
    return sw_arena_format(&self->arena, "%s%s",
                           sw_arena_fill(&self->arena,
                                         sw_say(self->language, SW_TEXT_REACH_SUBTITLE),
                                         values, 1),
                           low ? sw_say(self->language, SW_TEXT_REACH_SCALE) : "");
}

void sw_report_reach(sw_report *self)
{
    const sw_layout *l = &self->runs[0].results->layout;
    const int n = l->n_thresholds < SW_MOST_PANELS ? l->n_thresholds : SW_MOST_PANELS;
    if (n == 0)
        return;
    if (is_never(self)) {
        reach_never(self, n);
        return;
    }
    sw_chart *c = sw_report_chart(self, SW_CHART_LINES, "reach",
                                  sw_say(self->language, SW_TEXT_REACH_TITLE), "", "", n);
    sw_buffer last = {0};
    for (int t = 0; c != NULL && t < n; t++) {
        sw_panel *p = &c->panels[t];
        sw_panel_years(self, p, goal_title(self, t), share_number);
        for (int k = 0; k < self->n_runs; k++) {
            char text[SW_NUMBER_BYTES];
            const int own = same_threshold(self, k, t);
            if (own < 0)
                continue;
            const sw_summary *m = self->runs[k].summary;
            add_reached(self, p, k, own);
            sw_number_text(&share_number, m->p_ever_reached[(own + 1) * m->n_years - 1],
                           text);
            sw_buffer_format(&last, "%s%s %s", last.length > 0 ? "; " : "",
                             self->names[k], text);
        }
    }
    if (c != NULL) {
        const char *const values[] = {last.text ? last.text : ""};
        c->subtitle = reach_scale(self, c);
        c->columns = 3;
        c->statistic = sw_say(self->language, SW_TEXT_PROBABILITY);
        c->interval_word = sw_say(self->language, SW_TEXT_NINETY_FIVE);
        c->description = sw_arena_fill(
            &self->arena, sw_say(self->language, SW_TEXT_REACH_DESCRIPTION), values, 1);
    }
    self->arena.failed |= last.failed;
    sw_buffer_free(&last);
}

/* Years from the first projected one, then "never". */
static void when_positions(sw_report *self, sw_panel *p)
{
    const char **names = sw_arena_get(&self->arena, (size_t)self->n_years, sizeof *names);
    const char **briefs =
        sw_arena_get(&self->arena, (size_t)self->n_years, sizeof *briefs);
    const char *const last[] = {sw_year_name(self, self->base_year + self->n_years - 1)};
    p->n_positions = names != NULL && briefs != NULL ? self->n_years : 0;
    for (int i = 0; i + 1 < p->n_positions; i++) {
        names[i] = self->year_names[i + 1];
        briefs[i] = sw_year_brief(self, self->base_year + i + 1, 0);
    }
    if (p->n_positions > 0) {
        names[p->n_positions - 1] = sw_arena_fill(
            &self->arena, sw_say(self->language, SW_TEXT_WHEN_NEVER), last, 1);
        briefs[p->n_positions - 1] = sw_say(self->language, SW_TEXT_WHEN_NEVER_BRIEF);
    }
    p->names = names;
    p->briefs = briefs;
}

void sw_report_when(sw_report *self)
{
    const sw_layout *l = &self->runs[0].results->layout;
    const int n = l->n_thresholds < SW_MOST_PANELS ? l->n_thresholds : SW_MOST_PANELS;
    if (n == 0 || self->n_years < 2 || is_never(self)) /* never is no table of years */
        return;
    sw_chart *c = sw_report_chart(self, SW_CHART_CELLS, "when",
                                  sw_say(self->language, SW_TEXT_WHEN_TITLE),
                                  sw_say(self->language, SW_TEXT_WHEN_SUBTITLE),
                                  sw_say(self->language, SW_TEXT_WHEN_DESCRIPTION), n);
    for (int t = 0; c != NULL && t < n; t++) {
        sw_panel *p = &c->panels[t];
        p->title = goal_title(self, t);
        p->number = share_number;
        when_positions(self, p);
        for (int k = 0; k < self->n_runs && p->n_positions > 0; k++) {
            const sw_summary *m = self->runs[k].summary;
            const int own = same_threshold(self, k, t);
            sw_series *s =
                own < 0 ? NULL : sw_panel_series(self, p, k, self->names[k], 0);
            if (s == NULL)
                continue;
            const double *ever = m->p_ever_reached + own * m->n_years;
            for (int y = 1; y < m->n_years; y++)
                s->values[SW_MIDDLE][y - 1] = ever[y] - ever[y - 1];
            s->values[SW_MIDDLE][p->n_positions - 1] = 1 - ever[m->n_years - 1];
        }
    }
    if (c != NULL)
        c->statistic = sw_say(self->language, SW_TEXT_SHARE);
}
