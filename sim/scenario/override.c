/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * KEY.PATH=VALUE from the command line, over everything that files say. The value is what
 * a file would hold, except that words, months and text need no quotes: the shell has
 * taken them off already.
 */
#include "loader.h"

#include <string.h>

/* Group and field of "group.key"; says why there is none. */
int sw_load_find_path(sw_load *self, sw_load_place place, const char *path, int *group,
                      int *field)
{
    char hint[SW_LOAD_SHOW_BYTES];
    char name[SW_LOAD_PATH_BYTES];
    const char *dot = strchr(path, '.');
    const char *key = dot ? dot + 1 : path;
    const size_t key_length = strcspn(key, ".[");

    (void)snprintf(name, sizeof name, "%.*s", dot ? (int)(dot - path) : 0, path);
    *group = dot ? sw_load_find_group(self->scenario, name) : SW_GROUP_ROOT;
    (void)snprintf(name, sizeof name, "%.*s", (int)(key_length < 500 ? key_length : 500),
                   key);
    *field = *group < 0
                 ? -1
                 : sw_load_find_field(self->scenario->groups[*group]->fields,
                                      self->scenario->groups[*group]->n_fields, name);
    if (*field >= 0 && key[key_length] == '\0') {
        return 1;
    }
    if (*field >= 0) {
        (void)sw_load_say(
            self, SW_INPUT, place, path,
            "only a whole key can be set; write \"%.*s\" and all of its value",
            "キーの一部だけは設定できません。「%.*s」の値全体を指定してください",
            (int)(key + key_length - path), path);
        return 0;
    }
    if (!dot && sw_load_find_group(self->scenario, name) >= 0) {
        (void)sw_load_say(
            self, SW_INPUT, place, path, "is a group; set one of its keys, \"%s.KEY\"",
            "グループです。「%s.キー」のように中のキーを指定してください", name);
        return 0;
    }
    if (!strcmp(path, "extends")) {
        (void)sw_load_say(
            self, SW_INPUT, place, path,
            "cannot be set on the command line; write extends = \"base.cfg\"; at the top "
            "of a scenario file",
            "コマンドラインでは設定できません。シナリオファイルの先頭に extends = "
            "\"base.cfg\"; と書いてください");
        return 0;
    }
    (void)sw_load_say(self, SW_INPUT, place, path, "unknown key%s",
                      "このような名前のキーはありません%s",
                      sw_load_suggest(self, name, NULL, 0, dot ? *group : -1, hint));
    return 0;
}

/* The value of an override; bare words are text where the field wants text: --set
 * plan.start=2022-04. */
static sw_load_node *override_value(sw_load *self, const sw_override *override,
                                    const sw_field *field, sw_load_place named)
{
    sw_load_node *node = NULL;
    const int words = field->type == SW_TYPE_TEXT || field->type == SW_TYPE_CHOICE ||
                      field->type == SW_TYPE_MONTH;

    if (!words && !override->value[strspn(override->value, " \t\n")]) {
        (void)sw_load_say(self, SW_INPUT, named, NULL, "a value is missing",
                          "値がありません");
        return NULL;
    }
    if (!words || override->value[0] == '"') {
        (void)sw_load_one(self, named, override->value, &node);
        return node;
    }
    node = sw_load_get(self->pool, sizeof *node);
    char *copy = sw_load_copy(self->pool, override->value, strlen(override->value));
    if (!node || !copy) {
        (void)sw_load_out_of_memory(self);
        return NULL;
    }
    node->kind = SW_LOAD_IS_STRING;
    node->string = copy;
    return node;
}

void sw_load_bind_override(sw_load *self, const sw_override *override)
{
    const sw_load_place place = {override->origin, 0};
    int group;
    int field;

    if (!sw_load_find_path(self, place, override->path, &group, &field)) {
        return;
    }
    const size_t size = strlen(override->origin) + strlen(override->path) + 3;
    char *named = sw_load_get(self->pool, size);
    char *origin = sw_load_copy(self->pool, override->origin, strlen(override->origin));
    if (!named || !origin) {
        (void)sw_load_out_of_memory(self);
        return;
    }
    (void)snprintf(named, size, "%s: %s", override->origin, override->path);
    sw_load_node *node =
        override_value(self, override, &self->scenario->groups[group]->fields[field],
                       (sw_load_place){named, 0});
    if (!node) {
        self->slots[group][field].given = 1;
        return;
    }
    for (sw_load_node *each = node->first; each; each = each->next) {
        each->place.file = origin;
    }
    node->place = (sw_load_place){origin, 0};
    sw_load_bind_field(self, group, field, node);
}
