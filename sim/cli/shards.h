/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which replications are whose, and what is missing where shards are put together. */
#ifndef SIDEWORK_CLI_SHARDS_H
#define SIDEWORK_CLI_SHARDS_H

#include <stdint.h>

#include <sidework/journal.h>
#include <sidework/status.h>

/* The shard, 1 ... of, that does replication r; 0 where there are none. Neighbours go to
 * different shards, so that what is finished begins at replication 0 (--partial). */
static inline int sw_shard_of(uint32_t r, int of)
{
    return of > 0 ? (int)(r % (uint32_t)of) + 1 : 0;
}

/* Says which shards of `of` have not finished, from done [n] (some of it is 0); where of is
 * 0, which replications. Returns SW_MISSING. */
int sw_shards_missing(const char *output, int of, const unsigned char *done, uint32_t n,
                      sw_diagnostics *diagnostics);

#endif
