/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the drawings of charts share. Private to output/report. */
#ifndef SIDEWORK_OUTPUT_REPORT_CHART_PARTS_H
#define SIDEWORK_OUTPUT_REPORT_CHART_PARTS_H

#include "chart.h"
#include "scale.h"

typedef struct sw_box {
    double x, y, w, h;
} sw_box;

/* A chart being drawn. */
typedef struct sw_drawing {
    const sw_chart *chart;
    const sw_frame *frame;
    sw_scene *scene;
    double size;  /* of plain text [pt] */
    int columns;  /* panels beside one another */
    double names; /* of rows that all panels of a line share; 0: each has its own [pt] */
} sw_drawing;

/* Size of ticks and other small texts. */
static inline double sw_small(const sw_drawing *d)
{
    return d->frame->bare ? SW_PAGE_SIZE : 0.92 * d->size;
}

/* Nothing is written smaller: 7 pt in Word, 12.5 pt on a slide. */
static inline double sw_least(const sw_drawing *d)
{
    return 0.78 * d->frame->size;
}

/* Whether there are too many scenarios for bands. */
static inline int sw_many(const sw_drawing *d)
{
    return d->chart->n_runs > SW_FEW_RUNS;
}

/* Range of a panel's values and goals, widened to nice ends; ticks for a length in points. */
void sw_panel_range(const sw_panel *panel, double length, double size, double *low,
                    double *high, sw_ticks *ticks);

/* Text of a tick. */
void sw_tick_text(const sw_panel *panel, const sw_ticks *ticks, double value,
                  char out[SW_NUMBER_BYTES]);

/* Draws a text broken to a width; returns the height it takes. */
double sw_draw_wrapped(const sw_drawing *d, sw_pen pen, double x, double y, double width,
                       double size, const char *text);
/* The height it would take. */
double sw_wrapped_height(sw_style style, double width, double size, const char *text);

/* The size, at most `size` and at least sw_least, at which text broken to a width is no
 * higher than height. */
double sw_fitting_size(const sw_drawing *d, sw_style style, double width, double height,
                       double size, const char *text);

/* A text for one line of a width, cut with an ellipsis where it is longer. */
const char *sw_shortened(const sw_drawing *d, sw_style style, double width, double size,
                         const char *text);

/* Width that the names of a panel's rows need. */
double sw_dots_names(const sw_drawing *d, const sw_panel *panel);

/* Height a panel needs with its title and axis, in a width. */
double sw_lines_height(const sw_drawing *d, const sw_panel *panel, double width);
double sw_dots_height(const sw_drawing *d, const sw_panel *panel, double width);
double sw_cells_height(const sw_drawing *d, const sw_panel *panel, double width);

/* What of it cannot shrink: title and axis. */
double sw_cells_rigid(const sw_drawing *d, const sw_panel *panel, double width);

/* Rows of spans below the lines in this frame (0: none are drawn); the row of each run, or
 * -1. */
int sw_span_rows(const sw_drawing *d, int row_of[SW_MOST_RUNS]);
int sw_spans_shown(const sw_drawing *d);

/* Draws them below top; the first position is at left. */
void sw_spans_draw(const sw_drawing *d, double left, double step, int n_positions,
                   double top);

/* Draws panel number k into a box. */
void sw_lines_draw(const sw_drawing *d, int k, sw_box box);
void sw_dots_draw(const sw_drawing *d, int k, sw_box box);
void sw_cells_draw(const sw_drawing *d, int k, sw_box box);

/* The axis of a panel's positions from x to x + w, a place each `step` from x. */
void sw_positions_axis(const sw_drawing *d, const sw_panel *panel, double x, double step,
                       double y);

/* Goals across an area of lines, whose first and last positions are at its sides. */
void sw_goals_draw(const sw_drawing *d, const sw_panel *panel, sw_box area,
                   const sw_scale *scale);

/* Names and last values right of the lines of a panel, each where its line ends if there is
 * room. */
void sw_labels_draw(const sw_drawing *d, const sw_panel *panel, double x, double width,
                    const sw_scale *scale);

/* A cell of a CSV file: quoted where needed, guarded against formulas as in csv.c. */
void sw_csv_cell(sw_buffer *out, const char *text);

#endif
