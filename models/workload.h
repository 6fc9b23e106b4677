/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workload: what each section has to do, who does it, and how much time is left for side
 * work.
 *
 * month   demand_s = posts_s * base_load * I(t) * season(m) * exp(burden_s + shock_s)
 *         todo_s   = demand_s + backlog_s of last month
 *         load_i   = todo_s shared by weight
 *                    exp(person_spread * tempo_i + month_spread * z_i) * hours_i
 *         room_i   = side_room(job) * max(0, scheduled_i + side_overtime
 *                    - (1 - deferrable) * load_i), at most the cap
 * settle  own work left to the section = todo_s - received_s, shared in proportion to
 *         load_i. Own and side work of a person take at most scheduled_i + overtime_limit
 *         together and, of whoever did side work, at most max(scheduled_i, load_i) +
 *         side_overtime (emergency_overtime in a month with emergency work): own work
 *         waits. Of what is left, colleagues with scheduled time to spare take on at most
 *         the share `cover`; the rest is backlog, of which `lapse` is dropped. In a
 *         reorganisation a section's burden is drawn afresh.
 * All in whole minutes: todo = received + done + lapsed + backlog, to the minute.
 * Rounding is by running totals, so shares add up exactly.
 *
 * Reads   environment.workload, side work of the month; writes load, scheduled, room,
 *         overtime and the section's accounts
 * Draws   SECTION_LOAD by section; PERSON_LOAD by person
 * Source  source 5-4; figures: workload.def
 */
#ifndef SIDEWORK_MODELS_WORKLOAD_H
#define SIDEWORK_MODELS_WORKLOAD_H

#include "models.h"

struct sw_workload {
#include <sidework/fields_struct.h>
#include "workload.def"
#include <sidework/fields_end.h>
};

/* Time person i can give to an emergency this month [min]: own work waits longer than for
 * other side work. */
int32_t sw_workload_emergency_room(const sw_world *world, int i);

#endif
