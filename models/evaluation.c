/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goal sheets, marks, bonus; see evaluation.h. */
#include "evaluation.h"

#include <sidework/arithmetic.h>
#include <sidework/counts.h>
#include <sidework/order.h>

#define SW_OWNER sw_evaluation
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include "evaluation.def"
#include <sidework/fields_end.h>
};

static const int32_t a_day = 465; /* minutes */

static void spread_understanding(sw_world *world, const struct sw_evaluation *p)
{
    sw_population *q = &world->staff;
    const float lever = world->plan.lever[SW_LEVER_evaluation];
    const sw_key key = sw_world_key(world, SW_STREAM_UNDERSTANDING);
    if (lever <= 0.0f)
        return;
    const float share = (float)sw_share_of_staff(world, q->understands);
    const float hazard = lever * ((float)p->understanding_learning +
                                  (float)p->understanding_imitation * share);
    for (int i = 0; i < q->n; i++) {
        const float u = sw_uniform(sw_draw(key, q->id[i], 0).w[0]);
        q->understands[i] |= q->active[i] && u < hazard;
    }
}

static float in_force(const sw_world *world, int i)
{
    return world->plan.lever[SW_LEVER_evaluation] * (float)world->staff.understands[i];
}

static void mark(sw_world *world, const struct sw_evaluation *p)
{
    sw_population *q = &world->staff;
    const sw_key key = sw_world_key(world, SW_STREAM_EVALUATION);
    for (int i = 0; i < q->n; i++) {
        const float e = in_force(world, i);
        const int32_t formal = q->side_year[i] - q->favour_year[i];
        const float side = sw_log(1.0f + (float)formal / 1200.0f);
        const float z = sw_normal(sw_uniform(sw_draw(key, q->id[i], 0).w[0]));
        /* the other department's view of how it went, the own view of what was planned */
        const float views = 1.0f + (float)p->other_view * q->experience[i] +
                            (float)p->goal_met * (float)q->planned[i];
        const float credit = (float)p->credit_weight * sw_max_f(views, 0.0f);
        world->key[i] = z + side * (e * credit - (1.0f - e) * (float)p->own_cost);
        q->side_last_year[i] = formal;
        q->top_grade[i] = 0;
    }
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
    sw_sort_words(world->words, world->words2, n);
    const int places = (int)(share * n);
    for (int k = 0; k < places; k++)
        q->top_grade[sw_who(world->words[k])] = 1;
}

static void teach(sw_world *world, const struct sw_evaluation *p)
{
    sw_population *q = &world->staff;
    for (int i = 0; i < q->n; i++) {
        const float e = in_force(world, i);
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
        mark(world, p);
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
