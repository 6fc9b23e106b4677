/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of rows: a dot for the middle, a line for the interval; categories, differences. */
#include "chart_parts.h"

#include <math.h>

#include "metrics.h"

typedef struct plot {
    const sw_drawing *d;
    const sw_panel *panel;
    int number, values; /* values: written at the right */
    double x, y, w, h, row;
    double names, column; /* widths of both */
    sw_scale scale;
    sw_ticks ticks;
} plot;

static double title_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    return panel->title == NULL
               ? 0
               : sw_wrapped_height(SW_STYLE_PANEL, width, d->size, panel->title) +
                     0.3 * d->size;
}

double sw_dots_names(const sw_drawing *d, const sw_panel *panel)
{
    double most = 0;
    for (int i = 0; i < panel->n_positions; i++)
        most = fmax(most, sw_text_width(panel->names[i], sw_small(d), 0));
    return most + 0.8 * d->size;
}

/* The names' column: what they need, a good third at most; once in a line where they are
 * shared. */
static double names_width(const sw_drawing *d, const sw_panel *panel, double width)
{
    const int first = (panel - d->chart->panels) % d->columns == 0;
    if (d->names > 0)
        return first ? d->names : 0;
    return fmin(sw_dots_names(d, panel), (d->frame->height > 0 ? 0.45 : 0.38) * width);
}

/* Few rows have room for their values. */
static int with_values(const sw_panel *panel)
{
    return panel->n_positions <= 8;
}

/* Series that have a value at a position; at the fullest one. */
static int stack_at(const sw_panel *panel, int i)
{
    int n = 0;
    for (int s = 0; s < panel->n_series; s++)
        n += isfinite(panel->series[s].values[SW_MIDDLE][i]) != 0;
    return n;
}

static int stack_most(const sw_panel *panel)
{
    int most = 1;
    for (int i = 0; i < panel->n_positions; i++)
        most = stack_at(panel, i) > most ? stack_at(panel, i) : most;
    return most;
}

static double row_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    const double series = stack_most(panel);
    double text = 0;
    for (int i = 0; i < panel->n_positions && names_width(d, panel, width) > 0; i++)
        text = fmax(text, sw_wrapped_height(SW_STYLE_TEXT,
                                            names_width(d, panel, width) - 0.7 * d->size,
                                            sw_small(d), panel->names[i]));
    return fmax(text + 0.25 * d->size,
                (with_values(panel) ? 1.15 : 0.5) * series * d->size + 0.5 * d->size);
}

double sw_dots_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    return title_height(d, panel, width) +
           panel->n_positions * row_height(d, panel, width) + 2.2 * d->size;
}

static double values_width(const sw_drawing *d, const sw_panel *panel)
{
    double most = 0;
    for (int s = 0; s < panel->n_series; s++)
        for (int i = 0; i < panel->n_positions; i++) {
            char text[SW_NUMBER_BYTES];
            sw_number_text(&panel->number, panel->series[s].values[SW_MIDDLE][i], text);
            most = fmax(most, sw_text_width(text, 0.9 * d->size, 1));
        }
    return most + 0.6 * d->size;
}

static void lay_out(plot *p, const sw_drawing *d, int k, sw_box box)
{
    double low, high;
    const sw_panel *panel = &d->chart->panels[k];
    const double title = title_height(d, panel, box.w);
    *p = (plot){.d = d, .panel = panel, .number = k, .values = with_values(panel)};
    p->names = names_width(d, panel, box.w);
    p->y = box.y + title;
    p->h = box.h - title - 2.2 * d->size;
    p->row = p->h / panel->n_positions;
    p->values = p->values && p->row / stack_most(panel) > sw_small(d);
    p->column = p->values ? values_width(d, panel) : 0.6 * d->size;
    p->x = box.x + p->names + 0.5 * d->size;
    p->w = box.w - p->names - p->column - 0.9 * d->size;
    sw_panel_range(panel, p->w * 0.75, d->size, &low, &high, &p->ticks);
    p->scale = (sw_scale){low, high, p->x, p->x + p->w};
}

static void draw_axis(const plot *p)
{
    const sw_drawing *d = p->d;
    for (int i = 0; i < p->ticks.n; i++) {
        char text[SW_NUMBER_BYTES];
        const double x = sw_scale_at(&p->scale, p->ticks.value[i]);
        const int zero = p->ticks.value[i] == 0;
        sw_tick_text(p->panel, &p->ticks, p->ticks.value[i], text);
        sw_draw_line(d->scene, zero ? SW_STYLE_AXIS : SW_STYLE_GRID, SW_NO_SERIES, x,
                     p->y, x, p->y + p->h);
        sw_draw_text(d->scene, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_MIDDLE}, x,
                     p->y + p->h + 1.2 * d->size, sw_small(d), text);
    }
    for (int i = 1; i < p->panel->n_positions; i++)
        sw_draw_line(d->scene, SW_STYLE_GRID, SW_NO_SERIES,
                     p->x - p->names - 0.5 * d->size, p->y + i * p->row,
                     p->x + p->w + p->column, p->y + i * p->row);
}

static void draw_value(const plot *p, const sw_series *s, int i, double y, double step)
{
    const sw_drawing *d = p->d;
    char text[SW_NUMBER_BYTES];
    double *const *v = s->values;
    const double f = p->panel->number.factor;
    const double x = sw_scale_at(&p->scale, v[SW_MIDDLE][i] * f);
    sw_draw_begin(d->scene, s->run);
    if (v[SW_LOW90] != NULL && isfinite(v[SW_LOW90][i]) && isfinite(v[SW_HIGH90][i]))
        sw_draw_line(d->scene, SW_STYLE_WHISKER, s->run,
                     sw_scale_at(&p->scale, v[SW_LOW90][i] * f), y,
                     sw_scale_at(&p->scale, v[SW_HIGH90][i] * f), y);
    sw_draw_circle(d->scene, SW_STYLE_DOT, s->run, x, y,
                   fmax(fmin(0.3 * d->size, 0.42 * step), 0.2 * d->size));
    if (p->values) {
        sw_number_text(&p->panel->number, v[SW_MIDDLE][i], text);
        sw_draw_text(d->scene, (sw_pen){SW_STYLE_LABEL, s->run, SW_ANCHOR_END},
                     p->x + p->w + p->column + 0.3 * d->size, y + 0.34 * d->size,
                     0.9 * d->size, text);
    }
    sw_draw_end(d->scene);
}

static void draw_row(const plot *p, int i)
{
    const sw_drawing *d = p->d;
    const sw_panel *panel = p->panel;
    const double top = p->y + i * p->row, own = p->names - 0.7 * d->size;
    const double size =
        sw_fitting_size(d, SW_STYLE_TEXT, own, p->row, sw_small(d), panel->names[i]);
    double text = sw_wrapped_height(SW_STYLE_TEXT, own, size, panel->names[i]);
    const char *name = panel->names[i];
    if (text > p->row + 0.4 * size) { /* cut to a line */
        name = sw_shortened(d, SW_STYLE_TEXT, own, size, name);
        text = 1.4 * size;
    }
    const int n = stack_at(panel, i);
    const double step = fmin(1.25 * d->size, p->row / stack_most(panel) * 0.92);
    int k = 0;
    if (p->names > 0)
        (void)sw_draw_wrapped(d, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_START},
                              p->x - p->names - 0.5 * d->size,
                              top + (p->row - text) / 2 + 0.1 * size, own, size, name);
    for (int s = 0; s < panel->n_series; s++)
        if (isfinite(panel->series[s].values[SW_MIDDLE][i]))
            draw_value(p, &panel->series[s], i,
                       top + p->row / 2 + (k++ - (n - 1) / 2.0) * step, step);
}

void sw_dots_draw(const sw_drawing *d, int k, sw_box box)
{
    plot p;
    lay_out(&p, d, k, box);
    if (p.panel->title != NULL)
        (void)sw_draw_wrapped(d, (sw_pen){SW_STYLE_PANEL, SW_NO_SERIES, SW_ANCHOR_START},
                              box.x, box.y, box.w, d->size, p.panel->title);
    draw_axis(&p);
    for (int i = 0; i < p.panel->n_positions; i++)
        draw_row(&p, i);
    for (int i = 0; i < p.panel->n_positions; i++)
        sw_draw_hit(d->scene, k, i, box.x, p.y + i * p.row, box.w, p.row);
}
