/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a calibration's table. Private to output/. */
#ifndef SIDEWORK_OUTPUT_CALIBRATION_PARTS_H
#define SIDEWORK_OUTPUT_CALIBRATION_PARTS_H

#include <sidework/calibration.h>
#include <sidework/display.h>

/* What they share. */
typedef struct sw_calibration_printer {
    const sw_calibration *c;
    FILE *out;
    int ja;
    sw_table *table; /* used by one after the other */
    int *order;      /* [n_parameters] the best known first */
} sw_calibration_printer;

int sw_calibration_learned(const sw_calibration *self);

/* "In short": for somebody who reads nothing else. */
void sw_calibration_put_short(const sw_calibration_printer *p);

/* Which fact tells of what, and what is known together rather than alone. */
void sw_calibration_put_told(const sw_calibration_printer *p);

/* How far to trust it, and what to do next. */
void sw_calibration_put_trust(const sw_calibration_printer *p);

/* About how far a width or a standard deviation of the posterior is off by chance, as a share of it: another seed gives
 * another. Of 19 parameters of scenarios/priors.cfg, 5 seeds of 3,000 simulations each: 0.055 where this says 0.054. */
double sw_calibration_noise(const sw_calibration *self);

#endif
