/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart into a frame: title, key, panels in rows, note. */
#include "chart_parts.h"

#include <math.h>

#include "metrics.h"

/* Text width of an A4 page in Word, a 16:9 slide, the page on a desk, the page on a phone. */
const sw_frame sw_frame_word = {"", 454, 0, 9, 3, 0, 0};
const sw_frame sw_frame_slide = {"-slide", 960, 540, 16, 4, 0, 0};
const sw_frame sw_frame_page = {"-wide", 820, 0, 13, 3, 0, 1};
const sw_frame sw_frame_phone = {"-narrow", 360, 0, 12.5, 1, 1, 1};

enum { MOST_ROWS = SW_MOST_PANELS };

/* A figure as a file has an edge of its own, for who puts it beside others or lacks the font
 * that widths are reckoned for; on the page the page has it. */
static double margin(const sw_drawing *d)
{
    return d->frame->bare         ? 0.35 * d->size
           : d->frame->height > 0 ? 1.6 * d->size
                                  : 1.2 * d->size;
}

double sw_wrapped_height(sw_style style, double width, double size, const char *text)
{
    size_t start[SW_WRAP_LINES], length[SW_WRAP_LINES];
    return 1.4 * size *
           sw_text_wrap(text, width, size, sw_style_bold(style), SW_WRAP_LINES, start,
                        length);
}

double sw_fitting_size(const sw_drawing *d, sw_style style, double width, double height,
                       double size, const char *text)
{
    double own = size;
    while (own > sw_least(d) && sw_wrapped_height(style, width, own, text) > height)
        own -= 0.05 * size;
    return fmax(own, fmin(size, sw_least(d)));
}

const char *sw_shortened(const sw_drawing *d, sw_style style, double width, double size,
                         const char *text)
{
    unsigned code;
    size_t at = 0;
    const int bold = sw_style_bold(style);
    if (sw_text_width(text, size, bold) <= width)
        return text;
    for (;;) {
        const size_t n = sw_utf8(text + at, &code);
        const char *shorter =
            sw_arena_format(d->scene->arena, "%.*s…", (int)(at + n), text);
        if (n == 0 || sw_text_width(shorter, size, bold) > width)
            return sw_arena_format(d->scene->arena, "%.*s…", (int)at, text);
        at += n;
    }
}

double sw_draw_wrapped(const sw_drawing *d, sw_pen pen, double x, double y, double width,
                       double size, const char *text)
{
    size_t start[SW_WRAP_LINES], length[SW_WRAP_LINES];
    const int n = sw_text_wrap(text, width, size, sw_style_bold(pen.style), SW_WRAP_LINES,
                               start, length);
    for (int i = 0; i < n; i++)
        sw_draw_text(
            d->scene, pen, x, y + (1.4 * i + 1) * size, size,
            sw_arena_format(d->scene->arena, "%.*s", (int)length[i], text + start[i]));
    return 1.4 * size * n;
}

/* Coloured names in a row, where lines carry no labels. */
static double draw_key(const sw_drawing *d, double x, double y, double width)
{
    const sw_chart *c = d->chart;
    const double swatch = 1.6 * d->size, line = 1.6 * d->size;
    double at = x, top = y;
    for (int k = 0; k < c->n_runs; k++) {
        if (!(c->runs_shown >> k & 1u))
            continue;
        const double own = swatch + 0.5 * d->size + sw_text_width(c->runs[k], d->size, 1);
        if (at > x && at + own > x + width) {
            at = x;
            top += line;
        }
        sw_draw_begin(d->scene, k);
        sw_draw_line(d->scene, SW_STYLE_LINE, k, at, top + 0.7 * d->size, at + swatch,
                     top + 0.7 * d->size);
        const double used = sw_draw_wrapped(
            d, (sw_pen){SW_STYLE_LABEL, k, SW_ANCHOR_START}, at + swatch + 0.5 * d->size,
            top, x + width - at - swatch - 0.5 * d->size, d->size, c->runs[k]);
        sw_draw_end(d->scene);
        at += own + 1.4 * d->size;
        top += used > 1.5 * d->size ? used - 1.4 * d->size : 0;
    }
    return top + line + 0.2 * d->size - y;
}

static double draw_head(const sw_drawing *d, double x, double width)
{
    const sw_chart *c = d->chart;
    const double title = (d->frame->narrow ? 1.25 : 1.5) * d->size;
    double y = margin(d);
    if (!d->frame->bare) {
        y += sw_draw_wrapped(d, (sw_pen){SW_STYLE_TITLE, SW_NO_SERIES, SW_ANCHOR_START},
                             x, y, width, title, c->title);
        y +=
            sw_draw_wrapped(d, (sw_pen){SW_STYLE_SUBTITLE, SW_NO_SERIES, SW_ANCHOR_START},
                            x, y, width, d->size, c->subtitle);
        y += 0.5 * d->size;
    }
    if (c->kind != SW_CHART_CELLS && (!c->labels || d->frame->narrow))
        y += draw_key(d, x, y, width);
    return y;
}

static double natural(const sw_drawing *d, const sw_panel *panel, double width)
{
    switch (d->chart->kind) {
    case SW_CHART_DOTS:
        return sw_dots_height(d, panel, width);
    case SW_CHART_CELLS:
        return sw_cells_height(d, panel, width);
    default:
        return sw_lines_height(d, panel, width);
    }
}

static void draw_panel(const sw_drawing *d, int k, sw_box box)
{
    switch (d->chart->kind) {
    case SW_CHART_DOTS:
        sw_dots_draw(d, k, box);
        break;
    case SW_CHART_CELLS:
        sw_cells_draw(d, k, box);
        break;
    default:
        sw_lines_draw(d, k, box);
        break;
    }
}

/* Many rows of the same names in panels that have to share a height: named once a line. */
static int shares_names(const sw_chart *c, const sw_frame *frame)
{
    if (c->kind != SW_CHART_DOTS || frame->height == 0 || c->columns < 2 ||
        c->n_panels < 4 || c->panels[0].n_positions < SW_FEW_RUNS)
        return 0;
    for (int k = 1; k < c->n_panels; k++)
        if (c->panels[k].names != c->panels[0].names)
            return 0;
    return 1;
}

static int columns_of(const sw_chart *c, const sw_frame *frame)
{
    int n = c->columns < frame->columns ? c->columns : frame->columns;
    if (shares_names(c, frame)) /* they are there once, and wide panels would be low */
        n = frame->columns - 1;
    n = n < c->n_panels ? n : c->n_panels;
    if (n == 3 && c->n_panels == 4) /* no panel alone in its row */
        n = 2;
    return n > 0 ? n : 1;
}

/* A whole and its enlarged part beside one another, the part wider. */
static double draw_pair(const sw_drawing *d, double x, double y, double width,
                        double room)
{
    const double gap = 2.6 * d->size, whole = 0.3 * (width - gap);
    draw_panel(d, 0, (sw_box){x, y, whole, room});
    draw_panel(d, 1, (sw_box){x + whole + gap, y, width - whole - gap, room});
    return room;
}

/* Panels from y on; where room > 0 they fill it. Returns what they take. */
static double draw_panels(const sw_drawing *d, double x, double y, double width,
                          double room)
{
    const sw_chart *c = d->chart;
    const int columns = d->columns;
    const int rows = (c->n_panels + columns - 1) / columns;
    const double gap = 1.8 * d->size, between = 0.9 * d->size;
    const double own = (width - d->names - gap * (columns - 1)) / columns;
    double height[MOST_ROWS] = {0}, rigid[MOST_ROWS] = {0}, sum = 0;
    double free_room = room - between * (rows - 1);
    if (room > 0 && c->panels[0].lens)
        return draw_pair(d, x, y, width, room);
    for (int k = 0; k < c->n_panels; k++) {
        const int r = k / columns;
        height[r] = fmax(height[r], natural(d, &c->panels[k], own));
        if (c->kind == SW_CHART_CELLS)
            rigid[r] = fmax(rigid[r], sw_cells_rigid(d, &c->panels[k], own));
    }
    for (int r = 0; r < rows; r++) {
        sum += height[r] - rigid[r];
        free_room -= rigid[r];
    }
    const double stretch = room > 0 && sum > 0 ? fmax(free_room / sum, 0.1) : 1;
    double at = y;
    for (int k = 0; k < c->n_panels; k++) {
        const int r = k / columns;
        const double high = rigid[r] + (height[r] - rigid[r]) * stretch;
        const int first = k % columns == 0;
        draw_panel(d, k,
                   (sw_box){x + (k % columns) * (own + gap) + (first ? 0 : d->names), at,
                            own + (first ? d->names : 0), high});
        if ((k + 1) % columns == 0 || k == c->n_panels - 1)
            at += high + between;
    }
    return at - between - y;
}

void sw_chart_draw(const sw_chart *self, const sw_frame *frame, sw_scene *scene)
{
    sw_drawing d = {self, frame, scene, frame->size, columns_of(self, frame), 0};
    const double edge = margin(&d), small = 0.82 * frame->size;
    const double width = frame->width - 2 * edge;
    if (shares_names(self, frame))
        d.names = fmin(sw_dots_names(&d, &self->panels[0]), 0.25 * width);
    scene->width = frame->width;
    scene->stroke = frame->size / sw_frame_word.size;
    scene->id = sw_arena_format(scene->arena, "%s%s", self->id, frame->suffix);
    scene->title = self->title;
    scene->description = self->description;
    scene->language = self->language == SW_JAPANESE ? "ja" : "en";
    sw_draw_rect(scene, SW_STYLE_PAPER, SW_NO_SERIES, 0, 0, frame->width, frame->height);
    double y = draw_head(&d, edge, width);
    const char *more =
        self->note_spans != NULL && sw_spans_shown(&d) ? self->note_spans : "";
    const char *text =
        sw_arena_format(scene->arena, "%s%s", self->note ? self->note : "", more);
    const int noted = self->note != NULL && !frame->bare;
    const double note =
        noted ? sw_wrapped_height(SW_STYLE_NOTE, width, small, text) + 0.6 * frame->size
              : 0;
    y += draw_panels(&d, edge, y, width,
                     frame->height > 0 ? frame->height - edge - note - y : 0);
    if (noted)
        y += 0.6 * frame->size +
             sw_draw_wrapped(&d, (sw_pen){SW_STYLE_NOTE, SW_NO_SERIES, SW_ANCHOR_START},
                             edge, y + 0.6 * frame->size, width, small, text);
    scene->height = frame->height > 0 ? frame->height : y + edge;
    if (scene->n_shapes > 0)
        scene->shapes[0].h = scene->height;
}
