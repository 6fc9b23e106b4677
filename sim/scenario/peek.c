/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of file is it? By its tokens, so that a file with mistakes elsewhere is known,
 * too. */
#include "loader.h"

#include <stdlib.h>
#include <string.h>

/* The key at the top level. */
static int has_key(const sw_load_tokens *tokens, const char *key)
{
    int depth = 0;
    for (int i = 0; i < tokens->n; i++) {
        const sw_load_token *t = &tokens->at[i];
        depth += t->kind == '{' || t->kind == '(' || t->kind == '[';
        depth -= t->kind == '}' || t->kind == ')' || t->kind == ']';
        if (depth == 0 && t->kind == SW_LOAD_NAME && t->length == strlen(key) &&
            !memcmp(t->at, key, t->length) && i + 1 < tokens->n &&
            (t[1].kind == '=' || t[1].kind == ':')) {
            return 1;
        }
    }
    return 0;
}

int sw_load_has_key(const char *path, const char *key)
{
    sw_load self = {.root_file = path, .pool = sw_load_pool_new()};
    const sw_load_place start = {path, 1};
    sw_load_tokens tokens = {0};
    uint64_t identity[2];
    char *text = NULL;
    char *room;
    size_t length = 0;
    int found = 0;

    if (self.pool &&
        sw_load_read(&self, start, NULL, path, &text, &length, identity) == SW_OK &&
        (room = sw_load_copy(self.pool, text, length)) != NULL &&
        sw_load_normal(&self, start, room, &length) == SW_OK) {
        (void)sw_load_scan(&self, start, room, length, &tokens);
        found = has_key(&tokens, key);
    }
    free(tokens.at);
    sw_load_pool_free(self.pool);
    return found;
}
