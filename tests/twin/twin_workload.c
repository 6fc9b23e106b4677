/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own work of the twin's sections and what is done of it: ODD 7.5. */
#include "twin/twin.h"

#include <math.h>

/* burden = persistence * burden + f * z, f so that the spread stays. */
static void draw_burden(twin *self, int s, double persistence, uint32_t draw)
{
    struct section *section = &self->section[s];
    const sw_words w = twin_draw(self, SW_STREAM_SECTION_LOAD, (uint32_t)s, draw);
    const float f = (float)(sqrt(1.0 - persistence * persistence) *
                            self->given.workload.section_spread);
    section->burden = (float)persistence * section->burden + f * twin_normal(w.w[0]);
}

void twin_workload_start(twin *self)
{
    for (int s = 0; s < self->n_sections; s++)
        draw_burden(self, s, 0.0, 2);
}

static void schedule(twin *self)
{
    const struct sw_workload *p = &self->given.workload;
    const int month = sw_month_of_year(self->t);
    const int32_t full =
        twin_minutes(sw_max_d(0.0, p->scheduled_hours - p->leave[month]));
    const int32_t part = (int32_t)twin_rounded(full * p->part_time);
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        one->scheduled = !one->active ? 0 : one->regular ? full : part;
    }
}

/* Demand follows posts, not people. */
static int32_t draw_demand(const twin *self, int s)
{
    const struct sw_workload *p = &self->given.workload;
    const int month = sw_month_of_year(self->t);
    const double a =
        p->base_load * 60.0 * p->season[month] * (double)self->environment.workload;
    const sw_words w = twin_draw(self, SW_STREAM_SECTION_LOAD, (uint32_t)s, 0);
    const float x =
        sw_exp(self->section[s].burden + (float)p->section_shock * twin_normal(w.w[0]));
    if (!p->enabled)
        return 0;
    return (int32_t)twin_rounded(
        sw_min_d(self->city->posts[s] * a * (double)x, 1e9 - self->section[s].backlog));
}

static void open_section(twin *self, int s)
{
    struct section *section = &self->section[s];
    section->members = section->scheduled = 0;
    for (int i = section->first; i < section->end; i++) {
        section->members += self->person[i].active;
        section->scheduled += self->person[i].scheduled;
    }
    section->demand = draw_demand(self, s);
    section->todo = section->demand + section->backlog;
    section->pressure =
        section->scheduled == 0 ? 0.0f : (float)section->todo / (float)section->scheduled;
    section->received = section->done = section->lapsed = 0;
}

static float weight_of(const twin *self, const struct person *one)
{
    const struct sw_workload *p = &self->given.workload;
    const sw_words w = twin_draw(self, SW_STREAM_PERSON_LOAD, one->id, 0);
    return sw_exp((float)p->person_spread * one->tempo +
                  (float)p->month_spread * twin_normal(w.w[0])) *
           (float)one->scheduled;
}

/* Shares of the section's work by weight: whole minutes that add up. */
static void share_out(twin *self, const struct section *section)
{
    double total = 0.0, running = 0.0;
    int32_t before = 0;
    for (int i = section->first; i < section->end; i++)
        total += (double)weight_of(self, &self->person[i]);
    for (int i = section->first; i < section->end; i++) {
        running += (double)weight_of(self, &self->person[i]);
        const int32_t up_to =
            total == 0.0 ? 0 : (int32_t)floor(section->todo * (running / total));
        self->person[i].load = up_to - before;
        before = up_to;
    }
}

static double most_side_work(const twin *self)
{
    return self->given.workload.cap * 5.0 *
           sw_scenario_simulation(self->scenario)->hours_per_year;
}

static int32_t room_of(const twin *self, const struct person *one)
{
    const struct sw_workload *p = &self->given.workload;
    if (!one->active)
        return 0;
    const float m = (float)one->scheduled + (float)(60.0 * p->side_overtime) -
                    (float)(1.0 - p->deferrable) * (float)one->load;
    return (int32_t)sw_min_f((float)p->side_room[one->job] * sw_max_f(m, 0.0f),
                             (float)most_side_work(self));
}

void twin_workload_month(twin *self)
{
    const int april = sw_month_of_year(self->t) == SW_APRIL;
    schedule(self);
    for (int s = 0; s < self->n_sections; s++) {
        if (april)
            draw_burden(
                self, s,
                self->section[s].reorganised ? 0.0 : self->given.workload.persistence, 1);
        open_section(self, s);
        share_out(self, &self->section[s]);
    }
    for (int i = 0; i < self->n; i++)
        self->person[i].room = room_of(self, &self->person[i]);
}

/* What an emergency can still ask of someone this month. */
int32_t twin_workload_emergency_room(const twin *self, const struct person *one)
{
    const struct sw_workload *p = &self->given.workload;
    const double m = one->scheduled + 60.0 * p->emergency_overtime -
                     (1.0 - p->emergency_deferrable) * one->load;
    const double room =
        sw_min_d(p->side_room[one->job] * sw_max_d(0.0, m), most_side_work(self));
    return twin_most(0, (int32_t)room - twin_side_work(one));
}

/* H_i: the longest month of a person. */
static int32_t longest_month(const twin *self, const struct person *one)
{
    const struct sw_workload *p = &self->given.workload;
    const int32_t limit = one->scheduled + twin_minutes(p->overtime_limit);
    const int32_t extra =
        twin_minutes(one->side_emergency > 0 ? p->emergency_overtime : p->side_overtime);
    if (twin_side_work(one) == 0)
        return limit;
    return twin_least(limit, twin_most(one->scheduled, one->load) + extra);
}

static void settle_section(twin *self, struct section *section)
{
    const struct sw_workload *p = &self->given.workload;
    const int64_t left = section->todo - section->received;
    int64_t loads = 0, before = 0, done = 0, spare = 0;
    for (int i = section->first; i < section->end; i++) {
        struct person *one = &self->person[i];
        const int32_t side = twin_side_work(one);
        loads += one->load;
        const int64_t up_to = section->todo == 0 ? 0 : left * loads / section->todo;
        const int32_t share = (int32_t)(up_to - before);
        before = up_to;
        const int32_t time =
            one->active ? twin_most(0, longest_month(self, one) - side) : 0;
        const int32_t own = twin_least(share, time);
        one->overtime = twin_most(0, own + side - one->scheduled);
        done += own;
        if (one->active)
            spare += twin_most(0, one->scheduled - side - own);
    }
    /* colleagues with time to spare */
    const int64_t covered = (int64_t)floor((double)(left - done) * p->cover);
    done += covered < spare ? covered : spare;
    section->done = (int32_t)done;
    section->lapsed = (int32_t)floor((double)(left - done) * p->lapse);
    section->backlog = (int32_t)(left - done) - section->lapsed;
}

void twin_workload_settle(twin *self)
{
    for (int s = 0; s < self->n_sections; s++)
        settle_section(self, &self->section[s]);
}
