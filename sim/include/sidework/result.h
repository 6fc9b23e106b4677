/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Result files (HDF5) by the convention of the project's contract: written whole under a
 * temporary name and renamed, read only after the digest in the trailer has been checked.
 *
 * A variable named like a dimension of its file (phase) is stored as NAME_code, for
 * netCDF would take it for the coordinate; the reader gives it its own name again. Units
 * that xarray would take for a time span or a date ("hours", "months since ...") are
 * stored as "h", "months from ...".
 */
#ifndef SIDEWORK_RESULT_H
#define SIDEWORK_RESULT_H

#include <sidework/results.h>
#include <sidework/status.h>
#include <sidework/summary.h>

/* Refuses an output that exists (unless replace), is not a regular file, or whose
 * directory cannot be written; to be called before any work. Returns SW_OK or SW_CREATE.
 * */
int sw_result_check_output(const char *path, int replace, sw_diagnostics *diagnostics);

/* Writes results and their summary to path: temporary file in the same directory,
 * verified, fsynced, renamed. The final name is complete or absent. Returns SW_OK,
 * SW_CREATE, SW_IO or SW_MEMORY. */
int sw_result_write(const sw_results *results, const sw_summary *summary,
                    const char *path, int replace, sw_diagnostics *diagnostics);

/* Reads a file into results (zero-initialised by the caller, freed with sw_results_free).
 * Variables that the file does not hold are absent from the layout. Returns SW_OK,
 * SW_MISSING, SW_INPUT, SW_IO or SW_MEMORY. */
int sw_result_read(sw_results *results, const char *path, sw_diagnostics *diagnostics);

/* Reads the summary stored in a file (zero-initialised by the caller, freed with
 * sw_summary_free). A file always holds one, also where keep is "annual" or "summaries"
 * and sw_summary_make could not make it from the values that were kept. Returns as
 * sw_result_read. */
int sw_result_read_summary(sw_summary *summary, const char *path,
                           sw_diagnostics *diagnostics);

#endif
