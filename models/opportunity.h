/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opportunities: who asks for side work, and how much. Every piece has a finite demand
 * and a receiver.
 *
 * Teams     A section sets one up with probability team_rate / 12 * F a month,
 *             F = reform_rate^terms * exp(awareness_rate * (aware - aware_base))
 *                 * meeting_space_rate^space * contact^citizen_rate
 *           (terms, space: lever strengths in force; aware - aware_base: 0 until the base
 *           year ends; contact: with citizens, relative to the base year). Project or
 *           working team with equal chance; with the team rules a project team adds task
 *           forces. A term is team_life +- half; under the rules at most 24 months
 *           (project team), 6 (task force) or 12 (working team). At its end a project
 *           team, and before the rules a working team, goes on with probability
 *           team_renewal.
 *           A term under the rules that ends leaves a report to all staff (project team)
 *           or a proposal to the section in charge, whose burden it moves by proposal *
 *           clarity (working team). A section cut anew loses its teams at once.
 *           Seats, open seats, seats for either sex, hours of a member and clarity are
 *           fixed when the team begins.
 * Support   A section whose pressure is at least support_pressure calls with probability
 *           support_rate * exp(support_slope * (pressure - support_pressure)) for
 *           support_hours scaled by its size.
 * Emergency What the environment asks for, city-wide.
 * Bank      Sections that would use the bank come to use it by Bass's rule; they then
 *           hand over bank_outsourced of their work beyond scheduled time, and bank_tasks
 *           of work for a special skill, as long as there is a bank.
 * Favours   A share of each section's work, given away across ties only (matching).
 *
 * Calls stand in the order emergency, support, bank, and of a random key within a kind.
 *
 * Reads   sections.pressure, would_use_bank, aware, levers, contact with citizens; writes
 *         teams, calls, sections.favours, sections.uses_bank
 * Draws   TEAM by section (set-up) and by team number (shape, end of a term, task force);
 *         CALL by section (what it asks for) and by call (order)
 * Source  source 5-7, 7-1, 7-2; Bass 1969 for adoption; figures:
 *         opportunity.def
 */
#ifndef SIDEWORK_MODELS_OPPORTUNITY_H
#define SIDEWORK_MODELS_OPPORTUNITY_H

#include "models.h"

struct sw_opportunity {
#include <sidework/fields_struct.h>
#include "opportunity.def"
#include <sidework/fields_end.h>
};

#endif
