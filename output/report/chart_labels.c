/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels where lines end, instead of a legend. */
#include "chart_parts.h"

#include <math.h>

#include "metrics.h"

enum { NAME_LINES = 3 };

typedef struct label {
    const sw_series *series;
    double at, height; /* where the line ends; of the whole label */
    int names;         /* lines of the name; 0: the value alone */
    size_t start[SW_WRAP_LINES], length[SW_WRAP_LINES];
    char value[SW_NUMBER_BYTES];
} label;

static void measure(const sw_drawing *d, label *l, double width, double size)
{
    if (d->chart->labels && !d->frame->narrow)
        l->names = sw_text_wrap(d->chart->runs[l->series->run], width - 1.3 * d->size,
                                size, 1, NAME_LINES, l->start, l->length);
    l->height = (l->names > 0 ? 1.3 * l->names + 1.35 : 1.3) * size;
}

static int gather(const sw_panel *panel, const sw_scale *scale, label *labels)
{
    int n = 0;
    for (int s = 0; s < panel->n_series; s++) {
        const sw_series *e = &panel->series[s];
        const int last = sw_series_last(e, panel->n_positions);
        if (e->role != SW_ROLE_MAIN || last < 0)
            continue;
        const double value = e->values[SW_MIDDLE][last];
        labels[n] =
            (label){.series = e, .at = sw_scale_at(scale, value * panel->number.factor)};
        sw_number_text(&panel->number, value, labels[n++].value);
    }
    return n;
}

/* The size at which all of them have room, if there is one that can still be read. */
static double fit(const sw_drawing *d, label *labels, int n, double width, double room)
{
    const int named = d->chart->labels && !d->frame->narrow;
    double size = (named ? 1.05 : 0.95) * d->size;
    for (;; size -= 0.03 * d->size) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            measure(d, &labels[i], width, size);
            total += labels[i].height;
        }
        if (total <= room || size < 0.65 * d->size)
            return size;
    }
}

static void draw(const sw_drawing *d, const label *l, double x, double middle,
                 double size)
{
    double y = middle - l->height / 2;
    const int run = l->series->run;
    sw_draw_begin(d->scene, run);
    if (fabs(middle - l->at) > 0.5 * d->size)
        sw_draw_line(d->scene, SW_STYLE_LEADER, run, x + 0.4 * d->size, l->at,
                     x + (l->names > 0 ? 1.1 : 0.75) * d->size, middle);
    if (l->names > 0)
        x += 0.5 * d->size;
    for (int i = 0; i < l->names; i++, y += 1.3 * size)
        sw_draw_text(d->scene, (sw_pen){SW_STYLE_LABEL, run, SW_ANCHOR_START},
                     x + 0.8 * d->size, y + size, size,
                     sw_arena_format(d->scene->arena, "%.*s", (int)l->length[i],
                                     d->chart->runs[run] + l->start[i]));
    sw_draw_text(
        d->scene,
        (sw_pen){l->names > 0 ? SW_STYLE_VALUE : SW_STYLE_LABEL, run, SW_ANCHOR_START},
        x + 0.8 * d->size, y + size, size, l->value);
    sw_draw_end(d->scene);
}

void sw_labels_draw(const sw_drawing *d, const sw_panel *panel, double x, double width,
                    const sw_scale *scale)
{
    label labels[SW_MOST_SERIES];
    double centre[SW_MOST_SERIES], height[SW_MOST_SERIES], place[SW_MOST_SERIES];
    const int n = gather(panel, scale, labels);
    const int named = d->chart->labels && !d->frame->narrow;
    const double top = scale->to - (named ? 0.8 : 0.5) * d->size;
    const double bottom = scale->from + (named ? 1.2 : 0.5) * d->size;
    const double size = fit(d, labels, n, width, bottom - top);
    for (int i = 0; i < n; i++) {
        centre[i] = labels[i].at;
        height[i] = labels[i].height;
    }
    sw_labels_spread(centre, height, n, top, bottom, place);
    for (int i = 0; i < n; i++)
        draw(d, &labels[i], x, place[i], size);
}
