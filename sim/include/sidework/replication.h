/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One future: from the base-year city through the warm-up and every stored month,
 * recorded.
 */
#ifndef SIDEWORK_REPLICATION_H
#define SIDEWORK_REPLICATION_H

#include <stdatomic.h>

#include <sidework/model.h>
#include <sidework/record.h>

/* Makes what all replications of a run share. city zero-initialised by the caller, freed
 * with sw_city_free. Returns SW_OK, SW_INPUT or SW_MEMORY. */
int sw_model_build(const sw_model *model, sw_city *city, const sw_scenario *scenario,
                   uint64_t seed, sw_diagnostics *diagnostics);

/* Cross-checks of a loaded scenario by every mechanism, all errors at once. Returns SW_OK
 * or SW_INPUT. */
int sw_model_check(const sw_model *model, const sw_scenario *scenario,
                   sw_diagnostics *diagnostics);

/* Puts the world at the beginning of a replication: before the first warm-up month. */
void sw_replication_start(const sw_model *model, sw_world *world, uint64_t seed,
                          uint32_t replication, double *record);

/* Simulates month world->t, records it if it is stored, and moves on to the next. */
void sw_replication_month(const sw_model *model, sw_world *world);

/* A whole replication into record [layout->record_length], which is zeroed first. */
void sw_replication_run(const sw_model *model, sw_world *world, uint64_t seed,
                        uint32_t replication, double *record);

/* The same, looking at *stop before every month (a replication of a large city takes
 * minutes). Returns 1 when it is done; 0 if *stop came to be something else than 0, and then
 * the record is of no use. */
int sw_replication_run_unless(const atomic_int *stop, const sw_model *model,
                              sw_world *world, uint64_t seed, uint32_t replication,
                              double *record);

#endif
