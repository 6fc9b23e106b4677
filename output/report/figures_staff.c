/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own work, will, and what the gates look at. */
#include "report_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
    sw_measure measure;
    sw_text title;
    sw_number number;
    const char *criterion; /* as the file's labels of criteria say it; NULL: none */
} row;

/* The value a label of a criterion, "2: cooperators >= 50", asks of a name; NaN if it is
 * about something else. */
static double asked(const char *label, const char *name, long *phase)
{
    char *end = NULL;
    *phase = strtol(label, &end, 10);
    if (end == label || strncmp(end, ": ", 2) != 0 ||
        strncmp(end + 2, name, strlen(name)) != 0)
        return NAN;
    const char *value = end + 2 + strlen(name);
    if (strncmp(value, " >= ", 4) != 0)
        return NAN;
    const double x = strtod(value + 4, &end);
    return end == value + 4 ? NAN : x;
}

static int has_goal(const sw_panel *p, double value)
{
    for (int g = 0; g < p->n_goals; g++)
        if (p->goals[g].value == value)
            return 1;
    return 0;
}

/* What the gates of any scenario ask, once each. */
static void add_gates(sw_report *self, sw_panel *p, const char *criterion)
{
    for (int k = 0; k < self->n_runs; k++) {
        const sw_layout *l = &self->runs[k].results->layout;
        const sw_variable *v = sw_layout_find(l, "criterion_month");
        const int n = v && v->dimension >= 0 ? l->dimensions[v->dimension].size : 0;
        for (int i = 0; i < n && p->n_goals < SW_MOST_GOALS; i++) {
            long phase;
            char text[SW_NUMBER_BYTES];
            const double x =
                asked(l->dimensions[v->dimension].labels[i], criterion, &phase);
            if (!isfinite(x) || has_goal(p, x))
                continue;
            sw_number number = p->number;
            number.decimals = p->number.factor * x == floor(p->number.factor * x) ? 0 : 1;
            sw_number_text(&number, x, text);
            const char *const values[] = {sw_arena_format(&self->arena, "%ld", phase),
                                          text};
            p->goals[p->n_goals++] = (sw_goal){
                x, sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_GATE_LABEL),
                                 values, 2)};
        }
    }
}

/* A chart of yearly lines, a panel a row that is known. */
static sw_chart *add_lines(sw_report *self, const char *id, sw_text title,
                           sw_text subtitle, sw_text description, const row *rows,
                           int n_rows)
{
    const char *const base[] = {sw_year_name(self, self->base_year)};
    sw_chart *c = sw_report_chart(self, SW_CHART_LINES, id, sw_say(self->language, title),
                                  sw_report_subtitle(self, subtitle),
                                  sw_say(self->language, description), n_rows);
    int n = 0;
    for (int i = 0; c != NULL && i < n_rows; i++) {
        sw_panel_years(
            self, &c->panels[n],
            sw_arena_fill(&self->arena, sw_say(self->language, rows[i].title), base, 1),
            rows[i].number);
        if (!sw_panel_measure(self, &c->panels[n], &rows[i].measure, 0))
            continue;
        if (rows[i].criterion != NULL)
            add_gates(self, &c->panels[n], rows[i].criterion);
        n++;
    }
    if (c == NULL)
        return NULL;
    c->n_panels = n;
    c->columns = n;
    if (n == 0)
        self->n_charts--;
    return n > 0 ? c : NULL;
}

void sw_report_own(sw_report *self)
{
    static const row rows[] = {{{"overtime_hours", SW_A_HEAD, 0, NULL},
                                SW_TEXT_OWN_OVERTIME,
                                {1, 1, "", 0},
                                NULL},
                               {{"backlog_hours", SW_MARCH_A_HEAD, 0, NULL},
                                SW_TEXT_OWN_BACKLOG,
                                {1, 1, "", 0},
                                NULL},
                               {{"utilisation", SW_OF_MONTH, 0, NULL},
                                SW_TEXT_OWN_UTILISATION,
                                {100, 1, "%", 0},
                                NULL}};
    (void)add_lines(self, "own-work", SW_TEXT_OWN_TITLE, SW_TEXT_FEW_SUBTITLE,
                    SW_TEXT_OWN_DESCRIPTION, rows, 3);
}

static void add_reasons(sw_report *self)
{
    const sw_layout *l = &self->runs[0].results->layout;
    const sw_variable *v = sw_layout_find(l, "refusal_reason");
    const sw_dimension *d = v && v->dimension >= 0 ? &l->dimensions[v->dimension] : NULL;
    const char *const last[] = {sw_year_name(self, self->base_year + self->n_years - 1)};
    sw_chart *c =
        d == NULL
            ? NULL
            : sw_report_chart(self, SW_CHART_DOTS, "reasons",
                              sw_arena_fill(&self->arena,
                                            sw_say(self->language, SW_TEXT_REASON_TITLE),
                                            last, 1),
                              sw_say(self->language, SW_TEXT_REASON_SUBTITLE),
                              sw_say(self->language, SW_TEXT_REASON_DESCRIPTION), 1);
    if (c == NULL)
        return;
    sw_panel *p = &c->panels[0];
    p->number = (sw_number){100, 1, "%", 0};
    p->n_positions = d->size;
    p->names = sw_is_japanese(self) ? d->labels_ja : d->labels;
    c->position_word = sw_say(self->language, SW_TEXT_CATEGORY);
    for (int k = 0; k < self->n_runs; k++) {
        sw_series *s = sw_panel_series(self, p, k, self->names[k], 1);
        for (int i = 0; s != NULL && i < d->size; i++) {
            const sw_measure m = {"refusal_reason", SW_OF_YEAR, i, NULL};
            sw_series_fill(self, s, i, k, &m, self->runs[k].results->layout.n_years - 1,
                           0);
        }
        if (s != NULL && !sw_series_known(s, d->size))
            p->n_series--;
    }
    if (p->n_series == 0)
        self->n_charts--;
}

void sw_report_will(sw_report *self)
{
    static const sw_number percent = {100, 1, "%", 0};
    const row rows[] = {
        {{"participated", SW_OF_YEAR, 0, NULL}, SW_TEXT_WILL_PART, percent, NULL},
        {{"willing", SW_OF_YEAR, 0, NULL}, SW_TEXT_WILL_WANT, percent, NULL},
        {{"willing_nonparticipants", SW_OF_YEAR, 0, NULL},
         SW_TEXT_WILL_WANT_NOT,
         percent,
         NULL}};
    (void)add_lines(self, "will", SW_TEXT_WILL_TITLE, SW_TEXT_FEW_SUBTITLE,
                    SW_TEXT_WILL_DESCRIPTION, rows, 3);
    add_reasons(self);
}

void sw_report_gates(sw_report *self)
{
    static const row rows[] = {{{"bank_registered", SW_MARCH_A_HEAD, 0, NULL},
                                SW_TEXT_GATE_BANK,
                                {100, 1, "%", 0},
                                "registered in the bank"},
                               {{"cooperators", SW_OF_MARCH, 0, NULL},
                                SW_TEXT_GATE_COOPERATORS,
                                {1, 0, "", 0},
                                "cooperators"},
                               {{"understanding", SW_OF_YEAR, 0, NULL},
                                SW_TEXT_GATE_UNDERSTANDING,
                                {100, 1, "%", 0},
                                "understanding"},
                               {{"young_willingness_ratio", SW_OF_YEAR, 0, NULL},
                                SW_TEXT_WILL_YOUNG,
                                {1, 2, "", 0},
                                "young staff's willingness"}};
    sw_chart *c = add_lines(self, "gates", SW_TEXT_GATE_TITLE, SW_TEXT_GATE_SUBTITLE,
                            SW_TEXT_GATE_DESCRIPTION, rows, 4);
    if (c != NULL)
        c->columns = 2;
}
