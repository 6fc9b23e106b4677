/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner's state, shared by scan.c (what is right) and slips.c (what went wrong). */
#ifndef SIDEWORK_SCAN_H
#define SIDEWORK_SCAN_H

#include "loader.h"

enum { SW_LOAD_MAX_ERRORS = 20 };

typedef struct sw_load_scanner {
    sw_load *load;
    sw_load_place place; /* line 0 stays 0: text that is not from a file */
    const char *at, *end;
    sw_load_tokens *tokens;
    int room, errors, status;
} sw_load_scanner;

/* Notes a message that was said and skips the rest of the line, so that a line has one
 * message. */
void sw_load_complain(sw_load_scanner *self, int status);

/* The plain character that a full-width or typographic one stands for, 0 if none. */
char sw_load_half_width(uint32_t code);

/* Each says what is wrong with what stands at self->at, and complains. */
void sw_load_foreign(sw_load_scanner *self);
void sw_load_bad_number(sw_load_scanner *self, size_t length, char reason);
void sw_load_unexpected(sw_load_scanner *self);

/* Whether a good number of this length is followed by something that spoils it; says so.
 * */
int sw_load_number_tail(sw_load_scanner *self, size_t length);

#endif
