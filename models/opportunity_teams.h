/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Teams: beginning, renewal, end. Private to the opportunity mechanism; equations in
 * opportunity.h. */
#ifndef SIDEWORK_MODELS_OPPORTUNITY_TEAMS_H
#define SIDEWORK_MODELS_OPPORTUNITY_TEAMS_H

#include "opportunity.h"

/* The stock of teams a long past would have left behind; seats still empty. */
void sw_teams_found(sw_world *world);

/* A month: terms end or are renewed, new teams and task forces begin. */
void sw_teams_turn_over(sw_world *world);

#endif
