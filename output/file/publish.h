/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that appear whole or not at all: written under a temporary name in the same
 * directory, then given their final name in one step. Private to output/.
 */
#ifndef SIDEWORK_OUTPUT_PUBLISH_H
#define SIDEWORK_OUTPUT_PUBLISH_H

#include <sidework/status.h>

/* SW_CREATE if path exists (unless replace), is no regular file, or cannot be made in its
 * directory. */
int sw_publish_check(const char *path, int replace, sw_diagnostics *diagnostics);

/* Creates an empty file `.NAME.tmp-PID` beside path that did not exist before; *temporary
 * is malloc'ed. Such files of processes
 * that are gone are removed first. SW_OK, SW_CREATE or SW_MEMORY. */
int sw_publish_begin(const char *path, char **temporary, sw_diagnostics *diagnostics);

/* Whether entry, a name in a directory, is a temporary name for name, given by a process that is gone. */
int sw_publish_is_stale(const char *entry, const char *name);

/* Gives temporary its final name and syncs the directory. Without replace a file that
 * came into being meanwhile is kept and SW_CREATE returned. The caller has synced the
 * file. */
int sw_publish_end(const char *temporary, const char *path, int replace,
                   sw_diagnostics *diagnostics);

#endif
