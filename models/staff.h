/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Synthetic staff: the organisation and the people of the base year, fitted to every
 * given marginal at once.
 *
 * Job counts come from the departments, age bands from age_counts: a job x age table is
 * fitted (IPF) and rounded with both margins kept. Within a job, age x sex, then grade x
 * (age, sex) are fitted and rounded in the same way, so that every marginal in the
 * scenario is hit to the person. People are then placed: a head in each section, a
 * department head in each department, the others by job, so that like jobs share
 * sections. Who is 60 or over is built as re-employed.
 *
 * Reads   staff.* ; writes the city (build) and the latent traits (start)
 * Draws   SYNTHESIS by person, once a run (same staff in all replications); LATENT by
 *         person, each replication
 * Source  IPF: Deming & Stephan 1940; rounding: Cox 1987. Marginals: scenario.
 */
#ifndef SIDEWORK_MODELS_STAFF_H
#define SIDEWORK_MODELS_STAFF_H

#include "models.h"

enum { SW_N_FIT_BANDS = 9 }; /* 18-24, 25-29, ..., 60-64 */

struct sw_staff_department {
#include <sidework/fields_struct.h>
#include "staff_department.def"
#include <sidework/fields_end.h>
};

struct sw_staff {
#include <sidework/fields_struct.h>
#include "staff.def"
#include <sidework/fields_end.h>
};

/* General skills are bits 8 ... 8 + SW_N_GENERAL_SKILLS - 1; bit j < 8 is the trade of
 * job family j. */
enum { SW_FIRST_GENERAL_SKILL = 8, SW_N_GENERAL_SKILLS = 8 };

/* `peers` of someone without ties. */
#define SW_NO_TIES (-1.0f)

/* `quiet` of someone who never did side work. */
enum { SW_LONG_QUIET = 9999 };

/* Draws the latent traits (interest, zest, tempo, disposition, skills) of the person at a
 * position. Stream LATENT, keyed by the person: a trait belongs to the person whenever it
 * is drawn. */
void sw_staff_draw_traits(sw_world *world, int position);

#endif
