/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only file that talks to libconfig. Its tree is copied into nodes of our own, so
 * that its habits (silent conversions, a lost thread locale, signed 64 bits) end here.
 */
#include "loader.h"

#include <libconfig.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static sw_load_node *copy(sw_load *self, sw_load_place start,
                          const config_setting_t *from)
{
    sw_load_node *node = sw_load_get(self->pool, sizeof *node);
    const char *name = config_setting_name(from);

    if (!node) {
        return NULL;
    }
    node->place.file = start.file;
    node->place.line = start.line > 0 ? (int)config_setting_source_line(from) : 0;
    if (name && !(node->name = sw_load_copy(self->pool, name, sw_load_own_name(name)))) {
        return NULL;
    }
    switch (config_setting_type(from)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        node->kind = SW_LOAD_IS_INT;
        node->integer = config_setting_get_int64(from);
        node->unsigned_64 =
            node->integer < 0 && config_setting_get_format(from) == CONFIG_FORMAT_HEX;
        return node;
    case CONFIG_TYPE_FLOAT:
        node->kind = SW_LOAD_IS_REAL;
        node->real = config_setting_get_float(from);
        return node;
    case CONFIG_TYPE_BOOL:
        node->kind = SW_LOAD_IS_BOOL;
        node->integer = config_setting_get_bool(from);
        return node;
    case CONFIG_TYPE_STRING: {
        const char *string = config_setting_get_string(from);
        node->kind = SW_LOAD_IS_STRING;
        node->string =
            sw_load_copy(self->pool, string ? string : "", string ? strlen(string) : 0);
        return node->string ? node : NULL;
    }
    default:
        break;
    }
    node->kind = config_setting_is_group(from)   ? SW_LOAD_IS_GROUP
                 : config_setting_is_array(from) ? SW_LOAD_IS_ARRAY
                                                 : SW_LOAD_IS_LIST;
    node->n = config_setting_length(from);
    sw_load_node **tail = &node->first;
    for (int i = 0; i < node->n; i++) {
        *tail = copy(self, start, config_setting_get_elem(from, (unsigned)i));
        if (!*tail) {
            return NULL;
        }
        tail = &(*tail)->next;
    }
    return node;
}

static int parse(sw_load *self, sw_load_place start, const char *normal,
                 sw_load_node **root)
{
    int status = SW_OK;
    const locale_t before = uselocale((locale_t)0);
    config_t config;

    config_init(&config);
    const int good = config_read_string(&config, normal) == CONFIG_TRUE;
    (void)uselocale(before); /* libconfig 1.5 leaves the thread in the global one */
    if (good) {
        *root = copy(self, start, config_root_setting(&config));
        status = *root ? SW_OK : sw_load_out_of_memory(self);
    } else {
        const char *text = config_error_text(&config);
        const sw_load_place at = {start.file,
                                  start.line > 0 ? config_error_line(&config) : 0};
        status = sw_load_say(self, SW_INPUT, at, NULL, "%s near this line",
                             "この行の付近に書式の誤りがあります（%s）",
                             text ? text : "syntax error");
    }
    config_destroy(&config);
    return status;
}

int sw_load_tree(sw_load *self, sw_load_place start, const char *text, size_t length,
                 sw_load_node **root)
{
    sw_load_tokens tokens = {0};
    sw_load_text normal = {0};
    int status;

    *root = NULL;
    char *clean = sw_load_copy(self->pool, text, length);
    if (!clean) {
        return sw_load_out_of_memory(self);
    }
    status = sw_load_normal(self, start, clean, &length);
    if (status != SW_OK) {
        goto out;
    }
    status = sw_load_scan(self, start, clean, length, &tokens);
    if (status != SW_OK) {
        goto out;
    }
    status = sw_load_syntax(self, &tokens, &normal);
    if (status != SW_OK) {
        goto out;
    }
    status = parse(self, start, normal.at, root);
out:
    free(tokens.at);
    sw_load_text_free(&normal);
    return status;
}

int sw_load_one(sw_load *self, sw_load_place place, const char *text,
                sw_load_node **value)
{
    sw_load_text setting = {0};
    sw_load_node *root = NULL;
    int status;

    *value = NULL;
    place.line = 0;
    sw_load_text_put(&setting, "v = ");
    sw_load_text_put(&setting, text);
    status = setting.failed
                 ? sw_load_out_of_memory(self)
                 : sw_load_tree(self, place, setting.at, setting.length, &root);
    sw_load_text_free(&setting);
    if (status != SW_OK) {
        return status;
    }
    if (root->n != 1) {
        return sw_load_say(
            self, SW_INPUT, place, NULL, "one value expected, not \"%.*s\"",
            "値は1つだけ指定してください（「%.*s」）", sw_whole(text, 60), text);
    }
    *value = root->first;
    return SW_OK;
}
