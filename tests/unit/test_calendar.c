/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months and fiscal years against a plain count of days, across leap years and centuries. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sidework/calendar.h>

static int is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days of calendar month m (1 to 12). */
static int days_in(int year, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[m - 1] + (m == 2 && is_leap(year));
}

static void test_days_known(void **state)
{
    (void)state;
    assert_int_equal(sw_days_since_base(0, 2021), 0);
    assert_int_equal(sw_days_since_base(1, 2021), 30);   /* 1 May 2021 */
    assert_int_equal(sw_days_since_base(12, 2021), 365); /* 1 April 2022 */
    assert_int_equal(sw_days_since_base(35, 2021),
                     1065); /* 1 March 2024, after 29 February */
    assert_int_equal(sw_days_since_base(36, 2021), 1096);
    assert_int_equal(sw_days_since_base(131, 2021), 3987); /* 1 March 2032 */
}

static void test_days_counted(void **state)
{
    (void)state;
    for (int base = 1950; base <= 2200; base += 50) {
        int year = base;
        int month = 4;
        int days = 0;
        for (int t = 0; t < 600; t++) {
            assert_int_equal(sw_days_since_base(t, base), days);
            days += days_in(year, month);
            year += month == 12;
            month = month == 12 ? 1 : month + 1;
        }
    }
}

static void test_fiscal_year(void **state)
{
    (void)state;
    assert_int_equal(sw_month_of_year(0), SW_APRIL);
    assert_int_equal(sw_month_of_year(11), SW_MARCH);
    assert_int_equal(sw_month_of_year(-1), SW_MARCH);
    assert_int_equal(sw_month_of_year(-24), SW_APRIL);
    assert_int_equal(sw_year_index(0), 0);
    assert_int_equal(sw_year_index(11), 0);
    assert_int_equal(sw_year_index(12), 1);
    assert_int_equal(sw_year_index(-1), -1);
    assert_int_equal(sw_year_index(-12), -1);
    assert_int_equal(sw_year_index(-13), -2);
    for (int t = -300; t < 600; t++) {
        assert_int_equal(sw_year_index(t) * 12 + sw_month_of_year(t), t);
    }
}

static void test_time_of(void **state)
{
    (void)state;
    assert_int_equal(sw_time_of(2021 * 12 + 3, 2021), 0);
    assert_int_equal(sw_time_of(2022 * 12 + 0, 2021),
                     9); /* January belongs to the year before */
    assert_int_equal(sw_time_of(2021 * 12 + 2, 2021), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_known),
        cmocka_unit_test(test_days_counted),
        cmocka_unit_test(test_fiscal_year),
        cmocka_unit_test(test_time_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
