/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building a scene. A shape that finds no memory is left out and the scene has failed. */
#include "draw.h"

#include <stdlib.h>
#include <string.h>

#include "metrics.h"

void sw_scene_free(sw_scene *self)
{
    free(self->shapes);
    free(self->points);
    memset(self, 0, sizeof *self);
}

static sw_shape *add(sw_scene *self, sw_shape_kind kind, sw_style style, int series)
{
    if (self->failed)
        return NULL;
    if (self->n_shapes == self->room) {
        const size_t room = self->room ? 2 * self->room : 256;
        sw_shape *shapes = realloc(self->shapes, room * sizeof *shapes);
        if (shapes == NULL) {
            self->failed = 1;
            return NULL;
        }
        self->shapes = shapes;
        self->room = room;
    }
    sw_shape *s = &self->shapes[self->n_shapes++];
    *s = (sw_shape){.kind = kind, .style = style, .series = series};
    return s;
}

static void place(sw_shape *s, double x, double y, double w, double h)
{
    if (s == NULL)
        return;
    s->x = x;
    s->y = y;
    s->w = w;
    s->h = h;
}

void sw_draw_line(sw_scene *self, sw_style style, int series, double x1, double y1,
                  double x2, double y2)
{
    place(add(self, SW_SHAPE_LINE, style, series), x1, y1, x2, y2);
}

void sw_draw_rect(sw_scene *self, sw_style style, int series, double x, double y,
                  double w, double h)
{
    place(add(self, SW_SHAPE_RECT, style, series), x, y, w > 0 ? w : 0, h > 0 ? h : 0);
}

void sw_draw_circle(sw_scene *self, sw_style style, int series, double x, double y,
                    double r)
{
    place(add(self, SW_SHAPE_CIRCLE, style, series), x, y, r, 0);
}

void sw_draw_cell(sw_scene *self, int series, double x, double y, double w, double h,
                  double opacity)
{
    sw_shape *s = add(self, SW_SHAPE_RECT, SW_STYLE_CELL, series);
    place(s, x, y, w, h);
    if (s != NULL)
        s->opacity = opacity;
}

void sw_draw_path(sw_scene *self, sw_style style, int series, int closed)
{
    sw_shape *s = add(self, closed ? SW_SHAPE_AREA : SW_SHAPE_PATH, style, series);
    if (s != NULL)
        s->first = self->n_points;
}

void sw_draw_point(sw_scene *self, double x, double y)
{
    if (self->failed || self->n_shapes == 0)
        return;
    if (self->n_points == self->points_room) {
        const size_t room = self->points_room ? 2 * self->points_room : 512;
        double *points = realloc(self->points, 2 * room * sizeof *points);
        if (points == NULL) {
            self->failed = 1;
            return;
        }
        self->points = points;
        self->points_room = room;
    }
    self->points[2 * self->n_points] = x;
    self->points[2 * self->n_points + 1] = y;
    self->n_points++;
    self->shapes[self->n_shapes - 1].n++;
}

void sw_draw_text(sw_scene *self, sw_pen pen, double x, double y, double size,
                  const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    sw_shape *s = add(self, SW_SHAPE_TEXT, pen.style, pen.series);
    place(s, x, y, sw_text_width(text, size, sw_style_bold(pen.style)), 0);
    if (s == NULL)
        return;
    s->size = size;
    s->anchor = pen.anchor;
    s->text = sw_arena_copy(self->arena, text);
}

void sw_draw_hit(sw_scene *self, int panel, int position, double x, double y, double w,
                 double h)
{
    sw_shape *s = add(self, SW_SHAPE_RECT, SW_STYLE_HIT, SW_NO_SERIES);
    place(s, x, y, w, h);
    if (s == NULL)
        return;
    s->panel = panel;
    s->position = position;
}

void sw_draw_begin(sw_scene *self, int series)
{
    (void)add(self, SW_SHAPE_BEGIN, SW_STYLE_LINE, series);
}

void sw_draw_end(sw_scene *self)
{
    (void)add(self, SW_SHAPE_END, SW_STYLE_LINE, SW_NO_SERIES);
}
