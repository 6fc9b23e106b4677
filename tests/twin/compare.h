/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Engine and twin, state against state, bit by bit: every column of every person and
 * section, ties, teams, calls, accounts, environment, plan, window, links and parameters.
 */
#ifndef SIDEWORK_TESTS_TWIN_COMPARE_H
#define SIDEWORK_TESTS_TWIN_COMPARE_H

#include "twin/twin.h"

enum { TWIN_TEXT_BYTES = 512 };

/* 1 and an empty text if the states are the same; else 0, and in `text` the first
 * difference: month, who, column, both values. */
int twin_agrees(const twin *self, const sw_world *world, char text[TWIN_TEXT_BYTES]);

#endif
