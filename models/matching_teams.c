/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours that members give their teams, and how free seats are filled; see matching.h. */
#include "matching.h"
#include "opportunity.h"
#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/counts.h>
#include <sidework/multiversion.h>
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

/* Who applies, 0/1, by chances [willing][planned]. */
SW_MULTIVERSION
static void who_applies(const sw_population *q, const float chance[2][2],
                        const float *restrict u, int32_t *restrict applies)
{
    const float no = chance[0][0], no_planned = chance[0][1], yes = chance[1][0],
                yes_planned = chance[1][1];
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float unwilling = q->planned[i] ? no_planned : no;
        const float willing = q->planned[i] ? yes_planned : yes;
        applies[i] = (q->active[i] != 0) & (u[i] < (q->willing[i] ? willing : unwilling));
    }
}

/* Who applies, into world->list, with the number in line in world->list2; how many. */
static int list_interested(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const float plan = sw_exp((float)p->planned);
    int32_t *applies = (int32_t *)(void *)world->words;
    float chance[2][2]; /* [willing][planned] */
    for (int planned = 0; planned < 2; planned++) {
        chance[0][planned] = sw_matching_chance(p->apply_unwilling, planned, plan);
        chance[1][planned] = sw_matching_chance(p->apply_willing, planned, plan);
    }
    sw_draw_columns(sw_world_key(world, SW_STREAM_APPLICATION), 0, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0],
                                  .word[1] = (uint32_t *)world->list2});
    who_applies(q, chance, world->uniform[0], applies);
    int n = 0;
    for (int i = 0; i < q->n; i++) {
        world->list[n] = i;
        n += applies[i];
    }
    return n;
}

/* Who applies and may: into world->list in the order of a random key; returns how many.
 * */
static int list_applicants(sw_world *world)
{
    const sw_population *q = &world->staff;
    const int interested = list_interested(world);
    const uint32_t *mark = (const uint32_t *)world->list2;
    int n = 0;
    sw_draw_listed(sw_world_key(world, SW_STREAM_CONSENT), 0, interested, world->list,
                   q->id, &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int k = 0; k < interested; k++) {
        const int i = world->list[k];
        if (world->uniform[0][k] >= sw_matching_consent(world, i))
            world->ledger.refused++;
        else if (q->room[i] <= 0)
            world->ledger.no_time++;
        else
            world->words[n++] = sw_word_of(mark[i], i);
    }
    sw_sort_by_key(world->words, world->words2, n);
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
    world->ledger.seats_unfilled = sw_count_vacant_seats(world);
}
