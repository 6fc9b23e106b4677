/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See order.h. */
#include <sidework/order.h>

#include <string.h>

enum { FEW = 48, DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

static void insert(uint64_t *x, int n)
{
    for (int i = 1; i < n; i++) {
        const uint64_t v = x[i];
        int j = i;
        for (; j > 0 && x[j - 1] > v; j--)
            x[j] = x[j - 1];
        x[j] = v;
    }
}

/* One stable pass by the digit at `shift`; 0 if all words have the same one. */
static int pass(const uint64_t *restrict x, uint64_t *restrict to, int n, int shift)
{
    int32_t at[DIGITS] = {0}, sum = 0;
    for (int k = 0; k < n; k++)
        at[x[k] >> shift & (DIGITS - 1)]++;
    if (n && at[x[0] >> shift & (DIGITS - 1)] == n)
        return 0;
    for (int d = 0; d < DIGITS; d++) {
        const int32_t here = at[d];
        at[d] = sum;
        sum += here;
    }
    for (int k = 0; k < n; k++)
        to[at[x[k] >> shift & (DIGITS - 1)]++] = x[k];
    return 1;
}

void sw_sort_by_key(uint64_t *x, uint64_t *scratch, int n)
{
    uint64_t *from = x, *to = scratch;
    if (n <= FEW) {
        insert(x, n);
        return;
    }
    for (int shift = 32; shift < 64; shift += DIGIT_BITS) { /* the key's digits */
        if (pass(from, to, n, shift)) {
            uint64_t *const spare = from;
            from = to;
            to = spare;
        }
    }
    if (from != x)
        memcpy(x, from, (size_t)n * sizeof *x);
}
