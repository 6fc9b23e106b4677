/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON writer; see json.h. */
#include <sidework/json.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_string(FILE *stream, const char *text)
{
    (void)fputc('"', stream);
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            (void)fprintf(stream, "\\%c", *c);
        else if (*c == '\n')
            (void)fputs("\\n", stream);
        else if (*c < 0x20 || *c == 0x7F)
            (void)fprintf(stream, "\\u%04x", *c);
        else
            (void)fputc(*c, stream);
    }
    (void)fputc('"', stream);
}

/* Comma, line and key before a value. */
static void lead(sw_json *self, const char *key)
{
    if (self->depth > 0) {
        unsigned char *used = &self->used[self->depth];
        (void)fputs(*used ? "," : "", self->stream);
        *used = 1;
        if (key != NULL)
            (void)fprintf(self->stream, "\n%*s", 2 * self->depth, "");
    }
    if (key != NULL) {
        put_string(self->stream, key);
        (void)fputs(": ", self->stream);
    }
}

void sw_json_open(sw_json *self, const char *key, char bracket)
{
    lead(self, key);
    (void)fputc(bracket, self->stream);
    if (self->depth + 1 < (int)sizeof self->used)
        self->depth++;
    self->used[self->depth] = 0;
}

void sw_json_close(sw_json *self, char bracket)
{
    const int broken = bracket == '}' && self->used[self->depth];
    self->depth--;
    if (broken)
        (void)fprintf(self->stream, "\n%*s", 2 * self->depth, "");
    (void)fputc(bracket, self->stream);
    if (self->depth == 0)
        (void)fputc('\n', self->stream);
}

void sw_json_text(sw_json *self, const char *key, const char *value)
{
    lead(self, key);
    put_string(self->stream, value == NULL ? "" : value);
}

void sw_json_number(sw_json *self, const char *key, double value)
{
    char text[32];
    lead(self, key);
    sw_format_number(value, text, sizeof text);
    (void)fputs(isfinite(value) ? text : "null", self->stream);
}

void sw_json_integer(sw_json *self, const char *key, int64_t value)
{
    lead(self, key);
    (void)fprintf(self->stream, "%lld", (long long)value);
}

void sw_json_boolean(sw_json *self, const char *key, int value)
{
    lead(self, key);
    (void)fputs(value ? "true" : "false", self->stream);
}

void sw_json_null(sw_json *self, const char *key)
{
    lead(self, key);
    (void)fputs("null", self->stream);
}

void sw_json_unsigned(sw_json *self, const char *key, uint64_t value)
{
    lead(self, key);
    (void)fprintf(self->stream, "%llu", (unsigned long long)value);
}

void sw_json_numbers(sw_json *self, const char *key, const double *values, size_t rows,
                     size_t n)
{
    sw_json_open(self, key, '[');
    for (size_t r = 0; r < (rows > 0 ? rows : 1); r++) {
        if (rows > 0)
            sw_json_open(self, NULL, '[');
        for (size_t i = 0; i < n; i++)
            sw_json_number(self, NULL, values[r * n + i]);
        if (rows > 0)
            sw_json_close(self, ']');
    }
    sw_json_close(self, ']');
}

void sw_format_number(double value, char *out, size_t bytes)
{
    if (isnan(value)) {
        (void)snprintf(out, bytes, "nan");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(out, bytes, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            return;
    }
}
