/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of groups, and what holds for keys wherever they stand: a default, or the demand
 * for a value. */
#include "loader.h"

#include <string.h>

/* The default of a field, through the same parser; a bad one is our own mistake, and has
 * its own status. */
int sw_load_bind_default(sw_load *self, const sw_field *field, void *member,
                         const char *path, sw_load_slot *slot)
{
    const int before = self->status;
    const sw_load_place place = {"default", 0};
    sw_load_node *node;

    if (sw_load_one(self, place, field->default_text, &node) == SW_OK &&
        sw_load_value(self, field, node, member, path, slot) && self->status == before) {
        return 1;
    }
    if (before == SW_OK && self->status == SW_INPUT) {
        self->status = SW_INTERNAL;
    }
    return 0;
}

/* One element of a list: { ... } with the rows of field->element. */
static int bind_element(sw_load *self, const sw_field *field, const sw_load_node *node,
                        char *element, const char *path)
{
    char key_path[SW_LOAD_PATH_BYTES];
    char hint[SW_LOAD_SHOW_BYTES];
    int good = 1;

    if (node->kind != SW_LOAD_IS_GROUP) {
        (void)sw_load_say(self, SW_INPUT, node->place, path,
                          "each element is a group { key = value; }",
                          "リストの要素はグループ { キー = 値; } です");
        return 0;
    }
    for (const sw_load_node *each = node->first; each; each = each->next) {
        const int i = sw_load_find_field(field->element, field->n_element, each->name);
        (void)sw_load_join(path, each->name, key_path);
        if (i < 0) {
            (void)sw_load_say(self, SW_INPUT, each->place, key_path, "unknown key%s",
                              "このような名前のキーはありません%s",
                              sw_load_suggest(self, each->name, field->element,
                                              field->n_element, -1, hint));
            good = 0;
        } else {
            good &= sw_load_value(self, &field->element[i], each,
                                  element + field->element[i].offset, key_path, NULL);
        }
    }
    for (int i = 0; i < field->n_element; i++) {
        const sw_field *row = &field->element[i];
        const sw_load_node *each = node->first;
        while (each && strcmp(each->name, row->key) != 0) {
            each = each->next;
        }
        if (each) {
            continue;
        }
        (void)sw_load_join(path, row->key, key_path);
        if (!row->default_text) {
            sw_load_missing(self, node->place, row, key_path);
            good = 0;
        } else {
            good &=
                sw_load_bind_default(self, row, element + row->offset, key_path, NULL);
        }
    }
    return good;
}

int sw_load_list(sw_load *self, const sw_field *field, const sw_load_node *node,
                 void *member, const char *path)
{
    char *elements = (char *)member + field->elements_offset;
    char element_path[SW_LOAD_PATH_BYTES];
    int good = 1;
    int i = 0;

    if (node->kind != SW_LOAD_IS_LIST &&
        !(node->kind == SW_LOAD_IS_ARRAY && node->n == 0)) {
        return sw_load_expected(self, field, node, path);
    }
    if (node->n > field->length) {
        (void)sw_load_say(self, SW_INPUT, node->place, path,
                          "%d elements, at most %d are allowed",
                          "要素が %d 個あります。%d 個までです", node->n, field->length);
        return 0;
    }
    memset(elements, 0, field->element_size * (size_t)field->length);
    for (const sw_load_node *each = node->first; each; each = each->next, i++) {
        (void)snprintf(element_path, sizeof element_path, "%.*s[%d]",
                       SW_LOAD_PATH_BYTES - 16, path, i);
        good &= bind_element(self, field, each,
                             elements + field->element_size * (size_t)i, element_path);
    }
    *(int *)member = node->n;
    return good;
}
