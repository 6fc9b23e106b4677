/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include <sidework/status.h>

enum { MAX_THREADS = 256, NAP_NANOSECONDS = 100000000, LINE = 64 };

typedef struct batch {
    const sw_pool *pool;
    _Alignas(LINE) atomic_uint next;
    _Alignas(LINE) atomic_uint finished;
    atomic_int stop;
    _Alignas(LINE) pthread_mutex_t mutex;
    pthread_cond_t ended;
    int working;
} batch;

typedef struct worker {
    batch *shared;
    pthread_t thread;
    int number;
} worker;

int sw_pool_threads(int n_threads)
{
    const long n = n_threads > 0 ? n_threads : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (int)n;
}

static void *work(void *argument)
{
    worker *self = argument;
    batch *b = self->shared;
    while (!atomic_load_explicit(&b->stop, memory_order_relaxed)) {
        const uint32_t k = atomic_fetch_add(&b->next, 1);
        if (k >= b->pool->n_tasks)
            break;
        const int status = b->pool->task(b->pool->context, self->number, k);
        if (status)
            atomic_store(&b->stop, status);
        atomic_fetch_add(&b->finished, 1);
    }
    pthread_mutex_lock(&b->mutex);
    if (--b->working == 0)
        pthread_cond_signal(&b->ended);
    pthread_mutex_unlock(&b->mutex);
    return NULL;
}

/* Waits until all workers have ended, but not for longer than a nap; 1 if they have. */
static int wait_for_end(batch *b)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += NAP_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&b->mutex);
    if (b->working > 0)
        (void)pthread_cond_timedwait(&b->ended, &b->mutex, &until);
    const int ended = b->working == 0;
    pthread_mutex_unlock(&b->mutex);
    return ended;
}

static int watch(batch *b)
{
    const sw_pool *p = b->pool;
    for (;;) {
        const int ended = wait_for_end(b);
        int status = atomic_load(&b->stop);
        if (!status && p->watch &&
            (status = p->watch(p->context, atomic_load(&b->finished))))
            atomic_store(&b->stop, status);
        if (status || ended)
            return status;
    }
}

/* Fewer workers than wished for still finish the batch; none cannot. */
static int run_workers(batch *b, int n_threads)
{
    worker workers[MAX_THREADS];
    int started = 0;
    pthread_mutex_lock(&b->mutex); /* who ends before all have started waits */
    for (; started < n_threads; started++) {
        workers[started] = (worker){.shared = b, .number = started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]))
            break;
    }
    b->working = started;
    pthread_mutex_unlock(&b->mutex);
    const int status = started ? watch(b) : SW_MEMORY;
    for (int k = 0; k < started; k++)
        pthread_join(workers[k].thread, NULL);
    return status ? status : atomic_load(&b->stop);
}

static int run_here(const sw_pool *p)
{
    for (uint32_t k = 0; k < p->n_tasks; k++) {
        const int status = p->task(p->context, 0, k);
        if (status)
            return status;
    }
    return SW_OK;
}

int sw_pool_run(const sw_pool *self)
{
    batch b = {.pool = self};
    pthread_condattr_t attributes;
    int n_threads = sw_pool_threads(self->n_threads);
    if ((uint32_t)n_threads > self->n_tasks)
        n_threads = (int)self->n_tasks;
    if (n_threads <= 1 && !self->watch) /* nobody has to be kept informed */
        return run_here(self);
    if (pthread_mutex_init(&b.mutex, NULL))
        return SW_MEMORY;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    int status = pthread_cond_init(&b.ended, &attributes) ? SW_MEMORY : SW_OK;
    if (!status) {
        status = n_threads ? run_workers(&b, n_threads) : SW_OK;
        pthread_cond_destroy(&b.ended);
    }
    pthread_condattr_destroy(&attributes);
    pthread_mutex_destroy(&b.mutex);
    return status;
}
