/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands for emergencies, support calls and bank requests; see matching.h. */
#include "matching.h"
#include "opportunity.h"
#include "workload.h"
#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

/* Registrants who say yes, may, and have time for a piece, in the order of id from a
 * random start: world->list, [n]. Whoever says yes and may but has no time is counted.
 * What a call asks about stands beside, close together; room may be what it was before
 * other work. */
typedef struct queue {
    int n, at;
    int32_t *section, *skills, *room; /* [n] */
} queue;

/* Registrants who say yes this month, by id, into world->list; their turns into
 * world->list2. Returns how many. */
static int list_ready(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const float plan = sw_exp((float)p->planned), *u = world->uniform[0];
    uint32_t *turn = (uint32_t *)world->list2;
    float chance[2][2]; /* [willing][planned] */
    int registered = 0, n = 0;
    for (int planned = 0; planned < 2; planned++) {
        chance[0][planned] = sw_matching_chance(p->accept_unwilling, planned, plan);
        chance[1][planned] = sw_matching_chance(p->accept_willing, planned, plan);
    }
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        world->list[registered] = i;
        registered += q->registered[i] != 0; /* leavers are not: sw_world_remove */
    }
    sw_draw_listed(sw_world_key(world, SW_STREAM_BANK), 1, registered, world->list, q->id,
                   &(sw_columns){.uniform[0] = world->uniform[0], .word[1] = turn});
    for (int k = 0; k < registered; k++) {
        const int i = world->list[k];
        world->list[n] = i;
        turn[n] = turn[k];
        n += u[k] < chance[q->willing[i] != 0][q->planned[i] != 0];
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
    int32_t *column = (int32_t *)(void *)world->words;
    queue line = {0, 0, column, column + q->capacity, (int32_t *)(void *)world->words2};
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
            line.section[line.n] = q->section[i];
            line.skills[line.n] = q->skills[i];
            line.room[line.n] = q->room[i];
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

static int suits(const queue *line, int k, const sw_call *call)
{
    return (line->section[k] != call->section) &
           ((line->skills[k] & call->skill) == call->skill) &
           (line->room[k] >= call->piece);
}

/* The first from k on, below `end`, who suits the call; `end` if there is none. Where
 * the bank is large and time short, whole handfuls are passed over at once. */
SW_MULTIVERSION
static int next_in_line(const queue *line, const sw_call *call, int k, int end)
{
    enum { HANDFUL = 16 };
    for (; k + HANDFUL <= end; k += HANDFUL) {
        int any = 0;
        for (int j = 0; j < HANDFUL; j++)
            any |= suits(line, k + j, call);
        if (any)
            break;
    }
    while (k < end && !suits(line, k, call))
        k++;
    return k;
}

/* One hand from the queue, from `from` to before `end`; 1 if one was found. */
static int ask_part(sw_world *world, queue *line, sw_call *call, int from, int end)
{
    for (int k = from; (k = next_in_line(line, call, k, end)) < end; k++) {
        const int i = world->list[k];
        const int suited = time_for(world, i, call);
        if (suited) {
            give_piece(world, i, call);
            line->at = k + 1 < line->n ? k + 1 : 0;
        }
        line->room[k] = world->staff.room[i];
        if (suited)
            return 1;
    }
    return 0;
}

/* One hand from the queue of registrants; 1 if one was found. */
static int ask_registrant(sw_world *world, queue *line, sw_call *call)
{
    const int at = line->at;
    return ask_part(world, line, call, at, line->n) || ask_part(world, line, call, 0, at);
}

/* One hand by nomination; 1 if one was found and came. */
static int draft(sw_world *world, sw_call *call, uint32_t hand)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_key key = sw_world_key(world, SW_STREAM_NOMINATION);
    /* apart from team numbers; one number has draws for 2^20 hands */
    const uint32_t who = (uint32_t)call->number | hand >> 20 << 20 | 1u << 31;
    const int i = sw_matching_ask(world, key, who, hand & 0xFFFFFu, p->drafted, fits_call,
                                  call, p->refer);
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
