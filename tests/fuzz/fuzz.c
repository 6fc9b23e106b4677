/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and failed promises of the fuzz targets; see fuzz.h. */
#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_NAMES = 8 };

static char folder[64], names[MAX_NAMES][FUZZ_PATH_BYTES];
static int n_names;

void fuzz_broken(const char *promise, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
    abort();
}

static void clean(void)
{
    for (int k = n_names - 1; k >= 0; k--)
        (void)remove(names[k]);
    (void)rmdir(folder);
}

void fuzz_path(char path[FUZZ_PATH_BYTES], const char *name)
{
    if (!folder[0]) {
        (void)snprintf(folder, sizeof folder, "%s/sidework-fuzz-XXXXXX",
                       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        PROMISE(mkdtemp(folder) && atexit(clean) == 0);
    }
    PROMISE(n_names < MAX_NAMES);
    const int n = snprintf(path, FUZZ_PATH_BYTES, "%s/%s", folder, name);
    PROMISE(n > 0 && n < FUZZ_PATH_BYTES);
    memcpy(names[n_names++], path, (size_t)n + 1);
}

void fuzz_put(const char *path, const uint8_t *bytes, size_t n)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    PROMISE(fd >= 0);
    PROMISE(n == 0 || write(fd, bytes, n) == (ssize_t)n);
    PROMISE(close(fd) == 0);
}

long fuzz_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (long)info.st_size : -1;
}
