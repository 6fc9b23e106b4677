/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parameter reference, `check` and the options. The command is a program and not a library, so their files
 * are compiled into this test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../sim/cli/check.c"
#include "../../sim/cli/estimate.c"
#include "../../sim/cli/options.c"
#include "../../sim/cli/params.c"

#include "bad/small_model.h"

static char text[65536];

static const char *params(int format, sw_language language)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(sw_cli_params(small_groups, 1, format, language, file), SW_OK);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    return text;
}

static void expect(const char *whole, const char *part)
{
    if (!strstr(whole, part)) {
        fail_msg("no %s in\n%s", part, whole);
    }
}

static void test_csv(void **state)
{
    const char *csv = params(SW_PARAMS_CSV, SW_ENGLISH);
    int rows = 0;
    (void)state;
    expect(csv, "key,unit,type,range,default,prior,source,en,ja\r\n");
    expect(csv, "\"small.effect\",\"log-odds\",\"number\",\"-5 ... 5\",\"0.4\","
                "\"{ dist = \"\"normal\"\"; mean = 0.4; sd = 0.2; "
                "}\",\"assumed\",\"Effect, with a comma\",\"効果\"\r\n");
    expect(csv, "\"small.parts[].name\",\"\",\"text\",\"at most 255 bytes\",\"\",\"\",");
    expect(csv, "\"Share \"\"of\"\" all | part\"");
    for (const char *c = csv; *c; c++) {
        rows += *c == '\n';
    }
    /* header, root with 3 of a correlation, simulation, output, 11 of the model and 3 of its list's elements */
    assert_int_equal(rows, 1 + sw_engine_groups[0].n_fields + 3 +
                               sw_engine_groups[1].n_fields +
                               sw_engine_groups[2].n_fields + 11 + 3);
}

/* Brackets and quotes are balanced and every line is an object; the command's own test parses it with Python. */
static void test_json(void **state)
{
    const char *json = params(SW_PARAMS_JSON, SW_ENGLISH);
    int depth = 0;
    int quoted = 0;
    (void)state;
    for (const char *c = json; *c; c++) {
        if (quoted && *c == '\\') {
            c++;
        } else if (*c == '"') {
            quoted = !quoted;
        } else if (!quoted) {
            depth += (*c == '{' || *c == '[') - (*c == '}' || *c == ']');
        }
        assert_true(depth >= 0);
    }
    assert_int_equal(depth, 0);
    assert_int_equal(quoted, 0);
    expect(json, "{\"key\": \"title\", \"unit\": \"\", \"type\": \"text\", \"range\": "
                 "\"at most 255 bytes\", "
                 "\"default\": null, \"prior\": null,");
    expect(json, "\"prior\": \"{ dist = \\\"normal\\\"; mean = 0.4; sd = 0.2; }\"");
}

static void test_md_and_list(void **state)
{
    (void)state;
    expect(params(SW_PARAMS_MD, SW_ENGLISH),
           "\n## small: A small model / 小さなモデル\n");
    expect(text, "# Parameters / パラメーター\n\nMade by `sidework params --md >models");
    expect(text, "| `small.share` | 1 | number | 0 ... 1 | `0.3` |  | assumed | Share "
                 "\"of\" all \\| part | ");
    expect(text, "| `0.4` | `{ dist = \"normal\"; mean = 0.4; sd = 0.2; }` | assumed | "
                 "Effect, with a comma | 効果 |\n");
    expect(text, "| `title` |  | text | at most 255 bytes | required / 必須 |  |");
    char english[sizeof text];
    (void)strcpy(english, text);
    assert_string_equal(params(SW_PARAMS_MD, SW_JAPANESE), english); /* holds both */
    expect(params(SW_PARAMS_LIST, SW_ENGLISH),
           "  small.parts[].size   integer  1 ... 500 [person]\n");
    expect(text, "      Size\n      default: none, must be given\n");
    expect(params(SW_PARAMS_LIST, SW_JAPANESE),
           "      人数\n      既定値: なし（必須）\n");
}

/* The file of defaults, extended by a scenario that adds a title, is the scenario of that title alone. */
static void test_cfg(void **state)
{
    sw_scenario plain;
    sw_scenario built;
    char folder[400];
    char path[512];
    const char *base = getenv("TMPDIR");
    (void)state;
    (void)snprintf(folder, sizeof folder, "%s/params-XXXXXX", base && *base ? base : ".");
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/parameters.cfg", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(sw_cli_params(small_groups, 1, SW_PARAMS_CFG, SW_ENGLISH, file),
                     SW_OK);
    assert_int_equal(fclose(file), 0);
    char *slash = strrchr(path, '/');
    (void)strcpy(slash, "/built.cfg");
    file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("extends = \"parameters.cfg\"; title = \"t\";\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(sw_scenario_load(&built, small_groups, 1, path, NULL, 0, NULL),
                     SW_OK);
    assert_int_equal(
        sw_scenario_parse(&plain, small_groups, 1, "p", "title = \"t\";", NULL, 0, NULL),
        SW_OK);
    assert_string_equal(built.digest, plain.digest);
    int defaults = 0;
    for (int i = 0; i < built.n_origins; i++) {
        defaults += built.origins[i].line == 0;
    }
    assert_int_equal(defaults, 0); /* every value stood in one of the files */
    sw_scenario_free(&plain);
    sw_scenario_free(&built);
    (void)unlink(path);
    (void)strcpy(slash, "/parameters.cfg");
    (void)unlink(path);
    assert_int_equal(rmdir(folder), 0);
}

static void test_full_disk(void **state)
{
    (void)state;
    for (int format = SW_PARAMS_LIST; format <= SW_PARAMS_CFG; format++) {
        FILE *file = fopen("/dev/full", "w");
        if (file) {
            assert_int_equal(sw_cli_params(small_groups, 1, format, SW_ENGLISH, file),
                             SW_IO);
            (void)fclose(file);
        }
    }
}

/* A wrong default in a table is our mistake and is found here, not by a user. */
static void test_bad_default(void **state)
{
    const sw_field field = {.key = "x",
                            .type = SW_TYPE_REAL,
                            .unit = "1",
                            .high = 1,
                            .choices = "",
                            .default_text = "{ dist = \"normal\"; mean = 9; sd = 1; }",
                            .source = "-",
                            .en = "x",
                            .ja = "x"};
    const sw_group group = {"g", "g", "g", &field, 1, sizeof(double)};
    const sw_group *const groups[] = {&group};
    sw_scenario scenario;
    static sw_diagnostics diagnostics;
    FILE *file = tmpfile();
    (void)state;
    assert_non_null(file);
    assert_int_equal(sw_cli_params(groups, 1, SW_PARAMS_CSV, SW_ENGLISH, file),
                     SW_INTERNAL);
    (void)fclose(file);
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    assert_int_equal(sw_scenario_parse(&scenario, groups, 1, "p", "title = \"t\";", NULL,
                                       0, &diagnostics),
                     SW_INTERNAL);
    expect(diagnostics.text, "default: g.x: less than 1 %");
}

/* A cross-check between keys, as mechanisms have them. */
static int refuse_title_no(const sw_scenario *scenario, sw_diagnostics *diagnostics)
{
    if (!strcmp(sw_scenario_root(scenario)->title, "no")) {
        return sw_fail(diagnostics, SW_INPUT, "refused", "拒否");
    }
    return SW_OK;
}

static const sw_mechanism small_mechanism = {.check = refuse_title_no};
static const sw_mechanism *const small_mechanisms[] = {&small_mechanism};
static const sw_model small_model = {small_mechanisms, 1};

static int check(const char *path, int effective, sw_diagnostics *diagnostics)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    const sw_check one = {.model = &small_model,
                          .groups = small_groups,
                          .n_groups = 1,
                          .effective = effective,
                          .out = file,
                          .diagnostics = diagnostics};
    const int status = sw_cli_check(&one, path);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    return status;
}

static void test_check(void **state)
{
    static sw_diagnostics diagnostics;
    sw_check one = {.model = &small_model, .groups = small_groups, .n_groups = 1};
    char path[] = "check-XXXXXX";
    (void)state;
    const int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "title = \"t\";\n", 13), 13);
    assert_int_equal(close(descriptor), 0);
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    assert_int_equal(check(path, 0, &diagnostics), SW_OK);
    expect(text, ": ok (27 parameters, 1 uncertain, digest ");
    sw_diagnostics_init(&diagnostics, SW_JAPANESE);
    assert_int_equal(check(path, 0, &diagnostics), SW_OK);
    expect(text, ": 問題なし（パラメーター 27 個、うち不確実 1 個");
    assert_int_equal(check(path, 1, &diagnostics), SW_OK);
    expect(text, "title = \"t\"; // check-");
    FILE *full = fopen("/dev/full", "w");
    if (full) {
        one.out = full;
        assert_int_equal(sw_cli_check(&one, path), SW_IO);
        (void)fclose(full);
    }
    const sw_override no = {"title", "no", "--set"};
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    one.overrides = &no;
    one.n_overrides = 1;
    one.out = stdout;
    one.diagnostics = &diagnostics;
    assert_int_equal(sw_cli_check(&one, path), SW_INPUT);
    assert_string_equal(diagnostics.text, "refused\n");
    assert_int_equal(unlink(path), 0);
    sw_diagnostics_init(&diagnostics, SW_ENGLISH);
    assert_int_equal(check(path, 0, &diagnostics), SW_MISSING);
    assert_string_equal(text, "");
    assert_int_equal(diagnostics.count, 1);
}

/* ---- options ---- */

enum { N_WORDS = 8 };

static int read_words(sw_options *self, const char *const words[N_WORDS],
                      sw_diagnostics *diagnostics)
{
    char *argv[N_WORDS + 1] = {0};
    int n = 0;
    for (; n < N_WORDS && words[n]; n++) {
        argv[n] = strdup(words[n]);
        assert_non_null(argv[n]);
    }
    sw_diagnostics_init(diagnostics, SW_ENGLISH);
    const int status = sw_options_read(self, n, argv, diagnostics);
    if (status == SW_OK && self->output) {
        (void)snprintf(text, sizeof text, "%s", self->output);
    }
    if (status == SW_OK && self->n_overrides > 0) {
        const sw_override *last = &self->overrides[self->n_overrides - 1];
        (void)snprintf(text, sizeof text, "%s=%s", last->path, last->value);
    }
    sw_options_free(self);
    for (int i = 0; i < n; i++) {
        free(argv[i]);
    }
    return status;
}

static void test_option_values(void **state)
{
    static const struct {
        const char *words[N_WORDS], *value;
    } good[] = {{{"s", "run", "-n2"}, "simulation.replications=2"},
                {{"s", "run", "-n", "2"}, "simulation.replications=2"},
                {{"s", "run", "--replications=2"}, "simulation.replications=2"},
                {{"s", "run", "-od.h5"}, "d.h5"},
                {{"s", "run", "-o", "-x.h5"}, "-x.h5"},
                {{"s", "run", "--set", "title="}, "title="}};
    static const struct {
        const char *words[N_WORDS], *message;
    } bad[] = {{{"s", "run", "-n", ""}, "-n: a value is missing\n"},
               {{"s", "run", "-n"}, "-n: a value is missing\n"},
               {{"s", "run", "--seed="}, "--seed: a value is missing\n"},
               {{"s", "run", "-o", ""}, "-o: a value is missing\n"},
               {{"s", "run", "-hx"}, "-hx: no such option"},
               {{"s", "run", "-x2"}, "-x2: no such option"}};
    static sw_diagnostics diagnostics;
    sw_options *self = malloc(sizeof *self);
    (void)state;
    assert_non_null(self);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(read_words(self, good[i].words, &diagnostics), SW_OK);
        assert_string_equal(text, good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(read_words(self, bad[i].words, &diagnostics), SW_USAGE);
        expect(diagnostics.text, bad[i].message);
    }
    free(self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),         cmocka_unit_test(test_json),
        cmocka_unit_test(test_md_and_list), cmocka_unit_test(test_cfg),
        cmocka_unit_test(test_full_disk),   cmocka_unit_test(test_bad_default),
        cmocka_unit_test(test_check),       cmocka_unit_test(test_option_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
