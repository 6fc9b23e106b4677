/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distribution and quantile functions of the priors, whole and truncated. */
#include <sidework/quantile.h>

#include <sidework/arithmetic.h>

#include "space.h"
#include "special.h"

/* The square root is an instruction, the same everywhere. */
static double root(double x)
{
    return __builtin_sqrt(x);
}

static double triangular_cdf(const double *a, double x)
{
    if (x <= a[0])
        return 0;
    if (x >= a[2])
        return 1;
    if (x < a[1])
        return (x - a[0]) * (x - a[0]) / ((a[2] - a[0]) * (a[1] - a[0]));
    return 1 - (a[2] - x) * (a[2] - x) / ((a[2] - a[0]) * (a[2] - a[1]));
}

static double triangular_quantile(const double *a, double u)
{
    const double width = a[2] - a[0];
    if (u * width < a[1] - a[0])
        return a[0] + root(u * width * (a[1] - a[0]));
    return a[2] - root((1 - u) * width * (a[2] - a[1]));
}

/* Share of a discrete prior's weight at values up to x; without x itself if `strictly`. */
static double discrete_cdf(const sw_prior *prior, double x, int strictly)
{
    double below = 0, all = 0;
    for (int k = 0; k < prior->n_values; k++) {
        all += prior->weights[k];
        if (prior->values[k] < x || (!strictly && prior->values[k] <= x))
            below += prior->weights[k];
    }
    return below / all;
}

/* Among the values from low to high. */
static double discrete_quantile(const sw_prior *prior, double u, double low, double high)
{
    double all = 0, sum = 0, value = low;
    for (int k = 0; k < prior->n_values; k++)
        all +=
            prior->values[k] >= low && prior->values[k] <= high ? prior->weights[k] : 0;
    for (int k = 0; k < prior->n_values; k++) {
        if (prior->values[k] < low || prior->values[k] > high)
            continue;
        value = prior->values[k];
        sum += prior->weights[k];
        if (sum >= u * all)
            break;
    }
    return value;
}

double sw_prior_cdf_whole(const sw_prior *prior, double x)
{
    const double *a = prior->a;
    if (x != x)
        return x;
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
        return sw_phi((x - a[0]) / a[1]);
    case SW_DISTRIBUTION_lognormal:
        return x > 0 ? sw_phi((sw_log_d(x) - sw_log_d(a[0])) / a[1]) : 0;
    case SW_DISTRIBUTION_uniform:
        return sw_clamp_d((x - a[0]) / (a[1] - a[0]), 0, 1);
    case SW_DISTRIBUTION_triangular:
        return triangular_cdf(a, x);
    case SW_DISTRIBUTION_beta:
        return x <= 0 ? 0
               : x >= 1
                   ? 1
                   : sw_incomplete_beta(a[0] * a[1], (1 - a[0]) * a[1], x, 1 - x, NULL);
    case SW_DISTRIBUTION_gamma:
        return x > 0 ? sw_incomplete_gamma(a[1], x * a[1] / a[0], NULL) : 0;
    case SW_DISTRIBUTION_discrete:
        return discrete_cdf(prior, x, 0);
    case SW_N_DISTRIBUTIONS:
        break;
    }
    return 0;
}

double sw_prior_quantile_whole(const sw_prior *prior, double u)
{
    const double *a = prior->a;
    u = sw_clamp_d(u, 1e-300, 1 - 0x1p-53);
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
        return a[0] + a[1] * sw_normal_d(u);
    case SW_DISTRIBUTION_lognormal:
        return sw_exp_d(sw_log_d(a[0]) + a[1] * sw_normal_d(u));
    case SW_DISTRIBUTION_uniform:
        return a[0] + (a[1] - a[0]) * u;
    case SW_DISTRIBUTION_triangular:
        return triangular_quantile(a, u);
    case SW_DISTRIBUTION_beta:
        return sw_incomplete_beta_inverse(a[0] * a[1], (1 - a[0]) * a[1], u);
    case SW_DISTRIBUTION_gamma:
        return sw_incomplete_gamma_inverse(a[1], u) * a[0] / a[1];
    case SW_DISTRIBUTION_discrete:
        return discrete_quantile(prior, u, -__builtin_inf(), __builtin_inf());
    case SW_N_DISTRIBUTIONS:
        break;
    }
    return 0;
}

double sw_prior_below(const sw_prior *prior)
{
    return prior->distribution == SW_DISTRIBUTION_discrete
               ? discrete_cdf(prior, prior->min, 1)
               : sw_prior_cdf_whole(prior, prior->min);
}

double sw_prior_cdf_middle(const sw_prior *prior, double x)
{
    if (prior->distribution != SW_DISTRIBUTION_discrete)
        return sw_prior_cdf_whole(prior, x);
    return 0.5 * (discrete_cdf(prior, x, 0) + discrete_cdf(prior, x, 1));
}

double sw_prior_quantile_of(const sw_prior *prior, double below, double mass, double u)
{
    if (prior->distribution == SW_DISTRIBUTION_discrete)
        return discrete_quantile(prior, u, prior->min, prior->max);
    return sw_clamp_d(sw_prior_quantile_whole(prior, below + u * mass), prior->min,
                      prior->max);
}

double sw_prior_cdf(const sw_prior *prior, double x)
{
    const double below = sw_prior_below(prior);
    const double mass = sw_prior_cdf_whole(prior, prior->max) - below;
    return x < prior->min    ? 0
           : x >= prior->max ? 1
                             : (sw_prior_cdf_whole(prior, x) - below) / mass;
}

double sw_prior_quantile(const sw_prior *prior, double u)
{
    const double below = sw_prior_below(prior);
    const double mass = sw_prior_cdf_whole(prior, prior->max) - below;
    return sw_prior_quantile_of(prior, below, mass, u);
}
