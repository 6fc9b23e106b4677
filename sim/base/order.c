/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See order.h. */
#include <sidework/order.h>

#include <stddef.h>

void sw_sort_words(uint64_t *x, int n)
{
    static const int gaps[] = {8845866, 3931496, 1747331, 776591, 345152, 153401, 68178,
                               30301,   13467,   5985,    2660,   1182,   525,    233,
                               103,     46,      20,      9,      4,      1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        for (int i = gaps[g]; i < n; i++) {
            const uint64_t v = x[i];
            int j = i;
            for (; j >= gaps[g] && x[j - gaps[g]] > v; j -= gaps[g])
                x[j] = x[j - gaps[g]];
            x[j] = v;
        }
    }
}
