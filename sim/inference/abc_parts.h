/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of SMC-ABC: distance and proposal kernel. */
#ifndef SIDEWORK_INFERENCE_ABC_PARTS_H
#define SIDEWORK_INFERENCE_ABC_PARTS_H

#include <sidework/abc.h>

enum { SW_ABC_STEPS = 4, SW_ABC_MONTH_MOVE = 1, SW_ABC_MONTH_RESAMPLE = 2 };

/* Sets pointers into block by the sizes in head. */
void sw_abc_views(sw_abc *self);

/* Puts the defaults into options and a fresh state into self, or checks that the one there is of
 * this problem. SW_OK, SW_INPUT or SW_MEMORY. */
int sw_abc_begin(sw_abc *self, const sw_abc_problem *problem, sw_abc_options *options,
                 sw_diagnostics *diagnostics);

/* The next tolerance, below the one in force; negative: there is none. sorted [n_particles] */
double sw_abc_next_tolerance(const sw_abc *self, const sw_abc_options *options,
                             double *sorted);

/* Systematically, by one keyed uniform: copies of particles within the tolerance take the places
 * of those beyond, among the even and among the odd. alive [n_particles] */
void sw_abc_resample(sw_abc *self, int *alive);

/* From the prior sample: scale, weight, n_summaries. SW_OK, SW_INPUT (no simulation succeeded),
 * SW_MEMORY. */
int sw_abc_distance_learn(sw_abc *self, const double *observed,
                          sw_diagnostics *diagnostics);

/* |W (x - observed)|; INFINITY if data hold a NaN. */
double sw_abc_distance_of(const sw_abc *self, const double *data, const double *observed);

/* Covariance of the even particles -> eigenvalues (1 where they cannot be told from the prior's)
 * and eigenvectors for the moves of the odd, and the reverse. scratch [n_values^2 + n_values + n_particles]: nothing is allocated between two
 * sweeps, so nothing can fail there. */
void sw_abc_kernel_learn(sw_abc *self, double *scratch);

/* A proposal from w [n_values] of a particle of this half (0: even, 1: odd), keyed by `number`,
 * into to; scratch [n_values]. Returns which of the SW_ABC_STEPS step sizes. */
int sw_abc_kernel_propose(const sw_abc *self, size_t half, const double *w,
                          uint32_t number, double *to, double *scratch);
double sw_abc_kernel_step(int k);

/* Particles made by different simulations. scratch [n_particles] */
double sw_abc_distinct(const sw_abc *self, double *scratch);

#endif
