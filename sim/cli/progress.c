/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See progress.h. */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void sw_progress_begin(sw_progress *self, const char *name, uint32_t total, int quiet,
                       sw_language language)
{
    const double t = now();
    *self = (sw_progress){.name = name,
                          .total = total,
                          .silent = quiet || !isatty(STDERR_FILENO),
                          .language = language,
                          .began = t,
                          .latest = t};
}

int sw_progress_show(void *context, uint32_t finished)
{
    sw_progress *self = context;
    const double t = now(), past = t - self->began;
    if (!self->begun)
        self->before = finished; /* found done by --resume */
    self->begun = 1;
    if (self->silent || t - self->latest < 0.2 || finished <= self->before)
        return SW_OK;
    self->latest = t;
    self->shown = 1;
    const double rate = (finished - self->before) / past,
                 left = (self->total - finished) / rate;
    fprintf(stderr,
            self->language == SW_JAPANESE
                ? "\r%s: %u／%u 回、毎秒 %.0f 回、残り約 %.0f 秒 "
                : "\r%s: %u of %u, %.0f a second, about %.0f s left ",
            self->name, finished, self->total, rate, left);
    fflush(stderr);
    return SW_OK;
}

void sw_progress_end(sw_progress *self)
{
    self->seconds = now() - self->began;
    if (self->shown)
        fputs("\r\033[K", stderr);
}
