/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Personnel: who joins, moves, rises, steps down and leaves.
 *
 * Every month (t >= 0): each person resigns with probability rate(age) * factor / 12.
 * Each 1 April after the base year, in this order: a year older and longer in the post;
 * retirement by the legal age of the year just ended, part of the retired re-employed
 * until 65; from FY2023 heads of 60 step down; promotion into vacant posts by age and a
 * random mark, grade by grade from the top; transfers, on average after posting_years,
 * plus whoever became a head (who steps down stays); hiring of junior clerks up to the
 * headcount plan. Movers take the desks that became free, at random within job family,
 * never their own if another is free; heads take sections without a head; newcomers one
 * by one take the free desk where last month's work for each person is most. A chief or
 * above who is re-employed or steps down becomes a senior clerk and gives up team seats.
 * People of a section cut anew (environment.h) move with chance reorganised_move at least;
 * a move leaves ties_kept of each tie. The plan shrinks with falling revenue.
 * During the warm-up only transfers happen, years in the post counted for them, so that
 * the base year starts with the staff that was built.
 *
 * Reads   staff, city (established posts), sections.todo; writes staff, section runs,
 *         ties, teams' seats
 * Draws   RESIGNATION, PROMOTION, TRANSFER, HIRING, REEMPLOYMENT, TIES (a mover's old
 *         colleagues), each by person
 * Source  source 4-1, 5-4, 7-2; figures: personnel.def
 */
#ifndef SIDEWORK_MODELS_PERSONNEL_H
#define SIDEWORK_MODELS_PERSONNEL_H

#include "models.h"

struct sw_personnel_year {
#include <sidework/fields_struct.h>
#include "personnel_year.def"
#include <sidework/fields_end.h>
};

struct sw_personnel {
#include <sidework/fields_struct.h>
#include "personnel.def"
#include <sidework/fields_end.h>
};

/* Planned staff on 1 April of a fiscal year. */
int sw_personnel_plan(const sw_world *world, int fiscal_year);

/* Age at which people retire at the end of a fiscal year. */
int sw_personnel_retirement_age(const struct sw_personnel *p, int years_after_base);

#endif
