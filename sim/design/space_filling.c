/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points that fill the cube: independent, Latin hypercube, scrambled Sobol' sequence.
 *
 * Sobol': the sequence is GSL's (Bratley & Fox 1988, ACM TOMS 14, 88-100), 30 bits a
 * coordinate, with the origin, which GSL leaves out, in front: only so are the first 2^m
 * points a net. Scrambling is Owen's (1995, in Monte Carlo and Quasi-Monte Carlo Methods,
 * 299-317): each bit is flipped by a coin of its own for every value of the bits before it.
 * So each point is uniform by itself (indices and means are unbiased), and the points
 * together are as even as before. A block of random numbers holds the coins of seven levels
 * of that tree. Below the 30 bits the place is drawn for each point.
 */
#include "design_parts.h"

#include <gsl/gsl_qrng.h>
#include <stdlib.h>

enum { SOBOL_BITS = 30, TREE_LEVELS = 7 };

int sw_points_random(sw_points *self, int k, size_t n, uint64_t seed)
{
    const int status = sw_points_allocate(self, k, n, 0);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        for (int j = 0; j < k; j++)
            self->at[i * (size_t)k + (size_t)j] =
                sw_design_uniform(seed, 0, SW_DRAWN_RANDOM, (uint32_t)j, (uint32_t)i);
    return SW_OK;
}

int sw_points_latin_hypercube(sw_points *self, int k, size_t n, uint64_t seed)
{
    const sw_key key = sw_key_of(seed, 0, SW_STREAM_DESIGN, SW_DRAWN_STRATUM);
    int status = sw_points_allocate(self, k, n, 0);
    if (status)
        return status;
    uint32_t *order = malloc(n * sizeof *order);
    if (!order) {
        status = SW_MEMORY;
        sw_points_free(self);
        goto out;
    }
    for (int j = 0; j < k; j++) {
        sw_design_shuffle(order, (uint32_t)n, key, (uint32_t)j);
        for (size_t i = 0; i < n; i++) {
            const double within =
                sw_design_uniform(seed, 0, SW_DRAWN_WITHIN, (uint32_t)j, (uint32_t)i);
            self->at[i * (size_t)k + (size_t)j] = (order[i] + within) / (double)n;
        }
    }
out:
    free(order);
    return status;
}

/* x, SOBOL_BITS bits, with the flips of factor j. */
static uint32_t scramble(uint32_t x, sw_key key, uint32_t j)
{
    uint32_t flips = 0;
    for (int top = 0; top < SOBOL_BITS; top += TREE_LEVELS) {
        const uint32_t before = x >> (SOBOL_BITS - top);
        const sw_words coins = sw_draw(key, (UINT32_C(1) << top) | before, j);
        for (int level = 0; level < TREE_LEVELS && top + level < SOBOL_BITS; level++) {
            const int shift = SOBOL_BITS - top - level;
            const uint32_t node =
                (UINT32_C(1) << level) | ((x >> shift) & ((UINT32_C(1) << level) - 1));
            const uint32_t coin = coins.w[node / 32] >> (node % 32) & 1;
            flips |= coin << (shift - 1);
        }
    }
    return x ^ flips;
}

int sw_points_sobol(sw_points *self, int k, size_t n, uint64_t seed)
{
    const sw_key key = sw_key_of(seed, 0, SW_STREAM_DESIGN, SW_DRAWN_SCRAMBLE);
    double raw[SW_SOBOL_FACTORS] = {0};
    *self = (sw_points){0};
    if (k > SW_SOBOL_FACTORS)
        return SW_INPUT;
    int status = sw_points_allocate(self, k, n, 0);
    if (status)
        return status;
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)k);
    if (!sequence) {
        status = SW_MEMORY;
        sw_points_free(self);
        goto out;
    }
    for (size_t i = 0; i < n; i++) {
        for (int j = 0; j < k; j++) {
            const uint32_t x =
                scramble((uint32_t)(raw[j] * (1 << SOBOL_BITS)), key, (uint32_t)j);
            const double within =
                sw_design_uniform(seed, 1, SW_DRAWN_WITHIN, (uint32_t)j, (uint32_t)i);
            self->at[i * (size_t)k + (size_t)j] = (x + within) / (1 << SOBOL_BITS);
        }
        gsl_qrng_get(sequence, raw);
    }
out:
    if (sequence)
        gsl_qrng_free(sequence);
    return status;
}
