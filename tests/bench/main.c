/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bench. It passes or fails nothing: it says how fast the engine is on this machine,
 * beside what it is measured against, and where the time goes.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sidework/draws.h>

static int usage(const char *program)
{
    (void)fprintf(
        stderr,
        "usage: %s [-r ROUNDS] [-s LARGEST] [-n FUTURES] SCENARIO COUNTS\n"
        "  -r ROUNDS   rounds of the side-by-side table (15)\n"
        "  -s LARGEST  staff up to so many times the scenario's: 1, 10, 100, 1000 (10)\n"
        "  -n FUTURES  longest run of the table of futures: 1, 10, 100, ... (10)\n"
        "  COUNTS      what bench_counts printed for SCENARIO\n",
        program);
    return 2;
}

static void describe_machine(void)
{
    static const char *const kernels[] = {
#define NAME(name, takes) #name,
        SW_DRAW_LIST(NAME)
#undef NAME
    };
    int best = SW_N_DRAW_KERNELS - 1;
    while (!sw_draw_kernel_of((enum sw_draw_kernel)best))
        best--;
#ifdef __clang__
    const char *const compiler = "clang " __clang_version__;
#else
    const char *const compiler = "gcc " __VERSION__;
#endif
    printf("%s; random numbers: %s; cores: %ld\n", compiler, kernels[best],
           sysconf(_SC_NPROCESSORS_ONLN));
}

static int tables(const char *path, const char *counts_path, int rounds, int staff,
                  int futures)
{
    static bench_setup setup;
    static bench_counts counts;
    int status = bench_counts_read(&counts, counts_path);
    if (status) {
        (void)fprintf(stderr, "%s: no counts\n", counts_path);
        return status;
    }
    status = bench_open(&setup, path, 1);
    if (status)
        (void)fprintf(stderr, "%s", setup.diagnostics.text);
    if (!status)
        status = bench_side_by_side(&setup, &counts, rounds);
    printf("\nStages; a block is four random words\n\n");
    if (!status)
        status = bench_profile(&setup, path, &counts, staff >= 10);
    printf("\nGrowth with the number of futures: one thread, set-up of the city "
           "included\n\n");
    if (!status)
        status = bench_replications(&setup, futures);
    bench_close(&setup);
    printf("\nGrowth with the staff: the same city, every department larger (sections as "
           "well, up to 100 a department)\n\n");
    return status ? status : bench_growth(path, staff);
}

int main(int argc, char **argv)
{
    int rounds = 15, staff = 10, futures = 10, option;
    while ((option = getopt(argc, argv, "r:s:n:")) != -1) {
        int *const to = option == 'r'   ? &rounds
                        : option == 's' ? &staff
                        : option == 'n' ? &futures
                                        : NULL;
        if (!to || (*to = atoi(optarg)) < 1)
            return usage(argv[0]);
    }
    if (argc - optind != 2)
        return usage(argv[0]);
    describe_machine();
    const int status = tables(argv[optind], argv[optind + 1], rounds, staff, futures);
    if (status)
        (void)fprintf(stderr, "%s\n", sw_status_text(status, SW_ENGLISH));
    return status ? 1 : 0;
}
