/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effective texts that are the same model, and such as are not: each line that counts, changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sidework/study.h>

static const char base[] = "title = \"A\";\nsimulation = {\n  seed = 1;\n  replications "
                           "= 4;\n  years = 10;\n};\n"
                           "plan = {\n  bank = 1;\n};\n";

static void what_is_aside_may_differ(void **state)
{
    (void)state;
    assert_true(sw_same_scenario(base, base));
    assert_true(sw_same_scenario(
        base, "title = \"B\";\ntitle_ja = \"C\";\nsimulation = {\n  seed = 2;\n"
              "  replications = 1000;\n  repeats = 3;\n  years = 10;\n};\n"
              "plan = {\n  bank = 1;\n};\n"));
}

static void what_counts_may_not(void **state)
{
    static const char *const others[] = {
        "title = \"A\";\nsimulation = {\n  seed = 1;\n  replications = 4;\n  years = "
        "9;\n};\nplan = {\n  bank = 1;\n};\n",
        "title = \"A\";\nsimulation = {\n  seed = 1;\n  years = 10;\n};\nplan = {\n  "
        "bank = 10;\n};\n",
        "title = \"A\";\nsimulation = {\n  seed = 1;\n  years = 10;\n};\nplan = {\n};\n",
        "title = \"A\";\nsimulation = {\n  seed = 1;\n  years = 10;\n};\nplan = {\n  "
        "bank = 1;\n};\nmore = 1;\n",
        "",
        "seed = 1;\n"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(sw_same_scenario(base, others[i]));
        assert_false(sw_same_scenario(others[i], base));
    }
    assert_false(sw_same_scenario(NULL, base));
    assert_false(sw_same_scenario("", ""));
}

static void a_study_is_read_from_nothing_else(void **state)
{
    sw_study study = {0};
    sw_diagnostics d;
    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    assert_int_equal(sw_study_read(&study, "nowhere.h5", &d), SW_MISSING);
    assert_int_equal(sw_file_kind_of("nowhere.h5"), SW_FILE_OTHER);
    sw_study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_aside_may_differ), cmocka_unit_test(what_counts_may_not),
        cmocka_unit_test(a_study_is_read_from_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
