/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evaluation and incentive: the yearly cycle before and after the reform.
 *
 * Every month  understanding of the reformed evaluation spreads: hazard (learning +
 *              imitation * share) * lever.
 * March        mark_i = z_i + side_i * (e_i * credit_i - (1 - e_i) * own_cost),
 *              credit_i = credit_weight * max(0, 1 + other_view * experience_i + goal_met *
 *              [named on April's goal sheet]), side_i = log(1 + hours_i / 20),
 *              e_i = evaluation lever * [understands].
 *              The highest top_share of each department get the top grade.
 * June         what that taught: credit_i = kept * credit_i
 *                + e_i (reward [top grade and side work] + seen [side work] + crowding
 *                [interest > 1 and side work]) + (1 - e_i) disappointed [side work of a
 *                day or more]
 * Before the reform e = 0: side work costs marks and teaches disappointment. With reward,
 * seen, crowding and matching.consent_evaluation at 0 the reform changes nothing but the
 * disappointment it ends and the marks, which teach nothing then. Side work is all but
 * informal help.
 *
 * Reads   side_year, favour_year, interest, experience, planned; writes credit, understands, top_grade,
 *         side_last_year
 * Draws   EVALUATION, UNDERSTANDING by person
 * Source  source 5-5, 7-2(2); Bass 1969; figures: evaluation.def
 */
#ifndef SIDEWORK_MODELS_EVALUATION_H
#define SIDEWORK_MODELS_EVALUATION_H

#include "models.h"

struct sw_evaluation {
#include <sidework/fields_struct.h>
#include "evaluation.def"
#include <sidework/fields_end.h>
};

#endif
