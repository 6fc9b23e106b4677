/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that grows, and memory that is given back at once. A report is made whole in memory
 * and only then written, so that no file is ever half made; and what is out of memory is
 * remembered and looked at once, at the end. Private to output/report.
 */
#ifndef SIDEWORK_OUTPUT_REPORT_BUFFER_H
#define SIDEWORK_OUTPUT_REPORT_BUFFER_H

#include <stddef.h>

/* Zero-initialise; sw_buffer_free is always safe. text ends with '\0', or is NULL. */
typedef struct sw_buffer {
    char *text;
    size_t length, room;
    int failed; /* 1: memory ran out, and something is missing */
} sw_buffer;

void sw_buffer_free(sw_buffer *self);
void sw_buffer_bytes(sw_buffer *self, const char *bytes, size_t n);
void sw_buffer_put(sw_buffer *self, const char *text);
void sw_buffer_format(sw_buffer *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Escaped for XML and HTML, in text and in quoted attributes: & < > " ' are written as
 * references; what XML cannot hold at all (control characters, bytes that are not UTF-8)
 * as U+FFFD. */
void sw_buffer_xml(sw_buffer *self, const char *text);

/* A coordinate: one decimal, no "-0", no trailing ".0". */
void sw_buffer_coordinate(sw_buffer *self, double value);

/* template with {0} ... {9} replaced by values[0 ... n - 1]; escaped for XML or not. */
void sw_buffer_fill(sw_buffer *self, const char *template, const char *const *values,
                    int n, int xml);

/* Zero-initialise; sw_arena_free gives back all that was handed out. */
typedef struct sw_arena {
    void *blocks;
    int failed;
} sw_arena;

void sw_arena_free(sw_arena *self);

/* Zeroed memory; NULL (and failed) when there is none. */
void *sw_arena_get(sw_arena *self, size_t n, size_t size);

/* n numbers, all NaN. */
double *sw_arena_numbers(sw_arena *self, size_t n);

/* Texts; "" when there is no memory, so that nobody has to ask in between. */
const char *sw_arena_copy(sw_arena *self, const char *text);
const char *sw_arena_format(sw_arena *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *sw_arena_fill(sw_arena *self, const char *template, const char *const *values,
                          int n);

/* Length in bytes of the UTF-8 character at text and its code; 0 at the end. A byte that
 * begins none is one character of code 0xFFFD. */
size_t sw_utf8(const char *text, unsigned *code);

#endif
