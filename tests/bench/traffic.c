/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ThreadSanitizer's hooks without ThreadSanitizer: the compiler puts a call before every
 * load and store; here the calls count. This file itself is built without them. memcpy
 * and memset are caught by the linker (--wrap).
 */
#include "traffic.h"

#include <stdlib.h>
#include <string.h>

enum { READ = 1, WRITTEN = 2, WORD = 4 };

static struct {
    uintptr_t from, bytes;
    unsigned char *mark; /* [bytes / WORD] READ, WRITTEN */
    traffic sum;
} counter;

int traffic_begin(const void *memory, size_t bytes)
{
    counter.mark = calloc(bytes / WORD + 1, 1);
    counter.from = (uintptr_t)memory;
    counter.bytes = counter.mark ? bytes : 0;
    counter.sum = (traffic){0};
    return counter.mark ? 0 : 1;
}

traffic traffic_take(void)
{
    const traffic t = counter.sum;
    counter.sum = (traffic){0};
    if (counter.mark)
        memset(counter.mark, 0, counter.bytes / WORD + 1);
    return t;
}

void traffic_end(void)
{
    free(counter.mark);
    counter.mark = NULL;
    counter.bytes = 0;
}

static void touch(const void *address, size_t bytes, unsigned char how)
{
    const uintptr_t at = (uintptr_t)address - counter.from;
    if (at >= counter.bytes)
        return;
    *(how == READ ? &counter.sum.loads : &counter.sum.stores) += bytes;
    for (uintptr_t w = at / WORD; w <= (at + bytes - 1) / WORD; w++) {
        if (!(counter.mark[w] & how)) {
            *(how == READ ? &counter.sum.read : &counter.sum.written) += WORD;
            counter.mark[w] |= how;
        }
    }
}

/* The names are the compiler's. */
#define HOOK(name, ...)                                                                  \
    void name(__VA_ARGS__);                                                              \
    void name(__VA_ARGS__)
#define HOOKS(bytes)                                                                     \
    HOOK(__tsan_read##bytes, void *p)                                                    \
    {                                                                                    \
        touch(p, bytes, READ);                                                           \
    }                                                                                    \
    HOOK(__tsan_write##bytes, void *p)                                                   \
    {                                                                                    \
        touch(p, bytes, WRITTEN);                                                        \
    }                                                                                    \
    HOOK(__tsan_unaligned_read##bytes, void *p)                                          \
    {                                                                                    \
        touch(p, bytes, READ);                                                           \
    }                                                                                    \
    HOOK(__tsan_unaligned_write##bytes, void *p)                                         \
    {                                                                                    \
        touch(p, bytes, WRITTEN);                                                        \
    }
HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

HOOK(__tsan_read_range, void *p, size_t bytes)
{
    touch(p, bytes, READ);
}

HOOK(__tsan_write_range, void *p, size_t bytes)
{
    touch(p, bytes, WRITTEN);
}

HOOK(__tsan_init, void)
{
}

HOOK(__tsan_func_entry, void *p)
{
    (void)p;
}

HOOK(__tsan_func_exit, void)
{
}

/* The month looks whether the run is to stop. */
int __tsan_atomic32_load(const volatile int *p, int order);
int __tsan_atomic32_load(const volatile int *p, int order)
{
    (void)order;
    touch((void *)(uintptr_t)p, sizeof *p, READ);
    return *p;
}

void *__real_memcpy(void *to, const void *from, size_t bytes);
void *__real_memset(void *to, int value, size_t bytes);
void *__wrap_memcpy(void *to, const void *from, size_t bytes);
void *__wrap_memset(void *to, int value, size_t bytes);

void *__wrap_memcpy(void *to, const void *from, size_t bytes)
{
    if (bytes) {
        touch(from, bytes, READ);
        touch(to, bytes, WRITTEN);
    }
    return __real_memcpy(to, from, bytes);
}

void *__wrap_memset(void *to, int value, size_t bytes)
{
    if (bytes)
        touch(to, bytes, WRITTEN);
    return __real_memset(to, value, bytes);
}
