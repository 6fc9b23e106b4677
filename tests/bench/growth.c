/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How time and memory grow: with the staff, and with the number of futures. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

/* Seconds of the best of three futures, counted while they run; of one where it is long. */
static double best_of_three(bench_setup *self, double *person_months)
{
    double best = 1e9;
    for (int k = 0; k < 3 && (k == 0 || best < 5.0); k++) {
        const double from = bench_now();
        *person_months = bench_person_months(self, 1);
        const double seconds = bench_now() - from;
        best = seconds < best ? seconds : best;
    }
    return best;
}

static void grow(bench_setup *self, const char *path, int factor)
{
    const double from = bench_now();
    const int status = bench_open(self, path, factor);
    const double opened = bench_now() - from;
    if (status) {
        printf("x %-6d refused: %s\n%s", factor, sw_status_text(status, SW_ENGLISH),
               self->diagnostics.text);
        bench_close(self);
        return;
    }
    const double bytes = (double)sw_world_bytes(&self->scenario, &self->city);
    printf("%9d %9d %11.0f %12.0f %11.0f", self->city.n_staff, self->city.n_sections,
           bytes / 1024.0, bytes / self->city.n_staff, opened * 1e3);
    (void)fflush(stdout); /* the future of a large city takes its time */
    double months;
    const double seconds = best_of_three(self, &months);
    printf(" %12.2f %13.2f\n", seconds * 1e3, 1e9 * seconds / months);
    bench_close(self);
}

int bench_growth(const char *path, int longest)
{
    static bench_setup setup;
    printf("%9s %9s %11s %12s %11s %12s %13s\n", "staff", "sections", "KiB a worker",
           "B a person", "set-up ms", "ms a future", "ns a p.-month");
    for (int factor = 1; factor <= longest; factor *= 10)
        grow(&setup, path, factor);
    return SW_OK;
}

int bench_replications(bench_setup *self, int longest)
{
    printf("%9s %12s %12s %15s %16s\n", "futures", "seconds", "ms a future", "result MiB",
           "of it a future KiB");
    for (int n = 1; n <= longest; n *= 10) {
        sw_results results = {0};
        const sw_ensemble_options options = {
            .seed = BENCH_SEED, .n_replications = (uint32_t)n, .n_threads = 1};
        const double from = bench_now();
        const int status = sw_ensemble_run(&results, &sw_model_city_hall, &self->scenario,
                                           "bench", &options, NULL);
        const double seconds = bench_now() - from;
        const double bytes =
            (double)(results.layout.record_length + (size_t)results.n_parameters) *
            sizeof(double);
        sw_results_free(&results);
        if (status)
            return status;
        printf("%9d %12.3f %12.3f %15.2f %16.1f\n", n, seconds, 1e3 * seconds / n,
               bytes * n / 1048576.0, bytes / 1024.0);
        (void)fflush(stdout);
    }
    return SW_OK;
}
