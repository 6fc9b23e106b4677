/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256, FIPS 180-4 (2015), sections 4.1.2, 5.1.1 and 6.2.
 *
 * Check: SHA-256("abc") = ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61
 * f20015ad
 */
#include <sidework/sha256.h>

#include <string.h>

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes (section
 * 4.2.2). */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void compress(uint32_t state[8], const uint8_t block[64])
{
    uint32_t w[64];
    uint32_t v[8];

    for (int t = 0; t < 16; t++) {
        const uint8_t *b = block + t * 4;
        w[t] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    }
    for (int t = 16; t < 64; t++) {
        const uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
        const uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t++) {
        const uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
        const uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        const uint32_t t1 = v[7] + s1 + choice + constants[t] + w[t];
        const uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
        const uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + s0 + majority;
    }
    for (int i = 0; i < 8; i++) {
        state[i] += v[i];
    }
}

void sw_sha256_init(sw_sha256 *self)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memset(self, 0, sizeof *self);
    memcpy(self->state, start, sizeof start);
}

void sw_sha256_add(sw_sha256 *self, const void *bytes, size_t length)
{
    const uint8_t *from = bytes;
    size_t used = (size_t)(self->length % 64);

    self->length += length;
    while (length > 0) {
        const size_t n = length < 64 - used ? length : 64 - used;
        memcpy(self->block + used, from, n);
        from += n;
        length -= n;
        used += n;
        if (used == 64) {
            compress(self->state, self->block);
            used = 0;
        }
    }
}

void sw_sha256_end(sw_sha256 *self, uint8_t digest[32])
{
    const uint64_t bits = self->length * 8;
    uint8_t tail[72] = {0x80};
    const size_t padding = 1 + (119 - (size_t)(self->length % 64)) % 64;

    for (int i = 0; i < 8; i++) {
        tail[padding + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    sw_sha256_add(self, tail, padding + 8);
    for (int i = 0; i < 32; i++) {
        digest[i] = (uint8_t)(self->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void sw_sha256_text(const void *bytes, size_t length, char hexadecimal[65])
{
    static const char digits[] = "0123456789abcdef";
    sw_sha256 sum;
    uint8_t digest[32];

    sw_sha256_init(&sum);
    sw_sha256_add(&sum, bytes, length);
    sw_sha256_end(&sum, digest);
    for (int i = 0; i < 32; i++) {
        hexadecimal[2 * i] = digits[digest[i] >> 4];
        hexadecimal[2 * i + 1] = digits[digest[i] & 15];
    }
    hexadecimal[64] = '\0';
}
