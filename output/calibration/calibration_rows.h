/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writer and reader of a posterior's file agree on: one row a dataset. Private to
 * output/. */
#ifndef SIDEWORK_OUTPUT_CALIBRATION_ROWS_H
#define SIDEWORK_OUTPUT_CALIBRATION_ROWS_H

#include <sidework/calibration.h>

#define SW_CALIBRATION_KIND "posterior"

enum {
    SW_CALIBRATION_DRAW,
    SW_CALIBRATION_PARAMETER,
    SW_CALIBRATION_DATUM,
    SW_CALIBRATION_QUANTILE,
    SW_CALIBRATION_GENERATION,
    SW_CALIBRATION_COMBINATION,
    SW_N_CALIBRATION_AXES
};

typedef struct sw_calibration_row {
    const char *name;
    int axis[2];   /* the second -1: none; quantile comes first */
    int count;     /* 1: whole numbers, an int in the struct */
    size_t member; /* offset in the struct of a parameter, datum or generation [bytes] */
    const char *en, *ja;
} sw_calibration_row;

enum { SW_N_CALIBRATION_ROWS = 22 };
extern const sw_calibration_row sw_calibration_rows[SW_N_CALIBRATION_ROWS];

/* As the axis has them. */
extern const double sw_calibration_quantiles[SW_CALIBRATION_QUANTILES];

/* Value of element k (quantile q) in or into the structs of self. */
double sw_calibration_get(const sw_calibration_row *row, const sw_calibration *self,
                          size_t k, int q);
void sw_calibration_set(const sw_calibration_row *row, sw_calibration *self, size_t k,
                        int q, double value);

#endif
