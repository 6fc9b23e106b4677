/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small work that passes along ties: only where there is a tie, time, and something to
 * pass. */
#include "matching.h"
#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

/* Sum of each person's ties. */
SW_MULTIVERSION
static void add_up_ties(int n, const float *restrict strength, float *restrict total)
{
    for (int i = 0; i < n; i++) {
        const float *how = strength + i * SW_TIES;
        float sum = 0.0f;
        for (int k = 0; k < SW_TIES; k++)
            sum += how[k];
        total[i] = sum;
    }
}

static float strength_of_ties(const sw_world *world, int i)
{
    float total = 0.0f;
    for (int k = i * SW_TIES; k < (i + 1) * SW_TIES; k++)
        total += world->ties.strength[k];
    return total;
}

int sw_matching_draw_tie(const sw_world *world, int i, float u)
{
    float left = u * strength_of_ties(world, i);
    for (int k = 0; k < SW_TIES; k++) {
        const int other = world->ties.to[i * SW_TIES + k];
        if (other == SW_NOBODY || world->ties.strength[i * SW_TIES + k] <= 0.0f)
            continue;
        left -= world->ties.strength[i * SW_TIES + k];
        if (left <= 0.0f)
            return other;
    }
    return SW_NOBODY;
}

/* Who is about to do a favour, 0/1. */
SW_MULTIVERSION
static void who_helps(const sw_population *q, float rate, float contact,
                      const float *restrict total, const float *restrict u,
                      int32_t *restrict helps)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        helps[i] = (q->active[i] != 0) & (u[i] < rate * total[i] * contact);
}

/* The same as a list, into world->list; returns how many. */
static int list_helpers(sw_world *world, float rate, float contact)
{
    int n = 0;
    who_helps(&world->staff, rate, contact, world->key, world->uniform[0], world->list2);
    for (int i = 0; i < world->staff.n; i++) {
        world->list[n] = i;
        n += world->list2[i];
    }
    return n;
}

void sw_matching_favours(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const float *lever = world->plan.lever;
    const int32_t minutes = (int32_t)(p->favour_minutes + 0.5);
    const float contact =
        sw_exp((float)p->group_address_contact * lever[SW_LEVER_group_address] +
               (float)p->meeting_space_contact * lever[SW_LEVER_meeting_space]);
    sw_draw_columns(sw_world_key(world, SW_STREAM_TIES), 4, q->n, q->id,
                    &(sw_columns){.uniform = {world->uniform[0], world->uniform[1]}});
    add_up_ties(q->n, world->ties.strength, world->key);
    const int n = list_helpers(world, (float)p->favour, contact);
    for (int k = 0; k < n; k++) {
        const int i = world->list[k];
        const int other = sw_matching_draw_tie(world, i, world->uniform[1][i]);
        if (other == SW_NOBODY || q->section[other] == q->section[i] ||
            q->room[i] < minutes)
            continue;
        const int s = q->section[other];
        const int32_t left = sw_world_unrelieved(world, s);
        if (world->sections.favours[s] < minutes || left < minutes)
            continue;
        world->sections.favours[s] -= minutes;
        sw_world_give(world, i, SW_KIND_INFORMAL, s, minutes, minutes);
    }
}
