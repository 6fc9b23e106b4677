/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch of independent tasks on all cores. Tasks are taken from an atomic counter; each writes
 * only where its number says, so nothing depends on the threads.
 */
#ifndef SIDEWORK_INFERENCE_POOL_H
#define SIDEWORK_INFERENCE_POOL_H

#include <stdint.h>

typedef struct sw_pool {
    int n_threads; /* 0: one a core */
    uint32_t n_tasks;
    /* By worker 0 ... n_threads - 1. A status other than SW_OK ends the batch. */
    int (*task)(void *context, int worker, uint32_t number);
    /* Some ten times a second by the calling thread, may be NULL; as task. */
    int (*watch)(void *context, uint32_t finished);
    void *context;
} sw_pool;

/* Threads that a wish for n_threads means. */
int sw_pool_threads(int n_threads);

/* SW_OK, SW_MEMORY (no thread could be started), or what task or watch returned. */
int sw_pool_run(const sw_pool *self);

#endif
