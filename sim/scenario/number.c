/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Number literals, judged before libconfig sees them: it reads 10000000000 as 1410065408,
 * a lone "." as 0 and 1e400 as infinity, and rounds what has too many digits, all
 * without a word.
 */
#include "loader.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t digits(const char *at, size_t length, int hexadecimal)
{
    size_t n = 0;
    while (n < length && (hexadecimal ? isxdigit((unsigned char)at[n])
                                      : isdigit((unsigned char)at[n]))) {
        n++;
    }
    return n;
}

uint64_t sw_load_magnitude(const char *at, size_t length, int *negative)
{
    char text[64];
    if (length >= sizeof text) {
        length = sizeof text - 1;
    }
    memcpy(text, at, length);
    text[length] = '\0';
    *negative = text[0] == '-';
    const char *start = text + (text[0] == '-' || text[0] == '+');
    const int hexadecimal = start[0] == '0' && (start[1] == 'x' || start[1] == 'X');
    return strtoull(start, NULL, hexadecimal ? 16 : 10);
}

/* An integer without its sign; size of the part that is digits. */
static int integer(const char *at, size_t n_digits, int hexadecimal, int negative,
                   char *wide, char *reason)
{
    static const char most[] = "18446744073709551615";
    const char *start = at;
    size_t n = n_digits;
    int unused;

    while (n > 1 && *start == '0') {
        start++;
        n--;
    }
    const int too_long =
        hexadecimal ? n > 16 : n > 20 || (n == 20 && strncmp(start, most, 20) > 0);
    const size_t lead = hexadecimal ? 2 : 0;
    const uint64_t value = too_long || n_digits > 60
                               ? 0
                               : sw_load_magnitude(at - lead, n_digits + lead, &unused);
    if (too_long || n_digits > 60 || (negative && value > (uint64_t)INT64_MAX)) {
        *reason = 'b';
        return 0;
    }
    *wide = value > INT32_MAX;
    return SW_LOAD_INT;
}

/* The digits of a number from the first that is not 0 to the last that is not 0; returns
 * how many. */
static int significant(const char *text, char found[SW_LOAD_MAX_REAL])
{
    int n = 0;
    int last = 0;
    for (; *text && *text != 'e' && *text != 'E'; text++) {
        if (isdigit((unsigned char)*text) && (n > 0 || *text != '0')) {
            found[n++] = *text;
            last = *text == '0' ? last : n;
        }
    }
    return last;
}

/* Whether the number kept, written with as many digits, is what was written: always so
 * up to 15 digits, and for what programs print to read it back (17 digits, or fewer). */
static int kept(const char *text, double value)
{
    char written[SW_LOAD_MAX_REAL];
    char back[SW_LOAD_MAX_REAL];
    char again[SW_LOAD_MAX_REAL + 16];
    char shortest[32];
    const int n = significant(text, written);

    /* the numbers below a power of two lie closer: there what is read back in so few
     * digits need not be the nearest of so few */
    if (n == 0 ||
        (n > 15 && n < significant(sw_load_real_text(value, 0, shortest), back))) {
        return 1;
    }
    (void)snprintf(again, sizeof again, "%.*e", n - 1, value);
    return significant(again, back) == n && !memcmp(written, back, (size_t)n);
}

static int real(const char *at, size_t length, char *reason)
{
    char text[SW_LOAD_MAX_REAL];
    if (length >= sizeof text) {
        *reason = 'f';
        return 0;
    }
    memcpy(text, at, length);
    text[length] = '\0';
    const double value = strtod(text, NULL);
    if (!isfinite(value)) {
        *reason = 'o';
        return 0;
    }
    if (value == 0) {
        for (const char *c = text; *c && *c != 'e' && *c != 'E'; c++) {
            if (*c >= '1' && *c <= '9') {
                *reason = 'u';
                return 0;
            }
        }
    }
    if (!kept(text, value)) {
        *reason = 'd';
        return 0;
    }
    return SW_LOAD_REAL;
}

int sw_load_number(const char *at, size_t length, char *wide, char *reason)
{
    const int sign = length > 0 && (*at == '-' || *at == '+');
    const char *s = at + sign;
    size_t n = length - (size_t)sign;
    size_t used;

    *wide = 0;
    *reason = 'f';
    const int hexadecimal = !sign && n > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (hexadecimal) {
        s += 2;
        n -= 2;
    }
    const size_t whole = digits(s, n, hexadecimal);
    size_t suffix = whole;
    while (suffix < n && s[suffix] == 'L' && suffix < whole + 2) {
        suffix++;
    }
    if (whole > 0 && suffix == n) {
        const int kind = integer(s, whole, hexadecimal, *at == '-', wide, reason);
        *wide = suffix == whole ? *wide : 2;
        return kind;
    }
    used = whole;
    size_t fraction = 0;
    if (used < n && s[used] == '.') {
        fraction = digits(s + used + 1, n - used - 1, 0);
        used += 1 + fraction;
    }
    if (hexadecimal || whole + fraction == 0) {
        return 0;
    }
    if (used < n && (s[used] == 'e' || s[used] == 'E')) {
        const size_t exponent_sign =
            used + 1 < n && (s[used + 1] == '-' || s[used + 1] == '+');
        const size_t start = used + 1 + exponent_sign;
        const size_t exponent = start < n ? digits(s + start, n - start, 0) : 0;
        if (exponent == 0) {
            return 0;
        }
        used = start + exponent;
    }
    return used == n ? real(at, length, reason) : 0;
}
