/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: three phases, each a gate to the next.
 *
 * Phase 1 begins in first_start. Phase k + 1 begins in the first month that is neither
 * before its start nor before gate k has been passed (missed_gate = wait), whether or not
 * gate k was passed (go_on), or not at all if gate k is not passed by then (stop: every
 * lever is withdrawn). Gates are judged at month end, all criteria together: the regular
 * side-work rate over the last 12 months, stocks as they stand, shares of regular staff
 * (ownership: of those under 40). What gains and ratios are taken from is measured at the
 * end of the base year, plan or not.
 * A lever of a phase in force grows by strength / ramp a month up to its strength; levers
 * of the new hall wait until it is open; without its sponsor the plan keeps the share
 * `unsponsored` of every strength. The citizens' levers raise contact with citizens
 * (latent), which moves the setting-up of teams (opportunity).
 *
 * Reads   the whole state; writes world->plan, regular_minutes, heads
 * Draws   nothing
 * Source  source 7-1 to 7-3; figures: plan.def
 */
#ifndef SIDEWORK_MODELS_PLAN_H
#define SIDEWORK_MODELS_PLAN_H

#include "models.h"

struct sw_plan_criterion {
#include <sidework/fields_struct.h>
#include "plan_criterion.def"
#include <sidework/fields_end.h>
};

struct sw_plan {
#include <sidework/fields_struct.h>
#include "plan.def"
#include <sidework/fields_end.h>
};

enum { SW_GATE_WAIT, SW_GATE_GO_ON, SW_GATE_STOP };

/* Value of a gate indicator (index into the words of plan_criterion.def) as it stands at
 * month end. */
double sw_plan_indicator(const sw_world *world, int indicator);

/* Its name for a reader; never NULL. */
const char *sw_plan_indicator_text(int indicator, sw_language language);

/* The least and the most it can be, [2]. */
const double *sw_plan_indicator_range(int indicator);

#endif
