/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls for hands; teams are in opportunity_teams.c. See opportunity.h. */
#include "opportunity.h"

#include <math.h>

#include "opportunity_teams.h"
#include "staff.h"
#include <sidework/arithmetic.h>
#include <sidework/order.h>

#define SW_OWNER sw_opportunity
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "opportunity.def"
#include <sidework/fields_end.h>
};

static int32_t minutes_of(double hours)
{
    return sw_floor_i(hours * 60.0 + 0.5);
}

/* Adds a finite call; its number is unique within the month by section and kind. */
static void call(sw_world *world, int kind, int section, int32_t minutes,
                 double piece_hours, int32_t skill)
{
    sw_calls *calls = world->calls;
    if (minutes <= 0)
        return;
    const int32_t piece = minutes_of(piece_hours);
    calls->at[calls->n++] =
        (sw_call){.number = (section + 1) * 2 * SW_N_KINDS + 2 * kind + (skill != 0),
                  .kind = kind,
                  .section = section,
                  .minutes = minutes,
                  .piece = piece < minutes ? piece : minutes,
                  .skill = skill};
    world->ledger.wanted[kind] += minutes;
}

/* Emergencies are answered first, then support, then the bank; within a kind in the order
 * of a random key, so that no section is always served first. */
static void put_in_order(sw_world *world)
{
    sw_calls *calls = world->calls;
    const sw_key key = sw_world_key(world, SW_STREAM_CALL);
    const uint32_t rank[SW_N_KINDS] = {
        [SW_KIND_SUPPORT] = 1u << 30, [SW_KIND_BANK] = 2u << 30};
    for (int k = 0; k < calls->n; k++) {
        const sw_call *c = &calls->at[k];
        const uint32_t mark = sw_draw(key, (uint32_t)c->number, 3).w[0] >> 2;
        world->words[k] = sw_word_of(rank[c->kind] | mark, k);
        world->waiting[k] = *c;
    }
    sw_sort_by_key(world->words, world->words2, calls->n);
    for (int k = 0; k < calls->n; k++)
        calls->at[k] = world->waiting[sw_who(world->words[k])];
}

/* Share of a section's people who say it would use the bank, and then its month of
 * beginning to. */
static void spread_bank_use(sw_world *world, const struct sw_opportunity *p)
{
    const sw_population *q = &world->staff;
    sw_sections *s = &world->sections;
    const float *lever = world->plan.lever;
    const sw_key key = sw_world_key(world, SW_STREAM_CALL);
    if (lever[SW_LEVER_bank] <= 0.0f) {
        for (int k = 0; k < s->n; k++)
            s->uses_bank[k] = 0;
        return;
    }
    int users = 0;
    for (int k = 0; k < s->n; k++)
        users += s->uses_bank[k];
    const double share = (double)users / s->n;
    const double hazard = (p->bank_learning + p->bank_imitation * share) *
                          lever[SW_LEVER_bank] *
                          (1.0 + lever[SW_LEVER_referral] * (p->bank_referral - 1.0));
    for (int k = 0; k < s->n; k++) {
        int yes = 0;
        if (s->uses_bank[k])
            continue;
        for (int i = s->first[k]; i < s->first[k + 1]; i++)
            yes += (q->active[i] != 0) & (q->would_use_bank[i] != 0);
        if (2 * yes > s->members[k] &&
            sw_uniform(sw_draw(key, (uint32_t)k, 1).w[0]) < hazard)
            s->uses_bank[k] = 1;
    }
}

static void call_for_support(sw_world *world, const struct sw_opportunity *p)
{
    const sw_sections *s = &world->sections;
    const sw_key key = sw_world_key(world, SW_STREAM_CALL);
    const double average = (double)world->city->n_staff / s->n;
    for (int k = 0; k < s->n; k++) {
        const float beyond = s->pressure[k] - (float)p->support_pressure;
        if (beyond < 0.0f)
            continue;
        const sw_words u = sw_draw(key, (uint32_t)k, 0);
        const float chance =
            (float)p->support_rate * sw_exp((float)p->support_slope * beyond);
        if (sw_uniform(u.w[0]) >= chance)
            continue;
        const double hours = p->support_hours * world->city->posts[k] / average *
                             (0.5 + sw_uniform(u.w[1]));
        const int32_t minutes = minutes_of(hours);
        call(world, SW_KIND_SUPPORT, k,
             minutes < s->todo[k] / 2 ? minutes : s->todo[k] / 2, p->support_piece, 0);
    }
}

static void call_the_bank(sw_world *world, const struct sw_opportunity *p)
{
    const sw_sections *s = &world->sections;
    const sw_key key = sw_world_key(world, SW_STREAM_CALL);
    for (int k = 0; k < s->n; k++) {
        if (!s->uses_bank[k] || world->plan.lever[SW_LEVER_bank] <= 0.0f)
            continue;
        const sw_words u = sw_draw(key, (uint32_t)k, 2);
        const double over = fmax(0.0, (double)s->todo[k] - s->scheduled[k]) / 60.0;
        call(world, SW_KIND_BANK, k, minutes_of(over * p->bank_outsourced), p->bank_piece,
             0);
        const int32_t skill =
            1 << (SW_FIRST_GENERAL_SKILL + (int)sw_below(u.w[0], SW_N_GENERAL_SKILLS));
        const double task = p->bank_tasks * (0.5 + sw_uniform(u.w[1]));
        const int32_t minutes = minutes_of(task);
        call(world, SW_KIND_BANK, k, minutes < s->todo[k] / 4 ? minutes : s->todo[k] / 4,
             p->bank_piece, skill);
    }
}

static void start(sw_world *world)
{
    const struct sw_opportunity *p = SW_PARAMETERS(world, opportunity);
    if (p->enabled)
        sw_teams_found(world);
}

static void month(sw_world *world)
{
    const struct sw_opportunity *p = SW_PARAMETERS(world, opportunity);
    world->calls->n = 0;
    if (!p->enabled)
        return;
    sw_teams_turn_over(world);
    spread_bank_use(world, p);
    call(world, SW_KIND_EMERGENCY, -1, world->environment.emergency, p->emergency_piece,
         0);
    call_for_support(world, p);
    call_the_bank(world, p);
    put_in_order(world);
    for (int k = 0; k < world->sections.n; k++) {
        world->sections.favours[k] = sw_floor_i(world->sections.todo[k] * p->favours);
        world->ledger.wanted[SW_KIND_INFORMAL] += world->sections.favours[k];
    }
}

const sw_mechanism sw_mechanism_opportunity = {
    .group = {"opportunity", "The demand for side work: teams, calls, requests, favours",
              "副業の需要（チーム・応援・依頼・小さな仕事）", fields, SW_COUNT(fields),
              sizeof(struct sw_opportunity)},
    .start = start,
    .month = month,
};
