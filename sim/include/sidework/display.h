/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that line up on a terminal. East Asian characters take two columns there, so
 * neither bytes nor characters can be counted; and years and probabilities are written
 * the same way wherever a person reads them.
 */
#ifndef SIDEWORK_DISPLAY_H
#define SIDEWORK_DISPLAY_H

#include <stddef.h>
#include <stdio.h>

#include <sidework/status.h>

enum { SW_TABLE_COLUMNS = 8, SW_TABLE_ROWS = 64, SW_CELL_BYTES = 96 };

/* A small table; zero-initialise. Cells beyond its room are left out. */
typedef struct sw_table {
    int n_rows;
    char cell[SW_TABLE_ROWS][SW_TABLE_COLUMNS][SW_CELL_BYTES];
} sw_table;

/* The text in the language; both take the same arguments. */
static inline const char *sw_either(sw_language language, const char *en, const char *ja)
    __attribute__((format_arg(2), format_arg(3)));
static inline const char *sw_either(sw_language language, const char *en, const char *ja)
{
    return language == SW_JAPANESE ? ja : en;
}

/* Columns that UTF-8 text takes on a terminal: wide and full-width forms 2, combining
 * marks 0, all else 1. */
size_t sw_display_width(const char *text);

/* Begins a new row; later cells go into it. */
void sw_table_row(sw_table *self);

/* Writes a cell of the newest row; too long a text is cut at a whole character. */
void sw_table_cell(sw_table *self, int column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Prints all rows; align has one letter a column, 'l' or 'r'; indent blanks stand before
 * each row. Returns 0, or -1 if the stream failed. */
int sw_table_print(const sw_table *self, const char *align, int indent, FILE *stream);

/* "FY2029" or, in Japanese, "令和11年度(FY2029)"; INFINITY is "never". */
void sw_format_year(double fiscal_year, sw_language language, char *out, size_t bytes);

/* "2024-06" or, in Japanese, "令和6年6月(2024-06)"; month from April of base_year;
 * INFINITY is "never". */
void sw_format_month(double month, int base_year, sw_language language, char *out,
                     size_t bytes);

/* A unit: "h/month", in Japanese "時間/月". What has no Japanese stays as it is. */
enum { SW_UNIT_BYTES = 96 };
void sw_format_unit(const char *unit, sw_language language, char out[SW_UNIT_BYTES]);

#endif
