/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See faults.h. Workers call from their own threads, so the counters are atomic. */
#include "faults.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int groups, hits;
static atomic_long counted;
static enum fault_way way;
static long wanted;
static const char *_Atomic failed_name;
static FILE *_Atomic failed_stream;

void faults_arm(int which, enum fault_way how, long k)
{
    way = how;
    wanted = k;
    atomic_store(&counted, 0);
    atomic_store(&hits, 0);
    atomic_store(&failed_name, "nothing");
    atomic_store(&failed_stream, NULL);
    atomic_store(&groups, which);
}

int faults_disarm(void)
{
    atomic_store(&groups, 0);
    atomic_store(&failed_stream, NULL);
    return atomic_load(&hits);
}

long faults_counted(void)
{
    return atomic_load(&counted);
}

const char *faults_name(void)
{
    return atomic_load(&failed_name);
}

/* Is this the call that is to fail? */
static int met(int group, const char *name)
{
    if (!(atomic_load(&groups) & group) || way == FAULT_HALVE)
        return 0;
    if (atomic_fetch_add(&counted, 1) + 1 != wanted)
        return 0;
    atomic_store(&failed_name, name);
    atomic_fetch_add(&hits, 1);
    return 1;
}

static int reason_of(int reason)
{
    if (way == FAULT_QUOTA && reason == ENOSPC)
        return EDQUOT;
    return way == FAULT_INTERRUPT ? EINTR : reason;
}

/* Bytes that a transfer may move: less than n only with FAULT_HALVE. */
static size_t part(size_t n, int group, const char *name)
{
    if (!(atomic_load(&groups) & group) || way != FAULT_HALVE || n < 2)
        return n;
    atomic_store(&failed_name, name);
    atomic_fetch_add(&hits, 1);
    return n / 2;
}

typedef int (*dirent_filter)(const struct dirent *);
typedef int (*dirent_order)(const struct dirent **, const struct dirent **);
#define MEMORY        FAULT_MEMORY
#define READS         FAULT_READS
#define ROOM          (FAULT_FILES | FAULT_FULL)
#define FILES         FAULT_FILES
#define INTERRUPTIBLE FAULT_INTERRUPTIBLE
#define FAULT(group, type, name, parameters, arguments, failure, reason)                 \
    type __real_##name parameters;                                                       \
    type __wrap_##name parameters;                                                       \
    type __wrap_##name parameters                                                        \
    {                                                                                    \
        if (!met(group, #name))                                                          \
            return __real_##name arguments;                                              \
        errno = reason_of(reason);                                                       \
        return failure;                                                                  \
    }
#include "faults.def"

/* type name parameters, both declared */
#define DECLARE(type, name, parameters)                                                  \
    type __real_##name parameters;                                                       \
    type __wrap_##name parameters

DECLARE(int, open, (const char *path, int flags, ...));
int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    if (met(INTERRUPTIBLE | (flags & O_CREAT ? FAULT_FULL : 0), "open")) {
        errno = reason_of(ENOSPC);
        return -1;
    }
    return __real_open(path, flags, mode);
}

DECLARE(int, fcntl, (int fd, int command, ...));
int __wrap_fcntl(int fd, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    struct flock *lock = va_arg(rest, struct flock *);
    va_end(rest);
    if (met(INTERRUPTIBLE, "fcntl")) {
        errno = reason_of(ENOLCK);
        return -1;
    }
    return __real_fcntl(fd, command, lock);
}

DECLARE(int, close, (int fd));
int __wrap_close(int fd)
{
    const int status = __real_close(fd);
    if (!met(INTERRUPTIBLE, "close"))
        return status;
    errno = reason_of(EIO);
    return -1;
}

DECLARE(ssize_t, read, (int fd, void *bytes, size_t n));
ssize_t __wrap_read(int fd, void *bytes, size_t n)
{
    if (!met(FAULT_READS, "read"))
        return __real_read(fd, bytes, part(n, FAULT_READS, "read"));
    errno = reason_of(EIO);
    return -1;
}

DECLARE(ssize_t, write, (int fd, const void *bytes, size_t n));
ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
    if (!met(INTERRUPTIBLE | FAULT_FULL, "write"))
        return __real_write(fd, bytes, part(n, INTERRUPTIBLE, "write"));
    errno = reason_of(ENOSPC);
    return -1;
}

DECLARE(ssize_t, pread, (int fd, void *bytes, size_t n, off_t at));
ssize_t __wrap_pread(int fd, void *bytes, size_t n, off_t at)
{
    if (!met(FAULT_READS, "pread"))
        return __real_pread(fd, bytes, part(n, FAULT_READS, "pread"), at);
    errno = reason_of(EIO);
    return -1;
}

DECLARE(ssize_t, pwrite, (int fd, const void *bytes, size_t n, off_t at));
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    if (!met(INTERRUPTIBLE | FAULT_FULL, "pwrite"))
        return __real_pwrite(fd, bytes, part(n, INTERRUPTIBLE, "pwrite"), at);
    errno = reason_of(ENOSPC);
    return -1;
}

DECLARE(int, closedir, (DIR * listing));
int __wrap_closedir(DIR *listing)
{
    const int status = __real_closedir(listing);
    if (!met(FILES, "closedir"))
        return status;
    errno = EIO;
    return -1;
}

DECLARE(int, fclose, (FILE * stream));
int __wrap_fclose(FILE *stream)
{
    const int bad = atomic_load(&failed_stream) == stream;
    const int status = __real_fclose(stream);
    if (bad)
        atomic_store(&failed_stream, NULL);
    if (!met(FILES, "fclose"))
        return bad ? EOF : status;
    errno = EIO;
    return EOF;
}

DECLARE(int, ferror, (FILE * stream));
int __wrap_ferror(FILE *stream)
{
    return atomic_load(&failed_stream) == stream || __real_ferror(stream);
}

/* Writing to a stream fails, and the stream remembers. */
static int stream_fails(FILE *stream, const char *name)
{
    if (!met(FAULT_STREAMS, name))
        return 0;
    atomic_store(&failed_stream, stream);
    errno = ENOSPC;
    return 1;
}

DECLARE(int, fflush, (FILE * stream));
int __wrap_fflush(FILE *stream)
{
    return stream_fails(stream, "fflush") ? EOF : __real_fflush(stream);
}

DECLARE(int, fputc, (int c, FILE *stream));
int __wrap_fputc(int c, FILE *stream)
{
    return stream_fails(stream, "fputc") ? EOF : __real_fputc(c, stream);
}

DECLARE(int, fputs, (const char *text, FILE *stream));
int __wrap_fputs(const char *text, FILE *stream)
{
    return stream_fails(stream, "fputs") ? EOF : __real_fputs(text, stream);
}

DECLARE(size_t, fwrite, (const void *from, size_t size, size_t n, FILE *stream));
size_t __wrap_fwrite(const void *from, size_t size, size_t n, FILE *stream)
{
    return stream_fails(stream, "fwrite") ? 0 : __real_fwrite(from, size, n, stream);
}

static int print(FILE *stream, const char *format, va_list rest)
    __attribute__((format(printf, 2, 0)));
static int print(FILE *stream, const char *format, va_list rest)
{
    return stream_fails(stream, "fprintf") ? -1 : vfprintf(stream, format, rest);
}

int __wrap_fprintf(FILE *stream, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int __wrap_fprintf(FILE *stream, const char *format, ...)
{
    va_list rest;
    va_start(rest, format);
    const int status = print(stream, format, rest);
    va_end(rest);
    return status;
}

/* What fprintf becomes with _FORTIFY_SOURCE. */
int __wrap___fprintf_chk(FILE *stream, int flag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int __wrap___fprintf_chk(FILE *stream, int flag, const char *format, ...)
{
    (void)flag;
    va_list rest;
    va_start(rest, format);
    const int status = print(stream, format, rest);
    va_end(rest);
    return status;
}

typedef void *(*thread_work)(void *);
DECLARE(int, pthread_create,
        (pthread_t * thread, const pthread_attr_t *how, thread_work work,
         void *argument));
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *how, thread_work work,
                          void *argument)
{
    return met(MEMORY, "pthread_create")
               ? EAGAIN
               : __real_pthread_create(thread, how, work, argument);
}
