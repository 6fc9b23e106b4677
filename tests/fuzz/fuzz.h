/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput: linked with
 * libFuzzer it searches for inputs by itself, linked with driver.c it replays a folder and
 * runs a fixed series of mutations, so that any compiler can do it.
 */
#ifndef SIDEWORK_TESTS_FUZZ_H
#define SIDEWORK_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for every input; else the process ends and the input is kept. */
#define PROMISE(condition)                                                               \
    ((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))

_Noreturn void fuzz_broken(const char *promise, const char *file, int line);

enum { FUZZ_PATH_BYTES = 256 };

/* The path of `name` in a folder of this process's own, in memory where the system has
 * such a place; folder and file go when the process ends. At most 8 names. */
void fuzz_path(char path[FUZZ_PATH_BYTES], const char *name);

/* Makes the file hold just these bytes. */
void fuzz_put(const char *path, const uint8_t *bytes, size_t n);

/* Bytes of the file, -1 if there is none. */
long fuzz_size(const char *path);

#endif
