/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "What is allowed", said for each type of field. */
#include "loader.h"

#include <string.h>

size_t sw_load_word(const char *words, int n, const char **at)
{
    while (n-- > 0) {
        words = strchr(words, '|');
        if (!words) {
            return 0;
        }
        words++;
    }
    *at = words;
    return strcspn(words, "|");
}

/* The words for a message: "a", "b", "c". */
const char *sw_load_list_words(const char *words, char *buffer, size_t size)
{
    const char *at;
    size_t length;
    size_t used = 0;
    buffer[0] = '\0';
    for (int i = 0; (length = sw_load_word(words, i, &at)) > 0 && used < size; i++) {
        used += (size_t)snprintf(buffer + used, size - used, "%s\"%.*s\"", i ? ", " : "",
                                 (int)length, at);
    }
    return buffer;
}

/* What the field takes, as a phrase. */
static const char *wanted(const sw_load *self, const sw_field *field, char *buffer,
                          size_t size)
{
    char low[32];
    char high[32];
    char words[400];

    switch (field->type) {
    case SW_TYPE_REAL:
    case SW_TYPE_INT:
        (void)snprintf(
            buffer, size,
            field->type == SW_TYPE_INT
                ? sw_load_pick(self, "a whole number from %s to %s", "整数（%s ～ %s）")
                : sw_load_pick(self, "a number from %s to %s", "数値（%s ～ %s）"),
            sw_load_real_text(field->low, 0, low),
            sw_load_real_text(field->high, 0, high));
        break;
    case SW_TYPE_REALS:
        (void)snprintf(buffer, size,
                       sw_load_pick(self, "%d numbers in [ ], separated by commas",
                                    "[ ] の中にコンマ区切りで %d 個の数値"),
                       field->length);
        break;
    case SW_TYPE_SEED:
        return sw_load_pick(self, "a whole number from 0 to 18446744073709551615",
                            "整数（0 ～ 18446744073709551615）");
    case SW_TYPE_BOOL:
        return sw_load_pick(self, "true or false", "true か false");
    case SW_TYPE_CHOICE:
        (void)snprintf(buffer, size, sw_load_pick(self, "one of %s", "次のいずれか: %s"),
                       sw_load_list_words(field->choices, words, sizeof words));
        break;
    case SW_TYPE_FLAGS:
        (void)snprintf(buffer, size,
                       sw_load_pick(self, "words in [ ], any of %s",
                                    "[ ] の中に次の語を任意の数: %s"),
                       sw_load_list_words(field->choices, words, sizeof words));
        break;
    case SW_TYPE_MONTH:
        return sw_load_pick(self, "a month as \"YYYY-MM\", e.g. \"2022-04\"",
                            "年月 \"YYYY-MM\"（西暦。例 \"2022-04\"）");
    case SW_TYPE_TEXT:
        return sw_load_pick(self, "text in double quotes", "二重引用符で囲んだ文字列");
    case SW_TYPE_LIST:
        (void)snprintf(buffer, size,
                       sw_load_pick(self,
                                    "a list of at most %d groups, ( { ... }, { ... } )",
                                    "%d 個までのグループのリスト ( { ... }, { ... } )"),
                       field->length);
        break;
    }
    return buffer;
}

int sw_load_expected(sw_load *self, const sw_field *field, const sw_load_node *node,
                     const char *path)
{
    char value[SW_LOAD_SHOW_BYTES];
    char phrase[600];
    char unit[SW_LOAD_SHOW_BYTES];

    (void)sw_load_say(
        self, SW_INPUT, node->place, path, "%s (%s) is not allowed here; allowed: %s%s",
        "%s（%s）は指定できません。指定できる値: %s%s", sw_load_show(node, value),
        sw_load_kind_text(self, node), wanted(self, field, phrase, sizeof phrase),
        sw_load_unit(field->type == SW_TYPE_MONTH ? "" : field->unit, unit));
    return 0;
}

/* Path, unit and range of a key that has no default and was not given. */
void sw_load_missing(sw_load *self, sw_load_place place, const sw_field *field,
                     const char *path)
{
    char unit[SW_LOAD_SHOW_BYTES];
    (void)sw_load_say(
        self, SW_INPUT, place, path, "missing; this key has no default, add it (%s%s)",
        "指定がありません。既定値がないので追加してください（%s%s）",
        sw_load_pick(self, field->en, field->ja), sw_load_unit(field->unit, unit));
}
