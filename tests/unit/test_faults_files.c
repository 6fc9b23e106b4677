/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation and every call on a file fails once, while results are written, read, summed up and exported: the
 * status and the message say so, nothing leaks (under a sanitizer), a file of the final name is complete or absent, and
 * what was there before is there still.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/export.h>
#include <sidework/result.h>

#include "support/faults.h"
#include "unit/sample_results.h"

enum { PATH = 600, FILE_BYTES = 1 << 20 };

static char folder[] = "faults-XXXXXX", path[64], tables[64];
static sw_results sample;
static sw_summary summary;
static char *expected; /* [expected_bytes] the file as it should be */
static size_t expected_bytes;
static char *before; /* the file that it replaces */
static size_t before_bytes;

/* The file's bytes; NULL if it is not there. */
static char *load(const char *name, size_t *n)
{
    FILE *stream = fopen(name, "rb");
    if (!stream)
        return NULL;
    char *bytes = malloc(FILE_BYTES);
    assert_non_null(bytes);
    *n = fread(bytes, 1, FILE_BYTES, stream);
    assert_int_equal(fclose(stream), 0);
    return bytes;
}

static int holds(const char *name, const char *bytes, size_t n)
{
    size_t found = 0;
    char *there = load(name, &found);
    const int same = there && found == n && memcmp(there, bytes, n) == 0;
    free(there);
    return same;
}

/* Removes all files of a folder; their number. */
static int sweep(const char *name)
{
    char file[PATH];
    int n = 0;
    DIR *listing = opendir(name);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        (void)snprintf(file, sizeof file, "%s/%s", name, e->d_name);
        n += unlink(file) == 0;
    }
    if (listing)
        (void)closedir(listing);
    return n;
}

static void clean(void)
{
    (void)sweep(tables);
    (void)rmdir(tables);
    (void)sweep(folder);
}

static int write_new(sw_diagnostics *d)
{
    return sw_result_write(&sample, &summary, path, 0, d);
}

static int write_over(sw_diagnostics *d)
{
    return sw_result_write(&sample, &summary, path, 1, d);
}

/* Complete or absent; complete if all is well. */
static void check_new(int status)
{
    const int there = access(path, F_OK) == 0;
    if (there)
        assert_true(holds(path, expected, expected_bytes));
    assert_true(status != SW_OK || there);
}

/* A second file of the same name, to be replaced. */
static void put_old(void)
{
    clean();
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(before, 1, before_bytes, stream), before_bytes);
    assert_int_equal(fclose(stream), 0);
}

/* The old file or the new one, never neither. */
static void check_over(int status)
{
    if (status != SW_OK && holds(path, before, before_bytes))
        return;
    assert_true(holds(path, expected, expected_bytes));
}

static void put_good(void)
{
    clean();
    assert_int_equal(write_new(NULL), SW_OK);
}

static void check_good(int status)
{
    (void)status;
    assert_true(holds(path, expected, expected_bytes));
}

static int read_back(sw_diagnostics *d)
{
    sw_results r = {0};
    const int status = sw_result_read(&r, path, d);
    if (status == SW_OK) {
        assert_int_equal(r.layout.record_length, sample.layout.record_length);
        assert_memory_equal(r.records, sample.records,
                            sample.n_replications * sample.layout.record_length *
                                sizeof *r.records);
    }
    sw_results_free(&r);
    return status;
}

static int read_summary(sw_diagnostics *d)
{
    sw_summary s = {0};
    const int status = sw_result_read_summary(&s, path, d);
    if (status == SW_OK)
        assert_memory_equal(s.p_ever_reached, summary.p_ever_reached,
                            sizeof(double) * 3 * 2);
    sw_summary_free(&s);
    return status;
}

static int sum_up(sw_diagnostics *d)
{
    sw_summary s = {0};
    const int status = sw_summary_make(&s, &sample, d);
    sw_summary_free(&s);
    return status;
}

static int export_tables(sw_diagnostics *d)
{
    return sw_export_csv(&sample, &summary, tables, 0, 1, SW_JAPANESE, d);
}

static size_t table_bytes; /* of all tables together, when all is well */

/* Whatever table is there is whole: none is empty, none is left under a temporary name that a failed unlink does not
 * explain; without a failure they are all there. */
static void check_tables(int status)
{
    char file[PATH];
    struct stat info;
    size_t bytes = 0;
    DIR *listing = opendir(tables);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(file, sizeof file, "%s/%s", tables, e->d_name);
        assert_int_equal(stat(file, &info), 0);
        assert_true(info.st_size > 0);
        FILE *stream = fopen(file, "rb");
        assert_non_null(stream);
        assert_int_equal(fseek(stream, -2, SEEK_END), 0);
        assert_int_equal(fgetc(stream), '\r'); /* ends with a whole row */
        assert_int_equal(fclose(stream), 0);
        bytes += (size_t)info.st_size;
    }
    if (listing)
        (void)closedir(listing);
    if (status == SW_OK)
        assert_int_equal(bytes, table_bytes);
}

static int print_json(sw_diagnostics *d)
{
    FILE *stream = tmpfile();
    assert_non_null(stream);
    int status = sw_summary_print_json(&summary, &sample, stream);
    (void)fclose(stream);
    return status ? sw_fail(d, status, "printed", "印刷") : SW_OK;
}

static int print_text(sw_diagnostics *d)
{
    FILE *stream = tmpfile();
    assert_non_null(stream);
    int status = sw_summary_print(&summary, &sample, stream, SW_ENGLISH);
    (void)fclose(stream);
    return status ? sw_fail(d, status, "printed", "印刷") : SW_OK;
}

static const fault_trial trials[] = {
    {"write", clean, write_new, check_new, 20},
    {"write over", put_old, write_over, check_over, 20},
    {"read", put_good, read_back, check_good, 10},
    {"read summary", put_good, read_summary, check_good, 10},
    {"export", clean, export_tables, check_tables, 20},
};

static void test_files(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof trials / sizeof trials[0]; k++)
        faults_each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL,
                    &trials[k]);
}

static void test_memory(void **state)
{
    static const fault_trial more[] = {{"sum up", NULL, sum_up, NULL, 10},
                                       {"print", NULL, print_text, NULL, 1}};
    (void)state;
    for (size_t k = 0; k < sizeof trials / sizeof trials[0]; k++)
        faults_each(FAULT_MEMORY, FAULT_FAIL, &trials[k]);
    for (size_t k = 0; k < sizeof more / sizeof more[0]; k++)
        faults_each(FAULT_MEMORY, FAULT_FAIL, &more[k]);
}

static void test_streams(void **state)
{
    static const fault_trial more[] = {
        {"print", NULL, print_text, NULL, 10},
        {"json", NULL, print_json, NULL, 10},
        {"export", clean, export_tables, check_tables, 10}};
    (void)state;
    for (size_t k = 0; k < sizeof more / sizeof more[0]; k++)
        faults_each(FAULT_STREAMS, FAULT_FAIL, &more[k]);
}

/* A signal at any moment, and transfers of half of what is asked, are no errors. */
static void test_interrupted(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof trials / sizeof trials[0]; k++) {
        fault_trial trial = trials[k];
        trial.least = 1;
        faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, &trial);
        trial.least = k < 4;
        /* stdio does its own transfers */ /* stdio does its own transfers */
        faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_HALVE, &trial);
    }
}

static int set_up(void **state)
{
    (void)state;
    sw_results old = {0};
    sw_summary of_old = {0};
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof path, "%s/out.h5", folder);
    (void)snprintf(tables, sizeof tables, "%s/tables", folder);
    sample_results(&old, 2, 2, 1);
    sample_results(&sample, 3, 2, 1);
    if (sw_summary_make(&of_old, &old, NULL) ||
        sw_summary_make(&summary, &sample, NULL) ||
        sw_result_write(&old, &of_old, path, 0, NULL))
        return -1;
    before = load(path, &before_bytes);
    sw_summary_free(&of_old);
    sw_results_free(&old);
    if (sw_result_write(&sample, &summary, path, 1, NULL))
        return -1;
    expected = load(path, &expected_bytes);
    if (export_tables(NULL))
        return -1;
    struct stat info;
    char file[PATH];
    DIR *listing = opendir(tables);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        (void)snprintf(file, sizeof file, "%s/%s", tables, e->d_name);
        if (e->d_name[0] != '.' && stat(file, &info) == 0)
            table_bytes += (size_t)info.st_size;
    }
    if (listing)
        (void)closedir(listing);
    clean();
    return before && expected && table_bytes > 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    clean();
    free(before);
    free(expected);
    sw_summary_free(&summary);
    sw_results_free(&sample);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_interrupted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
