/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of whole people from marginals: iterative proportional fitting and controlled
 * rounding.
 */
#ifndef SIDEWORK_SYNTHESIS_H
#define SIDEWORK_SYNTHESIS_H

#include <stdint.h>

/* Tables are row-major, at most this many rows and columns. */
enum { SW_TABLE_MAX = 128 };

/*
 * Scales a seed table until its margins are those given (Deming & Stephan 1940).
 *   table   [rows][columns] in: seed, every weight >= 0; out: fitted, sum = sum of
 *   row_total row_total [rows], column_total [columns], equal sums
 * Cells of weight 0 stay 0. Returns SW_OK, or SW_INPUT if 10,000 rounds do not bring
 * every margin to 1e-9.
 */
int sw_table_fit(double *table, int rows, int columns, const double *row_total,
                 const double *column_total);

/*
 * Rounds a table with whole margins to whole cells, each to a neighbour of its value,
 * every margin kept (Cox 1987, "A constructive procedure for unbiased controlled
 * rounding", taken without its random choice: of the two ways round each cycle the
 * shorter is gone).
 *   table [rows][columns] in: values >= 0 whose row and column sums are whole; out: whole
 *   values
 * Returns SW_OK, or SW_INPUT if a margin is not whole to 1e-6.
 */
int sw_table_round(double *table, int rows, int columns);

#endif
