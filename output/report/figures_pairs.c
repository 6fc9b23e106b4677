/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios beside the first, future by future. */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct row {
    const char *name; /* of the outcome */
    sw_text title;
    sw_number number;
} row;

static const row rows[] = {{"side_work_rate_annual", SW_TEXT_PAIR_RATE, {100, 2, "", 1}},
                           {"p_ever_reached", SW_TEXT_PAIR_REACH, {100, 1, "", 1}},
                           {"overtime_hours", SW_TEXT_PAIR_OVERTIME, {1, 1, "", 1}},
                           {"backlog_hours", SW_TEXT_PAIR_BACKLOG, {1, 2, "", 1}},
                           {"load_top10_share", SW_TEXT_PAIR_TOP, {100, 1, "", 1}},
                           {"unfulfilled", SW_TEXT_PAIR_UNFULFILLED, {100, 2, "", 1}}};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

static int find_outcome(const sw_comparison *c, const char *name)
{
    for (int o = 0; o < c->n_outcomes; o++)
        if (strcmp(c->outcomes[o].name, name) == 0)
            return o;
    return -1;
}

/* Each scenario but the first has its row and its colour. */
static int fill(sw_report *self, sw_panel *p, int outcome)
{
    const sw_comparison *c = self->comparison;
    int any = 0;
    for (int k = 1; k < c->n_files; k++) {
        const sw_contrast *x = &c->contrasts[(k - 1) * c->n_outcomes + outcome];
        sw_series *s = sw_panel_series(self, p, k, self->names[k], 1);
        if (s == NULL)
            return any;
        for (int i = 0; i < p->n_positions; i++)
            s->values[SW_LOW50][i] = s->values[SW_HIGH50][i] = NAN;
        s->values[SW_MIDDLE][k - 1] = x->difference;
        s->values[SW_LOW90][k - 1] = x->family_low;
        s->values[SW_HIGH90][k - 1] = x->family_high;
        any |= isfinite(x->difference) != 0;
    }
    return any;
}

static const char *title_of(sw_report *self, const row *r, int outcome)
{
    char goal[SW_NUMBER_BYTES];
    (void)snprintf(goal, sizeof goal, "%g%%",
                   100 * self->comparison->outcomes[outcome].threshold);
    const char *const values[] = {goal};
    return sw_arena_fill(&self->arena, sw_say(self->language, r->title), values, 1);
}

void sw_report_pairs(sw_report *self)
{
    if (self->comparison == NULL)
        return;
    const char *const base[] = {self->names[0]};
    int n = 0;
    sw_chart *c = sw_report_chart(
        self, SW_CHART_DOTS, "pairs",
        sw_arena_fill(&self->arena, sw_say(self->language, SW_TEXT_PAIR_TITLE), base, 1),
        sw_say(self->language, SW_TEXT_PAIR_SUBTITLE),
        sw_say(self->language, SW_TEXT_PAIR_DESCRIPTION), N_ROWS);
    for (int i = 0; c != NULL && i < N_ROWS; i++) {
        const int o = find_outcome(self->comparison, rows[i].name);
        sw_panel *p = &c->panels[n];
        if (o < 0)
            continue;
        *p = (sw_panel){.number = rows[i].number,
                        .n_positions = self->n_runs - 1,
                        .names = self->names + 1,
                        .title = title_of(self, &rows[i], o)};
        n += fill(self, p, o);
    }
    if (c == NULL)
        return;
    c->n_panels = n;
    c->columns = 2;
    c->position_word = sw_say(self->language, SW_TEXT_SCENARIO);
    c->statistic = sw_say(self->language, SW_TEXT_DIFFERENCE);
    c->interval_word = sw_say(self->language, SW_TEXT_NINETY_FIVE);
    if (n == 0)
        self->n_charts--;
}
