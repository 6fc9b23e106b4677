/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours that members give their teams, and how free seats are filled; see matching.h. */
#include "matching.h"
#include "opportunity.h"
#include <sidework/arithmetic.h>
#include <sidework/counts.h>
#include <sidework/order.h>

enum { MOST_TEAMS = 4 }; /* of one person */

/* Minutes of a receiver's own work that a piece of side work may still take off its
 * hands. */
static int32_t limited_relief(const sw_world *world, int section, double minutes)
{
    const int32_t left = sw_world_unrelieved(world, section);
    return minutes < left ? (int32_t)minutes : left;
}

static void give_hours(sw_world *world, sw_team *team, double relief)
{
    sw_population *q = &world->staff;
    for (int k = 0; k < team->seats; k++) {
        const int i = team->member[k];
        world->ledger.wanted[SW_KIND_TEAM] += team->minutes;
        if (i == SW_NOBODY)
            continue;
        if (q->section[i] ==
            team->section) { /* moved into the section in charge: now own work */
            team->member[k] = SW_NOBODY;
            q->seats[i]--;
            continue;
        }
        const int32_t minutes = team->minutes < q->room[i] ? team->minutes : q->room[i];
        world->ledger.no_time += q->willing[i] && minutes < team->minutes;
        if (minutes > 0)
            sw_world_give(world, i, SW_KIND_TEAM, team->section, minutes,
                          limited_relief(world, team->section, minutes * relief));
    }
}

typedef struct vacancy {
    const sw_team *team;
    int sex; /* required, -1 for either */
} vacancy;

static int fits_seat(const sw_world *world, int i, const void *what)
{
    const vacancy *v = what;
    const sw_population *q = &world->staff;
    if (q->section[i] == v->team->section || q->seats[i] >= MOST_TEAMS ||
        (v->sex >= 0 && q->sex[i] != v->sex))
        return 0;
    for (int k = 0; k < v->team->seats; k++) {
        if (v->team->member[k] == i)
            return 0;
    }
    return 1;
}

/* The sex that every free seat must now go to for the rule to hold, -1 if there is still
 * a choice. */
static int required_sex(const sw_world *world, const sw_team *team)
{
    int count[SW_N_SEXES] = {0, 0}, vacant = 0;
    for (int k = 0; k < team->seats; k++) {
        if (team->member[k] == SW_NOBODY)
            vacant++;
        else
            count[world->staff.sex[team->member[k]]]++;
    }
    for (int sex = 0; sex < SW_N_SEXES; sex++) {
        if (count[sex] < team->women_seats && team->women_seats - count[sex] >= vacant)
            return sex;
    }
    return -1;
}

static void take_seat(sw_world *world, sw_team *team, int k, int person)
{
    team->member[k] = person;
    world->staff.seats[person]++;
}

static int open_vacancies(const sw_world *world)
{
    int n = 0;
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->open_seats; k++)
            n += team->member[k] == SW_NOBODY;
    }
    return n;
}

/* Who applies and may: into world->list in the order of a random key; returns how many.
 * */
static int list_applicants(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const sw_key apply = sw_world_key(world, SW_STREAM_APPLICATION);
    const sw_key ask = sw_world_key(world, SW_STREAM_CONSENT);
    const float plan = sw_exp((float)p->planned);
    int n = 0;
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        if (!q->active[i])
            continue;
        const sw_words u = sw_draw(apply, q->id[i], 0);
        const float base = (float)(q->willing[i] ? p->apply_willing : p->apply_unwilling);
        const float odds =
            base / (1.0f - sw_min_f(base, 0.999f)) * (q->planned[i] ? plan : 1.0f);
        if (sw_uniform(u.w[0]) >= odds / (1.0f + odds))
            continue;
        if (sw_uniform(sw_draw(ask, q->id[i], 0).w[0]) >= sw_matching_consent(world, i)) {
            world->ledger.refused++;
            continue;
        }
        if (q->room[i] <= 0) {
            world->ledger.no_time++;
            continue;
        }
        world->words[n++] = sw_word_of(u.w[1], i);
    }
    sw_sort_words(world->words, n);
    for (int k = 0; k < n; k++)
        world->list[k] = sw_who(world->words[k]);
    return n;
}

/* The first applicant in line who fits; leaves the line. */
static int next_applicant(sw_world *world, int n, const vacancy *v)
{
    for (int k = 0; k < n; k++) {
        const int i = world->list[k];
        if (i != SW_NOBODY && fits_seat(world, i, v)) {
            world->list[k] = SW_NOBODY;
            return i;
        }
    }
    return SW_NOBODY;
}

static void fill_open_seats(sw_world *world)
{
    if (!open_vacancies(world))
        return;
    const int n = list_applicants(world);
    for (int g = 0; g < world->teams->n; g++) {
        sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->open_seats; k++) {
            const vacancy v = {team, required_sex(world, team)};
            const int i =
                team->member[k] == SW_NOBODY ? next_applicant(world, n, &v) : SW_NOBODY;
            if (i != SW_NOBODY)
                take_seat(world, team, k, i);
        }
    }
    for (int k = 0; k < n; k++)
        world->ledger.applicants_unplaced += world->list[k] != SW_NOBODY;
}

static void nominate_members(sw_world *world, sw_team *team, const double *weight)
{
    const sw_key key = sw_world_key(world, SW_STREAM_NOMINATION);
    for (int k = team->open_seats; k < team->seats; k++) {
        if (team->member[k] != SW_NOBODY)
            continue;
        const vacancy v = {team, required_sex(world, team)};
        const uint32_t who = (uint32_t)team->number, seat = (uint32_t)k;
        const int i = sw_matching_ask(world, key, who, seat, weight, fits_seat, &v, 0.0);
        if (i != SW_NOBODY)
            take_seat(world, team, k, i);
    }
}

void sw_matching_serve_teams(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const struct sw_opportunity *demand = SW_PARAMETERS(world, opportunity);
    const double level = 1.0 - p->opening * world->plan.lever[SW_LEVER_team_terms];
    double weight[SW_N_GRADES];
    for (int k = 0; k < SW_N_GRADES; k++)
        weight[k] = p->nominated[k] * level;
    for (int g = 0; g < world->teams->n; g++)
        give_hours(world, &world->teams->at[g], demand->team_relief);
    fill_open_seats(world);
    for (int g = 0; g < world->teams->n; g++)
        nominate_members(world, &world->teams->at[g], weight);
    world->ledger.seats_unfilled = sw_count_teams(world).vacant;
}
