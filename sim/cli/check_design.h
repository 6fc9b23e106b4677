/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework check` of a design file. */
#ifndef SIDEWORK_CLI_CHECK_DESIGN_H
#define SIDEWORK_CLI_CHECK_DESIGN_H

#include <sidework/json.h>

#include "check.h"

/* A line that says ok, with points and factors; or all errors. */
int sw_cli_check_design(const sw_check *self, const char *path);

/* The same as members of the open object: ok, design, points, factors, replications. */
int sw_cli_check_design_json(const sw_check *self, const char *path, sw_json *json,
                             sw_diagnostics *found);

#endif
