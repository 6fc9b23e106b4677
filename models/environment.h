/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Environment: what comes from outside the city hall.
 *
 *   workload index       I(t) = exp(growth * y) * population(year)^population_work, with
 *                        y = max(t, 0) / 12
 *   headcount plan       * exp(revenue_headcount * min(0, revenue_growth * y))
 *   reorganisation       in an April after the base year with chance reorganisation_rate,
 *                        in reorganisation_year for certain: each section is touched with
 *                        chance `reorganised` and goes to a department drawn at random
 *   emergency hours      E(t) = epidemic_hours * exp(spread * z - spread^2 / 2) while the
 *                        epidemic lasts, plus
 *                        disaster_hours for disaster_months after an onset (one at a
 *                        time, after the base year), both scaled by staff / 1000
 *   new hall             open from hall_opening + round(hall_delay)
 *   sponsor              after the base year lost for good at rate sponsor_loss, in
 *                        sponsor_until for certain
 *
 * Writes  world->environment; reorganised, department of sections
 * Draws   CITY, who 0: disaster, sponsor, epidemic, reorganisation; who 1 + section
 * Source  source 5-1, 5-4, 7; figures: environment.def
 */
#ifndef SIDEWORK_MODELS_ENVIRONMENT_H
#define SIDEWORK_MODELS_ENVIRONMENT_H

#include "models.h"

struct sw_environment {
#include <sidework/fields_struct.h>
#include "environment.def"
#include <sidework/fields_end.h>
};

/* Factor of falling revenue on the headcount plan this month, 1 or less. */
float sw_environment_headcount(const sw_world *world);

#endif
