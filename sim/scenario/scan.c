/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text -> tokens, before libconfig sees it: an unterminated comment would hide the rest
 * of the file from it, a long token or a million of them would take it minutes. One
 * message a line, up to SW_LOAD_MAX_ERRORS.
 */
#include "scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int add(sw_load_scanner *self, char kind, size_t length)
{
    sw_load_tokens *tokens = self->tokens;
    if (tokens->n == SW_LOAD_MAX_TOKENS || length > SW_LOAD_MAX_TOKEN) {
        sw_load_complain(
            self,
            sw_load_say(
                self->load, SW_INPUT, self->place, NULL,
                "too much for one scenario (more than %d words, or one of more than "
                "%d bytes)",
                "1つのシナリオとして大きすぎます（語が %d 個、または1語が %d "
                "バイトを超えています）",
                SW_LOAD_MAX_TOKENS, SW_LOAD_MAX_TOKEN));
        self->errors = SW_LOAD_MAX_ERRORS;
        return 0;
    }
    if (tokens->n == self->room) {
        const int room = self->room ? self->room * 2 : 64;
        sw_load_token *larger = realloc(tokens->at, (size_t)room * sizeof *larger);
        if (!larger) {
            sw_load_complain(self, sw_load_out_of_memory(self->load));
            self->errors = SW_LOAD_MAX_ERRORS;
            return 0;
        }
        tokens->at = larger;
        self->room = room;
    }
    tokens->at[tokens->n++] = (sw_load_token){.at = self->at,
                                              .length = length,
                                              .line = self->place.line,
                                              .kind = kind,
                                              .scope = -1,
                                              .parent = -1,
                                              .twin = -1};
    self->at += length;
    return 1;
}

static void newline(sw_load_scanner *self)
{
    if (self->place.line > 0) {
        self->place.line++;
    }
}

/* A string; libconfig would let one run on over the rest of the file. */
static void string(sw_load_scanner *self)
{
    const char *c = self->at + 1;
    while (c < self->end && *c != '"' && *c != '\n') {
        if (*c == '\\') {
            const int hexadecimal = self->end - c > 3 && (c[1] == 'x' || c[1] == 'X') &&
                                    isxdigit((unsigned char)c[2]) &&
                                    isxdigit((unsigned char)c[3]);
            if (c + 1 >= self->end || !(hexadecimal || strchr("\\\"fnrt", c[1]))) {
                sw_load_complain(
                    self,
                    sw_load_say(
                        self->load, SW_INPUT, self->place, NULL,
                        "\"\\\" in text must be written \"\\\\\"; in file names "
                        "use \"/\"",
                        "文字列の中の「\\」は「\\\\」と書いてください。ファイル名では「/"
                        "」を使ってください"));
                return;
            }
            c++;
        }
        c++;
    }
    if (c >= self->end || *c != '"') {
        sw_load_complain(
            self,
            sw_load_say(
                self->load, SW_INPUT, self->place, NULL,
                "text that begins with \" is not closed on its line; end it with \"",
                "文字列が行内で閉じられていません。末尾に半角の \" を付けてください"));
        return;
    }
    (void)add(self, SW_LOAD_STRING, (size_t)(c + 1 - self->at));
}

/* Bytes of what looks like a number with all that clings to it. */
static size_t number_run(const sw_load_scanner *self)
{
    const char *c = self->at + (*self->at == '-' || *self->at == '+');
    const int hexadecimal =
        self->end - c > 1 && c[0] == '0' && (c[1] == 'x' || c[1] == 'X');
    while (c < self->end) {
        const unsigned char u = (unsigned char)*c;
        const int exponent = !hexadecimal && (u == '-' || u == '+') &&
                             (c[-1] == 'e' || c[-1] == 'E') && c - self->at > 1;
        if (!isalnum(u) && u != '.' && u != '_' && !exponent) {
            break;
        }
        c++;
    }
    return (size_t)(c - self->at);
}

static void number(sw_load_scanner *self)
{
    const size_t length = number_run(self);
    char wide;
    char reason;

    const int kind = sw_load_number(self->at, length, &wide, &reason);
    if (kind == 0) {
        sw_load_bad_number(self, length, reason);
    } else if (!sw_load_number_tail(self, length) && add(self, (char)kind, length)) {
        self->tokens->at[self->tokens->n - 1].wide = wide;
    }
}

static void name(sw_load_scanner *self)
{
    const char *c = self->at;
    uint32_t code;
    while (c < self->end &&
           (isalnum((unsigned char)*c) || *c == '_' || *c == '-' || *c == '*')) {
        c++;
    }
    if (c < self->end && sw_load_character(c, self->end, &code) > 1 &&
        !sw_load_half_width(code)) {
        self->at = c;
        sw_load_foreign(self);
        return;
    }
    (void)add(self, SW_LOAD_NAME, (size_t)(c - self->at));
}

/* Skips a comment if one begins here. */
static int comment(sw_load_scanner *self)
{
    const size_t room = (size_t)(self->end - self->at);
    if (*self->at == '#' || (room > 1 && self->at[0] == '/' && self->at[1] == '/')) {
        while (self->at < self->end && *self->at != '\n') {
            self->at++;
        }
        return 1;
    }
    if (room < 2 || self->at[0] != '/' || self->at[1] != '*') {
        return 0;
    }
    const sw_load_place start = self->place;
    for (self->at += 2; self->at + 1 < self->end; self->at++) {
        if (self->at[0] == '*' && self->at[1] == '/') {
            self->at += 2;
            return 1;
        }
        if (*self->at == '\n') {
            newline(self);
        }
    }
    self->at = self->end;
    sw_load_complain(
        self,
        sw_load_say(self->load, SW_INPUT, start, NULL,
                    "the comment that begins with /* is never closed; end it with */",
                    "/* で始まるコメントが閉じられていません。*/ で閉じてください"));
    return 1;
}

static void step(sw_load_scanner *self)
{
    const char c = *self->at;
    const char second = self->end - self->at > 1 ? self->at[1] : ' ';
    const int sign = c == '-' || c == '+';

    if (c == '\n') {
        newline(self);
        self->at++;
    } else if (c == ' ' || c == '\t') {
        self->at++;
    } else if (comment(self)) {
        return;
    } else if (c == '"') {
        string(self);
    } else if (isdigit((unsigned char)c) || c == '.' ||
               (sign && (isdigit((unsigned char)second) || second == '.'))) {
        number(self);
    } else if (isalpha((unsigned char)c) || c == '*') {
        name(self);
    } else if (strchr("=:;,{}()[]", c)) {
        (void)add(self, c, 1);
    } else if ((unsigned char)c >= 0x80) {
        sw_load_foreign(self);
    } else {
        sw_load_unexpected(self);
    }
}

int sw_load_scan(sw_load *self, sw_load_place start, const char *text, size_t length,
                 sw_load_tokens *tokens)
{
    sw_load_scanner scanner = {
        .load = self, .place = start, .at = text, .end = text + length, .tokens = tokens};
    *tokens = (sw_load_tokens){.file = start.file};
    while (scanner.at < scanner.end && scanner.errors < SW_LOAD_MAX_ERRORS) {
        step(&scanner);
    }
    return scanner.status;
}
