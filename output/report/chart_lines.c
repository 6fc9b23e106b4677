/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of lines and bands over fiscal years. */
#include "chart_parts.h"

#include <math.h>
#include <string.h>

#include "metrics.h"

/* A panel laid out. */
typedef struct plot {
    const sw_drawing *d;
    const sw_panel *panel;
    int number;
    double x, y, w, h, step; /* of the area of lines */
    double labels;           /* width right of it and of the ends */
    double ends; /* width of what the last year holds, where there are no bands */
    sw_scale scale;
    sw_ticks ticks;
} plot;

static int is_last(const sw_chart *c, const sw_panel *panel)
{
    return panel == &c->panels[c->n_panels - 1];
}

/* Whether the whole stands beside its enlarged part, and not above it. */
static int beside(const sw_drawing *d, const sw_panel *panel)
{
    return panel->lens && d->frame->height > 0;
}

/* Height of the axis of years with its labels, of one line or two. */
static double axis_height(const sw_drawing *d, const sw_panel *panel)
{
    const int two = panel->briefs != NULL && panel->n_positions > 0 &&
                    strchr(panel->briefs[0], '\n') != NULL;
    return (two ? 2.9 : 1.9) * d->size;
}

static double below(const sw_drawing *d, const sw_panel *panel)
{
    int rows[SW_MOST_RUNS];
    const double axis = panel->lens && !beside(d, panel) ? 0.8 * d->size
                        : beside(d, panel)               ? below(d, panel + 1)
                                                         : axis_height(d, panel);
    const int n = is_last(d->chart, panel) ? sw_span_rows(d, rows) : 0;
    return axis + 1.6 * d->size * n;
}

static double above(const sw_drawing *d, const sw_panel *panel, double width)
{
    return panel->title == NULL
               ? 0.9 * d->size
               : sw_wrapped_height(SW_STYLE_PANEL, width, d->size, panel->title) +
                     (panel->n_goals > 0 && panel->lens ? 1.0 : 0.6) * d->size;
}

double sw_lines_height(const sw_drawing *d, const sw_panel *panel, double width)
{
    const double lines = panel->weight > 0
                             ? panel->weight * d->size * (d->frame->narrow ? 0.85 : 1)
                             : (d->frame->columns > 1 ? 10.5 : 9) * d->size;
    /* the names of many lines need height */
    const double more = sw_many(d) && d->chart->labels && !panel->lens ? 1.45 : 1;
    return above(d, panel, width) + more * lines + below(d, panel);
}

static double label_room(const sw_drawing *d, const sw_panel *panel, double width)
{
    double most = 0;
    if (beside(d, panel))
        return 1.2 * d->size;
    if (d->chart->labels && !d->frame->narrow)
        return (d->frame->height > 0 ? 0.34 : 0.27) * width;
    for (int s = 0; s < panel->n_series; s++) {
        char text[SW_NUMBER_BYTES];
        const sw_series *e = &panel->series[s];
        const int last = sw_series_last(e, panel->n_positions);
        if (e->role != SW_ROLE_MAIN || last < 0)
            continue;
        sw_number_text(&panel->number, e->values[SW_MIDDLE][last], text);
        most = fmax(most, sw_text_width(text, 0.95 * d->size, 1));
    }
    return most + 0.9 * d->size;
}

/* Series with an interval, where their bands would be mud. */
static int has_end(const sw_drawing *d, const sw_panel *panel, const sw_series *s)
{
    const int last = sw_series_last(s, panel->n_positions);
    return sw_many(d) && s->role == SW_ROLE_MAIN && last >= 0 &&
           s->values[SW_LOW90] != NULL && isfinite(s->values[SW_LOW90][last]) &&
           isfinite(s->values[SW_HIGH90][last]);
}

static double ends_width(const sw_drawing *d, const sw_panel *panel, double width)
{
    int n = 0;
    for (int s = 0; s < panel->n_series; s++)
        n += has_end(d, panel, &panel->series[s]);
    return n > 0 ? fmin((0.55 * n + 0.5) * d->size, 0.2 * width) : 0;
}

static void lay_out(plot *p, const sw_drawing *d, int k, sw_box box)
{
    double low, high, widest = 0;
    const sw_panel *panel = &d->chart->panels[k];
    *p = (plot){.d = d, .panel = panel, .number = k};
    p->y = box.y + above(d, panel, box.w);
    p->h = box.h - above(d, panel, box.w) - below(d, panel);
    sw_panel_range(panel, p->h, d->size, &low, &high, &p->ticks);
    for (int i = 0; i < p->ticks.n; i++) {
        char text[SW_NUMBER_BYTES];
        sw_tick_text(panel, &p->ticks, p->ticks.value[i], text);
        widest = fmax(widest, sw_text_width(text, sw_small(d), 0));
    }
    if (d->chart->columns == 1) /* panels above one another stand in line */
        widest = fmax(widest, 2.6 * d->size);
    p->labels = label_room(d, panel, box.w);
    p->x = box.x + widest + 0.9 * d->size;
    p->ends = panel->lens ? 0 : ends_width(d, panel, box.w);
    p->w = box.w - (p->x - box.x) - p->labels - p->ends;
    p->step = panel->n_positions > 1 ? p->w / (panel->n_positions - 1) : p->w;
    p->scale = (sw_scale){low, high, p->y + p->h, p->y};
}

static double at_x(const plot *p, int i)
{
    return p->x + i * p->step;
}

static double at_y(const plot *p, double value)
{
    return sw_scale_at(&p->scale, value * p->panel->number.factor);
}

static void draw_grid(const plot *p)
{
    const sw_drawing *d = p->d;
    for (int i = 0; i < p->ticks.n; i++) {
        char text[SW_NUMBER_BYTES];
        const double y = sw_scale_at(&p->scale, p->ticks.value[i]);
        sw_tick_text(p->panel, &p->ticks, p->ticks.value[i], text);
        sw_draw_line(d->scene, p->ticks.value[i] == 0 ? SW_STYLE_AXIS : SW_STYLE_GRID,
                     SW_NO_SERIES, p->x, y, p->x + p->w, y);
        sw_draw_text(d->scene, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_END},
                     p->x - 0.5 * d->size, y + 0.35 * d->size, sw_small(d), text);
    }
}

/* Between two rows of values, in pieces where something is not known. */
static void draw_band(const plot *p, sw_style style, const sw_series *s, int low,
                      int high)
{
    const double *a = s->values[low], *b = s->values[high];
    const int n = p->panel->n_positions;
    for (int from = 0; a != NULL && b != NULL && from < n; from++) {
        int to = from;
        while (to < n && isfinite(a[to]) && isfinite(b[to]))
            to++;
        if (to - from < 2) {
            from = to > from ? to : from;
            continue;
        }
        sw_draw_path(p->d->scene, style, s->run, 1);
        for (int i = from; i < to; i++)
            sw_draw_point(p->d->scene, at_x(p, i), at_y(p, b[i]));
        for (int i = to - 1; i >= from; i--)
            sw_draw_point(p->d->scene, at_x(p, i), at_y(p, a[i]));
        from = to;
    }
}

static void draw_line(const plot *p, const sw_series *s)
{
    const double *v = s->values[SW_MIDDLE];
    int open = 0, last = -1;
    for (int i = 0; v != NULL && i < p->panel->n_positions; i++) {
        if (!isfinite(v[i])) {
            open = 0;
            continue;
        }
        if (!open)
            sw_draw_path(p->d->scene,
                         s->role == SW_ROLE_MAIN ? SW_STYLE_LINE : SW_STYLE_LINE_DASHED,
                         s->run, 0);
        open = 1;
        last = i;
        sw_draw_point(p->d->scene, at_x(p, i), at_y(p, v[i]));
    }
    if (last >= 0 && s->role == SW_ROLE_MAIN && !p->panel->lens)
        sw_draw_circle(p->d->scene, SW_STYLE_DOT, s->run, at_x(p, last), at_y(p, v[last]),
                       0.3 * p->d->size);
}

/* The part that the next panel shows magnified, and where it leads: down, or to the right. */
static void draw_lens(const plot *p, sw_box box)
{
    const sw_panel *next = p->panel + 1;
    const double high = at_y(p, next->high), low = at_y(p, next->low);
    const double right = p->x + p->w, size = p->d->size;
    sw_scene *scene = p->d->scene;
    sw_draw_rect(scene, SW_STYLE_LENS, SW_NO_SERIES, p->x, high, p->w, low - high);
    sw_draw_path(scene, SW_STYLE_LENS, SW_NO_SERIES, 1);
    sw_draw_point(scene, beside(p->d, p->panel) ? right : p->x, low);
    if (beside(p->d, p->panel)) {
        sw_draw_point(scene, right, high);
        sw_draw_point(scene, box.x + box.w + 1.4 * size, p->y);
        sw_draw_point(scene, box.x + box.w + 1.4 * size, p->y + p->h);
        return;
    }
    sw_draw_point(scene, right, low);
    sw_draw_point(scene, right + 0.7 * size, box.y + box.h + 0.9 * size);
    sw_draw_point(scene, p->x - 0.7 * size, box.y + box.h + 0.9 * size);
}

/* What the last year holds, beside the lines: one bar a scenario. */
static void draw_ends(const plot *p)
{
    int n = 0;
    for (int i = 0; i < p->panel->n_series; i++)
        n += has_end(p->d, p->panel, &p->panel->series[i]);
    const double size = p->d->size, step = p->ends / (n + 1);
    double x = p->x + p->w + fmin(0.5 * size, step) + 0.5 * step;
    for (int i = 0; i < p->panel->n_series; i++) {
        const sw_series *s = &p->panel->series[i];
        const int last = sw_series_last(s, p->panel->n_positions);
        if (!has_end(p->d, p->panel, s))
            continue;
        sw_draw_begin(p->d->scene, s->run);
        sw_draw_line(p->d->scene, SW_STYLE_WHISKER, s->run, x,
                     at_y(p, s->values[SW_LOW90][last]), x,
                     at_y(p, s->values[SW_HIGH90][last]));
        sw_draw_circle(p->d->scene, SW_STYLE_DOT, s->run, x,
                       at_y(p, s->values[SW_MIDDLE][last]),
                       fmin(0.22 * size, 0.5 * step));
        sw_draw_end(p->d->scene);
        x += step;
    }
}

static void draw_hits(const plot *p)
{
    for (int i = 0; i < p->panel->n_positions; i++) {
        const double left = fmax(at_x(p, i) - p->step / 2, p->x);
        const double right = fmin(at_x(p, i) + p->step / 2, p->x + p->w);
        sw_draw_hit(p->d->scene, p->number, i, left, p->y, right - left, p->h);
    }
}

void sw_lines_draw(const sw_drawing *d, int k, sw_box box)
{
    plot p;
    lay_out(&p, d, k, box);
    const sw_panel *panel = p.panel;
    if (panel->title != NULL)
        (void)sw_draw_wrapped(d, (sw_pen){SW_STYLE_PANEL, SW_NO_SERIES, SW_ANCHOR_START},
                              box.x, box.y, box.w, d->size, panel->title);
    if (panel->lens)
        draw_lens(&p, box);
    draw_grid(&p);
    for (int s = 0; s < panel->n_series; s++) {
        if (panel->series[s].role != SW_ROLE_MAIN || sw_many(d))
            continue;
        sw_draw_begin(d->scene, panel->series[s].run);
        draw_band(&p, SW_STYLE_BAND_WIDE, &panel->series[s], SW_LOW90, SW_HIGH90);
        draw_band(&p, SW_STYLE_BAND_NARROW, &panel->series[s], SW_LOW50, SW_HIGH50);
        sw_draw_end(d->scene);
    }
    sw_goals_draw(d, panel, (sw_box){p.x, p.y, p.w, p.h}, &p.scale);
    if (p.ends > 0)
        draw_ends(&p);
    for (int s = 0; s < panel->n_series; s++) {
        sw_draw_begin(d->scene, panel->series[s].run);
        draw_line(&p, &panel->series[s]);
        sw_draw_end(d->scene);
    }
    if (!panel->lens)
        sw_labels_draw(d, panel, p.x + p.w + p.ends, p.labels, &p.scale);
    if (!panel->lens || beside(d, panel))
        sw_positions_axis(d, panel, p.x, p.step, p.y + p.h);
    if (is_last(d->chart, panel))
        sw_spans_draw(d, p.x, p.step, panel->n_positions,
                      p.y + p.h + axis_height(d, panel));
    draw_hits(&p);
}
