/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation and every call on a file fails once in a whole run, begun, gone on with, made longer, cut short:
 * the result is complete or as it was, finished replications stay, and --resume ends in the same bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/journal.h>
#include <sidework/result.h>

#include "../../sim/cli/run.h"
#include "support/faults.h"
#include "support/simulation.h"

enum { PATH = 600, MOST_BYTES = 1 << 20, N = 3 };

typedef struct bytes {
    char *at;
    size_t n;
} bytes;

static char folder[] = "faults-XXXXXX", path[64], journals[80], scenario[4096];
static bytes shorter, partial; /* the files of 2, of the first of 3 replications */
static sw_scenario world;      /* of the second kind, for journals */

/* Two kinds of runs: a file of summaries is small and quickly written, but only one with every value can be made
 * longer. */
typedef struct kind {
    const char *setting;
    bytes whole; /* the file of 3 replications */
    char digest[65];
} kind;

static kind all = {.setting = "output.keep=all"},
            summaries = {.setting = "output.keep=summaries"};
static const kind *now = &all;

static bytes load(const char *name)
{
    bytes b = {NULL, 0};
    FILE *stream = fopen(name, "rb");
    if (!stream)
        return b;
    b.at = malloc(MOST_BYTES);
    assert_non_null(b.at);
    b.n = fread(b.at, 1, MOST_BYTES, stream);
    assert_int_equal(fclose(stream), 0);
    return b;
}

static int holds(const bytes *b)
{
    bytes there = load(path);
    const int same = there.at && there.n == b->n && memcmp(there.at, b->at, b->n) == 0;
    free(there.at);
    return same;
}

static void put(const bytes *b)
{
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(b->at, 1, b->n, stream), b->n);
    assert_int_equal(fclose(stream), 0);
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
    sweep(folder);
}

/* The command `run`, without its main; more is one further option. */
static int run(const char *n, const char *more, sw_diagnostics *d)
{
    const char *const words[] = {"sidework", "run",
                                 scenario,   "-n",
                                 n,          "-o",
                                 path,       "--threads",
                                 "1",        "--quiet",
                                 "--set",    "simulation.years=1",
                                 "--set",    "simulation.warm_up=0",
                                 "--set",    "opportunity.support_rate=0",
                                 "--set",    now->setting,
                                 more};
    char *argv[sizeof words / sizeof words[0]];
    static sw_options options;
    int n_groups, n_arguments = 0;
    const sw_group *const *groups = model_groups(&n_groups);
    FILE *out = tmpfile();
    assert_non_null(out);
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        if (words[k])
            argv[n_arguments++] = (char *)(uintptr_t)words[k];
    int status = sw_options_read(&options, n_arguments, argv, d);
    if (!status)
        status = sw_cli_run(&sw_model_city_hall, groups, n_groups, &options, out, d);
    sw_options_free(&options);
    (void)fclose(out);
    return status;
}

static int run_new(sw_diagnostics *d)
{
    return run("3", NULL, d);
}

static int run_on(sw_diagnostics *d)
{
    return run("3", "--resume", d);
}

static int run_over(sw_diagnostics *d)
{
    return run("3", "--force", d);
}

static int run_partial(sw_diagnostics *d)
{
    return run("3", "--partial", d);
}

/* Replications whose records are in the journals: magic, number, length (8 bytes), payload, checksum. */
static int kept(void)
{
    char file[PATH];
    int n = 0;
    DIR *listing = opendir(journals);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        if (strncmp(e->d_name, "journal-", 8) != 0)
            continue;
        (void)snprintf(file, sizeof file, "%s/%s", journals, e->d_name);
        const bytes there = load(file);
        uint64_t payload = 0;
        if (there.n > 16)
            memcpy(&payload, there.at + 8, sizeof payload);
        if (payload > 0)
            n += (int)(there.n / (16 + payload + 4));
        free(there.at);
    }
    if (listing)
        (void)closedir(listing);
    return n;
}

/* What is left on disk, as a number: names, sizes and contents. */
static uint64_t add_file(uint64_t sum, const char *name)
{
    const bytes there = load(name);
    for (const char *c = name; *c; c++)
        sum = (sum ^ (unsigned char)*c) * 0x100000001b3;
    for (size_t k = 0; k < there.n; k++)
        sum = (sum ^ (unsigned char)there.at[k]) * 0x100000001b3;
    free(there.at);
    return sum;
}

static uint64_t what_is_left(void)
{
    const char *const folders[] = {folder, journals};
    uint64_t sum = 0;
    for (int k = 0; k < 2; k++) {
        char file[PATH];
        DIR *listing = opendir(folders[k]);
        for (struct dirent *e = listing ? readdir(listing) : NULL; e;
             e = readdir(listing)) {
            if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
                continue;
            (void)snprintf(file, sizeof file, "%s/%s", folders[k], e->d_name);
            sum += add_file(0xcbf29ce484222325, file); /* in whatever order */
        }
        if (listing)
            (void)closedir(listing);
    }
    return sum;
}

/* Going on from what was gone on from before would show nothing new: most failures leave the
 * same few states. */
static int is_known(void)
{
    enum { MOST = 4096 };
    static struct {
        uint64_t left;
        const kind *of;
    } known[MOST];
    static int n;
    const uint64_t left = what_is_left();
    for (int k = 0; k < n; k++)
        if (known[k].left == left && known[k].of == now)
            return 1;
    assert_true(n < MOST);
    known[n].left = left;
    known[n++].of = now;
    return 0;
}

static int gone_on;

/* Whatever happened, the same command with --resume makes the file, and nothing else is left. */
static void go_on(int status)
{
    static sw_diagnostics d;
    struct stat info;
    if (status == SW_OK && holds(&now->whole) && stat(journals, &info) != 0)
        return; /* nothing to do */
    if (is_known())
        return;
    gone_on++;
    sw_diagnostics_init(&d, SW_ENGLISH);
    if (run_on(&d) != SW_OK)
        fail_msg("after %s: --resume: %s", faults_name(), d.text);
    if (!holds(&now->whole))
        fail_msg("after %s: --resume ends in other bytes", faults_name());
    if (stat(journals, &info) == 0)
        fail_msg("after %s: --resume leaves its journals", faults_name());
}

static void put_nothing(void)
{
    now = &summaries;
    clean();
}

/* Replications 0 and 2 are kept, by two workers. */
static int store_some(void *context, int worker, const sw_results *view,
                      uint32_t replication)
{
    (void)worker;
    return replication == 1
               ? SW_OK
               : sw_journal_append(context, replication == 2, view, replication);
}

/* As a run that was killed leaves it. */
static void put_journals(void)
{
    sw_run_identity identity = {.version = SIDEWORK_VERSION};
    sw_journal *journal = NULL;
    sw_results r = {0};
    now = &summaries;
    clean();
    memcpy(identity.scenario, now->digest, sizeof identity.scenario);
    assert_int_equal(sw_journal_open(&journal, path, &identity, 0, 0, NULL), SW_OK);
    const sw_ensemble_options options = {.seed = 2021,
                                         .n_replications = N,
                                         .n_threads = 1,
                                         .context = journal,
                                         .store = store_some};
    assert_int_equal(sw_ensemble_run(&r, &sw_model_city_hall, &world, SIDEWORK_VERSION,
                                     &options, NULL),
                     SW_OK);
    sw_results_free(&r);
    sw_journal_close(journal);
    assert_int_equal(kept(), 2);
}

/* The same with a torn record behind one of them. */
static void put_torn(void)
{
    char file[PATH];
    put_journals();
    (void)snprintf(file, sizeof file, "%s/journal-0001", journals);
    FILE *stream = fopen(file, "ab");
    assert_non_null(stream);
    assert_true(fputs("SWJ1 and no more", stream) >= 0);
    assert_int_equal(fclose(stream), 0);
}

static void put_shorter(void)
{
    now = &all;
    clean();
    put(&shorter);
}

/* A run that was killed after it had finished, but before it had tidied up. */
static void put_done(void)
{
    put_journals();
    put(&now->whole);
}

static void check_new(int status)
{
    if (access(path, F_OK) == 0 || status == SW_OK)
        assert_true(holds(&now->whole));
    go_on(status);
}

static void check_kept(int status)
{
    if (access(path, F_OK) == 0 || status == SW_OK)
        assert_true(holds(&now->whole));
    else if (kept() < 2)
        fail_msg("after %s: %d finished replications are left of 2", faults_name(),
                 kept());
    go_on(status);
}

static void check_longer(int status)
{
    assert_true(holds(&now->whole) || (status != SW_OK && holds(&shorter)));
    go_on(status);
}

static void check_done(int status)
{
    assert_true(holds(&now->whole));
    go_on(status);
}

static void check_partial(int status)
{
    if (access(path, F_OK) == 0 || status == SW_OK)
        assert_true(holds(&partial));
    if (kept() < 2)
        fail_msg("after %s: %d finished replications are left of 2", faults_name(),
                 kept());
    go_on(status);
}

static const fault_trial trials[] = {
    {"run", put_nothing, run_new, check_new, 30},
    {"go on", put_torn, run_on, check_kept, 30},
    {"make longer", put_shorter, run_on, check_longer, 20},
    {"already done", put_done, run_on, check_done, 10},
    {"partial", put_journals, run_partial, check_partial, 30},
};
/* Of those that read a result first, or write every value: this is taken apart in test_faults_files.c. */
enum { MAKE_LONGER = 2, ALREADY_DONE = 3 };
enum { N_TRIALS = sizeof trials / sizeof trials[0] };

static int reads(int trial)
{
    return trial == MAKE_LONGER || trial == ALREADY_DONE ? FAULT_THIN : FAULT_READS;
}

static void test_files(void **state)
{
    (void)state;
    for (int k = 0; k < N_TRIALS; k++)
        faults_each(FAULT_FILES | FAULT_INTERRUPTIBLE | reads(k), FAULT_FAIL, &trials[k]);
}

/* An exhausted quota is a full disk of one's own, and is told as what it is. */
static int says_quota(sw_diagnostics *d, int status)
{
    if (status != SW_OK && !strstr(d->text, strerror(EDQUOT)))
        fail_msg("after %s: no word of the quota: %s", faults_name(), d->text);
    return status;
}

static int run_new_in_quota(sw_diagnostics *d)
{
    return says_quota(d, run_new(d));
}

static int run_on_in_quota(sw_diagnostics *d)
{
    return says_quota(d, run_on(d));
}

static void test_quota(void **state)
{
    static const fault_trial in_quota[] = {
        {"run in a quota", put_nothing, run_new_in_quota, check_new, 20},
        {"go on in a quota", put_torn, run_on_in_quota, check_kept, 20},
    };
    (void)state;
    for (int k = 0; k < 2; k++)
        faults_each(FAULT_FULL, FAULT_QUOTA, &in_quota[k]);
    printf("gone on from %d different states\n", gone_on);
}

static void test_memory(void **state)
{
    (void)state;
    for (int k = 0; k < 2; k++)
        faults_each(FAULT_MEMORY, FAULT_FAIL, &trials[k]);
}

static void test_streams(void **state)
{
    (void)state;
    faults_each(FAULT_STREAMS, FAULT_FAIL, &trials[0]);
}

static void test_interrupted(void **state)
{
    (void)state;
    for (int k = 0; k < N_TRIALS; k++) {
        faults_each(FAULT_INTERRUPTIBLE | reads(k), FAULT_INTERRUPT, &trials[k]);
        faults_each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_HALVE, &trials[k]);
    }
}

/* A whole run of this kind. */
static int keep_kind(kind *self, sw_diagnostics *d)
{
    sw_results r = {0};
    now = self;
    int status = run_over(d);
    status = status ? status : sw_result_read(&r, path, d);
    if (!status)
        sw_run_digest(r.effective, self->digest);
    self->whole = load(path);
    sw_results_free(&r);
    return status ? status : self->whole.at ? SW_OK : SW_IO;
}

static int load_world(sw_diagnostics *d)
{
    static const sw_override overrides[] = {{"simulation.replications", "3", "-n"},
                                            {"simulation.years", "1", "--set"},
                                            {"simulation.warm_up", "0", "--set"},
                                            {"opportunity.support_rate", "0", "--set"},
                                            {"output.keep", "summaries", "--set"}};
    int n_groups;
    const sw_group *const *groups = model_groups(&n_groups);
    return sw_scenario_load(&world, groups, n_groups, scenario, overrides, 5, d);
}

static int set_up(void **state)
{
    static sw_diagnostics d;
    const char *source = getenv("SOURCE_DIR");
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof path, "%s/out.h5", folder);
    (void)snprintf(journals, sizeof journals, "%s.run", path);
    (void)snprintf(scenario, sizeof scenario, "%s/tests/golden/tiny.cfg",
                   source ? source : "../..");
    sw_diagnostics_init(&d, SW_ENGLISH);
    int status = run("2", NULL, &d);
    shorter = load(path);
    status = status ? status : run_over(&d);
    status = status ? status : keep_kind(&all, &d);
    status = status ? status : keep_kind(&summaries, &d);
    status = status ? status : load_world(&d);
    if (status) {
        fprintf(stderr, "%s", d.text);
        return -1;
    }
    put_journals();
    status = run_partial(&d);
    partial = load(path);
    return status || !shorter.at || !partial.at ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    clean();
    free(all.whole.at);
    free(summaries.whole.at);
    free(shorter.at);
    free(partial.at);
    sw_scenario_free(&world);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),   cmocka_unit_test(test_memory),
        cmocka_unit_test(test_streams), cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_quota),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
