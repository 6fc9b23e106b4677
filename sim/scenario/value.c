/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One node -> one value of a field: its type, range and words. An integer is taken for a
 * number, never a number for an integer; nothing is rounded or cut.
 */
#include "loader.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* Number of the word in words, -1 if it is none of them. */
static int find_word(const char *words, const char *word)
{
    const char *at;
    size_t length;
    for (int i = 0; (length = sw_load_word(words, i, &at)) > 0; i++) {
        if (strlen(word) == length && !memcmp(at, word, length)) {
            return i;
        }
    }
    return -1;
}

/* Range of a number, with a hint where a percentage was meant. */
static int in_range(sw_load *self, const sw_field *field, const sw_load_node *node,
                    const char *path, double value)
{
    char shown[SW_LOAD_SHOW_BYTES];
    char unit[SW_LOAD_SHOW_BYTES];
    char low[32];
    char high[32];
    char share[32];

    if (isfinite(value) && value >= field->low && value <= field->high) {
        return 1;
    }
    const int percent = field->type != SW_TYPE_INT && field->high <= 1 &&
                        field->low >= 0 && value > 1 && value <= 100;
    (void)sw_load_real_text(value / 100, 0, share);
    (void)sw_load_say(
        self, SW_INPUT, node->place, path,
        "%s is out of range; allowed: %s to %s%s%s%s%s",
        "%s は範囲外です。指定できる範囲: %s ～ %s%s%s%s%s", sw_load_show(node, shown),
        sw_load_real_text(field->low, 0, low), sw_load_real_text(field->high, 0, high),
        sw_load_unit(field->unit, unit),
        percent ? sw_load_pick(self, " (a share; for percent write ",
                               "（割合です。パーセントなら ")
                : "",
        percent ? share : "", percent ? sw_load_pick(self, ")", " と書きます）") : "");
    return 0;
}

/* The number of a node; 0 if it is none. */
static int number(const sw_load_node *node, double *value)
{
    if (node->kind == SW_LOAD_IS_REAL) {
        *value = node->real;
        return 1;
    }
    if (node->kind == SW_LOAD_IS_INT) {
        *value =
            node->unsigned_64 ? (double)(uint64_t)node->integer : (double)node->integer;
        return 1;
    }
    return 0;
}

static int bind_reals(sw_load *self, const sw_field *field, const sw_load_node *node,
                      double *member, const char *path)
{
    int i = 0;
    int good = 1;

    if (node->kind != SW_LOAD_IS_ARRAY && node->kind != SW_LOAD_IS_LIST) {
        return sw_load_expected(self, field, node, path);
    }
    if (node->n != field->length) {
        (void)sw_load_say(
            self, SW_INPUT, node->place, path, "%d numbers given, %d needed%s",
            "数値が %d 個あります。必要なのは %d 個です%s", node->n, field->length,
            node->n > field->length
                ? sw_load_pick(self, " (decimal commas? write 0.5, not 0,5)",
                               "（小数点は 0,5 ではなく 0.5 と書きます）")
                : "");
        return 0;
    }
    for (const sw_load_node *each = node->first; each; each = each->next, i++) {
        if (!number(each, &member[i])) {
            return sw_load_expected(self, field, each, path);
        }
        good &= in_range(self, field, each, path, member[i]);
    }
    return good;
}

static int bind_int(sw_load *self, const sw_field *field, const sw_load_node *node,
                    int *member, const char *path)
{
    double value;
    if (node->kind != SW_LOAD_IS_INT) {
        return sw_load_expected(self, field, node, path);
    }
    (void)number(node, &value);
    if (!in_range(self, field, node, path, value)) {
        return 0;
    }
    if (node->unsigned_64 || node->integer < INT_MIN || node->integer > INT_MAX) {
        return sw_load_expected(self, field, node, path);
    }
    *member = (int)node->integer;
    return 1;
}

static int bind_word(sw_load *self, const sw_field *field, const sw_load_node *node,
                     const char *path, int *word)
{
    char words[400];
    char hint[SW_LOAD_SHOW_BYTES];
    char value[SW_LOAD_SHOW_BYTES];

    if (node->kind != SW_LOAD_IS_STRING) {
        return sw_load_expected(self, field, node, path);
    }
    *word = find_word(field->choices, node->string);
    if (*word < 0) {
        (void)sw_load_say(self, SW_INPUT, node->place, path,
                          "%s is not one of the words allowed: %s%s",
                          "%s は選べません。選べる語: %s%s", sw_load_show(node, value),
                          sw_load_list_words(field->choices, words, sizeof words),
                          sw_load_suggest_word(self, node->string, field->choices, hint));
        return 0;
    }
    return 1;
}

static int bind_flags(sw_load *self, const sw_field *field, const sw_load_node *node,
                      uint32_t *member, const char *path)
{
    int good = 1;
    if (node->kind != SW_LOAD_IS_ARRAY && node->kind != SW_LOAD_IS_LIST) {
        return sw_load_expected(self, field, node, path);
    }
    *member = 0;
    for (const sw_load_node *each = node->first; each; each = each->next) {
        int word = -1;
        if (bind_word(self, field, each, path, &word) && word < 32) {
            *member |= 1u << word;
        } else {
            good = 0;
        }
    }
    return good;
}

static int bind_month(sw_load *self, const sw_field *field, const sw_load_node *node,
                      int *member, const char *path)
{
    const char *s = node->string;
    int digits = node->kind == SW_LOAD_IS_STRING && strlen(s) == 7 && s[4] == '-';

    for (int i = 0; digits && i < 7; i++) {
        digits = i == 4 || (s[i] >= '0' && s[i] <= '9');
    }
    if (!digits) {
        return sw_load_expected(self, field, node, path);
    }
    const int year =
        (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    const int month = (s[5] - '0') * 10 + (s[6] - '0');
    if (month < 1 || month > 12) {
        (void)sw_load_say(self, SW_INPUT, node->place, path,
                          "\"%s\" has no month %02d; allowed: 01 to 12",
                          "「%s」の月 %02d はありません。01 ～ 12 で指定してください", s,
                          month);
        return 0;
    }
    *member = year * 12 + month - 1;
    return 1;
}

/* Nothing but spaces, those of Japanese among them. */
static int blank(const char *text)
{
    static const char wide[] = "\xE3\x80\x80";
    while (*text == ' ' || !strncmp(text, wide, sizeof wide - 1)) {
        text += *text == ' ' ? 1 : sizeof wide - 1;
    }
    return !*text;
}

static int bind_text(sw_load *self, const sw_field *field, const sw_load_node *node,
                     char *member, const char *path)
{
    if (node->kind != SW_LOAD_IS_STRING) {
        return sw_load_expected(self, field, node, path);
    }
    const size_t length = strlen(node->string);
    if (length >= SW_TEXT_BYTES) {
        (void)sw_load_say(
            self, SW_INPUT, node->place, path,
            "the text is too long: %zu bytes, allowed: %d (a Japanese character takes 3)",
            "文字列が長すぎます: %zu バイト。%d バイトまでです（日本語は1字3バイト）",
            length, SW_TEXT_BYTES - 1);
        return 0;
    }
    if (!sw_load_clean(node->string, length, 0)) {
        (void)sw_load_say(
            self, SW_INPUT, node->place, path,
            "the text holds a tab, line break or other control character; remove it",
            "文字列にタブ、改行などの制御文字が含まれています。取り除いてください");
        return 0;
    }
    if (!field->default_text && blank(node->string)) {
        (void)sw_load_say(self, SW_INPUT, node->place, path,
                          "the text is empty; this key needs one (%s)",
                          "文字列が空です。この項目には内容が必要です（%s）",
                          sw_load_pick(self, field->en, field->ja));
        return 0;
    }
    memset(member, 0, SW_TEXT_BYTES);
    memcpy(member, node->string, length);
    return 1;
}

static int bind_real(sw_load *self, const sw_field *field, const sw_load_node *node,
                     double *member, const char *path, sw_load_slot *slot)
{
    if (node->kind == SW_LOAD_IS_GROUP) {
        if (!slot) {
            (void)sw_load_say(
                self, SW_INPUT, node->place, path,
                "an uncertain value cannot stand inside a list; write a number",
                "リストの中では分布を指定できません。数値を書いてください");
            return 0;
        }
        slot->uncertain = sw_load_prior(self, field, node, path, &slot->prior);
        *member = slot->uncertain ? sw_prior_central(&slot->prior) : 0;
        return slot->uncertain;
    }
    if (!number(node, member)) {
        return sw_load_expected(self, field, node, path);
    }
    return in_range(self, field, node, path, *member);
}

int sw_load_value(sw_load *self, const sw_field *field, const sw_load_node *node,
                  void *member, const char *path, sw_load_slot *slot)
{
    int word = 0;
    if (slot) {
        slot->uncertain = 0;
    }
    if (node->kind == SW_LOAD_IS_GROUP && field->type != SW_TYPE_REAL) {
        return sw_load_expected(self, field, node, path);
    }
    switch (field->type) {
    case SW_TYPE_REAL:
        return bind_real(self, field, node, member, path, slot);
    case SW_TYPE_REALS:
        return bind_reals(self, field, node, member, path);
    case SW_TYPE_INT:
        return bind_int(self, field, node, member, path);
    case SW_TYPE_SEED:
        if (node->kind != SW_LOAD_IS_INT || (node->integer < 0 && !node->unsigned_64)) {
            return sw_load_expected(self, field, node, path);
        }
        *(uint64_t *)member = (uint64_t)node->integer;
        return 1;
    case SW_TYPE_BOOL:
        if (node->kind != SW_LOAD_IS_BOOL) {
            return sw_load_expected(self, field, node, path);
        }
        *(int *)member = (int)node->integer;
        return 1;
    case SW_TYPE_CHOICE:
        if (!bind_word(self, field, node, path, &word)) {
            return 0;
        }
        *(int *)member = word;
        return 1;
    case SW_TYPE_FLAGS:
        return bind_flags(self, field, node, member, path);
    case SW_TYPE_MONTH:
        return bind_month(self, field, node, member, path);
    case SW_TYPE_TEXT:
        return bind_text(self, field, node, member, path);
    case SW_TYPE_LIST:
        return sw_load_list(self, field, node, member, path);
    }
    return 0;
}
