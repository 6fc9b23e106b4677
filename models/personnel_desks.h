/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Desks: the established posts of the sections, and who takes which on 1 April. Private
 * to personnel.
 *
 * A desk is (section, job family). The city was built with one for each person; whoever
 * moves or leaves frees it. Scratch of the world: list2 marks movers, words sorts them,
 * list holds them in random order, free_desks what is free.
 */
#ifndef SIDEWORK_MODELS_PERSONNEL_DESKS_H
#define SIDEWORK_MODELS_PERSONNEL_DESKS_H

#include <sidework/world.h>

/* Begins the April round: nobody moves yet. */
void sw_desks_open(sw_world *world);

/* The person will move this April; the desk becomes free. Twice is once. */
void sw_desks_vacate(sw_world *world, int person);

/* Gives every mover a free desk of the own job family; heads first, one for each section
 * without. Streams TRANSFER, TIES (old colleagues). */
void sw_desks_reassign(sw_world *world);

/* Counts who is where before hiring, so that newcomers spread. */
void sw_desks_count_members(sw_world *world);

/* Job family of the free desk where a hand is needed most; administrative if none is
 * free. */
int sw_desks_next_job(const sw_world *world);

/* Gives a newcomer that desk, or a place in the section that needs a hand most if none is
 * free. */
void sw_desks_take(sw_world *world, int person);

#endif
