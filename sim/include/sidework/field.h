/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Field rows: one row of a .def file is one parameter, written once.
 *
 * A .def file lists rows such as
 *
 *     REAL(peer_effect, "log-odds", -5, 5, "{ dist = \"normal\"; mean = 0.4; sd = 0.2;
 *     }",
 *          "Dahl, Loken & Mogstad 2014", "Effect of ...", "...の効果")
 *
 * From it come the C struct member (fields_struct.h), the row of the const table
 * (fields_table.h), parsing, ranges, "did you mean", the parameter reference, the
 * attribute in the result file. Defaults are written as the text a scenario file would
 * hold, so there is one parser for both; NULL makes the key required.
 *
 * Row kinds (all take ..., source, English, Japanese at the end):
 *   REAL(key, unit, low, high, default)            double; may be given as a prior, see
 *   prior.h REALS(key, n, unit, low, high, default)        double[n]; "[a, b, ...]"
 *   INT(key, unit, low, high, default)             int
 *   SEED(key, default)                             uint64_t, 0 ... 2^64-1
 *   BOOL(key, default)                             int, 0 or 1
 *   CHOICE(key, "a|b|c", default)                  int, index of the word
 *   FLAGS(key, "a|b|c", default)                   uint32_t, bit i for word i; a list of
 *   words MONTH(key, default)                            int, year * 12 + month - 1;
 *   "YYYY-MM" TEXT(key, default)                             char[SW_TEXT_BYTES], UTF-8
 *   LIST(key, element, max, default)               struct { int n; struct sw_<element>
 *                                                  at[max]; }; element's own rows:
 *                                                  sw_<element>_fields
 */
#ifndef SIDEWORK_FIELD_H
#define SIDEWORK_FIELD_H

#include <stddef.h>
#include <stdint.h>

#define SW_TEXT_BYTES 256

typedef enum sw_type {
    SW_TYPE_REAL,
    SW_TYPE_REALS,
    SW_TYPE_INT,
    SW_TYPE_SEED,
    SW_TYPE_BOOL,
    SW_TYPE_CHOICE,
    SW_TYPE_FLAGS,
    SW_TYPE_MONTH,
    SW_TYPE_TEXT,
    SW_TYPE_LIST
} sw_type;

typedef struct sw_field {
    const char *key;
    sw_type type;
    size_t offset;                  /* of the member in its struct [bytes] */
    const char *unit;               /* "1" for pure numbers, "" where there is none */
    double low, high;               /* closed range of numbers */
    int length;                     /* REALS: how many; LIST: at most how many */
    const char *choices;            /* CHOICE, FLAGS: words separated by '|' */
    const char *default_text;       /* as in a scenario file; NULL: required */
    const char *source;             /* where the value comes from, or "assumed" */
    const char *en, *ja;            /* what it is */
    const struct sw_field *element; /* LIST: rows of one element */
    int n_element;
    size_t element_size,
        elements_offset; /* LIST: sizeof(struct), offset of at[] in the list */
} sw_field;

/* A group of a scenario file = a struct in memory. The root group has the name "". */
typedef struct sw_group {
    const char *name;
    const char *en, *ja; /* what the group is about */
    const sw_field *fields;
    int n_fields;
    size_t size; /* of the struct */
} sw_group;

#endif
