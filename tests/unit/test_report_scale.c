/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks, labels that make room, widths and breaks of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "metrics.h"
#include "scale.h"

static double uniform(uint64_t *counter)
{
    uint64_t z = (*counter += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* 1, 2, 2.5 or 5 times a power of ten. */
static int is_nice(double step)
{
    const double unit = pow(10, floor(log10(step) + 1e-9)), m = step / unit;
    return fabs(m - 1) < 1e-9 || fabs(m - 2) < 1e-9 || fabs(m - 2.5) < 1e-9 ||
           fabs(m - 5) < 1e-9;
}

static void ticks_are_nice(void **state)
{
    (void)state;
    uint64_t counter = 1;
    for (int i = 0; i < 20000; i++) {
        const double size = pow(10, 12 * uniform(&counter) - 6);
        const double low = (uniform(&counter) - 0.5) * size, high = low + size;
        const int wanted = 2 + (int)(7 * uniform(&counter));
        sw_ticks t;
        sw_ticks_make(&t, low, high, wanted);
        assert_in_range(t.n, 1, SW_MOST_TICKS);
        assert_true(is_nice(t.step));
        for (int k = 0; k < t.n; k++) {
            const double multiple = t.value[k] / t.step;
            assert_true(t.value[k] >= low - 1e-6 * t.step);
            assert_true(t.value[k] <= high + 1e-5 * t.step);
            assert_true(fabs(multiple - round(multiple)) < 1e-6);
        }
        assert_true(sw_ticks_above(low, high, wanted) >= high - 1e-5 * t.step);
        assert_true(sw_ticks_below(low, high, wanted) <= low + 1e-5 * t.step);
    }
}

static void ticks_by_hand(void **state)
{
    (void)state;
    sw_ticks t;
    sw_ticks_make(&t, 0, 2, 5);
    assert_int_equal(t.n, 5);
    assert_true(t.value[1] == 0.5 && t.decimals == 1);
    sw_ticks_make(&t, 0, 0.01, 4);
    assert_true(fabs(t.step - 0.0025) < 1e-15 && t.decimals == 4);
    sw_ticks_make(&t, 0, 76984, 4);
    assert_true(t.step == 20000 && t.decimals == 0);
    sw_ticks_make(&t, 1, 1, 4);
    assert_int_equal(t.n, 0);
    sw_ticks_make(&t, 0, (double)NAN, 4);
    assert_int_equal(t.n, 0);
    sw_ticks_make(&t, (double)-INFINITY, 1, 4);
    assert_int_equal(t.n, 0);
}

/* No overlap, none outside, order kept, where there is room for all. */
static void check_spread(const double *at, const double *height, const double *place,
                         int n, double low, double high)
{
    for (int i = 0; i < n; i++) {
        assert_true(place[i] - height[i] / 2 >= low - 1e-6);
        assert_true(place[i] + height[i] / 2 <= high + 1e-6);
        for (int k = 0; k < i; k++) {
            assert_true(fabs(place[i] - place[k]) >= (height[i] + height[k]) / 2 - 1e-6);
            assert_true(at[i] == at[k] || (at[i] < at[k]) == (place[i] < place[k]));
        }
    }
}

static void labels_do_not_overlap(void **state)
{
    (void)state;
    uint64_t counter = 2;
    for (int i = 0; i < 20000; i++) {
        double at[20], height[20], place[20], total = 0;
        const int n = 1 + (int)(20 * uniform(&counter));
        for (int k = 0; k < n; k++) {
            at[k] = 140 * uniform(&counter) - 20;
            if (k > 0 && uniform(&counter) < 0.2)
                at[k] = at[k - 1];
            height[k] = 1 + 15 * uniform(&counter);
            total += height[k];
        }
        sw_labels_spread(at, height, n, 0, total > 100 ? total : 100, place);
        check_spread(at, height, place, n, 0, total > 100 ? total : 100);
    }
}

static void labels_by_hand(void **state)
{
    (void)state;
    double place[3];
    sw_labels_spread((double[]){20, 50, 80}, (double[]){10, 10, 10}, 3, 0, 100, place);
    assert_true(place[0] == 20 && place[1] == 50 && place[2] == 80); /* nobody moves */
    sw_labels_spread((double[]){50, 50}, (double[]){10, 20}, 2, 0, 100, place);
    assert_true(fabs(place[0] - 42.5) < 1e-9); /* displacements -7.5 and +7.5 */
    assert_true(fabs(place[1] - 57.5) < 1e-9);
    sw_labels_spread((double[]){2, 1, 50}, (double[]){10, 10, 10}, 3, 0, 100, place);
    assert_true(fabs(place[1] - 5) < 1e-9 && fabs(place[0] - 15) < 1e-9);
    assert_true(place[2] == 50);
    sw_labels_spread((double[]){5, 5, 5}, (double[]){40, 40, 40}, 3, 0, 60, place);
    assert_true(fabs(place[0] - 10) < 1e-9 &&
                fabs(place[2] - 50) < 1e-9); /* all shrink */
}

static void text_is_measured(void **state)
{
    (void)state;
    assert_true(sw_text_width("庁内副業", 10, 0) == 40);
    assert_true(fabs(sw_text_width("0.37%", 10, 0) - 10 * (3 * 0.555 + 0.278 + 0.921)) <
                1e-9);
    assert_true(sw_text_width("W", 10, 1) > sw_text_width("W", 10, 0));
    assert_true(sw_text_width("\xff\xfe", 10, 0) >
                0); /* what is no text has a width too */
    assert_true(sw_text_width("", 10, 0) == 0);
}

static void check_wrap(const char *text, double width, int bold)
{
    size_t start[SW_WRAP_LINES], length[SW_WRAP_LINES];
    const int n = sw_text_wrap(text, width, 10, bold, SW_WRAP_LINES, start, length);
    size_t at = 0;
    for (int i = 0; i < n; i++) {
        char line[512];
        for (; at < start[i]; at++)
            assert_int_equal(text[at], ' '); /* nothing but blanks is lost */
        memcpy(line, text + start[i], length[i]);
        line[length[i]] = '\0';
        if (i < n - 1 && length[i] > 4)
            assert_true(sw_text_width(line, 10, bold) <= width + 1e-9);
        if (i > 0)
            assert_false(strncmp(line, "。", 3) == 0 || strncmp(line, "、", 3) == 0 ||
                         strncmp(line, "）", 3) == 0);
        at = start[i] + length[i];
    }
    assert_int_equal(strspn(text + at, " "), strlen(text + at));
}

static void text_is_broken(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "計画（庁内副業10％推進、３段階）と、成り行き。「次」へ",
        "The plan: 10 % in three gated phases",
        "Unbreakable-word-in-the-middle of it",
        "",
        "あ",
        "a  b   c"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (double width = 5; width < 300; width += 7)
            check_wrap(texts[i], width, i % 2 == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_nice),        cmocka_unit_test(ticks_by_hand),
        cmocka_unit_test(labels_do_not_overlap), cmocka_unit_test(labels_by_hand),
        cmocka_unit_test(text_is_measured),      cmocka_unit_test(text_is_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
