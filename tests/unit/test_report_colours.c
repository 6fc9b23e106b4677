/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Colours of scenarios can be told apart by those who see few colours, on paper and on a page, light and dark: distances in
 * CIE 1976 L*a*b* (2.3 is just noticeable) as seen without, and with no red, green or blue cones, after Machado, Oliveira &
 * Fernandes (2009), IEEE Trans. Vis. Comput. Graph. 15, 1291-1298. Names on lines have the contrast of WCAG 2.1, 4.5.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report_parts.h"

enum { N = SW_N_COLOURS, N_EYES = 4 };

static const double eyes[N_EYES][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                          {{0.152286, 1.052583, -0.204868},
                                           {0.114503, 0.786281, 0.099216},
                                           {-0.003882, -0.048116, 1.051998}},
                                          {{0.367322, 0.860646, -0.227968},
                                           {0.280085, 0.672501, 0.047413},
                                           {-0.011820, 0.042940, 0.968881}},
                                          {{1.255528, -0.076749, -0.178779},
                                           {-0.078411, 0.930809, 0.147602},
                                           {0.004733, 0.691367, 0.303900}}};

static void linear(const char *hex, double rgb[3])
{
    assert_int_equal(hex[0], '#');
    for (int i = 0; i < 3; i++) {
        const char pair[3] = {hex[1 + 2 * i], hex[2 + 2 * i], '\0'};
        const double v = (double)strtol(pair, NULL, 16) / 255;
        rgb[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
}

static double luminance(const char *hex)
{
    double c[3];
    linear(hex, c);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

static double contrast(const char *a, const char *b)
{
    const double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static double curve(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

static void lab(const char *hex, int eye, double out[3])
{
    double c[3], seen[3];
    linear(hex, c);
    for (int i = 0; i < 3; i++)
        seen[i] = fmax(0, eyes[eye][i][0] * c[0] + eyes[eye][i][1] * c[1] +
                              eyes[eye][i][2] * c[2]);
    const double x =
        curve((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
    const double y = curve(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    const double z =
        curve((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
    out[0] = 116 * y - 16;
    out[1] = 500 * (x - y);
    out[2] = 200 * (y - z);
}

/* The least distance of two of n colours, by any eye. */
static double nearest(const char colours[N][8], int n)
{
    double least = INFINITY;
    for (int eye = 0; eye < N_EYES; eye++)
        for (int i = 0; i < n; i++)
            for (int k = 0; k < i; k++) {
                double a[3], b[3];
                lab(colours[i], eye, a);
                lab(colours[k], eye, b);
                const double d =
                    sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                         (a[2] - b[2]) * (a[2] - b[2]));
                least = fmin(least, d);
            }
    return least;
}

/* The style's value of --NAMEk, of its light or (1) its dark part. */
static void of_style(const char *name, int k, int dark, char out[8])
{
    char key[16];
    (void)snprintf(key, sizeof key, "--%s%d:#", name, k);
    int in_dark = 0;
    for (const char *const *line = sw_page_style(); *line != NULL; line++) {
        in_dark |= strstr(*line, "prefers-color-scheme:dark") != NULL;
        const char *at = in_dark == dark ? strstr(*line, key) : NULL;
        if (at != NULL) {
            memcpy(out, at + strlen(key) - 1, 7);
            out[7] = '\0';
            return;
        }
    }
    fail_msg("the style has no %s", key);
}

static void told_apart(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        char colours[N][8], text[8];
        for (int k = 0; k < N; k++) {
            of_style("c", k, dark, colours[k]);
            of_style("t", k, dark, text);
            assert_true(contrast(text, dark ? "#15181c" : "#ffffff") >= 4.5);
            if (!dark) {
                assert_string_equal(colours[k], sw_colour(k, 0));
                assert_string_equal(text, sw_colour(k, 1));
            }
        }
        print_message("%s: least distance %.1f of all, %.1f of the first three\n",
                      dark ? "dark" : "light", nearest(colours, N), nearest(colours, 3));
        assert_true(nearest(colours, N) >= 10);
    }
}

/* Olive beside vermilion, the eighth colour once: a reader without red cones sees one. */
static void likeness_is_seen(void **state)
{
    static const char olive[N][8] = {"#d55e00", "#8c7a00"};
    (void)state;
    assert_true(nearest(olive, 2) < 5);
    assert_true(fabs(contrast("#000000", "#ffffff") - 21) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(told_apart),
                                       cmocka_unit_test(likeness_is_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
