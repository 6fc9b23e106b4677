/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stored results against the same results made again: first what a file holds (variables,
 * axes, labels, texts), then every number, bit by bit. For `verify`.
 */
#ifndef SIDEWORK_DIFFERENCE_H
#define SIDEWORK_DIFFERENCE_H

#include <sidework/results.h>
#include <sidework/summary.h>

/* Numbers that differ, counted over several calls; zero-initialise. The members after
 * `different` describe the first of them. */
typedef struct sw_difference {
    uint64_t compared, different;
    const char *name;     /* a variable, "parameter_value" or a dataset of the summary */
    int once;             /* 1: of the summary, which belongs to no replication */
    uint32_t replication; /* else this one */
    size_t place; /* within the variable's row of the replication, or the dataset */
    double stored, again;
} sw_difference;

/*
 * Does stored, read from path, hold what a file of `expected` holds (as its keep says):
 * texts, seed, axes with their labels, variables with theirs, uncertain parameters? Values
 * are not looked at. SW_OK, or SW_INPUT with a message for each thing that differs.
 */
int sw_results_check_structure(const sw_results *stored, const sw_results *expected,
                               const char *path, sw_diagnostics *diagnostics);

/* Compares the replications marked in which [n_replications], as far as stored holds
 * them. The structures are equal. */
void sw_results_differ(const sw_results *stored, const sw_results *again,
                       const unsigned char *which, sw_difference *found);

/* Compares what both summaries hold; one made of a file that keeps yearly values has no
 * months. */
void sw_summary_differ(const sw_summary *stored, const sw_summary *again,
                       sw_difference *found);

#endif
