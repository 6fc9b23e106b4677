/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See scale.h. */
#include "scale.h"

#include <math.h>

/* The power of ten at or below x > 0, and its exponent; without libm, whose last bits are not
 * the same everywhere. */
static double power_of_ten(double x, int *exponent)
{
    double up = 1;
    *exponent = 0;
    if (x >= 1) {
        while (up * 10 <= x && *exponent < 300) {
            up *= 10;
            ++*exponent;
        }
        return up;
    }
    while (1 / up > x && *exponent > -300) {
        up *= 10;
        --*exponent;
    }
    return 1 / up;
}

static double nice_step(double range, int wanted, int *decimals)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    const double rough = range / (wanted > 0 ? wanted : 1);
    int power, k = 0;
    const double unit = power_of_ten(rough, &power);
    while (k < 4 && steps[k] * unit < rough * 0.999)
        k++;
    *decimals = -power + (k == 2) - (k == 4); /* 2.5 has a digit more */
    if (*decimals < 0)
        *decimals = 0;
    return steps[k] * unit;
}

void sw_ticks_make(sw_ticks *self, double low, double high, int wanted)
{
    *self = (sw_ticks){.n = 0};
    if (!isfinite(low) || !isfinite(high) || !(high - low > 1e-300))
        return;
    self->step = nice_step(high - low, wanted, &self->decimals);
    const double first = ceil(low / self->step - 1e-6);
    for (int i = 0; i < SW_MOST_TICKS; i++) {
        const double value = (first + i) * self->step;
        if (value > high + 1e-6 * self->step)
            break;
        self->value[self->n++] = first + i == 0 ? 0 : value;
    }
}

double sw_ticks_above(double low, double high, int wanted)
{
    int decimals;
    if (!(high - low > 1e-300))
        return high;
    const double step = nice_step(high - low, wanted, &decimals);
    return ceil(high / step - 1e-6) * step;
}

double sw_ticks_below(double low, double high, int wanted)
{
    return -sw_ticks_above(-high, -low, wanted);
}

enum { MOST_LABELS = 64 };

typedef struct run { /* labels that touch: they move as one */
    int first, last;
    double centre, height, sum; /* sum of the centres it would have by each label */
} run;

static void sort_by_centre(const double *centre, int n, int *order)
{
    for (int i = 0; i < n; i++) {
        int k = i;
        while (k > 0 && centre[order[k - 1]] > centre[i]) {
            order[k] = order[k - 1];
            k--;
        }
        order[k] = i;
    }
}

static void settle(run *r, double low, double high)
{
    const double half = r->height / 2;
    r->centre = r->sum / (r->last - r->first + 1);
    r->centre = r->centre + half > high ? high - half : r->centre;
    r->centre = r->centre - half < low ? low + half : r->centre;
}

void sw_labels_spread(const double *centre, const double *height, int n, double low,
                      double high, double *place)
{
    int order[MOST_LABELS], n_runs = 0;
    run runs[MOST_LABELS];
    double total = 0;
    n = n < MOST_LABELS ? n : MOST_LABELS;
    sort_by_centre(centre, n, order);
    for (int i = 0; i < n; i++)
        total += height[i];
    /* too little room: all shrink alike */
    const double shrink = total > high - low && total > 0 ? (high - low) / total : 1;
    for (int i = 0; i < n; i++) {
        runs[n_runs] = (run){i, i, 0, height[order[i]] * shrink, centre[order[i]]};
        settle(&runs[n_runs++], low, high);
        while (n_runs > 1) {
            run *a = &runs[n_runs - 2], *b = &runs[n_runs - 1];
            if (a->centre + a->height / 2 <= b->centre - b->height / 2 + 1e-9)
                break;
            /* each label of b would have the joint run half the heights further on */
            const double count_a = a->last - a->first + 1,
                         count_b = b->last - b->first + 1;
            a->sum += count_a * b->height / 2 + b->sum - count_b * a->height / 2;
            a->height += b->height;
            a->last = b->last;
            settle(a, low, high);
            n_runs--;
        }
    }
    for (int r = 0; r < n_runs; r++) {
        double at = runs[r].centre - runs[r].height / 2;
        for (int i = runs[r].first; i <= runs[r].last; i++) {
            place[order[i]] = at + height[order[i]] * shrink / 2;
            at += height[order[i]] * shrink;
        }
    }
}
