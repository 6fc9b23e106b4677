/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running until the headline probability is known well enough (`--precision W`).
 *
 * The run looks only at 500, 1,000, 2,000, 4,000 ... replications (never in between, so that
 * threads cannot change where it stops), and ends at the first look where the Wilson
 * interval of P(ever reached by the last year) is narrower than W for every threshold, each
 * by itself; or at the number of replications asked for, which is the limit then.
 *
 * Looking more than once. To look until an interval is narrow lets chance choose the moment.
 * So the error allowed, 5 %, is spent on looks (alpha spending: Lan & DeMets 1983,
 * Biometrika 70, 659-663) in equal shares, as Pocock (1977, Biometrika 64, 191-199) does. How
 * many shares? The replications double from look to look, so the interval shrinks by the
 * square root of 2, and its width hardly depends on luck: for a given probability nearly all
 * runs end at one of two neighbouring looks. Two shares, then: each look has an interval of
 * level 1 - 0.05 / 2 = 97.5 %. (For narrow intervals even that could be saved: Chow &
 * Robbins 1965, Ann. Math. Stat. 36, 457-462; but W is not that small, cf. Frey 2010, Am.
 * Stat. 64, 242-249. A share for each of the up to 11 looks would need up to 1.8 times the
 * replications.) tests/unit/test_precision.c simulates it: from P = 0.01 to 0.99, and at 0
 * and 1, the interval a run ends with covers P in at least 95 % of runs for W from 0.2 to
 * 0.01 (the least found: 95.4 %). Between 0.0005 and 0.0015, where the first look expects less than
 * one hit, it is 92 % at the worst: that is Wilson's interval itself.
 *
 * 0 hits. Wald's interval has width 0 then and would stop every run at its first look.
 * Wilson's is [0, z^2 / (n + z^2)]: it stops a run only once n > z^2 (1 - W) / W, and by
 * then a probability as large as W would have been missed by all n with a chance of
 * (1 - W)^n < 1.25 %, as in the exact interval (Clopper & Pearson). So 0 hits stop a run
 * only when they are evidence that P < W, never for want of evidence.
 *
 * Replications that share draws (simulation.repeats > 1): the interval is that clustered by
 * draw (output/summary/nested.h), and 0 hits count as many as there are draws.
 */
#ifndef SIDEWORK_PRECISION_H
#define SIDEWORK_PRECISION_H

#include <sidework/results.h>

#define SW_PRECISION_MIN 0.0005
#define SW_PRECISION_MAX 0.5

enum { SW_FIRST_LOOK = 500 };

typedef struct sw_precision {
    double width;   /* wanted, of the whole interval; 0: none is */
    double level;   /* of the interval at each look */
    uint32_t first; /* the first look at which the interval can be narrow enough */
} sw_precision;

/* Plans the looks for a width in [SW_PRECISION_MIN, SW_PRECISION_MAX]. */
void sw_precision_plan(sw_precision *self, double width);

/* Width of the interval of hits in n at the level of a look. */
double sw_precision_width(const sw_precision *self, double hits, double n);

/* Whether every threshold's interval is narrow enough with the replications in results. */
int sw_precision_enough(const sw_precision *self, const sw_results *results);

/*
 * Writes into results how the run ended: results->stopping, and, where it stopped early, the
 * replications it has as those of its scenario (text and digest), as if just these had been
 * asked for. SW_OK or SW_MEMORY.
 */
int sw_precision_settle(const sw_precision *self, sw_results *results);

#endif
