/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenario loader: what is accepted, what it becomes, and that everything in tests/bad is refused by name.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bad/small_model.h"
#include "loader.h"

static sw_diagnostics diagnostics;

static int parse_with(sw_scenario *scenario, const char *text,
                      const sw_override *overrides, int n_overrides)
{
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    return sw_scenario_parse(scenario, small_groups, 1, "good.cfg", text, overrides,
                             n_overrides, &diagnostics);
}

static int parse(sw_scenario *scenario, const char *text)
{
    return parse_with(scenario, text, NULL, 0);
}

static void expect_good(sw_scenario *scenario, const char *text)
{
    if (parse(scenario, text) != SW_OK) {
        fail_msg("refused: %s\n%s", text, diagnostics.text);
    }
}

static void expect(const char *whole, const char *part)
{
    if (!strstr(whole, part)) {
        fail_msg("no %s in\n%s", part, whole);
    }
}

/* ---- everything bad ---- */

struct bad {
    const char *text, *begin, *part;
};

static const struct bad bad[] = {
#define BAD(text, begin, part) {text, begin, part},
#include "bad/scenario.def"
#undef BAD
};

static void test_bad(void **state)
{
    char text[4096];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (int language = 0; language < SW_N_LANGUAGES; language++) {
            sw_scenario scenario;
            (void)snprintf(text, sizeof text, "title = \"t\";\n%s", bad[i].text);
            sw_diagnostics_init(&diagnostics, (sw_language)language);
            const int status = sw_scenario_parse(&scenario, small_groups, 1, "bad.cfg",
                                                 text, NULL, 0, &diagnostics);
            if (status != SW_INPUT || diagnostics.status != SW_INPUT) {
                fail_msg("status %d for: %s", status, bad[i].text);
            }
            assert_null(scenario.memory);
            if (strncmp(diagnostics.text, bad[i].begin, strlen(bad[i].begin)) != 0 ||
                (language == SW_ENGLISH && !strstr(diagnostics.text, bad[i].part))) {
                fail_msg("for: %s\nexpected: %s... %s\ngot: %s", bad[i].text,
                         bad[i].begin, bad[i].part, diagnostics.text);
            }
        }
    }
}

static void test_without_diagnostics(void **state)
{
    sw_scenario scenario;
    (void)state;
    assert_int_equal(
        sw_scenario_parse(&scenario, small_groups, 1, "x", "titel = 3;", NULL, 0, NULL),
        SW_INPUT);
    assert_null(scenario.memory);
    sw_scenario_free(&scenario);
    sw_scenario_free(&scenario);
}

static void test_all_errors_at_once(void **state)
{
    sw_scenario scenario;
    (void)state;
    assert_int_equal(parse(&scenario, "simulation = {\n"
                                      "  replications = 0;\n"
                                      "  yaers = 5;\n"
                                      "};\n"
                                      "small = {\n"
                                      "  share = 2;\n"
                                      "  effect = { dist = \"normal\"; mean = 1; };\n"
                                      "};\n"),
                     SW_INPUT);
    assert_int_equal(diagnostics.count, 5);
    assert_non_null(
        strstr(diagnostics.text, "good.cfg:2: simulation.replications: 0 is"));
    assert_non_null(strstr(diagnostics.text, "good.cfg:3: simulation.yaers: unknown"));
    assert_non_null(strstr(diagnostics.text, "good.cfg:6: small.share: 2 is"));
    assert_non_null(strstr(diagnostics.text, "good.cfg:7: small.effect: dist"));
    assert_non_null(strstr(diagnostics.text, "good.cfg: title: missing"));
}

/* Two slips of the fingers are both named; what follows is not judged. */
static void test_two_slips(void **state)
{
    sw_scenario scenario;
    (void)state;
    assert_int_equal(parse(&scenario, "a = 5%;\nb = 1;\nc ＝ 2;\n"), SW_INPUT);
    assert_int_equal(diagnostics.count, 2);
    assert_non_null(strstr(diagnostics.text, "good.cfg:1: "));
    assert_non_null(strstr(diagnostics.text, "good.cfg:3: "));
}

/* The same key in two groups is no duplicate; each real one is named, and hides nothing else. */
static void test_duplicates(void **state)
{
    sw_scenario scenario;
    (void)state;
    assert_int_equal(parse(&scenario, "small = { hours = 1; share = 1;\n share = 2;\n"
                                      " share = 0.5; };\nsmall = { huors = 4; };\n"
                                      "simulation = { years = 0; };\nhours = 1;\n"),
                     SW_INPUT);
    assert_int_equal(diagnostics.count, 8);
    expect(diagnostics.text,
           "good.cfg:2: small.share: duplicate key, first at line 1; keep one\n"
           "good.cfg:3: small.share: duplicate key, first at line 1; keep one\n"
           "good.cfg:4: small: duplicate key, first at line 1; keep one\n");
    expect(diagnostics.text, "good.cfg:2: small.share: 2 is out of range");
    expect(diagnostics.text, "good.cfg:4: small.huors: unknown key");
    expect(diagnostics.text, "good.cfg:5: simulation.years: 0 is out of range");
    expect(diagnostics.text, "good.cfg:6: hours: unknown key");
    expect(diagnostics.text, "good.cfg: title: missing");
}

/* ---- limits ---- */

static void refuse_repeated(const char *before, const char *part, size_t n,
                            const char *after, const char *expected)
{
    sw_scenario scenario;
    const size_t length = strlen(part);
    char *text = malloc(strlen(before) + n * length + strlen(after) + 1);
    assert_non_null(text);
    char *end = text + strlen(strcpy(text, before));
    for (size_t i = 0; i < n; i++, end += length) {
        memcpy(end, part, length);
    }
    (void)strcpy(end, after);
    assert_int_equal(parse(&scenario, text), SW_INPUT);
    if (!strstr(diagnostics.text, expected)) {
        fail_msg("expected %s, got %s", expected, diagnostics.text);
    }
    free(text);
}

static void test_limits(void **state)
{
    (void)state;
    refuse_repeated("a = ", "( ", 33, "", "more than 32 brackets");
    refuse_repeated("a = ", "{ b = ", 100000, "", "more than 32 brackets");
    refuse_repeated("a = \"", "xxxxxxxx", 10000, "\";", "more than 65536 bytes");
    refuse_repeated("", "a=1;\n", 20001, "", "more than 20000 keys");
    refuse_repeated("", "a=1;\n", 20000, "", "good.cfg:2: a: duplicate key, first at");
    refuse_repeated("a = [", "1,", 300000, "1];", "too much for one scenario");
    refuse_repeated("a = ", "9", 100, ";", "does not fit into 64 bits");
    refuse_repeated("a = 0.", "9", 1000, ";", "is not a number");
}

/* ---- what is accepted ---- */

static void test_values(void **state)
{
    sw_scenario scenario;
    (void)state;
    expect_good(
        &scenario,
        "\xEF\xBB\xBFtitle = \"厚木\" \" side work\"; # hash\r\n"
        "simulation: { seed = 18446744073709551615; replications = 0x10, };;\r\n"
        "small = { share = 1; weights = [0x1, 2.5, 10000000000e-10]; hours = -007\r\n"
        "  salt = 5000000000 active = FALSE; mode = \"fast\"; days = [\"tue\", "
        "\"tue\",];\r\n"
        "  start = \"2031-12\"; note = \"\\\"q\\\" \\\\\";\r\n"
        "  parts = ( { size = 2; name = \"x\"; }, { name = \"y\"; size = 3; share = 0; } "
        ");\r\n"
        "  effect = { max = 1; dist = \"lognormal\"; sigma = 2; median = 0.25; };\r\n"
        "}; // no line end after this");
    const struct sw_small *small = small_of(&scenario);
    assert_string_equal(sw_scenario_root(&scenario)->title, "厚木 side work");
    assert_true(sw_scenario_simulation(&scenario)->seed == UINT64_MAX);
    assert_int_equal(sw_scenario_simulation(&scenario)->replications, 16);
    assert_true(small->share == 1.0);
    assert_true(small->weights[0] == 1 && small->weights[1] == 2.5 &&
                small->weights[2] == 1);
    assert_int_equal(small->hours, -7);
    assert_true(small->salt == 5000000000u);
    assert_int_equal(small->active, 0);
    assert_int_equal(small->mode, 0);
    assert_int_equal(small->days, 2);
    assert_int_equal(small->start, 2031 * 12 + 11);
    assert_string_equal(small->note, "\"q\" \\");
    assert_int_equal(small->parts.n, 2);
    assert_string_equal(small->parts.at[0].name, "x");
    assert_true(small->parts.at[0].share == 0.5);
    assert_true(small->parts.at[1].share == 0.0);
    assert_int_equal(scenario.n_priors, 1);
    const sw_prior *prior = scenario.priors;
    assert_int_equal(prior->distribution, SW_DISTRIBUTION_lognormal);
    assert_true(prior->a[0] == 0.25 && prior->a[1] == 2 && prior->min == -5 &&
                prior->max == 1);
    assert_string_equal(prior->path, "small.effect");
    assert_int_equal(prior->group, SW_N_ENGINE_GROUPS);
    assert_int_equal(prior->offset, offsetof(struct sw_small, effect));
    assert_true(small->effect == 0.25);
    sw_scenario_free(&scenario);
}

static void test_defaults(void **state)
{
    sw_scenario scenario;
    (void)state;
    expect_good(&scenario, "title = \"t\";");
    const struct sw_small *small = small_of(&scenario);
    assert_true(small->effect == 0.4 && small->share == 0.3 && small->weights[1] == 0.5);
    assert_int_equal(small->hours, 40);
    assert_int_equal(small->days, 5);
    assert_int_equal(small->mode, 1);
    assert_int_equal(small->start, 2022 * 12 + 3);
    assert_int_equal(small->parts.n, 1);
    assert_int_equal(scenario.n_priors, 1);
    assert_int_equal(sw_scenario_simulation(&scenario)->replications, 1000);
    /* FNV-1a of "small.effect", worked out independently */
    assert_int_equal(scenario.priors[0].key, 0x16696adb);
    sw_scenario_free(&scenario);
}

/* ---- the effective scenario ---- */

static const char full[] =
    "title = \"t \\\"q\\\" \\\\ 日本\";\n"
    "simulation = { seed = 9223372036854775808; };\n"
    "small = { share = 0.1; weights = [1e-300, 1e-5, 0.12345678901234568];\n"
    "  days = []; parts = ( ); salt = 3000000000;\n"
    "  effect = { dist = \"triangular\"; low = 0; mode = 1; high = 2; min = 0.5; }; };\n";

static void test_round_trip(void **state)
{
    sw_scenario first;
    sw_scenario second;
    (void)state;
    expect_good(&first, full);
    expect_good(&second, first.effective);
    assert_string_equal(first.effective, second.effective);
    assert_string_equal(first.digest, second.digest);
    assert_memory_equal(small_of(&first), small_of(&second), sizeof(struct sw_small));
    assert_int_equal(strlen(first.digest), 64);
    assert_non_null(strstr(first.effective, "  seed = 0x8000000000000000L;\n"));
    assert_non_null(strstr(first.effective, "  salt = 3000000000L;\n"));
    assert_non_null(
        strstr(first.effective, "weights = [1e-300, 1e-05, 0.12345678901234568];"));
    assert_non_null(strstr(first.effective, "  days = [];\n"));
    assert_non_null(strstr(first.effective, "  parts = ();\n"));
    assert_non_null(strstr(first.effective,
                           "{ dist = \"triangular\"; low = 0.0; mode = 1.0; "
                           "high = 2.0; min = 0.5; };\n"));
    assert_null(strstr(first.effective, "//"));
    sw_scenario_free(&second);
    expect_good(&second, "title = \"t\";");
    assert_string_not_equal(first.digest, second.digest);
    assert_non_null(
        strstr(second.effective,
               "  parts = (\n    { name = \"a\"; size = 3; share = 0.5; }\n  );\n"));
    sw_scenario_free(&second);
    sw_scenario_free(&first);
}

/* Each prior is written at its own key; a truncation beyond the allowed range is cut to it. */
static void test_two_priors(void **state)
{
    sw_scenario first;
    sw_scenario second;
    (void)state;
    expect_good(
        &first,
        "title = \"t\"; small = {\n"
        "share = { dist = \"beta\"; mean = 0.25; size = 8; min = -3; max = 0.75; };\n"
        "effect = { dist = \"normal\"; mean = 1; sd = 2; max = 99; }; };");
    assert_int_equal(first.n_priors, 2);
    assert_true(first.priors[0].min == -5 && first.priors[0].max == 5);
    assert_true(first.priors[1].min == 0 && first.priors[1].max == 0.75);
    expect(first.effective, "  effect = { dist = \"normal\"; mean = 1.0; sd = 2.0; };\n");
    expect(first.effective,
           "  share = { dist = \"beta\"; mean = 0.25; size = 8.0; max = 0.75; };\n");
    expect_good(&second, first.effective);
    assert_string_equal(first.digest, second.digest);
    sw_scenario_free(&first);
    sw_scenario_free(&second);
}

/* The same world in other words has the same digest. */
static void test_digest_of_meaning(void **state)
{
    sw_scenario first;
    sw_scenario second;
    (void)state;
    expect_good(&first, "title = \"t\"; small = { hours = 40; share = 0.30; };");
    expect_good(&second, "// said otherwise\nsmall: { share = 3e-1 } title = \"t\"");
    assert_string_equal(first.digest, second.digest);
    sw_scenario_free(&first);
    sw_scenario_free(&second);
}

static void test_print(void **state)
{
    sw_scenario scenario;
    sw_scenario again;
    static char text[16384];
    (void)state;
    const sw_override override = {"small.hours", "8", "--set"};
    assert_int_equal(parse_with(&scenario, full, &override, 1), SW_OK);
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(sw_scenario_print(&scenario, file), SW_OK);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    assert_non_null(strstr(text, scenario.digest));
    assert_non_null(strstr(text, "  share = 0.1; // good.cfg:3\n"));
    assert_non_null(strstr(text, "  hours = 8; // --set\n"));
    assert_non_null(strstr(text, "  active = true; // default\n"));
    expect_good(&again, text);
    assert_string_equal(scenario.digest, again.digest);
    sw_scenario_free(&again);
    file = fopen("/dev/full", "w");
    if (file) {
        assert_int_equal(sw_scenario_print(&scenario, file), SW_IO);
        (void)fclose(file);
    }
    sw_scenario_free(&scenario);
}

/* ---- overrides ---- */

static void test_overrides(void **state)
{
    sw_scenario scenario;
    static const sw_override overrides[] = {
        {"simulation.replications", "5", "-n"},
        {"simulation.seed", "18446744073709551615", "--seed"},
        {"small.share", "0.7", "--set"},
        {"small.share", "0.8", "--set"},
        {"small.mode", "fast", "--set"},
        {"small.start", "2030-01", "--set"},
        {"title", "a \"b\" = {", "--set"},
        {"title_ja", "\"引用\"", "--set"},
        {"small.effect", "0.25", "--set"},
        {"small.weights", "[3, 2, 1]", "--set"},
        {"small.parts", "()", "--set"},
        {"small.note", "2022", "--set"},
    };
    (void)state;
    assert_int_equal(
        parse_with(&scenario, full, overrides, sizeof overrides / sizeof *overrides),
        SW_OK);
    assert_int_equal(sw_scenario_simulation(&scenario)->replications, 5);
    assert_true(sw_scenario_simulation(&scenario)->seed == UINT64_MAX);
    assert_true(small_of(&scenario)->share == 0.8);
    assert_int_equal(small_of(&scenario)->mode, 0);
    assert_int_equal(small_of(&scenario)->start, 2030 * 12);
    assert_string_equal(sw_scenario_root(&scenario)->title, "a \"b\" = {");
    assert_string_equal(sw_scenario_root(&scenario)->title_ja, "引用");
    assert_string_equal(small_of(&scenario)->note, "2022");
    assert_int_equal(scenario.n_priors, 0);
    assert_true(small_of(&scenario)->effect == 0.25);
    sw_scenario_free(&scenario);
}

static void test_bad_overrides(void **state)
{
    static const struct {
        sw_override override;
        const char *expected;
    } table[] = {
        {{"small.huors", "1", "--set"},
         "--set: small.huors: unknown key; did you mean \"small.hours\"?\n"},
        {{"seed", "1", "--set"},
         "--set: seed: unknown key; did you mean \"simulation.seed\"?\n"},
        {{"nothing.at.all", "1", "--set"}, "--set: nothing.at.all: unknown key"},
        {{"", "1", "--set"}, "--set: unknown key"},
        {{"small", "1", "--set"}, "--set: small: is a group"},
        {{"small.effect.sd", "1", "--set"}, "write \"small.effect\""},
        {{"small.parts[0].size", "1", "--set"}, "write \"small.parts\""},
        {{"simulation.replications", "0", "-n"},
         "-n: simulation.replications: 0 is out of range"},
        {{"small.share", "0.5; hours = 3", "--set"},
         "--set: small.share: one value expected"},
        {{"small.share", "0.5; }", "--set"}, "--set: small.share: unexpected }"},
        {{"small.share", " ", "--set"}, "--set: small.share: a value is missing\n"},
        {{"title", "", "--set"}, "--set: title: the text is empty"},
        {{"simulation.thresholds", "[3e-1, 0.2, 0.1]", "--set"},
         "--set: simulation.thresholds: 0.2 is not greater than 0.3"},
        {{"small.effect", "{ dist = \"normal\"; mean = 1; mean = 0; sd = 1; }", "--set"},
         "--set: small.effect: mean: duplicate key; keep one\n"},
        {{"small.share", "half", "--set"}, "--set: small.share: \"half\" is neither"},
        {{"small.mode", "medium", "--set"},
         "--set: small.mode: \"medium\" is not one of"},
        {{"small.note", "\"open", "--set"}, "--set: small.note: text that begins"},
        {{"small.effect", "{ dist = \"x\"; }", "--set"},
         "--set: small.effect: dist = \"x\""},
        {{"extends", "\"x.cfg\"", "--set"},
         "--set: extends: cannot be set on the command line"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        sw_scenario scenario;
        assert_int_equal(parse_with(&scenario, full, &table[i].override, 1), SW_INPUT);
        assert_int_equal(diagnostics.count, 1);
        if (!strstr(diagnostics.text, table[i].expected)) {
            fail_msg("expected %s, got %s", table[i].expected, diagnostics.text);
        }
    }
}

/* libconfig 1.5 leaves the thread in the global locale; we must not. */
static void test_locale(void **state)
{
    sw_scenario scenario;
    (void)state;
    const locale_t mine = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (mine == (locale_t)0) {
        skip(); /* "C" would not do: it is one object for all */
    }
    const locale_t before = uselocale(mine);
    expect_good(&scenario, full);
    assert_true(uselocale((locale_t)0) == mine);
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(sw_scenario_print(&scenario, file), SW_OK);
    (void)fclose(file);
    assert_true(uselocale(before) == mine);
    freelocale(mine);
    sw_scenario_free(&scenario);
}

/* The same for each single text, where a second one follows under the same locale. */
static void test_locale_of_one_text(void **state)
{
    sw_load self = {.root_file = "t", .pool = sw_load_pool_new()};
    sw_load_node *node = NULL;
    (void)state;
    assert_non_null(self.pool);
    const locale_t mine = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (mine == (locale_t)0) {
        sw_load_pool_free(self.pool);
        skip();
    }
    const locale_t before = uselocale(mine);
    assert_int_equal(sw_load_one(&self, (sw_load_place){"t", 0}, "0.5", &node), SW_OK);
    assert_true(uselocale(before) == mine);
    assert_true(node->real == 0.5);
    freelocale(mine);
    sw_load_pool_free(self.pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_without_diagnostics),
        cmocka_unit_test(test_all_errors_at_once),
        cmocka_unit_test(test_two_slips),
        cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_two_priors),
        cmocka_unit_test(test_digest_of_meaning),
        cmocka_unit_test(test_print),
        cmocka_unit_test(test_overrides),
        cmocka_unit_test(test_bad_overrides),
        cmocka_unit_test(test_locale),
        cmocka_unit_test(test_locale_of_one_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
