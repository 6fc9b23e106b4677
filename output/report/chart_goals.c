/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines across that are to be reached, and their labels where nothing else stands. */
#include "chart_parts.h"

#include <math.h>

#include "metrics.h"

typedef struct plot {
    const sw_drawing *d;
    const sw_panel *panel;
    const sw_scale *scale;
    double x, y, w, h, step;
} plot;

static double at_y(const plot *p, double value)
{
    return sw_scale_at(p->scale, value * p->panel->number.factor);
}

/* Whether the middle of some series passes through a box. */
static int is_crossed(const plot *p, sw_box box)
{
    enum { SAMPLES = 9 };
    for (int s = 0; s < p->panel->n_series; s++) {
        const double *v = p->panel->series[s].values[SW_MIDDLE];
        for (int k = 0; v != NULL && k < SAMPLES; k++) {
            const double at = (box.x + box.w * k / (SAMPLES - 1) - p->x) / p->step;
            const int i = (int)fmin(fmax(at, 0), p->panel->n_positions - 2);
            if (p->panel->n_positions < 2 || !isfinite(v[i]) || !isfinite(v[i + 1]))
                continue;
            const double y = at_y(p, v[i] + (at - i) * (v[i + 1] - v[i]));
            if (y > box.y && y < box.y + box.h)
                return 1;
        }
    }
    return 0;
}

/* Where a goal's label stands: above its line or below, at the left or at the right, where
 * nothing else is; -1: nowhere. */
static int place_goal(const plot *p, int g, double width, double size, double top,
                      sw_box *boxes)
{
    const double y = at_y(p, p->panel->goals[g].value), edge = 0.4 * p->d->size;
    for (int c = 0; c < 4; c++) {
        sw_box *b = &boxes[g];
        *b = (sw_box){c < 2 ? p->x + edge : p->x + p->w - edge - width,
                      y + (c % 2 == 0 ? -1.35 : 0.15) * size, width, 1.2 * size};
        int free = b->y >= top && b->y + b->h <= p->y + p->h && !is_crossed(p, *b);
        for (int k = 0; k < p->panel->n_goals; k++) {
            const double line = at_y(p, p->panel->goals[k].value);
            free = free && (line < b->y || line > b->y + b->h);
            free = free && (k >= g || boxes[k].y > b->y + b->h ||
                            boxes[k].y + boxes[k].h < b->y || boxes[k].x > b->x + b->w ||
                            boxes[k].x + boxes[k].w < b->x);
        }
        if (free)
            return c;
    }
    return -1;
}

void sw_goals_draw(const sw_drawing *d, const sw_panel *panel, sw_box area,
                   const sw_scale *scale)
{
    const plot own = {
        d,      panel,
        scale,  area.x,
        area.y, area.w,
        area.h, panel->n_positions > 1 ? area.w / (panel->n_positions - 1) : area.w};
    const plot *p = &own;
    double centre[SW_MOST_GOALS], height[SW_MOST_GOALS], place[SW_MOST_GOALS];
    sw_box boxes[SW_MOST_GOALS];
    const double size = sw_small(d);
    /* below a title a label stands under its line, not on the title */
    const int titled = p->panel->title != NULL && !p->panel->lens;
    const double top = titled ? p->y + 0.15 * size : p->y - 1.5 * size;
    for (int g = 0; g < p->panel->n_goals; g++) {
        const double y = at_y(p, p->panel->goals[g].value);
        centre[g] = y - 0.75 * size;
        height[g] = 1.3 * size;
        sw_draw_line(d->scene, SW_STYLE_THRESHOLD, SW_NO_SERIES, p->x, y, p->x + p->w, y);
    }
    sw_labels_spread(centre, height, p->panel->n_goals, top, p->y + p->h, place);
    for (int g = 0; g < p->panel->n_goals; g++) {
        const char *text = p->panel->goals[g].label;
        if (place_goal(p, g, sw_text_width(text, size, 0), size, top, boxes) < 0) {
            boxes[g].x = p->x + 0.4 * d->size;
            boxes[g].y = place[g] - 0.6 * size;
        }
        sw_draw_text(d->scene,
                     (sw_pen){SW_STYLE_THRESHOLD_TEXT, SW_NO_SERIES, SW_ANCHOR_START},
                     boxes[g].x, boxes[g].y + 0.95 * size, size, text);
    }
}
