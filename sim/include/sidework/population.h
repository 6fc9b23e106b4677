/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The staff as columns. Positions 0 ... n-1 are sorted by section (each section one run)
 * by April's sort and stay put until the next; whoever leaves in between keeps the
 * position with active = 0.
 */
#ifndef SIDEWORK_POPULATION_H
#define SIDEWORK_POPULATION_H

#include <stddef.h>
#include <stdint.h>

typedef struct sw_population {
    int n;        /* positions in use */
    int capacity; /* positions allocated, [capacity] in every column */
    uint32_t next_id;
#define COLUMN(type, name, unit, en, ja) type *name;
#include <sidework/population.def>
#undef COLUMN
    int32_t *by_id; /* [capacity] positions in the order of id, for random picks */
    int n_by_id; /* entries of by_id; who was added since stands at the end, ids rising */
    int32_t *came_from; /* [capacity] scratch of a sort: old position of each new one */
    void *scratch;      /* [capacity] of 4 bytes */
} sw_population;

/* Bytes that sw_population_place needs for capacity people. */
size_t sw_population_bytes(int capacity);

/* Lays the columns out in zeroed memory of sw_population_bytes(capacity), 64-byte
 * aligned; not owned. */
void sw_population_place(sw_population *self, void *memory, int capacity);

/* Copies all columns and counts; capacities must be equal. */
void sw_population_copy(sw_population *to, const sw_population *from);

/* Adds an active person at position n with the next id, all else zero; returns the
 * position, -1 if full. */
int sw_population_add(sw_population *self);

/*
 * Sorts by section (stable: by id within a section), drops inactive people, rebuilds
 * by_id.
 *   new_position [capacity]  out: where each old position went, -1 for dropped
 *   first [n_sections + 1]   out: first position of each section
 */
void sw_population_sort(sw_population *self, int n_sections, int32_t *new_position,
                        int32_t *first);

/* Side-work minutes of person i this month without informal help: what the survey asks
 * about. */
static inline int32_t sw_formal_minutes(const sw_population *p, int i)
{
    return p->side_team[i] + p->side_support[i] + p->side_emergency[i] + p->side_bank[i];
}

/* Side-work minutes of person i this month, all kinds. */
static inline int32_t sw_side_minutes(const sw_population *p, int i)
{
    return sw_formal_minutes(p, i) + p->side_informal[i];
}

#endif
