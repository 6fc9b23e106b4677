/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The processes of one run. `sidework` is alone (ranks.c); `sidework-mpi` is one of those
 * that mpirun started (sim/mpi/ranks.c). They share the run directory and no memory, so all
 * they ever say to each other is whether they go on.
 */
#ifndef SIDEWORK_CLI_RANKS_H
#define SIDEWORK_CLI_RANKS_H

typedef struct sw_ranks {
    int rank, size; /* 0 ... size - 1 */
    int threads;    /* that leave a core to every rank of this machine; 0: all cores */
    int speaks;     /* this rank prints messages: rank 0, or the first that failed */
    int stopped;    /* another rank has failed */
    int broken;     /* a rank has gone and cannot be waited for */
    int *statuses;  /* [size] */
    int (*interrupted)(
        void); /* the status of a signal that came, or SW_OK; may be NULL */
} sw_ranks;

/* First of all in main. Returns SW_OK, SW_MEMORY, SW_INTERNAL. */
int sw_ranks_begin(sw_ranks *self, int *argc, char ***argv);

/* Now and then, while this rank works: has another one failed? */
int sw_ranks_stopped(sw_ranks *self);

/* Called by every rank, as often by each: waits for all and returns the first failure (of
 * the lowest rank), SW_OK if none failed. A rank that comes with a failure makes the others
 * see it at once, by sw_ranks_stopped. */
int sw_ranks_agree(sw_ranks *self, int status);

/* Last of all in main. */
void sw_ranks_end(sw_ranks *self, int exit_code);

#endif
