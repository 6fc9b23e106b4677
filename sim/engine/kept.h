/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a record stays in memory until the end of a run, by output.keep. */
#ifndef SIDEWORK_ENGINE_KEPT_H
#define SIDEWORK_ENGINE_KEPT_H

#include <sidework/results.h>

typedef struct sw_kept {
    sw_layout whole; /* of a record as it is simulated */
    size_t *from;    /* [variables kept] where each stands in it; NULL: all is kept */
} sw_kept;

/*
 * Takes the layout of whole records out of results and leaves there what is kept:
 *   all        everything
 *   annual     what is by year or once, and what the summaries need of the months
 *   summaries  what the summaries need; no drawn parameters
 * keep is results->keep; everything lives as long as results. SW_OK or SW_MEMORY.
 */
int sw_kept_choose(sw_kept *self, sw_results *results);

/* The kept part of a whole record into out [layout->record_length]. */
void sw_kept_copy(const sw_kept *self, const sw_layout *layout, const double *record,
                  double *out);

#endif
