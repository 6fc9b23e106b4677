/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is uncertain in a scenario, drawn together: one vector of values a draw, from
 * the priors, from groups of correlated priors, or from a posterior that was taken in
 * their place. The engine, its records, the twin and whoever tries values out ask here
 * and nowhere else, so they cannot disagree.
 *
 * Draws and replications. simulation.repeats replications in a row share a draw:
 *
 *     draw = replication / repeats
 *
 * so what differs between draws is what we do not know, and what differs within one is
 * chance alone. Draws are keyed by their number: prefixes, shards and resumes agree.
 *
 * Correlation. The root's `correlations` name pairs of uncertain keys with a correlation r
 * of their normal scores (a Gaussian copula: Nelsen 2006, "An Introduction to Copulas",
 * section 2.3). Keys that pairs connect are one group; a pair not named has r = 0. With
 * z_i the normal score that key i draws for itself (prior.h) and L L' = R
 *
 *     y = L z,    value_i = Q_i(Phi(y_i))
 *
 * and Q_i is the quantile function of the prior, known in closed form for normal,
 * lognormal, uniform and triangular; the loader refuses others. The group is drawn again
 * as a whole until all its values lie within their limits, so truncation of one shifts the
 * others as conditioning does. Keys outside all groups have the bits they have alone.
 *
 * Posterior. Draw d takes row sigma(d mod n) of n, where sigma is a permutation of
 * 0 ... n - 1, keyed by the seed and d / n: every row is used once before any is used
 * twice, a prefix of the draws is a random sample without replacement (so the rows' order
 * in the file is of no matter), and no state is kept: sigma is a Feistel network of six
 * rounds of Philox over the next power of 4, walked until it falls below n (Black &
 * Rogaway 2002, "Ciphers with arbitrary finite domains", CT-RSA, section 3). Stream
 * POSTERIOR, counter (half a row's number, cycle, round).
 */
#ifndef SIDEWORK_UNCERTAIN_H
#define SIDEWORK_UNCERTAIN_H

#include <sidework/scenario.h>

/* The number of the draw that a replication has: replication / simulation.repeats. */
uint32_t sw_uncertain_number(const sw_scenario *scenario, uint32_t replication);

/* values [n_priors] of a replication, in the order of scenario->priors; a function of its
 * arguments alone, with the same bits on every machine. */
void sw_uncertain_draw(const sw_scenario *scenario, uint64_t seed, uint32_t replication,
                       double *values);

/* values [copula->n] of one group in one attempt at a draw. 1 if all lie within their
 * limits. */
int sw_copula_attempt(const sw_scenario *scenario, const sw_copula *copula, uint64_t seed,
                      uint32_t number, uint32_t attempt, double *values);

/* Lower triangle L of R = L L', both [n][n]; 0 where R is not positive definite (a pivot
 * below 1e-10). r and l may not overlap. */
int sw_cholesky(const double *r, int n, double *l);

/* The row, of n > 0, that a draw takes. */
uint32_t sw_posterior_row(uint64_t seed, uint32_t n, uint32_t number);

/*
 * Puts a posterior in place of the priors of the named keys: rows of values
 * [n_rows][n_columns], all equally likely, paths [n_columns]. Everything is copied. Other
 * uncertain keys keep their priors; a group of correlated keys must be taken whole or not
 * at all. digest [up to 64 characters] names the posterior: it becomes
 * simulation.posterior, and with it enters the effective text and the digest of the
 * scenario. A scenario whose simulation.posterior is given already accepts only that one.
 *
 * SW_OK; SW_INPUT with every key that is unknown or not uncertain here, given twice, or
 * has a value outside the key's range; SW_MEMORY. On failure the scenario is as it was.
 */
int sw_scenario_take_posterior(sw_scenario *scenario, uint32_t n_rows, int n_columns,
                               const char *const *paths, const double *values,
                               const char *digest, sw_diagnostics *diagnostics);

/* SW_INPUT if the scenario wants a posterior (simulation.posterior) and has taken none:
 * asked before a run, so that priors never stand in for it in silence. */
int sw_scenario_check_posterior(const sw_scenario *scenario, sw_diagnostics *diagnostics);

#endif
