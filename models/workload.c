/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work, time and backlog; see workload.h. */
#include "workload.h"

#include <math.h>

#include <sidework/arithmetic.h>

#define SW_OWNER sw_workload
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "workload.def"
#include <sidework/fields_end.h>
};

static int32_t whole_minutes(double minutes)
{
    return (int32_t)floor(minutes + 0.5);
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

static void set_scheduled(sw_world *world, const struct sw_workload *p)
{
    sw_population *q = &world->staff;
    const int m = sw_month_of_year(world->t);
    const int32_t full =
        whole_minutes(fmax(0.0, p->scheduled_hours - p->leave[m]) * 60.0);
    const int32_t part = whole_minutes(full * p->part_time);
    for (int i = 0; i < q->n; i++)
        q->scheduled[i] = q->active[i] * (q->regular[i] ? full : part);
}

static void set_demand(sw_world *world, const struct sw_workload *p)
{
    sw_sections *s = &world->sections;
    const sw_key key = sw_world_key(world, SW_STREAM_SECTION_LOAD);
    const double per_post = p->base_load * 60.0 * p->season[sw_month_of_year(world->t)] *
                            world->environment.workload;
    for (int k = 0; k < s->n; k++) {
        const float z = sw_normal(sw_uniform(sw_draw(key, (uint32_t)k, 0).w[0]));
        const float factor = sw_exp(s->burden[k] + (float)p->section_shock * z);
        int32_t scheduled = 0, members = 0;
        for (int i = s->first[k]; i < s->first[k + 1]; i++) {
            scheduled += world->staff.scheduled[i];
            members += world->staff.active[i];
        }
        s->members[k] = members;
        s->scheduled[k] = scheduled;
        s->demand[k] =
            p->enabled ? whole_minutes(world->city->posts[k] * per_post * factor) : 0;
        s->todo[k] = s->demand[k] + s->backlog[k];
        s->pressure[k] = scheduled > 0 ? (float)s->todo[k] / (float)scheduled : 0.0f;
        s->received[k] = s->done[k] = s->lapsed[k] = 0;
    }
}

static void set_weights(sw_world *world, const struct sw_workload *p)
{
    const sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_PERSON_LOAD);
    const float enduring = (float)p->person_spread, passing = (float)p->month_spread;
    for (int i = 0; i < q->n; i++) {
        const float z = sw_normal(sw_uniform(sw_draw(key, q->id[i], 0).w[0]));
        world->key[i] =
            sw_exp(enduring * q->tempo[i] + passing * z) * (float)q->scheduled[i];
    }
}

/* Shares todo by weight through running totals: the parts are whole and add up to it. */
static void share_section(sw_world *world, int k)
{
    sw_population *q = &world->staff;
    const int first = world->sections.first[k], last = world->sections.first[k + 1];
    double total = 0.0, running = 0.0;
    int32_t given = 0;
    for (int i = first; i < last; i++)
        total += world->key[i];
    for (int i = first; i < last; i++) {
        running += world->key[i];
        const double upto =
            total > 0.0 ? world->sections.todo[k] * (running / total) : 0.0;
        q->load[i] = (int32_t)floor(upto) - given;
        given += q->load[i];
    }
}

static void set_room(sw_world *world, const struct sw_workload *p)
{
    sw_population *q = &world->staff;
    const float extra = (float)(p->side_overtime * 60.0),
                kept = (float)(1.0 - p->deferrable);
    const float cap =
        (float)(p->cap * 5.0 * sw_scenario_simulation(world->scenario)->hours_per_year);
    for (int i = 0; i < q->n; i++) {
        const float left = (float)q->scheduled[i] + extra - kept * (float)q->load[i];
        const float usable = (float)p->side_room[q->job[i]] * sw_max_f(left, 0.0f);
        q->room[i] = q->active[i] * (int32_t)sw_min_f(usable, cap);
    }
}

int32_t sw_workload_emergency_room(const sw_world *world, int i)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    const sw_population *q = &world->staff;
    const double left = q->scheduled[i] + p->emergency_overtime * 60.0 -
                        (1.0 - p->emergency_deferrable) * q->load[i];
    const double usable = p->side_room[q->job[i]] * fmax(left, 0.0);
    const double cap =
        p->cap * 5.0 * sw_scenario_simulation(world->scenario)->hours_per_year;
    const int32_t room = (int32_t)fmin(usable, cap) - sw_side_minutes(q, i);
    return room > 0 ? room : 0;
}

static void month(sw_world *world)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    if (sw_month_of_year(world->t) == SW_APRIL)
        redraw_burdens(world, p, p->persistence, 1);
    set_scheduled(world, p);
    set_demand(world, p);
    set_weights(world, p);
    for (int k = 0; k < world->sections.n; k++)
        share_section(world, k);
    set_room(world, p);
}

typedef struct limits {
    int32_t overtime;  /* most that own work can force [min] */
    int32_t side;      /* overtime a person will do for side work [min] */
    int32_t emergency; /* and for an emergency [min] */
    double cover;      /* share of what is left over that colleagues take on, at most */
    double lapse;
} limits;

/* Time person i has for own work: as much as it takes up to the limit, but side work only
 * lengthens the month by what people will do for it; the rest of the own work waits. */
static int64_t time_for_own_work(const sw_population *q, int i, const limits *l)
{
    const int32_t side = sw_side_minutes(q, i);
    const int32_t most = q->scheduled[i] + l->overtime;
    const int32_t extra = q->side_emergency[i] > 0 ? l->emergency : l->side;
    const int32_t day = q->load[i] > q->scheduled[i] ? q->load[i] : q->scheduled[i];
    const int32_t whole = side > 0 && day + extra < most ? day + extra : most;
    return q->active[i] && whole > side ? whole - side : 0;
}

/* Scheduled time that side work and the own share have not filled [min]. */
static int32_t spare(const sw_population *q, int i, int64_t own)
{
    const int64_t left = q->scheduled[i] - sw_side_minutes(q, i) - own;
    return q->active[i] && left > 0 ? (int32_t)left : 0;
}

/* What the section's own people do of what others have not taken off their hands; part of
 * what someone leaves undone is taken on by colleagues with scheduled time to spare. */
static void settle_section(sw_world *world, int k, const limits *l)
{
    sw_sections *s = &world->sections;
    sw_population *q = &world->staff;
    const int64_t todo = s->todo[k], left = todo - s->received[k];
    int64_t upto = 0, given = 0, done = 0, slack = 0;
    for (int i = s->first[k]; i < s->first[k + 1]; i++) {
        upto += q->load[i];
        const int64_t share = todo > 0 ? left * upto / todo - given : 0;
        given += share;
        const int64_t time = time_for_own_work(q, i, l);
        const int64_t own = share < time ? share : time;
        const int64_t over = own + sw_side_minutes(q, i) - q->scheduled[i];
        q->overtime[i] = (int32_t)(over > 0 ? over : 0);
        done += own;
        slack += spare(q, i, own);
    }
    const int64_t wanted = (int64_t)floor((double)(left - done) * l->cover);
    done += wanted < slack ? wanted : slack;
    s->done[k] = (int32_t)done;
    s->lapsed[k] = (int32_t)floor((double)(left - done) * l->lapse);
    s->backlog[k] = (int32_t)(left - done) - s->lapsed[k];
}

static void settle(sw_world *world)
{
    const struct sw_workload *p = SW_PARAMETERS(world, workload);
    const limits l = {whole_minutes(p->overtime_limit * 60.0),
                      whole_minutes(p->side_overtime * 60.0),
                      whole_minutes(p->emergency_overtime * 60.0), p->cover, p->lapse};
    for (int k = 0; k < world->sections.n; k++)
        settle_section(world, k, &l);
}

const sw_mechanism sw_mechanism_workload = {
    .group = {"workload", "Own work, working time, overtime and backlog",
              "本来業務・労働時間・時間外勤務・積み残し", fields, SW_COUNT(fields),
              sizeof(struct sw_workload)},
    .start = start,
    .month = month,
    .settle = settle,
};
