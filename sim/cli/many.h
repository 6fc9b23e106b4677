/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The points of a design run as `run` runs a scenario: an output that is checked before any
 * work, journals, signals, --resume, --partial, --force, --estimate. What is made of the rows
 * is the verb's (explore, sensitivity).
 */
#ifndef SIDEWORK_CLI_MANY_H
#define SIDEWORK_CLI_MANY_H

#include <stdatomic.h>
#include <stdio.h>

#include <sidework/design_file.h>
#include <sidework/explore.h>
#include <sidework/journal.h>

#include "options.h"
#include "progress.h"

enum { SW_MANY_PATH_BYTES = 4096 };

/* The caller sets the first part; zero-initialise the rest. */
typedef struct sw_many {
    const sw_model *model;
    const sw_options *options;
    const sw_design_file *design;
    const double *u;       /* [n_points][design->n_factors] */
    uint32_t n_points;     /* of one policy */
    int policies;          /* 2: all points once more with the design's `other`, behind */
    const uint32_t *first; /* [n_points] first replication of each, or NULL */
    uint32_t n_replications;
    char digest[SW_DIGEST_BYTES]; /* of what the rows depend on, in the manifest */
    /* Takes the rows that a finished or partial output of the same run holds, as
     * sw_findings_take does; *n its replications of a point. NULL: cannot be gone on with. */
    int (*take)(const char *path, const sw_design_file *design, uint32_t n_points,
                sw_results *results, unsigned char *done, sw_diagnostics *diagnostics);
    sw_diagnostics *diagnostics;
    /* its own */
    char output[SW_MANY_PATH_BYTES];
    uint32_t *first_of_all; /* `first` for both policies */
    sw_journal *journal;
    int there;   /* an output is there, and gone on with */
    int replace; /* an output may be replaced */
    sw_progress progress;
    atomic_uint stored; /* rows made by this call */
    uint32_t before;    /* rows found */
} sw_many;

/* Names the output (the design's name with .h5, or -o), checks it and opens the journals. */
int sw_many_open(sw_many *self);

/* The engine's part of it: points, replications, threads, how a point is loaded. */
sw_explore_options sw_many_options(sw_many *self);

/* Runs what is not done. On a signal, or with --partial, what is done is in self and the
 * status says so: SW_OK with --partial. */
int sw_many_run(sw_many *self, sw_exploration *exploration);

/* After the output has been written: OUT.run.json, and the journals go (with --partial they
 * stay). */
int sw_many_finish(sw_many *self);

/* After the output could not be written: that the work is kept. */
void sw_many_tell_of_kept(const sw_many *self);

/* Lets go; safe at any time. */
void sw_many_close(sw_many *self);

/* --estimate: measures and prints time, memory and disk; nothing is written. */
int sw_many_estimate(sw_many *self, FILE *out);

#endif
