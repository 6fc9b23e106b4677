/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages that cannot harm: names from a hostile scenario or result file end up in them,
 * and they end up on a terminal or in a log. Control characters, bidirectional overrides
 * and bytes that are not UTF-8 are written as \xNN, so one failure is always one visible
 * line. No allocation: works when memory is out.
 */
#include <sidework/status.h>

#include "reason.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Longest message before escaping; longer ones end in an ellipsis. */
enum { RAW_BYTES = 2048 };

void sw_diagnostics_init(sw_diagnostics *self, sw_language language)
{
    memset(self, 0, sizeof *self);
    self->language = language;
}

/* The terminating NUL stops every comparison before the end of the text (table 3-7 of
 * Unicode). */
size_t sw_character(const char *text, uint32_t *code)
{
    const unsigned char *s = (const unsigned char *)text;
    const unsigned char lead = s[0];
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t n;

    *code = lead;
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        n = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        n = 3;
        low = lead == 0xE0 ? 0xA0 : low;
        high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        n = 4;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high;
    } else {
        return 0;
    }
    if (s[1] < low || s[1] > high) {
        return 0;
    }
    *code = lead & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if (s[i] < 0x80 || s[i] > 0xBF) {
            return 0;
        }
        *code = *code << 6 | (s[i] & 0x3F);
    }
    return n;
}

int sw_whole(const char *text, int most)
{
    int n = 0;
    while (n < most && text[n]) {
        uint32_t code;
        const size_t bytes = sw_character(text + n, &code);
        const int step =
            bytes > 0 ? (int)bytes : 1; /* no character: escaped later, byte by byte */
        if (step > most - n) {
            break;
        }
        n += step;
    }
    return n;
}

int sw_steers(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C ||
           code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* Appends n bytes; 0 if they do not fit with the line's '\n' and the NUL behind them. */
static int put(sw_diagnostics *self, const void *bytes, size_t n)
{
    if (self->length + n + 2 > sizeof self->text) {
        return 0;
    }
    memcpy(self->text + self->length, bytes, n);
    self->length += n;
    return 1;
}

static int put_escaped(sw_diagnostics *self, const unsigned char *s, size_t n)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        const char code[4] = {'\\', 'x', digits[s[i] >> 4], digits[s[i] & 15]};
        const char *short_code = s[i] == '\n'   ? "\\n"
                                 : s[i] == '\t' ? "\\t"
                                 : s[i] == '\r' ? "\\r"
                                                : NULL;
        if (!(short_code ? put(self, short_code, 2) : put(self, code, sizeof code))) {
            return 0;
        }
    }
    return 1;
}

/* Adds one escaped line, or nothing at all if it does not fit. */
static int put_line(sw_diagnostics *self, const char *message)
{
    const size_t start = self->length;
    const unsigned char *s = (const unsigned char *)message;

    while (*s) {
        uint32_t code;
        const size_t n = sw_character((const char *)s, &code);
        const int plain = n > 0 && !sw_steers(code);
        const size_t step = n > 0 ? n : 1;
        if (!(plain ? put(self, s, step) : put_escaped(self, s, step))) {
            self->length = start;
            self->text[start] = '\0';
            return 0;
        }
        s += step;
    }
    self->text[self->length++] = '\n';
    self->text[self->length] = '\0';
    return 1;
}

/* Ends a message that was cut with an ellipsis, on the boundary of a character. */
static void mark_cut(char raw[RAW_BYTES])
{
    size_t end = RAW_BYTES - 1 - strlen("…");

    while (end > 0 && ((unsigned char)raw[end] & 0xC0) == 0x80) {
        end--;
    }
    memcpy(raw + end, "…", sizeof "…");
}

int sw_fail(sw_diagnostics *self, int status, const char *en, const char *ja, ...)
{
    char raw[RAW_BYTES];
    const char *message = raw;
    va_list arguments;
    int n;

    if (!self) {
        return status;
    }
    va_start(arguments, ja);
    if (self->language == SW_JAPANESE) {
        n = vsnprintf(raw, sizeof raw, ja, arguments);
    } else {
        n = vsnprintf(raw, sizeof raw, en, arguments);
    }
    va_end(arguments);
    if (n < 0) {
        message = sw_status_text(status, self->language);
    } else if ((size_t)n >= sizeof raw) {
        mark_cut(raw);
    } else if (self->language == SW_JAPANESE) {
        sw_reason_in_japanese(raw, sizeof raw);
    }
    if (self->status == SW_OK) {
        self->status = status;
    }
    self->count++;
    /* after one dropped line all later ones are dropped: the text is always the first
     * failures, in order */
    if (self->dropped > 0 || !put_line(self, message)) {
        self->dropped++;
    }
    return status;
}

int sw_status_exit_code(int status)
{
    switch (status) {
#define STATUS_CASE(name, value, exit_code, en, ja)                                      \
    case value:                                                                          \
        return exit_code;
        SW_STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    default:
        return 70;
    }
}

const char *sw_status_text(int status, sw_language language)
{
    const int japanese = language == SW_JAPANESE;

    switch (status) {
#define STATUS_CASE(name, value, exit_code, en, ja)                                      \
    case value:                                                                          \
        return japanese ? (ja) : (en);
        SW_STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    default:
        return japanese ? "不明な状態" : "unknown status";
    }
}
