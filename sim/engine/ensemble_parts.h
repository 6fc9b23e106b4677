/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What running and measuring an ensemble share. */
#ifndef SIDEWORK_ENGINE_ENSEMBLE_PARTS_H
#define SIDEWORK_ENGINE_ENSEMBLE_PARTS_H

#include <sidework/ensemble.h>

#include "kept.h"

/* What a worker writes into, all of it allocated before it starts. */
typedef struct sw_worker_memory {
    sw_world world;
    double *record;         /* of a replication, whole */
    double *row;            /* what is kept of it; the same array where all is kept */
    double *parameters;     /* [n_priors] as drawn */
    const atomic_int *stop; /* to be looked at every month; NULL: none */
} sw_worker_memory;

/* SW_OK or SW_MEMORY; sw_worker_free is safe after either. */
int sw_worker_init(sw_worker_memory *self, const sw_scenario *scenario,
                   const sw_city *city, const sw_layout *whole, const sw_layout *kept,
                   int n_priors);
void sw_worker_free(sw_worker_memory *self);

/* Bytes of one worker with its thread. */
size_t sw_worker_bytes(const sw_scenario *scenario, const sw_city *city,
                       const sw_layout *whole, const sw_layout *kept);

/* One replication into row and parameters. 1; 0 if it was stopped before its end. */
int sw_worker_simulate(sw_worker_memory *self, const sw_model *model, uint64_t seed,
                       uint32_t replication, const sw_kept *kept,
                       const sw_results *results);

/* Layout and description into results, without rows. SW_OK or SW_MEMORY. */
int sw_ensemble_describe(sw_results *results, sw_kept *kept, const sw_scenario *scenario,
                         const sw_city *city, const char *version,
                         const sw_ensemble_options *options);

/* Rows that results will hold, and whether there will be a sketch. */
uint32_t sw_ensemble_row_count(const sw_results *results,
                               const sw_ensemble_options *options, int *sketch);

/* Allocates rows and sketch. SW_OK or SW_MEMORY. */
int sw_ensemble_rows(sw_results *results, const sw_ensemble_options *options);

/* After the run: keeps the rows or the sketch, whichever the number of replications asks
 * for. */
void sw_ensemble_settle(sw_results *results);

#endif
