/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands for emergencies, support calls and bank requests; see matching.h. */
#include "matching.h"
#include "opportunity.h"
#include "workload.h"
#include <sidework/arithmetic.h>
#include <sidework/draws.h>

/* Registrants who say yes, may, and have time for a piece, in the order of id from a
 * random start: world->list, [n]. Whoever says yes and may but has no time is counted. */
typedef struct queue {
    int n, at;
} queue;

/* Registrants who say yes this month, by id, into world->list; their turns into
 * world->list2. Returns how many. */
static int list_ready(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const float plan = sw_exp((float)p->planned), *u = world->uniform[0];
    uint32_t *turn = (uint32_t *)world->list2;
    int registered = 0, n = 0;
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        world->list[registered] = i;
        registered += (q->active[i] != 0) & (q->registered[i] != 0);
    }
    sw_draw_listed(sw_world_key(world, SW_STREAM_BANK), 1, registered, world->list, q->id,
                   &(sw_columns){.uniform[0] = world->uniform[0], .word[1] = turn});
    for (int k = 0; k < registered; k++) {
        const int i = world->list[k];
        const double base = q->willing[i] ? p->accept_willing : p->accept_unwilling;
        world->list[n] = i;
        turn[n] = turn[k];
        n += u[k] < sw_matching_chance(base, q->planned[i], plan);
    }
    return n;
}

static queue list_registrants(sw_world *world)
{
    const sw_population *q = &world->staff;
    const int32_t piece =
        (int32_t)(SW_PARAMETERS(world, opportunity)->bank_piece * 60.0 + 0.5);
    const uint32_t *turn = (const uint32_t *)world->list2;
    uint32_t lowest = UINT32_MAX;
    queue line = {0, 0};
    if (world->plan.lever[SW_LEVER_bank] <= 0.0f)
        return line;
    const int ready = list_ready(world);
    sw_draw_listed(sw_world_key(world, SW_STREAM_CONSENT), 1, ready, world->list, q->id,
                   &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int k = 0; k < ready; k++) {
        const int i = world->list[k];
        if (world->uniform[0][k] >= sw_matching_consent(world, i)) {
            world->ledger.refused++;
        } else if (q->room[i] < piece) {
            world->ledger.no_time++;
        } else {
            /* whose turn it is: the one with the lowest number drawn */
            if (turn[k] < lowest) {
                lowest = turn[k];
                line.at = line.n;
            }
            world->list[line.n++] = i;
        }
    }
    return line;
}

static int time_for(const sw_world *world, int i, const sw_call *call)
{
    const int32_t time = call->kind == SW_KIND_EMERGENCY
                             ? sw_workload_emergency_room(world, i)
                             : world->staff.room[i];
    return time >= call->piece;
}

static int fits_call(const sw_world *world, int i, const void *what)
{
    const sw_call *call = what;
    return world->staff.section[i] != call->section && time_for(world, i, call);
}

static void give_piece(sw_world *world, int person, sw_call *call)
{
    const int32_t minutes = call->piece < call->minutes ? call->piece : call->minutes;
    int32_t relief = 0;
    if (call->section >= 0) {
        const int s = call->section;
        const int32_t left = sw_world_unrelieved(world, s);
        relief = minutes < left ? minutes : left;
    }
    sw_world_give(world, person, call->kind, call->section, minutes, relief);
    call->minutes -= minutes;
}

/* One hand from the queue of registrants; 1 if one was found. */
static int ask_registrant(sw_world *world, queue *line, sw_call *call)
{
    for (int k = 0; k < line->n; k++) {
        const int turn = line->at + k < line->n ? line->at + k : line->at + k - line->n;
        const int i = world->list[turn];
        if (world->staff.section[i] == call->section ||
            (call->skill && !(world->staff.skills[i] & call->skill)))
            continue;
        if (!time_for(world, i, call))
            continue;
        give_piece(world, i, call);
        line->at = turn + 1 < line->n ? turn + 1 : 0;
        return 1;
    }
    return 0;
}

/* One hand by nomination; 1 if one was found and came. */
static int draft(sw_world *world, sw_call *call, uint32_t hand)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_key key = sw_world_key(world, SW_STREAM_NOMINATION);
    const uint32_t who = (uint32_t)call->number | 1u << 31; /* apart from team numbers */
    const int i =
        sw_matching_ask(world, key, who, hand, p->drafted, fits_call, call, p->refer);
    if (i == SW_NOBODY)
        return 0;
    give_piece(world, i, call);
    return 1;
}

static void answer(sw_world *world, queue *line, sw_call *call)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const float *lever = world->plan.lever;
    const double from_bank =
        p->support_from_bank * lever[SW_LEVER_bank] * lever[SW_LEVER_referral];
    const sw_key key = sw_world_key(world, SW_STREAM_CALL);
    const int attempts = 2 + 2 * (call->minutes / call->piece);
    for (int hand = 0; hand < attempts && call->minutes > 0; hand++) {
        if (call->kind == SW_KIND_BANK) {
            if (!ask_registrant(world, line, call))
                return;
            continue;
        }
        const uint32_t who = (uint32_t)call->number | 1u << 31;
        const float u = sw_uniform(sw_draw(key, who, (uint32_t)hand).w[0]);
        const int ask_bank = call->kind == SW_KIND_SUPPORT && u < from_bank;
        if (!(ask_bank && ask_registrant(world, line, call)))
            draft(world, call, (uint32_t)hand);
    }
}

void sw_matching_answer_calls(sw_world *world)
{
    queue line = list_registrants(world);
    const sw_population *q = &world->staff;
    for (int c = 0; c < world->calls->n; c++)
        answer(world, &line, &world->calls->at[c]);
    for (int k = 0; k < line.n; k++) {
        const int i = world->list[k];
        world->ledger.applicants_unplaced += q->side_bank[i] + q->side_support[i] == 0;
    }
}
