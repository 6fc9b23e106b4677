/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages: the language, the first status kept, nothing hostile let through, nothing written past the end. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sidework/status.h>

#include <errno.h>
#include <string.h>

static void test_language(void **state)
{
    sw_diagnostics d;

    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    assert_int_equal(sw_fail(&d, SW_INPUT, "bad %s: %d", "誤り %s: %d", "x", 3),
                     SW_INPUT);
    assert_string_equal(d.text, "bad x: 3\n");
    sw_diagnostics_init(&d, SW_JAPANESE);
    assert_int_equal(sw_fail(&d, SW_INPUT, "bad %s: %d", "誤り %s: %d", "x", 3),
                     SW_INPUT);
    assert_string_equal(d.text, "誤り x: 3\n");
    assert_int_equal(d.length, strlen(d.text));
}

static void test_first_status_is_kept(void **state)
{
    sw_diagnostics d;

    (void)state;
    sw_diagnostics_init(&d, SW_ENGLISH);
    assert_int_equal(d.status, SW_OK);
    sw_fail(&d, SW_MISSING, "one", "一");
    sw_fail(&d, SW_INPUT, "two", "二");
    assert_int_equal(d.status, SW_MISSING);
    assert_int_equal(d.count, 2);
    assert_int_equal(d.dropped, 0);
    assert_string_equal(d.text, "one\ntwo\n");
    assert_int_equal(sw_fail(NULL, SW_IO, "no one listens", "誰も聞かない"), SW_IO);
}

/* Code and length of one character, and what must not reach a terminal. */
static void test_characters(void **state)
{
    static const struct {
        const char *text;
        size_t bytes;
        uint32_t code;
        int steers;
    } cases[] = {{"a", 1, 'a', 0},
                 {"\n", 1, '\n', 1},
                 {"\xC2\x85", 2, 0x85, 1},
                 {"\xC2\xA0", 2, 0xA0, 0},
                 {"厚", 3, 0x539A, 0},
                 {"\xE2\x80\xAE", 3, 0x202E, 1},
                 {"\xF0\x9F\x98\x80", 4, 0x1F600, 0},
                 {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF, 0}};
    uint32_t code;
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        assert_int_equal(sw_character(cases[k].text, &code), cases[k].bytes);
        assert_int_equal(code, cases[k].code);
        assert_int_equal(sw_steers(code), cases[k].steers);
    }
    assert_int_equal(sw_character("\xC0\xAF", &code), 0);
    assert_int_equal(sw_character("\xE5\x8E", &code), 0); /* cut */
    assert_int_equal(sw_character("\xED\xA0\x80", &code), 0);
}

/* What a hostile name may hold, and how it must look. */
static void test_escapes(void **state)
{
    static const struct {
        const char *name, *shown;
    } cases[] = {
        {"plain", "plain\n"},
        {"厚木市 é \xF0\x9F\x98\x80", "厚木市 é \xF0\x9F\x98\x80\n"},
        {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m\n"},
        {"a\nb\rc\td", "a\\nb\\rc\\td\n"},
        {"bell\a del\x7f", "bell\\x07 del\\x7f\n"},
        {"c1 \xC2\x9B"
         "31m",
         "c1 \\xc2\\x9b31m\n"},
        {"no-break\xC2\xA0space", "no-break\xC2\xA0space\n"},
        {"bidi \xE2\x80\xAE x", "bidi \\xe2\\x80\\xae x\n"},
        {"arabic mark \xD8\x9C x", "arabic mark \\xd8\\x9c x\n"},
        {"isolate \xE2\x81\xA6 x", "isolate \\xe2\\x81\\xa6 x\n"},
        {"line \xE2\x80\xA8 x", "line \\xe2\\x80\\xa8 x\n"},
        {"dash \xE2\x80\x93 x", "dash \xE2\x80\x93 x\n"},
        {"stray \x80\xBF", "stray \\x80\\xbf\n"},
        {"overlong \xC0\xAF \xE0\x80\xAF", "overlong \\xc0\\xaf \\xe0\\x80\\xaf\n"},
        {"surrogate \xED\xA0\x80", "surrogate \\xed\\xa0\\x80\n"},
        {"too high \xF4\x90\x80\x80 \xFF", "too high \\xf4\\x90\\x80\\x80 \\xff\n"},
        {"cut \xE5\x8E", "cut \\xe5\\x8e\n"},
        {"", "\n"},
    };
    sw_diagnostics d;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sw_diagnostics_init(&d, SW_ENGLISH);
        sw_fail(&d, SW_INPUT, "%s", "%s", cases[i].name);
        assert_string_equal(d.text, cases[i].shown);
    }
}

/* A message longer than the scratch buffer is cut between characters and says so. */
static void test_long_message(void **state)
{
    sw_diagnostics d;
    char name[6001];

    (void)state;
    for (int shift = 0; shift < 3; shift++) {
        memset(name, 'x', (size_t)shift);
        for (size_t i = (size_t)shift; i + 3 < sizeof name; i += 3) {
            memcpy(name + i, "市", 4);
        }
        sw_diagnostics_init(&d, SW_JAPANESE);
        sw_fail(&d, SW_INPUT, "%s", "%s", name);
        assert_int_equal(d.dropped, 0);
        assert_true(d.length > 2000 && d.length < 2100);
        assert_string_equal(d.text + d.length - strlen("…\n"), "…\n");
        assert_null(strstr(d.text, "\\x"));
    }
}

/* Fills the buffer; lines are whole or absent, and absent ones are counted. */
static void test_full_buffer(void **state)
{
    static struct {
        sw_diagnostics d;
        unsigned char guard[64];
    } box;
    size_t lines = 0;

    (void)state;
    memset(&box, 0x5A, sizeof box);
    sw_diagnostics_init(&box.d, SW_ENGLISH);
    for (int i = 0; i < 5000; i++) {
        sw_fail(&box.d, SW_INPUT, "scenario.cfg:%d: key \x1b is not known",
                "scenario.cfg:%d: \x1b は未知のキー", i);
    }
    for (size_t i = 0; i < box.d.length; i++) {
        lines += box.d.text[i] == '\n';
    }
    assert_int_equal(box.d.count, 5000);
    assert_true(box.d.dropped > 0);
    assert_int_equal(lines + (size_t)box.d.dropped, 5000);
    assert_int_equal(box.d.length, strlen(box.d.text));
    assert_int_equal(box.d.text[box.d.length - 1], '\n');
    for (size_t i = 0; i < sizeof box.guard; i++) {
        assert_int_equal(box.guard[i], 0x5A);
    }
}

/* The last line may end exactly at the end of the buffer. */
static void test_exact_fit(void **state)
{
    sw_diagnostics d;
    char name[1025];

    (void)state;
    memset(name, 'y', sizeof name);
    name[1023] = '\0';
    sw_diagnostics_init(&d, SW_ENGLISH);
    for (int i = 0; i < 15; i++) {
        sw_fail(&d, SW_INPUT, "%s", "%s", name);
    }
    assert_int_equal(d.length, 15 * 1024);
    sw_fail(&d, SW_INPUT, "%s", "%s", name); /* one byte too long with its NUL */
    assert_int_equal(d.dropped, 1);
    assert_int_equal(d.length, 15 * 1024);

    sw_diagnostics_init(&d, SW_ENGLISH);
    for (int i = 0; i < 15; i++) {
        sw_fail(&d, SW_INPUT, "%s", "%s", name);
    }
    sw_fail(&d, SW_INPUT, "%s", "%s", name + 1);
    assert_int_equal(d.dropped, 0);
    assert_int_equal(d.length, SW_DIAGNOSTICS_BYTES - 1);
}

/* The system's reasons come in English: a message in Japanese has them in Japanese. */
static void test_reasons(void **state)
{
    (void)state;
    sw_diagnostics d;
    sw_diagnostics_init(&d, SW_JAPANESE);
    sw_fail(&d, SW_IO, "%s: %s", "%s: 書けません: %s", "No such file or directory",
            strerror(ENOSPC));
    sw_fail(&d, SW_IO, "%s", "使えません: %s（作ってください）", strerror(ENOENT));
    sw_fail(&d, SW_IO, "%s", "開けません: %s", strerror(ENFILE));
    sw_fail(&d, SW_IO, "%s", "開けません: %s", strerror(ENOTTY));
    assert_string_equal(
        d.text, "No such file or directory: 書けません: ディスクに空きがありません\n"
                "使えません: ファイルまたはディレクトリがありません（作ってください）\n"
                "開けません: システム全体で開いているファイルが多すぎます\n"
                "開けません: Inappropriate ioctl for device\n");
    sw_diagnostics_init(&d, SW_ENGLISH);
    sw_fail(&d, SW_IO, "cannot be written: %s", "書けません: %s", strerror(ENOSPC));
    assert_string_equal(d.text, "cannot be written: No space left on device\n");
}

static void test_status_list(void **state)
{
    (void)state;
    assert_int_equal(sw_status_exit_code(SW_OK), 0);
    assert_int_equal(sw_status_exit_code(SW_USAGE), 64);
    assert_int_equal(sw_status_exit_code(SW_INPUT), 65);
    assert_int_equal(sw_status_exit_code(SW_MISSING), 66);
    assert_int_equal(sw_status_exit_code(SW_INTERNAL), 70);
    assert_int_equal(sw_status_exit_code(SW_MEMORY), 71);
    assert_int_equal(sw_status_exit_code(SW_CREATE), 73);
    assert_int_equal(sw_status_exit_code(SW_IO), 74);
    assert_int_equal(sw_status_exit_code(SW_HANGUP), 129);
    assert_int_equal(sw_status_exit_code(SW_INTERRUPT), 130);
    assert_int_equal(sw_status_exit_code(SW_TERMINATE), 143);
    assert_int_equal(sw_status_exit_code(-1234), 70);
    assert_string_equal(sw_status_text(SW_MEMORY, SW_ENGLISH), "out of memory");
    assert_string_equal(sw_status_text(SW_MEMORY, SW_JAPANESE), "メモリ不足");
    assert_non_null(sw_status_text(-1234, SW_JAPANESE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_language),     cmocka_unit_test(test_first_status_is_kept),
        cmocka_unit_test(test_characters),   cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_long_message), cmocka_unit_test(test_full_buffer),
        cmocka_unit_test(test_exact_fit),    cmocka_unit_test(test_status_list),
        cmocka_unit_test(test_reasons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
