/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Simulation-based calibration (Talts et al. 2018) on the real model: the city of golden/tiny.cfg, 66
 * people, its base year after a short warm-up; a few uncertain parameters, four data of its simulated
 * survey and census; truth and data drawn from the prior and the model, calibrated by SMC-ABC and
 * regression; ranks of the true values, and of P(rate of the year >= 5 %) at them, among draws of the
 * posterior.
 */
#ifndef SIDEWORK_TESTS_SUPPORT_SBC_MODEL_H
#define SIDEWORK_TESTS_SUPPORT_SBC_MODEL_H

#include <sidework/scoring.h>

enum { SBC_PARAMETERS = 4, SBC_QUANTITIES = SBC_PARAMETERS + 1, SBC_ROWS = 19 };

typedef struct sbc_options {
    int n_sets, n_particles;
    uint32_t max_simulations; /* of a fit */
    int averaged; /* replications whose mean the calibrator takes for one: 4 halves the noise
                   * that it believes in, which must be seen; else 1 */
    double narrowed; /* factor on the posterior's spread about its mean: 1, or less, which
                      * must be seen */
} sbc_options;

/* pit [SBC_QUANTITIES][n_sets] */
void sbc_model(const sbc_options *options, double *pit);

extern const char *const sbc_names[SBC_QUANTITIES];

#endif
