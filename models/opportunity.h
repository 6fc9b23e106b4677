/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opportunities: who asks for side work, and how much. Every piece has a finite demand
 * and a receiver.
 *
 * Teams     A section sets one up with probability team_rate / 12 * F a month,
 *             F = reform_rate^terms * exp(awareness_rate * (aware - aware_base))
 *                 * meeting_space_rate^space * contact^citizen_rate
 *           (terms, space: lever strengths in force; contact: with citizens, relative to
 *           the base year). Project or working team with equal chance; with the team rules a project team adds task forces. Life: team_life
 *           +- half before; at most 24, 12 and 6 months by kind under the rules. Seats,
 *           open seats and seats for either sex are fixed when it begins.
 * Support   A section under pressure calls with probability support_rate for
 *           support_hours scaled by its size.
 * Emergency What the environment asks for, city-wide.
 * Bank      Sections that would use the bank come to use it by Bass's rule; they then
 *           hand over bank_outsourced of their work beyond scheduled time, and bank_tasks
 *           of work for a special skill.
 * Favours   A share of each section's work, given away across ties only (matching).
 *
 * Reads   sections.pressure, would_use_bank, levers; writes teams, calls,
 *         sections.favours, sections.uses_bank
 * Draws   TEAM by section (set-up) and by team number (shape); CALL by section
 * Source  BRIEF 4.4, source 5-7, 7-1, 7-2; Bass 1969 for adoption; figures:
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
