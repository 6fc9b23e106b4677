/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scene as SVG 1.1 with real text. */
#include "draw.h"

#include <math.h>

static const char font_family[] =
    "'Noto Sans CJK JP','Noto Sans JP','Yu Gothic','Hiragino Sans',Meiryo,IPAexGothic,"
    "sans-serif";

static void coordinate(sw_buffer *out, const char *name, double value)
{
    sw_buffer_format(out, " %s=\"", name);
    sw_buffer_coordinate(out, value);
    sw_buffer_put(out, "\"");
}

static const char *paint(const char *what, int series)
{
    if (what == NULL)
        return "none";
    if (what[0] == 's' && what[1] == '\0')
        return sw_colour(series, 0);
    if (what[0] == 't' && what[1] == '\0')
        return sw_colour(series, 1);
    return what;
}

/* For a file: everything by attributes, for not every reader of SVG knows style sheets. */
static void put_look(const sw_look *look, const sw_shape *s, double stroke,
                     sw_buffer *out)
{
    const double opacity = s->opacity > 0 ? s->opacity : look->opacity;
    sw_buffer_format(out, " fill=\"%s\"", paint(look->fill, s->series));
    if (opacity > 0)
        sw_buffer_format(out, " fill-opacity=\"%.2f\"", opacity);
    if (look->stroke != NULL) {
        sw_buffer_format(out, " stroke=\"%s\"", paint(look->stroke, s->series));
        coordinate(out, "stroke-width", look->stroke_width * stroke);
        if (s->kind == SW_SHAPE_PATH)
            sw_buffer_put(out, " stroke-linejoin=\"round\" stroke-linecap=\"round\"");
    }
    if (look->dash > 0) {
        coordinate(out, "stroke-dasharray", look->dash * stroke);
        out->length--; /* the second number within the same quotes */
        sw_buffer_put(out, " ");
        sw_buffer_coordinate(out, look->gap * stroke);
        sw_buffer_put(out, "\"");
    }
}

static void put_class(const sw_scene *self, const sw_shape *s, int page, sw_buffer *out)
{
    const sw_look *look = sw_style_look(s->style);
    sw_buffer_format(out, " class=\"%s", look->class_name);
    if (page && s->kind == SW_SHAPE_TEXT && s->anchor != SW_ANCHOR_START)
        sw_buffer_put(out, s->anchor == SW_ANCHOR_END ? " e" : " m");
    if (s->series >= 0 && !page) /* on a page it comes from the group */
        sw_buffer_format(out, " s%d", s->series % SW_N_COLOURS);
    sw_buffer_put(out, "\"");
    if (page && s->opacity > 0)
        sw_buffer_format(out, " fill-opacity=\"%.2f\"", s->opacity);
    if (!page)
        put_look(look, s, self->stroke > 0 ? self->stroke : 1, out);
}

static void put_text(const sw_scene *self, const sw_shape *s, int page, sw_buffer *out)
{
    static const char *const anchors[] = {NULL, "middle", "end"};
    sw_buffer_put(out, "<text");
    coordinate(out, "x", s->x);
    coordinate(out, "y", s->y);
    if (!page || s->size != SW_PAGE_SIZE)
        coordinate(out, "font-size", s->size);
    if (!page && s->anchor != SW_ANCHOR_START)
        sw_buffer_format(out, " text-anchor=\"%s\"", anchors[s->anchor]);
    put_class(self, s, page, out);
    if (!page && sw_style_bold(s->style))
        sw_buffer_put(out, " font-weight=\"bold\"");
    sw_buffer_put(out, ">");
    sw_buffer_xml(out, s->text);
    sw_buffer_put(out, "</text>\n");
}

/* From point to point by steps of whole tenths, which do not add up to an error. */
static void put_points(const double *xy, size_t n, sw_buffer *out)
{
    long x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        const long to_x = lround(xy[2 * i] * 10), to_y = lround(xy[2 * i + 1] * 10);
        sw_buffer_put(out, i == 0 ? "M" : i == 1 ? "l" : to_x - x < 0 ? "" : " ");
        sw_buffer_coordinate(out, (double)(to_x - x) / 10);
        sw_buffer_put(out, to_y - y < 0 ? "" : " ");
        sw_buffer_coordinate(out, (double)(to_y - y) / 10);
        x = to_x;
        y = to_y;
    }
}

/* Marks of an axis or grid, drawn one after another, as one path. Returns how many. */
static size_t put_lines(const sw_scene *self, size_t i, int page, sw_buffer *out)
{
    const sw_shape *first = &self->shapes[i];
    size_t n = 0;
    sw_buffer_put(out, "<path");
    put_class(self, first, page, out);
    sw_buffer_put(out, " d=\"");
    for (; i + n < self->n_shapes; n++) {
        const sw_shape *s = &self->shapes[i + n];
        const double ends[] = {s->x, s->y, s->w, s->h};
        if (s->kind != SW_SHAPE_LINE || s->style != first->style || s->series >= 0)
            break;
        put_points(ends, 2, out);
    }
    sw_buffer_put(out, "\"/>\n");
    return n;
}

static void put_path(const sw_scene *self, const sw_shape *s, int page, sw_buffer *out)
{
    if (s->n == 0)
        return;
    sw_buffer_put(out, "<path");
    put_class(self, s, page, out);
    sw_buffer_put(out, " d=\"");
    put_points(self->points + 2 * s->first, s->n, out);
    sw_buffer_put(out, s->kind == SW_SHAPE_AREA ? "Z\"/>\n" : "\"/>\n");
}

static void put_simple(const sw_scene *self, const sw_shape *s, int page, sw_buffer *out)
{
    static const char *const line[] = {"x1", "y1", "x2", "y2"};
    static const char *const rect[] = {"x", "y", "width", "height"};
    const double values[] = {s->x, s->y, s->w, s->h};
    const int is_line = s->kind == SW_SHAPE_LINE;
    sw_buffer_put(out, is_line ? "<line" : "<rect");
    for (int i = 0; i < 4; i++)
        coordinate(out, is_line ? line[i] : rect[i], values[i]);
    if (s->style == SW_STYLE_HIT)
        sw_buffer_format(out, " data-panel=\"%d\" data-x=\"%d\"", s->panel, s->position);
    put_class(self, s, page, out);
    sw_buffer_put(out, "/>\n");
}

static void put_shape(const sw_scene *self, const sw_shape *s, int page, sw_buffer *out)
{
    switch (s->kind) {
    case SW_SHAPE_LINE:
    case SW_SHAPE_RECT:
        put_simple(self, s, page, out);
        break;
    case SW_SHAPE_CIRCLE:
        sw_buffer_put(out, "<circle");
        coordinate(out, "cx", s->x);
        coordinate(out, "cy", s->y);
        coordinate(out, "r", s->w);
        put_class(self, s, page, out);
        sw_buffer_put(out, "/>\n");
        break;
    case SW_SHAPE_PATH:
    case SW_SHAPE_AREA:
        put_path(self, s, page, out);
        break;
    case SW_SHAPE_TEXT:
        put_text(self, s, page, out);
        break;
    case SW_SHAPE_BEGIN:
        sw_buffer_format(out, "<g class=\"series s%d\" data-series=\"%d\">\n",
                         s->series % SW_N_COLOURS, s->series);
        break;
    case SW_SHAPE_END:
        sw_buffer_put(out, "</g>\n");
        break;
    }
}

/* The element itself, with its title and description for who does not see it. */
static void put_head(const sw_scene *self, int page, sw_buffer *out)
{
    sw_buffer_put(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    sw_buffer_coordinate(out, self->width);
    sw_buffer_put(out, " ");
    sw_buffer_coordinate(out, self->height);
    sw_buffer_format(out, "\" role=\"img\" xml:lang=\"%s\"", self->language);
    if (page) { /* no <title>: browsers would show it beside our own values */
        sw_buffer_format(out, " lang=\"%s\" tabindex=\"0\" aria-label=\"",
                         self->language);
        sw_buffer_xml(out, self->title);
        sw_buffer_format(out, "\" aria-describedby=\"%s-d\">\n", self->id);
    } else {
        sw_buffer_put(out, " width=\"");
        sw_buffer_coordinate(out, self->width);
        sw_buffer_put(out, "pt\" height=\"");
        sw_buffer_coordinate(out, self->height);
        sw_buffer_format(out, "pt\" font-family=\"%s\" aria-labelledby=\"%s-t %s-d\">\n",
                         font_family, self->id, self->id);
        sw_buffer_format(out, "<title id=\"%s-t\">", self->id);
        sw_buffer_xml(out, self->title);
        sw_buffer_put(out, "</title>\n");
    }
    sw_buffer_format(out, "<desc id=\"%s-d\">", self->id);
    sw_buffer_xml(out, self->description);
    sw_buffer_put(out, "</desc>\n");
}

void sw_scene_svg(const sw_scene *self, int page, sw_buffer *out)
{
    if (!page)
        sw_buffer_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put_head(self, page, out);
    for (size_t i = 0; i < self->n_shapes; i++) {
        const sw_shape *s = &self->shapes[i];
        if (page && s->style == SW_STYLE_PAPER)
            continue; /* the page's own ground */
        if (!page && s->style == SW_STYLE_HIT && s->kind == SW_SHAPE_RECT)
            continue; /* nothing in a file follows the pointer */
        if (s->kind == SW_SHAPE_LINE && s->series < 0)
            i += put_lines(self, i, page, out) - 1;
        else
            put_shape(self, s, page, out);
    }
    sw_buffer_put(out, "</svg>\n");
    out->failed |= self->failed;
}
