/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings nobody would think of: parameters of every mechanism picked at random and set
 * to the ends of their ranges or to multiples of their defaults, a function of a number
 * alone. Read from the field rows, so a new parameter is among them by itself.
 */
#ifndef SIDEWORK_TESTS_TWIN_RANDOM_SETTINGS_H
#define SIDEWORK_TESTS_TWIN_RANDOM_SETTINGS_H

#include <stdint.h>

enum { MAX_RANDOM_SETTINGS = 48, RANDOM_SETTING_BYTES = 256 };

typedef struct random_settings {
    char text[MAX_RANDOM_SETTINGS][RANDOM_SETTING_BYTES];
    const char *list[MAX_RANDOM_SETTINGS + 1]; /* "key=value", ended by NULL */
} random_settings;

/* A plan that runs through all its phases, and `n` settings more. */
void random_settings_make(random_settings *self, uint32_t number, int n);

#endif
