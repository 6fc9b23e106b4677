/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Months and fiscal years.
 *
 * Model time t counts months from April of the base year: t = 0 is April, t < 0 the
 * warm-up. A calendar month is year * 12 + (month - 1), as scenario keys such as
 * "2022-04" are stored. A fiscal year runs April to March and is named by the year it
 * begins in.
 */
#ifndef SIDEWORK_CALENDAR_H
#define SIDEWORK_CALENDAR_H

enum {
    SW_APRIL,
    SW_MAY,
    SW_JUNE,
    SW_JULY,
    SW_AUGUST,
    SW_SEPTEMBER,
    SW_OCTOBER,
    SW_NOVEMBER,
    SW_DECEMBER,
    SW_JANUARY,
    SW_FEBRUARY,
    SW_MARCH
};

/* Month within the fiscal year, SW_APRIL = 0 ... SW_MARCH = 11, for any t. */
static inline int sw_month_of_year(int t)
{
    return ((t % 12) + 12) % 12;
}

/* Fiscal year index, 0 = base year; floor division, so the warm-up is negative. */
static inline int sw_year_index(int t)
{
    return (t - sw_month_of_year(t)) / 12;
}

/* Model time of a calendar month. */
static inline int sw_time_of(int calendar_month, int base_year)
{
    return calendar_month - (base_year * 12 + 3);
}

/* Days from 1 April of base_year to the first day of month t >= 0 (proleptic Gregorian).
 * */
int sw_days_since_base(int t, int base_year);

#endif
