/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cross-section teams as objects with a life; see opportunity.h. */
#include "opportunity_teams.h"

#include <math.h>

#include <sidework/arithmetic.h>
#include <sidework/counts.h>
#include <sidework/draws.h>

/* Longest term under the team rules (source 7-2): two years, six months, one year. */
static const int longest_term[SW_N_TEAM_KINDS] = {24, 6, 12};
/* Shares the rules ask for: 20 % recruited openly, 30 % of either sex. */
static const double open_share = 0.2, either_sex_share = 0.3;

/* A team's permanent number names month and section of its beginning: the same in every
 * scenario. A section begins at most one team and one task force a month. */
static int32_t team_number(const sw_world *world, int t, int section, int force)
{
    return ((t + 4096) * world->sections.n + section) * 2 + force;
}

/* Months of a term; u in (0, 1) spreads it, rule in (0, 1) says whether the rules hold for
 * this team while they are only partly in force. */
static int term_of(const sw_world *world, int kind, float u, float rule)
{
    const struct sw_opportunity *p = SW_PARAMETERS(world, opportunity);
    const int usual = (int)(p->team_life * (0.5 + u) + 0.5);
    const int ruled = rule < world->plan.lever[SW_LEVER_team_terms];
    const int term = ruled && usual > longest_term[kind] ? longest_term[kind] : usual;
    return term > 0 ? term : 1;
}

static int rounded_up(double x)
{
    return (int)ceil(x - 1e-9);
}

static void set_seats(sw_team *team, const struct sw_opportunity *p, const float *lever,
                      const sw_words *u)
{
    const int spread = (int)sw_below(u->w[0], 5) - 2;
    const int seats =
        team->kind == SW_TEAM_TASK_FORCE ? p->team_seats / 2 : p->team_seats;
    team->seats = seats + spread < 2 ? 2 : seats + spread;
    if (team->seats > SW_MAX_SEATS)
        team->seats = SW_MAX_SEATS;
    team->open_seats = team->women_seats = 0;
    if (team->kind != SW_TEAM_TASK_FORCE) { /* the rules name none for task forces */
        const int quota = rounded_up(team->seats * open_share);
        const int open_anyway = sw_uniform(u->w[1]) < p->team_open;
        team->open_seats =
            open_anyway
                ? quota
                : rounded_up(team->seats * open_share * lever[SW_LEVER_open_seats]);
        team->women_seats =
            rounded_up(team->seats * either_sex_share * lever[SW_LEVER_sex_balance]);
    }
    for (int k = 0; k < SW_MAX_SEATS; k++)
        team->member[k] = SW_NOBODY;
}

/* Begins a team unless the section has as many as it can take; the team, or NULL. */
static sw_team *begin(sw_world *world, int kind, int section, int32_t number,
                      int32_t parent)
{
    const struct sw_opportunity *p = SW_PARAMETERS(world, opportunity);
    const float terms = world->plan.lever[SW_LEVER_team_terms];
    int here = 0;
    for (int g = 0; g < world->teams->n; g++)
        here += world->teams->at[g].section == section;
    if (here >= SW_TEAMS_A_SECTION)
        return NULL;
    sw_team *team = &world->teams->at[world->teams->n++];
    const sw_words u = sw_draw(sw_world_key(world, SW_STREAM_TEAM), (uint32_t)number, 1);
    *team =
        (sw_team){.number = number, .kind = kind, .section = section, .parent = parent};
    set_seats(team, p, world->plan.lever, &u);
    const double hours = p->team_hours + terms * (p->team_hours_reformed - p->team_hours);
    team->minutes = (int32_t)(hours * 60.0 + 0.5);
    team->clarity = (float)(p->clarity + terms * (p->clarity_reformed - p->clarity));
    team->months_left = term_of(world, kind, sw_uniform(u.w[2]), sw_uniform(u.w[3]));
    return team;
}

static int project_or_working(uint32_t word)
{
    return sw_uniform(word) < 0.5f ? SW_TEAM_PROJECT_TEAM : SW_TEAM_WORKING_TEAM;
}

void sw_teams_found(sw_world *world)
{
    const struct sw_opportunity *p = SW_PARAMETERS(world, opportunity);
    const int before = world->t - 1; /* apart from what the first month begins */
    const double stock =
        p->team_rate / 12.0 * p->team_life / sw_max_d(1.0 - p->team_renewal, 0.05);
    const float chance = (float)(1.0 - sw_exp_d(-stock));
    const sw_key key = sw_key_of(world->seed, world->replication, SW_STREAM_TEAM, before);
    for (int s = 0; s < world->sections.n; s++) {
        const sw_words u = sw_draw(key, (uint32_t)s, 0);
        if (sw_uniform(u.w[0]) >= chance)
            continue;
        sw_team *team = begin(world, project_or_working(u.w[1]), s,
                              team_number(world, before, s, 0), -1);
        if (team)
            team->months_left = 1 + (int)sw_below(u.w[2], (uint32_t)team->months_left);
    }
}

static void end(sw_world *world, int g)
{
    sw_team *team = &world->teams->at[g];
    for (int k = 0; k < team->seats; k++) {
        if (team->member[k] != SW_NOBODY)
            world->staff.seats[team->member[k]]--;
    }
    *team = world->teams->at[--world->teams->n];
}

/* Under the rules only a project team's members can be appointed again. */
static int renewable(const sw_world *world, const sw_team *team, float rule)
{
    const int ruled = rule < world->plan.lever[SW_LEVER_team_terms];
    return team->kind == SW_TEAM_PROJECT_TEAM ||
           (team->kind == SW_TEAM_WORKING_TEAM && !ruled);
}

/* What a term under the rules leaves behind (source 7-2): a project team's report is
 * published to all staff, a working team's proposal goes to the section in charge. */
static void report(sw_world *world, const sw_team *team, const struct sw_opportunity *p,
                   float rule)
{
    if (rule >= world->plan.lever[SW_LEVER_team_terms])
        return;
    if (team->kind == SW_TEAM_PROJECT_TEAM)
        world->ledger.reports++;
    if (team->kind == SW_TEAM_WORKING_TEAM)
        world->sections.burden[team->section] += (float)p->proposal * team->clarity;
}

static void end_terms(sw_world *world, const struct sw_opportunity *p)
{
    const sw_key key = sw_world_key(world, SW_STREAM_TEAM);
    for (int g = world->teams->n - 1; g >= 0; g--) {
        sw_team *team = &world->teams->at[g];
        if (world->sections.reorganised[team->section]) {
            end(world, g);
            continue;
        }
        if (--team->months_left > 0)
            continue;
        const sw_words u = sw_draw(key, (uint32_t)team->number, 2);
        const float rule = sw_uniform(u.w[2]);
        report(world, team, p, rule);
        if (renewable(world, team, rule) && sw_uniform(u.w[0]) < p->team_renewal)
            team->months_left = term_of(world, team->kind, sw_uniform(u.w[1]), rule);
        else
            end(world, g);
    }
}

static double set_up_factor(const sw_world *world, const struct sw_opportunity *p)
{
    const float *lever = world->plan.lever;
    /* aware_base is measured at the end of the base year, plan or not */
    const double aware =
        world->t > SW_MARCH
            ? sw_share_of_regular(world, world->staff.aware) - world->plan.base_aware
            : 0.0;
    return sw_exp_d(lever[SW_LEVER_team_terms] * sw_log_d(p->reform_rate) +
                    p->awareness_rate * aware +
                    lever[SW_LEVER_meeting_space] * sw_log_d(p->meeting_space_rate) +
                    p->citizen_rate * sw_log_d(world->plan.citizen_contact));
}

static void add_task_forces(sw_world *world, const struct sw_opportunity *p)
{
    const sw_key key = sw_world_key(world, SW_STREAM_TEAM);
    const double chance = p->task_forces * world->plan.lever[SW_LEVER_team_terms];
    const int n = world->teams->n;
    for (int g = 0; g < n; g++) {
        const sw_team *team = &world->teams->at[g];
        const int32_t number = team_number(world, world->t, team->section, 1);
        int begun = team->kind != SW_TEAM_PROJECT_TEAM;
        for (int k = n; k < world->teams->n && !begun; k++)
            begun = world->teams->at[k].number == number;
        if (!begun && sw_uniform(sw_draw(key, (uint32_t)team->number, 3).w[0]) < chance)
            begin(world, SW_TEAM_TASK_FORCE, team->section, number, team->number);
    }
}

void sw_teams_turn_over(sw_world *world)
{
    const struct sw_opportunity *p = SW_PARAMETERS(world, opportunity);
    end_terms(world, p);
    const double chance = fmin(1.0, p->team_rate / 12.0 * set_up_factor(world, p));
    const float *u = world->uniform[0];
    uint32_t *kind = (uint32_t *)world->list;
    sw_draw_columns(sw_world_key(world, SW_STREAM_TEAM), 0, world->sections.n,
                    world->number,
                    &(sw_columns){.uniform[0] = world->uniform[0], .word[1] = kind});
    for (int s = 0; s < world->sections.n; s++) {
        if (u[s] < chance)
            begin(world, project_or_working(kind[s]), s,
                  team_number(world, world->t, s, 0), -1);
    }
    add_task_forces(world, p);
}
