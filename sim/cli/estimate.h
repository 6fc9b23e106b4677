/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `check --estimate`: what a run will take, before it is begun.
 *
 * Memory is an upper bound: the run's peak resident memory stays below it. It is what this
 * process has used so far (program, libraries, scenario, city, one worker), the other
 * workers, the results, what summaries need (three columns of all replications), and what
 * writing the file needs. --resume of a finished, shorter result needs its records once
 * more. Time is what a replication takes of a core, measured, shared by the threads that
 * have one; other work on the machine is not foreseen. Disk is the journals, which go
 * when the file is there, and the file, from bytes a value that small values seldom exceed.
 */
#ifndef SIDEWORK_CLI_ESTIMATE_H
#define SIDEWORK_CLI_ESTIMATE_H

#include <stdio.h>

#include <sidework/json.h>
#include <sidework/model.h>

typedef struct sw_estimate {
    uint32_t replications;
    uint32_t draws; /* shared by replications: errors are those of as many, the worst that
                       sharing can do; 0: each has its own */
    int threads;
    double seconds;
    double memory_bytes, worker_bytes, result_bytes;
    double journal_bytes, file_bytes;
    double error_half, error_twentieth;   /* standard error for P = 0.5, 0.05 */
    double width_half, width_twentieth;   /* of the Wilson interval, 95 % */
    double quantile_error;                /* of rates; 0: exact */
    double precision;                     /* asked for; 0: none */
    uint32_t stops_half, stops_twentieth; /* where --precision would stop */
} sw_estimate;

/* Runs a few replications (about half a second). threads 0: one a core; precision as for
 * run, whose replications are the limit then. SW_OK, SW_INPUT or SW_MEMORY. */
int sw_estimate_make(sw_estimate *self, const sw_model *model,
                     const sw_scenario *scenario, int threads, double precision,
                     sw_diagnostics *diagnostics);

/* A table in words; SW_OK or SW_IO. */
int sw_estimate_print(const sw_estimate *self, sw_language language, FILE *out);

/* The same as the object "estimate". */
void sw_estimate_json(const sw_estimate *self, sw_json *json);

#endif
