/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes -> text that the scanner can walk: UTF-8 without a byte-order mark, "\n" line
 * ends, no control characters. What does not qualify is refused with the name of the
 * likely editor setting.
 */
#include "loader.h"

#include <string.h>

static int encoding(sw_load *self, sw_load_place place, const char *name)
{
    return sw_load_say(
        self, SW_INPUT, place, NULL, "the text is not UTF-8 (%s?); save it as UTF-8",
        "文字コードが UTF-8 ではありません（%s の可能性）。UTF-8 で保存し直してください",
        name);
}

int sw_load_normal(sw_load *self, sw_load_place start, char *text, size_t *length)
{
    const unsigned char *u = (const unsigned char *)text;
    const char *end = text + *length;
    const char *from = text;
    char *to = text;
    sw_load_place place = start;

    if (*length >= 8 && memcmp(text, "\x89HDF\r\n\x1a\n", 8) == 0) {
        return sw_load_say(
            self, SW_INPUT, (sw_load_place){start.file, 0}, NULL,
            "is a result file (HDF5), not a text to be read here; "
            "`sidework info` says what is in it",
            "結果ファイル（HDF5）です。シナリオなどのテキストファイルを指定して"
            "ください。内容は `sidework info` で見られます");
    }
    if (*length >= 2 &&
        ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF))) {
        return encoding(self, start, "UTF-16");
    }
    if (*length >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF) {
        from += 3;
    }
    while (from < end) {
        uint32_t code = 0;
        size_t n = sw_load_character(from, end, &code);
        if (n == 0) {
            return encoding(self, place, "Shift_JIS");
        }
        if (code == '\r' && from + 1 < end && from[1] == '\n') {
            from++;
            continue;
        }
        if (code == '\n') {
            place.line += place.line > 0;
        } else if (code != '\t' && sw_steers(code)) {
            return sw_load_say(
                self, SW_INPUT, place, NULL,
                "control character 0x%02X, which cannot be seen; delete it (is this a "
                "text file?)",
                "目に見えない制御文字 0x%02X があります。削除してください"
                "（テキストファイルですか）",
                (unsigned)code);
        }
        while (n-- > 0) {
            *to++ = *from++;
        }
    }
    *length = (size_t)(to - text);
    *to = '\0';
    return SW_OK;
}
