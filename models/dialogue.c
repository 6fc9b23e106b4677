/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, ties, awareness and cooperators; see dialogue.h. */
#include "dialogue.h"

#include "staff.h"

#include <sidework/arithmetic.h>

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

static void fade_ties(sw_world *world, const struct sw_dialogue *p)
{
    const float kept = 1.0f - (float)p->tie_decay;
    const int n = world->staff.n * SW_TIES;
    for (int k = 0; k < n; k++) {
        const float strength = world->ties.strength[k] * kept;
        const int gone = strength < forgotten;
        world->ties.strength[k] = gone ? 0.0f : strength;
        world->ties.to[k] = gone ? SW_NOBODY : world->ties.to[k];
    }
}

static void meet_at_work(sw_world *world, const struct sw_dialogue *p)
{
    const sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_TIES);
    for (int k = 0; k < q->n; k++) {
        const int i = q->by_id[k];
        if (!q->active[i])
            continue;
        const sw_words u = sw_draw(key, q->id[i], 5);
        const float side = sw_formal_minutes(q, i) > 0 ? (float)p->side_work_ties : 0.0f;
        if (sw_uniform(u.w[0]) >= 0.5f * (float)p->tie_contacts + side)
            continue;
        const int other = someone_else(world, i, u.w[1]);
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

/* Share of a person's ties, by strength, who are aware; base_aware without ties. Into
 * world->key before anybody changes. */
static void hear_from_ties(sw_world *world, const struct sw_dialogue *p)
{
    const sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++) {
        float all = 0.0f, aware = 0.0f;
        for (int k = i * SW_TIES; k < (i + 1) * SW_TIES; k++) {
            const int other = world->ties.to[k];
            if (other == SW_NOBODY)
                continue;
            all += world->ties.strength[k];
            aware += q->aware[other] ? world->ties.strength[k] : 0.0f;
        }
        world->key[i] = all > 0.0f ? aware / all : (float)p->base_aware;
    }
}

static void fade_people(sw_world *world, const struct sw_dialogue *p)
{
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_COOPERATOR);
    const float kept = 1.0f - (float)p->session_fading;
    const float published =
        (float)p->survey_aware * world->plan.lever[SW_LEVER_survey] +
        (float)(p->report_aware * world->ledger.reports * 1000.0 / world->city->n_staff);
    /* the start's share is what fading and ordinary renewal balance at */
    const float renewal =
        (float)(p->aware_fading * p->base_aware / (1.0001 - p->base_aware));
    hear_from_ties(world, p);
    for (int i = 0; i < q->n; i++) {
        const sw_words u = sw_draw(key, q->id[i], 0);
        q->dialogue[i] *= kept;
        q->cooperator[i] &= !(sw_uniform(u.w[0]) < (float)p->cooperator_loss);
        const int forgets = sw_uniform(u.w[1]) < (float)p->aware_fading;
        const float told = world->sections.cooperators[q->section[i]] > 0
                               ? (float)p->cooperator_aware
                               : 0.0f;
        const float heard = (float)p->tie_aware * (world->key[i] - (float)p->base_aware);
        const int learns = sw_uniform(u.w[2]) < published + renewal + told + heard;
        q->aware[i] = q->aware[i] ? !forgets : learns;
    }
}

static void look_at_peers(sw_world *world)
{
    sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++) {
        float all = 0.0f, took_part = 0.0f;
        for (int k = i * SW_TIES; k < (i + 1) * SW_TIES; k++) {
            const int other = world->ties.to[k];
            if (other == SW_NOBODY)
                continue;
            all += world->ties.strength[k];
            took_part += q->quiet[other] < 12 ? world->ties.strength[k] : 0.0f;
        }
        q->peers[i] = all > 0.0f ? took_part / all : SW_NO_TIES;
    }
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

static void take_as_own(sw_world *world, const struct sw_dialogue *p)
{
    sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++) {
        const float stake = q->interest[i] + (float)q->aware[i] +
                            (float)q->cooperator[i] +
                            0.3f * sw_min_f(q->dialogue[i], 2.0f) + q->experience[i];
        q->owns[i] = stake > (float)p->ownership;
    }
}

static void settle(sw_world *world)
{
    const struct sw_dialogue *p = SW_PARAMETERS(world, dialogue);
    if (!p->enabled)
        return;
    fade_ties(world, p);
    fade_people(world, p);
    meet_at_work(world, p);
    hold_sessions(world, p);
    look_at_peers(world);
    take_as_own(world, p);
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
