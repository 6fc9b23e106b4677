/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See edits.h. */
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hdf5.h>
#include <sidework/sha256.h>

enum { EDIT = 8, MAX_EDITS = 16, TRAILER = 40, DIGEST = 32 };

/* What HDF5 1.10 itself forgets to free of a damaged file is not looked at. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}

void fuzz_read(fuzz_file *self, const char *path)
{
    self->n = (size_t)fuzz_size(path);
    self->bytes = malloc(self->n);
    FILE *stream = fopen(path, "rb");
    PROMISE(self->bytes && stream);
    PROMISE(fread(self->bytes, 1, self->n, stream) == self->n && fclose(stream) == 0);
}

static void put_number(fuzz_file *self, size_t at, int which)
{
    static const uint32_t numbers[] = {0,           1,           0x7f,       0xff,
                                       0x7fff,      0xffff,      0x10000,    0x7fffffff,
                                       0x80000000u, 0xfffffffeu, 0xffffffffu};
    const uint32_t number = numbers[(size_t)which % (sizeof numbers / sizeof *numbers)];
    for (size_t k = 0; k < 4 && at + k < self->n; k++)
        self->bytes[at + k] = (uint8_t)(number >> (8 * k));
}

static void change(fuzz_file *self, const uint8_t edit[EDIT])
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
static void seal(fuzz_file *self)
{
    sw_sha256 state;
    if (self->n <= TRAILER)
        return;
    memcpy(self->bytes + self->n - TRAILER, "SWDIGST1", TRAILER - DIGEST);
    sw_sha256_init(&state);
    sw_sha256_add(&state, self->bytes, self->n - TRAILER);
    sw_sha256_end(&state, self->bytes + self->n - DIGEST);
}

int fuzz_edit(const fuzz_file *files, size_t n_files, const uint8_t *data, size_t size,
              const char *path)
{
    const fuzz_file *from = &files[(size_t)(data[0] >> 1) % n_files];
    fuzz_file changed = {malloc(from->n), from->n};
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
    return !same && !(data[0] & 1);
}

void fuzz_check_read(int status, const sw_diagnostics *d, int changed_unsealed)
{
    PROMISE(status == SW_OK || status == SW_INPUT || status == SW_IO ||
            status == SW_MEMORY);
    PROMISE((status == SW_OK) == (d->count == 0));
    PROMISE(status != SW_OK || !changed_unsealed);
    PROMISE(H5Fget_obj_count((hid_t)H5F_OBJ_ALL, H5F_OBJ_ALL) == 0);
}
