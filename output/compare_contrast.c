/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One outcome of one scenario beside the base: estimates, intervals, verdict. */
#include "compare_parts.h"

#include <math.h>

#include "settle.h"

#define LEVEL SW_COMPARE_LEVEL

static double ratio(double a, double variance)
{
    return variance > 0 ? a / sqrt(variance) : (double)NAN;
}

static void set_interval(sw_contrast *c, int family, sw_interval i)
{
    *(family ? &c->family_low : &c->low) = i.low;
    *(family ? &c->family_high : &c->high) = i.high;
}

static void same_everywhere(sw_contrast *c, const sw_pairs *p)
{
    if (p->difference.mean == 0 && p->difference.variance == 0)
        c->verdict = SW_VERDICT_SAME;
}

static void paired_mean(const sw_comparison *self, const sw_outcome *o, sw_contrast *c,
                        const double *base, const double *other, size_t n)
{
    const sw_pairs p = sw_pairs_of(base, other, n);
    const sw_sample *d = &p.difference;
    const sw_sample b = o->bound > 0 ? sw_sample_bounded(*d, -o->bound, o->bound) : *d;
    c->n_base = c->n_other = d->n;
    c->base = p.base.mean;
    c->other = p.other.mean;
    c->difference = d->mean;
    set_interval(c, 0, sw_t_interval(&b, LEVEL));
    set_interval(c, 1, sw_t_interval(&b, self->family_level));
    c->p = sw_t_p(d);
    c->effect = ratio(d->mean, d->variance);
    c->effect_marginal = ratio(d->mean, (p.base.variance + p.other.variance) / 2);
    c->gain = sw_pairing_gain(&p);
    same_everywhere(c, &p);
    c->needed =
        sw_settle_mean(d->mean, d->variance, self->family_level, SW_COMPARE_POWER);
}

static void paired_probability(const sw_comparison *self, sw_contrast *c,
                               const double *base, const double *other, size_t n)
{
    const sw_pairs p = sw_pairs_of(base, other, n);
    const sw_fourfold t = sw_fourfold_of(other, base, n);
    c->n_base = c->n_other = p.difference.n;
    c->base = p.base.mean;
    c->other = p.other.mean;
    c->difference = p.difference.mean;
    c->base_only = t.second_only;
    c->other_only = t.first_only;
    set_interval(c, 0, sw_newcombe_paired(&t, LEVEL));
    set_interval(c, 1, sw_newcombe_paired(&t, self->family_level));
    c->p = sw_mcnemar_p(t.first_only, t.second_only);
    c->effect = ratio(c->difference, p.difference.variance);
    c->effect_marginal = ratio(c->difference, (p.base.variance + p.other.variance) / 2);
    c->gain = sw_pairing_gain(&p);
    same_everywhere(c, &p);
    c->needed = sw_settle_paired(&t, self->family_level, SW_COMPARE_POWER);
}

static void unpaired_mean(const sw_comparison *self, const sw_outcome *o, sw_contrast *c,
                          const sw_sample *base, const sw_sample *other)
{
    const sw_sample a = o->bound > 0 ? sw_sample_bounded(*base, 0, o->bound) : *base;
    const sw_sample b = o->bound > 0 ? sw_sample_bounded(*other, 0, o->bound) : *other;
    const double variance = base->variance + other->variance;
    c->n_base = base->n;
    c->n_other = other->n;
    c->base = base->mean;
    c->other = other->mean;
    c->difference = other->mean - base->mean;
    set_interval(c, 0, sw_welch_interval(&a, &b, LEVEL));
    set_interval(c, 1, sw_welch_interval(&a, &b, self->family_level));
    c->p = sw_welch_p(base, other);
    c->effect_marginal = ratio(c->difference, variance / 2);
    c->needed =
        sw_settle_mean(c->difference, variance, self->family_level, SW_COMPARE_POWER);
}

/* p: shares of n. */
static void unpaired_probability(const sw_comparison *self, sw_contrast *c, double p_base,
                                 double n_base, double p_other, double n_other)
{
    const double level = self->family_level;
    const double k = floor(p_base * n_base + 0.5), l = floor(p_other * n_other + 0.5);
    if (isnan(k) || isnan(l))
        return;
    const double variance = p_base * (1 - p_base) + p_other * (1 - p_other);
    c->n_base = n_base;
    c->n_other = n_other;
    c->base = p_base;
    c->other = p_other;
    c->difference = p_other - p_base;
    set_interval(c, 0, sw_newcombe_independent(l, n_other, k, n_base, LEVEL));
    set_interval(c, 1, sw_newcombe_independent(l, n_other, k, n_base, level));
    c->p = sw_fisher_p(l, n_other, k, n_base);
    c->effect_marginal = ratio(c->difference, variance / 2);
    c->needed = sw_settle_independent(l, n_other, k, n_base, level, SW_COMPARE_POWER);
}

/* base, other: room for the replications of either. */
static void unpaired(const sw_comparison *self, const sw_compared *file,
                     const sw_outcome *o, sw_contrast *c, double *base, double *other)
{
    const sw_compared *files[2] = {&self->files[0], file};
    double *values[2] = {base, other}, p[2], n[2];
    sw_sample sample[2];
    int held = 1;
    for (int i = 0; i < 2; i++) {
        n[i] = files[i]->results.n_replications;
        p[i] = NAN;
        sample[i] = (sw_sample){0, NAN, NAN};
        if (sw_outcome_held(files[i], o)) {
            sw_outcome_values(self, files[i], o, files[i]->results.n_replications,
                              values[i]);
            sample[i] = sw_sample_of(values[i], files[i]->results.n_replications);
            p[i] = sample[i].mean;
        } else {
            held = 0;
            if (files[i]->yearly == NULL)
                p[i] = sw_outcome_stored(self, files[i], o);
        }
    }
    if (o->is_probability)
        unpaired_probability(self, c, p[0], n[0], p[1], n[1]);
    else if (held)
        unpaired_mean(self, o, c, &sample[0], &sample[1]);
}

static void judge(sw_contrast *c)
{
    const int same = c->verdict == SW_VERDICT_SAME;
    if (isnan(c->family_low) || isnan(c->family_high))
        c->verdict = SW_VERDICT_UNKNOWN;
    else if (c->family_low > 0)
        c->verdict = SW_VERDICT_HIGHER;
    else if (c->family_high < 0)
        c->verdict = SW_VERDICT_LOWER;
    else if (!same)
        c->verdict = SW_VERDICT_UNCLEAR;
    if (c->verdict == SW_VERDICT_HIGHER || c->verdict == SW_VERDICT_LOWER)
        c->further = 0;
    else if (c->verdict != SW_VERDICT_UNKNOWN)
        c->further = fmax(c->needed - fmin(c->n_base, c->n_other), 1);
}

sw_contrast sw_contrast_of(const sw_comparison *self, const sw_compared *file,
                           const sw_outcome *o, double *base, double *other)
{
    sw_contrast c = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                     NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0};
    const uint32_t n = file->n_pairs;
    const int held = sw_outcome_held(&self->files[0], o) && sw_outcome_held(file, o);
    if (file->unpaired) {
        unpaired(self, file, o, &c, base, other);
    } else if (held) {
        sw_outcome_values(self, &self->files[0], o, n, base);
        sw_outcome_values(self, file, o, n, other);
        if (o->is_probability)
            paired_probability(self, &c, base, other, n);
        else
            paired_mean(self, o, &c, base, other, n);
    }
    judge(&c);
    return c;
}
