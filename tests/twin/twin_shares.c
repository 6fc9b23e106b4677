/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who counts, and shares of them: ODD 7.0. */
#include "twin/twin.h"

int twin_is_staff(const struct person *one)
{
    return one->active;
}

int twin_is_regular(const struct person *one)
{
    return one->active && one->regular;
}

/* Young: regular staff under 30. */
int twin_is_young(const struct person *one)
{
    return twin_is_regular(one) && one->age < 30;
}

/* Young and mid-career: regular staff under 40. */
int twin_is_young_or_mid(const struct person *one)
{
    return twin_is_regular(one) && one->age < 40;
}

int twin_is_young_mid_or_woman(const struct person *one)
{
    return twin_is_regular(one) && (one->age < 40 || one->sex == SW_SEX_WOMAN);
}

int twin_is_aware(const struct person *one)
{
    return one->aware;
}

int twin_is_willing(const struct person *one)
{
    return one->willing;
}

int twin_is_registered(const struct person *one)
{
    return one->registered;
}

int twin_is_cooperator(const struct person *one)
{
    return one->cooperator;
}

int twin_understands(const struct person *one)
{
    return one->understands;
}

int twin_owns(const struct person *one)
{
    return one->owns;
}

int twin_has_seat(const struct person *one)
{
    return one->seats > 0;
}

int twin_count(const twin *self, twin_is *who, twin_is *also)
{
    int n = 0;
    for (int i = 0; i < self->n; i++)
        n += who(&self->person[i]) && also(&self->person[i]);
    return n;
}

double twin_share(const twin *self, twin_is *who, twin_is *also)
{
    const int all = twin_count(self, who, who);
    return all == 0 ? 0.0 : (double)twin_count(self, who, also) / (double)all;
}
