/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Simulated surveys: the state as the source's surveys saw it, every fiscal year, plan or
 * not.
 *
 * The staff survey closes in February and looks back eleven months. Eligible are regular
 * staff of the surveyed job families; each answers with probability response, raised by
 * participants_factor for those with side work in the window and by willing_factor for
 * the willing; informal help is left aside. Its side-work rate is reckoned as the source
 * does: hours of the window a head over the hours of a full year. The team census is
 * taken in December.
 *
 * Reads   all stated answers, side_year less favours, teams; writes the survey_ and
 *         census_ variables of the record
 * Draws   SURVEY by person
 * Source  source 2-2(5), 4-3, 5-3, 5-7; figures: survey.def
 */
#ifndef SIDEWORK_MODELS_SURVEY_H
#define SIDEWORK_MODELS_SURVEY_H

#include "models.h"

struct sw_survey {
#include <sidework/fields_struct.h>
#include "survey.def"
#include <sidework/fields_end.h>
};

#endif
