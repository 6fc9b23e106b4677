/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Teams of the twin, their beginning and end: ODD 7.6. */
#include "twin/twin.h"

#include <math.h>
#include <string.h>

/* The number names the month and section of the beginning and a task force. */
static uint32_t team_number(const twin *self, int month, int section, int kind)
{
    return (uint32_t)(((month + 4096) * self->n_sections + section) * 2 +
                      (kind == SW_TEAM_TASK_FORCE));
}

static int teams_in_charge(const twin *self, int section)
{
    int n = 0;
    for (int k = 0; k < self->n_teams; k++)
        n += self->team[k].section == section;
    return n;
}

/* The smallest whole number not below a share of seats. */
static int seats_of_share(double share)
{
    return (int)ceil(share - 1e-9);
}

static int32_t draw_term(const twin *self, int kind, double u, int under_the_rules)
{
    static const int limit[SW_N_TEAM_KINDS] = {24, 6, 12};
    const int term = (int)(self->given.opportunity.team_life * (0.5 + u) + 0.5);
    return twin_most(1, under_the_rules ? twin_least(term, limit[kind]) : term);
}

/* A new team stands last in the table, all chairs vacant; NULL where a section has its
 * eight. `w`: draw 1 of its number. */
static struct team *begin_team(twin *self, uint32_t number, int kind, int section,
                               sw_words w)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    const float *lever = self->plan.lever;
    const double terms = (double)lever[SW_LEVER_team_terms];
    const int task_force = kind == SW_TEAM_TASK_FORCE;
    if (teams_in_charge(self, section) == TWIN_TEAMS_OF_A_SECTION)
        return NULL;
    struct team *team = &self->team[self->n_teams++];
    memset(team, 0, sizeof *team);
    team->number = (int32_t)number;
    team->kind = kind;
    team->section = section;
    team->parent = -1;
    const int usual = task_force ? p->team_seats / 2 : p->team_seats;
    team->seats = twin_least(24, twin_most(2, usual + (int)sw_below(w.w[0], 5) - 2));
    if (!task_force) {
        team->open_seats =
            seats_of_share(0.2 * team->seats * (double)lever[SW_LEVER_open_seats]);
        if (twin_below(w.w[1], p->team_open))
            team->open_seats = seats_of_share(0.2 * team->seats);
        team->women_seats =
            seats_of_share(0.3 * team->seats * (double)lever[SW_LEVER_sex_balance]);
    }
    team->minutes =
        twin_minutes(p->team_hours + terms * (p->team_hours_reformed - p->team_hours));
    team->clarity = (float)(p->clarity + terms * (p->clarity_reformed - p->clarity));
    team->months_left = draw_term(self, kind, (double)sw_uniform(w.w[2]),
                                  twin_below_f(w.w[3], lever[SW_LEVER_team_terms]));
    return team;
}

static int kind_of(uint32_t word)
{
    return twin_below(word, 0.5) ? SW_TEAM_PROJECT_TEAM : SW_TEAM_WORKING_TEAM;
}

/* A stock of teams with empty chairs, part of their terms gone. */
void twin_opportunity_start(twin *self)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    const int before = self->t - 1;
    const float chance =
        (float)(1.0 - sw_exp_d(-(p->team_rate / 12.0 * p->team_life /
                                 sw_max_d(1.0 - p->team_renewal, 0.05))));
    if (!p->enabled)
        return;
    for (int s = 0; s < self->n_sections; s++) {
        const sw_words w = twin_draw_in(self, before, SW_STREAM_TEAM, (uint32_t)s, 0);
        if (!twin_below_f(w.w[0], chance))
            continue;
        const int kind = kind_of(w.w[1]);
        const uint32_t number = team_number(self, before, s, kind);
        struct team *team =
            begin_team(self, number, kind, s, twin_draw(self, SW_STREAM_TEAM, number, 1));
        if (team)
            team->months_left =
                1 + (int32_t)sw_below(w.w[2], (uint32_t)team->months_left);
    }
}

/* Members get up; the last team of the table takes the place. */
static void end_team(twin *self, int k)
{
    struct team *team = &self->team[k];
    for (int chair = 0; chair < team->seats; chair++) {
        if (team->chair[chair] != TWIN_NOBODY)
            twin_person(self, team->chair[chair])->seats--;
    }
    *team = self->team[--self->n_teams];
}

/* The end of a term: a report or a proposal; then another term, or the end. */
static void end_term(twin *self, int k)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    struct team *team = &self->team[k];
    const sw_words w = twin_draw(self, SW_STREAM_TEAM, (uint32_t)team->number, 2);
    const int under = twin_below_f(w.w[2], self->plan.lever[SW_LEVER_team_terms]);
    if (under && team->kind == SW_TEAM_PROJECT_TEAM)
        self->ledger.reports++;
    if (under && team->kind == SW_TEAM_WORKING_TEAM)
        self->section[team->section].burden += (float)p->proposal * team->clarity;
    const int may = team->kind == SW_TEAM_PROJECT_TEAM ||
                    (team->kind == SW_TEAM_WORKING_TEAM && !under);
    if (may && twin_below(w.w[0], p->team_renewal))
        team->months_left =
            draw_term(self, team->kind, (double)sw_uniform(w.w[1]), under);
    else
        end_team(self, k);
}

static void pass_terms(twin *self)
{
    for (int k = self->n_teams - 1; k >= 0; k--) {
        if (self->section[self->team[k].section].reorganised)
            end_team(self, k);
        else if (--self->team[k].months_left == 0)
            end_term(self, k);
    }
}

/* F: what multiplies the rate at which teams are set up. */
static double setting_up(const twin *self)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    const sw_plan_state *plan = &self->plan;
    const double a = self->t < 12 ? 0.0
                                  : twin_share(self, twin_is_regular, twin_is_aware) -
                                        plan->base_aware;
    return sw_exp_d((double)plan->lever[SW_LEVER_team_terms] * sw_log_d(p->reform_rate) +
                    p->awareness_rate * a +
                    (double)plan->lever[SW_LEVER_meeting_space] *
                        sw_log_d(p->meeting_space_rate) +
                    p->citizen_rate * sw_log_d((double)plan->citizen_contact));
}

static void set_up_teams(twin *self)
{
    const double chance =
        sw_min_d(1.0, self->given.opportunity.team_rate / 12.0 * setting_up(self));
    for (int s = 0; s < self->n_sections; s++) {
        const sw_words w = twin_draw(self, SW_STREAM_TEAM, (uint32_t)s, 0);
        if (!twin_below(w.w[0], chance))
            continue;
        const int kind = kind_of(w.w[1]);
        const uint32_t number = team_number(self, self->t, s, kind);
        begin_team(self, number, kind, s, twin_draw(self, SW_STREAM_TEAM, number, 1));
    }
}

/* Project teams set up task forces, a section at most one a month. */
static void set_up_task_forces(twin *self)
{
    const double chance = self->given.opportunity.task_forces *
                          (double)self->plan.lever[SW_LEVER_team_terms];
    memset(self->begun, 0, (size_t)self->n_sections);
    for (int k = 0; k < self->n_teams; k++) {
        const int s = self->team[k].section;
        const int32_t parent = self->team[k].number;
        if (self->team[k].kind != SW_TEAM_PROJECT_TEAM || self->begun[s])
            continue;
        const sw_words w = twin_draw(self, SW_STREAM_TEAM, (uint32_t)parent, 3);
        if (!twin_below(w.w[0], chance))
            continue;
        const uint32_t number = team_number(self, self->t, s, SW_TEAM_TASK_FORCE);
        struct team *team = begin_team(self, number, SW_TEAM_TASK_FORCE, s,
                                       twin_draw(self, SW_STREAM_TEAM, number, 1));
        if (team) {
            team->parent = parent;
            self->begun[s] = 1;
        }
    }
}

void twin_opportunity_month(twin *self)
{
    self->n_calls = 0;
    if (!self->given.opportunity.enabled)
        return;
    pass_terms(self);
    set_up_teams(self);
    set_up_task_forces(self);
    twin_calls_month(self);
}
