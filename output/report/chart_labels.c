/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels where lines end, instead of a legend: the name and below it the value; of many
 * scenarios the value before the name, to save height. Where names stand in a key, the value
 * alone, and where there is no room for all values, those that stand apart: the table has all.
 */
#include "chart_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "metrics.h"

enum { NAME_LINES = 3 };

typedef struct label {
    const sw_series *series;
    double at, height; /* where the line ends; of the whole label */
    int lines;         /* of text; 0: the value alone */
    const char *text;
    size_t start[SW_WRAP_LINES], length[SW_WRAP_LINES];
    char value[SW_NUMBER_BYTES];
} label;

typedef struct labels {
    const sw_drawing *d;
    label list[SW_MOST_SERIES];
    int n, named;
    double width, size;
} labels;

static double text_width(const labels *self)
{
    return self->width - 1.5 * self->d->size;
}

static void measure(labels *self, label *l, int lines)
{
    l->lines = !self->named ? 0
                            : sw_text_wrap(l->text, text_width(self), self->size, 1,
                                           lines, l->start, l->length);
    l->height = (1.3 * l->lines + (l->lines == 0 || !sw_many(self->d) ? 1.33 : 0.15)) *
                self->size;
}

static void gather(labels *self, const sw_panel *panel, const sw_scale *scale)
{
    for (int s = 0; s < panel->n_series; s++) {
        const sw_series *e = &panel->series[s];
        const int last = sw_series_last(e, panel->n_positions);
        if (e->role != SW_ROLE_MAIN || last < 0)
            continue;
        const double value = e->values[SW_MIDDLE][last];
        label *l = &self->list[self->n++];
        *l = (label){.series = e, .at = sw_scale_at(scale, value * panel->number.factor)};
        sw_number_text(&panel->number, value, l->value);
        l->text = self->d->chart->runs[e->run];
        if (sw_many(self->d))
            l->text = sw_arena_format(self->d->scene->arena, "%s %s", l->value, l->text);
    }
}

static double total(labels *self, int lines)
{
    double sum = 0;
    for (int i = 0; i < self->n; i++) {
        measure(self, &self->list[i], lines);
        sum += self->list[i].height;
    }
    return sum;
}

/* The size at which all of them have room, if there is one that can still be read; then
 * fewer lines. */
static double fit(labels *self, double room)
{
    const double least = sw_least(self->d);
    double sum = 0;
    for (int lines = sw_many(self->d) ? 2 : NAME_LINES; lines > 0; lines--) {
        self->size = (self->named ? 1.05 : 0.95) * self->d->size;
        while ((sum = total(self, lines)) > room && self->size > least)
            self->size = fmax(self->size - 0.03 * self->d->size, least);
        if (sum <= room || !self->named)
            break;
    }
    return sum;
}

/* The label that is missed least: the one nearest to another, but not an outermost one. */
static int nearest(const labels *self)
{
    int found = -1, lowest = 0, highest = 0;
    double least = INFINITY;
    for (int i = 1; i < self->n; i++) {
        lowest = self->list[i].at > self->list[lowest].at ? i : lowest;
        highest = self->list[i].at < self->list[highest].at ? i : highest;
    }
    for (int i = 0; i < self->n; i++)
        for (int k = 0; k < self->n; k++) {
            const double apart = fabs(self->list[i].at - self->list[k].at);
            if (i != k && i != lowest && i != highest && apart < least) {
                least = apart;
                found = i;
            }
        }
    return found;
}

static void drop_to(labels *self, double room)
{
    double sum = fit(self, room);
    while (sum > room && !self->named && self->n > 2) {
        const int i = nearest(self);
        if (i < 0)
            return;
        memmove(&self->list[i], &self->list[i + 1],
                (size_t)(self->n - i - 1) * sizeof self->list[0]);
        self->n--;
        sum = fit(self, room);
    }
}

static void draw_line(const labels *self, const label *l, int i, double x, double y)
{
    const sw_scene *scene = self->d->scene;
    const char *text = i < l->lines - 1
                           ? sw_arena_format(scene->arena, "%.*s", (int)l->length[i],
                                             l->text + l->start[i])
                           : sw_shortened(self->d, SW_STYLE_LABEL, text_width(self),
                                          self->size, l->text + l->start[i]);
    sw_draw_text(self->d->scene,
                 (sw_pen){SW_STYLE_LABEL, l->series->run, SW_ANCHOR_START}, x, y,
                 self->size, text);
}

static void draw(const labels *self, const label *l, double x, double middle)
{
    const sw_drawing *d = self->d;
    const double size = self->size;
    double y = middle - l->height / 2;
    const int run = l->series->run;
    sw_draw_begin(d->scene, run);
    if (fabs(middle - l->at) > 0.5 * d->size)
        sw_draw_line(d->scene, SW_STYLE_LEADER, run, x + 0.4 * d->size, l->at,
                     x + (l->lines > 0 ? 1.1 : 0.75) * d->size, middle);
    if (l->lines > 0)
        x += 0.5 * d->size;
    for (int i = 0; i < l->lines; i++, y += 1.3 * size)
        draw_line(self, l, i, x + 0.8 * d->size, y + size);
    if (l->lines == 0 || !sw_many(d))
        sw_draw_text(d->scene,
                     (sw_pen){l->lines > 0 ? SW_STYLE_VALUE : SW_STYLE_LABEL, run,
                              SW_ANCHOR_START},
                     x + 0.8 * d->size, y + size, size, l->value);
    sw_draw_end(d->scene);
}

void sw_labels_draw(const sw_drawing *d, const sw_panel *panel, double x, double width,
                    const sw_scale *scale)
{
    double centre[SW_MOST_SERIES], height[SW_MOST_SERIES], place[SW_MOST_SERIES];
    labels all = {.d = d, .width = width};
    all.named = d->chart->labels && !d->frame->narrow;
    const double top = scale->to - (all.named ? 0.8 : 0.5) * d->size;
    const double bottom = scale->from + (all.named ? 1.2 : 0.5) * d->size;
    gather(&all, panel, scale);
    drop_to(&all, bottom - top);
    for (int i = 0; i < all.n; i++) {
        centre[i] = all.list[i].at;
        height[i] = all.list[i].height;
    }
    sw_labels_spread(centre, height, all.n, top, bottom, place);
    for (int i = 0; i < all.n; i++)
        draw(&all, &all.list[i], x, place[i]);
}
