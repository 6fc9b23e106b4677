/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One outcome of one scenario beside the base: estimates, intervals, verdict. */
#include "compare_parts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "nested.h"
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

/* Replications of a file that share a draw; 1: none do. */
static size_t repeats_of(const sw_compared *file)
{
    return file->results.repeats > 1 ? file->results.repeats : 1;
}

/* Pairs of replications that share draws are no independent pairs: intervals are those of
 * the draws' means, or of as many pairs as they are worth. */
typedef struct sharing {
    size_t repeats;
    double effect; /* design effect */
    double draws;
} sharing;

static sharing sharing_of(const double *x, size_t n, size_t repeats)
{
    if (repeats <= 1)
        return (sharing){1, 1, INFINITY};
    return (sharing){repeats, sw_design_effect(x, n, repeats),
                     (double)sw_count_draws(x, n, repeats)};
}

/* What a value is worth at a level: the draws' number makes the effect itself uncertain. */
static double worth(const sharing *s, double level)
{
    if (s->repeats <= 1)
        return 1;
    if (s->draws < 2)
        return 0;
    const double u = (1 + level) / 2;
    const double loss = gsl_cdf_ugaussian_Pinv(u) / gsl_cdf_tdist_Pinv(u, s->draws - 1);
    return loss * loss / s->effect;
}

static sw_fourfold scaled(const sw_fourfold *t, double by)
{
    return (sw_fourfold){t->both * by, t->first_only * by, t->second_only * by,
                         t->neither * by};
}

/* base and other are replaced by the means of their draws where draws are shared. */
static void paired_mean(const sw_comparison *self, const sw_outcome *o, sw_contrast *c,
                        double *base, double *other, size_t n, size_t repeats)
{
    const sw_pairs each = sw_pairs_of(base, other, n);
    const size_t n_draws = sw_draw_means(base, n, repeats);
    (void)sw_draw_means(other, n, repeats);
    const sw_pairs p = sw_pairs_of(base, other, n_draws);
    const sw_sample *d = &p.difference;
    const sw_sample b = o->bound > 0 ? sw_sample_bounded(*d, -o->bound, o->bound) : *d;
    c->n_base = c->n_other = each.difference.n;
    c->base = each.base.mean;
    c->other = each.other.mean;
    c->difference = each.difference.mean;
    set_interval(c, 0, sw_t_interval(&b, LEVEL));
    set_interval(c, 1, sw_t_interval(&b, self->family_level));
    c->p = sw_t_p(d);
    c->effect = ratio(c->difference, each.difference.variance);
    c->effect_marginal =
        ratio(c->difference, (each.base.variance + each.other.variance) / 2);
    c->gain = sw_pairing_gain(&p);
    same_everywhere(c, &each);
    c->needed = (double)repeats * sw_settle_mean(d->mean, d->variance, self->family_level,
                                                 SW_COMPARE_POWER);
}

static void paired_probability(const sw_comparison *self, sw_contrast *c,
                               const double *base, double *other, size_t n,
                               size_t repeats)
{
    const sw_pairs p = sw_pairs_of(base, other, n);
    const sw_fourfold t = sw_fourfold_of(other, base, n);
    for (size_t i = 0; i < n; i++)
        other[i] -= base[i];
    const sharing s = sharing_of(other, n, repeats);
    const sw_fourfold alone = scaled(&t, worth(&s, LEVEL));
    const sw_fourfold family = scaled(&t, worth(&s, self->family_level));
    c->n_base = c->n_other = p.difference.n;
    c->base = p.base.mean;
    c->other = p.other.mean;
    c->difference = p.difference.mean;
    c->base_only = t.second_only;
    c->other_only = t.first_only;
    set_interval(c, 0, sw_newcombe_paired(&alone, LEVEL));
    set_interval(c, 1, sw_newcombe_paired(&family, self->family_level));
    c->p = sw_mcnemar_p(floor(alone.first_only + 0.5), floor(alone.second_only + 0.5));
    c->effect = ratio(c->difference, p.difference.variance);
    c->effect_marginal = ratio(c->difference, (p.base.variance + p.other.variance) / 2);
    c->gain = sw_pairing_gain(&p);
    same_everywhere(c, &p);
    c->needed = s.effect * sw_settle_paired(&t, self->family_level, SW_COMPARE_POWER);
}

/* A sample as many independent values as it is worth would give. */
static sw_sample worth_of(const sw_sample *x, const sharing *s)
{
    return (sw_sample){fmax(x->n / s->effect, s->repeats > 1 ? 2 : 0), x->mean,
                       x->variance};
}

static void unpaired_mean(const sw_comparison *self, const sw_outcome *o, sw_contrast *c,
                          const sw_sample sample[2], const sharing s[2])
{
    const sw_sample worths[2] = {worth_of(&sample[0], &s[0]),
                                 worth_of(&sample[1], &s[1])};
    const sw_sample *base = &worths[0], *other = &worths[1];
    const sw_sample a = o->bound > 0 ? sw_sample_bounded(*base, 0, o->bound) : *base;
    const sw_sample b = o->bound > 0 ? sw_sample_bounded(*other, 0, o->bound) : *other;
    const double variance = base->variance * s[0].effect + other->variance * s[1].effect;
    c->n_base = sample[0].n;
    c->n_other = sample[1].n;
    c->base = base->mean;
    c->other = other->mean;
    c->difference = other->mean - base->mean;
    set_interval(c, 0, sw_welch_interval(&a, &b, LEVEL));
    set_interval(c, 1, sw_welch_interval(&a, &b, self->family_level));
    c->p = sw_welch_p(base, other);
    c->effect_marginal = ratio(c->difference, (base->variance + other->variance) / 2);
    c->needed =
        sw_settle_mean(c->difference, variance, self->family_level, SW_COMPARE_POWER);
}

/* p: shares of n. */
static void unpaired_probability(const sw_comparison *self, sw_contrast *c,
                                 const double p[2], const double n[2], const sharing s[2])
{
    const double level = self->family_level, p_base = p[0], p_other = p[1];
    const double n_base = floor(n[0] * worth(&s[0], level) + 0.5);
    const double n_other = floor(n[1] * worth(&s[1], level) + 0.5);
    const double k = floor(p_base * n_base + 0.5), l = floor(p_other * n_other + 0.5);
    if (isnan(k) || isnan(l))
        return;
    const double variance = p_base * (1 - p_base) + p_other * (1 - p_other);
    c->n_base = n[0];
    c->n_other = n[1];
    c->base = p_base;
    c->other = p_other;
    c->difference = p_other - p_base;
    set_interval(c, 0, sw_newcombe_independent(l, n_other, k, n_base, LEVEL));
    set_interval(c, 1, sw_newcombe_independent(l, n_other, k, n_base, level));
    c->p = sw_fisher_p(l, n_other, k, n_base);
    c->effect_marginal = ratio(c->difference, variance / 2);
    c->needed = fmax(s[0].effect, s[1].effect) *
                sw_settle_independent(l, n_other, k, n_base, level, SW_COMPARE_POWER);
}

/* base, other: room for the replications of either. */
static void unpaired(const sw_comparison *self, const sw_compared *file,
                     const sw_outcome *o, sw_contrast *c, double *base, double *other)
{
    const sw_compared *files[2] = {&self->files[0], file};
    double *values[2] = {base, other}, p[2], n[2];
    sw_sample sample[2];
    sharing shared[2];
    int held = 1;
    for (int i = 0; i < 2; i++) {
        n[i] = files[i]->results.n_replications;
        p[i] = NAN;
        shared[i] = (sharing){repeats_of(files[i]), (double)repeats_of(files[i]),
                              n[i] / (double)repeats_of(files[i])};
        sample[i] = (sw_sample){0, NAN, NAN};
        if (sw_outcome_held(files[i], o)) {
            sw_outcome_values(self, files[i], o, files[i]->results.n_replications,
                              values[i]);
            sample[i] = sw_sample_of(values[i], files[i]->results.n_replications);
            p[i] = sample[i].mean;
            shared[i] = sharing_of(values[i], files[i]->results.n_replications,
                                   repeats_of(files[i]));
        } else {
            held = 0;
            if (files[i]->yearly == NULL)
                p[i] = sw_outcome_stored(self, files[i], o);
        }
    }
    if (o->is_probability)
        unpaired_probability(self, c, p, n, shared);
    else if (held)
        unpaired_mean(self, o, c, sample, shared);
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
    const size_t one = repeats_of(&self->files[0]), two = repeats_of(file);
    const size_t repeats = one > two ? one : two;
    const int held = sw_outcome_held(&self->files[0], o) && sw_outcome_held(file, o);
    if (file->unpaired) {
        unpaired(self, file, o, &c, base, other);
    } else if (held) {
        sw_outcome_values(self, &self->files[0], o, n, base);
        sw_outcome_values(self, file, o, n, other);
        if (o->is_probability)
            paired_probability(self, &c, base, other, n, repeats);
        else
            paired_mean(self, o, &c, base, other, n, repeats);
    }
    judge(&c);
    return c;
}
