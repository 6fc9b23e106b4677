/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report under way: what was read, and the charts made from it. Private to
 * output/report. */
#ifndef SIDEWORK_OUTPUT_REPORT_PARTS_H
#define SIDEWORK_OUTPUT_REPORT_PARTS_H

#include <sidework/compare.h>
#include <sidework/report.h>

#include "chart.h"
#include "say.h"

enum { SW_MOST_CHARTS = 16, SW_BRIEF_BYTES = 64 };

/* A result file in the report. */
typedef struct sw_run {
    const char *label; /* the file's name without folder and ending */
    const char *name;  /* the scenario's title in the report's language, and its own */
    const char *question;
    const sw_results *results;
    const sw_summary *summary;
} sw_run;

/* An uncertain parameter of the first file that has some. */
typedef struct sw_assumption {
    const char *path, *unit, *text;
    double p05, p50, p95;
    double rho; /* rank correlation with the rate of the last year; NaN: not known */
} sw_assumption;

typedef struct sw_report {
    sw_arena arena;
    sw_language language;
    sw_run runs[SW_MOST_RUNS];
    int n_runs;
    const char *names[SW_MOST_RUNS];        /* of the runs */
    int base_year, n_years;                 /* of the longest */
    const char **year_names, **year_briefs; /* [n_years] */
    const char *source;                     /* program, seed, settings */
    const char *futures;                    /* how many: "1,000", or "300–1,000" */
    sw_chart charts[SW_MOST_CHARTS];
    int n_charts;
    sw_assumption *assumptions; /* [n_assumptions], by influence */
    int n_assumptions, of_run;  /* of_run: whose they are */
    const char *criteria;       /* a table of the page, made while there are records */
    const sw_comparison *comparison; /* or NULL */
    double *scratch;                 /* [most replications] */
    const sw_report_beside *beside;  /* studies and posteriors, or NULL */
} sw_report;

/* Numbers, in the language's way. */
static inline int sw_is_japanese(const sw_report *self)
{
    return self->language == SW_JAPANESE;
}

/* "FY2031" or "令和13年度". */
const char *sw_year_name(sw_report *self, int fiscal_year);

/* "2031", or "R13" above it for axes; the first in full. */
const char *sw_year_brief(sw_report *self, int fiscal_year, int first);

/* What one number of a year is made from. */
typedef struct sw_measure {
    const char *variable;
    enum {
        SW_OF_YEAR,  /* a yearly value */
        SW_OF_MARCH, /* of the last month */
        SW_OF_MONTH, /* mean of the months */
        SW_A_HEAD,   /* sum of the months over the sum of heads: a head and month */
        SW_MARCH_A_HEAD
    } kind;
    int category;     /* of its dimension; 0 for none */
    const char *over; /* yearly variable of the same dimension to divide by, or NULL */
} sw_measure;

/* A new chart with what all share; NULL when there are enough. */
sw_chart *sw_report_chart(sw_report *self, sw_chart_kind kind, const char *id,
                          const char *title, const char *subtitle,
                          const char *description, int n_panels);

/* A subtitle with {0} as how the spread of the futures is drawn, {1} as how many there are. */
const char *sw_report_subtitle(sw_report *self, sw_text text);

/* Makes a panel one of fiscal years. */
void sw_panel_years(sw_report *self, sw_panel *panel, const char *title,
                    sw_number number);

/* Adds a series of run k, all values NaN, bands or not; NULL without memory or room. */
sw_series *sw_panel_series(sw_report *self, sw_panel *panel, int k, const char *name,
                           int bands);

/* Fills place i of a series with quantiles (or, mean: mean and outer quantiles) of the
 * replications of run k: year y of a measure. Left NaN where the file does not hold it. */
void sw_series_fill(sw_report *self, sw_series *series, int i, int k,
                    const sw_measure *measure, int y, int mean);

/* A measure of every run over the years into a panel. Returns 1 if any is known. */
int sw_panel_measure(sw_report *self, sw_panel *panel, const sw_measure *measure,
                     int mean);

/* The charts; each adds itself where the files hold what it needs. */
void sw_report_fan(sw_report *self);
void sw_report_reach(sw_report *self);
void sw_report_when(sw_report *self);
void sw_report_obstacles(sw_report *self);
void sw_report_load(sw_report *self);
void sw_report_own(sw_report *self);
void sw_report_will(sw_report *self);
void sw_report_gates(sw_report *self);
void sw_report_pairs(sw_report *self);

/* Everything but files: self is zero but for what this sets, comparison zero; results and
 * summaries are taken over as sw_report_write says. Both are the caller's to free. */
int sw_report_prepare(sw_report *self, sw_comparison *comparison, sw_reported *files,
                      int n, const sw_report_options *options,
                      sw_diagnostics *diagnostics);

/* Writes all files into folder, which has figures/ and tables/; the page last. SW_OK, SW_CREATE, SW_IO, SW_MEMORY, SW_INTERNAL. */
struct sw_folder;
int sw_report_put(sw_report *self, const struct sw_folder *folder,
                  const sw_report_options *options);

/* The chart of an id, or NULL. */
const sw_chart *sw_report_find(const sw_report *self, const char *id);

/* Fills assumptions from the replications. */
void sw_report_register(sw_report *self);

/* The answer in two sentences of plain words, escaped for a page. */
void sw_report_answer(sw_report *self, sw_buffer *out);

/* Every column of the tables. */
void sw_report_dictionary(const sw_report *self, int bom, sw_buffer *out);

/* Parts of the page: tables that have no figure; what the page looks like and does. */
void sw_page_criteria(sw_report *self, sw_buffer *out);
void sw_page_bottleneck(sw_report *self, sw_buffer *out);
void sw_page_contrasts(sw_report *self, sw_buffer *out);
void sw_page_assumptions(sw_report *self, sw_buffer *out);
void sw_page_taught(sw_report *self, sw_buffer *out);
void sw_page_explored(sw_report *self, sw_buffer *out);
void sw_page_making(sw_report *self, sw_buffer *out);
const char *const *sw_page_style(void); /* lines, then NULL */
const char *const *sw_page_script(void);

/* How a study was made, and what is to be known of it before it is believed. */
void sw_page_study(sw_report *self, const sw_study *study, sw_buffer *out);

/* What these parts share (page_parts.c). */
void sw_page_cell(sw_buffer *out, const char *tag, const char *text);
void sw_page_table(sw_buffer *out, const char *caption, const char *const *heads, int n);
void sw_page_table_end(sw_buffer *out);
void sw_page_notice(const sw_report *self, sw_text text, const char *const *values, int n,
                    sw_buffer *out);
void sw_page_paragraph(const sw_report *self, sw_text text, const char *const *values,
                       int n, sw_buffer *out);
/* Three figures that count, whatever the size. */
const char *sw_page_significant(sw_report *self, double value);
/* A unit in the language of the report: "h/month" or "時間/月"; of shares and factors: "–". */
const char *sw_page_unit(sw_report *self, const char *unit);
/* A file's text in the language of the report; English where it has no Japanese. */
const char *sw_page_language(const sw_report *self, const char *en, const char *ja);
/* "1,234" */
const char *sw_page_whole(sw_report *self, double value);
/* Whether some result of the report has these settings. */
int sw_page_is_of_results(const sw_report *self, const char *scenario);
/* "0.43 (0.31 to 0.56)" */
const char *sw_page_range(sw_report *self, double value, double low, double high);

/* index.html. problems: lines about files that could not be read, or NULL. */
void sw_report_page(sw_report *self, const char *problems, sw_buffer *out);

#endif
