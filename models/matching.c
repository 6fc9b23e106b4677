/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of matching, nomination and consent; the parts are in matching_*.c. See
 * matching.h. */
#include "matching.h"

#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>

#define SW_OWNER sw_matching
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "matching.def"
#include <sidework/fields_end.h>
};

/* Log-odds of a section head's consent are those of the open call plus `more`. */
static float consent_of(const sw_world *world, int k, float more)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_sections *s = &world->sections;
    const int head = s->head[k];
    const float credited = head == SW_NOBODY ? 0.0f
                                             : world->plan.lever[SW_LEVER_evaluation] *
                                                   (float)world->staff.understands[head];
    return sw_logistic(
        more + (float)p->consent + (float)p->consent_pressure * (s->pressure[k] - 1.0f) +
        (float)p->consent_hoarding * s->hoarding[k] +
        (float)p->consent_norm * s->norm[k] + (float)p->consent_evaluation * credited);
}

/* It is the same for all of a section and all month: found once. */
static void set_consent(sw_world *world)
{
    const float nominated = (float)SW_PARAMETERS(world, matching)->consent_nominated;
    for (int k = 0; k < world->sections.n; k++) {
        world->consent[0][k] = consent_of(world, k, 0.0f);
        world->consent[1][k] = consent_of(world, k, nominated);
    }
}

static float consent(const sw_world *world, int i, int nominated)
{
    const sw_population *q = &world->staff;
    /* above a head there is nobody within the section */
    return q->grade[i] >= SW_GRADE_HEAD ? 1.0f : world->consent[nominated][q->section[i]];
}

float sw_matching_chance(double base, int planned, float plan)
{
    const float b = (float)base;
    const float odds = b / (1.0f - sw_min_f(b, 0.999f)) * (planned ? plan : 1.0f);
    return odds / (1.0f + odds);
}

float sw_matching_consent(const sw_world *world, int i)
{
    return consent(world, i, 0);
}

/* Those considered for a nomination, looked at this many at a time. */
enum { CONSIDERED = 64 };

/* Scores of n people, active or not; z [n] standard normals, score [n]. */
SW_MULTIVERSION
static void rate_people(const sw_world *world, const double *grade_weight, int n,
                        const int32_t *restrict who, const float *restrict z,
                        float *restrict score)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    const float by_service = (float)p->service, by_will = (float)p->willing,
                by_chance = (float)p->noise;
    float by_grade[SW_N_GRADES], by_job[SW_N_JOBS];
    for (int g = 0; g < SW_N_GRADES; g++)
        by_grade[g] = (float)grade_weight[g];
    for (int j = 0; j < SW_N_JOBS; j++)
        by_job[j] = (float)p->job[j];
    SW_COLUMNS_APART
    for (int k = 0; k < n; k++) {
        const int i = who[k];
        score[k] = by_grade[q->grade[i]] + by_job[q->job[i]] +
                   by_service * sw_log(1.0f + q->service[i]) +
                   by_will * (float)q->willing[i] + by_chance * z[k];
    }
}

/* Who is asked first: the highest score among those drawn who fit, the first among
 * equals, or SW_NOBODY. */
static int nominate(const sw_world *world, sw_key key, uint32_t who, uint32_t draw,
                    const double *grade_weight, sw_fits *fits, const void *what)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    const sw_population *q = &world->staff;
    uint32_t word[CONSIDERED];
    int32_t drawn[CONSIDERED];
    float z[CONSIDERED], score[CONSIDERED], highest = 0.0f;
    int best = SW_NOBODY;
    for (int from = 0; from < p->nominees && q->n > 0; from += CONSIDERED) {
        const int n = p->nominees - from < CONSIDERED ? p->nominees - from : CONSIDERED;
        sw_draw_run(key, who, draw * 1024 + (uint32_t)from, n,
                    &(sw_columns){.word[0] = word, .normal[1] = z});
        for (int k = 0; k < n; k++)
            drawn[k] = q->by_id[sw_below(word[k], (uint32_t)q->n)];
        rate_people(world, grade_weight, n, drawn, z, score);
        for (int k = 0; k < n; k++) {
            if ((best == SW_NOBODY || score[k] > highest) && q->active[drawn[k]] &&
                fits(world, drawn[k], what)) {
                best = drawn[k];
                highest = score[k];
            }
        }
    }
    return best;
}

/* The person says yes and the superior lets go. */
static int comes(sw_world *world, int i, uint32_t yes, uint32_t release)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    if (sw_uniform(yes) >= (float)p->obey)
        return 0;
    if (sw_uniform(release) < consent(world, i, 1))
        return 1;
    world->ledger.refused++;
    return 0;
}

int sw_matching_ask(sw_world *world, sw_key key, uint32_t who, uint32_t draw,
                    const double *grade_weight, sw_fits *fits, const void *what,
                    double refer)
{
    const int i = nominate(world, key, who, draw, grade_weight, fits, what);
    if (i == SW_NOBODY)
        return SW_NOBODY;
    const sw_words u = sw_draw(key, who, 1u << 30 | draw);
    if (comes(world, i, u.w[0], u.w[1]))
        return i;
    if (sw_uniform(u.w[2]) >= (float)refer)
        return SW_NOBODY;
    const int other = sw_matching_draw_tie(world, i, sw_uniform(u.w[3]));
    if (other == SW_NOBODY || !world->staff.active[other] || !fits(world, other, what))
        return SW_NOBODY;
    const sw_words v = sw_draw(key, who, 3u << 30 | draw);
    return comes(world, other, v.w[0], v.w[1]) ? other : SW_NOBODY;
}

/* How tightly each section's head holds on: a trait of the head, so it moves with the
 * head. */
static void set_hoarding(sw_world *world)
{
    const sw_key key = sw_key_of(world->seed, world->replication, SW_STREAM_LATENT, 0);
    const int32_t *head = world->sections.head;
    uint32_t *id = (uint32_t *)world->list;
    for (int s = 0; s < world->sections.n; s++)
        id[s] = head[s] == SW_NOBODY ? 0 : world->staff.id[head[s]];
    sw_draw_columns(key, 3, world->sections.n, id,
                    &(sw_columns){.normal[0] = world->sections.hoarding});
    for (int s = 0; s < world->sections.n; s++) {
        if (head[s] == SW_NOBODY)
            world->sections.hoarding[s] = 0.0f;
    }
}

static void clear(int32_t *column, int n)
{
    memset(column, 0, (size_t)n * sizeof *column);
}

static void clear_side_work(sw_world *world)
{
    sw_population *q = &world->staff;
    int32_t *const of_month[] = {q->side_team, q->side_support, q->side_emergency,
                                 q->side_bank, q->side_informal};
    for (int k = 0; k < SW_N_KINDS; k++)
        clear(of_month[k], q->n);
    if (sw_month_of_year(world->t) != SW_APRIL)
        return;
    clear(q->side_year, q->n);
    clear(q->favour_year, q->n);
    memset(world->linked, 0, (size_t)world->sections.n * (size_t)world->sections.n);
}

static void month(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    clear_side_work(world);
    if (!p->enabled)
        return;
    set_hoarding(world);
    set_consent(world);
    sw_matching_register(world);
    sw_matching_serve_teams(world);
    sw_matching_answer_calls(world);
    sw_matching_favours(world);
}

/* What nominators will remember. */
SW_MULTIVERSION
static void remember(sw_population *q, float kept)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const int32_t formal = sw_formal_minutes(q, i);
        q->side_year[i] += formal + q->side_informal[i];
        q->favour_year[i] += q->side_informal[i];
        q->service[i] = kept * q->service[i] + (float)formal / 60.0f;
        q->quiet[i] = formal > 0 ? 0 : q->quiet[i] + 1;
    }
}

/* And colleagues: the share of each section that took part in the last year. */
static void set_norms(sw_world *world)
{
    const sw_population *q = &world->staff;
    for (int s = 0; s < world->sections.n; s++) {
        int recent = 0, all = 0;
        for (int i = world->sections.first[s]; i < world->sections.first[s + 1]; i++) {
            recent += (q->active[i] != 0) & (q->quiet[i] < 12);
            all += q->active[i];
        }
        world->sections.norm[s] = all ? (float)recent / (float)all : 0.0f;
    }
}

static void settle(sw_world *world)
{
    const struct sw_matching *p = SW_PARAMETERS(world, matching);
    remember(&world->staff, 1.0f - (float)p->memory);
    set_norms(world);
}

const sw_mechanism sw_mechanism_matching = {
    .group = {"matching", "Who is asked, who volunteers, who is chosen",
              "誰に頼み、誰が手を挙げ、誰が選ばれるか", fields, SW_COUNT(fields),
              sizeof(struct sw_matching)},
    .month = month,
    .settle = settle,
};
