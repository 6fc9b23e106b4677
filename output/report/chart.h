/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts as data. A chart is a few panels; a panel has positions along an axis (fiscal years,
 * categories, years and "never") and series with up to five values at each: 5 %, 25 %, middle,
 * 75 %, 95 %. From the same data come the drawing, in whatever shape it is wanted, the table
 * beside it, the CSV to take away and what the pointer shows; so they cannot disagree.
 * Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_CHART_H
#define SIDEWORK_OUTPUT_REPORT_CHART_H

#include <sidework/status.h>

#include "draw.h"

enum { SW_MOST_PANELS = 8, SW_MOST_SERIES = 24, SW_MOST_GOALS = 6, SW_MOST_RUNS = 8 };
/* Of more scenarios bands would be mud: what the last year holds stands beside the lines. */
enum { SW_FEW_RUNS = 4 };

enum { SW_LOW90, SW_LOW50, SW_MIDDLE, SW_HIGH50, SW_HIGH90, SW_N_VALUES };

/* How numbers of a panel are written: value * factor with decimals, then the suffix. */
typedef struct sw_number {
    double factor;
    int decimals;
    const char *suffix;
    int sign; /* 1: "+" before what is not negative, for differences */
} sw_number;

typedef enum sw_role {
    SW_ROLE_MAIN,  /* bands, line, dots */
    SW_ROLE_BESIDE /* a dashed line beside the main one: asked for; without emergencies */
} sw_role;

typedef struct sw_series {
    int run; /* scenario: colour, and what a click isolates */
    sw_role role;
    const char *name;            /* in tables and the key */
    double *values[SW_N_VALUES]; /* [n_positions] each, or NULL */
} sw_series;

typedef struct sw_goal { /* a line across: a threshold, a gate's value */
    double value;
    const char *label;
} sw_goal;

/* What lasts from one position to another below a fan: a phase of the plan. Positions are
 * fractional, counted from the first. */
typedef struct sw_span {
    int run;
    double from, to;
    const char *label, *name, *brief, *digit; /* the first that fits */
} sw_span;

typedef struct sw_panel {
    const char *title; /* NULL: none */
    sw_number number;
    int n_positions;
    const char *const *names;  /* [n_positions] in full, for tables */
    const char *const *briefs; /* [n_positions] for axes; NULL: names */
    sw_series series[SW_MOST_SERIES];
    int n_series;
    sw_goal goals[SW_MOST_GOALS];
    int n_goals;
    double low, high; /* of the axis; equal: from the data and goals, 0 included */
    int weight;       /* share of the height; 0: as much as the others */
    int lens;         /* 1: the next panel is the lower part of this one, magnified */
} sw_panel;

typedef enum sw_chart_kind {
    SW_CHART_LINES, /* positions from left to right, joined */
    SW_CHART_DOTS,  /* positions from top to bottom, each a row */
    SW_CHART_CELLS  /* series from top to bottom, positions left to right: shades */
} sw_chart_kind;

typedef struct sw_chart {
    sw_chart_kind kind;
    const char *id; /* file name and HTML id: letters and "-" */
    const char *title, *subtitle, *note, *description;
    const char *note_spans; /* behind the note where spans are drawn; NULL: nothing */
    sw_panel *panels;       /* [n_panels] */
    int n_panels, columns;  /* panels beside one another where there is room */
    int labels;             /* 1: names and final values right of the lines; 0: a key */
    int n_runs;
    const char *const *runs; /* [n_runs] their names */
    unsigned runs_shown;     /* bit k: run k has a series */
    sw_span *spans;
    int n_spans;
    const char *position_word; /* "fiscal year": heading of the first column */
    const char *interval_word; /* what the 5 and 95 % values are */
    const char *statistic;     /* what the middle is: "median", "mean" */
    sw_language language;
} sw_chart;

/* The shapes a chart is drawn in. */
typedef struct sw_frame {
    const char *suffix;   /* of the file name */
    double width, height; /* [pt]; height 0: as the chart needs */
    double size;          /* of texts [pt] */
    int columns;          /* panels beside one another at most */
    int narrow;           /* 1: no room for labels right of the lines */
    int bare;             /* 1: title, subtitle and note are the page's own */
} sw_frame;

extern const sw_frame sw_frame_word, sw_frame_slide, sw_frame_page, sw_frame_phone;

/* Draws into scene, which is zero but for its arena. Texts are laid out by sw_text_width. */
void sw_chart_draw(const sw_chart *self, const sw_frame *frame, sw_scene *scene);

/* "0.37%", "+1.2 h"; "–" for what is not known. */
enum { SW_NUMBER_BYTES = 64 };
void sw_number_text(const sw_number *self, double value, char out[SW_NUMBER_BYTES]);

/* The tables of a chart: HTML, one a panel; CSV in long form; Markdown. CSV: digits 0 is exact;
 * else so many, in the short form of a page, where panel and series end with a tab and are
 * said once (page_script.c makes the whole of it). */
void sw_chart_html(const sw_chart *self, sw_buffer *out);
void sw_chart_csv(const sw_chart *self, int bom, int digits, sw_buffer *out);
void sw_chart_markdown(const sw_chart *self, sw_buffer *out);

/* The last position at which a series is known; -1: at none. */
int sw_series_last(const sw_series *self, int n_positions);

/* Whether any value of a series is known. */
static inline int sw_series_known(const sw_series *self, int n_positions)
{
    return sw_series_last(self, n_positions) >= 0;
}

#endif
