/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A good result file with changes. The input is not the file but what is done to it, so
 * that a few bytes are a case:
 *
 *   byte 0        1: the digest is made right again; 2: the file holds summaries alone
 *   then 8 each   offset (4, little endian, modulo size), kind, value, length (2)
 *
 * Promised: without a new digest every change is refused; with one, the reader refuses or
 * reads, and what it reads can be summed up. A failure has a message, and nothing of HDF5
 * stays open after either. (What HDF5 1.10 itself forgets to free is not looked at.)
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hdf5.h>
#include <sidework/overview.h>
#include <sidework/result.h>
#include <sidework/sha256.h>

#include "unit/sample_results.h"

enum { EDIT = 8, MAX_EDITS = 16, TRAILER = 40, DIGEST = 32, N_FILES = 2 };

typedef struct file {
    uint8_t *bytes;
    size_t n;
} file;

static file good[N_FILES];
static char path[FUZZ_PATH_BYTES];
static sw_diagnostics d;
static volatile double sum; /* of all that was read, so that all of it is */

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}

static void make_file(file *self, int keep)
{
    sw_results r = {0};
    sw_summary summary = {0};
    sample_results(&r, 3, 2, 1);
    r.keep = keep;
    PROMISE(sw_summary_make(&summary, &r, &d) == SW_OK);
    PROMISE(sw_result_write(&r, &summary, path, 1, &d) == SW_OK);
    self->n = (size_t)fuzz_size(path);
    self->bytes = malloc(self->n);
    FILE *stream = fopen(path, "rb");
    PROMISE(self->bytes && stream);
    PROMISE(fread(self->bytes, 1, self->n, stream) == self->n && fclose(stream) == 0);
    sw_summary_free(&summary);
    sw_results_free(&r);
}

static void forget(void)
{
    for (int k = 0; k < N_FILES; k++)
        free(good[k].bytes);
}

static void set_up(void)
{
    if (path[0])
        return;
    fuzz_path(path, "out.h5");
    (void)H5dont_atexit(); /* after damaged headers HDF5 would complain at exit */
    make_file(&good[0], SW_KEEP_ALL);
    make_file(&good[1], SW_KEEP_SUMMARIES);
    PROMISE(atexit(forget) == 0);
}

static void put_number(file *self, size_t at, int which)
{
    static const uint32_t numbers[] = {0,           1,           0x7f,       0xff,
                                       0x7fff,      0xffff,      0x10000,    0x7fffffff,
                                       0x80000000u, 0xfffffffeu, 0xffffffffu};
    const uint32_t number = numbers[(size_t)which % (sizeof numbers / sizeof *numbers)];
    for (size_t k = 0; k < 4 && at + k < self->n; k++)
        self->bytes[at + k] = (uint8_t)(number >> (8 * k));
}

static void change(file *self, const uint8_t edit[EDIT])
{
    const uint32_t offset = edit[0] | (uint32_t)edit[1] << 8 | (uint32_t)edit[2] << 16 |
                            (uint32_t)edit[3] << 24;
    const size_t at = offset % self->n;
    const int value = edit[5];
    size_t length = 1 + (edit[6] | (size_t)edit[7] << 8) % 512;
    length = length < self->n - at ? length : self->n - at;
    switch (edit[4] % 6) {
    case 0:
        self->bytes[at] = (uint8_t)value;
        break;
    case 1:
        self->bytes[at] ^= (uint8_t)(1 << value % 8);
        break;
    case 2:
        memset(self->bytes + at, value, length);
        break;
    case 3: /* another part of the file */
        memmove(self->bytes + at, self->bytes + (size_t)value * (self->n - length) / 255,
                length);
        break;
    case 4:
        put_number(self, at, value);
        break;
    default:
        self->n = at > 0 ? at : 1;
        break;
    }
}

/* The digest over what is left of the HDF5 part. */
static void seal(file *self)
{
    sw_sha256 state;
    if (self->n <= TRAILER)
        return;
    memcpy(self->bytes + self->n - TRAILER, "SWDIGST1", TRAILER - DIGEST);
    sw_sha256_init(&state);
    sw_sha256_add(&state, self->bytes, self->n - TRAILER);
    sw_sha256_end(&state, self->bytes + self->n - DIGEST);
}

static void check_status(int status)
{
    PROMISE(status == SW_OK || status == SW_INPUT || status == SW_IO ||
            status == SW_MEMORY);
    PROMISE((status == SW_OK) == (d.count == 0));
    PROMISE(H5Fget_obj_count((hid_t)H5F_OBJ_ALL, H5F_OBJ_ALL) == 0);
}

/* The overview of a file of another kind: it reads what it finds, whatever its names. */
static void look_over(int changed_unsealed)
{
    FILE *out = fopen("/dev/null", "w");
    sw_diagnostics_init(&d, SW_ENGLISH);
    PROMISE(out != NULL);
    const int status = sw_overview_print(path, SW_JAPANESE, 1, out, &d);
    check_status(status);
    PROMISE(status != SW_OK || !changed_unsealed);
    (void)fclose(out);
}

static void read_it(int changed_unsealed)
{
    sw_results r = {0};
    sw_summary summary = {0}, stored = {0};
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int status = sw_result_read(&r, path, &d);
    check_status(status);
    PROMISE(status != SW_OK || !changed_unsealed);
    if (status == SW_OK) {
        for (size_t k = 0; r.records && k < r.n_replications * r.layout.record_length;
             k++)
            sum += r.records[k];
        (void)sw_summary_make(&summary, &r, &d);
    }
    sw_diagnostics_init(&d, SW_ENGLISH);
    const int second = sw_result_read_summary(&stored, path, &d);
    check_status(second);
    PROMISE(second != SW_OK || !changed_unsealed);
    sw_summary_free(&stored);
    sw_summary_free(&summary);
    sw_results_free(&r);
    look_over(changed_unsealed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    set_up();
    const file *from = &good[data[0] >> 1 & 1];
    file changed = {malloc(from->n), from->n};
    PROMISE(changed.bytes);
    memcpy(changed.bytes, from->bytes, from->n);
    for (size_t k = 0; k < MAX_EDITS && 1 + (k + 1) * EDIT <= size; k++)
        change(&changed, data + 1 + k * EDIT);
    if (data[0] & 1)
        seal(&changed);
    const int same =
        changed.n == from->n && memcmp(changed.bytes, from->bytes, from->n) == 0;
    fuzz_put(path, changed.bytes, changed.n);
    free(changed.bytes);
    read_it(!same && !(data[0] & 1));
    return 0;
}
