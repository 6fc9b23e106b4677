/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sidework/pool.h>

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include <sidework/status.h>

enum { NAP_NANOSECONDS = 20000000, LINE = 64 };

typedef struct batch {
    const sw_pool *pool;
    atomic_int *stop; /* the caller's or ours */
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    int working; /* threads; under the mutex */
    _Alignas(LINE) atomic_uint next;
    _Alignas(LINE) atomic_uint finished;
    _Alignas(LINE) atomic_int own_stop; /* 0, or the status that ends the batch */
} batch;

typedef struct worker {
    batch *shared;
    pthread_t thread;
    int number;
} worker;

int sw_pool_threads(int wished, uint64_t n_tasks)
{
    long n = wished > 0 ? wished : sysconf(_SC_NPROCESSORS_ONLN);
    n = n > SW_POOL_THREADS ? SW_POOL_THREADS : n;
    n = n > 0 && (uint64_t)n > n_tasks ? (long)n_tasks : n;
    return n < 1 ? 1 : (int)n;
}

static void *work(void *argument)
{
    worker *self = argument;
    batch *b = self->shared;
    while (!atomic_load_explicit(b->stop, memory_order_relaxed)) {
        const uint32_t k = atomic_fetch_add(&b->next, 1);
        if (k >= b->pool->end)
            break;
        const int status = b->pool->task(b->pool->context, self->number, k);
        if (status)
            atomic_store(b->stop, status);
        else
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
        int status = atomic_load(b->stop);
        if (!status && p->watch &&
            (status = p->watch(p->context, atomic_load(&b->finished))))
            atomic_store(b->stop, status);
        if (status || ended)
            return status;
    }
}

/* Fewer workers than wished for still finish the batch; none cannot. */
static int run_workers(batch *b)
{
    worker workers[SW_POOL_THREADS];
    int started = 0;
    pthread_mutex_lock(&b->mutex); /* who ends before all have started waits */
    for (; started < b->pool->n_threads && started < SW_POOL_THREADS; started++) {
        workers[started] = (worker){.shared = b, .number = started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]))
            break;
    }
    b->working = started;
    pthread_mutex_unlock(&b->mutex);
    const int status = started ? watch(b) : SW_MEMORY;
    for (int k = 0; k < started; k++)
        pthread_join(workers[k].thread, NULL);
    return status ? status : atomic_load(b->stop);
}

int sw_pool_run(const sw_pool *self)
{
    batch b = {.pool = self};
    pthread_condattr_t attributes;
    if (self->end <= self->first)
        return SW_OK;
    b.stop = self->stop ? self->stop : &b.own_stop;
    atomic_store(b.stop, SW_OK);
    atomic_store(&b.next, self->first);
    if (pthread_mutex_init(&b.mutex, NULL))
        return SW_MEMORY;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    int status = pthread_cond_init(&b.ended, &attributes) ? SW_MEMORY : SW_OK;
    if (!status) {
        status = run_workers(&b);
        pthread_cond_destroy(&b.ended);
    }
    pthread_condattr_destroy(&attributes);
    pthread_mutex_destroy(&b.mutex);
    return status;
}
