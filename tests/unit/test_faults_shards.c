/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every call on a file fails once in a shard, a shard gone on with, a merge: other shards' work is never lost, and
 * --resume ends in the bytes of a run without shards. So does every allocation in the run directory itself.
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

#include <sidework/journal.h>
#include <sidework/sha256.h>

#include "../../sim/cli/merge.h"
#include "../../sim/cli/run_shared.h"
#include "support/faults.h"
#include "support/simulation.h"

enum { PATH = 600, WORDS = 24 };

static char folder[] = "shards-XXXXXX", path[64], there[64], journals[80], sources[80],
            scenario[4096];
static uint8_t whole[32]; /* digest of the file of a run without shards */
static char digest[65];   /* of the scenario */

static int digest_of(const char *name, uint8_t out[32])
{
    uint8_t bytes[4096];
    sw_sha256 sha;
    FILE *stream = fopen(name, "rb");
    if (!stream)
        return 0;
    sw_sha256_init(&sha);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, stream)) > 0;)
        sw_sha256_add(&sha, (const char *)bytes, n);
    sw_sha256_end(&sha, out);
    return fclose(stream) == 0;
}

static int holds_whole(void)
{
    uint8_t found[32];
    return digest_of(path, found) && memcmp(found, whole, sizeof found) == 0;
}

static void sweep(const char *name)
{
    char file[PATH];
    DIR *listing = opendir(name);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        (void)snprintf(file, sizeof file, "%s/%s", name, e->d_name);
        (void)unlink(file);
    }
    if (listing)
        (void)closedir(listing);
}

static void clean(void)
{
    sweep(journals);
    (void)rmdir(journals);
    sweep(sources);
    (void)rmdir(sources);
    sweep(folder);
}

/* The command without its main; words end with NULL. */
static int command(const char *const words[], sw_diagnostics *d)
{
    static sw_options options;
    static sw_diagnostics unread;
    sw_ranks alone = {.size = 1, .speaks = 1};
    char *argv[WORDS] = {(char *)(uintptr_t) "sidework"};
    int n_groups, n = 1;
    const sw_group *const *groups = model_groups(&n_groups);
    FILE *out = tmpfile();
    assert_non_null(out);
    if (!d) {
        sw_diagnostics_init(&unread, SW_ENGLISH);
        d = &unread;
    }
    for (; words[n - 1]; n++)
        argv[n] = (char *)(uintptr_t)words[n - 1];
    int status = sw_options_read(&options, n, argv, d);
    options.ranks = &alone;
    if (!status)
        status = (strcmp(options.verb, "merge") == 0 ? sw_cli_merge : sw_cli_run_shared)(
            &sw_model_city_hall, groups, n_groups, &options, out, d);
    sw_options_free(&options);
    (void)fclose(out);
    return status;
}

static int run(const char *output, const char *shard, const char *more, sw_diagnostics *d)
{
    const char *const words[] = {"run",
                                 scenario,
                                 "-n",
                                 "3",
                                 "-o",
                                 output,
                                 "--threads",
                                 "1",
                                 "--quiet",
                                 "--set",
                                 "simulation.years=1",
                                 "--set",
                                 "simulation.warm_up=0",
                                 "--set",
                                 "output.keep=summaries",
                                 shard ? "--shard" : more,
                                 shard,
                                 shard ? more : NULL,
                                 NULL};
    return command(words, d);
}

static int merge(const char *more, sw_diagnostics *d)
{
    const char *const words[] = {"merge", path, "--quiet", more, NULL};
    return command(words, d);
}

static int shard(sw_diagnostics *d)
{
    return run(path, "1/2", NULL, d);
}

static int shard_on(sw_diagnostics *d)
{
    return run(path, "1/2", "--resume", d);
}

static int merge_here(sw_diagnostics *d)
{
    return merge(NULL, d);
}

static int merge_from_there(sw_diagnostics *d)
{
    const char *const words[] = {"merge", "-o", path, sources, "--quiet", NULL};
    return command(words, d);
}

/* Bytes in the journals of a directory whose names begin so. */
static long kept(const char *directory, const char *begin)
{
    char file[PATH];
    struct stat info;
    long n = 0;
    DIR *listing = opendir(directory);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        (void)snprintf(file, sizeof file, "%s/%s", directory, e->d_name);
        if (strncmp(e->d_name, begin, strlen(begin)) == 0 && stat(file, &info) == 0)
            n += (long)info.st_size;
    }
    if (listing)
        (void)closedir(listing);
    return n;
}

static long second, both; /* bytes of shard 2/2, of both */

static void put_second(void)
{
    clean();
    assert_int_equal(run(path, "2/2", NULL, NULL), SW_OK);
    second = kept(journals, "journal-0002");
    assert_true(second > 0);
}

static void put_both(void)
{
    put_second();
    assert_int_equal(run(path, "1/2", NULL, NULL), SW_OK);
    both = kept(journals, "journal-");
}

/* Shard 1/2 was killed in the middle of its second record. */
static void put_torn(void)
{
    char file[PATH];
    put_both();
    (void)snprintf(file, sizeof file, "%s/journal-0001-of-0002-0000", journals);
    assert_int_equal(truncate(file, (off_t)(both - second) * 3 / 4), 0);
}

static void put_there(void)
{
    clean();
    assert_int_equal(run(there, "1/1", NULL, NULL), SW_OK);
    both = kept(sources, "journal-");
}

/* Both shards again with --resume, and merged: the file is there and nothing else. */
static void end(void)
{
    static sw_diagnostics d;
    struct stat info;
    sw_diagnostics_init(&d, SW_ENGLISH);
    if (run(path, "1/2", "--resume", &d) || run(path, "2/2", "--resume", &d) ||
        merge("--resume", &d))
        fail_msg("after %s: --resume: %s", faults_name(), d.text);
    if (!holds_whole())
        fail_msg("after %s: merged into other bytes", faults_name());
    if (stat(journals, &info) == 0)
        fail_msg("after %s: the journals are not tidied up", faults_name());
}

static void check_shard(int status)
{
    (void)status;
    if (kept(journals, "journal-0002") != second)
        fail_msg("after %s: the other shard's work is lost", faults_name());
    assert_int_not_equal(access(path, F_OK), 0);
    end();
}

static void check_merge(int status)
{
    if (access(path, F_OK) == 0 || status == SW_OK)
        assert_true(holds_whole());
    else if (kept(journals, "journal-") != both)
        fail_msg("after %s: finished shards are lost", faults_name());
    end();
}

static void check_there(int status)
{
    if (access(path, F_OK) == 0 || status == SW_OK)
        assert_true(holds_whole());
    if (kept(sources, "journal-") != both)
        fail_msg("after %s: a source was changed", faults_name());
}

static const fault_trial trials[] = {
    {"shard", put_second, shard, check_shard, 15},
    {"shard gone on with", put_torn, shard_on, check_shard, 15},
    {"merge", put_both, merge_here, check_merge, 30},
    {"merge from elsewhere", put_there, merge_from_there, check_there, 30}};
enum { N_TRIALS = sizeof trials / sizeof trials[0] };

static void test_files(void **state)
{
    (void)state;
    for (int k = 0; k < N_TRIALS; k++)
        faults_each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL,
                    &trials[k]);
}

static void test_interrupted(void **state)
{
    (void)state;
    for (int k = 1; k < N_TRIALS; k += 2) /* these do what the others do, and more */
        faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, &trials[k]);
}

/* A shard's directory alone: opened, other shards' and another directory's journals loaded. */
static int load_all(sw_diagnostics *d)
{
    enum { LENGTH = 4096 };
    static double values[3 * LENGTH];
    unsigned char done[3] = {0};
    sw_run_identity identity = {.version = SIDEWORK_VERSION};
    sw_journal *journal = NULL;
    sw_results r = {.n_replications = 3};
    r.layout.record_length = LENGTH;
    r.records = values;
    r.n_rows = 3;
    memcpy(identity.scenario, digest, sizeof digest);
    int status = sw_journal_open_shard(&journal, path, &identity, (sw_shard){1, 2}, 1, d);
    status = status ? status : sw_journal_load(journal, &r, done, d);
    status = status ? status : sw_journal_adopt(journal, sources, &r, done, d);
    sw_journal_close(journal);
    return status;
}

static void put_second_and_there(void)
{
    put_second();
    assert_int_equal(run(there, "1/1", NULL, NULL), SW_OK);
}

static void test_memory(void **state)
{
    (void)state;
    const fault_trial trial = {"run directory", put_second_and_there, load_all,
                               check_shard, 2};
    faults_each(FAULT_MEMORY, FAULT_FAIL, &trial);
}

static int set_up(void **state)
{
    static sw_diagnostics d;
    char manifest[PATH], text[512] = "";
    const char *source = getenv("SOURCE_DIR");
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof path, "%s/out.h5", folder);
    (void)snprintf(there, sizeof there, "%s/there.h5", folder);
    (void)snprintf(journals, sizeof journals, "%s.run", path);
    (void)snprintf(sources, sizeof sources, "%s.run", there);
    (void)snprintf(scenario, sizeof scenario, "%s/tests/golden/tiny.cfg",
                   source ? source : "../..");
    sw_diagnostics_init(&d, SW_ENGLISH);
    if (run(path, NULL, NULL, &d) || !digest_of(path, whole)) {
        fprintf(stderr, "%s", d.text);
        return -1;
    }
    put_second();
    (void)snprintf(manifest, sizeof manifest, "%s/manifest", journals);
    FILE *stream = fopen(manifest, "r");
    while (stream && fgets(text, sizeof text, stream))
        (void)sscanf(text, "scenario %64s", digest);
    return stream && digest[0] ? fclose(stream) : -1;
}

static int tear_down(void **state)
{
    (void)state;
    clean();
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
