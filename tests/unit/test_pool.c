/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every task of a batch is done once, whatever the threads; who says stop is heard by all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <sidework/pool.h>
#include <sidework/status.h>

enum { TASKS = 5000, OTHER_STATUS = SW_INPUT };

typedef struct batch {
    unsigned char times[TASKS]; /* each task was done; written by whom it belongs to */
    atomic_uint worked[SW_POOL_THREADS];
    uint32_t fails_at, watched, seen; /* seen: finished, as last told to the watch */
    int watch_says;
    atomic_int stop;
} batch;

static int task(void *context, int worker, uint32_t number)
{
    batch *b = context;
    b->times[number]++;
    atomic_fetch_add(&b->worked[worker], 1);
    return number == b->fails_at ? OTHER_STATUS : SW_OK;
}

/* Goes on until somebody says stop. */
static int endless(void *context, int worker, uint32_t number)
{
    batch *b = context;
    (void)worker;
    (void)number;
    while (!atomic_load(&b->stop)) {
    }
    return atomic_load(&b->stop);
}

static int watch(void *context, uint32_t finished)
{
    batch *b = context;
    b->watched++;
    b->seen = finished;
    return b->watch_says;
}

static sw_pool pool_of(batch *b, int n_threads)
{
    memset(b, 0, sizeof *b);
    b->fails_at = UINT32_MAX;
    return (sw_pool){
        .n_threads = n_threads, .end = TASKS, .task = task, .watch = watch, .context = b};
}

static void test_each_task_once(void **state)
{
    static const int threads[] = {1, 2, 7, 64};
    static batch b;
    (void)state;
    for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
        sw_pool pool = pool_of(&b, threads[t]);
        pool.first = 10;
        unsigned total = 0;
        assert_int_equal(sw_pool_run(&pool), SW_OK);
        for (uint32_t k = 0; k < TASKS; k++)
            assert_int_equal(b.times[k], k >= pool.first);
        for (int k = 0; k < SW_POOL_THREADS; k++) {
            assert_true(k < threads[t] || atomic_load(&b.worked[k]) == 0);
            total += atomic_load(&b.worked[k]);
        }
        assert_int_equal(total, TASKS - pool.first);
        assert_int_equal(b.seen, TASKS - pool.first); /* the end is told, too */
    }
}

static void test_nothing_to_do(void **state)
{
    static batch b;
    (void)state;
    sw_pool pool = pool_of(&b, 3);
    pool.first = pool.end = 7;
    assert_int_equal(sw_pool_run(&pool), SW_OK);
    assert_int_equal(b.watched, 0);
}

static void test_a_task_that_fails_ends_the_batch(void **state)
{
    static batch b;
    (void)state;
    for (int n_threads = 1; n_threads <= 4; n_threads++) {
        sw_pool pool = pool_of(&b, n_threads);
        b.fails_at = 20;
        assert_int_equal(sw_pool_run(&pool), OTHER_STATUS);
        assert_int_equal(b.times[20], 1);
        if (n_threads == 1)
            assert_int_equal(b.times[21], 0);
    }
}

static void test_who_watches_is_heard_within_a_task(void **state)
{
    static batch b;
    (void)state;
    for (int n_threads = 1; n_threads <= 4; n_threads++) {
        sw_pool pool = pool_of(&b, n_threads);
        pool.task = endless;
        pool.stop = &b.stop;
        b.watch_says = SW_INTERRUPT;
        assert_int_equal(sw_pool_run(&pool), SW_INTERRUPT);
        assert_int_equal(atomic_load(&b.stop), SW_INTERRUPT);
    }
}

static void test_a_wish_for_threads(void **state)
{
    (void)state;
    assert_int_equal(sw_pool_threads(3, 100), 3);
    assert_int_equal(sw_pool_threads(8, 5), 5);
    assert_int_equal(sw_pool_threads(8, 0), 1);
    assert_int_equal(sw_pool_threads(1000000, UINT64_MAX), SW_POOL_THREADS);
    assert_true(sw_pool_threads(0, 1000) >= 1);
    assert_int_equal(sw_pool_threads(0, 1), 1);
    assert_true(sw_pool_threads(-1, 1000) == sw_pool_threads(0, 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_task_once),
        cmocka_unit_test(test_nothing_to_do),
        cmocka_unit_test(test_a_task_that_fails_ends_the_batch),
        cmocka_unit_test(test_who_watches_is_heard_within_a_task),
        cmocka_unit_test(test_a_wish_for_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
