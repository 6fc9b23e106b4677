/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a report: each written under a temporary name and renamed. Private to
 * output/report. */
#ifndef SIDEWORK_OUTPUT_REPORT_FILES_H
#define SIDEWORK_OUTPUT_REPORT_FILES_H

#include <sidework/status.h>

#include "buffer.h"

/* Where files go. */
typedef struct sw_folder {
    const char *directory;
    int replace;
    sw_diagnostics *diagnostics;
} sw_folder;

/* directory/part, or directory itself where part is ""; SW_OK also if it is there. */
int sw_folder_make(const sw_folder *self, const char *part);

/* Refuses directory/name as sw_publish_check. */
int sw_folder_check(const sw_folder *self, const char *name);

/* Writes directory/name whole or not at all. SW_OK, SW_CREATE, SW_IO, SW_MEMORY. */
int sw_folder_put(const sw_folder *self, const char *name, const sw_buffer *content);

#endif
