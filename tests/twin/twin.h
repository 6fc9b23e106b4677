/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The readable twin: the whole model once more, person by person, written from the ODD
 * (models/ODD.md) alone and never from the engine, to be read beside it. What engine and
 * twin share is named by the ODD: the random generator, the elementary functions, the
 * calendar, the categories, the parameters and the tables of the city.
 *
 * State is plain: an array of people, one of sections, one of teams, one of calls.
 * Ties and chairs hold permanent numbers, so that nothing needs to follow April's sort.
 */
#ifndef SIDEWORK_TESTS_TWIN_TWIN_H
#define SIDEWORK_TESTS_TWIN_TWIN_H

#include "dialogue.h"
#include "environment.h"
#include "evaluation.h"
#include "matching.h"
#include "models.h"
#include "opportunity.h"
#include "personnel.h"
#include "plan.h"
#include "staff.h"
#include "survey.h"
#include "willingness.h"
#include "workload.h"

#include <sidework/arithmetic.h>
#include <sidework/random.h>

/* ODD 2, hard limits. */
enum {
    TWIN_TIES = 8,
    TWIN_CHAIRS = 24,
    TWIN_TEAMS_OF_A_PERSON = 4,
    TWIN_TEAMS_OF_A_SECTION = 8,
    TWIN_CALLS_OF_A_SECTION = 3
};

#define TWIN_NOBODY 0u /* permanent numbers begin at 1 */

struct tie {
    uint32_t to; /* permanent number of the other, TWIN_NOBODY if the slot is free */
    float strength;
};

struct person {
#define COLUMN(type, name, unit, en, ja) type name;
#include <sidework/population.def>
#undef COLUMN
    struct tie tie[TWIN_TIES];
    int moves; /* in April: a mover who is not placed yet (ODD 7.4) */
};

struct section {
#define COLUMN(type, name, unit, en, ja) type name;
#include <sidework/sections.def>
#undef COLUMN
    int first, end;            /* its run of rows is first ... end - 1 */
    int free_desks[SW_N_JOBS]; /* in April */
};

struct team {
    int32_t number, kind, section, parent;
    int32_t seats, open_seats, women_seats, months_left, minutes;
    float clarity;
    uint32_t chair[TWIN_CHAIRS]; /* permanent number of the member, TWIN_NOBODY */
};

struct call {
    int32_t number, kind;
    int32_t section; /* receiver, -1: the city */
    int32_t minutes, piece, skill;
    uint32_t key; /* of the order of answering */
};

/* A person and the random key that orders people, ODD 7.0 "Order". */
struct keyed {
    uint32_t key;
    int row;
};

/* One replication's parameters: a struct a mechanism. */
struct parameters {
#define MECHANISM(name) struct sw_##name name;
#include "models.def"
#undef MECHANISM
};

typedef struct twin {
    const sw_scenario *scenario;
    const sw_city *city;
    uint64_t seed;
    uint32_t replication;
    int t; /* month, 0 = April of the base year */
    struct parameters given;
    int n, capacity; /* rows of the staff table in use, and at most */
    uint32_t next_id, n_ids;
    struct person *person; /* [capacity] the staff table */
    int *row;              /* [n_ids] row of a permanent number, -1 if none */
    int *by_id;            /* [capacity] rows in the order of permanent numbers */
    struct keyed *line;    /* [capacity] people put in order */
    int *circle;           /* [capacity] people of a session; of the bank's queue */
    float *heard;          /* [capacity] ODD 7.10 (2) */
    int n_sections;
    struct section *section; /* [n_sections] */
    int n_teams, n_calls;
    struct team *team;    /* [n_sections * TWIN_TEAMS_OF_A_SECTION] */
    struct call *call;    /* [n_sections * TWIN_CALLS_OF_A_SECTION + 1] */
    unsigned char *begun; /* [n_sections] began a task force this month */
    uint8_t *linked;      /* [n_sections][n_sections] */
    double *uncertain; /* [n_priors] values of what is uncertain, in this replication */
    sw_environment_state environment;
    sw_plan_state plan;
    sw_ledger ledger;
    int64_t regular_minutes[12]; /* the 12-month window, by month of the year */
    int32_t heads[12];
} twin;

/* Caller-owned. 0, or -1 without memory; twin_free is safe afterwards. */
int twin_init(twin *self, const sw_scenario *scenario, const sw_city *city);
void twin_free(twin *self);

/* Before the first month of the warm-up (ODD 5); one month (ODD 3). */
void twin_start(twin *self, uint64_t seed, uint32_t replication);
void twin_month(twin *self);

/* ---- The mechanisms (ODD 7.1 to 7.10), in the order of models.def */
void twin_environment_start(twin *self);
void twin_environment_month(twin *self);
double twin_environment_headcount_factor(const twin *self);
void twin_plan_start(twin *self);
void twin_plan_month(twin *self);
void twin_plan_close(twin *self);
double twin_plan_indicator(const twin *self, int indicator);
void twin_staff_start(twin *self);
void twin_staff_draw_traits(twin *self, struct person *one);
void twin_personnel_month(twin *self);
void twin_desks_reassign(twin *self);
void twin_desks_hire(twin *self);
void twin_workload_start(twin *self);
void twin_workload_month(twin *self);
void twin_workload_settle(twin *self);
int32_t twin_workload_emergency_room(const twin *self, const struct person *one);
void twin_opportunity_start(twin *self);
void twin_opportunity_month(twin *self);
void twin_calls_month(twin *self);
void twin_willingness_month(twin *self);
void twin_willingness_settle(twin *self);
void twin_matching_month(twin *self);
void twin_matching_settle(twin *self);
void twin_seats_month(twin *self);
void twin_answers_month(twin *self);
void twin_evaluation_settle(twin *self);
void twin_dialogue_start(twin *self);
void twin_dialogue_settle(twin *self);
void twin_dialogue_greet(twin *self, struct person *one);

/* ---- Consent and nomination, ODD 7.8 */
float twin_consent(const twin *self, const struct person *one, float first);
float twin_odds(double base, double planned, const struct person *one);
struct tie *twin_draw_tie(struct person *one, float u);

/* Whether a person can take what is asked for: `what` is a struct team or a call. */
typedef int twin_fits(const twin *self, const struct person *one, const void *what);

/* One nomination: who comes in the end, or NULL. `weight` [SW_N_GRADES]. */
struct person *twin_nominate(twin *self, uint32_t who, uint32_t number,
                             const double *weight, twin_fits *fits, const void *what,
                             double refer);

/* ---- What all share, ODD 7.0 */
struct person *twin_person(const twin *self, uint32_t id); /* NULL for TWIN_NOBODY */
void twin_find_head(twin *self, int section);
void twin_remove(twin *self, struct person *one);
void twin_leave_teams(twin *self, struct person *one);
struct person *twin_add(twin *self); /* NULL if the table is full */
void twin_sort(twin *self);
void twin_count_cooperators(twin *self);
void twin_tie(twin *self, struct person *a, struct person *b, float strength);
void twin_weaken_ties(twin *self, struct person *one, float kept);
void twin_give(twin *self, struct person *one, int kind, int receiver, int32_t minutes,
               int32_t relief);
void twin_order(struct keyed *line, int n); /* ascending; equal keys: lower row first */

/* Number of those among `who` that are also `also`; and its share, 0 if there are none. */
typedef int twin_is(const struct person *one);
int twin_count(const twin *self, twin_is *who, twin_is *also);
double twin_share(const twin *self, twin_is *who, twin_is *also);
twin_is twin_is_staff, twin_is_regular, twin_is_young, twin_is_young_or_mid;
twin_is twin_is_young_mid_or_woman, twin_is_aware, twin_is_willing, twin_is_registered;
twin_is twin_is_cooperator, twin_understands, twin_owns, twin_has_seat;

/* D(stream, who, draw) in month t, and in another month. */
static inline sw_words twin_draw_in(const twin *self, int month, enum sw_stream stream,
                                    uint32_t who, uint32_t draw)
{
    return sw_draw(sw_key_of(self->seed, self->replication, stream, month), who, draw);
}

static inline sw_words twin_draw(const twin *self, enum sw_stream stream, uint32_t who,
                                 uint32_t draw)
{
    return twin_draw_in(self, self->t, stream, who, draw);
}

/* N(w). */
static inline float twin_normal(uint32_t w)
{
    return sw_normal(sw_uniform(w));
}

/* "w < p": the float is compared with p in double. */
static inline int twin_below(uint32_t w, double p)
{
    return (double)sw_uniform(w) < p;
}

/* "w <f p": p is reckoned in float. */
static inline int twin_below_f(uint32_t w, float p)
{
    return sw_uniform(w) < p;
}

/* Rounded: the floor of x + 0.5, in double. */
static inline double twin_rounded(double x)
{
    return __builtin_floor(x + 0.5);
}

static inline int32_t twin_minutes(double hours)
{
    return (int32_t)twin_rounded(hours * 60.0);
}

static inline int32_t twin_least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t twin_most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Side work of this month other than informal, and all of it. */
static inline int32_t twin_formal(const struct person *one)
{
    return one->side_team + one->side_support + one->side_emergency + one->side_bank;
}

static inline int32_t twin_side_work(const struct person *one)
{
    return twin_formal(one) + one->side_informal;
}

/* Own work of a section not yet taken off its hands. */
static inline int32_t twin_unrelieved(const twin *self, int section)
{
    return self->section[section].todo - self->section[section].received;
}

/* General skills held: the bits from 8 on. */
static inline int twin_general_skills(const struct person *one)
{
    int n = 0;
    for (int bit = SW_FIRST_GENERAL_SKILL;
         bit < SW_FIRST_GENERAL_SKILL + SW_N_GENERAL_SKILLS; bit++)
        n += one->skills >> bit & 1;
    return n;
}

#endif
