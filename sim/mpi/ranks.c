/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The processes that mpirun started; see ranks.h. No message carries a result: an empty one
 * says "I have failed", and one number a rank is gathered where all must agree. So a rank
 * that is killed leaves nothing half said, and no sum depends on the number of ranks.
 */
#define _GNU_SOURCE /* sched_getaffinity: the cores that mpirun left to this rank */
#include "../cli/ranks.h"

#include <mpi.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <sidework/status.h>

enum { STOP = 1 }; /* tag of "I have failed" */

/* How long a rank that has failed waits for the others to agree, in seconds. After a signal
 * little time is left: mpirun sends it when a rank has died, and soon kills. */
static const double patience = 10, patience_signalled = 0.1;

static int count_threads(void)
{
    MPI_Comm here;
    cpu_set_t cores;
    int ranks = 1, n = 1;
    if (MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL,
                            &here) == MPI_SUCCESS) {
        (void)MPI_Comm_size(here, &ranks);
        (void)MPI_Comm_free(&here);
    }
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    if (online > ranks)
        n = (int)(online / ranks);
    if (sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) < n)
        n = CPU_COUNT(&cores) > 0 ? CPU_COUNT(&cores) : 1;
    return n;
}

int sw_ranks_begin(sw_ranks *self, int *argc, char ***argv)
{
    int level;
    *self = (sw_ranks){.size = 1, .speaks = 1};
    if (MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &level) != MPI_SUCCESS)
        return SW_INTERNAL;
    (void)MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    (void)MPI_Comm_rank(MPI_COMM_WORLD, &self->rank);
    (void)MPI_Comm_size(MPI_COMM_WORLD, &self->size);
    self->speaks = self->rank == 0;
    if (self->size > 1)
        self->threads = count_threads();
    self->statuses = calloc((size_t)self->size, sizeof *self->statuses);
    self->broken = !self->statuses; /* the others would wait for this one */
    return self->statuses ? SW_OK : SW_MEMORY;
}

int sw_ranks_stopped(sw_ranks *self)
{
    int came = 0;
    if (!self->stopped && MPI_Iprobe(MPI_ANY_SOURCE, STOP, MPI_COMM_WORLD, &came,
                                     MPI_STATUS_IGNORE) == MPI_SUCCESS)
        self->stopped = came;
    return self->stopped;
}

static void tell_others(const sw_ranks *self)
{
    for (int k = 0; k < self->size; k++) {
        MPI_Request sent;
        if (k != self->rank &&
            MPI_Isend(NULL, 0, MPI_BYTE, k, STOP, MPI_COMM_WORLD, &sent) == MPI_SUCCESS)
            (void)MPI_Request_free(&sent);
    }
}

static int is_signal(int status)
{
    return status == SW_HANGUP || status == SW_INTERRUPT || status == SW_TERMINATE;
}

/* 1 when all have answered, 0 when patience is at an end. */
static int wait_for_all(sw_ranks *self, int *status, MPI_Request *gathered)
{
    const struct timespec nap = {0, 2000000};
    double waited = 0;
    int all = 0;
    for (;;) {
        if (MPI_Test(gathered, &all, MPI_STATUS_IGNORE) != MPI_SUCCESS || all)
            return all;
        if (*status == SW_OK && self->interrupted)
            *status = self->interrupted();
        if (*status && waited > (is_signal(*status) ? patience_signalled : patience))
            return 0;
        (void)nanosleep(&nap, NULL);
        waited += *status ? 0.002 : 0;
    }
}

/* Takes the messages of those that failed, so that none is left at the end. */
static void take_messages(sw_ranks *self)
{
    for (int k = 0; k < self->size; k++) {
        if (k != self->rank && self->statuses[k])
            (void)MPI_Recv(NULL, 0, MPI_BYTE, k, STOP, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    self->stopped = 0;
}

int sw_ranks_agree(sw_ranks *self, int status)
{
    MPI_Request gathered;
    int mine = status < 0 ? status : SW_OK; /* > 0: stopped because another failed */
    if (mine)
        tell_others(self);
    const int sent = mine;
    if (MPI_Iallgather(&sent, 1, MPI_INT, self->statuses, 1, MPI_INT, MPI_COMM_WORLD,
                       &gathered) != MPI_SUCCESS ||
        !wait_for_all(self, &mine, &gathered)) {
        self->broken = 1;
        self->speaks = is_signal(mine) ? self->rank < 2 : mine != SW_OK;
        return mine ? mine : SW_INTERNAL;
    }
    take_messages(self);
    for (int k = 0; k < self->size; k++) {
        if (self->statuses[k]) {
            self->speaks = k == self->rank;
            return self->statuses[k];
        }
    }
    return SW_OK;
}

void sw_ranks_end(sw_ranks *self, int exit_code)
{
    free(self->statuses);
    self->statuses = NULL;
    if (!self->broken)
        (void)MPI_Finalize();
    else if (!self->interrupted || self->interrupted() == SW_OK)
        (void)MPI_Abort(MPI_COMM_WORLD, exit_code);
    /* else mpirun is ending all of us, and says why */
}
