/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The slips of people who type Japanese, or come from a spreadsheet, each named with what
 * to write instead: full-width signs and digits, "5%", a decimal comma, a key in
 * Japanese, single quotes.
 */
#include "scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void sw_load_complain(sw_load_scanner *self, int status)
{
    self->errors++;
    if (self->status == SW_OK || status == SW_MEMORY) {
        self->status = status;
    }
    while (self->at < self->end && *self->at != '\n') {
        self->at++;
    }
}

/* The plain character that a full-width or typographic one stands for, 0 if none. */
char sw_load_half_width(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E) {
        return (char)(code - 0xFEE0);
    }
    switch (code) {
    case 0x3000:
    case 0x00A0:
        return ' ';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2033:
    case 0x300C:
    case 0x300D:
        return '"';
    case 0x2212:
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
        return '-';
    case 0x3001:
        return ',';
    case 0x3002:
        return '.';
    default:
        return 0;
    }
}

/* Something outside quotes that is not ASCII: a full-width run, or a word. */
void sw_load_foreign(sw_load_scanner *self)
{
    char plain[64];
    size_t n = 0;
    const char *c = self->at;
    uint32_t code;

    while (c < self->end && n + 1 < sizeof plain) {
        const size_t bytes = sw_load_character(c, self->end, &code);
        if (bytes < 2 || !sw_load_half_width(code)) {
            break;
        }
        plain[n++] = sw_load_half_width(code);
        c += bytes;
    }
    plain[n] = '\0';
    if (n > 0) {
        sw_load_complain(
            self, sw_load_say(
                      self->load, SW_INPUT, self->place, NULL,
                      "\"%.*s\" is full-width; outside quotes write \"%s\" (half-width)",
                      "「%.*s」は全角です。引用符の外では半角の「%s」を使ってください",
                      (int)(c - self->at), self->at, plain));
        return;
    }
    while (c < self->end && c - self->at < 60) {
        const size_t bytes = sw_load_character(c, self->end, &code);
        if (bytes < 2 || sw_load_half_width(code)) {
            break;
        }
        c += bytes;
    }
    sw_load_complain(
        self,
        sw_load_say(
            self->load, SW_INPUT, self->place, NULL,
            "\"%.*s\" is outside quotes; keys are in English (list: sidework params), "
            "text goes in double quotes",
            "「%.*s」が引用符の外にあります。キーは英語名で書き（一覧: sidework "
            "params）、文章は半角の二重引用符 \" で囲んでください",
            (int)(c - self->at), self->at));
}

void sw_load_bad_number(sw_load_scanner *self, size_t length, char reason)
{
    const int shown = length > 60 ? 60 : (int)length;
    const char *at = self->at;
    int status;

    if (reason == 'b') {
        status = sw_load_say(self->load, SW_INPUT, self->place, NULL,
                             "the whole number %.*s does not fit into 64 bits",
                             "整数 %.*s は 64 ビットに収まりません", shown, at);
    } else if (reason == 'o') {
        status = sw_load_say(self->load, SW_INPUT, self->place, NULL,
                             "%.*s is too large for a number",
                             "%.*s は数値として大きすぎます", shown, at);
    } else if (reason == 'u') {
        status = sw_load_say(
            self->load, SW_INPUT, self->place, NULL,
            "%.*s is so small that it would become 0; write 0 if that is meant",
            "%.*s は小さすぎて 0 になります。0 でよければ 0 と書いてください", shown, at);
    } else if (reason == 'd') {
        char number[SW_LOAD_MAX_REAL];
        char text[32];
        memcpy(number, at, length);
        number[length] = '\0';
        status = sw_load_say(self->load, SW_INPUT, self->place, NULL,
                             "%.*s%s has more digits than a number can keep; write %s, "
                             "which is what would "
                             "be used",
                             "%.*s%s は桁数が多すぎて、そのままでは保持できません。%s "
                             "と書いてください（実際"
                             "に使われる値です）",
                             shown, at, length > 60 ? "..." : "",
                             sw_load_real_text(strtod(number, NULL), 0, text));
    } else {
        status =
            sw_load_say(self->load, SW_INPUT, self->place, NULL,
                        "\"%.*s\" is not a number; write digits and a decimal point only "
                        "(the unit is fixed)",
                        "「%.*"
                        "s」は数値ではありません。数字と小数点だけで書いてください（単位"
                        "は決まっています）",
                        shown, at);
    }
    sw_load_complain(self, status);
}

/* "5%" and "40時間": the character after the number has this code and so many bytes. */
static int percent_or_unit(sw_load_scanner *self, size_t length, uint32_t code,
                           size_t bytes)
{
    char number[48] = {0};
    char text[32];

    if (code == '%' || code == 0xFF05) {
        memcpy(number, self->at, length);
        sw_load_complain(
            self,
            sw_load_say(self->load, SW_INPUT, self->place, NULL,
                        "\"%.*s\": there is no percent sign; write the share %s",
                        "「%.*s」: パーセント記号は使えません。割合 %s と書いてください",
                        (int)(length + bytes), self->at,
                        sw_load_real_text(strtod(number, NULL) / 100, 0, text)));
        return 1;
    }
    if (bytes > 1 && !sw_load_half_width(code)) {
        sw_load_complain(
            self,
            sw_load_say(self->load, SW_INPUT, self->place, NULL,
                        "\"%.*s\": write the number alone (the unit is fixed)",
                        "「%.*s」: 数字だけを書いてください（単位は決まっています）",
                        (int)(length + bytes), self->at));
        return 1;
    }
    return 0;
}

/* "0,5" and "1,000": m digits after the comma. */
static void comma(sw_load_scanner *self, size_t length, const char *digits, int m)
{
    const int n = (int)length;
    const char *at = self->at;
    int status;

    if (m == 3) {
        status = sw_load_say(
            self->load, SW_INPUT, self->place, NULL,
            "\"%.*s\": a number has no comma; write %.*s%.*s, or %.*s.%.*s if "
            "a decimal point is meant",
            "「%.*s」: 数値にコンマは使えません。%.*s%.*s（小数点のつもりなら "
            "%.*s.%.*s）と書いてください",
            n + 1 + m, at, n, at, m, digits, n, at, m, digits);
    } else {
        status = sw_load_say(
            self->load, SW_INPUT, self->place, NULL,
            "\"%.*s\": a decimal point is a \".\", not a comma; write %.*s.%.*s",
            "「%.*s」: 小数点はコンマではなくピリオドです。%.*s.%.*s と書いてください",
            n + 1 + m, at, n, at, m, digits);
    }
    sw_load_complain(self, status);
}

int sw_load_number_tail(sw_load_scanner *self, size_t length)
{
    const char *tail = self->at + length;
    const char before = self->tokens->n ? self->tokens->at[self->tokens->n - 1].kind : 0;
    uint32_t code = 0;
    int digits = 0;

    if (tail == self->end || length > 40) {
        return 0;
    }
    const size_t bytes = sw_load_character(tail, self->end, &code);
    if (percent_or_unit(self, length, code, bytes)) {
        return 1;
    }
    while (tail + 1 + digits < self->end && isdigit((unsigned char)tail[1 + digits])) {
        digits++;
    }
    if ((before == '=' || before == ':') && code == ',' && digits > 0) {
        comma(self, length, tail + 1, digits);
        return 1;
    }
    if ((code == '-' || code == '/') && length == 4 && digits > 0) {
        sw_load_complain(
            self,
            sw_load_say(
                self->load, SW_INPUT, self->place, NULL,
                "\"%.*s\": write a month with \"-\" and in double quotes: \"%.*s-%.*s\"",
                "「%.*s」: 年月は「-」でつなぎ、半角の二重引用符で囲んでください: "
                "\"%.*s-%.*s\"",
                (int)length + 1 + digits, self->at, (int)length, self->at, digits,
                tail + 1));
        return 1;
    }
    return 0;
}

void sw_load_unexpected(sw_load_scanner *self)
{
    if (*self->at == '@') {
        sw_load_complain(
            self,
            sw_load_say(
                self->load, SW_INPUT, self->place, NULL,
                "@include is not used here; write extends = \"base.cfg\"; at the top "
                "to build on another scenario",
                "@include は使えません。他のシナリオを土台にするには、先頭に extends = "
                "\"base.cfg\"; と書いてください"));
    } else if (*self->at == '\'') {
        sw_load_complain(
            self,
            sw_load_say(self->load, SW_INPUT, self->place, NULL,
                        "text goes in double quotes (\"), not single ones",
                        "文字列は一重引用符 ' ではなく二重引用符 \" で囲んでください"));
    } else {
        sw_load_complain(
            self,
            sw_load_say(self->load, SW_INPUT, self->place, NULL,
                        "unexpected \"%c\"; a setting is written key = value;",
                        "予期しない文字「%c」です。設定は キー = 値; の形で書きます",
                        *self->at));
    }
}
