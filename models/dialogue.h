/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dialogue, ties and cooperators.
 *
 * Ties run across sections and both ways, at most SW_TIES a person. Their strength fades
 * by tie_decay a month and a tie below 0.05 is gone; ordinary work, side work, transfers
 * (personnel) and sessions make new ones, in the place of the weakest where all are
 * taken. Through ties pass favours (matching) and example: peers_i = strength-weighted
 * share of tied people with side work in the last 12 months.
 *
 * Sessions: while the lever is on, sessions * lever * staff / 1000 a month, each of
 * session_size people drawn at random among those who would join; mixed by construction,
 * since the draw knows no section, grade, job or age. Meetings with citizens count as
 * sessions of the same kind. Each comes to know session_ties others (an even number,
 * rounded up), feels it (dialogue + 1), may become aware of the problems, and if aware
 * and willing may become a cooperator.
 *
 * Awareness is lost with aware_fading a month and gained with survey_aware * lever, plus
 * cooperator_aware where a cooperator sits in the section, plus report_aware for each
 * published report per 1,000 staff, plus tie_aware * (share of ties aware - base_aware),
 * so that the usual share changes nothing, plus what would balance the
 * loss at base_aware. Cooperators drop out with cooperator_loss; they also speak for the
 * bank's register (matching).
 *
 * Taking work as one's own (latent): interest + aware + cooperator + 0.3 min(sessions, 2)
 * + experience > ownership.
 *
 * Reads   would_join, willing, side work, interest, experience; writes ties, peers,
 *         dialogue, aware, cooperator, owns, sections.cooperators
 * Draws   DIALOGUE by session (who comes) and by person (start); TIES by person;
 *         COOPERATOR by person
 * Source  source 7-1(2), 8-1; figures: dialogue.def
 */
#ifndef SIDEWORK_MODELS_DIALOGUE_H
#define SIDEWORK_MODELS_DIALOGUE_H

#include "models.h"

struct sw_dialogue {
#include <sidework/fields_struct.h>
#include "dialogue.def"
#include <sidework/fields_end.h>
};

/* Whether someone is aware of the problems on joining the staff: share base_aware. Stream
 * DIALOGUE, keyed by the person alone. */
void sw_dialogue_greet(sw_world *world, int position);

/* Counts the cooperators of each section, after moves too. */
void sw_dialogue_count_cooperators(sw_world *world);

#endif
