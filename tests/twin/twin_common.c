/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all mechanisms of the twin share: ODD 7.0 "Common operations". */
#include "twin/twin.h"

#include <stdlib.h>
#include <string.h>

struct person *twin_person(const twin *self, uint32_t id)
{
    return id == TWIN_NOBODY ? NULL : &self->person[self->row[id]];
}

/* The active person of the run with grade section head, the lowest id if several. */
void twin_find_head(twin *self, int section)
{
    struct section *s = &self->section[section];
    s->head = -1;
    for (int i = s->end - 1; i >= s->first; i--) {
        if (self->person[i].active && self->person[i].grade == SW_GRADE_HEAD)
            s->head = i;
    }
}

static int slot_of(const struct person *one, uint32_t id)
{
    for (int k = 0; k < TWIN_TIES; k++) {
        if (one->tie[k].to == id)
            return k;
    }
    return -1;
}

static void cut_tie(struct person *one, uint32_t id)
{
    const int k = slot_of(one, id);
    if (k >= 0)
        one->tie[k] = (struct tie){TWIN_NOBODY, 0.0f};
}

void twin_leave_teams(twin *self, struct person *one)
{
    for (int k = 0; k < self->n_teams; k++) {
        struct team *team = &self->team[k];
        for (int chair = 0; chair < team->seats; chair++) {
            if (team->chair[chair] == one->id)
                team->chair[chair] = TWIN_NOBODY;
        }
    }
    one->seats = 0;
}

void twin_remove(twin *self, struct person *one)
{
    const int row = self->row[one->id];
    one->active = one->registered = one->cooperator = 0;
    self->ledger.left++;
    if (self->section[one->section].head == row)
        twin_find_head(self, one->section);
    for (int k = 0; k < TWIN_TIES; k++) {
        if (one->tie[k].to != TWIN_NOBODY)
            cut_tie(twin_person(self, one->tie[k].to), one->id);
        one->tie[k] = (struct tie){TWIN_NOBODY, 0.0f};
    }
    twin_leave_teams(self, one);
}

struct person *twin_add(twin *self)
{
    if (self->n == self->capacity || self->next_id == self->n_ids)
        return NULL;
    struct person *one = &self->person[self->n];
    memset(one, 0, sizeof *one);
    one->id = self->next_id++;
    one->active = 1;
    self->row[one->id] = self->n++;
    self->ledger.joined++;
    return one;
}

static int by_section_then_id(const void *a, const void *b)
{
    const struct person *x = a, *y = b;
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

void twin_sort(twin *self)
{
    int n = 0;
    for (int i = 0; i < self->n; i++) {
        if (self->person[i].active)
            self->person[n++] = self->person[i];
    }
    self->n = n;
    qsort(self->person, (size_t)n, sizeof *self->person, by_section_then_id);
    for (uint32_t id = 0; id < self->n_ids; id++)
        self->row[id] = -1;
    for (int i = 0; i < n; i++)
        self->row[self->person[i].id] = i;
    n = 0;
    for (uint32_t id = 1; id < self->next_id; id++) {
        if (self->row[id] >= 0)
            self->by_id[n++] = self->row[id];
    }
    int i = 0;
    for (int s = 0; s < self->n_sections; s++) {
        self->section[s].first = i;
        while (i < self->n && self->person[i].section == s)
            i++;
        self->section[s].end = i;
        twin_find_head(self, s);
    }
}

void twin_count_cooperators(twin *self)
{
    for (int s = 0; s < self->n_sections; s++)
        self->section[s].cooperators = 0;
    for (int i = 0; i < self->n; i++) {
        if (self->person[i].active && self->person[i].cooperator)
            self->section[self->person[i].section].cooperators++;
    }
}

/* One end of a tie. */
static void tie_one_way(twin *self, struct person *one, uint32_t other, float strength)
{
    int k = slot_of(one, other);
    if (k >= 0) {
        one->tie[k].strength = sw_min_f(1.0f, one->tie[k].strength + strength);
        return;
    }
    k = 0;
    for (int slot = 1; slot < TWIN_TIES; slot++) {
        if (one->tie[slot].strength < one->tie[k].strength)
            k = slot;
    }
    if (one->tie[k].to != TWIN_NOBODY)
        cut_tie(twin_person(self, one->tie[k].to), one->id);
    one->tie[k] = (struct tie){other, sw_min_f(1.0f, strength)};
}

void twin_tie(twin *self, struct person *a, struct person *b, float strength)
{
    if (a == b)
        return;
    tie_one_way(self, a, b->id, strength);
    tie_one_way(self, b, a->id, strength);
}

void twin_weaken_ties(twin *self, struct person *one, float kept)
{
    for (int k = 0; k < TWIN_TIES; k++) {
        if (one->tie[k].to == TWIN_NOBODY)
            continue;
        struct person *other = twin_person(self, one->tie[k].to);
        const int back = slot_of(other, one->id);
        one->tie[k].strength *= kept;
        if (back >= 0)
            other->tie[back].strength *= kept;
    }
}

void twin_give(twin *self, struct person *one, int kind, int receiver, int32_t minutes,
               int32_t relief)
{
    int32_t *const side[SW_N_KINDS] = {&one->side_team, &one->side_support,
                                       &one->side_emergency, &one->side_bank,
                                       &one->side_informal};
    *side[kind] += minutes;
    one->room = twin_most(0, one->room - minutes);
    self->ledger.given[kind] += minutes;
    self->ledger.received[kind] += minutes;
    if (receiver >= 0) {
        self->section[receiver].received += relief;
        self->linked[one->section * self->n_sections + receiver] = 1;
        self->linked[receiver * self->n_sections + one->section] = 1;
    }
}

static int by_key_then_row(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void twin_order(struct keyed *line, int n)
{
    qsort(line, (size_t)n, sizeof *line, by_key_then_row);
}
