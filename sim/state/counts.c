/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is counted; see counts.h. */
#include <sidework/counts.h>

#include <math.h>

#include <sidework/multiversion.h>

double sw_ratio(double yes, double all)
{
    return all > 0.0 ? yes / all : (double)NAN;
}

SW_MULTIVERSION
static int count_both(int n, const int32_t *a, const int32_t *b)
{
    int both = 0;
    for (int i = 0; i < n; i++)
        both += (a[i] != 0) & (b[i] != 0);
    return both;
}

int sw_count_flag(const sw_world *world, const int32_t *flag)
{
    return count_both(world->staff.n, world->staff.active, flag);
}

int sw_count_staff(const sw_world *world)
{
    return sw_count_flag(world, world->staff.active);
}

double sw_share_of_staff(const sw_world *world, const int32_t *flag)
{
    const int all = sw_count_staff(world);
    return all ? sw_ratio(sw_count_flag(world, flag), all) : 0.0;
}

/* Share with a flag of regular staff younger than `age`. */
SW_MULTIVERSION
static double share_below(const sw_population *q, const int32_t *flag, int age)
{
    int yes = 0, all = 0;
    for (int i = 0; i < q->n; i++) {
        const int counts = (q->active[i] != 0) & (q->regular[i] != 0) & (q->age[i] < age);
        all += counts;
        yes += counts & (flag[i] != 0);
    }
    return all ? sw_ratio(yes, all) : 0.0;
}

double sw_share_of_regular(const sw_world *world, const int32_t *flag)
{
    return share_below(&world->staff, flag, INT32_MAX);
}

double sw_share_of_young(const sw_world *world, const int32_t *flag)
{
    return share_below(&world->staff, flag, 30);
}

double sw_share_of_young_and_mid(const sw_world *world, const int32_t *flag)
{
    return share_below(&world->staff, flag, 40);
}

int sw_is_young_mid_or_woman(const sw_population *staff, int person)
{
    return staff->age[person] < 40 || staff->sex[person] == SW_SEX_WOMAN;
}

static void count_member(sw_team_counts *c, const sw_population *q, int i)
{
    if (i == SW_NOBODY) {
        c->vacant++;
        return;
    }
    c->members++;
    c->nonmanagers += q->grade[i] < SW_GRADE_CHIEF;
    c->women += q->sex[i] == SW_SEX_WOMAN;
    c->young_mid_or_women += sw_is_young_mid_or_woman(q, i);
}

int sw_count_open_teams(const sw_world *world)
{
    int open = 0;
    for (int g = 0; g < world->teams->n; g++)
        open += world->teams->at[g].open_seats > 0;
    return open;
}

int sw_count_vacant_seats(const sw_world *world)
{
    int vacant = 0;
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->seats; k++)
            vacant += team->member[k] == SW_NOBODY;
    }
    return vacant;
}

sw_team_counts sw_count_teams(const sw_world *world)
{
    sw_team_counts c = {.teams = world->teams->n, .open = sw_count_open_teams(world)};
    for (int g = 0; g < world->teams->n; g++) {
        const sw_team *team = &world->teams->at[g];
        for (int k = 0; k < team->seats; k++)
            count_member(&c, &world->staff, team->member[k]);
    }
    return c;
}
