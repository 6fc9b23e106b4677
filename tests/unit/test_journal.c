/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Journals: what is appended is loaded again, damage is cut off, another run is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/journal.h>

#include "crc32.h"

enum { N = 9, LENGTH = 5 };

static char folder[] = "journal-XXXXXX";
static char output[64];
static sw_diagnostics d;

static void make_results(sw_results *r, int fill)
{
    memset(r, 0, sizeof *r);
    r->n_replications = N;
    r->layout.record_length = LENGTH;
    r->n_parameters = 1;
    r->records = calloc((size_t)N * LENGTH, sizeof *r->records);
    r->parameter_values = calloc(N, sizeof *r->parameter_values);
    assert_true(r->records && r->parameter_values);
    for (int k = 0; fill && k < N * LENGTH; k++)
        r->records[k] = 0.1 * k;
    for (int k = 0; fill && k < N; k++)
        r->parameter_values[k] = -k;
}

static sw_run_identity identity_of(const char *text)
{
    sw_run_identity identity = {.version = "1"};
    sw_run_digest(text, identity.scenario);
    return identity;
}

/* Appends replications from ... N - 1 with two workers and lets go. */
static void write_some(int from)
{
    const sw_run_identity identity = identity_of("a");
    sw_journal *journal = NULL;
    sw_results r;
    make_results(&r, 1);
    assert_int_equal(sw_journal_open(&journal, output, &identity, from > 0, 0, &d),
                     SW_OK);
    for (uint32_t k = (uint32_t)from; k < N; k++)
        assert_int_equal(sw_journal_append(journal, (int)(k % 2), &r, k), SW_OK);
    sw_journal_close(journal);
    sw_results_free(&r);
}

/* Loads what is there; returns how many are done and checks their values. */
static int load_all(int keep)
{
    const sw_run_identity identity = identity_of("a");
    unsigned char done[N] = {0};
    sw_journal *journal = NULL;
    sw_results r, truth;
    int n = 0;
    make_results(&r, 0);
    make_results(&truth, 1);
    assert_int_equal(sw_journal_open(&journal, output, &identity, 1, 0, &d), SW_OK);
    assert_int_equal(sw_journal_load(journal, &r, done, &d), SW_OK);
    for (int k = 0; k < N; k++) {
        n += done[k];
        if (done[k]) {
            assert_memory_equal(r.records + k * LENGTH, truth.records + k * LENGTH,
                                LENGTH * sizeof(double));
            assert_true(r.parameter_values[k] == truth.parameter_values[k]);
        }
    }
    if (keep)
        sw_journal_close(journal);
    else
        sw_journal_remove(journal);
    sw_results_free(&r);
    sw_results_free(&truth);
    return n;
}

static void test_crc(void **state)
{
    (void)state;
    assert_int_equal(sw_crc32(0, "123456789", 9), 0xcbf43926);
    assert_int_equal(sw_crc32(sw_crc32(0, "1234", 4), "56789", 5), 0xcbf43926);
}

static void test_round_trip(void **state)
{
    struct stat info;
    (void)state;
    write_some(0);
    assert_int_equal(load_all(1), N);
    assert_int_equal(load_all(0), N);
    assert_int_equal(stat(output, &info), -1);
    char directory[80];
    snprintf(directory, sizeof directory, "%s.run", output);
    assert_int_equal(stat(directory, &info), -1); /* removed */
}

/* Every way of cutting the last record, and a changed byte anywhere: never a wrong value,
 * and what stands before the damage is kept. */
static void test_damage(void **state)
{
    char path[96];
    struct stat info;
    (void)state;
    snprintf(path, sizeof path, "%s.run/journal-0000", output);
    for (int cut = 1; cut < 60; cut += 7) {
        write_some(0);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(truncate(path, info.st_size - cut), 0);
        assert_int_equal(load_all(0), N - 1);
    }
    for (long at = 0; at < info.st_size; at += 13) {
        write_some(0);
        FILE *file = fopen(path, "r+");
        assert_non_null(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        const int byte = fgetc(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        assert_int_equal(fputc(byte ^ 0x40, file), byte ^ 0x40);
        assert_int_equal(fclose(file), 0);
        assert_true(load_all(0) < N);
    }
}

static void test_refused(void **state)
{
    const sw_run_identity other = identity_of("b");
    const sw_run_identity same = identity_of("a");
    sw_journal *journal = NULL;
    (void)state;
    write_some(0);
    assert_int_equal(sw_journal_open(&journal, output, &other, 1, 0, &d), SW_INPUT);
    assert_non_null(strstr(d.text, other.scenario) ? d.text : strstr(d.text, "digest"));
    assert_int_equal(sw_journal_open(&journal, output, &same, 0, 0, &d), SW_CREATE);
    assert_int_equal(sw_journal_open(&journal, output, &other, 0, 1, &d), SW_OK);
    sw_journal_close(journal); /* nothing finished: nothing is left */
    write_some(0);
    assert_int_equal(load_all(0), N);
}

static void test_digest_without_length(void **state)
{
    char a[65], b[65], c[65];
    (void)state;
    sw_run_digest("simulation = {\n  replications = 500;\n  years = 10;\n};\n", a);
    sw_run_digest("simulation = {\n  replications = 1000;\n  years = 10;\n};\n", b);
    sw_run_digest("simulation = {\n  replications = 500;\n  years = 11;\n};\n", c);
    assert_string_equal(a, b);
    assert_string_not_equal(a, c);
}

static int set_up(void **state)
{
    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    if (!mkdtemp(folder))
        return -1;
    snprintf(output, sizeof output, "%s/out.h5", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_digest_without_length),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
