/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation and every call on a file fails once while results are compared, printed and written: a status and a
 * message that fit, nothing leaks, the file is whole or absent. (Reading: test_faults_files.c.)
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
#include <unistd.h>

#include <sidework/compare.h>

#include "support/faults.h"
#include "unit/sample_results.h"

enum { FILE_BYTES = 1 << 18, FILES = 3 };

static char folder[] = "faults-XXXXXX", out[64];
static char expected[FILE_BYTES], found[FILE_BYTES];
static size_t expected_bytes;
static sw_results results[FILES];
static sw_comparison comparison;
static FILE *paper;
static int what; /* 0: write a file; else print: 1 for people, 2 as JSON */

static size_t load(char *bytes)
{
    FILE *stream = fopen(out, "rb");
    size_t n = 0;
    if (stream) {
        n = fread(bytes, 1, FILE_BYTES, stream);
        assert_int_equal(fclose(stream), 0);
    }
    return n;
}

/* Removes all that is in the folder. */
static void sweep(void)
{
    char file[400];
    DIR *listing = opendir(folder);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        (void)snprintf(file, sizeof file, "%s/%s", folder, e->d_name);
        if (e->d_name[0] != '.' || strstr(e->d_name, ".tmp-") != NULL)
            (void)unlink(file);
    }
    if (listing)
        (void)closedir(listing);
}

static void let_go(void)
{
    for (int k = 0; k < FILES; k++)
        sw_results_free(&results[k]);
    sw_comparison_free(&comparison);
}

static void prepare(void)
{
    sweep();
    rewind(paper);
    for (int k = 0; k < FILES; k++)
        sample_results(&results[k], k == 2 ? 9 : 12, 4, 2);
    results[2].seed++;
}

static int put(sw_diagnostics *d)
{
    if (what == 0)
        return sw_comparison_write(&comparison, out, 0, d);
    const int status = what == 1 ? sw_comparison_print(&comparison, paper, SW_JAPANESE)
                                 : sw_comparison_print_json(&comparison, paper);
    clearerr(paper);
    return status ? sw_fail(d, status, "not printed", "表示できません") : SW_OK;
}

static int work(sw_diagnostics *d)
{
    static const char *const names[FILES] = {"x/a.h5", "y/a.h5", "b"};
    int status = SW_OK;
    for (int k = 0; k < FILES && !status; k++) {
        sw_summary none = {0};
        status = sw_comparison_add(&comparison, &results[k], &none, names[k], d);
    }
    if (!status)
        status = sw_comparison_make(&comparison, "staff", d);
    return status ? status : put(d);
}

/* Whole, or not there; there if all is well. */
static void check(int status)
{
    const size_t n = what == 0 ? load(found) : 0;
    let_go();
    if (what != 0)
        return;
    assert_true(n > 0 || (status != SW_OK && access(out, F_OK) != 0));
    if (n > 0)
        assert_true(n == expected_bytes && memcmp(found, expected, n) == 0);
}

static int set_up(void **state)
{
    static sw_diagnostics d;
    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(out, sizeof out, "%s/c.h5", folder);
    paper = tmpfile();
    assert_non_null(paper);
    sw_diagnostics_init(&d, SW_ENGLISH);
    prepare();
    assert_int_equal(work(&d), SW_OK);
    expected_bytes = load(expected);
    assert_true(expected_bytes > 0 && expected_bytes < FILE_BYTES);
    let_go();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sweep();
    assert_int_equal(fclose(paper), 0);
    assert_int_equal(rmdir(folder), 0);
    return 0;
}

static void each(int groups, enum fault_way way, const char *name, int least)
{
    const fault_trial trial = {name, prepare, work, check, least};
    faults_each(groups, way, &trial);
}

static void test_writing(void **state)
{
    (void)state;
    what = 0;
    each(FAULT_MEMORY, FAULT_FAIL, "memory", 20);
    each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, "files", 10);
    each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, "signals", 5);
    each(FAULT_READS, FAULT_HALVE, "halves", 1);
}

static void test_printing(void **state)
{
    (void)state;
    for (what = 1; what <= 2; what++) {
        each(FAULT_MEMORY, FAULT_FAIL, "memory", 15);
        each(FAULT_STREAMS, FAULT_FAIL, "streams", 20);
    }
    what = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_writing),
                                       cmocka_unit_test(test_printing)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
