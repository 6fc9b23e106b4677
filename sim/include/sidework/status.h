/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Status codes and messages.
 *
 * Every function that can fail returns one of the negative codes below (SW_OK = 0
 * otherwise) and, where a user has to be told, adds a line to a caller-owned
 * sw_diagnostics. Nothing here allocates, prints or exits, so a message survives "out of
 * memory". Every message exists in English and Japanese, side by side in the call: the
 * compiler checks both formats against the same arguments.
 */
#ifndef SIDEWORK_STATUS_H
#define SIDEWORK_STATUS_H

#include <stddef.h>
#include <stdint.h>

/* X(name, value, exit code of the command, English, Japanese) */
#define SW_STATUS_LIST(X)                                                                \
    X(OK, 0, 0, "done", "完了")                                                          \
    X(USAGE, -1, 64, "wrong usage", "使い方の誤り")                                      \
    X(INPUT, -2, 65, "bad input", "入力の誤り")                                          \
    X(MISSING, -3, 66, "input is missing", "入力がない")                                 \
    X(INTERNAL, -4, 70, "internal error", "内部エラー")                                  \
    X(MEMORY, -5, 71, "out of memory", "メモリ不足")                                     \
    X(CREATE, -6, 73, "cannot create output", "出力を作成できない")                      \
    X(IO, -7, 74, "read or write failed", "読み書きの失敗")                              \
    X(HANGUP, -8, 129, "stopped by SIGHUP", "SIGHUP により停止")                         \
    X(INTERRUPT, -9, 130, "stopped by SIGINT", "SIGINT により停止")                      \
    X(TERMINATE, -10, 143, "stopped by SIGTERM", "SIGTERM により停止")

enum sw_status {
#define SW_STATUS_ENUM(name, value, exit_code, en, ja)                                   \
    SW_##name = value, /* NOLINT(bugprone-macro-parentheses) */
    SW_STATUS_LIST(SW_STATUS_ENUM)
#undef SW_STATUS_ENUM
};

typedef enum sw_language { SW_ENGLISH, SW_JAPANESE, SW_N_LANGUAGES } sw_language;

#define SW_DIAGNOSTICS_BYTES 16384

/* Messages of one call, newest last; caller-owned, zero-initialised by
 * sw_diagnostics_init. */
typedef struct sw_diagnostics {
    sw_language language;
    int status;  /* the first failure reported, SW_OK if none */
    int count;   /* failures reported, including dropped ones */
    int dropped; /* failures that did not fit into text */
    size_t length;
    char text
        [SW_DIAGNOSTICS_BYTES]; /* lines, each ended by '\n'; control characters escaped */
} sw_diagnostics;

void sw_diagnostics_init(sw_diagnostics *self, sw_language language);

/* Adds one line in the language of self and returns status, so that `return sw_fail(...)`
 * reads well. en and ja take the same arguments in the same order. self may be NULL. */
int sw_fail(sw_diagnostics *self, int status, const char *en, const char *ja, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* Bytes of the well-formed UTF-8 character that text, ended by NUL, begins with, and its code;
 * 0 if there is none (RFC 3629). */
size_t sw_character(const char *text, uint32_t *code);

/* How many bytes of text, at most `most`, are whole characters: the precision of a "%.*s" that cuts a long text without
 * leaving half a character at its end. */
int sw_whole(const char *text, int most);

/* Whether a character would move a terminal's cursor or reorder the line: C0 and C1 controls
 * (tab and line feed too), DEL, the line separators U+2028 and U+2029, the bidirectional
 * controls U+061C, U+200E, U+200F, U+202A-E, U+2066-9. */
int sw_steers(uint32_t code);

/* The exit code of the command for a status (INTERFACE, "Exit codes"). */
int sw_status_exit_code(int status);

/* A short text for a status; never NULL. */
const char *sw_status_text(int status, sw_language language);

#endif
