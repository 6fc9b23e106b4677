/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of a file that one did not make. HDF5 1.10 believes its heap of variable-length
 * texts: an object of size 0 makes it turn in circles, a wrong size or number makes it read
 * and write beyond its buffers. So HDF5 says only where a text lies (16 bytes: length,
 * address of a collection, number in it), and the text is fetched here, every bound
 * checked. Private to output/.
 */
#ifndef SIDEWORK_OUTPUT_TEXTS_H
#define SIDEWORK_OUTPUT_TEXTS_H

#include <stdint.h>

#include <sidework/results.h>

enum { SW_REFERENCE_BYTES = 16, SW_TEXT_BLOCKS = 32 };

typedef struct sw_text_block {
    uint64_t address; /* of the collection, 0 for none */
    unsigned char *memory;
    size_t bytes;
} sw_text_block;

typedef struct sw_texts {
    sw_results *owner; /* of the texts handed out */
    int fd;            /* of the file whose digest was right; -1: none */
    uint64_t size;     /* of its HDF5 part [bytes] */
    uint64_t left;     /* bytes that may still be read: a file that repeats itself ends */
    sw_text_block blocks[SW_TEXT_BLOCKS]; /* the collections read last */
    int next;                             /* of them to give way */
    int reason; /* SW_MEMORY or SW_IO once that, not the file, was at fault */
} sw_texts;

/* Takes over fd, whose first `size` bytes are an HDF5 file of the form we write: SW_OK,
 * SW_INPUT if it is of another form, SW_IO. */
int sw_texts_begin(sw_texts *self, sw_results *owner, int fd, uint64_t size);
void sw_texts_end(sw_texts *self);

/* Reads n bytes at an offset within the file; 0, or -1 (see reason). */
int sw_texts_read(sw_texts *self, uint64_t offset, void *bytes, size_t n);

/* The text a reference stands for, living as long as owner, without what would steer a
 * terminal; NULL if there is none such, or see reason. */
const char *sw_texts_get(sw_texts *self,
                         const unsigned char reference[SW_REFERENCE_BYTES]);

#endif
