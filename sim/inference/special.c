/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   normal   Phi(z) = 1/2 + phi(z) (z + z^3/3 + z^5/(3 5) + ...), all terms of one sign
 *            (Marsaglia 2004); for z < -2 Laplace's continued fraction of Mills' ratio
 *            (DLMF 7.9.1), 80 levels: below 1e-20
 *   gamma    Stirling's series (DLMF 5.11.1) from 12 on, below by the recurrence
 *   beta     continued fraction DLMF 8.17.22, by Lentz's method as Thompson & Barnett (1986)
 *            have it; on the side of the mean where it converges fast
 *   P(a, x)  series DLMF 8.11.4 for x < a + 1, else continued fraction DLMF 8.9.2
 * Inverses: Newton's method in logit(x) or log(x), where the distribution functions have no
 * corner, kept within a bracket that shrinks.
 */
#include "special.h"

#include <sidework/arithmetic.h>
#include <sidework/quantile.h>

enum { LEVELS = 80, TERMS = 20000, STEPS = 400 };

static const double tiny = 1e-290, fine = 1e-16, log_root_two_pi = 0.91893853320467274178;

double sw_phi(double z)
{
    if (!(z > -38))
        return z <= -38 ? 0 : z;
    if (z > 2)
        return 1 - sw_phi(-z);
    const double density = sw_exp_d(-0.5 * z * z - log_root_two_pi);
    if (z < -2) {
        double fraction = -z;
        for (int k = LEVELS; k >= 1; k--)
            fraction = -z + k / fraction;
        return density / fraction;
    }
    double term = z, sum = z;
    for (int k = 3; term * term > sum * sum * fine * fine; k += 2)
        sum += term *= z * z / k;
    return 0.5 + density * sum;
}

double sw_log_gamma(double x)
{
    static const double series[] = {1.0 / 12,    -1.0 / 360,      1.0 / 1260,
                                    -1.0 / 1680, 1.0 / 1188,      -691.0 / 360360,
                                    1.0 / 156,   -3617.0 / 122400};
    double below = 1, sum = 0;
    while (x < 12)
        below *= x++;
    for (int k = 7; k >= 0; k--)
        sum = sum / (x * x) + series[k];
    return (x - 0.5) * sw_log_d(x) - x + log_root_two_pi + sum / x - sw_log_d(below);
}

static double away_from_nought(double x)
{
    return x < tiny && x > -tiny ? tiny : x;
}

static double far_from_one(double x)
{
    return x > 1 + fine || x < 1 - fine;
}

/* 1 / (1 + d_1 / (1 + d_2 / ...)) of 8.17.22 */
static double beta_fraction(double a, double b, double x)
{
    double c = 1, d = 0, value = 1;
    for (int k = 1; k < TERMS; k++) {
        const double m = k / 2;
        const double numerator =
            k % 2 ? -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
                  : m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_nought(1 + numerator * d);
        c = away_from_nought(1 + numerator / c);
        value *= c * d;
        if (!far_from_one(c * d))
            break;
    }
    return 1 / value;
}

double sw_incomplete_beta(double a, double b, double x, double y, double *derivative)
{
    if (derivative)
        *derivative = 0;
    if (!(x > tiny))
        return 0;
    if (!(y > tiny))
        return 1;
    const double front = sw_exp_d(sw_log_gamma(a + b) - sw_log_gamma(a) -
                                  sw_log_gamma(b) + a * sw_log_d(x) + b * sw_log_d(y));
    if (derivative)
        *derivative = front;
    if (x * (a + b + 2) < a + 1)
        return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, y) / b;
}

static double gamma_series(double a, double x)
{
    double term = 1 / a, sum = term;
    for (int k = 1; k < TERMS && term > fine * sum; k++)
        sum += term *= x / (a + k);
    return sum;
}

static double gamma_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1 / tiny, d = 1 / away_from_nought(b), value = d;
    for (int k = 1; k < TERMS; k++) {
        const double numerator = -k * (k - a);
        b += 2;
        d = 1 / away_from_nought(numerator * d + b);
        c = away_from_nought(b + numerator / c);
        value *= c * d;
        if (!far_from_one(c * d))
            break;
    }
    return value;
}

double sw_incomplete_gamma(double a, double x, double *derivative)
{
    if (derivative)
        *derivative = 0;
    if (!(x > tiny))
        return 0;
    const double front = sw_exp_d(a * sw_log_d(x) - x - sw_log_gamma(a));
    if (derivative)
        *derivative = front;
    return x < a + 1 ? front * gamma_series(a, x) : 1 - front * gamma_fraction(a, x);
}

/* The next point of a search for f(t) = 0, f rising, f' = slope, within a bracket. */
static double next_point(double t, double f, double slope, double *low, double *high)
{
    if (f < 0)
        *low = t;
    else
        *high = t;
    const double newton = t - f / slope;
    return slope > 0 && newton > *low && newton < *high ? newton
                                                        : *low + (*high - *low) / 2;
}

static int settled(double t, double next)
{
    const double step = t - next, size = t < 0 ? -t : t;
    return (step < 0 ? -step : step) <= 2e-16 * (size + 1e-3);
}

double sw_incomplete_beta_inverse(double a, double b, double u)
{
    double low = -660, high = 660, t = sw_log_d(a / b);
    for (int k = 0; k < STEPS; k++) {
        double slope;
        const double x = 1 / (1 + sw_exp_d(-t)), y = 1 / (1 + sw_exp_d(t));
        const double f = sw_incomplete_beta(a, b, x, y, &slope) - u;
        const double next = next_point(t, f, slope, &low, &high);
        if (settled(t, next))
            break;
        t = next;
    }
    return 1 / (1 + sw_exp_d(-t));
}

double sw_incomplete_gamma_inverse(double a, double u)
{
    double low = -660, high = 660, t = sw_log_d(a);
    for (int k = 0; k < STEPS; k++) {
        double slope;
        const double f = sw_incomplete_gamma(a, sw_exp_d(t), &slope) - u;
        const double next = next_point(t, f, slope, &low, &high);
        if (settled(t, next))
            break;
        t = next;
    }
    return sw_exp_d(t);
}
