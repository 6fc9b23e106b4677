/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work, time and backlog; see workload.h. */
#include "workload.h"

#include <math.h>

#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

#define SW_OWNER sw_workload
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "workload.def"
#include <sidework/fields_end.h>
};

static const double most_minutes = 1e9; /* of a section's work in a month */

static int32_t whole_minutes(double minutes)
{
    return sw_floor_i(minutes + 0.5);
}

/* Draw 2 before the first month, 1 in April: both may fall on the same month and must not
 * share a number. */
static void redraw_burdens(sw_world *world, const struct sw_workload *p,
                           double persistence, uint32_t draw)
{
    const sw_key key = sw_world_key(world, SW_STREAM_SECTION_LOAD);
    for (int s = 0; s < world->sections.n; s++) {
        /* a section cut anew begins with other work */
        const double kept = world->sections.reorganised[s] ? 0.0 : persistence;
        const float keep = (float)kept,
                    fresh = (float)(sqrt(1.0 - kept * kept) * p->section_spread);
        const float z = sw_normal(sw_uniform(sw_draw(key, (uint32_t)s, draw).w[0]));
        world->sections.burden[s] = keep * world->sections.burden[s] + fresh * z;
    }
}

static void start(sw_world *world)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    redraw_burdens(world, p, 0.0, 2);
}

SW_MULTIVERSION
static void set_scheduled(sw_population *q, int32_t full, int32_t part)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        q->scheduled[i] = q->active[i] * (q->regular[i] ? full : part);
}

static void set_demand(sw_world *world, const struct sw_workload *p)
{
    sw_sections *s = &world->sections;
    const float *z = world->uniform[0];
    const double per_post = p->base_load * 60.0 * p->season[sw_month_of_year(world->t)] *
                            world->environment.workload;
    sw_draw_columns(sw_world_key(world, SW_STREAM_SECTION_LOAD), 0, s->n, world->number,
                    &(sw_columns){.normal[0] = world->uniform[0]});
    for (int k = 0; k < s->n; k++) {
        const float factor = sw_exp(s->burden[k] + (float)p->section_shock * z[k]);
        int32_t scheduled = 0, members = 0;
        for (int i = s->first[k]; i < s->first[k + 1]; i++) {
            scheduled += world->staff.scheduled[i];
            members += world->staff.active[i];
        }
        s->members[k] = members;
        s->scheduled[k] = scheduled;
        /* a section's minutes stay within 32 bits, whatever the parameters */
        const double demand = sw_min_d(world->city->posts[k] * per_post * factor,
                                       most_minutes - s->backlog[k]);
        s->demand[k] = p->enabled ? whole_minutes(demand) : 0;
        s->todo[k] = s->demand[k] + s->backlog[k];
        s->pressure[k] = scheduled > 0 ? (float)s->todo[k] / (float)scheduled : 0.0f;
        s->received[k] = s->done[k] = s->lapsed[k] = 0;
    }
}

/* Weights of the shares, from standard normals z. */
SW_MULTIVERSION
static void set_weights(const sw_population *q, float enduring, float passing,
                        const float *restrict z, float *restrict weight)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        weight[i] =
            sw_exp(enduring * q->tempo[i] + passing * z[i]) * (float)q->scheduled[i];
}

/* Shares each section's work by weight through running totals: the parts are whole and
 * add up to it. upto [staff.n] scratch */
static void share_work(sw_world *world, double *restrict upto)
{
    const sw_sections *s = &world->sections;
    const float *restrict weight = world->key;
    int32_t *restrict load = world->staff.load;
    for (int k = 0; k < s->n; k++) {
        const int first = s->first[k], n = s->first[k + 1] - first;
        const double todo = s->todo[k];
        double total = 0.0;
        int32_t given = 0;
        for (int i = 0; i < n; i++)
            upto[i] = total += weight[first + i];
        for (int i = 0; i < n; i++)
            load[first + i] = total > 0.0 ? (int32_t)(todo * (upto[i] / total)) : 0;
        for (int i = first; i < first + n; i++) {
            const int32_t part = load[i] - given;
            given = load[i];
            load[i] = part;
        }
    }
}

SW_MULTIVERSION
static void set_room(sw_population *q, const struct sw_workload *p, float cap)
{
    const float extra = (float)(p->side_overtime * 60.0),
                kept = (float)(1.0 - p->deferrable);
    float usable[SW_N_JOBS];
    for (int j = 0; j < SW_N_JOBS; j++)
        usable[j] = (float)p->side_room[j];
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float left = (float)q->scheduled[i] + extra - kept * (float)q->load[i];
        const float time = usable[q->job[i]] * sw_max_f(left, 0.0f);
        q->room[i] = q->active[i] * (int32_t)sw_min_f(time, cap);
    }
}

/* Most side work of a person in a month [min]. */
static double most_side_work(const sw_world *world, const struct sw_workload *p)
{
    return p->cap * 5.0 * sw_scenario_simulation(world->scenario)->hours_per_year;
}

int32_t sw_workload_emergency_room(const sw_world *world, int i)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    const sw_population *q = &world->staff;
    const double left = q->scheduled[i] + p->emergency_overtime * 60.0 -
                        (1.0 - p->emergency_deferrable) * q->load[i];
    const double usable = p->side_room[q->job[i]] * sw_max_d(left, 0.0);
    const int32_t room =
        (int32_t)sw_min_d(usable, most_side_work(world, p)) - sw_side_minutes(q, i);
    return room > 0 ? room : 0;
}

static void month(sw_world *world)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    sw_population *q = &world->staff;
    const int m = sw_month_of_year(world->t);
    const int32_t full =
        whole_minutes(sw_max_d(0.0, p->scheduled_hours - p->leave[m]) * 60.0);
    if (m == SW_APRIL)
        redraw_burdens(world, p, p->persistence, 1);
    set_scheduled(q, full, whole_minutes(full * p->part_time));
    set_demand(world, p);
    sw_draw_columns(sw_world_key(world, SW_STREAM_PERSON_LOAD), 0, q->n, q->id,
                    &(sw_columns){.normal[0] = world->uniform[0]});
    set_weights(q, (float)p->person_spread, (float)p->month_spread, world->uniform[0],
                world->key);
    share_work(world, (double *)(void *)world->words);
    set_room(q, p, (float)most_side_work(world, p));
}

typedef struct limits {
    int32_t overtime;  /* most that own work can force [min] */
    int32_t side;      /* overtime a person will do for side work [min] */
    int32_t emergency; /* and for an emergency [min] */
    double cover;      /* share of what is left over that colleagues take on, at most */
    double lapse;
} limits;

/* left * upto / todo, rounded down; in double, which is exact while the product is below
 * 2^53, as in any section of less than some 9,000 people. */
static int32_t part_of(int32_t left, int32_t upto, int32_t todo)
{
    const double product = (double)left * upto;
    if (product < 0x1p53)
        return todo > 0 ? (int32_t)(product / todo) : 0;
    return (int32_t)((int64_t)left * upto / todo);
}

/* Shares of what is left of each section's work after others took part of it, by running
 * totals of the loads. */
static void share_rest(const sw_world *world, int32_t *restrict share)
{
    const sw_sections *s = &world->sections;
    const int32_t *load = world->staff.load;
    for (int k = 0; k < s->n; k++) {
        const int32_t todo = s->todo[k], left = todo - s->received[k];
        int32_t upto = 0, given = 0;
        for (int i = s->first[k]; i < s->first[k + 1]; i++) {
            share[i] = load[i];
            if (s->received[k] == 0) /* nobody took any */
                continue;
            upto += load[i];
            const int32_t so_far = part_of(left, upto, todo);
            share[i] = so_far - given;
            given = so_far;
        }
    }
}

/*
 * Own work that people do of their share, and overtime. Own work takes as long as it takes
 * up to the limit, but side work only lengthens the month by what people will do for it;
 * the rest of the own work waits. Out: own work done, and scheduled time neither side work
 * nor own work filled [min].
 */
SW_MULTIVERSION
static void work(sw_population *q, const limits *l, const int32_t *restrict share,
                 int32_t *restrict done, int32_t *restrict spare)
{
    const int32_t overtime = l->overtime, side_extra = l->side, emergency = l->emergency;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const int32_t side = sw_side_minutes(q, i), scheduled = q->scheduled[i];
        const int32_t most = scheduled + overtime;
        const int32_t extra = q->side_emergency[i] > 0 ? emergency : side_extra;
        const int32_t day = (q->load[i] > scheduled ? q->load[i] : scheduled) + extra;
        const int32_t whole = ((side > 0) & (day < most)) ? day : most;
        const int32_t left = whole > side ? whole - side : 0;
        const int32_t time = q->active[i] ? left : 0;
        const int32_t own = share[i] < time ? share[i] : time;
        const int32_t over = own + side - scheduled;
        q->overtime[i] = over > 0 ? over : 0;
        done[i] = own;
        spare[i] = ((q->active[i] != 0) & (over < 0)) ? -over : 0;
    }
}

/* Sums up a section; part of what someone leaves undone is taken on by colleagues with
 * scheduled time to spare. */
static void settle_section(sw_world *world, int k, const limits *l, const int32_t *own,
                           const int32_t *spare)
{
    sw_sections *s = &world->sections;
    int32_t done = 0, slack = 0;
    for (int i = s->first[k]; i < s->first[k + 1]; i++) {
        done += own[i];
        slack += spare[i];
    }
    const int32_t left = s->todo[k] - s->received[k];
    const int32_t wanted = (int32_t)((left - done) * l->cover);
    done += wanted < slack ? wanted : slack;
    s->done[k] = done;
    s->lapsed[k] = (int32_t)((left - done) * l->lapse);
    s->backlog[k] = left - done - s->lapsed[k];
}

static void settle(sw_world *world)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    const limits l = {whole_minutes(p->overtime_limit * 60.0),
                      whole_minutes(p->side_overtime * 60.0),
                      whole_minutes(p->emergency_overtime * 60.0), p->cover, p->lapse};
    int32_t *share = world->list, *done = world->list2;
    int32_t *spare = (int32_t *)(void *)world->words;
    share_rest(world, share);
    work(&world->staff, &l, share, done, spare);
    for (int k = 0; k < world->sections.n; k++)
        settle_section(world, k, &l, done, spare);
}

const sw_mechanism sw_mechanism_workload = {
    .group = {"workload", "Own work, working time, overtime and backlog",
              "本来業務・労働時間・時間外勤務・積み残し", fields, SW_COUNT(fields),
              sizeof(struct sw_workload)},
    .start = start,
    .month = month,
    .settle = settle,
};
