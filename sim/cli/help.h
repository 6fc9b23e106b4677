/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sidework --help`. */
#ifndef SIDEWORK_CLI_HELP_H
#define SIDEWORK_CLI_HELP_H

#include <stdio.h>

#include <sidework/status.h>

/* Returns SW_OK or SW_IO. */
int sw_cli_help(FILE *out, sw_language language);

#endif
