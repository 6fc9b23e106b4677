/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of the twin for hands, use of the bank, favours that could be asked: ODD 7.6. */
#include "twin/twin.h"

#include <math.h>
#include <stdlib.h>

/* Sections come to use the bank, and stop when there is none. */
static void use_bank(twin *self)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    const double bank = (double)self->plan.lever[SW_LEVER_bank];
    const double referral = (double)self->plan.lever[SW_LEVER_referral];
    int users = 0;
    for (int s = 0; s < self->n_sections; s++)
        users += self->section[s].uses_bank;
    const double chance =
        (p->bank_learning + p->bank_imitation * ((double)users / self->n_sections)) *
        bank * (1.0 + referral * (p->bank_referral - 1.0));
    for (int s = 0; s < self->n_sections; s++) {
        struct section *section = &self->section[s];
        const sw_words w = twin_draw(self, SW_STREAM_CALL, (uint32_t)s, 1);
        int yes = 0;
        for (int i = section->first; i < section->end; i++)
            yes += self->person[i].active && self->person[i].would_use_bank;
        if (bank == 0.0)
            section->uses_bank = 0;
        else if (2 * yes > section->members && twin_below(w.w[0], chance))
            section->uses_bank = 1;
    }
}

/* A call stands behind those made before it; none of 0 minutes. */
static void make_call(twin *self, int kind, int section, int32_t minutes,
                      double piece_hours, int32_t skill)
{
    if (minutes <= 0)
        return;
    struct call *call = &self->call[self->n_calls++];
    call->number = (section + 1) * 10 + 2 * kind + (skill != 0);
    call->kind = kind;
    call->section = section;
    call->minutes = minutes;
    call->piece = twin_least(minutes, twin_minutes(piece_hours));
    call->skill = skill;
    call->key = twin_draw(self, SW_STREAM_CALL, (uint32_t)call->number, 3).w[0] >> 2;
    self->ledger.wanted[kind] += minutes;
}

static void call_for_support(twin *self, int s)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    const struct section *section = &self->section[s];
    const float x = section->pressure - (float)p->support_pressure;
    if (x < 0.0f)
        return;
    const sw_words w = twin_draw(self, SW_STREAM_CALL, (uint32_t)s, 0);
    if (!twin_below_f(w.w[0],
                      (float)p->support_rate * sw_exp((float)p->support_slope * x)))
        return;
    const double mean_posts = (double)self->city->n_staff / self->n_sections;
    const int32_t minutes = twin_minutes(p->support_hours * self->city->posts[s] /
                                         mean_posts * (0.5 + (double)sw_uniform(w.w[1])));
    make_call(self, SW_KIND_SUPPORT, s, twin_least(minutes, section->todo / 2),
              p->support_piece, 0);
}

/* Work beyond scheduled time, and a task for a random general skill. */
static void call_bank(twin *self, int s)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    const struct section *section = &self->section[s];
    if (!section->uses_bank || self->plan.lever[SW_LEVER_bank] == 0.0f)
        return;
    const sw_words w = twin_draw(self, SW_STREAM_CALL, (uint32_t)s, 2);
    const int32_t beyond = twin_most(0, section->todo - section->scheduled);
    const int32_t task = twin_minutes(p->bank_tasks * (0.5 + (double)sw_uniform(w.w[1])));
    make_call(self, SW_KIND_BANK, s, twin_minutes(beyond / 60.0 * p->bank_outsourced),
              p->bank_piece, 0);
    make_call(
        self, SW_KIND_BANK, s, twin_least(task, section->todo / 4), p->bank_piece,
        (int32_t)1 << (SW_FIRST_GENERAL_SKILL + sw_below(w.w[0], SW_N_GENERAL_SKILLS)));
}

static int rank_of(int kind)
{
    return kind == SW_KIND_EMERGENCY ? 0 : kind == SW_KIND_SUPPORT ? 1 : 2;
}

static int answered_before(const struct call *x, const struct call *y)
{
    if (rank_of(x->kind) != rank_of(y->kind))
        return rank_of(x->kind) < rank_of(y->kind);
    return x->key < y->key;
}

/* By kind and key, else as made: an insertion sort keeps equals in order. */
static void put_in_order(twin *self)
{
    for (int k = 1; k < self->n_calls; k++) {
        const struct call call = self->call[k];
        int at = k;
        for (; at > 0 && answered_before(&call, &self->call[at - 1]); at--)
            self->call[at] = self->call[at - 1];
        self->call[at] = call;
    }
}

void twin_calls_month(twin *self)
{
    const struct sw_opportunity *p = &self->given.opportunity;
    use_bank(self);
    make_call(self, SW_KIND_EMERGENCY, -1, self->environment.emergency,
              p->emergency_piece, 0);
    for (int s = 0; s < self->n_sections; s++)
        call_for_support(self, s);
    for (int s = 0; s < self->n_sections; s++)
        call_bank(self, s);
    put_in_order(self);
    for (int s = 0; s < self->n_sections; s++) {
        self->section[s].favours = (int32_t)floor(self->section[s].todo * p->favours);
        self->ledger.wanted[SW_KIND_INFORMAL] += self->section[s].favours;
    }
}
