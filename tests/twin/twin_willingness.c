/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the twin's people would do, and what side work leaves behind: ODD 7.7. */
#include "twin/twin.h"

/* Own load per 100 % of scheduled time above it, within [-1, 1]. */
static float busy_of(const struct person *one)
{
    if (one->scheduled == 0)
        return 0.0f;
    return sw_clamp_f((float)one->load / (float)one->scheduled - 1.0f, -1.0f, 1.0f);
}

static float propensity_of(const twin *self, const struct person *one)
{
    const struct sw_willingness *p = &self->given.willingness;
    const struct section *section = &self->section[one->section];
    const float usual = (float)p->usual;
    const float around = (float)p->base + (float)p->superior * section->hoarding +
                         (float)p->colleagues * (section->norm - usual);
    const float own =
        (float)p->interest * one->interest + (float)p->disposition[one->disposition] +
        (float)p->young * (one->age < 30 ? 1.0f : 0.0f) + (float)p->busy * busy_of(one) +
        (float)p->skill * (float)(twin_general_skills(one) - 2);
    const float peers = one->peers < 0.0f ? 0.0f : (float)p->peers * (one->peers - usual);
    const float learned = peers + (float)p->dialogue * sw_min_f(one->dialogue, 3.0f) +
                          (float)p->aware * (float)one->aware + one->experience +
                          one->credit;
    return around + own + learned + (float)p->grade[one->grade];
}

/* The largest; of equal ones the first. */
static int reason_of(const twin *self, const struct person *one)
{
    const struct sw_willingness *p = &self->given.willingness;
    const float personal[SW_N_REASONS] = {
        [SW_REASON_BUSY] = (float)p->reason_busy * busy_of(one),
        [SW_REASON_NOT_INTERESTED] = -one->interest,
        [SW_REASON_SKILLS] = 0.6f * (float)(2 - twin_general_skills(one)),
        [SW_REASON_NOT_UNDERSTOOD] = 0.7f * self->section[one->section].hoarding,
        [SW_REASON_OTHER] = -0.4f * one->zest,
    };
    int reason = 0;
    for (int k = 1; k < SW_N_REASONS; k++) {
        if ((float)p->reason_base[k] + personal[k] >
            (float)p->reason_base[reason] + personal[reason])
            reason = k;
    }
    return reason;
}

static void answer(const twin *self, struct person *one)
{
    const struct sw_willingness *p = &self->given.willingness;
    const struct section *section = &self->section[one->section];
    const float eta = propensity_of(self, one);
    const float without_grade = eta - (float)p->grade[one->grade];
    const float below_chief = one->grade < SW_GRADE_CHIEF ? 1.0f : 0.0f;
    one->propensity = eta;
    one->willing = eta > 0.0f;
    one->would_register = without_grade + (float)p->register_shift > 0.0f;
    one->would_join = without_grade + (float)p->join_shift > 0.0f;
    one->would_use_bank = (float)p->use_base +
                              (float)p->use_pressure * (section->pressure - 1.0f) +
                              0.6f * one->interest + 0.8f * one->zest >
                          0.0f;
    one->unfulfilled = (float)p->fulfilled + one->zest +
                           (float)p->fulfilled_nonmanager * below_chief +
                           (float)p->fulfilled_experience * one->experience +
                           (float)p->fulfilled_overload * sw_max_f(busy_of(one), 0.0f) <
                       0.0f;
    one->inflexible =
        (float)p->inflexible + (float)p->inflexible_norm * section->norm + one->tempo >
        0.0f;
    one->reason = reason_of(self, one);
}

void twin_willingness_month(twin *self)
{
    if (!self->given.willingness.enabled)
        return;
    for (int i = 0; i < self->n; i++)
        answer(self, &self->person[i]);
}

/* One half without a seat, else the highest of the person's teams. */
static float clarity_of(const twin *self, const struct person *one)
{
    float highest = 0.0f;
    if (one->seats == 0)
        return 0.5f;
    for (int k = 0; k < self->n_teams; k++) {
        for (int chair = 0; chair < self->team[k].seats; chair++) {
            if (self->team[k].chair[chair] == one->id)
                highest = sw_max_f(highest, self->team[k].clarity);
        }
    }
    return highest;
}

void twin_willingness_settle(twin *self)
{
    const struct sw_willingness *p = &self->given.willingness;
    if (!p->enabled)
        return;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        one->experience *= 1.0f - (float)p->fading;
        if (!one->active || twin_formal(one) == 0)
            continue;
        const sw_words w = twin_draw(self, SW_STREAM_EXPERIENCE, one->id, 0);
        const float good = (float)p->goodness + 0.5f * (clarity_of(self, one) - 0.5f) -
                           sw_max_f(busy_of(one), 0.0f);
        const float mark = twin_below_f(w.w[0], good) ? (float)p->good : (float)p->bad;
        one->experience =
            sw_clamp_f(one->experience + mark, -(float)p->most, (float)p->most);
    }
}
