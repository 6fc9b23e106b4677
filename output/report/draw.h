/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drawing layer: a scene is a list of shapes and texts in points, y downwards, and knows
 * nothing of charts. It can be written as SVG for a file (colours and fonts in attributes,
 * which Word and PowerPoint understand) or for a page (classes alone, coloured by the page's
 * style sheet, so that dark and print styles are the page's). The same scene gives the same
 * bytes. Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_DRAW_H
#define SIDEWORK_OUTPUT_REPORT_DRAW_H

#include "buffer.h"

enum { SW_N_COLOURS = 8, SW_NO_SERIES = -1 };

/* What a shape is for; its look follows from it (draw_style.c). */
typedef enum sw_style {
    SW_STYLE_PAPER,
    SW_STYLE_GRID,
    SW_STYLE_AXIS,
    SW_STYLE_THRESHOLD,
    SW_STYLE_THRESHOLD_TEXT,
    SW_STYLE_LENS,  /* what is magnified, and the lines that lead there */
    SW_STYLE_TITLE, /* texts ... */
    SW_STYLE_SUBTITLE,
    SW_STYLE_PANEL,
    SW_STYLE_TEXT,
    SW_STYLE_NOTE,
    SW_STYLE_BAND_WIDE, /* of a series ... */
    SW_STYLE_BAND_NARROW,
    SW_STYLE_LINE,
    SW_STYLE_LINE_DASHED,
    SW_STYLE_LEADER,
    SW_STYLE_WHISKER,
    SW_STYLE_DOT,
    SW_STYLE_RING,
    SW_STYLE_BLOCK,
    SW_STYLE_CELL,
    SW_STYLE_LABEL, /* text, bold */
    SW_STYLE_VALUE, /* text */
    SW_STYLE_CELL_TEXT,
    SW_STYLE_BLOCK_TEXT,
    SW_STYLE_HIT, /* not to be seen: where the pointer finds a value */
    SW_N_STYLES
} sw_style;

typedef enum sw_shape_kind {
    SW_SHAPE_LINE,
    SW_SHAPE_RECT,
    SW_SHAPE_CIRCLE,
    SW_SHAPE_PATH, /* open: a line */
    SW_SHAPE_AREA, /* closed */
    SW_SHAPE_TEXT,
    SW_SHAPE_BEGIN, /* of a series: what the page isolates by a click */
    SW_SHAPE_END
} sw_shape_kind;

typedef enum sw_anchor { SW_ANCHOR_START, SW_ANCHOR_MIDDLE, SW_ANCHOR_END } sw_anchor;

typedef struct sw_pen { /* of a text */
    sw_style style;
    int series;
    sw_anchor anchor;
} sw_pen;

typedef struct sw_shape {
    sw_shape_kind kind;
    sw_style style;
    int series; /* colour, SW_NO_SERIES for none */
    double x, y, w,
        h;          /* line: to (w, h); rect; circle: radius w; text: baseline, width w */
    double size;    /* of a text, or a line's width; [pt] */
    double opacity; /* of a cell; else 0 */
    sw_anchor anchor;
    const char *text;    /* lives as long as the arena given to the scene */
    size_t first, n;     /* of the points of a path */
    int panel, position; /* of a hit */
} sw_shape;

typedef struct sw_scene {
    double width, height;
    const char *id, *title, *description; /* for who does not see it */
    const char *language;                 /* "ja" or "en" */
    double stroke; /* factor of the widths of lines in a file; 0: 1 */
    sw_shape *shapes;
    size_t n_shapes, room;
    double *points; /* x, y pairs */
    size_t n_points, points_room;
    sw_arena *arena;
    int failed;
} sw_scene;

void sw_scene_free(sw_scene *self);

void sw_draw_line(sw_scene *self, sw_style style, int series, double x1, double y1,
                  double x2, double y2);
void sw_draw_rect(sw_scene *self, sw_style style, int series, double x, double y,
                  double w, double h);
void sw_draw_circle(sw_scene *self, sw_style style, int series, double x, double y,
                    double r);
/* A cell of a table of shades: opacity in [0, 1]. */
void sw_draw_cell(sw_scene *self, int series, double x, double y, double w, double h,
                  double opacity);
/* Begins a path or area; points are added by sw_draw_point until something else is drawn. */
void sw_draw_path(sw_scene *self, sw_style style, int series, int closed);
void sw_draw_point(sw_scene *self, double x, double y);
/* text is copied. */
void sw_draw_text(sw_scene *self, sw_pen pen, double x, double y, double size,
                  const char *text);
void sw_draw_hit(sw_scene *self, int panel, int position, double x, double y, double w,
                 double h);
void sw_draw_begin(sw_scene *self, int series);
void sw_draw_end(sw_scene *self);

/* Whether a style is bold, and a text's height above and below its baseline over its size. */
int sw_style_bold(sw_style style);
#define SW_ASCENT  0.88
#define SW_DESCENT 0.22

/* Size of texts on a page that say nothing else; page_style.c says the same. */
#define SW_PAGE_SIZE 12.0

/* As a whole file, or (page) as an element of a page. */
void sw_scene_svg(const sw_scene *self, int page, sw_buffer *out);

typedef struct sw_look {
    const char *class_name;
    const char *fill,
        *stroke; /* a colour, "s" (of the series), "t" (its text), or NULL */
    double opacity, stroke_width;
    double dash, gap;
    int bold;
} sw_look;

const sw_look *sw_style_look(sw_style style);

/* Colours of series on paper: Okabe & Ito (2008), Color Universal Design, in an order of
 * which any beginning is told apart; for texts darkened to a contrast of 4.5. */
const char *sw_colour(int series, int text);

#endif
