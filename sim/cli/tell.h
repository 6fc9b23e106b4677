/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several verbs have to tell, in the same words: where the result is, that work is
 * kept, that the answer could not be shown. */
#ifndef SIDEWORK_CLI_TELL_H
#define SIDEWORK_CLI_TELL_H

#include <stdio.h>

#include "options.h"

/* On standard error, unless --quiet: the result's name, or that it was there already. */
void sw_tell_result(const sw_options *options, const char *path, int was_there);

/* After an answer was printed to out with this status: SW_OK, or a message that names the
 * result, which is there nevertheless. */
int sw_tell_shown(int status, FILE *out, const char *path, sw_diagnostics *diagnostics);

/* After the result could not be written: that the work is kept. */
void sw_tell_kept(const char *output, sw_diagnostics *diagnostics);

/* A run was stopped by a signal, whose status comes back: how to go on. */
int sw_tell_stopped(int status, const char *output, unsigned kept, unsigned total,
                    sw_diagnostics *diagnostics);
int sw_is_stopped(int status);

#endif
