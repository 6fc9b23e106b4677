/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress line: on a terminal only, on standard error, erased at the end. */
#ifndef SIDEWORK_CLI_PROGRESS_H
#define SIDEWORK_CLI_PROGRESS_H

#include <stdint.h>

#include <sidework/status.h>

typedef struct sw_progress {
    const char *name;
    uint32_t total;
    int shown; /* the line is on the terminal */
    int begun; /* sw_progress_show has been called */
    int silent;
    sw_language language;
    uint32_t before;      /* finished when it was first shown: not part of the rate */
    double began, latest; /* seconds of the monotonic clock */
    double seconds;       /* the whole took, set at the end */
} sw_progress;

void sw_progress_begin(sw_progress *self, const char *name, uint32_t total, int quiet,
                       sw_language language);

/* To be used as sw_ensemble_options.progress; context is the sw_progress. Never stops the
 * run. */
int sw_progress_show(void *context, uint32_t finished);

void sw_progress_end(sw_progress *self);

#endif
