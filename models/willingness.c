/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The latent propensity and what people say; see willingness.h. */
#include "willingness.h"

#include "staff.h"
#include <sidework/arithmetic.h>

#define SW_OWNER sw_willingness
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "willingness.def"
#include <sidework/fields_end.h>
};

enum { YOUNG = 30 };

static int general_skills(int32_t skills)
{
    uint32_t bits = (uint32_t)skills >> SW_FIRST_GENERAL_SKILL;
    int n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* Own load relative to scheduled time, 0 where it is just filled. */
static float busyness(const sw_population *q, int i)
{
    return q->scheduled[i] > 0
               ? sw_clamp_f((float)q->load[i] / (float)q->scheduled[i] - 1.0f, -1.0f,
                            1.0f)
               : 0.0f;
}

/* Example of tied people, from what is usual; nothing where there are no ties. */
static float by_example(const struct sw_willingness *p, float peers)
{
    return peers < 0.0f ? 0.0f : (float)p->peers * (peers - (float)p->usual);
}

static void set_propensity(sw_world *world, const struct sw_willingness *p)
{
    sw_population *q = &world->staff;
    const float usual = (float)p->usual;
    for (int s = 0; s < world->sections.n; s++) {
        const float around = (float)p->base +
                             (float)p->superior * world->sections.hoarding[s] +
                             (float)p->colleagues * (world->sections.norm[s] - usual);
        for (int i = world->sections.first[s]; i < world->sections.first[s + 1]; i++) {
            const float self =
                (float)p->interest * q->interest[i] +
                (float)p->disposition[q->disposition[i]] +
                (float)p->young * (q->age[i] < YOUNG) + (float)p->busy * busyness(q, i) +
                (float)p->skill * (float)(general_skills(q->skills[i]) - 2);
            const float learned = by_example(p, q->peers[i]) +
                                  (float)p->dialogue * sw_min_f(q->dialogue[i], 3.0f) +
                                  (float)p->aware * (float)q->aware[i] +
                                  q->experience[i] + q->credit[i];
            q->propensity[i] = around + self + learned + (float)p->grade[q->grade[i]];
        }
    }
}

static int main_reason(const sw_world *world, const struct sw_willingness *p, int i)
{
    const sw_population *q = &world->staff;
    const float weight[SW_N_REASONS] = {
        (float)p->reason_base[SW_REASON_BUSY] + (float)p->reason_busy * busyness(q, i),
        (float)p->reason_base[SW_REASON_NOT_INTERESTED] - q->interest[i],
        (float)p->reason_base[SW_REASON_SKILLS] +
            0.6f * (float)(2 - general_skills(q->skills[i])),
        (float)p->reason_base[SW_REASON_NOT_UNDERSTOOD] +
            0.7f * world->sections.hoarding[q->section[i]],
        (float)p->reason_base[SW_REASON_OTHER] - 0.4f * q->zest[i]};
    int main = 0;
    for (int k = 1; k < SW_N_REASONS; k++) {
        if (weight[k] > weight[main])
            main = k;
    }
    return main;
}

static void state_answers(sw_world *world, const struct sw_willingness *p)
{
    sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++) {
        const float eta = q->propensity[i], level = eta - (float)p->grade[q->grade[i]];
        const float pressure = world->sections.pressure[q->section[i]] - 1.0f;
        const float norm = world->sections.norm[q->section[i]];
        const float overload = sw_max_f(busyness(q, i), 0.0f);
        const float fulfilment =
            (float)p->fulfilled + q->zest[i] +
            (float)p->fulfilled_nonmanager * (q->grade[i] < SW_GRADE_CHIEF) +
            (float)p->fulfilled_experience * q->experience[i] +
            (float)p->fulfilled_overload * overload;
        q->willing[i] = eta > 0.0f;
        q->would_register[i] = level + (float)p->register_shift > 0.0f;
        q->would_join[i] = level + (float)p->join_shift > 0.0f;
        q->would_use_bank[i] = (float)p->use_base + (float)p->use_pressure * pressure +
                                   0.6f * q->interest[i] + 0.8f * q->zest[i] >
                               0.0f;
        q->unfulfilled[i] = fulfilment < 0.0f;
        q->inflexible[i] =
            (float)p->inflexible + (float)p->inflexible_norm * norm + q->tempo[i] > 0.0f;
        q->reason[i] = main_reason(world, p, i);
    }
}

static void month(sw_world *world)
{
    const struct sw_willingness *p = SW_PARAMETERS(world, willingness);
    if (!p->enabled)
        return;
    set_propensity(world, p);
    state_answers(world, p);
}

/* Clearest purpose among a person's teams, into world->key; one half where there is none. */
static void set_clarity(sw_world *world)
{
    const sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++)
        world->key[i] = q->seats[i] > 0 ? 0.0f : 0.5f;
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->seats; k++) {
            const int i = team->member[k];
            if (i != SW_NOBODY && team->clarity > world->key[i])
                world->key[i] = team->clarity;
        }
    }
}

static void settle(sw_world *world)
{
    const struct sw_willingness *p = SW_PARAMETERS(world, willingness);
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_EXPERIENCE);
    const float kept = 1.0f - (float)p->fading, most = (float)p->most;
    if (!p->enabled)
        return;
    set_clarity(world);
    for (int i = 0; i < q->n; i++) {
        q->experience[i] *= kept;
        if (!q->active[i] || sw_formal_minutes(q, i) == 0)
            continue;
        const float overload = sw_max_f(busyness(q, i), 0.0f);
        const float chance =
            (float)p->goodness + 0.5f * (world->key[i] - 0.5f) - overload;
        const float u = sw_uniform(sw_draw(key, q->id[i], 0).w[0]);
        const float mark = u < chance ? (float)p->good : (float)p->bad;
        q->experience[i] = sw_clamp_f(q->experience[i] + mark, -most, most);
    }
}

const sw_mechanism sw_mechanism_willingness = {
    .group = {"willingness", "Latent propensity and what people say",
              "潜在的な性向とアンケートへの答え", fields, SW_COUNT(fields),
              sizeof(struct sw_willingness)},
    .month = month,
    .settle = settle,
};
