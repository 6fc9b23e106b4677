/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See shards.h. */
#include "shards.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 10, LIST_BYTES = 512 };

/* Adds "3/8" or "17" to a list of at most MOST. */
static void add(char list[LIST_BYTES], int *n, uint32_t number, int of)
{
    const size_t length = strlen(list);
    const char *comma = *n > 0 ? ", " : "";
    if (++*n > MOST)
        (void)snprintf(list + length, LIST_BYTES - length, "%s",
                       *n == MOST + 1 ? " …" : "");
    else if (of > 0)
        (void)snprintf(list + length, LIST_BYTES - length, "%s%u/%d", comma, number, of);
    else
        (void)snprintf(list + length, LIST_BYTES - length, "%s%u", comma, number);
}

int sw_shards_missing(const char *output, int of, const unsigned char *done, uint32_t n,
                      sw_diagnostics *diagnostics)
{
    char list[LIST_BYTES] = "";
    unsigned char lacking[SW_MAX_SHARDS + 1] = {0};
    uint32_t missing = 0;
    int listed = 0;
    for (uint32_t r = 0; r < n; r++) {
        if (done[r])
            continue;
        missing++;
        if (of == 0)
            add(list, &listed, r, 0);
        else
            lacking[sw_shard_of(r, of)] = 1;
    }
    for (int k = 1; k <= of; k++) {
        if (lacking[k])
            add(list, &listed, (uint32_t)k, of);
    }
    if (of > 0)
        return sw_fail(
            diagnostics, SW_MISSING,
            "%s: %u of %u replications are missing, those of shards %s: run these again "
            "with --resume, then merge",
            "%s: %u 回分（全 %u 回）がありません（分割 %s）。--resume を付けて実行し、"
            "もう一度結合してください",
            output, missing, n, list);
    return sw_fail(
        diagnostics, SW_MISSING,
        "%s: %u of %u replications are missing (%s): `run` with --resume does them",
        "%s: %u 回分（全 %u 回）がありません（%s）。run に --resume を付けると実行します",
        output, missing, n, list);
}
