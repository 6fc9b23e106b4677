/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line, read once for all verbs. */
#ifndef SIDEWORK_CLI_OPTIONS_H
#define SIDEWORK_CLI_OPTIONS_H

#include <sidework/scenario.h>

enum { SW_MAX_FILES = 256, SW_MAX_SETTINGS = 256 };

/* Options as bits, so that a verb can name those it takes. */
enum {
    SW_OPTION_OUTPUT = 1 << 0,
    SW_OPTION_SCENARIO = 1 << 1, /* -n, --seed, --set */
    SW_OPTION_THREADS = 1 << 2,
    SW_OPTION_RESUME = 1 << 3,
    SW_OPTION_FORCE = 1 << 4,
    SW_OPTION_JSON = 1 << 5,
    SW_OPTION_EFFECTIVE = 1 << 6,
    SW_OPTION_TABLE = 1 << 7, /* --csv, --md, --cfg as output formats */
    SW_OPTION_CSV_DIRECTORY = 1 << 8,
    SW_OPTION_BOM = 1 << 9,
    SW_OPTION_PARTIAL = 1 << 10
};

typedef struct sw_options {
    const char *verb;
    const char *files[SW_MAX_FILES];
    int n_files;
    const char *output;
    sw_override overrides[SW_MAX_SETTINGS];
    int n_overrides;
    int threads;
    int resume, force, partial, json, quiet, effective, bom, help, version;
    int format; /* enum sw_params_format */
    const char *csv_directory;
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
