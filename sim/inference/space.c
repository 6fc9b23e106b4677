/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All parameters of an inference as one standard normal vector. */
#include "space.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/random.h>

#include "linear.h"

enum { ATTEMPTS = 1000 };

static const double edge = 1e-15;

static int set_correlation(sw_prior_space *self, const double *correlation,
                           sw_diagnostics *diagnostics)
{
    const size_t n = (size_t)self->n;
    int any = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            if (i != j && correlation[i * n + j] != 0)
                self->grouped[i] = self->grouped[j] = 1, any = 1;
        }
    }
    if (!any)
        return SW_OK;
    self->factor = malloc(n * n * sizeof *self->factor);
    if (!self->factor)
        return SW_MEMORY;
    memcpy(self->factor, correlation, n * n * sizeof *self->factor);
    if (sw_linear_cholesky(self->factor, self->n))
        return sw_fail(diagnostics, SW_INPUT,
                       "the correlations of %d parameters contradict each other: their "
                       "matrix is not positive definite; make some of them weaker",
                       "%d 個のパラメーターの相関が互いに矛盾しています（行列が正定値で"
                       "ない）。いくつかを弱めてください",
                       self->n);
    return SW_OK;
}

static int set_truncation(sw_prior_space *self, int k, sw_diagnostics *diagnostics)
{
    const sw_prior *p = &self->priors[k];
    self->below[k] = sw_prior_below(p);
    self->mass[k] = sw_prior_cdf_whole(p, p->max) - self->below[k];
    if (self->mass[k] > 0)
        return SW_OK;
    return sw_fail(
        diagnostics, SW_INPUT,
        "%s: nothing of the prior lies between %g and %g; widen the range or "
        "change the prior",
        "%s: 事前分布のうち %g から %g の間に入る部分がありません。範囲を広げる"
        "か、事前分布を変えてください",
        p->path ? p->path : "?", p->min, p->max);
}

int sw_prior_space_init(sw_prior_space *self, const sw_prior *priors, int n,
                        const double *correlation, sw_diagnostics *diagnostics)
{
    memset(self, 0, sizeof *self);
    self->priors = priors;
    self->n = n;
    const size_t places = n > 0 ? (size_t)n : 1;
    self->below = calloc(places, sizeof *self->below);
    self->mass = calloc(places, sizeof *self->mass);
    self->grouped = calloc(places, 1);
    if (!self->below || !self->mass || !self->grouped)
        return SW_MEMORY;
    int status = correlation ? set_correlation(self, correlation, diagnostics) : SW_OK;
    for (int k = 0; k < n && !status; k++)
        status = set_truncation(self, k, diagnostics);
    return status;
}

void sw_prior_space_free(sw_prior_space *self)
{
    free(self->below);
    free(self->mass);
    free(self->factor);
    free(self->grouped);
    memset(self, 0, sizeof *self);
}

/* Row k of L times w. */
static double score(const sw_prior_space *self, const double *w, int k)
{
    double z = 0;
    for (int j = 0; j <= k; j++)
        z += self->factor[(size_t)k * (size_t)self->n + (size_t)j] * w[j];
    return z;
}

int sw_prior_space_values(const sw_prior_space *self, const double *w, double *values)
{
    int inside = 1;
    for (int k = 0; k < self->n; k++) {
        const sw_prior *p = &self->priors[k];
        if (!self->grouped[k]) {
            values[k] =
                sw_prior_quantile_of(p, self->below[k], self->mass[k], sw_phi(w[k]));
            continue;
        }
        const double value = sw_prior_quantile_whole(p, sw_phi(score(self, w, k)));
        inside &= value >= p->min && value <= p->max;
        values[k] = sw_clamp_d(value, p->min, p->max);
    }
    return inside;
}

void sw_prior_space_coordinates(const sw_prior_space *self, const double *values,
                                double *w)
{
    for (int k = 0; k < self->n; k++) {
        double u = sw_prior_cdf_middle(&self->priors[k], values[k]);
        if (!self->grouped[k])
            u = (u - self->below[k]) / self->mass[k];
        w[k] = sw_normal_d(sw_clamp_d(u, edge, 1 - edge));
        if (!self->grouped[k])
            continue;
        const double *row = self->factor + (size_t)k * (size_t)self->n;
        for (int j = 0; j < k; j++)
            w[k] -= row[j] * w[j];
        w[k] /= row[k];
    }
}

int sw_prior_space_draw(const sw_prior_space *self, uint64_t seed, uint32_t number,
                        double *w, double *values)
{
    const sw_key key = sw_key_of(seed, number, SW_STREAM_INFERENCE, 0);
    for (uint32_t attempt = 0; attempt < ATTEMPTS; attempt++) {
        for (int k = 0; k < self->n; k++) {
            const sw_words words = sw_draw(key, (uint32_t)k, attempt);
            w[k] = sw_normal_d(sw_uniform53(words.w[0], words.w[1]));
        }
        if (sw_prior_space_values(self, w, values))
            return 1;
    }
    return 0;
}
