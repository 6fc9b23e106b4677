/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The talent bank's register: Bass's rule among those who would register, the goal sheet
 * in April, leavers. */
#include <math.h>

#include "matching.h"
#include <sidework/arithmetic.h>
#include <sidework/counts.h>

void sw_matching_register(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const float *lever = world->plan.lever;
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_BANK);
    if (lever[SW_LEVER_bank] <= 0.0f)
        return;
    const double share = sw_share_of_staff(world, world->staff.registered);
    const int april = sw_month_of_year(world->t) == SW_APRIL;
    double hazard =
        (p->register_rate + p->register_imitation * share) * lever[SW_LEVER_bank];
    const double sheet =
        april ? p->register_goal_sheet * lever[SW_LEVER_goal_sheet] : 0.0;
    hazard = 1.0 - (1.0 - fmin(hazard, 1.0)) * (1.0 - sheet);
    const float join = (float)hazard, leave = (float)p->deregister;
    for (int i = 0; i < q->n; i++) {
        const sw_words u = sw_draw(key, q->id[i], 0);
        const int joins = q->would_register[i] && sw_uniform(u.w[0]) < join;
        const int leaves = sw_uniform(u.w[1]) < leave;
        q->registered[i] = q->active[i] && (q->registered[i] ? !leaves : joins);
        if (april) /* a wish on the sheet is also a plan for the year */
            q->planned[i] =
                q->active[i] && q->would_register[i] && sw_uniform(u.w[2]) < (float)sheet;
    }
}
