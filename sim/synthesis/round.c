/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Controlled rounding: cells become whole, margins do not move. */
#include <sidework/status.h>
#include <sidework/synthesis.h>

#include <math.h>

static const double nearly = 1e-7; /* closer to a whole number than this is whole */
static const double leavings =
    1e-4; /* what many such cells may leave to the last one of a line */

static int is_whole(double x)
{
    return fabs(x - nearbyint(x)) < nearly;
}

typedef struct path {
    int row[SW_TABLE_MAX * 2 + 2], column[SW_TABLE_MAX * 2 + 2];
    int n;
} path;

/* Another fractional cell in the same row (along = 1) or column (along = 0); -1 if there
 * is none. */
static int other_in(const double *table, int rows, int columns, int row, int column,
                    int along)
{
    const int n = along ? columns : rows, here = along ? column : row;
    for (int k = 0; k < n; k++) {
        const double x = along ? table[row * columns + k] : table[k * columns + column];
        if (k != here && !is_whole(x))
            return k;
    }
    return -1;
}

/* Walks row, column, row, ... over fractional cells until a line repeats; leaves the
 * closed part in p. A row or column with a whole sum never holds just one fractional
 * cell, but for rounding errors: then SW_INPUT and the cell. */
static int find_cycle(const double *table, int rows, int columns, int row, int column,
                      path *p)
{
    int row_seen[SW_TABLE_MAX], column_seen[SW_TABLE_MAX];
    for (int k = 0; k < SW_TABLE_MAX; k++)
        row_seen[k] = column_seen[k] = -1;
    p->n = 0;
    for (int along = 1;; along = !along) {
        p->row[p->n] = row;
        p->column[p->n] = column;
        p->n++;
        int *seen = along ? &row_seen[row] : &column_seen[column];
        if (*seen >= 0) { /* entered this line before: cells since then form the cycle */
            const int from = *seen, n = p->n - 1 - from;
            for (int k = 0; k < n; k++) {
                p->row[k] = p->row[from + 1 + k];
                p->column[k] = p->column[from + 1 + k];
            }
            p->n = n;
            return SW_OK;
        }
        *seen = p->n - 1;
        const int next = other_in(table, rows, columns, row, column, along);
        if (next <
            0) { /* alone in its line: only the leavings of the others can make it fractional */
            p->row[0] = row;
            p->column[0] = column;
            return SW_INPUT;
        }
        *(along ? &column : &row) = next;
    }
}

/* Adds and subtracts alternately along the cycle until a cell is whole, going the shorter
 * way. */
static void shift_cycle(double *table, int columns, const path *p)
{
    double up = 1.0, down = 1.0;
    for (int k = 0; k < p->n; k++) {
        const double x = table[p->row[k] * columns + p->column[k]], part = x - floor(x);
        const double more = k % 2 ? part : 1.0 - part; /* room when even cells rise */
        up = fmin(up, more);
        down = fmin(down, 1.0 - more);
    }
    const double step = up <= down ? up : -down;
    for (int k = 0; k < p->n; k++) {
        double *x = &table[p->row[k] * columns + p->column[k]];
        *x += k % 2 ? -step : step;
        if (is_whole(*x))
            *x = nearbyint(*x);
    }
}

static int margins_are_whole(const double *table, int rows, int columns)
{
    for (int r = 0; r < rows; r++) {
        double sum = 0.0;
        for (int c = 0; c < columns; c++)
            sum += table[r * columns + c];
        if (fabs(sum - nearbyint(sum)) > 1e-6)
            return 0;
    }
    for (int c = 0; c < columns; c++) {
        double sum = 0.0;
        for (int r = 0; r < rows; r++)
            sum += table[r * columns + c];
        if (fabs(sum - nearbyint(sum)) > 1e-6)
            return 0;
    }
    return 1;
}

int sw_table_round(double *table, int rows, int columns)
{
    path p;
    if (rows > SW_TABLE_MAX || columns > SW_TABLE_MAX ||
        !margins_are_whole(table, rows, columns))
        return SW_INPUT;
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
            while (!is_whole(table[r * columns + c])) {
                if (find_cycle(table, rows, columns, r, c, &p) == SW_OK) {
                    shift_cycle(table, columns, &p);
                    continue;
                }
                double *last = &table[p.row[0] * columns + p.column[0]];
                if (fabs(*last - nearbyint(*last)) > leavings)
                    return SW_INPUT;
                *last = nearbyint(*last);
            }
            table[r * columns + c] = nearbyint(table[r * columns + c]);
        }
    }
    return SW_OK;
}
