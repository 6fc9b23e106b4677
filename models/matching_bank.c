/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The talent bank's register: Bass's rule among those who would register, the goal sheet
 * in April, leavers. */
#include "matching.h"
#include <sidework/counts.h>

/* A wish on the goal sheet in April is a plan for the year, bank or not. */
static void report_wishes(sw_world *world, const struct sw_matching *p)
{
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_BANK);
    const float sheet =
        (float)(p->register_goal_sheet * world->plan.lever[SW_LEVER_goal_sheet]);
    for (int i = 0; i < q->n; i++)
        q->planned[i] = q->active[i] && q->would_register[i] &&
                        sw_uniform(sw_draw(key, q->id[i], 0).w[2]) < sheet;
}

/* Cooperators of the plan speak for the bank in their own section. */
static float cooperators_effect(const sw_world *world, const struct sw_matching *p, int i)
{
    return world->sections.cooperators[world->staff.section[i]] > 0
               ? (float)p->register_cooperator
               : 0.0f;
}

void sw_matching_register(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    sw_population *q = &world->staff;
    const float bank = world->plan.lever[SW_LEVER_bank];
    const sw_key key = sw_world_key(world, SW_STREAM_BANK);
    if (sw_month_of_year(world->t) == SW_APRIL)
        report_wishes(world, p);
    if (bank <= 0.0f) { /* no bank, no register */
        for (int i = 0; i < q->n; i++)
            q->registered[i] = 0;
        return;
    }
    const double share = sw_share_of_staff(world, q->registered);
    const float usual = (float)(p->register_rate + p->register_imitation * share);
    const float leave = (float)p->deregister;
    for (int i = 0; i < q->n; i++) {
        const sw_words u = sw_draw(key, q->id[i], 0);
        const float hazard = bank * (usual + cooperators_effect(world, p, i));
        const int april = sw_month_of_year(world->t) == SW_APRIL && q->planned[i];
        const int joins = q->would_register[i] && (april || sw_uniform(u.w[0]) < hazard);
        const int leaves = sw_uniform(u.w[1]) < leave;
        q->registered[i] = q->active[i] && (q->registered[i] ? !leaves : joins);
    }
}
