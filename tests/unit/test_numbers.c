/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a decimal point are kept as written, or refused: against printf and strtod,
 * which are exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "loader.h"

#include <math.h>
#include <sidework/random.h>

/* 'r' if the number is taken, else the reason why not. */
static char judged(const char *text)
{
    char wide;
    char reason;
    const int kind = sw_load_number(text, strlen(text), &wide, &reason);
    return kind ? (char)kind : reason;
}

static void test_as_written(void **state)
{
    static const struct {
        const char *text;
        char judged;
    } cases[] = {
        {"0.1", 'r'},
        {"-0.1", 'r'},
        {"+000.1", 'r'},
        {".1", 'r'},
        {"0.0", 'r'},
        {"-0.00000000000000000000000000", 'r'},
        {"0.10000000000000000000000000", 'r'},
        {"100000000000000000000000.0",
         'r'}, /* 1e23 lies between two: read back all the same */
        {"0.10000000000000000555", 'r'}, /* what "%.20f" prints of 0.1 */
        {"0.1000000000000000055511151231257827021181583404541015625", 'r'},
        {"0.10000000000000000556", 'd'},
        {"0.3333333333333333", 'r'}, /* as Python prints it, as "%.17g" does */
        {"0.33333333333333331", 'r'},
        {"0.33333333333333333", 'd'},
        {"0.12345678901234568", 'r'},
        {"0.12345678901234567", 'd'},
        {"0.12345678901234567891", 'd'},
        {"3.14159265358979323846", 'd'},
        {"9007199254740993.0", 'd'}, /* 2^53 + 1 */
        {"9007199254740992.0", 'r'},
        {"5.684341886080802e-14", 'r'}, /* 2^-44 as Python prints it; not the nearest */
        {"5e-324", 'r'},
        {"1.23e-322", 'd'}, /* so small a number keeps a digit or two */
        {"1e-400", 'u'},
        {"1e400", 'o'},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char got = judged(cases[i].text);
        if (got != cases[i].judged)
            fail_msg("%s: %c, expected %c", cases[i].text, got, cases[i].judged);
    }
}

/* What a program prints of any number is taken and read back; with the last of 18 digits
 * changed it is refused. */
static void test_printed(void **state)
{
    char text[64];
    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        const sw_words w = sw_draw(sw_key_of(1, 0, SW_STREAM_LATENT, 0), i, 0);
        const uint64_t bits = (uint64_t)w.w[0] << 32 | w.w[1];
        double x = ldexp((double)(bits >> 11 | 1), (int)(w.w[2] % 200) - 153);
        x = w.w[3] % 8 ? x : ldexp(1.0, (int)(w.w[2] % 200) - 100);
        assert_int_equal(judged(sw_load_real_text(x, 1, text)), 'r');
        assert_true(strtod(text, NULL) == x);
        for (int digits = 17; digits < 26; digits++) {
            (void)snprintf(text, sizeof text, "%.*e", digits - 1, x);
            assert_int_equal(judged(text), 'r');
            assert_true(strtod(text, NULL) == x);
        }
        (void)snprintf(text, sizeof text, "%.17e", x); /* d.ddddddddddddddddd */
        text[18] = text[18] == '5' ? '4' : '5';
        assert_int_equal(judged(text), 'd');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_written),
        cmocka_unit_test(test_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
