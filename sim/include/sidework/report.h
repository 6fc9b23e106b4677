/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report of one or more results that needs no touching up:
 *
 *   DIR/index.html        one page by itself: no network, no font or script from elsewhere
 *   DIR/figures/NAME.svg, NAME.png, NAME.pdf               for Word (A4)
 *   DIR/figures/NAME-slide.svg, NAME-slide.png, ...-slide.pdf  for 16:9 slides
 *   DIR/tables/NAME.csv   the numbers of each figure, exact; dictionary.csv
 *   DIR/tables/assumptions.csv  the register; of what stands beside results: points.csv,
 *                               influence.csv, posterior.csv, facts.csv
 *   DIR/tables/tables.md  the same, rounded, for pasting
 *
 * The same results give the same bytes (PNG and PDF: on one machine, since fonts draw them).
 */
#ifndef SIDEWORK_REPORT_H
#define SIDEWORK_REPORT_H

#include <sidework/calibration.h>
#include <sidework/results.h>
#include <sidework/status.h>
#include <sidework/study.h>
#include <sidework/summary.h>

enum { SW_MOST_REPORTED = 8 };

/* One result file. Owned by the caller; sw_report_write may take results and summary over
 * and leaves them empty then. */
typedef struct sw_reported {
    const char *path;
    sw_results results;
    sw_summary summary;
} sw_reported;

/* What may stand beside results: explorations and sensitivity analyses, by which the register of
 * assumptions is sorted, and posteriors. Owned by the caller. */
typedef struct sw_report_beside {
    sw_study studies[SW_MOST_REPORTED];
    int n_studies;
    sw_calibration posteriors[SW_MOST_REPORTED];
    int n_posteriors;
} sw_report_beside;

typedef struct sw_report_options {
    const char *directory; /* made if it is not there; its parent has to be */
    int replace; /* 0: refuse, before anything is written, if a file exists; 1: the files of a
                              report are replaced once the new ones are whole, other files stay */
    int bom;     /* tables begin with the mark by which Excel knows UTF-8 */
    sw_language language;
    const char *staff_group; /* of scenarios: what the synthetic staff is made from */
    const char *problems;    /* lines about files that could not be read, or NULL */
    const sw_report_beside *beside; /* or NULL */
    int (*stop)(
        void); /* or NULL: asked before each file; a status other than SW_OK ends the work */
} sw_report_options;

/* Returns SW_OK, SW_INPUT (other base years), SW_MISSING (no font for PNG and PDF), SW_CREATE, SW_IO, SW_MEMORY, or
 * what options->stop said. Of several files the first is the base of comparisons. The directory appears, or changes,
 * when all is made; a failure leaves it as it was. */
int sw_report_write(sw_reported *files, int n, const sw_report_options *options,
                    sw_diagnostics *diagnostics);

/* The tables of studies and posteriors alone, with their dictionary.csv, into options->directory (made if it is not there):
 * points.csv, influence.csv, posterior.csv, facts.csv; of a second one points-2.csv, and so on. Refuses, before anything is
 * written, where one of them exists. Returns SW_OK, SW_CREATE, SW_IO or SW_MEMORY. */
int sw_report_tables(const sw_report_beside *beside, const sw_report_options *options,
                     sw_diagnostics *diagnostics);

/* Refuses a directory of which a file that every report has exists; before any work. */
int sw_report_check(const sw_report_options *options, sw_diagnostics *diagnostics);

#endif
