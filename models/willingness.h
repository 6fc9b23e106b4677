/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Willingness: one latent propensity, from which every stated answer follows by its own
 * threshold.
 *
 *   eta_i = base + grade(g) + interest * interest_i + disposition(d) + young [age < 30]
 *         + busy * (load_i / scheduled_i - 1) + superior * hoarding_s
 *         + colleagues * (norm_s - usual) + skill * (general skills - 2)
 *         + peers * (peers_i - usual) [has ties] + dialogue * min(sessions_i, 3)
 *         + aware * aware_i + experience_i + credit_i            (load_i / scheduled_i - 1 within [-1, 1])
 *   willing             eta > 0
 *   would register      eta - grade(g) + register_shift > 0 (alike across grades: 4-3)
 *   would join dialogue eta - grade(g) + join_shift > 0
 *   main reason         of the unwilling: the largest of five weights (busy, not
 *                       interested, skills, not understood, other)
 *   would use the bank  use_base + use_pressure * (pressure_s - 1) + 0.6 interest_i + 0.8
 *                       zest_i > 0
 *   unfulfilled         fulfilled + ... + zest_i < 0;  inflexible: inflexible + ... +
 *                       tempo_i > 0
 *
 * Experience: after a month with side work other than informal help it gains `good` with
 * probability q, else `bad`,
 *   q = goodness + (clarity - 1/2) / 2 - max(load_i / scheduled_i - 1, 0),
 * clarity: the highest of the person's teams, one half without a team. It fades by
 * `fading` a month and stays within +-most.
 *
 * Reads   load, norm, pressure, hoarding, peers, sessions felt, awareness, credit, side
 *         work, teams; writes propensity, all stated answers, experience
 * Draws   EXPERIENCE by person
 * Source  Train 2009, section 3.1 for the latent form; source 4-3, 5-2, 5-3;
 *         figures: willingness.def
 */
#ifndef SIDEWORK_MODELS_WILLINGNESS_H
#define SIDEWORK_MODELS_WILLINGNESS_H

#include "models.h"

struct sw_willingness {
#include <sidework/fields_struct.h>
#include "willingness.def"
#include <sidework/fields_end.h>
};

#endif
