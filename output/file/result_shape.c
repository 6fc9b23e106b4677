/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How numbers lie in a result file: types, conversion, slabs. Counts and flags become
 * small integers because they then deflate to about a byte a value; a double that is no
 * such integer is an error, never rounded.
 */
#include "result_file.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

const char *const sw_axis_names[SW_N_FIXED_AXES] = {
    "replication", "month", "fiscal_year", "threshold", "quantile", "parameter"};

int sw_axis_find(const char *name)
{
    for (int i = 0; i < SW_N_FIXED_AXES; i++)
        if (strcmp(sw_axis_names[i], name) == 0)
            return i;
    return -1;
}

#define ROW(member, storage, a, b, en, ja)                                               \
    {                                                                                    \
        {#member, storage, (b) < 0 ? 1 : 2, {a, b, -1}, "1", en, ja, NULL, NULL, 0},     \
            offsetof(sw_summary, member), 0                                              \
    }
#define NAMED(name, member, a, b, en, ja)                                                \
    {                                                                                    \
        {name, SW_STORE_RATIO, 2, {a, b, -1}, "1", en, ja, NULL, NULL, 0},               \
            offsetof(sw_summary, member), 0                                              \
    }
/* The split of a spread into five parts. */
#define PART(name, member, rank, a, b, en, ja)                                           \
    {                                                                                    \
        {name, SW_STORE_RATIO, rank, {a, b, -1}, "1", en, ja, NULL, NULL, 0},            \
            offsetof(sw_summary, member), 1                                              \
    }
#define SPLIT(name, member, rank, a, b, en, ja)                                                                               \
    PART(name "_variance_between", member##_between, rank, a, b,                                                              \
         "Variance of " en                                                                                                    \
         " between draws, what is not known (below 0: draws differ less than chance "                                         \
         "alone makes them)",                                                                                                 \
         ja "の分散のうち引いた値の間の分（知識の不足。負なら偶然だけの場合より差が小さ" \
            "い）"),                                                                                                          \
        PART(name "_variance_within", member##_within, rank, a, b,                                                            \
             "Variance of " en " within a draw, chance",                                                                      \
             ja "の分散のうち同じ値の中の分（偶然）"),                                                                        \
        PART(name "_share_unknown", member##_share, rank, a, b,                                                               \
             "Share of the variance of " en " that is not known, the rest is chance",                                         \
             ja "の分散のうち知識の不足による割合（残りは偶然）"),                                                            \
        PART(name "_share_unknown_low", member##_share_low, rank, a, b,                                                       \
             "Lower end of its 95 % interval", "その95％区間の下限"),                                                         \
        PART(name "_share_unknown_high", member##_share_high, rank, a, b,                                                     \
             "Upper end of its 95 % interval", "その95％区間の上限")

#define STANDARD_ERROR_EN(of)                                                            \
    "Monte Carlo standard error of " of " (0 where that is 0 or 1: no certainty; the "   \
    "interval in the printed table is Wilson's; clustered by draw where draws are "      \
    "shared)"
#define STANDARD_ERROR_JA(of)                                                                                                \
    of " のモンテカルロ標準誤差（0か1のところでは0となるが確実という意味ではない。表の" \
       "区間はWilson法。値を共有する試行があれば、それをまとめた誤差）"

static const signed char never = -1;

const sw_summary_row sw_summary_rows[SW_N_SUMMARY_ROWS] = {
    NAMED("side_work_rate_annual_quantile", rate_annual_quantile, SW_AXIS_QUANTILE,
          SW_AXIS_FISCAL_YEAR, "Quantiles of the side-work rate of the fiscal year",
          "庁内副業率（年度）の分位点"),
    NAMED("side_work_rate_annual_regular_quantile", rate_annual_regular_quantile,
          SW_AXIS_QUANTILE, SW_AXIS_FISCAL_YEAR,
          "Quantiles of the side-work rate of the fiscal year without emergency and "
          "informal "
          "hours",
          "庁内副業率（年度、緊急時応援と日常の助け合いを除く）の分位点"),
    NAMED("side_work_rate_quantile", rate_quantile, SW_AXIS_QUANTILE, SW_AXIS_MONTH,
          "Quantiles of the side-work rate of the month", "庁内副業率（月）の分位点"),
    NAMED("side_work_rate_regular_quantile", rate_regular_quantile, SW_AXIS_QUANTILE,
          SW_AXIS_MONTH,
          "Quantiles of the side-work rate of the month without emergency and informal "
          "hours",
          "庁内副業率（月、緊急時応援と日常の助け合いを除く）の分位点"),
    ROW(p_reached_in, SW_STORE_RATIO, SW_AXIS_THRESHOLD, SW_AXIS_FISCAL_YEAR,
        "Probability that the rate of the fiscal year is at or above the threshold",
        "その年度の庁内副業率が目標以上となる確率"),
    ROW(p_reached_in_se, SW_STORE_RATIO, SW_AXIS_THRESHOLD, SW_AXIS_FISCAL_YEAR,
        STANDARD_ERROR_EN("p_reached_in"), STANDARD_ERROR_JA("p_reached_in")),
    ROW(p_ever_reached, SW_STORE_RATIO, SW_AXIS_THRESHOLD, SW_AXIS_FISCAL_YEAR,
        "Probability that the threshold has been reached in a year after the base year, "
        "up to "
        "this one",
        "基準年度の翌年度からその年度までに目標へ一度でも到達する確率"),
    ROW(p_ever_reached_se, SW_STORE_RATIO, SW_AXIS_THRESHOLD, SW_AXIS_FISCAL_YEAR,
        STANDARD_ERROR_EN("p_ever_reached"), STANDARD_ERROR_JA("p_ever_reached")),
    ROW(p_held_at_end, SW_STORE_RATIO, SW_AXIS_THRESHOLD, -1,
        "Probability that the rate of the last fiscal year is at or above the threshold",
        "最終年度の庁内副業率が目標以上となる確率"),
    ROW(p_held_at_end_se, SW_STORE_RATIO, SW_AXIS_THRESHOLD, -1,
        STANDARD_ERROR_EN("p_held_at_end"), STANDARD_ERROR_JA("p_held_at_end")),
    {{"first_year_reached_quantile",
      SW_STORE_COUNT,
      2,
      {SW_AXIS_THRESHOLD, SW_AXIS_QUANTILE, -1},
      "1",
      "Quantiles of the first fiscal year in which the threshold is reached (nearest "
      "rank; -1: "
      "never, sorted last)",
      "目標に初めて到達する年度の分位点（最近順位法、-1は到達せず、最後に並べる）",
      "never",
      &never,
      1},
     offsetof(sw_summary, first_year_quantile),
     0},
    SPLIT("side_work_rate_annual", rate, 1, SW_AXIS_FISCAL_YEAR, -1,
          "the side-work rate of the fiscal year", "庁内副業率（年度）"),
    SPLIT("p_ever_reached", ever, 2, SW_AXIS_THRESHOLD, SW_AXIS_FISCAL_YEAR,
          "having reached the threshold (0 or 1)", "目標への到達（0 か 1）")};

double **sw_summary_member(sw_summary *self, const sw_summary_row *row)
{
    return (double **)(void *)((char *)self + row->member);
}

size_t sw_summary_axis(const sw_summary *self, int axis)
{
    switch (axis) {
    case SW_AXIS_MONTH:
        return (size_t)self->n_months;
    case SW_AXIS_FISCAL_YEAR:
        return (size_t)self->n_years;
    case SW_AXIS_THRESHOLD:
        return (size_t)self->n_thresholds;
    default:
        return SW_N_QUANTILES;
    }
}

size_t sw_summary_count(const sw_summary *self, const sw_summary_row *row)
{
    size_t n = row->nested && self->n_draws == 0 ? 0 : 1;
    for (int i = 0; i < row->dataset.rank; i++)
        n *= sw_summary_axis(self, row->dataset.axis[i]);
    return n;
}

size_t sw_storage_bytes(sw_storage storage)
{
    return storage == SW_STORE_FLAG ? 1 : storage == SW_STORE_COUNT ? 4 : 8;
}

hid_t sw_storage_file_type(sw_storage storage)
{
    return storage == SW_STORE_FLAG    ? H5T_STD_I8LE
           : storage == SW_STORE_COUNT ? H5T_STD_I32LE
                                       : H5T_IEEE_F64LE;
}

hid_t sw_storage_memory_type(sw_storage storage)
{
    return storage == SW_STORE_FLAG    ? H5T_NATIVE_INT8
           : storage == SW_STORE_COUNT ? H5T_NATIVE_INT32
                                       : H5T_NATIVE_DOUBLE;
}

int sw_storage_pack(sw_storage storage, const double *from, size_t n, void *to,
                    size_t *bad)
{
    if (storage == SW_STORE_RATIO) {
        memcpy(to, from, n * sizeof *from);
        return 0;
    }
    const double low = storage == SW_STORE_FLAG ? INT8_MIN : INT32_MIN;
    const double high = storage == SW_STORE_FLAG ? INT8_MAX : INT32_MAX;
    for (size_t i = 0; i < n; i++) {
        if (!(from[i] >= low && from[i] <= high) || from[i] != floor(from[i])) {
            *bad = i;
            return -1;
        }
        if (storage == SW_STORE_FLAG)
            ((int8_t *)to)[i] = (int8_t)from[i];
        else
            ((int32_t *)to)[i] = (int32_t)from[i];
    }
    return 0;
}

void sw_storage_unpack(sw_storage storage, const void *from, size_t n, double *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = storage == SW_STORE_FLAG    ? ((const int8_t *)from)[i]
                : storage == SW_STORE_COUNT ? ((const int32_t *)from)[i]
                                            : ((const double *)from)[i];
}

/* Spaces of a slab in the file and in memory. */
static int slab(int rank, const hsize_t *size, hsize_t first, hsize_t rows, hid_t *file,
                hid_t *memory)
{
    const hsize_t start[4] = {first, 0, 0, 0};
    hsize_t count[4] = {rows, 1, 1, 1};
    for (int i = 1; i < rank; i++)
        count[i] = size[i];
    *file = H5Screate_simple(rank, size, NULL);
    *memory = H5Screate_simple(rank, count, NULL);
    if (*file < 0 || *memory < 0)
        return -1;
    return H5Sselect_hyperslab(*file, H5S_SELECT_SET, start, NULL, count, NULL) < 0 ? -1
                                                                                    : 0;
}

int sw_slab_read(hid_t dataset, int rank, const hsize_t *size, hsize_t first,
                 hsize_t rows, hid_t memory_type, void *values)
{
    hid_t file = -1, memory = -1;
    int bad = slab(rank, size, first, rows, &file, &memory) != 0 ||
              H5Dread(dataset, memory_type, memory, file, H5P_DEFAULT, values) < 0;
    bad |= file >= 0 && H5Sclose(file) < 0;
    bad |= memory >= 0 && H5Sclose(memory) < 0;
    return bad ? -1 : 0;
}

int sw_slab_write(hid_t dataset, int rank, const hsize_t *size, hsize_t first,
                  hsize_t rows, hid_t memory_type, const void *values)
{
    hid_t file = -1, memory = -1;
    int bad = slab(rank, size, first, rows, &file, &memory) != 0 ||
              H5Dwrite(dataset, memory_type, memory, file, H5P_DEFAULT, values) < 0;
    bad |= file >= 0 && H5Sclose(file) < 0;
    bad |= memory >= 0 && H5Sclose(memory) < 0;
    return bad ? -1 : 0;
}
