/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch of independent tasks on all cores. Tasks are taken from an atomic counter; each writes only where its number
 * says, so nothing depends on the threads. The calling thread waits on a condition that the last worker signals, so the
 * end is seen at once; it wakes up in between to show progress and to look for a reason to stop.
 *
 * While tasks run the pool allocates nothing and takes no lock: taking a task and counting a finished one are one atomic
 * addition each, on cache lines of their own; the one mutex is taken when a worker ends.
 */
#ifndef SIDEWORK_POOL_H
#define SIDEWORK_POOL_H

#include <stdatomic.h>
#include <stdint.h>

enum { SW_POOL_THREADS = 1024 }; /* at most */

typedef struct sw_pool {
    int n_threads;       /* 1 ... SW_POOL_THREADS: see sw_pool_threads */
    uint32_t first, end; /* tasks first ... end - 1 */
    /* By worker 0 ... n_threads - 1. A status other than SW_OK ends the batch. */
    int (*task)(void *context, int worker, uint32_t number);
    /* Some fifty times a second by the calling thread, with the tasks of this batch that are done; may be NULL. As task. */
    int (*watch)(void *context, uint32_t finished);
    void *context;
    /* Set to the status that ends the batch, for tasks that look before their end; may be NULL. */
    atomic_int *stop;
} sw_pool;

/* Threads that a wish (0: one a core) means where there are so many tasks: at least 1. */
int sw_pool_threads(int wished, uint64_t n_tasks);

/* SW_OK, SW_MEMORY (no thread could be started; fewer than asked for are no error), or what task or watch returned. */
int sw_pool_run(const sw_pool *self);

#endif
