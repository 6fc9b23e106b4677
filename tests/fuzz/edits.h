/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A good HDF5 file with changes. The input is not the file but what is done to it, so that a
 * few bytes are a case:
 *
 *   byte 0        bit 0: the digest is made right again; the other bits: which file
 *   then 8 each   offset (4, little endian, modulo size), kind, value, length (2)
 */
#ifndef SIDEWORK_TESTS_FUZZ_EDITS_H
#define SIDEWORK_TESTS_FUZZ_EDITS_H

#include "fuzz.h"

#include <sidework/status.h>

typedef struct fuzz_file {
    uint8_t *bytes;
    size_t n;
} fuzz_file;

/* Reads path; the caller frees bytes. */
void fuzz_read(fuzz_file *self, const char *path);

/* Writes to path the file that data asks for, of n_files. Returns 1 if it is changed and its
 * digest is not made right again: then no reader may take it. */
int fuzz_edit(const fuzz_file *files, size_t n_files, const uint8_t *data, size_t size,
              const char *path);

/* What every reader promises: a known status, a message where it fails and none where it does
 * not, nothing of HDF5 left open, a changed file refused. */
void fuzz_check_read(int status, const sw_diagnostics *d, int changed_unsealed);

#endif
