/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 (FIPS 180-4, 2015): names a scenario and seals a result file. Not a hot path:
 * plain C, no tables of instructions, the same everywhere.
 */
#ifndef SIDEWORK_SHA256_H
#define SIDEWORK_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct sw_sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
} sw_sha256;

void sw_sha256_init(sw_sha256 *self);
void sw_sha256_add(sw_sha256 *self, const void *bytes, size_t length);

/* Ends the sum; self must be initialised again before further use. */
void sw_sha256_end(sw_sha256 *self, uint8_t digest[32]);

/* The digest of bytes in one call, as 64 hexadecimal digits and a NUL. */
void sw_sha256_text(const void *bytes, size_t length, char hexadecimal[65]);

#endif
