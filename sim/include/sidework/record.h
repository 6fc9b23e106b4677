/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The record of a replication: where indicators.def's variables stand, and filling them
 * in.
 */
#ifndef SIDEWORK_RECORD_H
#define SIDEWORK_RECORD_H

#include <sidework/world.h>

enum {
#define INDICATOR(name, period, storage, dimension, unit, en, ja) SW_INDICATOR_##name,
#include <sidework/indicators.def>
#undef INDICATOR
    SW_N_INDICATORS
};

/*
 * Makes the layout of a scenario's records in results: dimensions with labels, variables,
 * offsets, one variable an indicator in the order of indicators.def. Owned by results.
 * Returns SW_OK or SW_MEMORY.
 */
int sw_record_layout(sw_results *results, const sw_scenario *scenario,
                     const sw_city *city);

/* First value of an indicator in the period that month t falls into; NULL in the warm-up
 * or after the end. */
static inline double *sw_record_at(const sw_world *world, int indicator, int t)
{
    const sw_variable *v = &world->layout->variables[indicator];
    const int period = v->period == SW_BY_MONTH  ? t
                       : v->period == SW_BY_YEAR ? sw_year_index(t)
                                                 : 0;
    if (t < 0 || t >= world->layout->n_months)
        return NULL;
    const int d = v->dimension, size = d < 0 ? 1 : world->layout->dimensions[d].size;
    return world->record + v->offset + (size_t)period * (size_t)size;
}

/* Writes what the month just closed leaves: monthly values, running yearly sums, and in
 * March the year's. */
void sw_record_month(sw_world *world);

/* Writes what only the whole replication shows: first years reached, gates. */
void sw_record_end(sw_world *world);

#endif
