/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intervals for a share: Wilson (1927), and Clopper & Pearson (1934) by the quantiles of the beta
 * distribution.
 */
#include <sidework/scoring.h>

#include <math.h>

#include <sidework/arithmetic.h>

#include "special.h"

sw_interval sw_interval_wilson(uint32_t k, uint32_t n, double level)
{
    const double z = sw_normal_d(0.5 + 0.5 * level), p = (double)k / n;
    const double centre = (p + z * z / (2.0 * n)) / (1 + z * z / n);
    const double half =
        z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
    return (sw_interval){k == 0 ? 0 : sw_max_d(0, centre - half),
                         k == n ? 1 : sw_min_d(1, centre + half)};
}

sw_interval sw_interval_clopper(uint32_t k, uint32_t n, double level)
{
    const double tail = 0.5 - 0.5 * level;
    return (sw_interval){
        k == 0 ? 0 : sw_incomplete_beta_inverse(k, (double)n - k + 1, tail),
        k == n ? 1 : sw_incomplete_beta_inverse((double)k + 1, (double)n - k, 1 - tail)};
}
