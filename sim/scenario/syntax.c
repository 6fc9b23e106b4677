/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grammar of a scenario, checked here since libconfig's only word for every slip is
 * "syntax error", and the text is then written anew for it: one token after the other on
 * its old line, integers wide enough, arrays of one type, no comments.
 */
#include "loader.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

struct parser {
    sw_load *load;
    sw_load_tokens *tokens;
    int at, scopes, keys;
};

static char kind(const struct parser *self)
{
    return self->at < self->tokens->n ? self->tokens->at[self->at].kind : '\0';
}

static sw_load_place place(const struct parser *self, int token)
{
    if (token >= self->tokens->n) {
        token = self->tokens->n - 1;
    }
    const int line = token >= 0 ? self->tokens->at[token].line : 0;
    return (sw_load_place){self->tokens->file, line};
}

/* What stands at the current token, for a message. */
static const char *found(const struct parser *self, char buffer[SW_LOAD_SHOW_BYTES])
{
    if (self->at >= self->tokens->n) {
        return sw_load_pick(self->load, "the end of the file", "ファイルの終わり");
    }
    const sw_load_token *token = &self->tokens->at[self->at];
    const size_t length = token->length > 60 ? 60 : token->length;
    (void)snprintf(buffer, SW_LOAD_SHOW_BYTES, "%.*s", (int)length, token->at);
    return buffer;
}

/* The beginning of a token in small letters; returns text. */
static const char *small_letters(const sw_load_token *token, char text[16])
{
    size_t n = 0;
    for (; n < token->length && n < 15; n++) {
        text[n] = (char)tolower((unsigned char)token->at[n]);
    }
    text[n] = '\0';
    return text;
}

static int is_boolean(const sw_load_token *token)
{
    char text[16];
    (void)small_letters(token, text);
    return !strcmp(text, "true") || !strcmp(text, "false");
}

static int value(struct parser *self, int key, int depth);

/* After an opening bracket: the matching one, or a message that names the line of the
 * opening one. */
static int closed(struct parser *self, int opening, char bracket)
{
    char buffer[SW_LOAD_SHOW_BYTES];
    if (kind(self) == bracket) {
        self->at++;
        return SW_OK;
    }
    return sw_load_say(
        self->load, SW_INPUT, place(self, self->at), NULL,
        "%s where \"%c\" should close the \"%c\" of line %d",
        "%s がありますが、ここで「%c」が必要です（「%c」は %d 行目で開いています）",
        found(self, buffer), bracket, self->tokens->at[opening].kind,
        self->tokens->at[opening].line);
}

/* key = value; ... up to what is not a key. */
static int settings(struct parser *self, int parent, int depth)
{
    const int scope = self->scopes++;
    char buffer[SW_LOAD_SHOW_BYTES];

    while (kind(self) == SW_LOAD_NAME) {
        const int key = self->at++;
        self->tokens->at[key].scope = scope;
        self->tokens->at[key].parent = parent;
        if (++self->keys > SW_LOAD_MAX_KEYS) {
            return sw_load_say(self->load, SW_INPUT, place(self, key), NULL,
                               "more than %d keys in one file",
                               "1つのファイルのキーが %d 個を超えています",
                               SW_LOAD_MAX_KEYS);
        }
        if (is_boolean(&self->tokens->at[key])) {
            return sw_load_say(self->load, SW_INPUT, place(self, key), NULL,
                               "\"%.*s\" is a value and cannot be a key",
                               "「%.*s」は値であり、キーには使えません",
                               (int)self->tokens->at[key].length,
                               self->tokens->at[key].at);
        }
        if (kind(self) != '=' && kind(self) != ':') {
            return sw_load_say(
                self->load, SW_INPUT, place(self, key), NULL,
                "\"%.*s\" is followed by %s; a setting is written key = value;",
                "「%.*s」の後に %s があります。設定は キー = 値; の形で書きます",
                (int)self->tokens->at[key].length, self->tokens->at[key].at,
                found(self, buffer));
        }
        self->at++;
        const int status = value(self, key, depth);
        if (status != SW_OK) {
            return status;
        }
        for (int n = 0; kind(self) == ';' || kind(self) == ','; n++) {
            self->tokens->at[self->at++].dropped = n > 0;
        }
    }
    return SW_OK;
}

/* libconfig wants all values of an array of one type. */
static int one_type(struct parser *self, int first, int end)
{
    int numbers = 0;
    int strings = 0;
    int words = 0;
    int reals = 0;
    int wide = 0;

    for (int i = first; i < end; i++) {
        const sw_load_token *token = &self->tokens->at[i];
        numbers += token->kind == SW_LOAD_INT || token->kind == SW_LOAD_REAL;
        strings += token->kind == SW_LOAD_STRING;
        words += token->kind == SW_LOAD_NAME;
        reals += token->kind == SW_LOAD_REAL;
        wide += token->wide != 0;
    }
    if ((numbers > 0) + (strings > 0) + (words > 0) > 1) {
        return sw_load_say(
            self->load, SW_INPUT, place(self, first), NULL,
            "numbers, text or true/false are mixed in one [ ]; use one kind",
            "1つの [ ] "
            "の中に数値・文字列・真偽値が混ざっています。1種類に揃えてください");
    }
    for (int i = first; i < end; i++) {
        sw_load_token *token = &self->tokens->at[i];
        if (token->kind == SW_LOAD_INT) {
            token->as_real = reals > 0;
            token->wide = wide > 0 && token->wide == 0 ? 1 : token->wide;
        }
    }
    return SW_OK;
}

/* The inside of ( ) and [ ]. */
static int sequence(struct parser *self, int key, int opening, int depth)
{
    const char bracket = self->tokens->at[opening].kind == '[' ? ']' : ')';

    while (kind(self) != bracket && kind(self) != '\0') {
        if (bracket == ']' && strchr("{([", kind(self))) {
            return sw_load_say(
                self->load, SW_INPUT, place(self, self->at), NULL,
                "\"%c\" inside [ ]; a list of groups goes in ( )",
                "[ ] の中に「%c」があります。グループのリストは ( ) で囲みます",
                kind(self));
        }
        const int status = value(self, key, depth);
        if (status != SW_OK) {
            return status;
        }
        if (kind(self) != ',') {
            break;
        }
        self->tokens->at[self->at].dropped =
            self->at + 1 < self->tokens->n &&
            self->tokens->at[self->at + 1].kind == bracket;
        self->at++;
    }
    const int status = bracket == ']' ? one_type(self, opening + 1, self->at) : SW_OK;
    return status != SW_OK ? status : closed(self, opening, bracket);
}

/* A bare word is only true or false. */
static int word(struct parser *self)
{
    const sw_load_token *token = &self->tokens->at[self->at];
    char text[16];

    if (is_boolean(token)) {
        self->at++;
        return SW_OK;
    }
    (void)small_letters(token, text);
    const int shown = token->length > 60 ? 60 : (int)token->length;
    if (!strcmp(text, "yes") || !strcmp(text, "no") || !strcmp(text, "on") ||
        !strcmp(text, "off")) {
        return sw_load_say(self->load, SW_INPUT, place(self, self->at), NULL,
                           "\"%.*s\": write true or false",
                           "「%.*s」: true か false と書いてください", shown, token->at);
    }
    if (!strcmp(text, "nan") || !strcmp(text, "inf") || !strcmp(text, "infinity")) {
        return sw_load_say(self->load, SW_INPUT, place(self, self->at), NULL,
                           "\"%.*s\" is not accepted; every number is finite",
                           "「%.*s」は使えません。数値は有限でなければなりません", shown,
                           token->at);
    }
    return sw_load_say(
        self->load, SW_INPUT, place(self, self->at), NULL,
        "\"%.*s\" is neither a number nor true or false; text goes in double quotes",
        "「%.*s」は数値でも true・false でもありません。文字列は半角の二重引用符 \" "
        "で囲んでください",
        shown, token->at);
}

static int value(struct parser *self, int key, int depth)
{
    char buffer[SW_LOAD_SHOW_BYTES];
    const int opening = self->at;

    if (depth >= SW_LOAD_MAX_DEPTH) {
        return sw_load_say(self->load, SW_INPUT, place(self, self->at), NULL,
                           "more than %d brackets within each other",
                           "括弧の入れ子が %d 段を超えています", SW_LOAD_MAX_DEPTH);
    }
    switch (kind(self)) {
    case SW_LOAD_INT:
    case SW_LOAD_REAL:
        self->at++;
        return SW_OK;
    case SW_LOAD_STRING:
        while (kind(self) == SW_LOAD_STRING) {
            self->at++;
        }
        return SW_OK;
    case SW_LOAD_NAME:
        return word(self);
    case '{': {
        self->at++;
        const int status = settings(self, key, depth + 1);
        return status != SW_OK ? status : closed(self, opening, '}');
    }
    case '(':
    case '[':
        self->at++;
        return sequence(self, key, opening, depth + 1);
    default:
        return sw_load_say(self->load, SW_INPUT, place(self, self->at), NULL,
                           "a value is missing before %s", "%s の前に値がありません",
                           found(self, buffer));
    }
}

static void write_token(const sw_load_token *token, sw_load_text *normal)
{
    char text[32];
    int negative = 0;

    if (token->kind != SW_LOAD_INT) {
        sw_load_text_add(normal, token->at, token->length);
        return;
    }
    const uint64_t magnitude = sw_load_magnitude(token->at, token->length, &negative);
    if (token->as_real) {
        (void)snprintf(text, sizeof text, "%s%" PRIu64 ".0", negative ? "-" : "",
                       magnitude);
        sw_load_text_put(normal, text);
    } else if (!negative && magnitude > INT64_MAX) {
        (void)snprintf(text, sizeof text, "0x%" PRIX64 "L", magnitude);
        sw_load_text_put(normal, text);
    } else {
        sw_load_text_add(normal, token->at, token->length);
        sw_load_text_put(normal, token->wide == 1 ? "L" : "");
    }
}

int sw_load_syntax(sw_load *self, sw_load_tokens *tokens, sw_load_text *normal)
{
    struct parser parser = {.load = self, .tokens = tokens};
    char buffer[SW_LOAD_SHOW_BYTES];
    int line = 1;

    const int status = settings(&parser, -1, 0);
    if (status != SW_OK) {
        return status;
    }
    if (parser.at < tokens->n) {
        return sw_load_say(self, SW_INPUT, place(&parser, parser.at), NULL,
                           "unexpected %s; a setting is written key = value;",
                           "予期しない %s です。設定は キー = 値; の形で書きます",
                           found(&parser, buffer));
    }
    if (sw_load_duplicates(self, tokens) != SW_OK) {
        return SW_MEMORY;
    }
    for (int i = 0; i < tokens->n; i++) {
        const sw_load_token *token = &tokens->at[i];
        while (line < token->line) {
            sw_load_text_put(normal, "\n");
            line++;
        }
        if (!token->dropped) {
            write_token(token, normal);
            sw_load_set_apart(tokens, i, normal);
            sw_load_text_put(normal, " ");
        }
    }
    sw_load_text_put(normal, "\n");
    return normal->failed ? sw_load_out_of_memory(self) : SW_OK;
}
