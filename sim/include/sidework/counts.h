/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts over the staff and the teams as they stand: the one place that says who is
 * counted, for mechanisms, gates, surveys and indicators alike.
 */
#ifndef SIDEWORK_COUNTS_H
#define SIDEWORK_COUNTS_H

#include <sidework/world.h>

/* Share yes / all; NaN where nobody is counted. */
double sw_ratio(double yes, double all);

/* People on the staff; those of them with a flag. flag [staff.n] */
int sw_count_staff(const sw_world *world);
int sw_count_flag(const sw_world *world, const int32_t *flag);

/* Share with a flag of all staff, of regular staff, of regular staff under 30 and under
 * 40; 0 where nobody is counted. */
double sw_share_of_staff(const sw_world *world, const int32_t *flag);
double sw_share_of_regular(const sw_world *world, const int32_t *flag);
double sw_share_of_young(const sw_world *world, const int32_t *flag);
double sw_share_of_young_and_mid(const sw_world *world, const int32_t *flag);

/* Young (under 30), mid-career (under 40) or a woman: whom the plan wants in teams. */
int sw_is_young_mid_or_woman(const sw_population *staff, int person);

/* Teams and who sits in them; a person in two teams counts twice. */
typedef struct sw_team_counts {
    int teams, open; /* open: with at least one seat for open recruitment */
    int members, nonmanagers, women, young_mid_or_women;
    int vacant;
} sw_team_counts;

sw_team_counts sw_count_teams(const sw_world *world);
int sw_count_open_teams(const sw_world *world);
int sw_count_vacant_seats(const sw_world *world);

#endif
