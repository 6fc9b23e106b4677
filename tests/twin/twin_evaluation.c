/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evaluation of the twin: understanding, marks in March, lessons in June. ODD 7.9. */
#include "twin/twin.h"

#include <sidework/order.h>

static void understand(twin *self, float evaluation)
{
    const struct sw_evaluation *p = &self->given.evaluation;
    const float share = (float)twin_share(self, twin_is_staff, twin_understands);
    const float hazard = evaluation * ((float)p->understanding_learning +
                                       (float)p->understanding_imitation * share);
    if (evaluation == 0.0f)
        return;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        const sw_words w = twin_draw(self, SW_STREAM_UNDERSTANDING, one->id, 0);
        if (one->active && twin_below_f(w.w[0], hazard))
            one->understands = 1;
    }
}

static float mark_of(const twin *self, const struct person *one, float e)
{
    const struct sw_evaluation *p = &self->given.evaluation;
    const sw_words w = twin_draw(self, SW_STREAM_EVALUATION, one->id, 0);
    const float side = sw_log(1.0f + (float)one->side_last_year / 1200.0f);
    const float credit = (float)p->credit_weight *
                         sw_max_f(0.0f, 1.0f + (float)p->other_view * one->experience +
                                            (float)p->goal_met * (float)one->planned);
    return twin_normal(w.w[0]) + side * (e * credit - (1.0f - e) * (float)p->own_cost);
}

/* The best of each department's regular staff, highest mark first. */
static void grade_department(twin *self, const float *mark, int department)
{
    int n = 0;
    for (int i = 0; i < self->n; i++) {
        const struct person *one = &self->person[i];
        if (twin_is_regular(one) && self->section[one->section].department == department)
            self->line[n++] = (struct keyed){~sw_float_key(mark[i]), i};
    }
    twin_order(self->line, n);
    const int places = (int)(self->given.evaluation.top_share * n);
    for (int k = 0; k < places && k < n; k++)
        self->person[self->line[k].row].top_grade = 1;
}

static void evaluate(twin *self, float evaluation)
{
    float *mark = self->heard; /* free in this pass */
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        one->side_last_year = one->side_year - one->favour_year;
        one->top_grade = 0;
        mark[i] = mark_of(self, one, evaluation * (float)one->understands);
    }
    for (int d = 0; d < self->city->n_departments; d++)
        grade_department(self, mark, d);
}

static void learn(twin *self, float evaluation)
{
    const struct sw_evaluation *p = &self->given.evaluation;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        const float e = evaluation * (float)one->understands;
        const float some = one->side_last_year > 0 ? 1.0f : 0.0f;
        const float a_day = one->side_last_year >= 465 ? 1.0f : 0.0f;
        const float keen = one->interest > 1.0f ? 1.0f : 0.0f;
        one->credit = (float)p->kept * one->credit +
                      e * some *
                          ((float)p->reward * (float)one->top_grade + (float)p->seen +
                           (float)p->crowding * keen) +
                      (1.0f - e) * a_day * (float)p->disappointed;
    }
}

void twin_evaluation_settle(twin *self)
{
    const float evaluation = self->plan.lever[SW_LEVER_evaluation];
    if (!self->given.evaluation.enabled)
        return;
    understand(self, evaluation);
    if (sw_month_of_year(self->t) == SW_MARCH)
        evaluate(self, evaluation);
    if (sw_month_of_year(self->t) == SW_JUNE)
        learn(self, evaluation);
}
