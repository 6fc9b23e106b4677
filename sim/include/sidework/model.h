/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a mechanism is to the engine: a group of parameters and up to six functions, each
 * called where it belongs and given the whole world, never once a person.
 */
#ifndef SIDEWORK_MODEL_H
#define SIDEWORK_MODEL_H

#include <sidework/world.h>

typedef struct sw_mechanism {
    sw_group group; /* name, texts and field rows */

    /* Cross-checks between keys, after all single values are valid. NULL: nothing to
     * check. */
    int (*check)(const sw_scenario *scenario, sw_diagnostics *diagnostics);

    /* Once a run: adds what all replications share. SW_OK, SW_INPUT or SW_MEMORY. */
    int (*build)(sw_city *city, const sw_scenario *scenario, uint64_t seed,
                 sw_diagnostics *diagnostics);

    void (*start)(
        sw_world *world); /* a replication begins, before the first warm-up month */
    void (*month)(
        sw_world *world); /* decisions of the month, in the order of models.def */
    void (*settle)(
        sw_world
            *world); /* accounts of the month, in the same order, after all decisions */
    void (*close)(
        sw_world
            *world); /* judgements at month end, in the same order, on settled accounts */
} sw_mechanism;

typedef struct sw_model {
    const sw_mechanism *const *mechanisms;
    int n_mechanisms;
} sw_model;

#endif
