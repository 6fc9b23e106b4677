/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the prior's space needs of its distributions beyond quantile.h. */
#ifndef SIDEWORK_INFERENCE_SPACE_H
#define SIDEWORK_INFERENCE_SPACE_H

#include <sidework/quantile.h>

/* P(X < min) of the whole prior. */
double sw_prior_below(const sw_prior *prior);

/* P(X < x) + P(X = x) / 2 of the whole prior. */
double sw_prior_cdf_middle(const sw_prior *prior, double x);

/* sw_prior_quantile with P(X < min) and P(min <= X <= max) known. */
double sw_prior_quantile_of(const sw_prior *prior, double below, double mass, double u);

#endif
