/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One owner for everything a scenario points to: nodes, names, values. What is handed out
 * is freed together, so no error path can leak or free twice.
 */
#include "loader.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 << 10, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t used, size;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct sw_load_pool {
    struct block *blocks;
};

sw_load_pool *sw_load_pool_new(void)
{
    return calloc(1, sizeof(sw_load_pool));
}

void sw_load_pool_free(sw_load_pool *self)
{
    if (!self) {
        return;
    }
    while (self->blocks) {
        struct block *next = self->blocks->next;
        free(self->blocks);
        self->blocks = next;
    }
    free(self);
}

void *sw_load_get(sw_load_pool *self, size_t bytes)
{
    if (bytes > SIZE_MAX / 4) {
        return NULL;
    }
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct block *block = self->blocks;
    if (!block || block->size - block->used < bytes) {
        const size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
        block = calloc(1, sizeof *block + size);
        if (!block) {
            return NULL;
        }
        block->size = size;
        block->next = self->blocks;
        self->blocks = block;
    }
    void *at = block->bytes + block->used;
    block->used += bytes;
    return at;
}

char *sw_load_copy(sw_load_pool *self, const char *text, size_t length)
{
    char *copy = sw_load_get(self, length + 1);
    if (copy && length) {
        memcpy(copy, text, length);
    }
    return copy;
}

void sw_load_text_add(sw_load_text *self, const char *text, size_t length)
{
    if (self->failed) {
        return;
    }
    if (self->room - self->length <= length) {
        const size_t room = (self->length + length + 1) * 2 + 1024;
        char *larger = realloc(self->at, room);
        if (!larger) {
            self->failed = 1;
            return;
        }
        self->at = larger;
        self->room = room;
    }
    memcpy(self->at + self->length, text, length);
    self->length += length;
    self->at[self->length] = '\0';
}

void sw_load_text_put(sw_load_text *self, const char *text)
{
    sw_load_text_add(self, text, strlen(text));
}

void sw_load_text_free(sw_load_text *self)
{
    free(self->at);
    *self = (sw_load_text){0};
}
