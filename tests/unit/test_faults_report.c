/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation (the first 64, then some) and every call on a file fails once while a report is made from results in
 * memory, drawn, and its page written: a status and a message that fit, nothing leaks, the page is whole or absent. So
 * it is when the folder is put in place: there is no new report or a whole one, and the old one is not lost. Of librsvg, cairo and fontconfig nobody can promise anything: PNG and PDF are left out.
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

#include "report_files.h"
#include "report_parts.h"
#include "report_stage.h"
#include "support/faults.h"
#include "unit/sample_results.h"

enum { FILE_BYTES = 1 << 20, FILES = 2 };

static char folder[] = "faults-report-XXXXXX", out[64], report_folder[80];
static char expected[FILE_BYTES], found[FILE_BYTES];
static size_t expected_bytes;
static sw_reported files[FILES];
static sw_comparison comparison;
static sw_report report;

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

/* Also what is left under a temporary name where it was the removal that failed. */
static void sweep(void)
{
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (struct dirent *e = readdir(listing); e != NULL; e = readdir(listing)) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(closedir(listing), 0);
}

static void let_go(void)
{
    sw_arena_free(&report.arena);
    memset(&report, 0, sizeof report);
    sw_comparison_free(&comparison);
    for (int k = 0; k < FILES; k++) {
        sw_summary_free(&files[k].summary);
        sw_results_free(&files[k].results);
    }
}

static void prepare(void)
{
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_ENGLISH);
    sweep();
    for (int k = 0; k < FILES; k++) {
        memset(&files[k], 0, sizeof files[k]);
        files[k].path = k == 0 ? "a.h5" : "b.h5";
        sample_results(&files[k].results, 9, 3, 2);
        assert_int_equal(sw_summary_make(&files[k].summary, &files[k].results, &d),
                         SW_OK);
    }
}

static int work(sw_diagnostics *d)
{
    const sw_report_options options = {
        .directory = folder, .language = SW_JAPANESE, .staff_group = "staff"};
    const sw_folder where = {folder, 0, d};
    sw_buffer page = {0};
    int status = sw_report_prepare(&report, &comparison, files, FILES, &options, d);
    if (!status)
        sw_report_page(&report, NULL, &page);
    if (!status && (page.failed || report.arena.failed))
        status = sw_fail(d, SW_MEMORY, "no memory", "メモリ不足");
    if (!status)
        status = sw_folder_put(&where, "page.html", &page);
    sw_buffer_free(&page);
    return status;
}

static void check(int status)
{
    const size_t n = load(found);
    let_go();
    assert_true(n > 0 || (status != SW_OK && access(out, F_OK) != 0));
    if (n > 0)
        assert_true(n == expected_bytes && memcmp(found, expected, n) == 0);
}

static int set_up(void **state)
{
    static sw_diagnostics d;
    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(out, sizeof out, "%s/page.html", folder);
    (void)snprintf(report_folder, sizeof report_folder, "%s/report", folder);
    sw_diagnostics_init(&d, SW_ENGLISH);
    prepare();
    assert_int_equal(work(&d), SW_OK);
    expected_bytes = load(expected);
    assert_true(expected_bytes > 10000 && expected_bytes < FILE_BYTES);
    let_go();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sweep();
    assert_int_equal(rmdir(folder), 0);
    return 0;
}

static void each(int groups, enum fault_way way, const char *name, int least)
{
    const fault_trial trial = {name, prepare, work, check, least};
    faults_each(groups, way, &trial);
}

static void test_report(void **state)
{
    (void)state;
    each(FAULT_MEMORY | FAULT_THIN, FAULT_FAIL, "memory", 64);
    each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, "files", 5);
    each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, "signals", 2);
}

/* Of a report, a file of each part; what they hold tells the old one from the new. */
static const char *const names[] = {"figures/fan.svg", "tables/fan.csv", "index.html"};
enum { NAMES = 3 };
static int
    is_there; /* the folder is, with an old report and something of somebody's own */

static void in_report(const char *name, char path[160])
{
    (void)snprintf(path, 160, "%s%s%s", report_folder, name[0] ? "/" : "", name);
}

static void put_text(const char *name, const char *text)
{
    char path[160];
    in_report(name, path);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
}

/* 'o' or 'n' for a whole file, '-' for none. */
static char holds(const char *name)
{
    char path[160], text[16] = "";
    in_report(name, path);
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return '-';
    const size_t n = fread(text, 1, sizeof text - 1, stream);
    assert_int_equal(fclose(stream), 0);
    assert_true(n == 4 && (strcmp(text, "old\n") == 0 || strcmp(text, "new\n") == 0));
    return text[0];
}

static void remove_all(const char *path)
{
    DIR *listing = opendir(path);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        char inner[512];
        (void)snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (unlink(inner) != 0)
            remove_all(inner);
    }
    if (listing)
        assert_int_equal(closedir(listing), 0);
    (void)rmdir(path);
}

static void before_stage(void)
{
    char path[160];
    remove_all(folder);
    assert_int_equal(mkdir(folder, 0777), 0);
    if (!is_there)
        return;
    for (int i = 0; i < 3; i++) {
        in_report(i == 0 ? "" : i == 1 ? "figures" : "tables", path);
        assert_int_equal(mkdir(path, 0777), 0);
    }
    for (int i = 0; i < NAMES; i++)
        put_text(names[i], "old\n");
    put_text("mine", "old\n");
}

static int stage(sw_diagnostics *d)
{
    char text[] = "new\n";
    const sw_buffer content = {.text = text, .length = 4};
    sw_stage made = {0};
    int status = sw_stage_begin(&made, report_folder, is_there, d);
    for (int i = 0; i < NAMES && !status; i++)
        status = sw_folder_put(&made.folder, names[i], &content);
    if (!status)
        status = sw_stage_end(&made);
    sw_stage_free(&made);
    return status;
}

static int n_kept; /* failures that left all as it was */

static void check_stage(int status)
{
    char now[NAMES + 1] = "";
    for (int i = 0; i < NAMES; i++)
        now[i] = holds(names[i]);
    const int all_new = strcmp(now, "nnn") == 0;
    n_kept += strcmp(now, is_there ? "ooo" : "---") == 0;
    assert_true(!is_there || holds("mine") == 'o');
    if (status == SW_OK)
        assert_true(all_new);
    else if (!is_there)
        assert_true(all_new || strcmp(now, "---") == 0);
    else /* moved in this order, so the page is new only where all is */
        assert_true(now[2] == 'o' || all_new);
}

static void test_stage(void **state)
{
    (void)state;
    for (is_there = 0; is_there < 2; is_there++) {
        const fault_trial trial = {is_there ? "stage, folder there" : "stage",
                                   before_stage, stage, check_stage, 10};
        n_kept = 0;
        faults_each(FAULT_MEMORY, FAULT_FAIL, &trial);
        faults_each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, &trial);
        faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, &trial);
        assert_true(n_kept > 30);
    }
    remove_all(folder);
    assert_int_equal(mkdir(folder, 0777), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_report),
                                       cmocka_unit_test(test_stage)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
