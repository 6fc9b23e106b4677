/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that belong to no figure: the register of assumptions, what a sensitivity analysis, an exploration and a
 * calibration found. A sheet is made cell by cell; from the same calls come the CSV (exact), its rows of the dictionary and,
 * of tables short enough to be pasted, Markdown (three figures that count). Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_TABLES_H
#define SIDEWORK_OUTPUT_REPORT_TABLES_H

#include <sidework/calibration.h>
#include <sidework/study.h>

#include "report_files.h"
#include "report_parts.h"

/* Where sheets go. */
typedef struct sw_sheets {
    const sw_folder *folder;
    const char *part; /* "tables/", or "" */
    const char *gap;  /* in the dictionary between column and unit: "," or more */
    int bom;
    sw_language language;
    sw_arena *arena;
    sw_buffer *dictionary; /* rows are added */
    sw_buffer *markdown;   /* or NULL */
} sw_sheets;

typedef struct sw_sheet {
    sw_sheets *all;
    const char *file;        /* "assumptions.csv" */
    sw_buffer head, csv, md; /* md: rows; head: of the Markdown */
    int columns, cells;      /* cells: of the row under way */
} sw_sheet;

/* file: a name without folder; number > 1 is put behind it. title: of the Markdown, NULL for none. */
void sw_sheet_begin(sw_sheet *self, sw_sheets *all, const char *file, int number,
                    const char *title);

/* Headings, in order, before any cell. of: what it is a value of, or NULL; unit and meaning are for the dictionary. */
void sw_sheet_column(sw_sheet *self, const char *of, const char *name, const char *unit,
                     const char *meaning);
/* Three columns: 5 %, median, 95 %; or value and the ends of its 95 % interval. */
void sw_sheet_quantiles(sw_sheet *self, const char *of, const char *unit,
                        const char *meaning);
void sw_sheet_estimate(sw_sheet *self, const char *of, const char *unit,
                       const char *meaning);

void sw_sheet_text(sw_sheet *self, const char *text);
void sw_sheet_number(sw_sheet *self, double value); /* empty where it is not known */
void sw_sheet_numbers(sw_sheet *self, double a, double b, double c);
void sw_sheet_row(sw_sheet *self); /* ends the row */

/* Writes it and frees it. SW_OK, SW_CREATE, SW_IO or SW_MEMORY. */
int sw_sheet_end(sw_sheet *self);

/* The tables of what stands beside results, numbered from 1 by kind; the same status. */
int sw_sheets_study(sw_sheets *all, const sw_study *study, int number);
int sw_sheets_posterior(sw_sheets *all, const sw_calibration *posterior, int number);
int sw_sheets_assumptions(sw_sheets *all, const sw_report *report);

/* All of a report. */
int sw_sheets_report(sw_sheets *all, const sw_report *report);

/* Escaped so that nothing in it begins something else in a table of Markdown (chart_table.c). */
void sw_markdown_text(sw_buffer *out, const char *text);

#endif
