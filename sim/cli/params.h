/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework params`: the parameter reference, made from the field rows. */
#ifndef SIDEWORK_PARAMS_H
#define SIDEWORK_PARAMS_H

#include <stdio.h>

#include <sidework/scenario.h>

/* LIST: aligned text for reading; CFG: a complete scenario file of all defaults, to be
 * extended by others. */
enum sw_params_format {
    SW_PARAMS_LIST,
    SW_PARAMS_CSV,
    SW_PARAMS_JSON,
    SW_PARAMS_MD,
    SW_PARAMS_CFG
};

/* Writes the reference of the engine's groups and then of groups [n_groups] to out.
 * Elements of lists are shown as `staff.departments[].name`. language matters to LIST; the
 * others hold both. Returns SW_OK, SW_IO, SW_MEMORY or SW_INTERNAL (a default
 * that is wrong). */
int sw_cli_params(const sw_group *const *groups, int n_groups, int format,
                  sw_language language, FILE *out);

#endif
