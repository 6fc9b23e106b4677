/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Iterative proportional fitting of a two-way table. */
#include <sidework/status.h>
#include <sidework/synthesis.h>

#include <math.h>

/* Scales one line (row: step 1, column: step columns) to its total; returns its distance
 * before scaling. */
static double scale(double *line, int n, int step, double total)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++)
        sum += line[k * step];
    if (sum > 0.0) {
        for (int k = 0; k < n; k++)
            line[k * step] *= total / sum;
    }
    return fabs(sum - total);
}

int sw_table_fit(double *table, int rows, int columns, const double *row_total,
                 const double *column_total)
{
    enum { MAX_ROUNDS = 10000 };
    for (int round = 0; round < MAX_ROUNDS; round++) {
        double worst = 0.0;
        for (int r = 0; r < rows; r++)
            worst = fmax(worst, scale(table + r * columns, columns, 1, row_total[r]));
        for (int c = 0; c < columns; c++)
            worst = fmax(worst, scale(table + c, rows, columns, column_total[c]));
        if (worst < 1e-9)
            return SW_OK;
    }
    return SW_INPUT;
}
