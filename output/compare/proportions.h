/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of two probabilities, paired or not. Private to output/. */
#ifndef SIDEWORK_OUTPUT_PROPORTIONS_H
#define SIDEWORK_OUTPUT_PROPORTIONS_H

#include <stddef.h>

#include "paired.h"

/* Pairs by what happened in them. Not whole numbers where a table is scaled. */
typedef struct sw_fourfold {
    double both, first_only, second_only, neither;
} sw_fourfold;

/* Values are 0 or 1, NaN: the pair is left out. */
sw_fourfold sw_fourfold_of(const double *first, const double *second, size_t n);

/* P(first) - P(second) over the same pairs: Newcombe (1998b), method 10. */
sw_interval sw_newcombe_paired(const sw_fourfold *table, double level);

/* k1 / n1 - k2 / n2 of independent samples: Newcombe (1998a), method 10. */
sw_interval sw_newcombe_independent(double k1, double n1, double k2, double n2,
                                    double level);

/* Two-sided p of the exact McNemar test: of the pairs that differ, half go either way. */
double sw_mcnemar_p(double first_only, double second_only);

/* Two-sided p of Fisher's exact test: twice the smaller tail. */
double sw_fisher_p(double k1, double n1, double k2, double n2);

#endif
