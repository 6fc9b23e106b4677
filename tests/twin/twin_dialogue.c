/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties, awareness, sessions and cooperators of the twin: ODD 7.10. */
#include "twin/twin.h"

#include <math.h>

enum { START = -4096 }; /* the month of the draws at the start and at hiring */

/* Someone built or hired is aware with base_aware. */
void twin_dialogue_greet(twin *self, struct person *one)
{
    const struct sw_dialogue *p = &self->given.dialogue;
    const sw_words w = twin_draw_in(self, START, SW_STREAM_DIALOGUE, one->id, 0);
    if (p->enabled)
        one->aware = twin_below(w.w[0], p->base_aware);
}

/* by_id[B(w, n_rows)] if active and of another section, else NULL. */
static struct person *random_person(const twin *self, const struct person *one,
                                    uint32_t word)
{
    struct person *other = &self->person[self->by_id[sw_below(word, (uint32_t)self->n)]];
    return other->active && other->section != one->section ? other : NULL;
}

void twin_dialogue_start(twin *self)
{
    const struct sw_dialogue *p = &self->given.dialogue;
    if (!p->enabled)
        return;
    for (int k = 0; k < self->n; k++) {
        struct person *one = &self->person[self->by_id[k]];
        twin_dialogue_greet(self, one);
        const sw_words w = twin_draw_in(self, START, SW_STREAM_DIALOGUE, one->id, 0);
        const int ties = (int)(0.5 * p->base_ties + (double)sw_uniform(w.w[1]));
        for (int tie = 0; tie < ties; tie++) {
            const sw_words to =
                twin_draw_in(self, START, SW_STREAM_DIALOGUE, one->id, 1 + (uint32_t)tie);
            struct person *other = random_person(self, one, to.w[0]);
            if (other)
                twin_tie(self, one, other, 0.2f + 0.8f * sw_uniform(to.w[1]));
        }
    }
}

/* (1) */
static void fade_ties(twin *self)
{
    const float kept = 1.0f - (float)self->given.dialogue.tie_decay;
    for (int i = 0; i < self->n; i++) {
        for (int k = 0; k < TWIN_TIES; k++) {
            struct tie *tie = &self->person[i].tie[k];
            tie->strength *= kept;
            if (tie->strength < 0.05f)
                *tie = (struct tie){TWIN_NOBODY, 0.0f};
        }
    }
}

/* Share of tie strength with the others of whom something holds; `none` without ties. */
static float share_of_ties(const twin *self, const struct person *one, twin_is *is,
                           float none)
{
    float all = 0.0f, with = 0.0f;
    for (int k = 0; k < TWIN_TIES; k++) {
        const struct person *other = twin_person(self, one->tie[k].to);
        if (!other)
            continue;
        all += one->tie[k].strength;
        if (is(other))
            with += one->tie[k].strength;
    }
    return all > 0.0f ? with / all : none;
}

/* (2) Probability to become aware this month. */
static float gain_of_awareness(const twin *self, const struct person *one, float heard)
{
    const struct sw_dialogue *p = &self->given.dialogue;
    const float published =
        (float)p->survey_aware * self->plan.lever[SW_LEVER_survey] +
        (float)(p->report_aware * self->ledger.reports * 1000.0 / self->city->n_staff);
    const float renewal =
        (float)(p->aware_fading * p->base_aware / (1.0001 - p->base_aware));
    const float told =
        self->section[one->section].cooperators > 0 ? (float)p->cooperator_aware : 0.0f;
    return published + renewal + told + heard;
}

/* (2) Sessions felt, cooperators and awareness; what is heard before anybody changes. */
static void fade_and_hear(twin *self)
{
    const struct sw_dialogue *p = &self->given.dialogue;
    const float usual = (float)p->base_aware;
    for (int i = 0; i < self->n; i++)
        self->heard[i] =
            (float)p->tie_aware *
            (share_of_ties(self, &self->person[i], twin_is_aware, usual) - usual);
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        const sw_words w = twin_draw(self, SW_STREAM_COOPERATOR, one->id, 0);
        one->dialogue *= 1.0f - (float)p->session_fading;
        if (twin_below_f(w.w[0], (float)p->cooperator_loss))
            one->cooperator = 0;
        if (one->aware)
            one->aware = !twin_below_f(w.w[1], (float)p->aware_fading);
        else
            one->aware =
                twin_below_f(w.w[2], gain_of_awareness(self, one, self->heard[i]));
    }
}

/* (3) Contacts at work. */
static void meet_at_work(twin *self)
{
    const struct sw_dialogue *p = &self->given.dialogue;
    for (int k = 0; k < self->n; k++) {
        struct person *one = &self->person[self->by_id[k]];
        const float side = twin_formal(one) > 0 ? 1.0f : 0.0f;
        const sw_words w = twin_draw(self, SW_STREAM_TIES, one->id, 5);
        if (!one->active || !twin_below_f(w.w[0], 0.5f * (float)p->tie_contacts +
                                                      side * (float)p->side_work_ties))
            continue;
        struct person *other = random_person(self, one, w.w[1]);
        if (other)
            twin_tie(self, one, other, 0.4f);
    }
}

/* Numbers are drawn until the circle is full; who would join and is not there yet comes. */
static int gather(twin *self, uint32_t session)
{
    const int size = twin_least(self->given.dialogue.session_size, self->n);
    int n = 0;
    for (int k = 0; k < 4 * size && n < size; k++) {
        const sw_words w = twin_draw(self, SW_STREAM_DIALOGUE, session, (uint32_t)k);
        const int row = self->by_id[sw_below(w.w[0], (uint32_t)self->n)];
        int comes = self->person[row].active && self->person[row].would_join;
        for (int at = 0; at < n; at++)
            comes = comes && self->circle[at] != row;
        if (comes)
            self->circle[n++] = row;
    }
    return n;
}

/* (4) One session. */
static void hold_session(twin *self, uint32_t session)
{
    const struct sw_dialogue *p = &self->given.dialogue;
    const int n = gather(self, session);
    const int neighbours = twin_least((p->session_ties + 1) / 2, n - 1);
    for (int at = 0; at < n; at++) {
        struct person *one = &self->person[self->circle[at]];
        const sw_words w = twin_draw(self, SW_STREAM_COOPERATOR, one->id, 1 + session);
        one->dialogue += 1.0f;
        if (twin_below(w.w[0], p->session_aware))
            one->aware = 1;
        if (one->aware && one->willing && twin_below(w.w[1], p->cooperator_rate))
            one->cooperator = 1;
        for (int k = 1; k <= neighbours; k++) {
            struct person *other = &self->person[self->circle[(at + k) % n]];
            if (other->section != one->section)
                twin_tie(self, one, other, 0.5f);
        }
    }
}

static void hold_sessions(twin *self)
{
    const float *lever = self->plan.lever;
    const float both = lever[SW_LEVER_sessions] + lever[SW_LEVER_citizen_dialogue];
    const sw_words w = twin_draw(self, SW_STREAM_DIALOGUE, UINT32_MAX, 0);
    const int sessions = (int)(self->given.dialogue.sessions * (double)both *
                                   self->city->n_staff / 1000.0 +
                               (double)sw_uniform(w.w[0]));
    for (int k = 0; k < sessions; k++)
        hold_session(self, (uint32_t)k);
}

static int had_side_work(const struct person *one)
{
    return one->quiet < 12;
}

/* (5) What people see of their peers, and whether they take work as their own. */
static void look_around(twin *self)
{
    const float threshold = (float)self->given.dialogue.ownership;
    for (int i = 0; i < self->n; i++) {
        struct person *one = &self->person[i];
        one->peers = share_of_ties(self, one, had_side_work, SW_NO_TIES);
        one->owns = one->interest + (float)one->aware + (float)one->cooperator +
                        0.3f * sw_min_f(one->dialogue, 2.0f) + one->experience >
                    threshold;
    }
}

void twin_dialogue_settle(twin *self)
{
    if (!self->given.dialogue.enabled)
        return;
    fade_ties(self);
    fade_and_hear(self);
    meet_at_work(self);
    hold_sessions(self);
    look_around(self);
    twin_count_cooperators(self);
}
