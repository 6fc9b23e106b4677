/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the gates look at; shares are of regular staff. */
#include "plan.h"

#include <sidework/counts.h>

/* In the order of the words in plan_criterion.def: X(NAME, least and most it can be, English,
 * Japanese). A criterion beyond them is never met, or always. */
#define INDICATOR_LIST(X)                                                                \
    X(SIDE_WORK_RATE, 0, 1, "side-work rate", "庁内副業率")                              \
    X(BANK_REGISTERED, 0, 1, "registered in the bank", "人材バンク登録率")               \
    X(COOPERATORS, 0, 1e6, "cooperators", "協力者数")                                    \
    X(AWARENESS_GAIN, -1, 1, "gain in awareness", "問題意識を持つ職員の増加")            \
    X(UNDERSTANDING, 0, 1, "understanding", "新人事評価の理解度")                        \
    X(YOUNG_WILLINGNESS_RATIO, 0, 1e6, "young staff's willingness",                      \
      "若手の副業意欲（倍率）")                                                          \
    X(TEAM_YOUNG_MID_WOMEN_SHARE, 0, 1, "young, mid-career, women in teams",             \
      "チームの若手・中堅・女性の割合")                                                  \
    X(PARTICIPATING_YOUNG_MID_WOMEN_SHARE, 0, 1,                                         \
      "of young, mid-career, women in a team", "若手・中堅・女性のチーム参加率")         \
    X(OWNERSHIP_GAIN, -1, 1, "gain in taking as one's own",                              \
      "自分ごと化した若手・中堅の増加")                                                  \
    X(GROUP_ADDRESS, 0, 0.8, "group addresses", "グループアドレスの割合")                \
    X(CITIZEN_SPACE, 0, 1, "citizens' space", "市民集いのスペース")                      \
    X(MEETING_SPACE, 0, 1, "meeting space", "ミーティングスペース")

enum {
#define X(name, low, high, en, ja) name,
    INDICATOR_LIST(X)
#undef X
};

const char *sw_plan_indicator_text(int indicator, sw_language language)
{
    static const char *const text[][SW_N_LANGUAGES] = {
#define X(name, low, high, en, ja) {en, ja},
        INDICATOR_LIST(X)
#undef X
    };
    return text[indicator][language];
}

const double *sw_plan_indicator_range(int indicator)
{
    static const double range[][2] = {
#define X(name, low, high, en, ja) {low, high},
        INDICATOR_LIST(X)
#undef X
    };
    return range[indicator];
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

static double group_share(const sw_world *world)
{
    const sw_population *q = &world->staff;
    int yes = 0, all = 0;
    for (int i = 0; i < q->n; i++) {
        const int member =
            q->active[i] && q->regular[i] && sw_is_young_mid_or_woman(q, i);
        all += member;
        yes += member && q->seats[i] > 0;
    }
    return all ? (double)yes / all : 0.0;
}

static double share_in_teams(const sw_world *world)
{
    const sw_team_counts teams = sw_count_teams(world);
    return teams.members ? sw_ratio(teams.young_mid_or_women, teams.members) : 0.0;
}

double sw_plan_indicator(const sw_world *world, int indicator)
{
    const sw_plan_state *plan = &world->plan;
    const int measured = world->t >= SW_MARCH; /* gains are over the base year */
    switch (indicator) {
    case SIDE_WORK_RATE:
        return regular_rate(world);
    case BANK_REGISTERED:
        return sw_share_of_regular(world, world->staff.registered);
    case COOPERATORS:
        return sw_count_flag(world, world->staff.cooperator);
    case AWARENESS_GAIN:
        return !measured
                   ? 0.0
                   : sw_share_of_regular(world, world->staff.aware) - plan->base_aware;
    case UNDERSTANDING:
        return sw_share_of_regular(world, world->staff.understands);
    case YOUNG_WILLINGNESS_RATIO:
        return plan->base_young_willing > 0.0
                   ? sw_share_of_young(world, world->staff.willing) /
                         plan->base_young_willing
                   : sw_share_of_young(world, world->staff.willing);
    case TEAM_YOUNG_MID_WOMEN_SHARE:
        return share_in_teams(world);
    case PARTICIPATING_YOUNG_MID_WOMEN_SHARE:
        return group_share(world);
    case OWNERSHIP_GAIN:
        return !measured ? 0.0
                         : sw_share_of_young_and_mid(world, world->staff.owns) -
                               plan->base_ownership;
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
