/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goal sheets, marks, bonus; see evaluation.h. */
#include "evaluation.h"

#include <sidework/arithmetic.h>
#include <sidework/counts.h>
#include <sidework/draws.h>
#include <sidework/multiversion.h>
#include <sidework/order.h>

#define SW_OWNER sw_evaluation
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "evaluation.def"
#include <sidework/fields_end.h>
};

static const int32_t a_day = 465; /* minutes */

SW_MULTIVERSION
static void come_to_understand(sw_population *q, float hazard, const float *restrict u)
{
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++)
        q->understands[i] |= (q->active[i] != 0) & (u[i] < hazard);
}

static void spread_understanding(sw_world *world, const struct sw_evaluation *p)
{
    sw_population *q = &world->staff;
    const float lever = world->plan.lever[SW_LEVER_evaluation];
    if (lever <= 0.0f)
        return;
    const float share = (float)sw_share_of_staff(world, q->understands);
    const float hazard = lever * ((float)p->understanding_learning +
                                  (float)p->understanding_imitation * share);
    sw_draw_columns(sw_world_key(world, SW_STREAM_UNDERSTANDING), 0, q->n, q->id,
                    &(sw_columns){.uniform[0] = world->uniform[0]});
    come_to_understand(q, hazard, world->uniform[0]);
}

/* z [staff.n] standard normals; out: marks */
SW_MULTIVERSION
static void mark(sw_population *q, const struct sw_evaluation *p, float lever,
                 const float *restrict z, float *restrict marks)
{
    const float other = (float)p->other_view, own = (float)p->goal_met,
                weight = (float)p->credit_weight, cost = (float)p->own_cost;
    const int n = q->n;
    SW_COLUMNS_APART
    for (int i = 0; i < n; i++) {
        const float e = lever * (float)q->understands[i];
        const int32_t formal = q->side_year[i] - q->favour_year[i];
        const float side = sw_log(1.0f + (float)formal / 1200.0f);
        /* the other department's view of how it went, the own view of what was planned */
        const float views = 1.0f + other * q->experience[i] + own * (float)q->planned[i];
        const float credit = weight * sw_max_f(views, 0.0f);
        marks[i] = z[i] + side * (e * credit - (1.0f - e) * cost);
        q->side_last_year[i] = formal;
        q->top_grade[i] = 0;
    }
}

static void mark_all(sw_world *world, const struct sw_evaluation *p)
{
    sw_population *q = &world->staff;
    sw_draw_columns(sw_world_key(world, SW_STREAM_EVALUATION), 0, q->n, q->id,
                    &(sw_columns){.normal[0] = world->uniform[0]});
    mark(q, p, world->plan.lever[SW_LEVER_evaluation], world->uniform[0], world->key);
}

/* Gives the places of one department to the highest marks. */
static void award(sw_world *world, int department, double share)
{
    sw_population *q = &world->staff;
    int n = 0;
    for (int s = 0; s < world->sections.n; s++) {
        if (world->sections.department[s] != department)
            continue;
        for (int i = world->sections.first[s]; i < world->sections.first[s + 1]; i++) {
            if (q->active[i] && q->regular[i])
                world->words[n++] = sw_word_of(~sw_float_key(world->key[i]), i);
        }
    }
    sw_sort_by_key(world->words, world->words2, n);
    const int places = (int)(share * n);
    for (int k = 0; k < places; k++)
        q->top_grade[sw_who(world->words[k])] = 1;
}

static void teach(sw_world *world, const struct sw_evaluation *p)
{
    sw_population *q = &world->staff;
    const float lever = world->plan.lever[SW_LEVER_evaluation];
    for (int i = 0; i < q->n; i++) {
        const float e = lever * (float)q->understands[i];
        const float side = q->side_last_year[i] > 0, day = q->side_last_year[i] >= a_day;
        const float top = (float)q->top_grade[i], driven = q->interest[i] > 1.0f;
        q->credit[i] =
            (float)p->kept * q->credit[i] +
            e * side *
                ((float)p->reward * top + (float)p->seen + (float)p->crowding * driven) +
            (1.0f - e) * day * (float)p->disappointed;
    }
}

static void settle(sw_world *world)
{
    const struct sw_evaluation *p = SW_PARAMETERS(world, evaluation);
    const int m = sw_month_of_year(world->t);
    if (!p->enabled)
        return;
    spread_understanding(world, p);
    if (m == SW_MARCH) {
        mark_all(world, p);
        for (int d = 0; d < world->city->n_departments; d++)
            award(world, d, p->top_share);
    }
    if (m == SW_JUNE)
        teach(world, p);
}

const sw_mechanism sw_mechanism_evaluation = {
    .group = {"evaluation", "Yearly evaluation and the June bonus",
              "人事評価と６月期勤勉手当", fields, SW_COUNT(fields),
              sizeof(struct sw_evaluation)},
    .settle = settle,
};
