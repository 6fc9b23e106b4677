/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws of uncertain parameters: one a draw number, from (seed, number, hash of the key)
 * alone. Only +, -, *, /, sqrt and the project's own exp, log and normal quantile
 * are used, so every libm gives the same bits.
 *
 *   triangular  inverse CDF
 *   beta        X / (X + Y) of two gammas by Marsaglia & Tsang (2000, "A simple method
 *               for generating gamma variables", ACM TOMS 26(3)); for shape a < 1,
 *               gamma(a) = gamma(a + 1) U^(1/a) (section 6). Kept in logarithms, since
 *               U^(1/a) underflows for small a.
 *   gamma       the same, scaled by mean / shape
 *   discrete    inverse CDF
 *   Phi         1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), Marsaglia (2004, "Evaluating the
 *               normal distribution", J. Stat. Software 11(4)); absolute error 1e-15
 */
#include <sidework/prior.h>

#include <math.h>

#include <sidework/arithmetic.h>
#include <sidework/random.h>

enum {
    BLOCKS = 64, /* of an attempt at a beta or gamma: half for each gamma */
    GAMMA_BLOCKS =
        31 /* tries of one gamma; each fails with less than 5 %; the block left is for U */
};

struct source {
    sw_key key;
    uint32_t who;
};

static double uniform(const struct source *self, uint32_t draw)
{
    const sw_words words = sw_draw(self->key, self->who, draw);
    return sw_uniform53(words.w[0], words.w[1]);
}

static double triangular(double low, double mode, double high, double u)
{
    const double width = high - low;
    const double split = (mode - low) / width;
    if (u < split) {
        return low + sqrt(u * width * (mode - low));
    }
    return high - sqrt((1 - u) * width * (high - mode));
}

/* Logarithm of a gamma variable of the given shape and scale 1, from blocks of draws from
 * first on. */
static double log_gamma_variable(const struct source *self, double shape, uint32_t first)
{
    const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    const double c = 1 / sqrt(9 * d);
    double log_v = 0;

    for (uint32_t k = 0; k < GAMMA_BLOCKS; k++) {
        const sw_words words = sw_draw(self->key, self->who, first + k);
        const double x = sw_normal_d(sw_uniform53(words.w[0], words.w[1]));
        const double u = sw_uniform53(words.w[2], words.w[3]);
        const double t = 1 + c * x;
        if (t <= 0) {
            continue;
        }
        const double v = t * t * t;
        log_v = sw_log_d(v);
        if (sw_log_d(u) < 0.5 * x * x + d * (1 - v + log_v)) {
            break;
        }
        log_v = 0;
    }
    const double boost =
        shape < 1 ? sw_log_d(uniform(self, first + GAMMA_BLOCKS)) / shape : 0;
    return sw_log_d(d) + log_v + boost;
}

static double beta(const struct source *self, double mean, double size, uint32_t attempt)
{
    const uint32_t first = attempt * BLOCKS;
    const double x = log_gamma_variable(self, mean * size, first);
    const double y = log_gamma_variable(self, (1 - mean) * size, first + BLOCKS / 2);
    const double difference = y - x;
    if (difference > 700) {
        return 0;
    }
    if (difference < -700) {
        return 1;
    }
    return 1 / (1 + sw_exp_d(difference));
}

static double discrete(const sw_prior *prior, double u)
{
    double total = 0, below = 0;
    int i = 0;
    for (int k = 0; k < prior->n_values; k++) {
        total += prior->weights[k];
    }
    for (; i + 1 < prior->n_values; i++) {
        below += prior->weights[i];
        if (u * total < below) {
            break;
        }
    }
    return prior->values[i];
}

/* Phi(z), never 0 or 1. */
static double normal_below(double z)
{
    const double least = 0x1p-53;
    const double x = z < -9 ? -9 : z > 9 ? 9 : z;
    double sum = x, term = x, before = 0;
    for (int k = 3; sum != before; k += 2) {
        before = sum;
        term *= x * x / k;
        sum += term;
    }
    const double u = 0.5 + sum * sw_exp_d(-0.5 * x * x - 0.91893853320467274178);
    return u < least ? least : u > 1 - least ? 1 - least : u;
}

static double draw(const sw_prior *prior, const struct source *source, uint32_t attempt)
{
    const double *a = prior->a;
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
    case SW_DISTRIBUTION_lognormal:
        return sw_prior_at_score(prior, sw_normal_d(uniform(source, attempt)));
    case SW_DISTRIBUTION_uniform:
        return a[0] + (a[1] - a[0]) * uniform(source, attempt);
    case SW_DISTRIBUTION_triangular:
        return triangular(a[0], a[1], a[2], uniform(source, attempt));
    case SW_DISTRIBUTION_beta:
        return beta(source, a[0], a[1], attempt);
    case SW_DISTRIBUTION_gamma:
        return a[0] / a[1] * sw_exp_d(log_gamma_variable(source, a[1], attempt * BLOCKS));
    case SW_DISTRIBUTION_discrete:
        return discrete(prior, uniform(source, attempt));
    case SW_N_DISTRIBUTIONS:
        break;
    }
    return 0;
}

static struct source source_of(const sw_prior *prior, uint64_t seed, uint32_t number)
{
    return (struct source){sw_key_of(seed, number, SW_STREAM_PARAMETER, 0), prior->key};
}

double sw_prior_draw(const sw_prior *prior, uint64_t seed, uint32_t number)
{
    const struct source source = source_of(prior, seed, number);
    for (uint32_t attempt = 0; attempt < SW_PRIOR_ATTEMPTS; attempt++) {
        const double value = draw(prior, &source, attempt);
        if (value >= prior->min && value <= prior->max) {
            return value;
        }
    }
    return sw_prior_central(prior);
}

double sw_prior_score(const sw_prior *prior, uint64_t seed, uint32_t number,
                      uint32_t attempt)
{
    const struct source source = source_of(prior, seed, number);
    return sw_normal_d(uniform(&source, attempt));
}

double sw_prior_at_score(const sw_prior *prior, double z)
{
    const double *a = prior->a;
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
        return a[0] + a[1] * z;
    case SW_DISTRIBUTION_lognormal:
        return sw_exp_d(sw_log_d(a[0]) + a[1] * z);
    case SW_DISTRIBUTION_uniform:
        return a[0] + (a[1] - a[0]) * normal_below(z);
    case SW_DISTRIBUTION_triangular:
        return triangular(a[0], a[1], a[2], normal_below(z));
    default:
        return 0;
    }
}

/* The median of those values that lie within the limits; of none, the nearest to them. */
static double discrete_central(const sw_prior *prior)
{
    double total = 0, below = 0;
    int i = 0;
    for (int k = 0; k < prior->n_values; k++) {
        const double x = prior->values[k];
        total += x >= prior->min && x <= prior->max ? prior->weights[k] : 0;
    }
    for (; i + 1 < prior->n_values; i++) {
        const double x = prior->values[i];
        below += x >= prior->min && x <= prior->max ? prior->weights[i] : 0;
        if (below > 0 && 2 * below >= total) {
            break;
        }
    }
    return prior->n_values > 0 ? prior->values[i] : 0;
}

double sw_prior_central(const sw_prior *prior)
{
    const double *a = prior->a;
    double value = a[0]; /* normal: mean, lognormal: median, beta and gamma: mean */

    if (prior->distribution == SW_DISTRIBUTION_uniform) {
        value = a[0] + (a[1] - a[0]) / 2;
    } else if (prior->distribution == SW_DISTRIBUTION_triangular) {
        value = triangular(a[0], a[1], a[2], 0.5);
    } else if (prior->distribution == SW_DISTRIBUTION_discrete) {
        value = discrete_central(prior);
    }
    value = value < prior->min ? prior->min : value;
    return value > prior->max ? prior->max : value;
}
