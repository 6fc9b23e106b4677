/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Result files: what is written comes back bit for bit, equal results are equal bytes, damage is refused, and a
 * failure leaves nothing behind. SW_KEEP_SAMPLE=PATH keeps samples (PATH, PATH.annual.h5, ...) for
 * tests/files/open_everywhere.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sidework/result.h>

#include "h5.h"
#include "sample_results.h"

typedef struct fixture {
    char directory[64];
    char path[128], other[128];
    sw_results results;
    sw_summary summary;
    sw_diagnostics diagnostics;
} fixture;

static void make(fixture *f, uint32_t n, int years, int parameters)
{
    sw_summary_free(&f->summary);
    sw_results_free(&f->results);
    sample_results(&f->results, n, years, parameters);
    assert_int_equal(sw_summary_make(&f->summary, &f->results, &f->diagnostics), SW_OK);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    sw_diagnostics_init(&f->diagnostics, SW_ENGLISH);
    (void)snprintf(f->directory, sizeof f->directory, "/tmp/sidework-result-XXXXXX");
    assert_non_null(mkdtemp(f->directory));
    (void)snprintf(f->path, sizeof f->path, "%s/a.h5", f->directory);
    (void)snprintf(f->other, sizeof f->other, "%s/b.h5", f->directory);
    make(f, 257, 2, 2);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    sw_summary_free(&f->summary);
    sw_results_free(&f->results);
    (void)unlink(f->path);
    (void)unlink(f->other);
    assert_int_equal(rmdir(f->directory), 0); /* nothing else was left there */
    free(f);
    return 0;
}

static int entries(const char *directory)
{
    int n = 0;
    DIR *d = opendir(directory);
    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2;
}

static unsigned char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    *n = (size_t)ftell(f);
    rewind(f);
    unsigned char *bytes = malloc(*n);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *n, f), *n);
    assert_int_equal(fclose(f), 0);
    return bytes;
}

static void spill(const char *path, const unsigned char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static int write_it(fixture *f, const char *path, int replace)
{
    return sw_result_write(&f->results, &f->summary, path, replace, &f->diagnostics);
}

static int read_status(fixture *f, const char *path)
{
    sw_results back = {0};
    const int status = sw_result_read(&back, path, &f->diagnostics);
    sw_results_free(&back);
    return status;
}

static void same_variable(const sw_results *a, const sw_variable *v, const sw_results *b)
{
    const sw_variable *w = sw_layout_find(&b->layout, v->name);
    assert_non_null(w);
    assert_int_equal(v->period, w->period);
    assert_int_equal(v->storage, w->storage);
    assert_int_equal(v->length, w->length);
    assert_string_equal(v->en, w->en);
    assert_string_equal(v->ja, w->ja);
    assert_int_equal(v->n_flags, w->n_flags);
    if (v->n_flags > 0) {
        assert_string_equal(v->flag_meanings, w->flag_meanings);
        assert_memory_equal(v->flag_values, w->flag_values, (size_t)v->n_flags);
    }
    assert_int_equal(v->dimension < 0, w->dimension < 0);
    if (v->dimension >= 0) {
        const sw_dimension *d = &a->layout.dimensions[v->dimension];
        const sw_dimension *e = &b->layout.dimensions[w->dimension];
        assert_string_equal(d->name, e->name);
        assert_int_equal(d->size, e->size);
        for (int i = 0; i < d->size; i++) {
            assert_string_equal(d->labels[i], e->labels[i]);
            assert_string_equal(d->labels_ja[i], e->labels_ja[i]);
        }
    }
    for (uint32_t r = 0; r < a->n_replications; r++)
        assert_memory_equal(sw_results_at(a, v, r), sw_results_at(b, w, r),
                            v->length * sizeof(double));
}

static void same_head(const sw_results *a, const sw_results *b)
{
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->title_ja, b->title_ja);
    assert_string_equal(a->question, b->question);
    assert_string_equal(a->question_ja, b->question_ja);
    assert_string_equal(a->effective, b->effective);
    assert_string_equal(a->digest, b->digest);
    assert_string_equal(a->version, b->version);
    assert_true(a->seed == b->seed);
    assert_int_equal(a->n_replications, b->n_replications);
    assert_int_equal(a->incomplete, b->incomplete);
    assert_int_equal(a->keep, b->keep);
    assert_int_equal(a->layout.base_year, b->layout.base_year);
    assert_int_equal(a->layout.n_months, b->layout.n_months);
    assert_int_equal(a->layout.n_years, b->layout.n_years);
    assert_int_equal(a->layout.n_thresholds, b->layout.n_thresholds);
    assert_memory_equal(a->layout.thresholds, b->layout.thresholds,
                        sizeof a->layout.thresholds);
}

static void same_parameters(const sw_results *a, const sw_results *b)
{
    assert_int_equal(a->n_parameters, b->n_parameters);
    for (int i = 0; i < a->n_parameters; i++) {
        assert_string_equal(a->parameters[i].path, b->parameters[i].path);
        assert_string_equal(a->parameters[i].unit, b->parameters[i].unit);
        assert_string_equal(a->parameters[i].en, b->parameters[i].en);
        assert_string_equal(a->parameters[i].ja, b->parameters[i].ja);
    }
    if (a->n_parameters > 0)
        assert_memory_equal(a->parameter_values, b->parameter_values,
                            (size_t)a->n_parameters * a->n_replications * sizeof(double));
}

static void round_trip(fixture *f)
{
    sw_results back = {0};
    assert_int_equal(write_it(f, f->path, 1), SW_OK);
    assert_int_equal(sw_result_read(&back, f->path, &f->diagnostics), SW_OK);
    same_head(&f->results, &back);
    same_parameters(&f->results, &back);
    assert_int_equal(f->results.layout.n_variables, back.layout.n_variables);
    for (int i = 0; i < f->results.layout.n_variables; i++) {
        assert_string_equal(f->results.layout.variables[i].name,
                            back.layout.variables[i].name);
        same_variable(&f->results, &f->results.layout.variables[i], &back);
    }
    sw_results_free(&back);
    assert_int_equal(entries(f->directory), 1);
}

static void test_round_trip(void **state)
{
    round_trip(*state);
}

static void test_one_replication_no_parameters(void **state)
{
    fixture *f = *state;
    make(f, 1, 11, 0);
    f->results.incomplete = 1;
    f->results.title_ja[0] = '\0';
    round_trip(f);
}

static void test_summary_comes_back(void **state)
{
    fixture *f = *state;
    sw_summary back = {0};
    const sw_summary *a = &f->summary;
    assert_int_equal(write_it(f, f->path, 0), SW_OK);
    assert_int_equal(sw_result_read_summary(&back, f->path, &f->diagnostics), SW_OK);
    const size_t q = SW_N_QUANTILES, y = (size_t)a->n_years, m = (size_t)a->n_months,
                 t = 3;
    assert_int_equal(back.n_months, a->n_months);
    assert_int_equal(back.n_replications, a->n_replications);
    assert_memory_equal(a->rate_annual_quantile, back.rate_annual_quantile, 8 * q * y);
    assert_memory_equal(a->rate_regular_quantile, back.rate_regular_quantile, 8 * q * m);
    assert_memory_equal(a->p_ever_reached, back.p_ever_reached, 8 * t * y);
    assert_memory_equal(a->p_held_at_end_se, back.p_held_at_end_se, 8 * t);
    assert_memory_equal(a->first_year_quantile, back.first_year_quantile, 8 * t * q);
    sw_summary_free(&back);
}

static void test_keep(void **state)
{
    fixture *f = *state;
    sw_results back = {0};
    sw_summary summary = {0};
    f->results.keep = SW_KEEP_ANNUAL;
    assert_int_equal(write_it(f, f->path, 0), SW_OK);
    assert_int_equal(sw_result_read(&back, f->path, &f->diagnostics), SW_OK);
    assert_null(sw_layout_find(&back.layout, "side_work_rate"));
    assert_non_null(sw_layout_find(&back.layout, "side_work_rate_annual"));
    assert_non_null(sw_layout_find(&back.layout, "first_year_reached"));
    assert_int_equal(sw_summary_make(&summary, &back, &f->diagnostics), SW_OK);
    assert_int_equal(summary.n_months, 0);
    sw_summary_free(&summary);
    sw_results_free(&back);

    f->results.keep = SW_KEEP_SUMMARIES;
    assert_int_equal(write_it(f, f->path, 1), SW_OK);
    assert_int_equal(sw_result_read(&back, f->path, &f->diagnostics), SW_OK);
    assert_int_equal(back.layout.n_variables, 0);
    assert_int_equal(back.n_replications, 257);
    assert_int_equal(sw_result_read_summary(&summary, f->path, &f->diagnostics), SW_OK);
    assert_int_equal(summary.n_months, 24);
    sw_summary_free(&summary);
    sw_results_free(&back);
}

static void test_same_results_same_bytes(void **state)
{
    fixture *f = *state;
    size_t n = 0, m = 0;
    assert_int_equal(write_it(f, f->path, 0), SW_OK);
    make(f, 257, 2, 2); /* memory elsewhere, same values */
    assert_int_equal(write_it(f, f->other, 0), SW_OK);
    unsigned char *a = slurp(f->path, &n), *b = slurp(f->other, &m);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
}

static herr_t no_times(hid_t object, const char *name, const H5O_info_t *info,
                       void *count)
{
    (void)object;
    ++*(int *)count;
    if (info->atime || info->mtime || info->ctime || info->btime)
        fail_msg("%s has a time", name);
    return 0;
}

/* HDF5 would write the time of day into each object: two files of one second are no proof. */
static void test_no_times(void **state)
{
    fixture *f = *state;
    int n = 0;
    assert_int_equal(write_it(f, f->path, 0), SW_OK);
    const hid_t file = H5Fopen(f->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    assert_true(H5Ovisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, no_times, &n) >= 0);
    assert_int_equal(H5Fclose(file), 0);
    assert_true(n > 10);
}

/* HDF5_PLUGIN_PATH would let a file name a filter, and HDF5 load and run it: off while we read or write, and as the
 * program had it afterwards. */
static void test_no_plugins(void **state)
{
    unsigned before = 0, during = 1, after = 0;
    sw_h5_session session;
    (void)state;
    assert_true(H5PLget_loading_state(&before) >= 0);
    assert_int_equal(sw_h5_enter(&session), 0);
    assert_true(H5PLget_loading_state(&during) >= 0);
    sw_h5_leave(&session);
    assert_true(H5PLget_loading_state(&after) >= 0);
    assert_true(before != 0 && during == 0 && after == before);
}

static void test_existing_output(void **state)
{
    fixture *f = *state;
    spill(f->path, (const unsigned char *)"mine", 4);
    assert_int_equal(sw_result_check_output(f->path, 0, &f->diagnostics), SW_CREATE);
    assert_int_equal(write_it(f, f->path, 0), SW_CREATE);
    size_t n = 0;
    unsigned char *bytes = slurp(f->path, &n);
    assert_int_equal(n, 4);
    free(bytes);
    assert_int_equal(entries(f->directory), 1);
    assert_int_equal(sw_result_check_output(f->path, 1, &f->diagnostics), SW_OK);
    assert_int_equal(write_it(f, f->path, 1), SW_OK);
    assert_int_equal(read_status(f, f->path), SW_OK);
}

static void test_bad_places(void **state)
{
    fixture *f = *state;
    char path[200];
    assert_int_equal(write_it(f, f->directory, 1), SW_CREATE);
    assert_int_equal(write_it(f, "/dev/null", 1), SW_CREATE);
    assert_int_equal(write_it(f, "/proc/sidework.h5", 0), SW_CREATE);
    assert_int_equal(write_it(f, "", 0), SW_CREATE);
    (void)snprintf(path, sizeof path, "%s/none/a.h5", f->directory);
    assert_int_equal(write_it(f, path, 0), SW_CREATE);
    spill(f->other, (const unsigned char *)"", 0);
    (void)snprintf(path, sizeof path, "%s/a.h5", f->other);
    assert_int_equal(write_it(f, path, 0), SW_CREATE);
    if (geteuid() != 0) {
        assert_int_equal(chmod(f->directory, 0500), 0);
        assert_int_equal(write_it(f, f->path, 0), SW_CREATE);
        assert_int_equal(chmod(f->directory, 0700), 0);
    }
    assert_int_equal(entries(f->directory), 1);
}

/* A full disk, as a limit on file size: the write fails, the process goes on, nothing is left. */
static void test_full_disk(void **state)
{
    fixture *f = *state;
    static const rlim_t limits[] = {0, 4096, 60000, 150000};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            const struct rlimit limit = {limits[i], limits[i]};
            (void)signal(SIGXFSZ, SIG_IGN);
            if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
                _exit(2);
            exit(write_it(f, f->path, 0) == SW_IO ? 0 : 1); /* HDF5 once crashed here */
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        assert_int_equal(entries(f->directory), 0);
    }
}

/* What a killed writer left goes with the next write of the name; a living one's stays. */
static void test_stale_temporary(void **state)
{
    fixture *f = *state;
    char stale[160], living[160];
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    (void)snprintf(stale, sizeof stale, "%s/.a.h5.tmp-%ld", f->directory, (long)child);
    (void)snprintf(living, sizeof living, "%s/.a.h5.tmp-%ld", f->directory,
                   (long)getppid());
    spill(stale, (const unsigned char *)"half", 4);
    spill(living, (const unsigned char *)"half", 4);
    assert_int_equal(write_it(f, f->path, 0), SW_OK);
    assert_int_equal(access(stale, F_OK), -1);
    assert_int_equal(access(living, F_OK), 0);
    assert_int_equal(unlink(living), 0);
    assert_int_equal(entries(f->directory), 1);
}

static void test_count_that_is_none(void **state)
{
    fixture *f = *state;
    sample_at(&f->results, "headcount", 200)[3] = 2044.5;
    assert_int_equal(write_it(f, f->path, 0), SW_INTERNAL);
    sample_at(&f->results, "headcount", 200)[3] = (double)NAN;
    assert_int_equal(write_it(f, f->path, 0), SW_INTERNAL);
    assert_int_equal(entries(f->directory), 0);
}

static void test_not_a_result(void **state)
{
    fixture *f = *state;
    assert_int_equal(read_status(f, f->path), SW_MISSING);
    assert_int_equal(read_status(f, f->directory), SW_INPUT);
    assert_int_equal(read_status(f, "/dev/null"), SW_INPUT);
    spill(f->path, (const unsigned char *)"", 0);
    assert_int_equal(read_status(f, f->path), SW_INPUT);
    spill(f->path, (const unsigned char *)"hello, world\n", 13);
    assert_int_equal(read_status(f, f->path), SW_INPUT);
    assert_int_equal(mkfifo(f->other, 0600), 0);
    assert_int_equal(read_status(f, f->other), SW_INPUT);
}

static void test_damage(void **state)
{
    fixture *f = *state;
    size_t n = 0;
    make(f, 3, 2, 1);
    assert_int_equal(write_it(f, f->path, 0), SW_OK);
    unsigned char *bytes = slurp(f->path, &n);
    for (size_t i = 0; i < n; i += 97) {
        bytes[i] ^= (unsigned char)(1u << (i % 8));
        spill(f->other, bytes, n);
        assert_int_equal(read_status(f, f->other), SW_INPUT);
        bytes[i] ^= (unsigned char)(1u << (i % 8));
    }
    for (size_t cut = 1; cut < n; cut += n / 50 + 1) {
        spill(f->other, bytes, n - cut);
        assert_int_equal(read_status(f, f->other), SW_INPUT);
    }
    spill(f->other, bytes, n);
    assert_int_equal(read_status(f, f->other), SW_OK);
    free(bytes);
}

static void test_keep_sample(void **state)
{
    fixture *f = *state;
    const char *path = getenv("SW_KEEP_SAMPLE");
    if (path == NULL)
        skip();
    static const char *const endings[] = {"", ".annual.h5", ".summaries.h5",
                                          ".single.h5"};
    for (int i = 0; i < 4; i++) {
        char name[300];
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        make(f, i == 3 ? 1 : 257, 11, i == 3 ? 0 : 2);
        f->results.keep = i < 3 ? i : SW_KEEP_ALL;
        assert_int_equal(write_it(f, name, 1), SW_OK);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(test_round_trip),
                                       TEST(test_one_replication_no_parameters),
                                       TEST(test_summary_comes_back),
                                       TEST(test_keep),
                                       TEST(test_same_results_same_bytes),
                                       TEST(test_no_times),
                                       TEST(test_no_plugins),
                                       TEST(test_existing_output),
                                       TEST(test_bad_places),
                                       TEST(test_full_disk),
                                       TEST(test_stale_temporary),
                                       TEST(test_count_that_is_none),
                                       TEST(test_not_a_result),
                                       TEST(test_damage),
                                       TEST(test_keep_sample)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
