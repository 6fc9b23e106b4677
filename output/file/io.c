/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See io.h. */
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int sw_io_open(const char *path, int flags)
{
    int fd;
    do {
        fd = open(path, flags | O_CLOEXEC, 0666);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int sw_io_close(int fd)
{
    return close(fd) != 0 && errno != EINTR ? -1 : 0;
}

int sw_io_write(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        const ssize_t wrote = write(fd, at, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0) {
            errno = wrote == 0 ? ENOSPC : errno;
            return -1;
        }
        at += wrote;
        n -= (size_t)wrote;
    }
    return 0;
}

int sw_io_write_at(int fd, const void *bytes, size_t n, off_t at)
{
    const char *from = bytes;
    while (n > 0) {
        const ssize_t wrote = pwrite(fd, from, n, at);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0) {
            errno = wrote == 0 ? ENOSPC : errno;
            return -1; /* a full disk shows here */
        }
        from += wrote;
        at += wrote;
        n -= (size_t)wrote;
    }
    return 0;
}

ssize_t sw_io_read(int fd, void *bytes, size_t n)
{
    char *at = bytes;
    size_t done = 0;
    while (done < n) {
        const ssize_t got = read(fd, at + done, n - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

int sw_io_read_at(int fd, void *bytes, size_t n, off_t at)
{
    char *to = bytes;
    while (n > 0) {
        const ssize_t got = pread(fd, to, n, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            errno = got == 0 ? EIO : errno;
            return -1;
        }
        to += got;
        at += got;
        n -= (size_t)got;
    }
    return 0;
}

int sw_io_sync(int fd)
{
    int bad;
    do {
        bad = fsync(fd);
    } while (bad != 0 && errno == EINTR);
    return bad;
}

int sw_io_sync_data(int fd)
{
    int bad;
    do {
        bad = fdatasync(fd);
    } while (bad != 0 && errno == EINTR);
    return bad;
}

int sw_io_cut(int fd, off_t size)
{
    int bad;
    do {
        bad = ftruncate(fd, size);
    } while (bad != 0 && errno == EINTR);
    return bad;
}
