/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phases of the plan below the axis of years: a row of blocks a scenario. */
#include "chart_parts.h"

#include <math.h>

#include "metrics.h"

/* Runs that have a span: each a row below the axis. None where they would take the room of
 * the lines: many on a slide. */
int sw_span_rows(const sw_drawing *d, int row_of[SW_MOST_RUNS])
{
    enum { MOST_ON_A_SLIDE = 3 };
    const sw_chart *c = d->chart;
    int n = 0;
    for (int k = 0; k < SW_MOST_RUNS; k++) {
        row_of[k] = -1;
        for (int i = 0; i < c->n_spans; i++)
            if (c->spans[i].run == k && row_of[k] < 0)
                row_of[k] = n++;
    }
    return d->frame->height > 0 && n > MOST_ON_A_SLIDE ? 0 : n;
}

int sw_spans_shown(const sw_drawing *d)
{
    int row_of[SW_MOST_RUNS];
    return sw_span_rows(d, row_of) > 0;
}

void sw_spans_draw(const sw_drawing *d, double left, double step, int n_positions,
                   double top)
{
    const sw_chart *c = d->chart;
    const double size = 0.85 * d->size, row = 1.6 * d->size;
    int row_of[SW_MOST_RUNS];
    const int n = sw_span_rows(d, row_of) > 0 ? c->n_spans : 0;
    for (int i = 0; i < n; i++) {
        const sw_span *s = &c->spans[i];
        const double to = fmin(s->to, n_positions - 1);
        const double x = left + s->from * step, w = (to - s->from) * step - 1;
        const double y = top + row * row_of[s->run];
        const char *texts[] = {s->label, s->name, s->brief, s->digit};
        sw_draw_begin(d->scene, s->run);
        sw_draw_rect(d->scene, SW_STYLE_BLOCK, s->run, x, y, w, row - 2);
        for (int k = 0; k < 4; k++) {
            if (sw_text_width(texts[k], size, 0) + 0.8 * size > w)
                continue;
            sw_draw_text(d->scene, (sw_pen){SW_STYLE_BLOCK_TEXT, s->run, SW_ANCHOR_START},
                         x + 0.4 * size, y + (row - 2) / 2 + 0.36 * size, size, texts[k]);
            break;
        }
        sw_draw_end(d->scene);
    }
}
