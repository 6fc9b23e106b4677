/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `extends = "base.cfg"`: a scenario built on another, which may itself extend one.
 * libconfig's @include would open anything, loop, and refuse a key that is set again;
 * here files are known by device and inode, the chain is short, and later keys win.
 */
#include "loader.h"

#include <string.h>

struct link {
    const char *path;
    uint64_t identity[2];
};

/* "dir/of/file.cfg" and "base.cfg" -> "dir/of/base.cfg". */
static const char *beside(sw_load *self, const char *file, const char *name)
{
    const char *slash = strrchr(file, '/');
    const size_t folder = slash && name[0] != '/' ? (size_t)(slash - file) + 1 : 0;
    const size_t length = strlen(name);
    char *path = sw_load_get(self->pool, folder + length + 1);

    if (path) {
        memcpy(path, file, folder);
        memcpy(path + folder, name, length);
    }
    return path;
}

/* Refuses a file that is already in the chain, naming all of it. */
static int circular(sw_load *self, const struct link *links, int n, sw_load_place place)
{
    sw_load_text chain = {0};
    const struct link *last = &links[n];

    for (int i = 0; i < n; i++) {
        if (links[i].identity[0] != last->identity[0] ||
            links[i].identity[1] != last->identity[1]) {
            continue;
        }
        for (int j = i; j <= n; j++) {
            sw_load_text_put(&chain, j == i ? "" : " -> ");
            sw_load_text_put(&chain, links[j].path);
        }
        const int status =
            chain.failed ? sw_load_out_of_memory(self)
                         : sw_load_say(self, SW_INPUT, place, "extends",
                                       "the files extend each other in a circle: %s",
                                       "extends が循環しています: %s", chain.at);
        sw_load_text_free(&chain);
        return status;
    }
    return SW_OK;
}

/* The base that root names, NULL if none. */
static int base_of(sw_load *self, const char *path, const sw_load_node *root,
                   const char **base, sw_load_place *place)
{
    char buffer[SW_LOAD_SHOW_BYTES];

    *base = NULL;
    for (const sw_load_node *node = root->first; node; node = node->next) {
        if (strcmp(node->name, "extends") != 0) {
            continue;
        }
        *place = node->place;
        if (node->kind != SW_LOAD_IS_STRING || !*node->string ||
            !sw_load_clean(node->string, strlen(node->string), 0)) {
            return sw_load_say(
                self, SW_INPUT, node->place, "extends",
                "%s is not the name of a file; write extends = \"base.cfg\";",
                "%s はファイル名ではありません。extends = \"base.cfg\"; のように書きます",
                sw_load_show(node, buffer));
        }
        *base = beside(self, path, node->string);
        return *base ? SW_OK : sw_load_out_of_memory(self);
    }
    return SW_OK;
}

int sw_load_chain(sw_load *self, const char *path, sw_load_node *trees[SW_LOAD_MAX_CHAIN],
                  int *n_trees)
{
    struct link links[SW_LOAD_MAX_CHAIN];
    sw_load_place place = {path, 0};
    int n = 0;

    *n_trees = 0;
    while (path) {
        char *text;
        size_t length;
        if (n == SW_LOAD_MAX_CHAIN) {
            return sw_load_say(
                self, SW_INPUT, place, "extends", "more than %d files extend each other",
                "extends の連鎖が %d ファイルを超えています", SW_LOAD_MAX_CHAIN);
        }
        links[n].path = path;
        int status = sw_load_read(self, place, n > 0 ? "extends" : NULL, path, &text,
                                  &length, links[n].identity);
        if (status == SW_OK) {
            status = circular(self, links, n, place);
        }
        if (status == SW_OK) {
            status =
                sw_load_tree(self, (sw_load_place){path, 1}, text, length, &trees[n]);
        }
        if (status == SW_OK) {
            status = base_of(self, path, trees[n], &path, &place);
        }
        if (status != SW_OK) {
            return status;
        }
        n++;
    }
    for (int i = 0; i < n / 2; i++) {
        sw_load_node *swap = trees[i];
        trees[i] = trees[n - 1 - i];
        trees[n - 1 - i] = swap;
    }
    *n_trees = n;
    return SW_OK;
}
