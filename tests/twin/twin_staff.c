/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Traits of the twin's people: ODD 7.3. The staff itself is the city's. */
#include "twin/twin.h"

/* The first k with U below the sum of the shares so far, else the last. */
static int disposition_of(const struct sw_staff *p, uint32_t word)
{
    double sum = 0.0;
    for (int k = 0; k < SW_N_DISPOSITIONS - 1; k++) {
        sum += p->dispositions[k];
        if (twin_below(word, sum))
            return k;
    }
    return SW_N_DISPOSITIONS - 1;
}

static int32_t general_skill(uint32_t word)
{
    return (int32_t)1 << (SW_FIRST_GENERAL_SKILL + sw_below(word, SW_N_GENERAL_SKILLS));
}

/* Stream LATENT with month 0: the same whenever they are drawn. */
void twin_staff_draw_traits(twin *self, struct person *one)
{
    const struct sw_staff *p = &self->given.staff;
    const sw_words trait = twin_draw_in(self, 0, SW_STREAM_LATENT, one->id, 0);
    const sw_words skill = twin_draw_in(self, 0, SW_STREAM_LATENT, one->id, 1);
    const sw_words more = twin_draw_in(self, 0, SW_STREAM_LATENT, one->id, 2);
    one->interest = twin_normal(trait.w[0]);
    one->zest = twin_normal(trait.w[1]);
    one->tempo = twin_normal(trait.w[2]);
    one->disposition = disposition_of(p, trait.w[3]);
    one->skills = (int32_t)1 << one->job | general_skill(skill.w[0]);
    if (twin_below(more.w[0], p->second_skill))
        one->skills |= general_skill(skill.w[1]);
    if (twin_below(more.w[1], p->third_skill))
        one->skills |= general_skill(skill.w[2]);
    one->peers = SW_NO_TIES;
    one->quiet = SW_LONG_QUIET;
}

void twin_staff_start(twin *self)
{
    for (int i = 0; i < self->n; i++)
        twin_staff_draw_traits(self, &self->person[i]);
}
