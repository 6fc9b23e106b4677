/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line, read once for all verbs. */
#ifndef SIDEWORK_CLI_OPTIONS_H
#define SIDEWORK_CLI_OPTIONS_H

#include <sidework/journal.h>
#include <sidework/scenario.h>

#include "ranks.h"

enum { SW_MAX_FILES = 256, SW_MAX_SETTINGS = 256 };

/* Options as bits, so that a verb can name those it takes. */
enum {
    SW_OPTION_OUTPUT = 1 << 0,
    SW_OPTION_SCENARIO = 1 << 1, /* --seed, --set */
    SW_OPTION_THREADS = 1 << 2,
    SW_OPTION_RESUME = 1 << 3,
    SW_OPTION_FORCE = 1 << 4,
    SW_OPTION_JSON = 1 << 5,
    SW_OPTION_EFFECTIVE = 1 << 6,
    SW_OPTION_TABLE = 1 << 7, /* --csv, --md, --cfg as output formats */
    SW_OPTION_CSV_DIRECTORY = 1 << 8,
    SW_OPTION_BOM = 1 << 9,
    SW_OPTION_PARTIAL = 1 << 10,
    SW_OPTION_REPLICATIONS = 1 << 11, /* -n */
    SW_OPTION_SHARD = 1 << 12,
    SW_OPTION_PRECISION = 1 << 13,
    SW_OPTION_ESTIMATE = 1 << 14,
    SW_OPTION_POSTERIOR = 1 << 15,
    SW_OPTION_LEARNING = 1 << 16 /* --simulations, --particles, --tolerance ... */
};

/* How much of a run is done: all, or, where several processes share it, looking first
 * whether it may begin, a shard, the end. Not for the user to choose: --shard, merge and
 * mpirun do. */
enum sw_stage { SW_STAGE_ALL, SW_STAGE_LOOK, SW_STAGE_SHARD, SW_STAGE_PUBLISH };

typedef struct sw_options {
    const char *verb;
    const char *files[SW_MAX_FILES];
    int n_files;
    const char *output;
    sw_override overrides[SW_MAX_SETTINGS];
    int n_overrides;
    const char *replications; /* as given with -n; among the overrides, too */
    int threads;
    double precision; /* --precision: width of the interval; 0: none */
    int estimate;
    const char *posterior; /* --posterior: a file of `calibrate` */
    /* calibrate; 0: not given */
    uint32_t simulations;
    int particles;
    double tolerance, acceptance, seconds;
    int resume, force, partial, json, quiet, effective, bom, help, version;
    int format; /* enum sw_params_format */
    const char *csv_directory;
    sw_shard shard; /* --shard; {0, 0} if there is none */
    int stage;      /* enum sw_stage */
    const char *const
        *sources; /* of SW_STAGE_PUBLISH: run directories to be merged too */
    int n_sources;
    sw_ranks *ranks; /* the processes of this run */
    sw_language language;
    char *memory[SW_MAX_SETTINGS]; /* pieces of --set that had to be copied */
    int n_memory;
} sw_options;

/* Language of messages before options are read, from LC_ALL, LC_MESSAGES, LANG. */
sw_language sw_environment_language(void);

/* Reads argv. Which options the verb takes is checked later by sw_options_allow. Returns
 * SW_OK, SW_USAGE, SW_MEMORY. */
int sw_options_read(sw_options *self, int argc, char **argv, sw_diagnostics *diagnostics);

/* Refuses options that a verb does not take. */
int sw_options_allow(const sw_options *self, int allowed, sw_diagnostics *diagnostics);

void sw_options_free(sw_options *self);

#endif
