/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side-work rate: the fan, and the phases of the plan below it. */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>

#include "scale.h"
#include "statistics.h"

static const sw_number rate_number = {100, 2, "%", 0};
static const sw_number share_number = {100, 1, "%", 0};

static const char *percent(sw_report *self, double share)
{
    return sw_arena_format(&self->arena, "%g%%", 100 * share);
}

/* Which stored quantile is which of ours (SW_QUANTILES). */
static const int stored[SW_N_VALUES] = {0, 2, SW_MEDIAN, 4, SW_N_QUANTILES - 1};

static void add_rates(sw_report *self, sw_panel *panel, int k)
{
    const sw_summary *m = self->runs[k].summary;
    sw_series *s = sw_panel_series(self, panel, k, self->names[k], 1);
    for (int y = 0; s != NULL && y < m->n_years; y++)
        for (int q = 0; q < SW_N_VALUES; q++)
            s->values[q][y] = m->rate_annual_quantile[stored[q] * m->n_years + y];
}

static void add_regular(sw_report *self, sw_panel *panel, int k)
{
    const sw_summary *m = self->runs[k].summary;
    const char *const values[] = {self->names[k]};
    const char *name = sw_arena_fill(
        &self->arena, sw_say(self->language, SW_TEXT_FAN_REGULAR), values, 1);
    sw_series *s = sw_panel_series(self, panel, k, name, 1);
    if (s == NULL)
        return;
    s->role = SW_ROLE_BESIDE;
    for (int y = 0; y < m->n_years; y++)
        for (int q = 0; q < SW_N_VALUES; q++)
            s->values[q][y] = m->rate_annual_regular_quantile[stored[q] * m->n_years + y];
}

static void add_goals(sw_report *self, sw_panel *panel, double most)
{
    const sw_layout *l = &self->runs[0].results->layout;
    for (int t = 0; t < l->n_thresholds && panel->n_goals < SW_MOST_GOALS; t++) {
        const char *const values[] = {percent(self, l->thresholds[t])};
        if (l->thresholds[t] > most)
            continue;
        panel->goals[panel->n_goals++] =
            (sw_goal){l->thresholds[t],
                      sw_arena_fill(&self->arena,
                                    sw_say(self->language, SW_TEXT_FAN_GOAL), values, 1)};
    }
}

static double highest(const sw_panel *panel)
{
    double most = 0;
    for (int s = 0; s < panel->n_series; s++)
        for (int i = 0; i < panel->n_positions; i++)
            most = fmax(most, panel->series[s].values[SW_HIGH90][i]);
    return most;
}

static double top_goal(const sw_report *self)
{
    double most = 0;
    const sw_layout *l = &self->runs[0].results->layout;
    for (int t = 0; t < l->n_thresholds; t++)
        most = fmax(most, l->thresholds[t]);
    return most;
}

/* Median month in which phase p of run k began, in positions of the axis (a year's value
 * stands at its middle); NaN if in less than half of the futures. */
static double begins(sw_report *self, int k, int p)
{
    const sw_results *r = self->runs[k].results;
    const sw_variable *v = sw_layout_find(&r->layout, "phase_month");
    if (v == NULL || !sw_has_replications(r) || p >= (int)v->length)
        return NAN;
    (void)sw_gather_met(r, v, (size_t)p, self->scratch);
    const double month = sw_nearest_rank(self->scratch, r->n_replications, 0.5);
    return isfinite(month) ? fmax(month / 12 - 0.5, 0) : NAN;
}

static const char *passed(sw_report *self, int k, int p)
{
    char text[SW_NUMBER_BYTES];
    const sw_results *r = self->runs[k].results;
    const sw_variable *v = sw_layout_find(&r->layout, "gate_month");
    const double share = v != NULL && p < (int)v->length
                             ? (double)sw_count_met(r, v, (size_t)p) / r->n_replications
                             : NAN;
    sw_number_text(&share_number, share, text);
    return sw_arena_copy(&self->arena, text);
}

static void add_span(sw_report *self, sw_chart *c, int k, int p, double from, double to)
{
    const sw_results *r = self->runs[k].results;
    const sw_variable *v = sw_layout_find(&r->layout, "phase_month");
    const sw_dimension *d = &r->layout.dimensions[v->dimension];
    const char *const values[] = {sw_arena_format(&self->arena, "%d", p),
                                  sw_is_japanese(self) ? d->labels_ja[p] : d->labels[p],
                                  passed(self, k, p)};
    c->spans[c->n_spans++] = (sw_span){
        k,
        from,
        to,
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FAN_PHASE_WAITING),
                      values, 3),
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FAN_PHASE), values, 2),
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FAN_PHASE_BRIEF),
                      values, 1),
        values[0]};
}

/* Phases that begin in most futures, each until the next. */
static void add_spans(sw_report *self, sw_chart *c)
{
    enum { MOST_PHASES = 8 };
    c->spans = sw_arena_get(&self->arena, SW_MOST_RUNS * MOST_PHASES, sizeof *c->spans);
    for (int k = 0; k < self->n_runs && c->spans != NULL; k++) {
        const sw_variable *v =
            sw_layout_find(&self->runs[k].results->layout, "phase_month");
        const int phases = v == NULL || v->dimension < 0 ? 0 : (int)v->length;
        const double end = self->runs[k].summary->n_years - 1;
        for (int p = 1; p < phases && p < MOST_PHASES; p++) {
            const double from = begins(self, k, p);
            double to = p + 1 < phases ? begins(self, k, p + 1) : NAN;
            to = isfinite(to) ? to : end;
            if (isfinite(from) && to > from)
                add_span(self, c, k, p, from, to);
        }
    }
}

/* What someone hears who does not see the figure. */
static void describe(sw_report *self, sw_chart *c)
{
    const sw_layout *l = &self->runs[0].results->layout;
    sw_buffer rates = {0}, goals = {0};
    for (int k = 0; k < self->n_runs; k++) {
        char text[SW_NUMBER_BYTES];
        const sw_summary *m = self->runs[k].summary;
        sw_number_text(&rate_number,
                       m->rate_annual_quantile[(SW_MEDIAN + 1) * m->n_years - 1], text);
        sw_buffer_put(&rates, k == 0 ? "" : sw_is_japanese(self) ? "、" : ", ");
        sw_buffer_format(&rates, "%s %s", self->names[k], text);
    }
    for (int t = 0; t < l->n_thresholds; t++)
        sw_buffer_format(&goals, "%s%g%%",
                         t == 0                 ? ""
                         : sw_is_japanese(self) ? "・"
                                                : ", ",
                         100 * l->thresholds[t]);
    const char *const values[] = {sw_year_name(self, self->base_year + self->n_years - 1),
                                  rates.text ? rates.text : "",
                                  goals.text ? goals.text : ""};
    c->description = sw_arena_fill(
        &self->arena, sw_say(self->language, SW_TEXT_FAN_DESCRIPTION), values, 3);
    self->arena.failed |= rates.failed | goals.failed;
    sw_buffer_free(&rates);
    sw_buffer_free(&goals);
}

/* The enlarged part beside the whole: two panels, so that no axis is broken. */
static void enlarge(sw_report *self, sw_chart *c, double most)
{
    sw_panel *whole = &c->panels[0], *part = &c->panels[1];
    char high[SW_NUMBER_BYTES];
    part->low = 0;
    part->high = sw_ticks_above(0, 102 * most, 6) / 100;
    sw_number_text(&(sw_number){100, part->high < 0.01 ? 2 : 1, "%", 0}, part->high,
                   high);
    const char *const values[] = {high};
    part->title =
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FAN_ZOOM), values, 1);
    whole->title = sw_say(self->language, SW_TEXT_FAN_FULL);
    whole->low = 0;
    whole->high = top_goal(self) * 1.05;
    whole->lens = 1;
    whole->weight = 10;
    part->weight = 17;
    add_goals(self, part, part->high);
}

static void set_texts(sw_report *self, sw_chart *c)
{
    const char *first = sw_year_name(self, self->base_year);
    const char *const title[] = {first,
                                 sw_year_name(self, self->base_year + self->n_years - 1)};
    const char *const note[] = {self->source, first};
    c->title =
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FAN_TITLE), title, 2);
    c->note =
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_FAN_NOTE), note, 2);
    c->note_spans = c->n_spans > 0 ? sw_say(self->language, SW_TEXT_FAN_PHASES) : NULL;
}

void sw_report_fan(sw_report *self)
{
    const char *subtitle = sw_report_subtitle(self, SW_TEXT_FAN_SUBTITLE);
    sw_chart *c = sw_report_chart(self, SW_CHART_LINES, "fan", "", subtitle, "", 2);
    if (c == NULL)
        return;
    for (int p = 0; p < 2; p++) {
        sw_panel_years(self, &c->panels[p], NULL, rate_number);
        for (int k = 0; k < self->n_runs; k++)
            add_rates(self, &c->panels[p], k);
        for (int k = 0; k < self->n_runs && p == 1; k++)
            add_regular(self, &c->panels[p], k);
    }
    const double most = highest(&c->panels[0]);
    c->labels = 1;
    if (most > 0 && most < 0.4 * top_goal(self)) {
        enlarge(self, c, most);
    } else { /* the goals are within reach of the eye */
        c->panels = &c->panels[1];
        c->n_panels = 1;
        c->panels[0].weight = 24;
    }
    add_goals(self, &c->panels[0], INFINITY);
    add_spans(self, c);
    set_texts(self, c);
    describe(self, c);
}
