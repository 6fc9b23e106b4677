/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as they are written, ranges and ticks, and the axis of positions. */
#include "chart_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "metrics.h"

/* Digits before the point in groups of three. */
static void group_digits(const char *plain, char *out, size_t bytes)
{
    const size_t digits = strspn(plain, "0123456789");
    size_t at = 0;
    for (size_t i = 0; plain[i] != '\0' && at + 2 < bytes; i++) {
        out[at++] = plain[i];
        if (i + 1 < digits && (digits - i - 1) % 3 == 0)
            out[at++] = ',';
    }
    out[at] = '\0';
}

void sw_number_text(const sw_number *self, double value, char out[SW_NUMBER_BYTES])
{
    char plain[SW_NUMBER_BYTES], grouped[SW_NUMBER_BYTES];
    const double shown = value * self->factor;
    if (!isfinite(shown) || fabs(shown) > 1e15) {
        (void)snprintf(out, SW_NUMBER_BYTES, "–");
        return;
    }
    (void)snprintf(plain, sizeof plain, "%.*f", self->decimals, fabs(shown));
    const int zero = strspn(plain, "0.") == strlen(plain);
    group_digits(plain, grouped, sizeof grouped);
    (void)snprintf(out, SW_NUMBER_BYTES, "%s%.30s%.20s",
                   shown < 0 && !zero ? "−"
                   : self->sign       ? "+"
                                      : "",
                   grouped, self->suffix);
}

int sw_series_last(const sw_series *self, int n_positions)
{
    int last = self->values[SW_MIDDLE] != NULL ? n_positions - 1 : -1;
    while (last >= 0 && !isfinite(self->values[SW_MIDDLE][last]))
        last--;
    return last;
}

static void widen(double value, double *low, double *high)
{
    if (!isfinite(value))
        return;
    *low = value < *low ? value : *low;
    *high = value > *high ? value : *high;
}

void sw_panel_range(const sw_panel *panel, double length, double size, double *low,
                    double *high, sw_ticks *ticks)
{
    const int wanted = length / (3 * size) < 2 ? 2 : (int)(length / (3 * size));
    const double f = panel->number.factor;
    *low = 0;
    *high = 0;
    for (int s = 0; s < panel->n_series; s++)
        for (int q = 0; q < SW_N_VALUES; q++)
            for (int i = 0; i < panel->n_positions; i++)
                if (panel->series[s].values[q] != NULL &&
                    (q == SW_MIDDLE || panel->series[s].role == SW_ROLE_MAIN))
                    widen(panel->series[s].values[q][i] * f, low, high);
    for (int g = 0; g < panel->n_goals; g++)
        widen(panel->goals[g].value * f * 1.04, low, high);
    if (panel->high > panel->low) {
        *low = panel->low * f;
        *high = panel->high * f;
    } else if (*high > *low) {
        *high = sw_ticks_above(*low, *high, wanted);
        *low = *low < 0 ? sw_ticks_below(*low, *high, wanted) : 0;
    } else {
        *high = *low + 1;
    }
    sw_ticks_make(ticks, *low, *high, wanted < 6 ? wanted : 6);
}

void sw_tick_text(const sw_panel *panel, const sw_ticks *ticks, double value,
                  char out[SW_NUMBER_BYTES])
{
    const int percent = strcmp(panel->number.suffix, "%") == 0;
    const sw_number plain = {1, ticks->decimals, percent ? "%" : "", 0};
    sw_number_text(&plain, value, out);
}

/* A label of the axis may have two lines. */
static double label_width(const char *text, double size)
{
    const char *second = strchr(text, '\n');
    if (second == NULL)
        return sw_text_width(text, size, 0);
    char first[128];
    (void)snprintf(first, sizeof first, "%.*s", (int)(second - text), text);
    return fmax(sw_text_width(first, size, 0), sw_text_width(second + 1, size, 0));
}

static void draw_label(const sw_drawing *d, double x, double y, double size,
                       const char *text)
{
    const char *second = strchr(text, '\n');
    const int first = second != NULL ? (int)(second - text) : (int)strlen(text);
    sw_draw_text(d->scene, (sw_pen){SW_STYLE_TEXT, SW_NO_SERIES, SW_ANCHOR_MIDDLE}, x,
                 y + size, size, sw_arena_format(d->scene->arena, "%.*s", first, text));
    if (second != NULL)
        sw_draw_text(d->scene, (sw_pen){SW_STYLE_NOTE, SW_NO_SERIES, SW_ANCHOR_MIDDLE}, x,
                     y + 2.2 * size, 0.9 * size, second + 1);
}

/* Whether every stride-th label stands clear of the next. */
static int clear(const char *const *texts, int n, int stride, double step, double size)
{
    for (int i = stride; i < n; i += stride)
        if ((label_width(texts[i - stride], size) + label_width(texts[i], size)) / 2 +
                0.35 * size >
            stride * step)
            return 0;
    return 1;
}

void sw_positions_axis(const sw_drawing *d, const sw_panel *panel, double x, double step,
                       double y)
{
    static const int strides[] = {1, 2, 5, 10, 20, 50};
    const char *const *texts = panel->briefs != NULL ? panel->briefs : panel->names;
    const double size = sw_small(d);
    int k = 0;
    while (k < 5 && !clear(texts, panel->n_positions, strides[k], step, size))
        k++;
    for (int i = 0; i < panel->n_positions; i++) {
        const int major = i % strides[k] == 0;
        sw_draw_line(d->scene, SW_STYLE_AXIS, SW_NO_SERIES, x + i * step, y, x + i * step,
                     y + (major ? 0.4 : 0.22) * d->size);
    }
    for (int i = 0; i < panel->n_positions; i++) {
        if (i % strides[k] == 0)
            draw_label(d, x + i * step, y + 0.55 * d->size, size, texts[i]);
    }
}
