/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the gates of the twin's plan look at: ODD 7.2, in the order of plan_criterion.def. */
#include "twin/twin.h"

enum {
    SIDE_WORK_RATE,
    BANK_REGISTERED,
    COOPERATORS,
    AWARENESS_GAIN,
    UNDERSTANDING,
    YOUNG_WILLINGNESS_RATIO,
    SHARE_OF_MEMBERS,
    SHARE_OF_THEM,
    OWNERSHIP_GAIN,
    GROUP_ADDRESS,
    CITIZEN_SPACE,
    MEETING_SPACE
};

/* The regular rate over the last 12 months. */
static double side_work_rate(const twin *self)
{
    const double year = sw_scenario_simulation(self->scenario)->hours_per_year;
    int64_t minutes = 0, heads = 0;
    for (int m = 0; m < 12; m++) {
        minutes += self->regular_minutes[m];
        heads += self->heads[m];
    }
    return heads == 0 ? 0.0 : (double)minutes / 60.0 / (year / 12.0 * (double)heads);
}

/* A gain over the base year, 0 until that is measured. */
static double gain(const twin *self, double now, double base)
{
    return self->t < 11 ? 0.0 : now - base;
}

static double young_willingness_ratio(const twin *self)
{
    const double now = twin_share(self, twin_is_young, twin_is_willing);
    const double base = self->plan.base_young_willing;
    return self->t < 11 || base == 0.0 ? now : now / base;
}

/* Young, mid-career and women among members, over chairs taken. */
static double share_of_members(const twin *self)
{
    int taken = 0, of_them = 0;
    for (int k = 0; k < self->n_teams; k++) {
        for (int chair = 0; chair < self->team[k].seats; chair++) {
            const struct person *one = twin_person(self, self->team[k].chair[chair]);
            taken += one != NULL;
            of_them += one && (one->age < 40 || one->sex == SW_SEX_WOMAN);
        }
    }
    return taken == 0 ? 0.0 : (double)of_them / (double)taken;
}

double twin_plan_indicator(const twin *self, int indicator)
{
    const float *lever = self->plan.lever;
    switch (indicator) {
    case SIDE_WORK_RATE:
        return side_work_rate(self);
    case BANK_REGISTERED:
        return twin_share(self, twin_is_regular, twin_is_registered);
    case COOPERATORS:
        return (double)twin_count(self, twin_is_staff, twin_is_cooperator);
    case AWARENESS_GAIN:
        return gain(self, twin_share(self, twin_is_regular, twin_is_aware),
                    self->plan.base_aware);
    case UNDERSTANDING:
        return twin_share(self, twin_is_regular, twin_understands);
    case YOUNG_WILLINGNESS_RATIO:
        return young_willingness_ratio(self);
    case SHARE_OF_MEMBERS:
        return share_of_members(self);
    case SHARE_OF_THEM:
        return twin_share(self, twin_is_young_mid_or_woman, twin_has_seat);
    case OWNERSHIP_GAIN:
        return gain(self, twin_share(self, twin_is_young_or_mid, twin_owns),
                    self->plan.base_ownership);
    case GROUP_ADDRESS:
        return 0.8 * (double)lever[SW_LEVER_group_address];
    case CITIZEN_SPACE:
        return (double)lever[SW_LEVER_citizen_space];
    case MEETING_SPACE:
        return (double)lever[SW_LEVER_meeting_space];
    default:
        return 0.0;
    }
}
