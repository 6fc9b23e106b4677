/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target without libFuzzer:
 *
 *   fuzz_TARGET [-n MUTATIONS] [-s SEED] FILE-OR-FOLDER...
 *
 * replays every file, in the order of their names, then runs a fixed series of changed
 * ones. An input that ends the process, or takes longer than 20 s of processor time, is kept
 * in ./crash-input; `fuzz_TARGET crash-input` shows it again.
 */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SEEDS = 256, MAX_BYTES = 65536, PATH_BYTES = 4096, SECONDS = 20 };

typedef struct input {
    uint8_t *bytes;
    size_t n;
} input;

static input seeds[MAX_SEEDS], now; /* now: what the target is looking at */
static int n_seeds;

void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void keep_input(void)
{
    const int fd = open("crash-input", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd >= 0 && write(fd, now.bytes, now.n) == (ssize_t)now.n)
        (void)!write(2, "input kept in ./crash-input\n", 28);
}

static void on_signal(int number)
{
    keep_input();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* Of this process, not of the clock: on a crowded machine that stands still at times. An input
 * that waits for ever is ctest's to end. 0: no limit. */
static void limit(int seconds)
{
    static timer_t timer;
    static int made;
    const struct itimerspec at = {.it_value = {.tv_sec = seconds}};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    if (!made)
        PROMISE(timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == 0);
    made = 1;
    PROMISE(timer_settime(timer, 0, &at, NULL) == 0);
}

static void run(const uint8_t *bytes, size_t n)
{
    now.bytes =
        malloc(n + 1); /* of its own size, so that a sanitizer sees every overrun */
    PROMISE(now.bytes);
    if (n > 0)
        memcpy(now.bytes, bytes, n);
    now.n = n;
    limit(SECONDS);
    (void)LLVMFuzzerTestOneInput(now.bytes, now.n);
    limit(0);
    free(now.bytes);
    now = (input){0};
}

static void load_file(const char *path)
{
    input *seed = &seeds[n_seeds++];
    FILE *stream = fopen(path, "rb");
    PROMISE(n_seeds <= MAX_SEEDS && stream);
    seed->bytes = malloc(MAX_BYTES);
    PROMISE(seed->bytes);
    seed->n = fread(seed->bytes, 1, MAX_BYTES, stream);
    PROMISE(!ferror(stream) && fclose(stream) == 0);
}

static void load(const char *path)
{
    struct dirent **entry = NULL;
    char inside[PATH_BYTES];
    struct stat info;
    PROMISE(stat(path, &info) == 0);
    if (!S_ISDIR(info.st_mode)) {
        load_file(path);
        return;
    }
    const int n = scandir(path, &entry, NULL, alphasort);
    PROMISE(n >= 0);
    for (int k = 0; k < n; k++) {
        (void)snprintf(inside, sizeof inside, "%s/%s", path, entry[k]->d_name);
        if (entry[k]->d_name[0] != '.')
            load_file(inside);
        free(entry[k]);
    }
    free(entry);
}

/* splitmix64: the same series on every machine. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
    return n ? (size_t)(next(state) % n) : 0;
}

/* Puts `n` bytes in the place of `gone` bytes at `at`. */
static void splice(input *self, size_t at, size_t gone, const uint8_t *bytes, size_t n)
{
    if (self->n - gone + n > MAX_BYTES)
        return;
    memmove(self->bytes + at + n, self->bytes + at + gone, self->n - at - gone);
    memmove(self->bytes + at, bytes, n);
    self->n += n - gone;
}

static void mutate(input *self, uint64_t *state)
{
    static const uint8_t telling[] = {0,   1,   0x7f, 0x80, 0xff, '"', '{',  '}', '=',
                                      ';', '(', '[',  '0',  '9',  '-', '\\', '.', '\n'};
    const input *other = &seeds[below(state, (size_t)n_seeds)];
    const size_t at = below(state, self->n), from = below(state, other->n);
    const size_t gone = below(state, self->n - at < 32 ? self->n - at : 32);
    const size_t n = below(state, other->n - from < 32 ? other->n - from : 32);
    const uint8_t byte = telling[below(state, sizeof telling)];
    switch (below(state, 5)) {
    case 0:
        if (self->n > 0)
            self->bytes[at] ^= (uint8_t)(1u << below(state, 8));
        break;
    case 1:
        if (self->n > 0)
            self->bytes[at] = byte;
        break;
    case 2: /* leave out */
        splice(self, at, gone, self->bytes, 0);
        break;
    case 3: /* what another seed has */
        splice(self, at, below(state, 2) ? gone : 0, other->bytes + from, n);
        break;
    default:
        splice(self, at, 0, &byte, 1);
        break;
    }
}

static void run_mutations(long n, uint64_t seed)
{
    input changed = {malloc(MAX_BYTES), 0};
    PROMISE(changed.bytes);
    for (long k = 0; k < n; k++) {
        uint64_t state = seed + (uint64_t)k * UINT64_C(0xD1342543DE82EF95);
        const input *from = &seeds[below(&state, (size_t)n_seeds)];
        changed.n = from->n;
        memcpy(changed.bytes, from->bytes, from->n);
        for (size_t times = 1 + below(&state, 4); times > 0; times--)
            mutate(&changed, &state);
        run(changed.bytes, changed.n);
    }
    free(changed.bytes);
}

int main(int argc, char **argv)
{
    static const int deadly[] = {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV};
    long mutations = 0;
    uint64_t seed = 1;
    int option;
    while ((option = getopt(argc, argv, "n:s:")) != -1) {
        if (option == 'n')
            mutations = strtol(optarg, NULL, 10);
        else if (option == 's')
            seed = strtoull(optarg, NULL, 10);
        else
            return 64;
    }
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keep_input);
    for (size_t k = 0; k < sizeof deadly / sizeof *deadly; k++)
        (void)signal(deadly[k], on_signal);
    for (int k = optind; k < argc; k++)
        load(argv[k]);
    if (n_seeds == 0)
        return 64;
    for (int k = 0; k < n_seeds; k++)
        run(seeds[k].bytes, seeds[k].n);
    run_mutations(mutations, seed);
    printf("%d inputs replayed, %ld mutations of them\n", n_seeds, mutations);
    for (int k = 0; k < n_seeds; k++)
        free(seeds[k].bytes);
    return 0;
}
