/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every allocation and every call on a file fails once while observations are read, a calibration is made, kept, written,
 * shown and read: a status and a message that fit, nothing leaks, the file is whole or absent.
 */
#include "support/calibrate_world.h"

#include <dirent.h>
#include <unistd.h>

#include "support/faults.h"

enum { FILE_BYTES = 1 << 18, PARTICLES = 50, SIMULATIONS = 200 };

static char folder[] = "faults-XXXXXX", out[64], facts[64];
static char expected[FILE_BYTES], found[FILE_BYTES];
static size_t expected_bytes;
static world w;
static sw_checkpoint *checkpoint;
static sw_calibration back;
static FILE *paper;
static int
    what; /* 0: learn; 1: write; 2, 3: print, as JSON; 4: read; 5: observations from a file */

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

static void sweep_folder(const char *path)
{
    char file[700];
    DIR *listing = opendir(path);
    for (struct dirent *e = listing ? readdir(listing) : NULL; e; e = readdir(listing)) {
        (void)snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            strcmp(file, facts) != 0)
            (void)unlink(file);
    }
    if (listing)
        (void)closedir(listing);
}

static void sweep(void)
{
    char run[80];
    (void)snprintf(run, sizeof run, "%s.run", out);
    sweep_folder(run);
    (void)rmdir(run);
    sweep_folder(folder);
}

static void let_go(void)
{
    sw_checkpoint_close(checkpoint);
    checkpoint = NULL;
    sw_learning_free(&w.learning);
    sw_calibration_free(&w.outcome);
    sw_calibration_free(&back);
    sw_trials_free(w.trials);
    sw_observations_free(&w.observations);
    memset(&w.learning, 0, sizeof w.learning);
    w.trials = NULL;
}

static void describe(void)
{
    sw_calibration *c = &w.outcome;
    c->title = c->title_ja = c->facts = c->facts_ja = c->observations = "t";
    c->scenario = w.scenario.effective;
    c->digest = w.scenario.digest;
    c->observations_digest = "o";
    c->version = "test";
    c->end = c->end_en = c->end_ja = c->distance = "x";
}

static int learn_all(sw_diagnostics *messages)
{
    sw_learning *l = &w.learning;
    int status =
        sw_trials_new(&w.trials, &sw_model_city_hall, &w.scenario, TEST_SEED, messages);
    if (!status)
        status = sw_observations_parse(&w.observations, "facts.cfg",
                                       fact("value = 0.0086; sd = 0.0005;"),
                                       sw_trials_layout(w.trials), messages);
    l->model = &sw_model_city_hall;
    l->scenario = &w.scenario;
    l->observations = &w.observations;
    l->trials = w.trials;
    l->rules = (sw_learning_rules){
        .simulations = SIMULATIONS, .particles = PARTICLES, .threads = 1};
    l->diagnostics = messages;
    if (!status)
        status = sw_checkpoint_open(&checkpoint, out, "id", 1, 0, messages);
    l->checkpoint = checkpoint;
    if (!status)
        status = sw_learning_begin(l);
    if (!status)
        status = sw_learning_run(l);
    return status ? status : sw_learning_outcome(l, &w.outcome);
}

static void prepare(void)
{
    static sw_diagnostics messages;
    rewind(paper);
    if (what == 0 || what == 1)
        sweep();
    sw_diagnostics_init(&messages, SW_ENGLISH);
    if (what == 1 || what == 2 || what == 3) {
        assert_int_equal(learn_all(&messages), SW_OK);
        describe();
    }
}

static int shown(int status, sw_diagnostics *messages)
{
    clearerr(paper);
    return status ? sw_fail(messages, status, "not printed", "表示できません") : SW_OK;
}

static int work(sw_diagnostics *messages)
{
    const char *path = facts;
    switch (what) {
    case 0:
        return learn_all(messages);
    case 1:
        return sw_calibration_write(&w.outcome, out, 0, messages);
    case 2:
        return shown(sw_calibration_print(&w.outcome, paper, SW_JAPANESE), messages);
    case 3:
        return shown(sw_calibration_print_json(&w.outcome, paper), messages);
    case 4:
        return sw_calibration_read(&back, out, messages);
    default:
        return sw_observations_load(&w.observations, &path, 1, NULL, messages);
    }
}

/* Whole, or not there; there if all is well. */
static void check(int status)
{
    const size_t n = what == 1 ? load(found) : 0;
    let_go();
    if (what != 1)
        return;
    assert_true(n > 0 || (status != SW_OK && access(out, F_OK) != 0));
    if (n > 0)
        assert_true(n == expected_bytes && memcmp(found, expected, n) == 0);
}

static int set_up(void **state)
{
    static sw_diagnostics messages;
    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(out, sizeof out, "%s/p.h5", folder);
    (void)snprintf(facts, sizeof facts, "%s/facts.cfg", folder);
    paper = tmpfile();
    FILE *stream = fopen(facts, "w");
    assert_true(paper && stream &&
                fputs(fact("value = 0.0086; sd = 0.0005;"), stream) >= 0);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(load_scenario(&w.scenario, ONCE, NULL, &messages), SW_OK);
    what = 1;
    prepare();
    assert_int_equal(work(&messages), SW_OK);
    expected_bytes = load(expected);
    assert_true(expected_bytes > 0 && expected_bytes < FILE_BYTES);
    let_go();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sweep();
    sw_scenario_free(&w.scenario);
    assert_int_equal(fclose(paper), 0);
    assert_int_equal(unlink(facts), 0);
    assert_int_equal(rmdir(folder), 0);
    return 0;
}

static void each(int groups, enum fault_way way, const char *name, int least)
{
    const fault_trial trial = {name, prepare, work, check, least};
    faults_each(groups, way, &trial);
}

static void test_learning(void **state)
{
    (void)state;
    what = 0;
    each(FAULT_MEMORY | FAULT_THIN, FAULT_FAIL, "memory", 30);
    each(FAULT_FILES | FAULT_INTERRUPTIBLE, FAULT_FAIL, "files", 10);
    each(FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_INTERRUPT, "signals", 3);
}

static void test_file(void **state)
{
    (void)state;
    what = 1;
    each(FAULT_MEMORY, FAULT_FAIL, "memory", 4);
    each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, "files", 8);
    prepare(); /* a file to be read */
    static sw_diagnostics messages;
    assert_int_equal(work(&messages), SW_OK);
    let_go();
    what = 4;
    each(FAULT_MEMORY, FAULT_FAIL, "memory", 10);
    each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, "files", 5);
}

static void test_printing(void **state)
{
    (void)state;
    for (what = 2; what <= 3; what++) {
        each(FAULT_MEMORY, FAULT_FAIL, "memory", what == 2 ? 2 : 0);
        each(FAULT_STREAMS, FAULT_FAIL, "streams", 10);
    }
}

static void test_observations(void **state)
{
    (void)state;
    what = 5;
    each(FAULT_MEMORY, FAULT_FAIL, "memory", 3);
    each(FAULT_FILES | FAULT_INTERRUPTIBLE | FAULT_READS, FAULT_FAIL, "files", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learning), cmocka_unit_test(test_file),
        cmocka_unit_test(test_printing), cmocka_unit_test(test_observations)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
