/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fonts of a PDF found, replaced, and its table of objects set right; see font_diet.h. */
#include "font_diet.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { ENTRY = 20, MOST_BYTES = 1 << 26 };

typedef struct pdf {
    sw_buffer *file;
    size_t table,
        entries; /* where the table of objects begins, where its entries; how many */
    size_t n;
} pdf;

/* As strstr, among any bytes. */
static size_t find(const sw_buffer *in, size_t from, const char *what)
{
    const size_t n = strlen(what);
    for (size_t at = from; at + n <= in->length; at++) {
        const char *next = memchr(in->text + at, what[0], in->length - n + 1 - at);
        if (next == NULL)
            break;
        at = (size_t)(next - in->text);
        if (memcmp(next, what, n) == 0)
            return at;
    }
    return (size_t)-1;
}

static int open_pdf(pdf *self, sw_buffer *file)
{
    enum { TAIL = 64 };
    *self = (pdf){.file = file};
    if (file->failed || file->length < TAIL)
        return 0;
    const size_t tail = find(file, file->length - TAIL, "startxref\n");
    if (tail == (size_t)-1)
        return 0;
    self->table = strtoul(file->text + tail + 10, NULL, 10);
    if (self->table >= tail || strncmp(file->text + self->table, "xref\n0 ", 7) != 0)
        return 0;
    char *end = NULL;
    self->n = strtoul(file->text + self->table + 7, &end, 10);
    self->entries = (size_t)(end - file->text) + 1;
    return *end == '\n' && self->n < 100000 && self->entries + ENTRY * self->n < tail;
}

/* Bytes from `at` on are others; what stands behind moves. Widths of the table's numbers are fixed. */
static void splice(pdf *self, size_t at, size_t n, const char *bytes, size_t n_bytes)
{
    sw_buffer *file = self->file, whole = {0};
    sw_buffer_bytes(&whole, file->text, at);
    sw_buffer_bytes(&whole, bytes, n_bytes);
    sw_buffer_bytes(&whole, file->text + at + n, file->length - at - n);
    sw_buffer_free(file);
    *file = whole;
    self->table = self->table - n + n_bytes;
    self->entries = self->entries - n + n_bytes;
    for (size_t k = 1; k < self->n && !file->failed; k++) {
        char digits[32], *entry = file->text + self->entries + ENTRY * k;
        const size_t place = strtoul(entry, NULL, 10);
        if (place <= at)
            continue;
        (void)snprintf(digits, sizeof digits, "%010zu", place - n + n_bytes);
        memcpy(entry, digits, 10);
    }
}

static void close_pdf(pdf *self)
{
    sw_buffer *file = self->file;
    if (file->failed)
        return;
    file->length = find(file, self->table, "startxref\n");
    sw_buffer_format(file, "startxref\n%zu\n%%%%EOF\n", self->table);
}

static int inflated(const char *from, size_t n, sw_buffer *out)
{
    char block[16384];
    z_stream z;
    memset(&z, 0, sizeof z);
    if (inflateInit(&z) != Z_OK)
        return 0;
    z.next_in = (Bytef *)(uintptr_t)from;
    z.avail_in = (uInt)n;
    int status = Z_OK;
    while (status == Z_OK && out->length < MOST_BYTES && !out->failed) {
        z.next_out = (Bytef *)block;
        z.avail_out = sizeof block;
        status = inflate(&z, Z_NO_FLUSH);
        sw_buffer_bytes(out, block, sizeof block - z.avail_out);
    }
    (void)inflateEnd(&z);
    return status == Z_STREAM_END && !out->failed && out->text != NULL;
}

static int deflated(const sw_buffer *from, sw_buffer *out)
{
    uLongf n = compressBound((uLong)from->length);
    Bytef *bytes = malloc(n);
    const int good =
        bytes != NULL && compress2(bytes, &n, (const Bytef *)from->text,
                                   (uLong)from->length, Z_BEST_COMPRESSION) == Z_OK;
    if (good)
        sw_buffer_bytes(out, (const char *)bytes, n);
    free(bytes);
    return good && !out->failed;
}

/* The font whose stream begins at `from`; its length is object `number`. 1 if it is smaller now. */
static int replace(pdf *self, size_t from, unsigned long number)
{
    char begin[48], digits[32];
    sw_buffer font = {0}, flat = {0}, packed = {0};
    int done = 0;
    (void)snprintf(begin, sizeof begin, "\nendstream\nendobj\n%lu 0 obj\n   ", number);
    const size_t to = find(self->file, from, begin);
    if (to == (size_t)-1)
        return 0;
    const size_t at = to + strlen(begin);
    const size_t length = strtoul(self->file->text + at, NULL, 10);
    if (length != to - from || length > MOST_BYTES)
        return 0;
    if (inflated(self->file->text + from, length, &font) &&
        sw_cff_flatten((const unsigned char *)font.text, font.length, &flat) &&
        deflated(&flat, &packed) && packed.length < length) {
        (void)snprintf(digits, sizeof digits, "%zu", length);
        const size_t old = strlen(digits);
        (void)snprintf(digits, sizeof digits, "%zu", packed.length);
        splice(self, at, old, digits, strlen(digits));
        if (!self->file->failed)
            splice(self, from, length, packed.text, packed.length);
        done = 1;
    }
    sw_buffer_free(&font);
    sw_buffer_free(&flat);
    sw_buffer_free(&packed);
    return done;
}

int sw_pdf_diet(sw_buffer *file)
{
    static const char mark[] = " 0 R\n   /Filter /FlateDecode\n   /Subtype "
                               "/CIDFontType0C\n>>\nstream\n";
    static const char before[] = "<< /Length ";
    pdf self;
    int n = 0;
    if (!open_pdf(&self, file))
        return 0;
    for (size_t at = find(file, 0, mark); at != (size_t)-1;
         at = find(file, at + 1, mark)) {
        size_t digits = at;
        while (digits > 0 && file->text[digits - 1] >= '0' &&
               file->text[digits - 1] <= '9')
            digits--;
        if (digits < sizeof before - 1 ||
            memcmp(file->text + digits - (sizeof before - 1), before,
                   sizeof before - 1) != 0)
            continue;
        n += replace(&self, at + sizeof mark - 1, strtoul(file->text + digits, NULL, 10));
        if (file->failed)
            return 0;
    }
    close_pdf(&self);
    return n;
}
