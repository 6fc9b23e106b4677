/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sidework report: a page, figures and tables from result files. */
#ifndef SIDEWORK_CLI_REPORT_H
#define SIDEWORK_CLI_REPORT_H

#include <sidework/study.h>

#include "options.h"

/* A file that cannot be read is said on the page and here; the report is made of the others,
 * and the status is that of the file. */
int sw_cli_report(const sw_options *options, sw_diagnostics *diagnostics);

/* `export` of an exploration, a sensitivity analysis or a posterior. */
int sw_cli_export_beside(const sw_options *options, sw_file_kind kind,
                         sw_diagnostics *diagnostics);

#endif
