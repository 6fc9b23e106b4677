/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts that print findings share. Private to output/. */
#ifndef SIDEWORK_OUTPUT_FINDINGS_PARTS_H
#define SIDEWORK_OUTPUT_FINDINGS_PARTS_H

#include <sidework/display.h>
#include <sidework/findings.h>

typedef struct sw_findings_printer {
    const sw_findings *f;
    FILE *stream;
    sw_language language;
    sw_table *table;
    uint32_t *order; /* [n_points] by outcome, the best first; those without one last */
} sw_findings_printer;

/* How numbers of an outcome are written: factor * value with so many digits, then unit. */
typedef struct sw_outcome_style {
    double factor;
    int digits;
    const char *unit, *unit_ja, *of_difference, *of_difference_ja;
    int better; /* 1: higher is better */
    const char *en, *ja;
} sw_outcome_style;

sw_outcome_style sw_outcome_style_of(enum sw_design_outcome outcome);

/* Value of factor j at point p for people to read: listed ones as given, drawn ones with six
 * figures; "-" where the point leaves it alone. */
void sw_findings_value(const sw_findings *f, uint32_t point, int j,
                       char text[SW_FACTOR_TEXT_BYTES]);

/* "plan.bank = 0.0, plan.survey = 0.0" of a point: what it sets, cut where it is too long. */
void sw_findings_point(const sw_findings_printer *p, uint32_t point, char *text,
                       size_t bytes);

/* ---- findings_table.c: a row for each point; findings_cross.c: factor by factor ---- */
void sw_findings_print_points(sw_findings_printer *p);
void sw_findings_print_cross(sw_findings_printer *p, int down, int across);

/* ---- findings_words.c ---- */
void sw_findings_print_words(sw_findings_printer *p);

#endif
