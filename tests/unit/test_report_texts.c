/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report's texts: each in English and in Japanese, asking for the same values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "say.h"

/* Bit k: {k} is asked for. */
static unsigned asked(const char *text)
{
    unsigned bits = 0;
    for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
        assert_true(at[1] >= '0' && at[1] <= '9' && at[2] == '}');
        bits |= 1u << (at[1] - '0');
    }
    return bits;
}

static int has_japanese(const char *text)
{
    unsigned code;
    for (size_t n = sw_utf8(text, &code); n > 0; n = sw_utf8(text, &code)) {
        if (code >= 0x3040 && code <= 0x9FFF)
            return 1;
        text += n;
    }
    return 0;
}

static void both_languages(void **state)
{
    (void)state;
    int bad = 0;
    for (int i = 0; i < SW_N_TEXTS; i++) {
        const char *en = sw_say(SW_ENGLISH, (sw_text)i),
                   *ja = sw_say(SW_JAPANESE, (sw_text)i);
        const char *key = sw_text_key((sw_text)i);
        /* what holds no word needs no translation */
        const int words = strspn(en, "{}0123456789 –-(),.%:") != strlen(en);
        if (en[0] == '\0' || ja[0] == '\0' || has_japanese(en) ||
            (words && !has_japanese(ja) && strcmp(key, "CONTRAST_BASE") != 0 &&
             strcmp(key, "FROM_TO") != 0)) {
            print_error("%s: a translation is missing\n", key);
            bad++;
        }
        if (asked(en) != asked(ja)) {
            print_error("%s: the two languages ask for different values\n", key);
            bad++;
        }
    }
    assert_true(SW_N_TEXTS > 100);
    assert_int_equal(bad, 0);
}

/* The test can fail: what it looks for is found. */
static void differences_are_seen(void **state)
{
    (void)state;
    assert_int_not_equal(asked("{0} of {1}"), asked("{0}の{2}"));
    assert_false(has_japanese("only English – 10%"));
    assert_true(has_japanese("到達"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_languages),
                                       cmocka_unit_test(differences_are_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
