/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws of uncertain parameters: one a replication, from (seed, replication, hash of the
 * key) alone. Only +, -, *, /, sqrt and the project's own exp, log and normal quantile
 * are used, so every libm gives the same bits.
 *
 *   triangular  inverse CDF
 *   beta        X / (X + Y) of two gammas by Marsaglia & Tsang (2000, "A simple method
 *               for generating gamma variables", ACM TOMS 26(3)); for shape a < 1,
 *               gamma(a) = gamma(a + 1) U^(1/a) (section 6). Kept in logarithms, since
 *               U^(1/a) underflows for small a.
 */
#include <sidework/prior.h>

#include <math.h>

#include <sidework/arithmetic.h>
#include <sidework/random.h>

enum {
    ATTEMPTS = 1000,
    BLOCKS = 64, /* of an attempt at a beta: half for each gamma */
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

static double draw(const sw_prior *prior, const struct source *source, uint32_t attempt)
{
    const double *a = prior->a;
    switch (prior->distribution) {
    case SW_DISTRIBUTION_normal:
        return a[0] + a[1] * sw_normal_d(uniform(source, attempt));
    case SW_DISTRIBUTION_lognormal:
        return sw_exp_d(sw_log_d(a[0]) + a[1] * sw_normal_d(uniform(source, attempt)));
    case SW_DISTRIBUTION_uniform:
        return a[0] + (a[1] - a[0]) * uniform(source, attempt);
    case SW_DISTRIBUTION_triangular:
        return triangular(a[0], a[1], a[2], uniform(source, attempt));
    case SW_DISTRIBUTION_beta:
        return beta(source, a[0], a[1], attempt);
    case SW_N_DISTRIBUTIONS:
        break;
    }
    return 0;
}

double sw_prior_draw(const sw_prior *prior, uint64_t seed, uint32_t replication)
{
    const struct source source = {sw_key_of(seed, replication, SW_STREAM_PARAMETER, 0),
                                  prior->key};
    for (uint32_t attempt = 0; attempt < ATTEMPTS; attempt++) {
        const double value = draw(prior, &source, attempt);
        if (value >= prior->min && value <= prior->max) {
            return value;
        }
    }
    return sw_prior_central(prior);
}

double sw_prior_central(const sw_prior *prior)
{
    const double *a = prior->a;
    double value = a[0]; /* normal: mean, lognormal: median, beta: mean */

    if (prior->distribution == SW_DISTRIBUTION_uniform) {
        value = a[0] + (a[1] - a[0]) / 2;
    } else if (prior->distribution == SW_DISTRIBUTION_triangular) {
        value = triangular(a[0], a[1], a[2], 0.5);
    }
    value = value < prior->min ? prior->min : value;
    return value > prior->max ? prior->max : value;
}
