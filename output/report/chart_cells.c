/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of cells: a row a scenario, a column a position, the value written on its shade. */
#include "chart_parts.h"

#include <math.h>
#include <stdio.h>

#include "metrics.h"

/* Width of titles that stand left of the names, not above them: of many rows on a slide. */
static double title_width(const sw_drawing *d, double width)
{
    return sw_many(d) && d->frame->height > 0 ? 0.075 * width : 0;
}

static double title_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    return panel->title == NULL || title_width(d, width) > 0
               ? 0
               : sw_wrapped_height(SW_STYLE_PANEL, width, d->size, panel->title) +
                     0.4 * d->size;
}

/* Names stand at the left, or where that is too narrow above their cells. */
static double names_width(const sw_drawing *d, double width)
{
    return d->frame->narrow ? 0 : (d->frame->height > 0 ? 0.29 : 0.24) * width;
}

static double name_height(const sw_drawing *d, const sw_panel *panel, int s, double width)
{
    const double own =
        d->frame->narrow ? width
                         : names_width(d, width) - title_width(d, width) - 0.6 * d->size;
    return sw_wrapped_height(SW_STYLE_LABEL, own, 0.92 * d->size,
                             d->chart->runs[panel->series[s].run]);
}

static double row_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    double most = 2.1 * d->size;
    for (int s = 0; s < panel->n_series; s++) {
        const double name = name_height(d, panel, s, width);
        most = fmax(most, d->frame->narrow ? name + 2.3 * d->size : name + 0.5 * d->size);
    }
    return most;
}

/* Panels above one another share the axis below the last. */
static double axis_height(const sw_drawing *d, const sw_panel *panel)
{
    return (panel == &d->chart->panels[d->chart->n_panels - 1] ? 3.0 : 0.2) * d->size;
}

double sw_cells_rigid(const sw_drawing *d, const sw_panel *panel, double width)
{
    return title_height(d, panel, width) + axis_height(d, panel);
}

double sw_cells_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    return title_height(d, panel, width) + panel->n_series * row_height(d, panel, width) +
           axis_height(d, panel);
}

/* Short enough for a cell (in a narrow one the unit is the subtitle's); the table says it in
 * full. */
static void cell_text(const sw_panel *panel, double value, int narrow,
                      char out[SW_NUMBER_BYTES])
{
    const double shown = value * panel->number.factor;
    if (narrow && isfinite(shown) && shown != 0)
        (void)snprintf(out, SW_NUMBER_BYTES, shown < 0.5 ? "<1" : "%.0f", shown);
    else if (!isfinite(shown))
        (void)snprintf(out, SW_NUMBER_BYTES, "–");
    else if (shown == 0)
        (void)snprintf(out, SW_NUMBER_BYTES, "0");
    else if (shown < 0.05)
        (void)snprintf(out, SW_NUMBER_BYTES, "<0.1%%");
    else if (shown < 9.95 || (shown > 99.5 && shown < 99.95))
        (void)snprintf(out, SW_NUMBER_BYTES, "%.1f%%", shown);
    else
        (void)snprintf(out, SW_NUMBER_BYTES,
                       shown < 100 && shown > 99.5 ? ">99.9%%" : "%.0f%%", shown);
}

static void draw_row(const sw_drawing *d, const sw_panel *panel, int s, sw_box row,
                     double names)
{
    const sw_series *e = &panel->series[s];
    const double step = (row.w - names) / panel->n_positions;
    const char *text = d->chart->runs[e->run];
    const double indent = title_width(d, row.w);
    const double own = d->frame->narrow ? row.w : names - indent - 0.6 * d->size;
    const double letters =
        d->frame->narrow
            ? 0.92 * d->size
            : sw_fitting_size(d, SW_STYLE_LABEL, own, row.h, 0.92 * d->size, text);
    double name = sw_wrapped_height(SW_STYLE_LABEL, own, letters, text);
    if (!d->frame->narrow && name > row.h + 0.4 * letters) { /* cut to a line */
        text = sw_shortened(d, SW_STYLE_LABEL, own, letters, text);
        name = 1.4 * letters;
    }
    const double down = d->frame->narrow ? name + 0.1 * d->size : 0;
    sw_draw_begin(d->scene, e->run);
    (void)sw_draw_wrapped(
        d, (sw_pen){SW_STYLE_LABEL, e->run, SW_ANCHOR_START}, row.x + indent,
        d->frame->narrow ? row.y : row.y + (row.h - name) / 2, own, letters, text);
    row.y += down;
    row.h -= down;
    const int tight = step / 2.9 < sw_least(d);
    const double high = fmax(0.9 * row.h, fmin(sw_least(d), 0.97 * row.h));
    const double wide = fmax(fmin(0.9 * d->size, step / 2.9), tight ? sw_least(d) : 0);
    const double size = fmin(wide, high);
    for (int i = 0; i < panel->n_positions; i++) {
        char shown[SW_NUMBER_BYTES];
        const double v = e->values[SW_MIDDLE][i], x = row.x + names + i * step;
        const double shade = isfinite(v) ? 0.04 + 0.4 * fmin(fmax(v, 0), 1) : 0.02;
        cell_text(panel, v, tight, shown);
        sw_draw_cell(d->scene, e->run, x + 0.5, row.y + 0.5, step - 1, row.h - 1, shade);
        sw_draw_text(d->scene,
                     (sw_pen){SW_STYLE_CELL_TEXT, SW_NO_SERIES, SW_ANCHOR_MIDDLE},
                     x + step / 2, row.y + row.h / 2 + 0.35 * size, size, shown);
    }
    sw_draw_end(d->scene);
}

void sw_cells_draw(const sw_drawing *d, int k, sw_box box)
{
    const sw_panel *panel = &d->chart->panels[k];
    const double title = title_height(d, panel, box.w), names = names_width(d, box.w);
    const int n = panel->n_series > 0 ? panel->n_series : 1;
    const double row = fmin((box.h - title - axis_height(d, panel)) / n, 5 * d->size);
    const double step = (box.w - names) / panel->n_positions;
    if (panel->title != NULL)
        (void)sw_draw_wrapped(d, (sw_pen){SW_STYLE_PANEL, SW_NO_SERIES, SW_ANCHOR_START},
                              box.x, box.y,
                              title_width(d, box.w) > 0 ? title_width(d, box.w) : box.w,
                              d->size, panel->title);
    for (int s = 0; s < panel->n_series; s++)
        draw_row(d, panel, s, (sw_box){box.x, box.y + title + s * row, box.w, row},
                 names);
    const double bottom = box.y + title + panel->n_series * row;
    if (axis_height(d, panel) > d->size)
        sw_positions_axis(d, panel, box.x + names + step / 2, step, bottom);
    for (int i = 0; i < panel->n_positions; i++)
        sw_draw_hit(d->scene, k, i, box.x + names + i * step, box.y + title, step,
                    panel->n_series * row);
}
