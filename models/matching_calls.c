/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands for emergencies, support calls and bank requests; see matching.h. */
#include "matching.h"
#include "opportunity.h"
#include "workload.h"
#include <sidework/arithmetic.h>

/* Registrants who say yes, may, and have time for a piece, in the order of id from a
 * random start: world->list, [n]. Whoever says yes and may but has no time is counted. */
typedef struct queue {
    int n, at;
} queue;

static queue list_registrants(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const sw_key answer = sw_world_key(world, SW_STREAM_BANK);
    const sw_key ask = sw_world_key(world, SW_STREAM_CONSENT);
    const float plan = sw_exp((float)p->planned);
    const int32_t piece =
        (int32_t)(SW_PARAMETERS(world, opportunity)->bank_piece * 60.0 + 0.5);
    queue line = {0, 0};
    if (world->plan.lever[SW_LEVER_bank] <= 0.0f)
        return line;
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        if (!q->active[i] || !q->registered[i])
            continue;
        const float base =
            (float)(q->willing[i] ? p->accept_willing : p->accept_unwilling);
        const float odds =
            base / (1.0f - sw_min_f(base, 0.999f)) * (q->planned[i] ? plan : 1.0f);
        if (sw_uniform(sw_draw(answer, q->id[i], 1).w[0]) >= odds / (1.0f + odds))
            continue;
        if (sw_uniform(sw_draw(ask, q->id[i], 1).w[0]) >= sw_matching_consent(world, i))
            world->ledger.refused++;
        else if (q->room[i] < piece)
            world->ledger.no_time++;
        else
            world->list[line.n++] = i;
    }
    /* whose turn it is: the one with the lowest number drawn, whoever else is in line */
    uint32_t lowest = UINT32_MAX;
    for (int k = 0; k < line.n; k++) {
        const uint32_t turn = sw_draw(answer, q->id[world->list[k]], 1).w[1];
        if (turn < lowest) {
            lowest = turn;
            line.at = k;
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
