/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching: who is asked, who volunteers, who is chosen, and the hours that follow. Time
 * left is a hard limit.
 *
 * In this order: wishes on the goal sheet and the bank's register; members give their
 * teams' hours; free seats are filled; emergencies, support calls and bank requests find
 * hands; favours pass along ties.
 *
 * Register    in April who would register names a task on the goal sheet with
 *             probability register_goal_sheet * lever, bank or not. Where there is a bank
 *             such a person registers then, others who would at the monthly rate
 *             (register_rate + register_imitation * share + register_cooperator where a
 *             cooperator sits in the section) * lever. Without a bank nobody is
 *             registered.
 * Nomination  `nominees` people are drawn by number; the one with the highest
 *               score = weight(grade) * (1 - opening * terms) + weight(job)
 *                     + service * log(1 + hours remembered)
 *                     + willing * [willing] + noise * z
 *             is asked, accepts with probability obey, and the superior consents as below
 *             with consent_nominated added. For a call, who does not come names, with
 *             probability refer, a tied person, who is then asked the same way; seats are
 *             filled by the section in charge alone. Managers and the same few come
 *             first: source 5-1, 5-7.
 * Open call   a willing (unwilling) person applies with apply_willing (apply_unwilling),
 *             moved by a task named on the goal sheet; the superior consents with
 *             logistic(consent + consent_pressure * (pressure - 1) + consent_hoarding *
 *             hoarding + consent_norm * norm + consent_evaluation * lever [the head
 *             understands the new evaluation]); nobody asks for heads and above.
 *             Applicants take seats in the order of a random key; those left over are
 *             counted, as are seats.
 * Bank        the same consent, drawn apart; registrants who say yes and have time for a
 *             piece take turns from a random start, those with the skill where one is
 *             wanted. With bank and referral part of the hands for support are sought
 *             among them; never those for an emergency.
 * Either sex  where the rule is in force, free seats go to the sex that is short once
 *             they are only just enough for its share.
 *
 * Reads   stated answers, room, teams, calls, ties, sections; writes side work of the
 *         month (through sw_world_give), seats, planned, registered, service, norm,
 *         hoarding
 * Draws   NOMINATION by team number or call; CALL by call; APPLICATION, CONSENT, BANK,
 *         TIES by person; LATENT by person (how tightly a head holds on)
 * Source  source 5-1, 5-7, 7-1(3), 7-2(1); figures: matching.def
 */
#ifndef SIDEWORK_MODELS_MATCHING_H
#define SIDEWORK_MODELS_MATCHING_H

#include "models.h"

struct sw_matching {
#include <sidework/fields_struct.h>
#include "matching.def"
#include <sidework/fields_end.h>
};

/* Chance of a yes: `base`, its odds times `plan` for a task named on the goal sheet. */
float sw_matching_chance(double base, int planned, float plan);

/* Chance that the superior of person i consents this month; 1 for heads and above. */
float sw_matching_consent(const sw_world *world, int i);

/* The month's parts, in order. */
void sw_matching_register(sw_world *world);     /* matching_bank.c */
void sw_matching_serve_teams(sw_world *world);  /* matching_teams.c: hours, then seats */
void sw_matching_answer_calls(sw_world *world); /* matching_calls.c */
void sw_matching_favours(sw_world *world);      /* matching_favours.c */

/* Whether a person is considered for `what`. */
typedef int sw_fits(const sw_world *world, int person, const void *what);

/* One nomination, with one referral, of chance `refer`, if who was asked does not come;
 * key, who and draw (below 2^20) name the decision. Returns the position of who comes, or
 * SW_NOBODY. */
int sw_matching_ask(sw_world *world, sw_key key, uint32_t who, uint32_t draw,
                    const double *grade_weight, sw_fits *fits, const void *what,
                    double refer);

/* A tie of a person, drawn in proportion to strength by u in (0, 1); SW_NOBODY without
 * ties. */
int sw_matching_draw_tie(const sw_world *world, int person, float u);

#endif
