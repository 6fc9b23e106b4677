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

/* Memory that writing results takes beside them, at most [bytes]: HDF5 itself; a slab of the
 * widest variable as doubles and packed, read back, in the chunk cache and in the filters;
 * HDF5's cache of what says where the chunks are, which it holds to 32 MiB; heap that is
 * free but not given back. */
double sw_result_writing_bytes(const sw_results *results);

/* For a program that uses HDF5 through this library alone, before anything else: HDF5 is not
 * tidied up at exit, where there is nothing left to write, and where after a damaged file
 * it would print lines of its own. */
void sw_result_in_own_process(void);

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
