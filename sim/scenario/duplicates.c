/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys given twice in one group. libconfig stops at the first of them and would hide all
 * other errors of the file, so each is named here, and goes to libconfig under a name of
 * its own that the tree is freed of again.
 */
#include "loader.h"

#include <stdlib.h>
#include <string.h>

/* Equal keys of one group side by side, in the order of the text. */
static int compare(const void *left, const void *right)
{
    const sw_load_token *a = *(sw_load_token *const *)left;
    const sw_load_token *b = *(sw_load_token *const *)right;

    if (a->scope != b->scope) {
        return a->scope < b->scope ? -1 : 1;
    }
    if (a->length != b->length) {
        return a->length < b->length ? -1 : 1;
    }
    const int order = memcmp(a->at, b->at, a->length);
    return order != 0 ? order : (a > b) - (a < b);
}

/* "group.key" of a key token; in a text without lines, which is one value, what stands
 * above it is known already. */
static void key_path(const sw_load_tokens *tokens, int key,
                     char buffer[SW_LOAD_PATH_BYTES])
{
    const sw_load_token *token = &tokens->at[key];
    buffer[0] = '\0';
    if (token->parent >= 0) {
        key_path(tokens, token->parent, buffer);
    } else if (token->line == 0) {
        return;
    }
    const size_t used = strlen(buffer);
    (void)snprintf(buffer + used, SW_LOAD_PATH_BYTES - used, "%s%.*s", used ? "." : "",
                   (int)token->length, token->at);
}

static void say(sw_load *self, const sw_load_tokens *tokens, int key)
{
    const sw_load_token *token = &tokens->at[key];
    const sw_load_place place = {tokens->file, token->line};
    char path[SW_LOAD_PATH_BYTES];

    key_path(tokens, key, path);
    if (token->line == 0) {
        (void)sw_load_say(self, SW_INPUT, place, path, "duplicate key; keep one",
                          "キーが重複しています。1つだけ残してください");
        return;
    }
    (void)sw_load_say(self, SW_INPUT, place, path,
                      "duplicate key, first at line %d; keep one",
                      "キーが重複しています（最初は %d 行目）。1つだけ残してください",
                      tokens->at[token->twin].line);
}

/* Marks each key that stands in its group already. */
static int mark(sw_load *self, sw_load_tokens *tokens)
{
    int n = 0;

    for (int i = 0; i < tokens->n; i++) {
        n += tokens->at[i].scope >= 0;
    }
    if (n < 2) {
        return SW_OK;
    }
    sw_load_token **keys = sw_load_get(self->pool, (size_t)n * sizeof *keys);
    if (!keys) {
        return sw_load_out_of_memory(self);
    }
    n = 0;
    for (int i = 0; i < tokens->n; i++) {
        if (tokens->at[i].scope >= 0) {
            keys[n++] = &tokens->at[i];
        }
    }
    qsort(keys, (size_t)n, sizeof *keys, compare);
    for (int i = 1; i < n; i++) {
        const sw_load_token *before = keys[i - 1];
        if (before->scope == keys[i]->scope && before->length == keys[i]->length &&
            !memcmp(before->at, keys[i]->at, before->length)) {
            keys[i]->twin = before->twin >= 0 ? before->twin : (int)(before - tokens->at);
        }
    }
    return SW_OK;
}

int sw_load_duplicates(sw_load *self, sw_load_tokens *tokens)
{
    const int status = mark(self, tokens);

    for (int i = 0; status == SW_OK && i < tokens->n; i++) {
        if (tokens->at[i].twin >= 0) {
            say(self, tokens, i);
        }
    }
    return status;
}

/* Whoever writes a '*' into a key gets the addition too, so that none can be forged. */
void sw_load_set_apart(const sw_load_tokens *tokens, int i, sw_load_text *normal)
{
    const sw_load_token *token = &tokens->at[i];
    char suffix[16];

    if (token->twin >= 0 ||
        (token->scope >= 0 && memchr(token->at, '*', token->length))) {
        (void)snprintf(suffix, sizeof suffix, "*%d", i);
        sw_load_text_put(normal, suffix);
    }
}

size_t sw_load_own_name(const char *name)
{
    const char *star = strrchr(name, '*');
    return star ? (size_t)(star - name) : strlen(name);
}
