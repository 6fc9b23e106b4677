/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The special functions behind the quantiles of beta and gamma priors, from + - * / sqrt and the
 * project's own exp and log: the same bits from every libm. (GSL's would do, but for that; the
 * tests compare with them.)
 */
#ifndef SIDEWORK_INFERENCE_SPECIAL_H
#define SIDEWORK_INFERENCE_SPECIAL_H

/* Logarithm of gamma(x), x > 0. Error <= 1e-13 (1 + |result|). */
double sw_log_gamma(double x);

/* Regularised incomplete beta function I_x(a, b), a, b > 0, 0 <= x <= 1; derivative (may be
 * NULL) receives that by logit(x), density x (1 - x). y = 1 - x, given beside it so that it
 * may be tiny. */
double sw_incomplete_beta(double a, double b, double x, double y, double *derivative);

/* Regularised lower incomplete gamma function P(a, x), a > 0, x >= 0; derivative (may be NULL)
 * receives that by log(x), density x. */
double sw_incomplete_gamma(double a, double x, double *derivative);

/* The inverses in x, u in (0, 1). */
double sw_incomplete_beta_inverse(double a, double b, double u);
double sw_incomplete_gamma_inverse(double a, double u);

#endif
