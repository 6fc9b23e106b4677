/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a forecast as good, and as sure, as it says? Scores and calibration checks.
 *   CRPS   Gneiting & Raftery (2007), "Strictly proper scoring rules", section 4.2; of an
 *          ensemble also the fair one (Ferro 2014), whose expectation does not depend on the
 *          number of members. CRPS of N(0, 1) at 0 is 0.233695.
 *   PIT    Gneiting, Balabdaoui & Raftery (2007), section 3.1; randomised where there are ties
 *   ranks  uniform if forecasts are calibrated (Talts et al. 2018); tested by chi-square and by
 *          the simultaneous band of the distribution function (Sailynoja, Buerkner & Vehtari
 *          2022, section 2)
 */
#ifndef SIDEWORK_SCORING_H
#define SIDEWORK_SCORING_H

#include <stdint.h>

#include <sidework/status.h>

/* x [n] in any order, not NaN, n >= 1; NaN if there is no memory. */
double sw_crps_ensemble(const double *x, int n, double observed);
/* n >= 2 */
double sw_crps_ensemble_fair(const double *x, int n, double observed);
double sw_crps_normal(double mean, double sd, double observed);

/* Members below and equal. */
int sw_rank_below(const double *x, int n, double observed, int *equal);
/* P(X <= observed) of the ensemble, ties by the middle: (below + equal / 2) / n. */
double sw_pit(const double *x, int n, double observed);
/* Uniform in (0, 1) for exchangeable members and observation: (below + u (1 + equal)) / (n + 1). */
double sw_pit_randomised(const double *x, int n, double observed, double u);
/* The rank 0 ... n of the observation among the members, ties broken by u in (0, 1). */
int sw_rank_randomised(const double *x, int n, double observed, double u);

typedef struct sw_interval {
    double low, high;
} sw_interval;

/* For k of n hits at confidence `level` (0.95). n > 0 */
sw_interval sw_interval_wilson(uint32_t k, uint32_t n, double level);
sw_interval sw_interval_clopper(uint32_t k, uint32_t n, double level);

/* Are n numbers of (0, 1) uniform? */
typedef struct sw_uniformity {
    int n, bins;
    double chi_square,
        chi_square_p; /* over `bins` equal cells, bins - 1 degrees of freedom */
    double
        band_p; /* p-value of the largest pointwise deviation of the distribution function at
                    * `points` places, from the exact joint probability of a binomial walk */
    int points;
} sw_uniformity;

/* pit [n] in [0, 1]; bins 0: about n / 20, at most 50. SW_OK, SW_INPUT (n < 1, a NaN),
 * SW_MEMORY. */
int sw_uniformity_test(sw_uniformity *self, const double *pit, int n, int bins);

/*
 * Simulation-based calibration (Talts et al. 2018, algorithm 1): draw values from the prior, data
 * from the values, a posterior from the data; the rank of the true value in the posterior is
 * uniform if, and only if, everything in between is right.
 *
 * fit(context, number, truth, posterior): draws truth [n_quantities] and posterior
 * [n_posterior][n_quantities] of data set `number`; a status other than SW_OK ends it.
 */
typedef struct sw_sbc {
    int n_sets, n_quantities, n_posterior;
    uint64_t seed; /* of the tie breaks */
    int (*fit)(void *context, uint32_t number, double *truth, double *posterior);
    void *context;
} sw_sbc;

/* pit [n_quantities][n_sets]: (rank + u) / (n_posterior + 1), u keyed, for
 * sw_uniformity_test. SW_OK, SW_INPUT, SW_MEMORY or what fit returned. */
int sw_sbc_run(const sw_sbc *self, double *pit, sw_diagnostics *diagnostics);

#endif
