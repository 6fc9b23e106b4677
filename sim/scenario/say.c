/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the loader speaks: every message names the file, the line, the key and the value as
 * the user wrote it, since the reader is a planner with an editor open, not a programmer.
 */
#include "loader.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *sw_load_pick(const sw_load *self, const char *en, const char *ja)
{
    return self->language == SW_JAPANESE ? ja : en;
}

int sw_load_say(sw_load *self, int status, sw_load_place place, const char *path,
                const char *en, const char *ja, ...)
{
    char text[1500];
    char line[16] = "";
    va_list arguments;

    va_start(arguments, ja);
    if (self->language == SW_JAPANESE) {
        (void)vsnprintf(text, sizeof text, ja, arguments);
    } else {
        (void)vsnprintf(text, sizeof text, en, arguments);
    }
    va_end(arguments);
    if (place.line > 0) {
        (void)snprintf(line, sizeof line, ":%d", place.line);
    }
    if (self->status == SW_OK) {
        self->status = status;
    }
    const int has_path = path && *path;
    return sw_fail(self->diagnostics, status, "%s%s: %s%s%s", "%s%s: %s%s%s", place.file,
                   line, has_path ? path : "", has_path ? ": " : "", text);
}

int sw_load_out_of_memory(sw_load *self)
{
    if (self->status != SW_MEMORY) {
        self->status = SW_MEMORY;
        (void)sw_fail(self->diagnostics, SW_MEMORY,
                      "%s: out of memory while reading the scenario",
                      "%s: シナリオの読み込み中にメモリが不足しました", self->root_file);
    }
    return SW_MEMORY;
}

const char *sw_load_real_text(double value, int real, char buffer[32])
{
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(buffer, 32, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) {
            break;
        }
    }
    if (real && !strpbrk(buffer, ".en")) {
        (void)strcat(buffer, ".0");
    }
    return buffer;
}

/* Text in quotes, cut at a whole character. */
static void show_string(const char *string, char buffer[SW_LOAD_SHOW_BYTES])
{
    size_t length = strlen(string);
    const char *rest = "";
    if (length > 60) {
        length = 60;
        while (length > 0 && ((unsigned char)string[length] & 0xC0) == 0x80) {
            length--;
        }
        rest = "...";
    }
    (void)snprintf(buffer, SW_LOAD_SHOW_BYTES, "\"%.*s%s\"", (int)length, string, rest);
}

const char *sw_load_show(const sw_load_node *node, char buffer[SW_LOAD_SHOW_BYTES])
{
    switch (node->kind) {
    case SW_LOAD_IS_GROUP:
        return "{ ... }";
    case SW_LOAD_IS_ARRAY:
        return "[ ... ]";
    case SW_LOAD_IS_LIST:
        return "( ... )";
    case SW_LOAD_IS_BOOL:
        return node->integer ? "true" : "false";
    case SW_LOAD_IS_STRING:
        show_string(node->string, buffer);
        return buffer;
    case SW_LOAD_IS_REAL:
        return sw_load_real_text(node->real, 1, buffer);
    case SW_LOAD_IS_INT:
        break;
    }
    if (node->unsigned_64) {
        (void)snprintf(buffer, SW_LOAD_SHOW_BYTES, "%" PRIu64, (uint64_t)node->integer);
    } else {
        (void)snprintf(buffer, SW_LOAD_SHOW_BYTES, "%" PRId64, node->integer);
    }
    return buffer;
}

const char *sw_load_kind_text(const sw_load *self, const sw_load_node *node)
{
    switch (node->kind) {
    case SW_LOAD_IS_GROUP:
        return sw_load_pick(self, "a group", "グループ");
    case SW_LOAD_IS_ARRAY:
        return sw_load_pick(self, "an array", "配列");
    case SW_LOAD_IS_LIST:
        return sw_load_pick(self, "a list", "リスト");
    case SW_LOAD_IS_BOOL:
        return sw_load_pick(self, "true or false", "真偽値");
    case SW_LOAD_IS_STRING:
        return sw_load_pick(self, "text", "文字列");
    case SW_LOAD_IS_REAL:
        return sw_load_pick(self, "a number with a decimal point", "小数");
    case SW_LOAD_IS_INT:
        break;
    }
    return sw_load_pick(self, "a whole number", "整数");
}

const char *sw_load_unit(const char *unit, char buffer[SW_LOAD_SHOW_BYTES])
{
    buffer[0] = '\0';
    if (unit && *unit && strcmp(unit, "1") != 0) {
        (void)snprintf(buffer, SW_LOAD_SHOW_BYTES, " [%s]", unit);
    }
    return buffer;
}
