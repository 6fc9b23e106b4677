/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gives side work in the twin: register, teams' hours, favours. ODD 7.8. */
#include "twin/twin.h"

#include <string.h>

/* Odds of a probability, times exp(planned) with a planned task, as a probability. */
float twin_odds(double base, double planned, const struct person *one)
{
    const float b = (float)base;
    const float o =
        b / (1.0f - sw_min_f(b, 0.999f)) * (one->planned ? sw_exp((float)planned) : 1.0f);
    return o / (1.0f + o);
}

/* At the beginning, on or off. */
static void clear_month(twin *self)
{
    const int april = sw_month_of_year(self->t) == SW_APRIL;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        one->side_team = one->side_support = one->side_emergency = 0;
        one->side_bank = one->side_informal = 0;
        if (april)
            one->side_year = one->favour_year = 0;
    }
    if (april)
        memset(self->linked, 0, (size_t)self->n_sections * (size_t)self->n_sections);
}

/* Hoarding belongs to the person who is head. */
static void set_hoarding(twin *self)
{
    for (int s = 0; s < self->n_sections; s++) {
        struct section *section = &self->section[s];
        section->hoarding = 0.0f;
        if (section->head >= 0) {
            const uint32_t id = self->person[section->head].id;
            section->hoarding =
                twin_normal(twin_draw_in(self, 0, SW_STREAM_LATENT, id, 3).w[0]);
        }
    }
}

/* (1) In April wishes on the goal sheet; with the bank on, who joins and leaves. */
static void wish_and_register(twin *self)
{
    const struct sw_matching *p = &self->given.matching;
    const int april = sw_month_of_year(self->t) == SW_APRIL;
    const float bank = self->plan.lever[SW_LEVER_bank];
    const float sheet =
        (float)(p->register_goal_sheet * (double)self->plan.lever[SW_LEVER_goal_sheet]);
    const double share = twin_share(self, twin_is_staff, twin_is_registered);
    const float spread = (float)(p->register_rate + p->register_imitation * share);
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        const float cooperator =
            self->section[one->section].cooperators > 0 ? 1.0f : 0.0f;
        const float hazard = bank * (spread + cooperator * (float)p->register_cooperator);
        const sw_words w = twin_draw(self, SW_STREAM_BANK, one->id, 0);
        if (april)
            one->planned =
                one->active && one->would_register && twin_below_f(w.w[2], sheet);
        if (!one->active || bank == 0.0f)
            one->registered = 0;
        else if (one->registered)
            one->registered = !twin_below_f(w.w[1], (float)p->deregister);
        else
            one->registered = one->would_register &&
                              (twin_below_f(w.w[0], hazard) || (april && one->planned));
    }
}

/* (2) A member gives the team's minutes or what room is left. */
static void serve_team(twin *self, struct team *team)
{
    self->ledger.wanted[SW_KIND_TEAM] += (int64_t)team->minutes * team->seats;
    for (int chair = 0; chair < team->seats; chair++) {
        struct person *one = twin_person(self, team->chair[chair]);
        if (!one)
            continue;
        if (one->section == team->section) {
            team->chair[chair] = TWIN_NOBODY;
            one->seats--;
            continue;
        }
        if (one->willing && one->room < team->minutes)
            self->ledger.no_time++;
        const int32_t minutes = twin_least(team->minutes, one->room);
        const int32_t relief =
            twin_least(twin_unrelieved(self, team->section),
                       (int32_t)(minutes * self->given.opportunity.team_relief));
        if (minutes > 0)
            twin_give(self, one, SW_KIND_TEAM, team->section, minutes, relief);
    }
}

/* The first taken slot at which u * sum less the strengths up to it is not above 0. */
struct tie *twin_draw_tie(struct person *one, float u)
{
    float sum = 0.0f;
    for (int k = 0; k < TWIN_TIES; k++)
        sum += one->tie[k].strength;
    float left = u * sum;
    for (int k = 0; k < TWIN_TIES; k++) {
        if (one->tie[k].to == TWIN_NOBODY || one->tie[k].strength <= 0.0f)
            continue;
        left -= one->tie[k].strength;
        if (left <= 0.0f)
            return &one->tie[k];
    }
    return NULL;
}

/* (6) A favour for a tied person of another section. */
static void do_favour(twin *self, struct person *one, float contact)
{
    const struct sw_matching *p = &self->given.matching;
    const int32_t minutes = (int32_t)twin_rounded(p->favour_minutes);
    float sum = 0.0f;
    for (int k = 0; k < TWIN_TIES; k++)
        sum += one->tie[k].strength;
    const sw_words w = twin_draw(self, SW_STREAM_TIES, one->id, 4);
    if (!twin_below_f(w.w[0], (float)p->favour * sum * contact))
        return;
    const struct tie *tie = twin_draw_tie(one, sw_uniform(w.w[1]));
    if (!tie)
        return;
    const int s = twin_person(self, tie->to)->section;
    if (s == one->section || one->room < minutes || self->section[s].favours < minutes ||
        twin_unrelieved(self, s) < minutes)
        return;
    self->section[s].favours -= minutes;
    twin_give(self, one, SW_KIND_INFORMAL, s, minutes, minutes);
}

static void do_favours(twin *self)
{
    const struct sw_matching *p = &self->given.matching;
    const float *lever = self->plan.lever;
    const float contact =
        sw_exp((float)p->group_address_contact * lever[SW_LEVER_group_address] +
               (float)p->meeting_space_contact * lever[SW_LEVER_meeting_space]);
    for (int i = 0; i < self->n; i++) {
        if (self->person[i].active)
            do_favour(self, &self->person[i], contact);
    }
}

void twin_matching_month(twin *self)
{
    clear_month(self);
    if (!self->given.matching.enabled)
        return;
    set_hoarding(self);
    wish_and_register(self);
    for (int k = 0; k < self->n_teams; k++)
        serve_team(self, &self->team[k]);
    twin_seats_month(self);
    twin_answers_month(self);
    do_favours(self);
}

/* Memory of those who nominate, and the norm of each section; on or off. */
void twin_matching_settle(twin *self)
{
    const float kept = 1.0f - (float)self->given.matching.memory;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        one->side_year += twin_side_work(one);
        one->favour_year += one->side_informal;
        one->service = kept * one->service + (float)twin_formal(one) / 60.0f;
        one->quiet = twin_formal(one) > 0 ? 0 : one->quiet + 1;
    }
    for (int s = 0; s < self->n_sections; s++) {
        struct section *section = &self->section[s];
        int staff = 0, with = 0;
        for (int i = section->first; i < section->end; i++) {
            staff += self->person[i].active;
            with += self->person[i].active && self->person[i].quiet < 12;
        }
        section->norm = staff == 0 ? 0.0f : (float)with / (float)staff;
    }
}
