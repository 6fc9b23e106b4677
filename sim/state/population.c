/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of the staff: placement, copying and April's sort, all written once over
 * population.def. */
#include <sidework/population.h>

#include <string.h>

#include <sidework/multiversion.h>

enum { ALIGNMENT = 64, COLUMN_BYTES = 4 };

/* Every column is 4 bytes wide, so that one scratch column serves the sort of all. */
#define COLUMN(type, name, unit, en, ja)                                                 \
    _Static_assert(sizeof(type) == COLUMN_BYTES, "column " #name " is not 4 bytes");
#include <sidework/population.def>
#undef COLUMN

static size_t column_stride(int capacity)
{
    const size_t bytes = (size_t)capacity * COLUMN_BYTES;
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

size_t sw_population_bytes(int capacity)
{
    size_t n = 3; /* by_id, came_from and scratch */
#define COLUMN(type, name, unit, en, ja) n++;
#include <sidework/population.def>
#undef COLUMN
    return n * column_stride(capacity);
}

void sw_population_place(sw_population *self, void *memory, int capacity)
{
    char *at = memory;
    const size_t stride = column_stride(capacity);
    self->n = self->n_by_id = 0;
    self->capacity = capacity;
    self->next_id = 1;
#define COLUMN(type, name, unit, en, ja)                                                 \
    self->name = (type *)(void *)at;                                                     \
    at += stride;
#include <sidework/population.def>
#undef COLUMN
    self->by_id = (int32_t *)(void *)at;
    self->came_from = (int32_t *)(void *)(at + stride);
    self->scratch = at + 2 * stride;
}

void sw_population_copy(sw_population *to, const sw_population *from)
{
    const size_t bytes = (size_t)from->capacity * COLUMN_BYTES;
    to->n = from->n;
    to->next_id = from->next_id;
    to->n_by_id = from->n_by_id;
#define COLUMN(type, name, unit, en, ja) memcpy(to->name, from->name, bytes);
#include <sidework/population.def>
#undef COLUMN
    memcpy(to->by_id, from->by_id, bytes);
}

int sw_population_add(sw_population *self)
{
    if (self->n >= self->capacity)
        return -1;
    const int i = self->n++;
#define COLUMN(type, name, unit, en, ja) self->name[i] = 0;
#include <sidework/population.def>
#undef COLUMN
    self->id[i] = self->next_id++;
    self->active[i] = 1;
    return i;
}

/* Moves one column: to[k] = from[came_from[k]], k < n. */
SW_MULTIVERSION
static void carry(void *column, void *scratch, const int32_t *restrict came_from, int n)
{
    uint32_t *restrict from = column, *restrict to = scratch;
    for (int k = 0; k < n; k++)
        to[k] = from[came_from[k]];
    memcpy(from, to, (size_t)n * COLUMN_BYTES);
}

/* Positions of active people in the order of id: the old order without the leavers, then
 * the newcomers, who stand at the end and have the highest ids. */
static int order_by_id(sw_population *self)
{
    const int first_new = self->n_by_id;
    int m = 0;
    for (int k = 0; k < self->n; k++) {
        const int32_t i = k < first_new ? self->by_id[k] : k;
        if (self->active[i])
            self->by_id[m++] = i;
    }
    return m;
}

void sw_population_sort(sw_population *self, int n_sections, int32_t *new_position,
                        int32_t *first)
{
    const int n = self->n, m = order_by_id(self);
    int32_t *came_from = self->came_from;
    for (int s = 0; s <= n_sections; s++)
        first[s] = 0;
    for (int k = 0; k < m; k++)
        first[self->section[self->by_id[k]] + 1]++;
    for (int s = 0; s < n_sections; s++)
        first[s + 1] += first[s];
    for (int i = 0; i < n; i++)
        new_position[i] = -1;
    for (int k = 0; k < m; k++) {
        const int32_t i = self->by_id[k];
        new_position[i] = first[self->section[i]]++;
        came_from[new_position[i]] = i;
        self->by_id[k] = new_position[i];
    }
    for (int s = n_sections; s > 0; s--) /* undo the shift that placing left behind */
        first[s] = first[s - 1];
    first[0] = 0;
#define COLUMN(type, name, unit, en, ja) carry(self->name, self->scratch, came_from, m);
#include <sidework/population.def>
#undef COLUMN
    self->n = self->n_by_id = m;
}
