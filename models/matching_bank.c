/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The talent bank's register: Bass's rule among those who would register, the goal sheet
 * in April, leavers. */
#include "matching.h"
#include <string.h>

#include <sidework/counts.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

/* A wish on the goal sheet in April is a plan for the year, bank or not. u [staff.n] */
SW_MULTIVERSION
static void report_wishes(sw_population *q, float sheet, const float *restrict u)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        q->planned[i] =
            (q->active[i] != 0) & (q->would_register[i] != 0) & (u[i] < sheet);
}

/* What a month does to the register; cooperators of the plan speak for the bank in their
 * own section. */
typedef struct turnover {
    float bank, usual, cooperator, leave;
    int april; /* 0/1: plans of the goal sheet are carried out */
} turnover;

SW_MULTIVERSION
static void turn_over(sw_population *q, const turnover *by,
                      const int32_t *restrict cooperators, const float *restrict join,
                      const float *restrict leave)
{
    const float bank = by->bank, usual = by->usual, more = by->cooperator,
                gone = by->leave;
    const int april = by->april;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float spoken_for = cooperators[q->section[i]] > 0 ? more : 0.0f;
        const float hazard = bank * (usual + spoken_for);
        const int now = (april & (q->planned[i] != 0)) | (join[i] < hazard);
        const int joins = (q->would_register[i] != 0) & now;
        const int stays = !(leave[i] < gone);
        q->registered[i] = (q->active[i] != 0) & (q->registered[i] ? stays : joins);
    }
}

void sw_matching_register(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    sw_population *q = &world->staff;
    const float *lever = world->plan.lever, bank = lever[SW_LEVER_bank];
    const int april = sw_month_of_year(world->t) == SW_APRIL;
    float **u = world->uniform;
    if (april || bank > 0.0f)
        sw_draw_columns(sw_world_key(world, SW_STREAM_BANK), 0, q->n, q->id,
                        &(sw_columns){.uniform = {u[0], u[1], u[2]}});
    if (april)
        report_wishes(q, (float)(p->register_goal_sheet * lever[SW_LEVER_goal_sheet]),
                      u[2]);
    if (bank <= 0.0f) { /* no bank, no register */
        memset(q->registered, 0, (size_t)q->n * sizeof *q->registered);
        return;
    }
    const double share = sw_share_of_staff(world, q->registered);
    const turnover by = {bank, (float)(p->register_rate + p->register_imitation * share),
                         (float)p->register_cooperator, (float)p->deregister, april};
    turn_over(q, &by, world->sections.cooperators, u[0], u[1]);
}
