/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nodes -> structs: which key is which field. Files come innermost base first, so a later
 * value simply replaces an earlier one whole; then overrides; then defaults where nothing
 * was said. Nothing stops at the first error.
 */
#include "loader.h"

#include <string.h>

int sw_load_find_field(const sw_field *fields, int n, const char *key)
{
    for (int i = 0; i < n; i++) {
        if (!strcmp(fields[i].key, key)) {
            return i;
        }
    }
    return -1;
}

int sw_load_find_group(const sw_scenario *scenario, const char *name)
{
    for (int g = 0; g < scenario->n_groups; g++) {
        if (*name && !strcmp(scenario->groups[g]->name, name)) {
            return g;
        }
    }
    return -1;
}

const char *sw_load_join(const char *group, const char *key,
                         char buffer[SW_LOAD_PATH_BYTES])
{
    (void)snprintf(buffer, SW_LOAD_PATH_BYTES, "%s%s%s", group, *group ? "." : "", key);
    return buffer;
}

static void *member_of(const sw_load *self, int group, const sw_field *field)
{
    return (char *)self->scenario->values[group] + field->offset;
}

void sw_load_bind_field(sw_load *self, int group, int i, const sw_load_node *node)
{
    const sw_field *field = &self->scenario->groups[group]->fields[i];
    sw_load_slot *slot = &self->slots[group][i];
    char path[SW_LOAD_PATH_BYTES];

    slot->given = 1;
    slot->rank = self->rank;
    slot->place = node->place;
    slot->good = sw_load_value(
        self, field, node, member_of(self, group, field),
        sw_load_join(self->scenario->groups[group]->name, field->key, path), slot);
}

static void unknown(sw_load *self, const sw_load_node *node, int group)
{
    char path[SW_LOAD_PATH_BYTES];
    char hint[SW_LOAD_SHOW_BYTES];
    const char *name = group < 0 ? "" : self->scenario->groups[group]->name;

    if (group >= 0 && !strcmp(node->name, "extends")) {
        (void)sw_load_say(self, SW_INPUT, node->place,
                          sw_load_join(name, node->name, path),
                          "extends stands at the top of the file, outside all groups",
                          "extends はどのグループにも入れず、ファイルの先頭に書きます");
        return;
    }
    (void)sw_load_say(
        self, SW_INPUT, node->place, sw_load_join(name, node->name, path), "unknown %s%s",
        "%s%s",
        node->kind == SW_LOAD_IS_GROUP && group < 0
            ? sw_load_pick(self, "group", "このような名前のグループはありません")
            : sw_load_pick(self, "key", "このような名前のキーはありません"),
        sw_load_suggest(self, node->name, NULL, 0, group, hint));
}

static void bind_group(sw_load *self, int group, const sw_load_node *node)
{
    const sw_group *about = self->scenario->groups[group];

    if (node->kind != SW_LOAD_IS_GROUP) {
        char value[SW_LOAD_SHOW_BYTES];
        (void)sw_load_say(
            self, SW_INPUT, node->place, about->name,
            "%s is a group of keys, not a value (%s); write %s = { key = value; };",
            "%s はキーのグループで、値（%s）は指定できません。%s = { キー = 値; }; "
            "と書きます",
            about->name, sw_load_show(node, value), about->name);
        return;
    }
    for (const sw_load_node *each = node->first; each; each = each->next) {
        const int i = sw_load_find_field(about->fields, about->n_fields, each->name);
        if (i >= 0) {
            sw_load_bind_field(self, group, i, each);
        } else {
            unknown(self, each, group);
        }
    }
}

void sw_load_bind_tree(sw_load *self, const sw_load_node *root)
{
    const sw_group *top = self->scenario->groups[SW_GROUP_ROOT];

    for (const sw_load_node *node = root->first; node; node = node->next) {
        const int i = sw_load_find_field(top->fields, top->n_fields, node->name);
        const int group = sw_load_find_group(self->scenario, node->name);
        if (!strcmp(node->name, "extends")) {
            continue;
        }
        if (i >= 0) {
            sw_load_bind_field(self, SW_GROUP_ROOT, i, node);
        } else if (group >= 0) {
            bind_group(self, group, node);
        } else {
            unknown(self, node, -1);
        }
    }
}

/* title_ja of a base beside the title of what extends it would show one scenario under
 * the name of another: of a text given nearer, the older Japanese is forgotten. */
static void forget_old_japanese(sw_load *self)
{
    const sw_group *top = self->scenario->groups[SW_GROUP_ROOT];
    sw_load_slot *slots = self->slots[SW_GROUP_ROOT];
    char key[SW_LOAD_PATH_BYTES];

    for (int i = 0; i < top->n_fields; i++) {
        (void)snprintf(key, sizeof key, "%s_ja", top->fields[i].key);
        const int japanese = sw_load_find_field(top->fields, top->n_fields, key);
        if (japanese < 0 || !slots[i].given || !slots[japanese].given ||
            slots[i].rank <= slots[japanese].rank) {
            continue;
        }
        const char *text = member_of(self, SW_GROUP_ROOT, &top->fields[japanese]);
        slots[japanese].given = !*text; /* nothing is lost with "" */
    }
}

void sw_load_bind_defaults(sw_load *self)
{
    const sw_scenario *scenario = self->scenario;
    char path[SW_LOAD_PATH_BYTES];

    forget_old_japanese(self);
    for (int g = 0; g < scenario->n_groups; g++) {
        for (int i = 0; i < scenario->groups[g]->n_fields; i++) {
            const sw_field *field = &scenario->groups[g]->fields[i];
            sw_load_slot *slot = &self->slots[g][i];
            if (slot->given) {
                continue;
            }
            (void)sw_load_join(scenario->groups[g]->name, field->key, path);
            slot->place = (sw_load_place){"default", 0};
            if (!field->default_text) {
                sw_load_missing(self, (sw_load_place){self->root_file, 0}, field, path);
            } else {
                slot->good = sw_load_bind_default(self, field, member_of(self, g, field),
                                                  path, slot);
            }
        }
    }
}
