/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All state of one replication. A worker allocates it once and reuses it for every
 * replication; nothing in it is shared. Mechanisms read and write it; the engine only
 * resets, steps and records it.
 */
#ifndef SIDEWORK_WORLD_H
#define SIDEWORK_WORLD_H

#include <sidework/calendar.h>
#include <sidework/city.h>
#include <sidework/random.h>
#include <sidework/results.h>
#include <sidework/scenario.h>

typedef struct sw_sections {
    int n;
    int32_t *first; /* [n + 1] first position of each section's people */
#define COLUMN(type, name, unit, en, ja) type *name;
#include <sidework/sections.def>
#undef COLUMN
} sw_sections;

enum { SW_MAX_SEATS = 24, SW_NOBODY = -1 };

/* At most this many teams are in the charge of one section, and calls made by it a month. */
enum { SW_TEAMS_A_SECTION = 8, SW_CALLS_A_SECTION = 3 };

/* A cross-section team: project team, task force or working team. */
typedef struct sw_team {
    int32_t number;      /* permanent, key of its random numbers */
    int32_t kind;        /* SW_TEAM_... */
    int32_t section;     /* in charge; receives the work */
    int32_t parent;      /* number of the project team, task forces only; else -1 */
    int32_t seats;       /* <= SW_MAX_SEATS */
    int32_t open_seats;  /* of them filled by open recruitment */
    int32_t women_seats; /* of them at least this many for each sex */
    int32_t months_left; /* of its life */
    int32_t minutes;     /* expected of each member a month */
    float clarity;       /* of its purpose, 0 ... 1 */
    int32_t member
        [SW_MAX_SEATS]; /* positions, SW_NOBODY if vacant; the first open_seats are the open ones */
} sw_team;

typedef struct sw_teams {
    int n;
    sw_team *at; /* [n_sections * SW_TEAMS_A_SECTION] */
} sw_teams;

/* A finite piece of work that waits for hands this month. */
typedef struct sw_call {
    int32_t number;  /* key of its random numbers, unique within the month */
    int32_t kind;    /* SW_KIND_SUPPORT, _EMERGENCY or _BANK */
    int32_t section; /* receiver; -1: the city as a whole */
    int32_t minutes; /* still wanted */
    int32_t piece;   /* minutes asked of one person */
    int32_t skill;   /* bit that is wanted, 0 for none */
} sw_call;

typedef struct sw_calls {
    int n;
    sw_call *at; /* [n_sections * SW_CALLS_A_SECTION + 1] in the order of answering */
} sw_calls;

enum { SW_TIES = 8 }; /* ties across sections that a person keeps up at most */

typedef struct sw_ties {
    int32_t *to;       /* [capacity][SW_TIES] position of the other, SW_NOBODY if free */
    float *strength;   /* [capacity][SW_TIES] 0 ... 1 */
    int32_t *to_moved; /* the same again: where a sort puts them */
    float *strength_moved;
} sw_ties;

enum {
#define LEVER(name, phase, en, ja) SW_LEVER_##name,
#include <sidework/levers.def>
#undef LEVER
    SW_N_LEVERS
};

/* What the environment mechanism decides for the city as a whole. */
typedef struct sw_environment_state {
    float workload;    /* index of own work, base year = 1 */
    int32_t emergency; /* minutes of emergency work wanted this month */
    int32_t months_of_disaster;
    float disaster_minutes;
    int32_t sponsored; /* 0/1: the plan still has its sponsor */
    int32_t hall_open; /* 0/1: the new city hall is in use */
} sw_environment_state;

typedef struct sw_plan_state {
    int32_t phase;              /* SW_PHASE_... in force */
    int32_t began[SW_N_PHASES]; /* t when each phase began, INT32_MIN if not yet */
    int32_t gate[SW_N_PHASES];  /* t when each phase's gate was passed, -1 if not */
    int32_t
        met[SW_MAX_CRITERIA]; /* t when each criterion was first met in its phase, -1 */
    int32_t stopped;          /* 0/1: given up at a missed gate */
    float lever[SW_N_LEVERS]; /* strength in force this month, 0 ... 1 */
    double base_young_willing, base_aware, base_ownership; /* shares, in the base year */
    float citizen_contact; /* relative to the base year (latent) */
} sw_plan_state;

/* The month's accounts, all in minutes or persons; zeroed at the beginning of every
 * month. */
typedef struct sw_ledger {
    int64_t given[SW_N_KINDS];    /* side work done, by kind, as giver */
    int64_t received[SW_N_KINDS]; /* the same as receiver: equal by kind, always */
    int64_t wanted[SW_N_KINDS];   /* side work asked for, by kind */
    int32_t seats_unfilled;       /* open or nominated seats nobody took */
    int32_t applicants_unplaced;  /* willing, allowed, with time: but no seat or task */
    int32_t refused;              /* applications and requests a superior refused */
    int32_t no_time;              /* willing and allowed: but too little time */
    int32_t reports;      /* of project teams, published to all staff this month */
    int32_t joined, left; /* staff this month */
} sw_ledger;

typedef struct sw_world {
    const sw_scenario *scenario;
    const sw_city *city;
    uint64_t seed;
    uint32_t replication;
    int t; /* month, 0 = April of the base year, negative in the warm-up */
    void *parameters[SW_MAX_GROUPS]; /* struct of group g with this replication's draws */
    /* [n_priors] values of the uncertain parameters in place of draws, caller's; NULL:
     * drawn. For who tries values out: calibration, proofs. */
    const double *values;
    double *uncertain; /* [n_priors] the values in force: drawn (uncertain.h), or these */
    sw_population staff;
    sw_sections sections;
    sw_ties ties;
    sw_teams *teams;
    sw_calls *calls;
    uint8_t *linked;   /* [n_sections][n_sections] 1: linked by side work this year */
    int32_t *list;     /* [capacity] scratch for compacted lists */
    int32_t *list2;    /* [capacity] */
    float *key;        /* [max(capacity, n_sections)] scratch for weights and marks */
    float *uniform[4]; /* [capacity] each: scratch for columns of draws */
    float *mark;       /* [-1 ... capacity - 1] scratch; mark[SW_NOBODY] is 0 */
    float *consent[2]; /* [n_sections] scratch: chances that a head consents this month */
    uint64_t *words;   /* [max(capacity, calls)] scratch for sorting, see order.h */
    uint64_t *words2;  /* the same again */
    sw_call *waiting;  /* [calls] scratch for sorting calls */
    uint32_t *number;  /* [n_sections] 0, 1, ...: key of each section's random numbers */
    int32_t *free_desks; /* [n_sections][SW_N_JOBS] scratch of April's moves */
    sw_environment_state environment;
    sw_plan_state plan;
    sw_ledger ledger;
    int64_t regular_minutes
        [12]; /* side work of the last 12 months without emergency and informal hours */
    int32_t heads[12]; /* headcount of the same months; both by month of year */
    const sw_layout *layout;
    double *record; /* [layout->record_length], caller's */
    void *memory;
} sw_world;

/* This replication's parameters of a mechanism: const struct sw_<name> *. The index comes
 * from models.def. */
#define SW_PARAMETERS(world, name)                                                       \
    ((const struct sw_##name *)(world)->parameters[SW_GROUP_##name])

/* Allocates the state once; no allocation happens afterwards. Returns SW_OK or SW_MEMORY.
 * */
int sw_world_init(sw_world *self, const sw_scenario *scenario, const sw_city *city,
                  const sw_layout *layout);
void sw_world_free(sw_world *self);

/* Bytes a worker's state takes; for check --estimate and the README. */
size_t sw_world_bytes(const sw_scenario *scenario, const sw_city *city);

/* Back to the base-year city for a replication: state cleared, uncertain parameters
 * drawn. */
void sw_world_reset(sw_world *self, uint64_t seed, uint32_t replication, double *record);

/* A person leaves at once: seats, ties and registrations go; the position stays until
 * April. */
void sw_world_remove(sw_world *self, int position);

/* A person gives up all team seats; the chairs stay. */
void sw_world_leave_teams(sw_world *self, int position);

/* Sorts staff by section and carries ties, seats and section tables along. */
void sw_world_sort(sw_world *self);

/* Makes a tie both ways, replacing the weakest where there is no room; strengthens an
 * existing one. */
void sw_world_tie(sw_world *self, int a, int b, float strength);

/* All ties of a person keep this share of their strength, on both ends. */
void sw_world_weaken_ties(sw_world *self, int position, float kept);

/* Hours worked and lost, in one place so that they are always conserved: `minutes` of
 * side work of `kind` from person to section `receiver` (-1: the city), of which `relief`
 * are work the receiver would have done itself. */
void sw_world_give(sw_world *self, int person, int kind, int receiver, int32_t minutes,
                   int32_t relief);

/* SW_OK if every invariant of the state holds (positions, sums of hours, shares in
 * range); else SW_INTERNAL with what is wrong. Called by tests every month, never by a
 * run. */
int sw_world_verify(const sw_world *self, sw_diagnostics *diagnostics);

/* A 64-bit FNV-1a hash of all columns and counters: equal states, equal hash. */
uint64_t sw_world_hash(const sw_world *self);

/* A section's own work this month that nobody else has taken off its hands yet [min]. */
static inline int32_t sw_world_unrelieved(const sw_world *self, int section)
{
    return self->sections.todo[section] - self->sections.received[section];
}

/* Random numbers of a stream for this month. */
static inline sw_key sw_world_key(const sw_world *self, enum sw_stream stream)
{
    return sw_key_of(self->seed, self->replication, stream, self->t);
}

#endif
