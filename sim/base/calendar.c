/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days since April of the base year: the CF time axis of a result file counts days, as
 * "months since" is not understood by its readers.
 *
 * Counted from March, a year ends with its leap day, and the first day of its month m (0
 * = March) is day (153 m + 2) / 5 in whole numbers: 31, 30, 31, 30, 31 days repeat.
 */
#include <sidework/calendar.h>

/* Days from 1 March of year 0 to the first day of the given month counted from March of
 * that year. */
static long days_from_march(int months)
{
    const long year = months / 12;
    const long month = months % 12;

    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5;
}

int sw_days_since_base(int t, int base_year)
{
    const int april = base_year * 12 + 1;

    return (int)(days_from_march(april + t) - days_from_march(april));
}
