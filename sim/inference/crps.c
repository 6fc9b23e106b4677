/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CRPS and ranks.
 *   ensemble   mean |x_i - o| - 1/2 mean |x_i - x_j|; the fair one divides the second sum by
 *              n (n - 1) instead of n^2 (Ferro 2014, section 4). With x sorted,
 *              sum |x_i - x_j| = 2 sum (2 i - n + 1) x_i.
 *   normal     s (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)), z = (o - m) / s
 */
#include <sidework/scoring.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/quantile.h>

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double crps(const double *x, int n, double observed, double pairs)
{
    double *sorted = malloc((size_t)n * sizeof *sorted);
    double distance = 0, spread = 0;
    if (!sorted)
        return NAN;
    memcpy(sorted, x, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, ascending);
    for (int i = 0; i < n; i++) {
        /* differences from the observed: nothing is lost to a large common part */
        const double e = sorted[i] - observed;
        distance += fabs(e) / n;
        spread += (2.0 * i - n + 1) * e;
    }
    free(sorted);
    return distance - spread / pairs;
}

double sw_crps_ensemble(const double *x, int n, double observed)
{
    return n < 1 ? NAN : crps(x, n, observed, (double)n * n);
}

double sw_crps_ensemble_fair(const double *x, int n, double observed)
{
    return n < 2 ? NAN : crps(x, n, observed, (double)n * (n - 1));
}

double sw_crps_normal(double mean, double sd, double observed)
{
    if (!(sd > 0))
        return fabs(observed - mean);
    const double z = (observed - mean) / sd;
    const double density = sw_exp_d(-0.5 * z * z) * 0.39894228040143267794;
    return sd * (z * (2 * sw_phi(z) - 1) + 2 * density - 0.56418958354775628695);
}

int sw_rank_below(const double *x, int n, double observed, int *equal)
{
    int below = 0, same = 0;
    for (int i = 0; i < n; i++) {
        below += x[i] < observed;
        same += x[i] == observed;
    }
    if (equal)
        *equal = same;
    return below;
}

double sw_pit(const double *x, int n, double observed)
{
    int equal;
    const int below = sw_rank_below(x, n, observed, &equal);
    return n > 0 ? (below + 0.5 * equal) / n : NAN;
}

double sw_pit_randomised(const double *x, int n, double observed, double u)
{
    int equal;
    const int below = sw_rank_below(x, n, observed, &equal);
    return (below + u * (1 + equal)) / (n + 1);
}

int sw_rank_randomised(const double *x, int n, double observed, double u)
{
    int equal;
    const int below = sw_rank_below(x, n, observed, &equal);
    const int step = (int)(u * (equal + 1));
    return below + (step > equal ? equal : step);
}
