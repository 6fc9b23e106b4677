/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small work that passes along ties: only where there is a tie, time, and something to
 * pass. */
#include "matching.h"
#include <sidework/arithmetic.h>

static float strength_of_ties(const sw_world *world, int i)
{
    float total = 0.0f;
    for (int k = 0; k < SW_TIES; k++)
        total += world->ties.strength[i * SW_TIES + k];
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

void sw_matching_favours(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const float *lever = world->plan.lever;
    const sw_key key = sw_world_key(world, SW_STREAM_TIES);
    const int32_t minutes = (int32_t)(p->favour_minutes + 0.5);
    const float contact =
        sw_exp((float)p->group_address_contact * lever[SW_LEVER_group_address] +
               (float)p->meeting_space_contact * lever[SW_LEVER_meeting_space]);
    for (int i = 0; i < q->n; i++) {
        const float total = strength_of_ties(world, i);
        const sw_words u = sw_draw(key, q->id[i], 4);
        if (!q->active[i] || sw_uniform(u.w[0]) >= (float)p->favour * total * contact)
            continue;
        const int other = sw_matching_draw_tie(world, i, sw_uniform(u.w[1]));
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
