/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `sidework verify` says about a file: as text, or as JSON. */
#ifndef SIDEWORK_CLI_VERIFY_REPORT_H
#define SIDEWORK_CLI_VERIFY_REPORT_H

#include <stdio.h>

#include <sidework/difference.h>
#include <sidework/json.h>
#include <sidework/scenario.h>

#include "progress.h"

/* How far a file was found right. */
enum {
    SW_VERIFIED_NOTHING,
    SW_VERIFIED_DIGEST,
    SW_VERIFIED_STRUCTURE,
    SW_VERIFIED_VALUES
};

/* One file on its way; the results are owned by whoever verifies. */
typedef struct sw_verification {
    const char *path;
    sw_results stored, again;
    sw_summary summary; /* as stored */
    sw_scenario scenario;
    unsigned char *which; /* [n_replications] 1: run again */
    uint32_t n_again;
    int posterior; /* 1: its draws are from one, and are taken from the file */
    sw_difference of_values, of_summary;
    int stage, status;
    sw_progress *progress;
    sw_diagnostics *messages; /* of this file */
} sw_verification;

typedef struct sw_verify_report {
    FILE *out;
    sw_json json;
    int as_json;
    sw_language language;
    int n_files;
    sw_diagnostics *messages; /* room for those of one file */
} sw_verify_report;

void sw_verify_report_begin(sw_verify_report *self);

/* Prints what was found and passes the messages of the file on to diagnostics. */
void sw_verify_report_file(sw_verify_report *self, const sw_verification *v,
                           sw_diagnostics *diagnostics);
void sw_verify_report_end(sw_verify_report *self);

/* SW_INPUT with the first number that differs, where it stands, and how many there are. */
int sw_verify_complain(const sw_verification *v, const sw_difference *difference);

#endif
