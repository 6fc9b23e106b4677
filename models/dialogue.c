/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, ties, awareness and cooperators; see dialogue.h. */
#include "dialogue.h"

#include "staff.h"

#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

#define SW_OWNER sw_dialogue
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "dialogue.def"
#include <sidework/fields_end.h>
};

static const float forgotten = 0.05f; /* a tie weaker than this is gone */

/* Somebody of another section, by number so that positions do not matter; SW_NOBODY if
 * the draw misses. */
static int someone_else(const sw_world *world, int i, uint32_t word)
{
    const sw_population *q = &world->staff;
    const int other = q->by_id[sw_below(word, (uint32_t)q->n)];
    return q->active[other] && q->section[other] != q->section[i] ? other : SW_NOBODY;
}

void sw_dialogue_greet(sw_world *world, int position)
{
    const struct sw_dialogue *p = SW_PARAMETERS(world, dialogue);
    const sw_key key =
        sw_key_of(world->seed, world->replication, SW_STREAM_DIALOGUE, -4096);
    const sw_words u = sw_draw(key, world->staff.id[position], 0);
    world->staff.aware[position] = p->enabled && sw_uniform(u.w[0]) < p->base_aware;
}

static void start(sw_world *world)
{
    const struct sw_dialogue *p = SW_PARAMETERS(world, dialogue);
    sw_population *q = &world->staff;
    const sw_key key =
        sw_key_of(world->seed, world->replication, SW_STREAM_DIALOGUE, -4096);
    if (!p->enabled)
        return;
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        const sw_words u = sw_draw(key, q->id[i], 0);
        sw_dialogue_greet(world, i);
        /* half of base_ties from each side, rounded at random */
        const int n = (int)(0.5 * p->base_ties + sw_uniform(u.w[1]));
        for (int tie = 0; tie < n; tie++) {
            const sw_words v = sw_draw(key, q->id[i], 1 + (uint32_t)tie);
            const int other = someone_else(world, i, v.w[0]);
            if (other != SW_NOBODY)
                sw_world_tie(world, i, other, 0.2f + 0.8f * sw_uniform(v.w[1]));
        }
    }
}

SW_MULTIVERSION
static void fade_ties(int n, float kept, int32_t *restrict to, float *restrict strength)
{
    for (int k = 0; k < n; k++) {
        const float left = strength[k] * kept;
        const int gone = left < forgotten;
        strength[k] = gone ? 0.0f : left;
        to[k] = gone ? SW_NOBODY : to[k];
    }
}

/* Share of each person's ties, by strength, that lead to the marked; `without` where there
 * are none. A free slot has strength 0 and leads to mark[SW_NOBODY], 0. */
SW_MULTIVERSION
static void look_at_ties(int n, float without, const int32_t *restrict to,
                         const float *restrict strength, const float *restrict mark,
                         float *restrict share)
{
    for (int i = 0; i < n; i++) {
        const int32_t *whom = to + i * SW_TIES;
        const float *how = strength + i * SW_TIES;
        float all = 0.0f, marked = 0.0f;
        for (int k = 0; k < SW_TIES; k++) {
            all += how[k];
            marked += how[k] * mark[whom[k]];
        }
        share[i] = all > 0.0f ? marked / all : without;
    }
}

/* Both, into world->key, a piece at a time, which then stays in the first cache. */
static void fade_and_look(sw_world *world, float kept, float without)
{
    enum { PIECE = 256 };
    for (int from = 0; from < world->staff.n; from += PIECE) {
        const int left = world->staff.n - from, n = left < PIECE ? left : PIECE;
        int32_t *to = world->ties.to + from * SW_TIES;
        float *strength = world->ties.strength + from * SW_TIES;
        fade_ties(n * SW_TIES, kept, to, strength);
        look_at_ties(n, without, to, strength, world->mark, world->key + from);
    }
}

/* Chance of an acquaintance this month, from half the contacts and own side work. */
SW_MULTIVERSION
static void who_meets(const sw_population *q, float usual, float through_side_work,
                      const float *restrict u, int32_t *restrict meets)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float side = sw_formal_minutes(q, i) > 0 ? through_side_work : 0.0f;
        meets[i] = (q->active[i] != 0) & (u[i] < usual + side);
    }
}

/* Who meets somebody, by number, into world->list2; returns how many. */
static int list_who_meets(sw_world *world, const struct sw_dialogue *p)
{
    const sw_population *q = &world->staff;
    int32_t *meets = (int32_t *)(void *)world->words;
    int n = 0;
    who_meets(q, 0.5f * (float)p->tie_contacts, (float)p->side_work_ties,
              world->uniform[0], meets);
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        world->list2[n] = i;
        n += meets[i];
    }
    return n;
}

static void meet_at_work(sw_world *world, const struct sw_dialogue *p)
{
    const sw_population *q = &world->staff;
    uint32_t *whom = (uint32_t *)world->list;
    sw_draw_columns(sw_world_key(world, SW_STREAM_TIES), 5, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0], .word[1] = whom});
    const int n = list_who_meets(world, p);
    for (int k = 0; k < n; k++) {
        const int i = world->list2[k], other = someone_else(world, i, whom[i]);
        if (other != SW_NOBODY)
            sw_world_tie(world, i, other, 0.4f);
    }
}

static void attend(sw_world *world, const struct sw_dialogue *p, uint32_t session, int i)
{
    sw_population *q = &world->staff;
    const sw_words u =
        sw_draw(sw_world_key(world, SW_STREAM_COOPERATOR), q->id[i], 1 + session);
    q->dialogue[i] += 1.0f;
    if (sw_uniform(u.w[0]) < p->session_aware)
        q->aware[i] = 1;
    if (q->aware[i] && q->willing[i] && sw_uniform(u.w[1]) < p->cooperator_rate)
        q->cooperator[i] = 1;
}

static void hold_session(sw_world *world, const struct sw_dialogue *p, uint32_t session)
{
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_DIALOGUE);
    int n = 0;
    const int size = p->session_size < q->n ? p->session_size : q->n;
    for (uint32_t k = 0; k < 4u * (uint32_t)size && n < size; k++) {
        const sw_words u = sw_draw(key, session, k);
        const int i = q->by_id[sw_below(u.w[0], (uint32_t)q->n)];
        int here = !q->active[i] || !q->would_join[i];
        for (int j = 0; j < n && !here; j++)
            here = world->list[j] == i;
        if (!here)
            world->list[n++] = i;
    }
    for (int j = 0; j < n; j++) {
        attend(world, p, session, world->list[j]);
        for (int k = 1; k <= (p->session_ties + 1) / 2 && k < n; k++) {
            const int other = world->list[(j + k) % n];
            if (q->section[other] != q->section[world->list[j]])
                sw_world_tie(world, world->list[j], other, 0.5f);
        }
    }
}

static void hold_sessions(sw_world *world, const struct sw_dialogue *p)
{
    const double lever = world->plan.lever[SW_LEVER_sessions] +
                         world->plan.lever[SW_LEVER_citizen_dialogue];
    const double wanted = p->sessions * lever * world->city->n_staff / 1000.0;
    const float u =
        sw_uniform(sw_draw(sw_world_key(world, SW_STREAM_DIALOGUE), UINT32_MAX, 0).w[0]);
    const int n = (int)(wanted + u);
    for (int k = 0; k < n; k++)
        hold_session(world, p, (uint32_t)k);
}

/* What fades and what comes by itself in a month. */
typedef struct passing {
    float kept, loss, forgets, gains; /* gains: chance to become aware for everybody */
    float told, heard, usual; /* by a cooperator, on ties beyond the usual share */
} passing;

SW_MULTIVERSION
static void fade(sw_population *q, passing by, const float *restrict heard,
                 const int32_t *restrict cooperators, float *const u[4])
{
    const float *u_loss = u[0], *u_forget = u[1], *u_learn = u[2];
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float told = cooperators[q->section[i]] > 0 ? by.told : 0.0f;
        const float news = by.heard * (heard[i] - by.usual);
        const int learns = u_learn[i] < by.gains + told + news;
        const int stays = !(u_forget[i] < by.forgets);
        q->dialogue[i] *= by.kept;
        q->cooperator[i] &= !(u_loss[i] < by.loss);
        q->aware[i] = q->aware[i] ? stays : learns;
    }
}

static void fade_people(sw_world *world, const struct sw_dialogue *p)
{
    sw_population *q = &world->staff;
    const float published =
        (float)p->survey_aware * world->plan.lever[SW_LEVER_survey] +
        (float)(p->report_aware * world->ledger.reports * 1000.0 / world->city->n_staff);
    /* the start's share is what fading and ordinary renewal balance at */
    const float renewal =
        (float)(p->aware_fading * p->base_aware / (1.0001 - p->base_aware));
    const passing by = {1.0f - (float)p->session_fading,
                        (float)p->cooperator_loss,
                        (float)p->aware_fading,
                        published + renewal,
                        (float)p->cooperator_aware,
                        (float)p->tie_aware,
                        (float)p->base_aware};
    for (int i = 0; i < q->n; i++)
        world->mark[i] = (float)q->aware[i];
    fade_and_look(world, 1.0f - (float)p->tie_decay, (float)p->base_aware);
    sw_draw_columns(sw_world_key(world, SW_STREAM_COOPERATOR), 0, q->n, q->id,
                    &(sw_columns){.uniform = {world->uniform[0], world->uniform[1],
                                              world->uniform[2]}});
    fade(q, by, world->key, world->sections.cooperators, world->uniform);
}

static void look_at_peers(sw_world *world)
{
    for (int i = 0; i < world->staff.n; i++)
        world->mark[i] = world->staff.quiet[i] < 12 ? 1.0f : 0.0f;
    look_at_ties(world->staff.n, SW_NO_TIES, world->ties.to, world->ties.strength,
                 world->mark, world->staff.peers);
}

void sw_dialogue_count_cooperators(sw_world *world)
{
    for (int s = 0; s < world->sections.n; s++) {
        int n = 0;
        for (int i = world->sections.first[s]; i < world->sections.first[s + 1]; i++)
            n += world->staff.cooperator[i];
        world->sections.cooperators[s] = n;
    }
}

SW_MULTIVERSION
static void take_as_own(sw_population *q, float threshold)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float stake = q->interest[i] + (float)q->aware[i] +
                            (float)q->cooperator[i] +
                            0.3f * sw_min_f(q->dialogue[i], 2.0f) + q->experience[i];
        q->owns[i] = stake > threshold;
    }
}

static void settle(sw_world *world)
{
    const struct sw_dialogue *p = SW_PARAMETERS(world, dialogue);
    if (!p->enabled)
        return;
    fade_people(world, p);
    meet_at_work(world, p);
    hold_sessions(world, p);
    look_at_peers(world);
    take_as_own(&world->staff, (float)p->ownership);
    sw_dialogue_count_cooperators(world);
}

const sw_mechanism sw_mechanism_dialogue = {
    .group = {"dialogue",
              "Dialogue sessions, ties across sections, awareness, cooperators",
              "対話会・課を越えたつながり・問題意識・協力者", fields, SW_COUNT(fields),
              sizeof(struct sw_dialogue)},
    .start = start,
    .settle = settle,
};
