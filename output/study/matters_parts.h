/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts that print and write what matters share. Private to output/. */
#ifndef SIDEWORK_OUTPUT_MATTERS_PARTS_H
#define SIDEWORK_OUTPUT_MATTERS_PARTS_H

#include <sidework/display.h>
#include <sidework/matters.h>

#include "findings_parts.h"

typedef struct sw_matters_printer {
    const sw_matters *m;
    FILE *stream;
    sw_language language;
    sw_table *table;
} sw_matters_printer;

enum { SW_MATTER_NAME_BYTES = 320 };

/* "P(3 % is ever reached)", "Side-work rate of the last year, difference of policies". */
void sw_matter_name(const sw_matters *self, const sw_matter *matter, sw_language language,
                    char name[SW_MATTER_NAME_BYTES]);

/* A group as a person reads it: key and what it is, or name and how many are in it. */
void sw_matters_group(const sw_matters *self, int group, sw_language language,
                      char name[SW_MATTER_NAME_BYTES]);

/* How the outcome's numbers are written; as a difference where there are two policies. */
sw_outcome_style sw_matter_style(const sw_matters *self, const sw_matter *matter);

/* Whether chance and the control were looked at: there are replications enough. */
static inline int sw_matters_knows_chance(const sw_matters *self)
{
    return self->exploration->n_replications > 1;
}

/* ---- matters_table.c ---- */
void sw_matters_print_effects(sw_matters_printer *p, const sw_matter *matter);
void sw_matters_print_indices(sw_matters_printer *p, const sw_matter *matter);

/* ---- matters_words.c ---- */
void sw_matters_print_words(sw_matters_printer *p, const sw_matter *matter);
void sw_matters_print_undefined(sw_matters_printer *p, const sw_matter *matter);

/* ---- matters_columns.c ---- */

/* One number of each group, of each pair, or of the outcome as a whole. */
typedef enum sw_matters_shape {
    SW_MATTERS_OF_OUTCOME,
    SW_MATTERS_OF_GROUP,
    SW_MATTERS_OF_PAIR
} sw_matters_shape;

typedef struct sw_matters_column {
    char name[64], en[256], ja[256];
    const char *unit;
    sw_matters_shape shape;
    double *values; /* [n_outcomes], [n_outcomes][n_groups], [n_outcomes][n_groups]^2 */
} sw_matters_column;

enum { SW_MATTERS_COLUMNS = 64 };

typedef struct sw_matters_columns {
    sw_matters_column at[SW_MATTERS_COLUMNS];
    int n;
    double *memory;
} sw_matters_columns;

/* Zero-initialise; sw_matters_columns_free is always safe. SW_OK or SW_MEMORY. */
int sw_matters_columns_make(sw_matters_columns *self, const sw_matters *matters);
void sw_matters_columns_free(sw_matters_columns *self);

#endif
