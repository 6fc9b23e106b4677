/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See buffer.h. */
#include "buffer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sw_buffer_free(sw_buffer *self)
{
    free(self->text);
    memset(self, 0, sizeof *self);
}

static int make_room(sw_buffer *self, size_t n)
{
    if (self->failed)
        return 0;
    if (self->room - self->length > n)
        return 1;
    size_t room = self->room ? self->room : 4096;
    while (room - self->length <= n)
        room *= 2;
    char *text = realloc(self->text, room);
    if (text == NULL) {
        self->failed = 1;
        return 0;
    }
    self->text = text;
    self->room = room;
    return 1;
}

void sw_buffer_bytes(sw_buffer *self, const char *bytes, size_t n)
{
    if (!make_room(self, n))
        return;
    memcpy(self->text + self->length, bytes, n);
    self->length += n;
    self->text[self->length] = '\0';
}

void sw_buffer_put(sw_buffer *self, const char *text)
{
    if (text != NULL)
        sw_buffer_bytes(self, text, strlen(text));
}

void sw_buffer_format(sw_buffer *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (n < 0 || !make_room(self, (size_t)n))
        return;
    va_start(arguments, format);
    (void)vsnprintf(self->text + self->length, (size_t)n + 1, format, arguments);
    va_end(arguments);
    self->length += (size_t)n;
}

static int continues(const char *text, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return 0;
    return 1;
}

size_t sw_utf8(const char *text, unsigned *code)
{
    const unsigned char *c = (const unsigned char *)text;
    size_t n = c[0] < 0x80 ? 1 : c[0] < 0xC2 ? 0 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
    *code = 0xFFFD;
    if (c[0] == 0)
        return 0;
    if (n == 0 || c[0] > 0xF4 || !continues(text, n))
        return 1;
    unsigned value = n == 1 ? c[0] : c[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        value = value << 6 | (c[i] & 0x3Fu);
    if ((n == 3 && value < 0x800) || (n == 4 && (value < 0x10000 || value > 0x10FFFF)) ||
        (value >= 0xD800 && value < 0xE000))
        return 1;
    *code = value;
    return n;
}

static void put_escaped(sw_buffer *self, const char *text, size_t n, unsigned code)
{
    switch (code) {
    case '&':
        sw_buffer_put(self, "&amp;");
        break;
    case '<':
        sw_buffer_put(self, "&lt;");
        break;
    case '>':
        sw_buffer_put(self, "&gt;");
        break;
    case '"':
        sw_buffer_put(self, "&quot;");
        break;
    case '\'':
        sw_buffer_put(self, "&#39;");
        break;
    default:
        if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
            (code >= 0x7F && code < 0xA0) || (code & 0xFFFE) == 0xFFFE ||
            code == 0xFFFD || (code >= 0x202A && code <= 0x202E) ||
            (code >= 0x2066 && code <= 0x2069))
            sw_buffer_put(self, "\xEF\xBF\xBD");
        else
            sw_buffer_bytes(self, text, n);
    }
}

void sw_buffer_xml(sw_buffer *self, const char *text)
{
    unsigned code;
    for (size_t n = text ? sw_utf8(text, &code) : 0; n > 0; n = sw_utf8(text, &code)) {
        put_escaped(self, text, n, code);
        text += n;
    }
}

void sw_buffer_coordinate(sw_buffer *self, double value)
{
    const long tenths = isfinite(value) && fabs(value) < 1e7 ? lround(value * 10) : 0;
    const long whole = labs(tenths) / 10, rest = labs(tenths) % 10;
    sw_buffer_format(self, "%s%ld", tenths < 0 ? "-" : "", whole);
    if (rest)
        sw_buffer_format(self, ".%ld", rest);
}

void sw_buffer_fill(sw_buffer *self, const char *template, const char *const *values,
                    int n, int xml)
{
    while (*template != '\0') {
        const size_t plain = strcspn(template, "{");
        sw_buffer_bytes(self, template, plain);
        template += plain;
        const int k = *template != '\0' ? template[1] - '0' : -1;
        if (k >= 0 && k < n && template[2] == '}') {
            if (xml)
                sw_buffer_xml(self, values[k]);
            else
                sw_buffer_put(self, values[k]);
            template += 3;
        } else if (*template != '\0') {
            sw_buffer_bytes(self, template, 1);
            template += 1;
        }
    }
}

typedef struct block {
    struct block *next;
    max_align_t start[];
} block;

void sw_arena_free(sw_arena *self)
{
    block *b = self->blocks;
    while (b != NULL) {
        block *next = b->next;
        free(b);
        b = next;
    }
    memset(self, 0, sizeof *self);
}

void *sw_arena_get(sw_arena *self, size_t n, size_t size)
{
    block *b = size > 0 && n < ((size_t)1 << 40) / size
                   ? calloc(1, sizeof *b + (n * size > 0 ? n * size : 1))
                   : NULL;
    if (b == NULL) {
        self->failed = 1;
        return NULL;
    }
    b->next = self->blocks;
    self->blocks = b;
    return b->start;
}

double *sw_arena_numbers(sw_arena *self, size_t n)
{
    double *numbers = sw_arena_get(self, n, sizeof *numbers);
    for (size_t i = 0; i < n && numbers != NULL; i++)
        numbers[i] = NAN;
    return numbers;
}

const char *sw_arena_copy(sw_arena *self, const char *text)
{
    const size_t n = strlen(text) + 1;
    char *copy = sw_arena_get(self, n, 1);
    if (copy == NULL)
        return "";
    memcpy(copy, text, n);
    return copy;
}

const char *sw_arena_format(sw_arena *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = n < 0 ? NULL : sw_arena_get(self, (size_t)n + 1, 1);
    if (text == NULL)
        return "";
    va_start(arguments, format);
    (void)vsnprintf(text, (size_t)n + 1, format, arguments);
    va_end(arguments);
    return text;
}

const char *sw_arena_fill(sw_arena *self, const char *template, const char *const *values,
                          int n)
{
    sw_buffer b = {0};
    sw_buffer_fill(&b, template, values, n, 0);
    const char *text = b.text != NULL ? sw_arena_copy(self, b.text) : "";
    self->failed |= b.failed;
    sw_buffer_free(&b);
    return text;
}
