/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * System calls on files, done to the end: a signal that interrupts one and a transfer that
 * stops half-way are no errors. Private to output/. All return 0 (or a descriptor), or -1
 * with errno.
 */
#ifndef SIDEWORK_OUTPUT_IO_H
#define SIDEWORK_OUTPUT_IO_H

#include <sys/types.h>

/* As open(2), never inherited by a child process. */
int sw_io_open(const char *path, int flags);

/* An interrupted close has closed, and what was written is known to be safe by then. */
int sw_io_close(int fd);

int sw_io_write(int fd, const void *bytes, size_t n);
int sw_io_write_at(int fd, const void *bytes, size_t n, off_t at);

/* Reads up to n bytes, fewer only where the file ends; how many, or -1. */
ssize_t sw_io_read(int fd, void *bytes, size_t n);

/* Exactly n bytes; errno is EIO where the file ends before. */
int sw_io_read_at(int fd, void *bytes, size_t n, off_t at);

int sw_io_sync(int fd);      /* as fsync(2) */
int sw_io_sync_data(int fd); /* as fdatasync(2) */
int sw_io_cut(int fd, off_t size);

#endif
