/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The latent propensity and what people say; see willingness.h. */
#include "willingness.h"

#include "staff.h"
#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

#define SW_OWNER sw_willingness
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "willingness.def"
#include <sidework/fields_end.h>
};

enum { YOUNG = 30 };

/* Set bits among the eight of the general skills, without a loop over them. */
static int general_skills(int32_t skills)
{
    uint32_t bits = (uint32_t)skills >> SW_FIRST_GENERAL_SKILL & 0xFFu;
    bits -= bits >> 1 & 0x55u;
    bits = (bits & 0x33u) + (bits >> 2 & 0x33u);
    return (int)((bits + (bits >> 4)) & 0x0Fu);
}

/* Own load relative to scheduled time, 0 where it is just filled. */
static float busyness(const sw_population *q, int i)
{
    const int32_t scheduled = q->scheduled[i] > 0 ? q->scheduled[i] : 1;
    const float busy =
        sw_clamp_f((float)q->load[i] / (float)scheduled - 1.0f, -1.0f, 1.0f);
    return q->scheduled[i] > 0 ? busy : 0.0f;
}

/* The parameters as floats, once a month. */
typedef struct weights {
    float base, superior, colleagues, usual, interest, young, busy, skill, peers,
        dialogue, aware;
    float register_shift, join_shift, use_base, use_pressure, inflexible, inflexible_norm;
    float fulfilled, fulfilled_nonmanager, fulfilled_experience, fulfilled_overload;
    float disposition[SW_N_DISPOSITIONS], grade[SW_N_GRADES];
    float reason_base[SW_N_REASONS], reason_busy;
} weights;

static weights weights_of(const struct sw_willingness *p)
{
    weights w = {
        .base = (float)p->base,
        .superior = (float)p->superior,
        .colleagues = (float)p->colleagues,
        .usual = (float)p->usual,
        .interest = (float)p->interest,
        .young = (float)p->young,
        .busy = (float)p->busy,
        .skill = (float)p->skill,
        .peers = (float)p->peers,
        .dialogue = (float)p->dialogue,
        .aware = (float)p->aware,
        .register_shift = (float)p->register_shift,
        .join_shift = (float)p->join_shift,
        .use_base = (float)p->use_base,
        .use_pressure = (float)p->use_pressure,
        .inflexible = (float)p->inflexible,
        .inflexible_norm = (float)p->inflexible_norm,
        .fulfilled = (float)p->fulfilled,
        .fulfilled_nonmanager = (float)p->fulfilled_nonmanager,
        .fulfilled_experience = (float)p->fulfilled_experience,
        .fulfilled_overload = (float)p->fulfilled_overload,
        .reason_busy = (float)p->reason_busy,
    };
    for (int k = 0; k < SW_N_DISPOSITIONS; k++)
        w.disposition[k] = (float)p->disposition[k];
    for (int k = 0; k < SW_N_GRADES; k++)
        w.grade[k] = (float)p->grade[k];
    for (int k = 0; k < SW_N_REASONS; k++)
        w.reason_base[k] = (float)p->reason_base[k];
    return w;
}

SW_MULTIVERSION
static void set_busyness(const sw_population *q, float *restrict busy)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        busy[i] = busyness(q, i);
}

SW_MULTIVERSION
static void set_propensity(sw_population *q, const weights *parameters,
                           const float *restrict around, const float *restrict busy)
{
    const weights w = *parameters;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float self = w.interest * q->interest[i] +
                           w.disposition[q->disposition[i]] +
                           w.young * (float)(q->age[i] < YOUNG) + w.busy * busy[i] +
                           w.skill * (float)(general_skills(q->skills[i]) - 2);
        /* example of tied people, from what is usual; nothing where there are no ties */
        const float example =
            q->peers[i] < 0.0f ? 0.0f : w.peers * (q->peers[i] - w.usual);
        const float learned = example + w.dialogue * sw_min_f(q->dialogue[i], 3.0f) +
                              w.aware * (float)q->aware[i] + q->experience[i] +
                              q->credit[i];
        q->propensity[i] = around[q->section[i]] + self + learned + w.grade[q->grade[i]];
    }
}

SW_MULTIVERSION
static void state_will(sw_population *q, const weights *parameters)
{
    const weights w = *parameters;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float eta = q->propensity[i], level = eta - w.grade[q->grade[i]];
        q->willing[i] = eta > 0.0f;
        q->would_register[i] = level + w.register_shift > 0.0f;
        q->would_join[i] = level + w.join_shift > 0.0f;
    }
}

/* What people say of their section and their work. */
SW_MULTIVERSION
static void state_opinions(sw_population *q, const weights *parameters,
                           const float *restrict pressure, const float *restrict norm,
                           const float *restrict busy)
{
    const weights w = *parameters;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const int32_t s = q->section[i];
        const float nonmanager = q->grade[i] < SW_GRADE_CHIEF ? 1.0f : 0.0f;
        const float use = w.use_base + w.use_pressure * (pressure[s] - 1.0f) +
                          0.6f * q->interest[i] + 0.8f * q->zest[i];
        const float fulfilment = w.fulfilled + q->zest[i] +
                                 w.fulfilled_nonmanager * nonmanager +
                                 w.fulfilled_experience * q->experience[i] +
                                 w.fulfilled_overload * sw_max_f(busy[i], 0.0f);
        q->would_use_bank[i] = use > 0.0f;
        q->unfulfilled[i] = fulfilment < 0.0f;
        q->inflexible[i] =
            w.inflexible + w.inflexible_norm * norm[s] + q->tempo[i] > 0.0f;
    }
}

/* The main reason against: the one of largest weight, the first among equals. */
SW_MULTIVERSION
static void state_reason(sw_population *q, const weights *parameters,
                         const float *restrict hoarding, const float *restrict busy)
{
    const weights w = *parameters;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float too_busy = w.reason_base[SW_REASON_BUSY] + w.reason_busy * busy[i];
        const float bored = w.reason_base[SW_REASON_NOT_INTERESTED] - q->interest[i];
        const float unskilled = w.reason_base[SW_REASON_SKILLS] +
                                0.6f * (float)(2 - general_skills(q->skills[i]));
        const float held =
            w.reason_base[SW_REASON_NOT_UNDERSTOOD] + 0.7f * hoarding[q->section[i]];
        const float other = w.reason_base[SW_REASON_OTHER] - 0.4f * q->zest[i];
        int32_t reason = bored > too_busy ? SW_REASON_NOT_INTERESTED : SW_REASON_BUSY;
        float most = sw_max_f(bored, too_busy);
        reason = unskilled > most ? SW_REASON_SKILLS : reason;
        most = sw_max_f(unskilled, most);
        reason = held > most ? SW_REASON_NOT_UNDERSTOOD : reason;
        most = sw_max_f(held, most);
        q->reason[i] = other > most ? SW_REASON_OTHER : reason;
    }
}

static void month(sw_world *world)
{
    const struct sw_willingness *p = SW_PARAMETERS(world, willingness);
    if (!p->enabled)
        return;
    const weights w = weights_of(p);
    const sw_sections *s = &world->sections;
    for (int k = 0; k < s->n; k++)
        world->key[k] =
            w.base + w.superior * s->hoarding[k] + w.colleagues * (s->norm[k] - w.usual);
    float *around = world->key, *busy = world->uniform[0];
    set_busyness(&world->staff, busy);
    set_propensity(&world->staff, &w, around, busy);
    state_will(&world->staff, &w);
    state_opinions(&world->staff, &w, s->pressure, s->norm, busy);
    state_reason(&world->staff, &w, s->hoarding, busy);
}

SW_MULTIVERSION
static void clear_up(const sw_population *q, float *restrict clarity)
{
    for (int i = 0; i < q->n; i++)
        clarity[i] = q->seats[i] > 0 ? 0.0f : 0.5f;
}

/* Clearest purpose among a person's teams, into world->key; one half where there is none. */
static void set_clarity(sw_world *world)
{
    const sw_population *q = &world->staff;
    clear_up(q, world->key);
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->seats; k++) {
            const int i = team->member[k];
            if (i != SW_NOBODY && team->clarity > world->key[i])
                world->key[i] = team->clarity;
        }
    }
}

/* What a month of side work leaves, for a person of whom u was drawn. */
static void learn(sw_world *world, const struct sw_willingness *p, int i, float u)
{
    sw_population *q = &world->staff;
    const float overload = sw_max_f(busyness(q, i), 0.0f);
    const float chance = (float)p->goodness + 0.5f * (world->key[i] - 0.5f) - overload;
    const float mark = u < chance ? (float)p->good : (float)p->bad;
    const float most = (float)p->most;
    q->experience[i] = sw_clamp_f(q->experience[i] + mark, -most, most);
}

/* Marks fade; out: who did side work this month, 0/1. */
SW_MULTIVERSION
static void fade(sw_population *q, float kept, int32_t *restrict learns)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        q->experience[i] *= kept;
        learns[i] = (q->active[i] != 0) & (sw_formal_minutes(q, i) != 0);
    }
}

static void settle(sw_world *world)
{
    const struct sw_willingness *p = SW_PARAMETERS(world, willingness);
    sw_population *q = &world->staff;
    int n = 0;
    if (!p->enabled)
        return;
    set_clarity(world);
    fade(q, 1.0f - (float)p->fading, world->list2);
    for (int i = 0; i < q->n; i++) {
        world->list[n] = i;
        n += world->list2[i];
    }
    sw_draw_listed(sw_world_key(world, SW_STREAM_EXPERIENCE), 0, n, world->list, q->id,
                   &(sw_columns){.uniform[0] = world->uniform[0]});
    for (int k = 0; k < n; k++)
        learn(world, p, world->list[k], world->uniform[0][k]);
}

const sw_mechanism sw_mechanism_willingness = {
    .group = {"willingness", "Latent propensity and what people say",
              "潜在的な性向とアンケートへの答え", fields, SW_COUNT(fields),
              sizeof(struct sw_willingness)},
    .month = month,
    .settle = settle,
};
