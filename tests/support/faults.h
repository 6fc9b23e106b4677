/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls that fail on order. The calls of faults.def are wrapped by the linker (-Wl,--wrap), in the objects of the
 * library, the command and the tests: not in HDF5, libconfig, GSL and libc themselves, whose own allocations nobody
 * can promise anything about. Programs called test_faults_* are linked so.
 */
#ifndef SIDEWORK_TESTS_SUPPORT_FAULTS_H
#define SIDEWORK_TESTS_SUPPORT_FAULTS_H

#include <sidework/status.h>

/* INTERRUPTIBLE and READS are files, too: those calls that a signal may interrupt (POSIX: EINTR). STREAMS are the writing calls
 * of stdio, after which a stream stays marked until it is closed. */
enum fault_group {
    FAULT_MEMORY = 1,
    FAULT_FILES = 2,
    FAULT_INTERRUPTIBLE = 4,
    FAULT_READS = 8,
    FAULT_STREAMS = 16,
    FAULT_FULL =
        64, /* of files, those that fail where there is no room: open, write, mkdir */
    FAULT_THIN = 32 /* no group: of many calls not all, see faults_each */
};

enum fault_way {
    FAULT_FAIL,      /* the call does nothing and fails; a close closes and fails */
    FAULT_INTERRUPT, /* EINTR, once; a close has closed */
    FAULT_QUOTA, /* as FAIL, but where a disk can be full the quota is exhausted: EDQUOT */
    FAULT_HALVE  /* reads and writes transfer half of what was asked, every time */
};

/* From now on, the call number k (from 1) of any of the groups fails; 0: none, they are counted. */
void faults_arm(int groups, enum fault_way way, long k);

/* Nothing fails any more. Returns how often a fault was met since faults_arm. */
int faults_disarm(void);

/* Calls of the armed groups since faults_arm. */
long faults_counted(void);

/* The call that failed, for messages. */
const char *faults_name(void);

/* What faults_each does again and again. */
typedef struct fault_trial {
    const char *name;
    void (*before)(void); /* brings about the state to begin with; may be NULL */
    int (*work)(sw_diagnostics *messages); /* returns a status */
    void (*after)(int status); /* checks what is left, with calls in order; may be NULL */
    int least;                 /* so many calls must have failed, or nothing was tested */
} fault_trial;

/*
 * Fails the first call of any of the groups, the second, and so on, until the work is done without a failure. Each
 * time: the status is a documented one that fits the group (want of memory is never called anything else; a signal or
 * a short transfer is no failure at all), a failure has a message, HDF5 has nothing open. Of STREAMS, whose calls
 * all mean the same to a buffer, and with THIN, calls beyond the 64th are taken in steps of a tenth of their number.
 */
void faults_each(int groups, enum fault_way way, const fault_trial *trial);

#endif
