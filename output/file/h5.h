/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The few HDF5 calls that writer and reader share: a quiet, plugin-free session and
 * attributes. Private to output/. Functions return 0, or -1 where HDF5 failed or the
 * object is not as asked.
 */
#ifndef SIDEWORK_OUTPUT_H5_H
#define SIDEWORK_OUTPUT_H5_H

#include <hdf5.h>

#include <sidework/results.h>

#include "texts.h"

/* The library's settings as we found them: an embedding program keeps its own. */
typedef struct sw_h5_session {
    H5E_auto2_t print;
    void *print_data;
    unsigned plugins;
} sw_h5_session;

/* Switches off HDF5's own messages (ours are better) and foreign filter plugins (they run
 * code), and lets references to texts be read as they lie in the file (texts.h). */
int sw_h5_enter(sw_h5_session *session);

/* The same where there is memory for it: HDF5 1.10 itself does not survive the want of it
 * (it crashes, or loses what it was to write). bytes: what the work needs beyond the
 * library's own. SW_OK, or SW_MEMORY or SW_INTERNAL with a message about path. */
int sw_h5_begin(sw_h5_session *session, const char *path, double bytes,
                sw_diagnostics *diagnostics);
void sw_h5_leave(const sw_h5_session *session);

/* A new variable-length UTF-8 string type; the caller closes it. */
hid_t sw_h5_text_type(void);

/* A file access list: plain file driver, bounds EARLIEST-V18, no lock where the file
 * system has none. */
hid_t sw_h5_access(void);

/* Writes an attribute; an empty text is left out, for readers that cannot tell it from a
 * missing one. */
int sw_h5_put_text(hid_t object, const char *name, const char *value);
int sw_h5_put_texts(hid_t object, const char *name, const char *const *values, size_t n);

/* n = 0 writes a scalar, else a list of n. */
int sw_h5_put_numbers(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
                      const void *values, size_t n);

/* Reads an attribute; *value is "" where there is none. */
int sw_h5_get_text(hid_t object, const char *name, sw_texts *texts, const char **value);

/* Exactly n texts; *values stays as it is where there is no such attribute. */
int sw_h5_get_texts(hid_t object, const char *name, size_t n, sw_texts *texts,
                    const char *const **values);

/* Exactly n numbers (n = 0: a scalar) into values. */
int sw_h5_get_numbers(hid_t object, const char *name, hid_t memory_type, void *values,
                      size_t n);

#endif
