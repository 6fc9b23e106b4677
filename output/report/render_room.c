/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether drawing can be begun. GLib, Pango and librsvg end the process where an allocation or a thread fails, and no
 * program can catch that: so what they take at most is taken once, by us, and given back.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, which POSIX has since 2024 */
#include "render.h"

#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>

/* Measured: about 200, more where threads have heaps of their own. tests/cli/test_limits.sh draws a report within the least that
 * this lets through. */
enum { ROOM_MIB = 256 };

static void *nothing(void *of)
{
    return of;
}

/* A thread as Pango starts one for each font set, while the room is taken. */
static int thread_starts(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0 &&
           pthread_join(thread, NULL) == 0;
}

int sw_render_room(sw_diagnostics *diagnostics)
{
    const size_t bytes = (size_t)ROOM_MIB << 20;
    void *const reserve =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const int there = reserve != MAP_FAILED && thread_starts();
    if (reserve != MAP_FAILED)
        (void)munmap(reserve, bytes);
    if (there)
        return SW_OK;
    return sw_fail(
        diagnostics, SW_MEMORY,
        "no memory (or no thread) for drawing the figures: they take up to %d "
        "MiB of address space; allow more (ulimit -v, ulimit -u), or use "
        "`sidework export` for the tables",
        "図を描くためのメモリ（またはスレッド）が足りません。アドレス空間が最大 %d "
        "MiB 必要です。制限（ulimit -v、ulimit -u）を緩めるか、表だけなら "
        "sidework export をお使いください",
        ROOM_MIB);
}
