/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random numbers as a function, not a sequence.
 *
 * Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3",
 * section 4.3) maps a 128-bit counter and a 64-bit key to four 32-bit words. Here the key
 * is the scenario's seed and the counter names the decision:
 *
 *     (who, stream + month * 256, replication, draw)
 *
 * so no two decisions share a number, no state is carried, and neither threads, batches,
 * resumes nor a lever that is switched off can shift the numbers of anything else: common
 * random numbers by construction. `who` is a person's permanent number (never a
 * position), or a section's or team's.
 */
#ifndef SIDEWORK_RANDOM_H
#define SIDEWORK_RANDOM_H

#include <stdint.h>

#include <sidework/tally.h>

/* Streams: one purpose each. X(name, who is counted). The order is part of the results:
 * append only. */
#define SW_STREAM_LIST(X)                                                                \
    X(PARAMETER, "hash of the parameter's key")                                          \
    X(SYNTHESIS, "person")                                                               \
    X(LATENT, "person")                                                                  \
    X(RESIGNATION, "person")                                                             \
    X(TRANSFER, "person")                                                                \
    X(PROMOTION, "person")                                                               \
    X(HIRING, "person")                                                                  \
    X(REEMPLOYMENT, "person")                                                            \
    X(SECTION_LOAD, "section")                                                           \
    X(CITY, "0, or 1 + section")                                                         \
    X(PERSON_LOAD, "person")                                                             \
    X(TEAM, "section or team number")                                                    \
    X(CALL, "section, call number, or call number + 2^31")                               \
    X(NOMINATION, "team number, or call number + 2^31")                                  \
    X(APPLICATION, "person")                                                             \
    X(CONSENT, "person")                                                                 \
    X(BANK, "person")                                                                    \
    X(EXPERIENCE, "person")                                                              \
    X(EVALUATION, "person")                                                              \
    X(UNDERSTANDING, "person")                                                           \
    X(DIALOGUE, "person, session, or 2^32 - 1")                                          \
    X(TIES, "person")                                                                    \
    X(COOPERATOR, "person")                                                              \
    X(SURVEY, "person")                                                                  \
    X(PLAN, "nobody: no draw is taken")                                                  \
    X(POSTERIOR, "half a row's number")                                                  \
    X(INFERENCE, "coordinate of a parameter, or purpose + 2^31")                         \
    X(DESIGN, "factor, or node of a scrambling tree; the month is the kind of draw")     \
    X(RESAMPLE, "nobody: the replication is the resample; the month, its purpose")       \
    X(OBSERVATION, "hash of the datum's name")

enum sw_stream {
#define SW_STREAM_ENUM(name, who) SW_STREAM_##name,
    SW_STREAM_LIST(SW_STREAM_ENUM)
#undef SW_STREAM_ENUM
        SW_N_STREAMS
};

typedef struct sw_words {
    uint32_t w[4];
} sw_words;

/* What stays the same for all draws of a stream in one month of one replication. */
typedef struct sw_key {
    uint32_t seed_low, seed_high, replication, purpose;
} sw_key;

#define SW_PHILOX_M0 0xD2511F53u
#define SW_PHILOX_M1 0xCD9E8D57u
#define SW_PHILOX_W0 0x9E3779B9u
#define SW_PHILOX_W1 0xBB67AE85u

/* The bare generator: 10 rounds on counter (c0..c3) under key (k0, k1). */
static inline sw_words sw_philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3,
                                 uint32_t k0, uint32_t k1)
{
    for (int round = 0; round < 10; round++) {
        const uint64_t p0 = (uint64_t)SW_PHILOX_M0 * c0;
        const uint64_t p1 = (uint64_t)SW_PHILOX_M1 * c2;
        const uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        const uint32_t n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c0 = n0;
        c1 = (uint32_t)p1;
        c2 = n2;
        c3 = (uint32_t)p0;
        k0 += SW_PHILOX_W0;
        k1 += SW_PHILOX_W1;
    }
    return (sw_words){{c0, c1, c2, c3}};
}

/* month may be negative (warm-up); the lowest month is -4096. */
static inline sw_key sw_key_of(uint64_t seed, uint32_t replication, enum sw_stream stream,
                               int month)
{
    return (sw_key){(uint32_t)seed, (uint32_t)(seed >> 32), replication,
                    (uint32_t)stream + ((uint32_t)(month + 4096) << 8)};
}

/* Four words for `who`; draw numbers further blocks of the same decision. */
static inline sw_words sw_draw(sw_key key, uint32_t who, uint32_t draw)
{
    SW_TALLY(BLOCK, 1);
    return sw_philox(who, key.purpose, key.replication, draw, key.seed_low,
                     key.seed_high);
}

/* A word as a uniform in (0, 1), never 0 or 1: the midpoints of 2^23 equal cells. (With
 * 24 bits the half cell would not fit into a float, and the last would round to 1.) */
static inline float sw_uniform(uint32_t word)
{
    return ((float)(int32_t)(word >> 9) + 0.5f) * 0x1p-23f;
}

/* Two words as a uniform in (0, 1), never 0 or 1: the midpoints of 2^52 equal cells, for
 * set-up work. */
static inline double sw_uniform53(uint32_t high, uint32_t low)
{
    const uint64_t bits = ((uint64_t)high << 20) ^ (uint64_t)(low >> 12);
    return ((double)bits + 0.5) * 0x1p-52;
}

/* A whole number in [0, n), n > 0, by multiplication (bias below n / 2^32). */
static inline uint32_t sw_below(uint32_t word, uint32_t n)
{
    return (uint32_t)(((uint64_t)word * n) >> 32);
}

#endif
