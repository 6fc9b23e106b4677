/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that print a comparison share. Private to output/. */
#ifndef SIDEWORK_OUTPUT_COMPARE_PRINT_H
#define SIDEWORK_OUTPUT_COMPARE_PRINT_H

#include <sidework/display.h>

#include "compare_parts.h"

typedef struct sw_compare_printer {
    const sw_comparison *c;
    FILE *stream;
    sw_language language;
    sw_table *table;
} sw_compare_printer;

/* A scenario's title in the language of self. */
const char *sw_compare_title(const sw_compare_printer *self, const sw_compared *file);

/* What is compared, whether as pairs, and what else is to be known about the files. */
void sw_compare_print_head(sw_compare_printer *self);

/* The table of differences of file k from the base. */
void sw_compare_print_contrast(sw_compare_printer *self, int k);

#endif
