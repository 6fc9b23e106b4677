/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From numbers to places: scales, ticks, and labels that make room for one another. Private
 * to output/report. */
#ifndef SIDEWORK_OUTPUT_REPORT_SCALE_H
#define SIDEWORK_OUTPUT_REPORT_SCALE_H

enum { SW_MOST_TICKS = 12 };

/* Linear: low stands at from, high at to (which may be less than from). */
typedef struct sw_scale {
    double low, high, from, to;
} sw_scale;

typedef struct sw_ticks {
    double value[SW_MOST_TICKS], step;
    int n, decimals; /* decimals that tell neighbours apart */
} sw_ticks;

static inline double sw_scale_at(const sw_scale *s, double value)
{
    return s->from + (value - s->low) / (s->high - s->low) * (s->to - s->from);
}

/* Multiples of 1, 2, 2.5 or 5 times a power of ten within [low, high], about `wanted` of
 * them, at most SW_MOST_TICKS. Where low >= high or one is not finite: none. */
void sw_ticks_make(sw_ticks *self, double low, double high, int wanted);

/* The next multiple of a tick's step at or above high (below: at or below low). */
double sw_ticks_above(double low, double high, int wanted);
double sw_ticks_below(double low, double high, int wanted);

/*
 * Places labels of height[i] on a line from low to high so that none overlaps, each as near to
 * where it would stand (centre[i]) as the least sum of squares allows (pool adjacent
 * violators: Ayer et al. 1955, Ann. Math. Stat. 26, 641-647). Order by centre is kept; equal
 * ones stay in the order given. Writes the centres into place[n]. Labels that do not fit at
 * all are spread evenly, overlapping as little as may be. n <= 64.
 */
void sw_labels_spread(const double *centre, const double *height, int n, double low,
                      double high, double *place);

#endif
