/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a replication: one allocation a worker, reset before every replication. */
#include <sidework/world.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/multiversion.h>
#include <sidework/order.h>
#include <sidework/uncertain.h>

enum { ALIGNMENT = 64 };

/* Hands out pieces of one block; with a NULL block it only counts, so sizing and placing
 * cannot differ. */
typedef struct cursor {
    char *block;
    size_t used;
} cursor;

static void *take(cursor *c, size_t bytes)
{
    void *at = c->block ? c->block + c->used : NULL;
    c->used += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return at;
}

static void place(sw_world *self, cursor *c, const sw_scenario *scenario,
                  const sw_city *city)
{
    const size_t people = (size_t)city->capacity, sections = (size_t)city->n_sections;
    void *staff = take(c, sw_population_bytes(city->capacity));
    if (staff)
        sw_population_place(&self->staff, staff, city->capacity);
    self->sections.n = city->n_sections;
    self->sections.first = take(c, (sections + 1) * sizeof(int32_t));
#define COLUMN(type, name, unit, en, ja)                                                 \
    self->sections.name = take(c, sections * sizeof(type));
#include <sidework/sections.def>
#undef COLUMN
    self->ties.to = take(c, people * SW_TIES * sizeof(int32_t));
    self->ties.strength = take(c, people * SW_TIES * sizeof(float));
    self->ties.to_moved = take(c, people * SW_TIES * sizeof(int32_t));
    self->ties.strength_moved = take(c, people * SW_TIES * sizeof(float));
    const size_t n_teams = sections * SW_TEAMS_A_SECTION;
    const size_t n_calls = sections * SW_CALLS_A_SECTION + 1;
    sw_teams *teams = take(c, sizeof *teams);
    sw_team *team = take(c, n_teams * sizeof *team);
    sw_calls *calls = take(c, sizeof *calls);
    sw_call *call = take(c, n_calls * sizeof *call);
    self->waiting = take(c, n_calls * sizeof *self->waiting);
    self->words = take(c, (n_calls > people ? n_calls : people) * sizeof *self->words);
    self->words2 = take(c, (n_calls > people ? n_calls : people) * sizeof *self->words2);
    self->teams = teams;
    self->calls = calls;
    if (c->block) {
        teams->at = team;
        calls->at = call;
    }
    self->linked = take(c, sections * sections);
    self->list = take(c, people * sizeof(int32_t));
    self->list2 = take(c, people * sizeof(int32_t));
    self->key = take(c, (people > sections ? people : sections) * sizeof(float));
    for (int k = 0; k < 4; k++)
        self->uniform[k] = take(c, people * sizeof(float));
    for (int k = 0; k < 2; k++)
        self->consent[k] = take(c, sections * sizeof(float));
    char *mark = take(c, ALIGNMENT + people * sizeof(float));
    if (mark)
        self->mark = (float *)(void *)(mark + ALIGNMENT);
    self->number = take(c, sections * sizeof(uint32_t));
    self->free_desks = take(c, sections * SW_N_JOBS * sizeof(int32_t));
    for (int g = 0; g < scenario->n_groups; g++)
        self->parameters[g] = take(c, scenario->groups[g]->size);
    self->uncertain = take(c, (size_t)scenario->n_priors * sizeof(double));
}

size_t sw_world_bytes(const sw_scenario *scenario, const sw_city *city)
{
    sw_world probe;
    cursor c = {NULL, 0};
    memset(&probe, 0, sizeof probe);
    place(&probe, &c, scenario, city);
    return c.used;
}

int sw_world_init(sw_world *self, const sw_scenario *scenario, const sw_city *city,
                  const sw_layout *layout)
{
    memset(self, 0, sizeof *self);
    cursor c = {NULL, 0};
    const size_t bytes = sw_world_bytes(scenario, city);
    self->memory = aligned_alloc(ALIGNMENT, bytes);
    if (!self->memory)
        return SW_MEMORY;
    memset(self->memory, 0, bytes);
    c.block = self->memory;
    place(self, &c, scenario, city);
    self->scenario = scenario;
    self->city = city;
    for (int s = 0; s < city->n_sections; s++)
        self->number[s] = (uint32_t)s;
    self->layout = layout;
    return SW_OK;
}

void sw_world_free(sw_world *self)
{
    free(self->memory);
    memset(self, 0, sizeof *self);
}

static void draw_parameters(sw_world *self)
{
    const sw_scenario *scenario = self->scenario;
    for (int g = 0; g < scenario->n_groups; g++)
        memcpy(self->parameters[g], scenario->values[g], scenario->groups[g]->size);
    if (!self->values)
        sw_uncertain_draw(scenario, self->seed, self->replication, self->uncertain);
    for (int k = 0; k < scenario->n_priors; k++) {
        const sw_prior *prior = &scenario->priors[k];
        char *group = self->parameters[prior->group];
        if (self->values)
            self->uncertain[k] = self->values[k];
        memcpy(group + prior->offset, &self->uncertain[k], sizeof(double));
    }
}

/* The section head with the lowest number, where there are several. */
static void find_head(sw_world *self, int s)
{
    const sw_population *p = &self->staff;
    int32_t *head = &self->sections.head[s];
    *head = SW_NOBODY;
    for (int i = self->sections.first[s]; i < self->sections.first[s + 1]; i++) {
        if (p->active[i] && p->grade[i] == SW_GRADE_HEAD &&
            (*head == SW_NOBODY || p->id[i] < p->id[*head]))
            *head = i;
    }
}

static void find_heads(sw_world *self)
{
    for (int s = 0; s < self->sections.n; s++)
        find_head(self, s);
}

void sw_world_reset(sw_world *self, uint64_t seed, uint32_t replication, double *record)
{
    const sw_city *city = self->city;
    const size_t sections = (size_t)city->n_sections;
    self->seed = seed;
    self->replication = replication;
    self->record = record;
    self->t = -sw_scenario_simulation(self->scenario)->warm_up;
    draw_parameters(self);
    sw_population_copy(&self->staff, &city->staff);
    memcpy(self->sections.first, city->first, (sections + 1) * sizeof(int32_t));
#define COLUMN(type, name, unit, en, ja)                                                 \
    memset(self->sections.name, 0, sections * sizeof(type));
#include <sidework/sections.def>
#undef COLUMN
    memcpy(self->sections.department, city->department_of, sections * sizeof(int32_t));
    for (int k = 0; k < city->capacity * SW_TIES; k++) {
        self->ties.to[k] = SW_NOBODY;
        self->ties.strength[k] = 0.0f;
    }
    self->teams->n = self->calls->n = 0;
    memset(self->linked, 0, sections * sections);
    memset(&self->environment, 0, sizeof self->environment);
    memset(&self->plan, 0, sizeof self->plan);
    memset(&self->ledger, 0, sizeof self->ledger);
    for (int k = 0; k < SW_N_PHASES; k++) {
        self->plan.began[k] = INT_MIN;
        self->plan.gate[k] = -1;
    }
    for (int k = 0; k < SW_MAX_CRITERIA; k++)
        self->plan.met[k] = -1;
    for (int k = 0; k < 12; k++)
        self->regular_minutes[k] = self->heads[k] = 0;
    find_heads(self);
}

/* All slots are looked at, none is searched for: which one it is cannot be foretold. */
static void drop_tie(sw_world *self, int from, int to)
{
    int32_t *restrict whom = self->ties.to + from * SW_TIES;
    float *restrict how = self->ties.strength + from * SW_TIES;
    for (int k = 0; k < SW_TIES; k++) {
        how[k] = whom[k] == to ? 0.0f : how[k];
        whom[k] = whom[k] == to ? SW_NOBODY : whom[k];
    }
}

void sw_world_leave_teams(sw_world *self, int position)
{
    if (self->staff.seats[position] == 0)
        return;
    for (int g = 0; g < self->teams->n; g++) {
        sw_team *team = &self->teams->at[g];
        for (int k = 0; k < team->seats; k++) {
            if (team->member[k] == position)
                team->member[k] = SW_NOBODY;
        }
    }
    self->staff.seats[position] = 0;
}

void sw_world_remove(sw_world *self, int position)
{
    sw_population *p = &self->staff;
    p->active[position] = 0;
    if (self->sections.head[p->section[position]] == position)
        find_head(self, p->section[position]);
    p->registered[position] = p->cooperator[position] = 0;
    for (int k = 0; k < SW_TIES; k++) {
        const int other = self->ties.to[position * SW_TIES + k];
        if (other != SW_NOBODY) {
            drop_tie(self, other, position);
            drop_tie(self, position, other);
        }
    }
    sw_world_leave_teams(self, position);
    self->ledger.left++;
}

/* One person's ties, to rows that do not overlap. */
static inline void carry_row(const int32_t *restrict new_position,
                             const int32_t *restrict from, const float *restrict how,
                             int32_t *restrict to, float *restrict how_moved)
{
    for (int k = 0; k < SW_TIES; k++) {
        const int32_t whom = new_position[from[k] == SW_NOBODY ? 0 : from[k]];
        to[k] = from[k] == SW_NOBODY ? SW_NOBODY : whom;
    }
    for (int k = 0; k < SW_TIES; k++)
        how_moved[k] = to[k] == SW_NOBODY ? 0.0f : how[k];
}

/* Ties move with the person, row by row into the spare tables, which then change places
 * with the old ones. */
SW_MULTIVERSION
static void carry_ties(sw_world *self, const int32_t *new_position, int n_old)
{
    const sw_ties old = self->ties;
    sw_ties *ties = &self->ties;
    *ties = (sw_ties){old.to_moved, old.strength_moved, old.to, old.strength};
    for (int i = 0; i < n_old; i++) {
        const int row = new_position[i] * SW_TIES, from = i * SW_TIES;
        if (row >= 0)
            carry_row(new_position, old.to + from, old.strength + from, ties->to + row,
                      ties->strength + row);
    }
    /* newcomers will take the rows behind */
    for (int k = self->staff.n * SW_TIES; k < self->staff.capacity * SW_TIES; k++) {
        ties->to[k] = SW_NOBODY;
        ties->strength[k] = 0.0f;
    }
}

void sw_world_sort(sw_world *self)
{
    int32_t *new_position = self->list;
    const int n_old = self->staff.n;
    sw_population_sort(&self->staff, self->sections.n, new_position,
                       self->sections.first);
    carry_ties(self, new_position, n_old);
    for (int g = 0; g < self->teams->n; g++) {
        sw_team *team = &self->teams->at[g];
        for (int k = 0; k < team->seats; k++) {
            if (team->member[k] != SW_NOBODY)
                team->member[k] = new_position[team->member[k]];
        }
    }
    find_heads(self);
}

/* The slot of the weakest tie, the first among equals: strengths are not negative, so
 * that their bits have their order. */
static int weakest_of(const float *strength)
{
    uint64_t least = UINT64_MAX;
    for (int k = 0; k < SW_TIES; k++) {
        const uint64_t word = sw_word_of(sw_bits_of_f(strength[k]), k);
        least = word < least ? word : least;
    }
    return sw_who(least);
}

static void tie_one_way(sw_world *self, int from, int to, float strength)
{
    int32_t *whom = self->ties.to + from * SW_TIES;
    float *how = self->ties.strength + from * SW_TIES;
    int known = 0; /* one bit a slot */
    for (int k = 0; k < SW_TIES; k++)
        known |= (whom[k] == to) << k;
    if (known) {
        const int slot = __builtin_ctz((unsigned)known);
        const float more = how[slot] + strength;
        how[slot] = more > 1.0f ? 1.0f : more;
        return;
    }
    const int slot = weakest_of(how);
    if (whom[slot] != SW_NOBODY)
        drop_tie(self, whom[slot], from);
    whom[slot] = to;
    how[slot] = strength > 1.0f ? 1.0f : strength;
}

void sw_world_tie(sw_world *self, int a, int b, float strength)
{
    if (a == b)
        return;
    tie_one_way(self, a, b, strength);
    tie_one_way(self, b, a, strength);
}

void sw_world_weaken_ties(sw_world *self, int position, float kept)
{
    for (int k = position * SW_TIES; k < (position + 1) * SW_TIES; k++) {
        const int other = self->ties.to[k];
        if (other == SW_NOBODY)
            continue;
        self->ties.strength[k] *= kept;
        for (int j = other * SW_TIES; j < (other + 1) * SW_TIES; j++)
            self->ties.strength[j] *= self->ties.to[j] == position ? kept : 1.0f;
    }
}

void sw_world_give(sw_world *self, int person, int kind, int receiver, int32_t minutes,
                   int32_t relief)
{
    sw_population *p = &self->staff;
    int32_t *const column[SW_N_KINDS] = {p->side_team, p->side_support, p->side_emergency,
                                         p->side_bank, p->side_informal};
    column[kind][person] += minutes;
    p->room[person] = p->room[person] > minutes ? p->room[person] - minutes : 0;
    self->ledger.given[kind] += minutes;
    self->ledger.received[kind] += minutes;
    if (receiver >= 0) {
        const int own = p->section[person];
        self->sections.received[receiver] += relief;
        self->linked[own * self->sections.n + receiver] = 1;
        self->linked[receiver * self->sections.n + own] = 1;
    }
}
