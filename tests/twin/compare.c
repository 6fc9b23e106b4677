/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Engine and twin side by side. The world is read, never through the engine's functions. */
#include "twin/compare.h"

#include <stdio.h>
#include <string.h>

/* Where a comparison stands. */
typedef struct place {
    char *text;
    int month;
    const char *what; /* "person", "section", ... */
    long who, at;     /* its number; row, slot or -1 */
} place;

/* Bits of any number of 4 or 8 bytes. */
static int same(const place *p, const char *column, const void *engine, const void *mine,
                size_t bytes, double engine_value, double my_value)
{
    if (memcmp(engine, mine, bytes) == 0)
        return 1;
    (void)snprintf(p->text, TWIN_TEXT_BYTES,
                   "month %d, %s %ld (at %ld), %s: engine %.9g (%a), twin %.9g (%a)",
                   p->month, p->what, p->who, p->at, column, engine_value, engine_value,
                   my_value, my_value);
    return 0;
}

#define SAME(column, type, engine, mine)                                                 \
    do {                                                                                 \
        const type e_ = (engine), m_ = (mine);                                           \
        if (!same(&p, column, &e_, &m_, sizeof(type), (double)e_, (double)m_))           \
            return 0;                                                                    \
    } while (0)

/* The permanent number of whoever stands at a position of the engine. */
static uint32_t number_at(const sw_world *world, int32_t position)
{
    return position == SW_NOBODY ? TWIN_NOBODY : world->staff.id[position];
}

static int same_people(const twin *self, const sw_world *world, place p)
{
    p.what = "staff";
    SAME("rows", int, world->staff.n, self->n);
    SAME("next number", uint32_t, world->staff.next_id, self->next_id);
    p.what = "person";
    for (int i = 0; i < self->n; i++) {
        p.who = world->staff.id[i];
        p.at = i;
#define COLUMN(type, name, unit, en, ja)                                                 \
    SAME(#name, type, world->staff.name[i], self->person[i].name);
#include <sidework/population.def>
#undef COLUMN
        SAME("by_id", int32_t, world->staff.by_id[i], self->by_id[i]);
        for (int k = 0; k < TWIN_TIES; k++) {
            const size_t slot = (size_t)i * SW_TIES + (size_t)k;
            SAME("tie to", uint32_t, number_at(world, world->ties.to[slot]),
                 self->person[i].tie[k].to);
            SAME("tie strength", float, world->ties.strength[slot],
                 self->person[i].tie[k].strength);
        }
    }
    return 1;
}

static int same_sections(const twin *self, const sw_world *world, place p)
{
    p.what = "section";
    for (int s = 0; s < self->n_sections; s++) {
        p.who = p.at = s;
#define COLUMN(type, name, unit, en, ja)                                                 \
    SAME(#name, type, world->sections.name[s], self->section[s].name);
#include <sidework/sections.def>
#undef COLUMN
        SAME("first row", int32_t, world->sections.first[s], self->section[s].first);
        for (int other = 0; other < self->n_sections; other++) {
            const size_t pair = (size_t)s * (size_t)self->n_sections + (size_t)other;
            p.at = other;
            SAME("linked", uint8_t, world->linked[pair], self->linked[pair]);
        }
    }
    return 1;
}

static int same_teams(const twin *self, const sw_world *world, place p)
{
    p.what = "teams";
    SAME("number of teams", int, world->teams->n, self->n_teams);
    p.what = "team";
    for (int k = 0; k < self->n_teams; k++) {
        const sw_team *e = &world->teams->at[k];
        const struct team *m = &self->team[k];
        p.who = e->number;
        p.at = k;
        SAME("number", int32_t, e->number, m->number);
        SAME("kind", int32_t, e->kind, m->kind);
        SAME("section", int32_t, e->section, m->section);
        SAME("parent", int32_t, e->parent, m->parent);
        SAME("seats", int32_t, e->seats, m->seats);
        SAME("open_seats", int32_t, e->open_seats, m->open_seats);
        SAME("women_seats", int32_t, e->women_seats, m->women_seats);
        SAME("months_left", int32_t, e->months_left, m->months_left);
        SAME("minutes", int32_t, e->minutes, m->minutes);
        SAME("clarity", float, e->clarity, m->clarity);
        for (int chair = 0; chair < e->seats; chair++) {
            p.at = chair;
            SAME("chair", uint32_t, number_at(world, e->member[chair]), m->chair[chair]);
        }
    }
    return 1;
}

static int same_calls(const twin *self, const sw_world *world, place p)
{
    p.what = "calls";
    SAME("number of calls", int, world->calls->n, self->n_calls);
    p.what = "call";
    for (int k = 0; k < self->n_calls; k++) {
        const sw_call *e = &world->calls->at[k];
        const struct call *m = &self->call[k];
        p.who = e->number;
        p.at = k;
        SAME("number", int32_t, e->number, m->number);
        SAME("kind", int32_t, e->kind, m->kind);
        SAME("section", int32_t, e->section, m->section);
        SAME("minutes left", int32_t, e->minutes, m->minutes);
        SAME("piece", int32_t, e->piece, m->piece);
        SAME("skill", int32_t, e->skill, m->skill);
    }
    return 1;
}

static int same_accounts(const twin *self, const sw_world *world, place p)
{
    const sw_ledger *e = &world->ledger, *m = &self->ledger;
    p.what = "ledger, kind";
    for (int kind = 0; kind < SW_N_KINDS; kind++) {
        p.who = kind;
        SAME("given", int64_t, e->given[kind], m->given[kind]);
        SAME("received", int64_t, e->received[kind], m->received[kind]);
        SAME("wanted", int64_t, e->wanted[kind], m->wanted[kind]);
    }
    p.what = "ledger";
    SAME("seats_unfilled", int32_t, e->seats_unfilled, m->seats_unfilled);
    SAME("applicants_unplaced", int32_t, e->applicants_unplaced, m->applicants_unplaced);
    SAME("refused", int32_t, e->refused, m->refused);
    SAME("no_time", int32_t, e->no_time, m->no_time);
    SAME("reports", int32_t, e->reports, m->reports);
    SAME("joined", int32_t, e->joined, m->joined);
    SAME("left", int32_t, e->left, m->left);
    p.what = "window, month";
    for (int k = 0; k < 12; k++) {
        p.who = k;
        SAME("regular_minutes", int64_t, world->regular_minutes[k],
             self->regular_minutes[k]);
        SAME("heads", int32_t, world->heads[k], self->heads[k]);
    }
    return 1;
}

static int same_environment(const twin *self, const sw_world *world, place p)
{
    const sw_environment_state *e = &world->environment, *m = &self->environment;
    p.what = "environment";
    SAME("workload", float, e->workload, m->workload);
    SAME("emergency", int32_t, e->emergency, m->emergency);
    SAME("months_of_disaster", int32_t, e->months_of_disaster, m->months_of_disaster);
    SAME("disaster_minutes", float, e->disaster_minutes, m->disaster_minutes);
    SAME("sponsored", int32_t, e->sponsored, m->sponsored);
    SAME("hall_open", int32_t, e->hall_open, m->hall_open);
    return 1;
}

static int same_plan(const twin *self, const sw_world *world, place p)
{
    const sw_plan_state *e = &world->plan, *m = &self->plan;
    p.what = "plan";
    SAME("phase", int32_t, e->phase, m->phase);
    SAME("stopped", int32_t, e->stopped, m->stopped);
    SAME("base_young_willing", double, e->base_young_willing, m->base_young_willing);
    SAME("base_aware", double, e->base_aware, m->base_aware);
    SAME("base_ownership", double, e->base_ownership, m->base_ownership);
    SAME("citizen_contact", float, e->citizen_contact, m->citizen_contact);
    p.what = "plan, phase, criterion or lever";
    for (int k = 0; k < SW_MAX_CRITERIA; k++) {
        p.who = k;
        SAME("met", int32_t, e->met[k], m->met[k]);
        if (k < SW_N_PHASES) {
            SAME("began", int32_t, e->began[k], m->began[k]);
            SAME("gate", int32_t, e->gate[k], m->gate[k]);
        }
        if (k < SW_N_LEVERS)
            SAME("lever", float, e->lever[k], m->lever[k]);
    }
    return 1;
}

/* The draws of what we do not know, each as a double at its place. */
static int same_parameters(const twin *self, const sw_world *world, place p)
{
    const char *mine[SW_MAX_GROUPS] = {0};
#define MECHANISM(name) mine[SW_GROUP_##name] = (const char *)&self->given.name;
#include "models.def"
#undef MECHANISM
    p.what = "uncertain parameter";
    for (int k = 0; k < self->scenario->n_priors; k++) {
        const sw_prior *prior = &self->scenario->priors[k];
        const char *engine = world->parameters[prior->group];
        double e, m;
        if (!mine[prior->group])
            continue;
        memcpy(&e, engine + prior->offset, sizeof e);
        memcpy(&m, mine[prior->group] + prior->offset, sizeof m);
        p.who = k;
        SAME(prior->path, double, e, m);
    }
    return 1;
}

int twin_agrees(const twin *self, const sw_world *world, char text[TWIN_TEXT_BYTES])
{
    const place p = {text, world->t - 1, "replication", 0, -1};
    text[0] = '\0';
    SAME("next month", int, world->t, self->t);
    return same_parameters(self, world, p) && same_environment(self, world, p) &&
           same_plan(self, world, p) && same_sections(self, world, p) &&
           same_people(self, world, p) && same_teams(self, world, p) &&
           same_calls(self, world, p) && same_accounts(self, world, p);
}
