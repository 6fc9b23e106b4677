/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See texts.h. A collection is: "GCOL", version 1, three bytes, its size (8 bytes), then
 * objects, each of a number (2), a count (2), four bytes, a size (8), the content padded to
 * a multiple of 8. Number 0 is the room that is left. (HDF5 File Format Specification 3.0,
 * section III.E)
 */
#include "texts.h"

#include <stdlib.h>
#include <string.h>

#include "io.h"

enum { HEAD_BYTES = 16, SUPERBLOCK_BYTES = 96 };

static uint64_t number(const unsigned char *at, int bytes)
{
    uint64_t value = 0;
    for (int k = bytes - 1; k >= 0; k--)
        value = value << 8 | at[k];
    return value;
}

/* Version 0, addresses and sizes of 8 bytes, nothing in front, no driver block: what we
 * write, and what the references are reckoned with. */
static int is_ours(const unsigned char superblock[SUPERBLOCK_BYTES])
{
    const unsigned char *s = superblock;
    return number(s + 8, 5) == 0 && s[13] == 8 && s[14] == 8 && number(s + 24, 8) == 0 &&
           number(s + 32, 8) == UINT64_MAX && number(s + 48, 8) == UINT64_MAX;
}

int sw_texts_begin(sw_texts *self, sw_results *owner, int fd, uint64_t size)
{
    enum { AGAIN = 16, LEAST = 64 << 20 };
    unsigned char superblock[SUPERBLOCK_BYTES];
    *self =
        (sw_texts){.owner = owner, .fd = fd, .size = size, .left = AGAIN * size + LEAST};
    if (size < SUPERBLOCK_BYTES)
        return SW_INPUT;
    if (sw_texts_read(self, 0, superblock, sizeof superblock) != 0)
        return self->reason ? self->reason : SW_INPUT;
    return is_ours(superblock) ? SW_OK : SW_INPUT;
}

void sw_texts_end(sw_texts *self)
{
    if (self->fd >= 0)
        (void)sw_io_close(self->fd);
    for (int k = 0; k < SW_TEXT_BLOCKS; k++)
        free(self->blocks[k].memory);
    *self = (sw_texts){.fd = -1};
}

int sw_texts_read(sw_texts *self, uint64_t offset, void *bytes, size_t n)
{
    if (offset > self->size || n > self->size - offset || n > self->left)
        return -1;
    self->left -= n;
    if (sw_io_read_at(self->fd, bytes, n, (off_t)offset) == 0)
        return 0;
    self->reason = SW_IO;
    return -1;
}

/* The collection at address, NULL if it is none. */
static const sw_text_block *load(sw_texts *self, uint64_t address)
{
    static const unsigned char magic[5] = {'G', 'C', 'O', 'L', 1};
    unsigned char head[HEAD_BYTES];
    for (int k = 0; k < SW_TEXT_BLOCKS; k++)
        if (self->blocks[k].address == address)
            return &self->blocks[k];
    if (sw_texts_read(self, address, head, sizeof head) != 0 ||
        memcmp(head, magic, sizeof magic) != 0)
        return NULL;
    const uint64_t size = number(head + 8, 8);
    if (size < HEAD_BYTES || size > self->size - address)
        return NULL;
    sw_text_block *block = &self->blocks[self->next];
    self->next = (self->next + 1) % SW_TEXT_BLOCKS;
    free(block->memory);
    *block = (sw_text_block){0, malloc((size_t)size), (size_t)size};
    if (block->memory == NULL) {
        self->reason = SW_MEMORY;
        return NULL;
    }
    if (sw_texts_read(self, address, block->memory, block->bytes) != 0)
        return NULL;
    block->address = address;
    return block;
}

/* The content of object `wanted`, of just `length` bytes; NULL if there is none such.
 * Every step goes forward by 16 bytes at least. */
static const unsigned char *find(const sw_text_block *block, uint64_t wanted,
                                 uint64_t length)
{
    const unsigned char *at = block->memory + HEAD_BYTES;
    size_t left = block->bytes - HEAD_BYTES;
    while (left >= HEAD_BYTES) {
        const uint64_t which = number(at, 2), size = number(at + 8, 8);
        left -= HEAD_BYTES;
        at += HEAD_BYTES;
        if (which == 0 || size > left)
            return NULL;
        if (which == wanted)
            return size == length ? at : NULL;
        const uint64_t padded = (size + 7) / 8 * 8;
        if (padded > left)
            return NULL;
        at += padded;
        left -= (size_t)padded;
    }
    return NULL;
}

/* Texts end up on a terminal and in JSON: what is no UTF-8 and what would steer a terminal
 * (but tab and newline) become question marks. */
static void disarm(char *text)
{
    while (*text != '\0') {
        uint32_t code;
        const size_t n = sw_character(text, &code);
        const size_t step = n > 0 ? n : 1;
        if (n == 0 || (sw_steers(code) && code != '\n' && code != '\t'))
            memset(text, '?', step);
        text += step;
    }
}

const char *sw_texts_get(sw_texts *self,
                         const unsigned char reference[SW_REFERENCE_BYTES])
{
    const uint64_t length = number(reference, 4), address = number(reference + 4, 8);
    if (address == 0)
        return "";
    const sw_text_block *block = length > self->left ? NULL : load(self, address);
    const unsigned char *content =
        block == NULL ? NULL : find(block, number(reference + 12, 4), length);
    if (content == NULL)
        return NULL;
    self->left -= length;
    char *text = sw_results_allocate(self->owner, (size_t)length + 1);
    if (text == NULL) {
        self->reason = SW_MEMORY;
        return NULL;
    }
    memcpy(text, content, (size_t)length);
    disarm(text);
    return text;
}
