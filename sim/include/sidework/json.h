/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing JSON (RFC 8259) by hand: a comma where one is due, texts escaped, numbers that
 * read back to the same double, null where there is no number. Errors stay in the stream:
 * check ferror at the end.
 */
#ifndef SIDEWORK_JSON_H
#define SIDEWORK_JSON_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Zero-initialise apart from stream. */
typedef struct sw_json {
    FILE *stream;
    int depth;
    unsigned char used[16]; /* of each depth: something stands there already */
} sw_json;

/* key is NULL inside a list and for the outermost value. */
void sw_json_open(sw_json *self, const char *key, char bracket); /* '{' or '[' */
void sw_json_close(sw_json *self, char bracket);                 /* '}' or ']' */
void sw_json_text(sw_json *self, const char *key, const char *value);
void sw_json_number(sw_json *self, const char *key,
                    double value); /* null if not finite */
void sw_json_integer(sw_json *self, const char *key, int64_t value);
void sw_json_boolean(sw_json *self, const char *key, int value);
void sw_json_null(sw_json *self, const char *key);
void sw_json_unsigned(sw_json *self, const char *key, uint64_t value);

/* A list of numbers, or of lists if rows > 0: values [rows][n]. */
void sw_json_numbers(sw_json *self, const char *key, const double *values, size_t rows,
                     size_t n);

/* The shortest of 15 to 17 digits that reads back to the same double. */
void sw_format_number(double value, char *out, size_t bytes);

#endif
