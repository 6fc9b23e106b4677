/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios in files: what extends means, which files are read, and which are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "bad/small_model.h"

enum { PATH = 512 };

static char folder[PATH - 64];
static sw_diagnostics diagnostics;

static const char *in_folder(const char *name, char path[PATH])
{
    (void)snprintf(path, PATH, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *text, size_t length)
{
    char path[PATH];
    FILE *file = fopen(in_folder(name, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void put(const char *name, const char *text)
{
    write_file(name, text, strlen(text));
}

static int load_with(sw_scenario *scenario, const char *name,
                     const sw_override *overrides, int n_overrides)
{
    char path[PATH];
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    return sw_scenario_load(scenario, small_groups, 1, in_folder(name, path), overrides,
                            n_overrides, &diagnostics);
}

static int load(sw_scenario *scenario, const char *name)
{
    return load_with(scenario, name, NULL, 0);
}

static void expect_bad(const char *name, int expected, const char *message)
{
    sw_scenario scenario;
    assert_int_equal(load(&scenario, name), expected);
    assert_null(scenario.memory);
    if (!strstr(diagnostics.text, message)) {
        fail_msg("expected %s, got %s", message, diagnostics.text);
    }
}

static const sw_origin *origin_of(const sw_scenario *scenario, const char *path)
{
    for (int i = 0; i < scenario->n_origins; i++) {
        if (!strcmp(scenario->origins[i].path, path)) {
            return &scenario->origins[i];
        }
    }
    fail_msg("no origin of %s", path);
    return NULL;
}

static int ends_with(const char *text, const char *end)
{
    const size_t n = strlen(text);
    return n >= strlen(end) && !strcmp(text + n - strlen(end), end);
}

static void test_chain(void **state)
{
    sw_scenario scenario;
    (void)state;
    put("base.cfg",
        "title = \"base\";\nquestion = \"why\";\n"
        "small = {\n  hours = 1;\n  share = 0.1;\n  weights = [1, 2, 3];\n"
        "  days = [\"mon\", \"tue\"];\n  parts = ( { name = \"a\"; size = 1; share = "
        "0.9; }, "
        "{ name = \"b\"; size = 2; } );\n"
        "  effect = { dist = \"normal\"; mean = 0; sd = 1; min = -1; };\n};\n");
    assert_int_equal(mkdir(in_folder("sub", (char[PATH]){0}), 0777), 0);
    put("sub/middle.cfg",
        "extends = \"../base.cfg\";\nsmall = { hours = 2; days = [\"wed\"]; };\n");
    put("top.cfg", "title = \"top\";\nextends = \"sub/middle.cfg\";\n"
                   "small = { share = 0.2; parts = ( { name = \"c\"; size = 3; } );\n"
                   "  effect = { dist = \"uniform\"; low = 0; high = 1; }; };\n");
    assert_int_equal(load(&scenario, "top.cfg"), SW_OK);
    const struct sw_small *small = small_of(&scenario);
    assert_string_equal(sw_scenario_root(&scenario)->title, "top");
    assert_string_equal(sw_scenario_root(&scenario)->question, "why");
    assert_int_equal(small->hours, 2);
    assert_true(small->share == 0.2);
    assert_true(small->weights[2] == 3);
    assert_int_equal(small->days, 4);
    assert_int_equal(small->parts.n, 1);
    assert_string_equal(small->parts.at[0].name, "c");
    assert_true(small->parts.at[0].share == 0.5); /* a list is replaced whole */
    assert_string_equal(small->parts.at[1].name, "");
    assert_int_equal(scenario.priors[0].distribution, SW_DISTRIBUTION_uniform);
    assert_true(scenario.priors[0].min == -5); /* so is a prior */
    assert_true(ends_with(origin_of(&scenario, "title")->file, "/top.cfg"));
    assert_true(ends_with(origin_of(&scenario, "small.hours")->file, "/sub/middle.cfg"));
    assert_int_equal(origin_of(&scenario, "small.hours")->line, 2);
    assert_true(
        ends_with(origin_of(&scenario, "small.weights")->file, "/sub/../base.cfg"));
    assert_int_equal(origin_of(&scenario, "small.weights")->line, 6);
    assert_string_equal(origin_of(&scenario, "small.note")->file, "default");
    assert_int_equal(origin_of(&scenario, "small.note")->line, 0);
    sw_scenario_free(&scenario);
}

/* An uncertain value becomes known when a number is put over it, and the other way round. */
static void test_certain_and_uncertain(void **state)
{
    sw_scenario scenario;
    (void)state;
    put("u.cfg", "title = \"u\"; small = { effect = { dist = \"beta\"; mean = 0.5; size "
                 "= 3; }; share = 0.5; };");
    put("v.cfg", "extends = \"u.cfg\"; small = { effect = 1; share = { dist = \"beta\"; "
                 "mean = 0.25; size = 8; }; };");
    assert_int_equal(load(&scenario, "v.cfg"), SW_OK);
    assert_int_equal(scenario.n_priors, 1);
    assert_string_equal(scenario.priors[0].path, "small.share");
    assert_true(small_of(&scenario)->effect == 1 && small_of(&scenario)->share == 0.25);
    sw_scenario_free(&scenario);
}

static void test_errors_of_all_files(void **state)
{
    sw_scenario scenario;
    (void)state;
    put("e1.cfg", "title = \"e\";\nsmall = { hours = 1.5; };\n");
    put("e2.cfg", "extends = \"e1.cfg\";\n\nsmall = { hours = 1; shaer = 1; };\n");
    assert_int_equal(load(&scenario, "e2.cfg"), SW_INPUT);
    assert_int_equal(diagnostics.count, 2);
    assert_non_null(strstr(diagnostics.text, "/e1.cfg:2: small.hours: 1.5"));
    assert_non_null(strstr(diagnostics.text, "/e2.cfg:3: small.shaer: unknown key"));
}

/* What name shows in Japanese: its own words, "" where it has only an English title. */
static void expect_japanese(const char *name, const sw_override *overrides,
                            int n_overrides, const char *title_ja,
                            const char *question_ja)
{
    sw_scenario scenario;
    assert_int_equal(load_with(&scenario, name, overrides, n_overrides), SW_OK);
    assert_string_equal(sw_scenario_root(&scenario)->title_ja, title_ja);
    assert_string_equal(sw_scenario_root(&scenario)->question_ja, question_ja);
    if (!*title_ja) {
        assert_string_equal(origin_of(&scenario, "title_ja")->file, "default");
    }
    sw_scenario_free(&scenario);
}

/* A Japanese title belongs to the title it stands beside, not to one that replaces it. */
static void test_translations(void **state)
{
    static const sw_override set[] = {{"title_ja", "次", "--set"},
                                      {"title", "next", "--set"},
                                      {"question", "next?", "--set"}};
    (void)state;
    put("j0.cfg", "title_ja = \"基\"; title = \"base\"; question = \"why\";\n"
                  "question_ja = \"なぜ\";\n");
    put("j1.cfg", "title = \"child\"; extends = \"j0.cfg\";\n");
    put("j2.cfg", "extends = \"j1.cfg\"; title_ja = \"子\"; question = \"how\";\n");
    put("j3.cfg", "extends = \"j2.cfg\"; small = { hours = 1; };\n");
    expect_japanese("j0.cfg", NULL, 0, "基", "なぜ");
    expect_japanese("j1.cfg", NULL, 0, "", "なぜ");
    expect_japanese("j2.cfg", NULL, 0, "子", "");
    expect_japanese("j3.cfg", NULL, 0, "子", "");
    expect_japanese("j0.cfg", &set[0], 1, "次", "なぜ");
    expect_japanese("j0.cfg", &set[1], 1, "", "なぜ");
    expect_japanese("j0.cfg", set, 3, "次", "");
}

static void test_bad_files(void **state)
{
    char path[PATH];
    (void)state;
    expect_bad("none.cfg", SW_MISSING, "none.cfg: there is no file \"");
    put("lost.cfg", "title = \"t\";\nextends = \"none.cfg\";\n");
    expect_bad("lost.cfg", SW_INPUT, "/lost.cfg:2: extends: there is no file \"");
    put("dir.cfg", "extends = \".\";\n");
    expect_bad("dir.cfg", SW_INPUT, "/dir.cfg:1: extends: \"");
    assert_non_null(strstr(diagnostics.text, "is a folder"));
    put("type.cfg", "extends = 5;\n");
    expect_bad("type.cfg", SW_INPUT, "/type.cfg:1: extends: 5 is not the name of a file");
    put("empty.cfg", "extends = \"\";\n");
    expect_bad("empty.cfg", SW_INPUT, "extends: \"\" is not the name of a file");
    expect_bad(".", SW_INPUT, "is a folder");
    assert_int_equal(mkfifo(in_folder("fifo", path), 0600), 0);
    expect_bad("fifo", SW_INPUT, "is not a regular file");
    put("device.cfg", "extends = \"/dev/zero\";\n");
    expect_bad("device.cfg", SW_INPUT,
               "device.cfg:1: extends: \"/dev/zero\" is not a regular file");
    assert_int_equal(symlink("loop.cfg", in_folder("loop.cfg", path)), 0);
    put("links.cfg", "extends = \"loop.cfg\";\n");
    expect_bad("links.cfg", SW_INPUT, "/links.cfg:1: extends: \"");
    assert_non_null(strstr(diagnostics.text, "is not a regular file"));
    write_file("nul.cfg", "title = \"t\";\n\0", 14);
    expect_bad("nul.cfg", SW_INPUT, "/nul.cfg:2: control character 0x00");
    write_file("utf16.cfg", "\xFF\xFEt\0", 4);
    expect_bad("utf16.cfg", SW_INPUT, "UTF-16");
    put("nothing.cfg", "");
    expect_bad("nothing.cfg", SW_INPUT, "nothing.cfg: title: missing");
}

static void test_size(void **state)
{
    const size_t most = 4 << 20;
    char *text = malloc(most + 1);
    sw_scenario scenario;
    (void)state;
    assert_non_null(text);
    memset(text, '\n', most + 1);
    memcpy(text, "title=\"t\"", 9);
    write_file("large.cfg", text, most);
    assert_int_equal(load(&scenario, "large.cfg"), SW_OK);
    sw_scenario_free(&scenario);
    write_file("large.cfg", text, most + 1);
    expect_bad("large.cfg", SW_INPUT, "is larger than 4 MiB");
    put("heavy.cfg", "\nextends = \"large.cfg\";\n");
    expect_bad("heavy.cfg", SW_INPUT, "/heavy.cfg:2: extends: \"");
    assert_non_null(strstr(diagnostics.text, "is larger than 4 MiB"));
    free(text);
}

static void test_circles(void **state)
{
    char path[PATH];
    (void)state;
    put("self.cfg", "extends = \"self.cfg\";\n");
    expect_bad("self.cfg", SW_INPUT,
               "/self.cfg:1: extends: the files extend each other in a circle: ");
    put("a.cfg", "extends = \"b.cfg\";\n");
    put("b.cfg", "\nextends = \"c.cfg\";\n");
    put("c.cfg", "\n\nextends = \"./b.cfg\";\n");
    expect_bad("a.cfg", SW_INPUT, "/c.cfg:3: extends: the files extend each other");
    assert_non_null(strstr(diagnostics.text, "/b.cfg -> "));
    assert_null(strstr(diagnostics.text, "/a.cfg -> "));
    /* by another name it is the same file */
    put("real.cfg", "extends = \"alias.cfg\";\n");
    assert_int_equal(symlink("real.cfg", in_folder("alias.cfg", path)), 0);
    expect_bad("real.cfg", SW_INPUT, "in a circle");
}

static void test_depth(void **state)
{
    sw_scenario scenario;
    char name[64];
    char text[64];
    (void)state;
    put("d0.cfg", "title = \"d\";");
    for (int i = 1; i <= 16; i++) {
        (void)snprintf(name, sizeof name, "d%d.cfg", i);
        (void)snprintf(text, sizeof text, "extends = \"d%d.cfg\";", i - 1);
        put(name, text);
    }
    assert_int_equal(load(&scenario, "d15.cfg"), SW_OK);
    sw_scenario_free(&scenario);
    expect_bad("d16.cfg", SW_INPUT, "/d1.cfg:1: extends: more than 16 files");
}

static int set_up(void **state)
{
    const char *base = getenv("TMPDIR");
    (void)state;
    (void)snprintf(folder, sizeof folder, "%s/extends-XXXXXX",
                   base && *base ? base : ".");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    static const char *const names[] = {
        "base.cfg",  "sub/middle.cfg", "top.cfg",   "u.cfg",     "v.cfg",
        "e1.cfg",    "e2.cfg",         "lost.cfg",  "type.cfg",  "empty.cfg",
        "fifo",      "device.cfg",     "nul.cfg",   "utf16.cfg", "nothing.cfg",
        "large.cfg", "self.cfg",       "a.cfg",     "b.cfg",     "c.cfg",
        "real.cfg",  "alias.cfg",      "j0.cfg",    "j1.cfg",    "j2.cfg",
        "j3.cfg",    "dir.cfg",        "heavy.cfg", "loop.cfg",  "links.cfg"};
    char path[PATH];
    char name[64];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)unlink(in_folder(names[i], path));
    }
    for (int i = 0; i <= 16; i++) {
        (void)snprintf(name, sizeof name, "d%d.cfg", i);
        (void)unlink(in_folder(name, path));
    }
    (void)rmdir(in_folder("sub", path));
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chain),
        cmocka_unit_test(test_certain_and_uncertain),
        cmocka_unit_test(test_errors_of_all_files),
        cmocka_unit_test(test_translations),
        cmocka_unit_test(test_bad_files),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
