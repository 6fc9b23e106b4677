/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invariants of the state, and its hash: what tests ask of every month. */
#include <sidework/world.h>

#include <math.h>

static int wrong(sw_diagnostics *d, const sw_world *w, const char *what, long at)
{
    return sw_fail(d, SW_INTERNAL, "replication %u, month %d: %s (at %ld)",
                   "試行 %u、第 %d 月: %s（位置 %ld）", w->replication, w->t, what, at);
}

static int verify_people(const sw_world *w, sw_diagnostics *d)
{
    const sw_population *p = &w->staff;
    for (int s = 0; s < w->sections.n; s++) {
        for (int i = w->sections.first[s]; i < w->sections.first[s + 1]; i++) {
            if (p->section[i] != s)
                return wrong(d, w, "a person stands outside the section's run", i);
            if (p->grade[i] < 0 || p->grade[i] >= SW_N_GRADES || p->job[i] < 0 ||
                p->job[i] >= SW_N_JOBS || p->sex[i] < 0 || p->sex[i] >= SW_N_SEXES)
                return wrong(d, w, "a category is out of range", i);
            if (p->age[i] < 15 || p->age[i] > 75)
                return wrong(d, w, "an age is out of range", i);
            if (p->active[i] && (p->room[i] < 0 || p->load[i] < 0 || p->overtime[i] < 0))
                return wrong(d, w, "a time is negative", i);
            if (p->active[i] && !isfinite(p->propensity[i]))
                return wrong(d, w, "a propensity is not finite", i);
        }
    }
    if (w->sections.first[w->sections.n] != p->n)
        return wrong(d, w, "the sections do not cover the staff", p->n);
    return SW_OK;
}

static int verify_ties(const sw_world *w, sw_diagnostics *d)
{
    const sw_population *p = &w->staff;
    for (int i = 0; i < p->n; i++) {
        for (int k = 0; k < SW_TIES; k++) {
            const int other = w->ties.to[i * SW_TIES + k];
            if (other == SW_NOBODY)
                continue;
            int back = 0;
            for (int b = 0; b < SW_TIES; b++)
                back += w->ties.to[other * SW_TIES + b] == i;
            if (back != 1 || !p->active[i] || !p->active[other] || other == i)
                return wrong(d, w, "a tie is not mutual or ends at nobody", i);
        }
    }
    return SW_OK;
}

static int verify_teams(const sw_world *w, sw_diagnostics *d)
{
    const sw_population *p = &w->staff;
    long seats = 0, held = 0;
    for (int g = 0; g < w->teams->n; g++) {
        const sw_team *team = &w->teams->at[g];
        for (int k = 0; k < team->seats; k++) {
            const int i = team->member[k];
            if (i == SW_NOBODY)
                continue;
            if (i < 0 || i >= p->n || !p->active[i])
                return wrong(d, w, "a team has a member who is gone", team->number);
            for (int b = 0; b < k; b++) {
                if (team->member[b] == i)
                    return wrong(d, w, "someone sits in a team twice", team->number);
            }
            seats++;
        }
    }
    for (int i = 0; i < p->n; i++)
        held += p->seats[i];
    if (held != seats)
        return wrong(d, w, "seats held and seats taken differ", held - seats);
    return SW_OK;
}

/* Hours: what givers gave = what receivers got, by kind; and each section's work balances
 * to the minute. */
static int verify_hours(const sw_world *w, sw_diagnostics *d)
{
    const sw_population *p = &w->staff;
    const int32_t *const column[SW_N_KINDS] = {
        p->side_team, p->side_support, p->side_emergency, p->side_bank, p->side_informal};
    for (int kind = 0; kind < SW_N_KINDS; kind++) {
        int64_t given = 0;
        for (int i = 0; i < p->n; i++)
            given += column[kind][i];
        if (given != w->ledger.given[kind] || given != w->ledger.received[kind])
            return wrong(d, w, "hours given and received differ", kind);
        if (given > w->ledger.wanted[kind])
            return wrong(d, w, "more hours were given than asked for", kind);
    }
    for (int s = 0; s < w->sections.n; s++) {
        const sw_sections *q = &w->sections;
        const int64_t out =
            (int64_t)q->received[s] + q->done[s] + q->lapsed[s] + q->backlog[s];
        if (out != q->todo[s])
            return wrong(d, w, "a section's work does not balance", s);
    }
    return SW_OK;
}

int sw_world_verify(const sw_world *self, sw_diagnostics *diagnostics)
{
    int status = verify_people(self, diagnostics);
    if (!status)
        status = verify_ties(self, diagnostics);
    if (!status)
        status = verify_teams(self, diagnostics);
    if (!status)
        status = verify_hours(self, diagnostics);
    return status;
}

static uint64_t fnv(uint64_t hash, const void *data, size_t bytes)
{
    const unsigned char *at = data;
    for (size_t k = 0; k < bytes; k++)
        hash = (hash ^ at[k]) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t sw_world_hash(const sw_world *self)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    const size_t people = (size_t)self->staff.n, sections = (size_t)self->sections.n;
#define COLUMN(type, name, unit, en, ja)                                                 \
    h = fnv(h, self->staff.name, people * sizeof(type));
#include <sidework/population.def>
#undef COLUMN
#define COLUMN(type, name, unit, en, ja)                                                 \
    h = fnv(h, self->sections.name, sections * sizeof(type));
#include <sidework/sections.def>
#undef COLUMN
    h = fnv(h, self->ties.to, people * SW_TIES * sizeof(int32_t));
    h = fnv(h, self->ties.strength, people * SW_TIES * sizeof(float));
    h = fnv(h, self->teams->at, (size_t)self->teams->n * sizeof(sw_team));
    h = fnv(h, &self->ledger, sizeof self->ledger);
    h = fnv(h, &self->plan, sizeof self->plan);
    h = fnv(h, &self->environment, sizeof self->environment);
    h = fnv(h, self->linked, sections * sections);
    h = fnv(h, self->regular_minutes, sizeof self->regular_minutes);
    h = fnv(h, self->heads, sizeof self->heads);
    return fnv(h, &self->t, sizeof self->t);
}
