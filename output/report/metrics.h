/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How wide a text is, by one table of advance widths (Noto Sans CJK JP, which Debian has and
 * the figures ask for first). Measured by a table and not by the fonts of the machine, a
 * figure is laid out the same everywhere, to the byte. Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_METRICS_H
#define SIDEWORK_OUTPUT_REPORT_METRICS_H

#include <stddef.h>

/* Width of text in points at a size in points. */
double sw_text_width(const char *text, double size, int bold);

enum { SW_WRAP_LINES = 4 };

/* Where text is broken to fit a width: into at most n <= SW_WRAP_LINES lines, the bytes from
 * start[i], length[i] of them. Between any two characters of Japanese, but no line begins
 * with a closing mark; else at blanks. What does not fit the last line is left in it; lines
 * become more alike where the last would be short.
 * Returns how many lines. */
int sw_text_wrap(const char *text, double width, double size, int bold, int n,
                 size_t *start, size_t *length);

#endif
