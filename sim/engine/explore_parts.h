/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What running and measuring an exploration share. */
#ifndef SIDEWORK_ENGINE_EXPLORE_PARTS_H
#define SIDEWORK_ENGINE_EXPLORE_PARTS_H

#include <sidework/explore.h>
#include <sidework/replication.h>

/* One point, loaded and ready to run. Zero-initialise. */
typedef struct sw_loaded_point {
    sw_scenario scenario;
    sw_city city;
    sw_results whole; /* layout of a record */
    sw_world world;
    double *record;
} sw_loaded_point;

/* Loads, checks and builds a point; base says the shape it must have. SW_OK, SW_MEMORY, or
 * why it is refused. self is to be freed in any case. */
int sw_point_load(sw_loaded_point *self, const sw_model *model, const sw_scenario *base,
                  const sw_explore_options *options, uint32_t point,
                  sw_diagnostics *diagnostics);
void sw_point_free(sw_loaded_point *self, const sw_explore_options *options);

/* Bytes it holds, with its thread. */
size_t sw_point_bytes(const sw_loaded_point *self);

/* Replication r of the point (counted from its first) into row. */
void sw_point_run(sw_loaded_point *self, const sw_model *model,
                  const sw_explore_options *options, const sw_layout *layout,
                  uint32_t point, uint32_t r, double *row);

/* Replications of a piece of work: loading a point costs some, so it runs a few at a time;
 * but at least eight rounds, where there are so many, for an early stop. */
uint32_t sw_explore_round(uint32_t n_replications);

int sw_explore_threads(const sw_explore_options *options);

/* Layout and texts of self from base, rows not allocated. SW_OK or SW_MEMORY. */
int sw_explore_describe(sw_exploration *self, const sw_scenario *base,
                        const char *version, const sw_explore_options *options);

#endif
