/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the gates look at; shares are of regular staff. */
#include "plan.h"

/* In the order of the words in plan_criterion.def. */
enum {
    SIDE_WORK_RATE,
    BANK_REGISTERED,
    COOPERATORS,
    AWARENESS_GAIN,
    UNDERSTANDING,
    YOUNG_WILLINGNESS_RATIO,
    TEAM_YOUNG_MID_WOMEN_SHARE,
    PARTICIPATING_YOUNG_MID_WOMEN_SHARE,
    OWNERSHIP_GAIN,
    GROUP_ADDRESS,
    CITIZEN_SPACE,
    MEETING_SPACE
};

static double share_of_regular(const sw_world *world, const int32_t *flag)
{
    const sw_population *q = &world->staff;
    int yes = 0, all = 0;
    for (int i = 0; i < q->n; i++) {
        const int regular = q->active[i] && q->regular[i];
        all += regular;
        yes += regular && flag[i];
    }
    return all ? (double)yes / all : 0.0;
}

static double regular_rate(const sw_world *world)
{
    const double hours = sw_scenario_simulation(world->scenario)->hours_per_year;
    int64_t minutes = 0, heads = 0;
    for (int m = 0; m < 12; m++) {
        minutes += world->regular_minutes[m];
        heads += world->heads[m];
    }
    return heads ? (double)minutes / 60.0 / (hours / 12.0 * (double)heads) : 0.0;
}

static int count_cooperators(const sw_world *world)
{
    int n = 0;
    for (int i = 0; i < world->staff.n; i++)
        n += world->staff.active[i] && world->staff.cooperator[i];
    return n;
}

static int young_mid_or_woman(const sw_population *q, int i)
{
    return q->age[i] < 40 || q->sex[i] == SW_SEX_WOMAN;
}

static double young_willing(const sw_world *world)
{
    const sw_population *q = &world->staff;
    int yes = 0, all = 0;
    for (int i = 0; i < q->n; i++) {
        const int young = q->active[i] && q->regular[i] && q->age[i] < 30;
        all += young;
        yes += young && q->willing[i];
    }
    return all ? (double)yes / all : 0.0;
}

static double team_share(const sw_world *world)
{
    int yes = 0, all = 0;
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->seats; k++) {
            if (team->member[k] == SW_NOBODY)
                continue;
            all++;
            yes += young_mid_or_woman(&world->staff, team->member[k]);
        }
    }
    return all ? (double)yes / all : 0.0;
}

static double group_share(const sw_world *world)
{
    const sw_population *q = &world->staff;
    int yes = 0, all = 0;
    for (int i = 0; i < q->n; i++) {
        const int member = q->active[i] && q->regular[i] && young_mid_or_woman(q, i);
        all += member;
        yes += member && q->seats[i] > 0;
    }
    return all ? (double)yes / all : 0.0;
}

double sw_plan_indicator(const sw_world *world, int indicator)
{
    const sw_plan_state *plan = &world->plan;
    switch (indicator) {
    case SIDE_WORK_RATE:
        return regular_rate(world);
    case BANK_REGISTERED:
        return share_of_regular(world, world->staff.registered);
    case COOPERATORS:
        return count_cooperators(world);
    case AWARENESS_GAIN:
        return share_of_regular(world, world->staff.aware) - plan->base_aware;
    case UNDERSTANDING:
        return share_of_regular(world, world->staff.understands);
    case YOUNG_WILLINGNESS_RATIO:
        return plan->base_young_willing > 0.0
                   ? young_willing(world) / plan->base_young_willing
                   : young_willing(world);
    case TEAM_YOUNG_MID_WOMEN_SHARE:
        return team_share(world);
    case PARTICIPATING_YOUNG_MID_WOMEN_SHARE:
        return group_share(world);
    case OWNERSHIP_GAIN:
        return share_of_regular(world, world->staff.owns) - plan->base_ownership;
    case GROUP_ADDRESS: /* the plan counts workplaces: its strength 1 means 80 % of them */
        return 0.8 * plan->lever[SW_LEVER_group_address];
    case CITIZEN_SPACE:
        return plan->lever[SW_LEVER_citizen_space];
    case MEETING_SPACE:
        return plan->lever[SW_LEVER_meeting_space];
    default:
        return 0.0;
    }
}
