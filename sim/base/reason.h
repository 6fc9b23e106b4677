/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system's reasons ("No space left on device") in Japanese. The C library has them in the
 * language of its locale, and the program keeps to locale C so that numbers stay numbers.
 * Private to sim/base.
 */
#ifndef SIDEWORK_BASE_REASON_H
#define SIDEWORK_BASE_REASON_H

#include <stddef.h>

/* Puts Japanese in the place of the system's English reason in a message of at most bytes - 1
 * bytes; leaves it as it is where it has none, or there is no room. */
void sw_reason_in_japanese(char *message, size_t bytes);

#endif
