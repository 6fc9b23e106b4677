/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain tables of a result, for a spreadsheet: UTF-8, CRLF, RFC 4180 quoting, numbers
 * that read back exactly.
 *
 *   overview.csv             years across: rates, probabilities, people, overtime; rounded
 *   summary.csv              threshold: probabilities with error and interval, first year
 *   probability_by_year.csv  threshold x fiscal year: reached in, ever reached
 *   spread.csv               what of each variance is not known and what is chance, where
 *                            replications share draws
 *   yearly.csv               fiscal year x indicator: mean, sd, 5 %, median, 95 %
 *   yearly_by_DIMENSION.csv  the same by category, in long form
 *   monthly.csv, monthly_by_DIMENSION.csv   the same by month
 *   replications.csv         one row a replication: final rates, years reached, gates,
 *                            parameters
 *   dictionary.csv           every column and indicator of the files above
 *
 * Where a file kept only quantiles of the rates, yearly.csv and monthly.csv hold these,
 * without mean and sd.
 * A table for which the result holds nothing is not written. Texts that a spreadsheet
 * would take for a formula (beginning with = + - @, tab or carriage return) get a leading
 * apostrophe.
 */
#ifndef SIDEWORK_EXPORT_H
#define SIDEWORK_EXPORT_H

#include <sidework/results.h>
#include <sidework/summary.h>

/*
 * Writes the tables into dir, which is made if it is not there (its parent has to be).
 *   replace   0: refuse, before anything is written, if one of the files exists
 *   bom       1: begin each file with a byte order mark, by which Excel knows UTF-8
 *   language  of headings, of overview.csv and of the word for "never"
 * Returns SW_OK, SW_CREATE, SW_IO or SW_MEMORY.
 */
int sw_export_csv(const sw_results *results, const sw_summary *summary, const char *dir,
                  int replace, int bom, sw_language language,
                  sw_diagnostics *diagnostics);

#endif
