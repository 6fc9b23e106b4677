/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV after RFC 4180 (Shafranovich 2005), made safe against spreadsheet formulas. */
#include "csv.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sidework/json.h>

#include "io.h"
#include "publish.h"

int sw_csv_begin(sw_csv *self, const char *dir, const char *name, int bom,
                 sw_diagnostics *diagnostics)
{
    const size_t bytes = strlen(dir) + strlen(name) + 2;
    memset(self, 0, sizeof *self);
    self->diagnostics = diagnostics;
    self->path = malloc(bytes);
    if (self->path == NULL)
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for a file name",
                       "%s: ファイル名のためのメモリを確保できません", name);
    (void)snprintf(self->path, bytes, "%s/%s", dir, name);
    const int status = sw_publish_begin(self->path, &self->temporary, diagnostics);
    if (status != SW_OK)
        return status;
    const int fd = sw_io_open(self->temporary, O_WRONLY | O_TRUNC);
    self->stream = fd < 0 ? NULL : fdopen(fd, "wb");
    if (self->stream == NULL) {
        const int reason = errno;
        if (fd >= 0)
            (void)sw_io_close(fd);
        return sw_fail(diagnostics, SW_CREATE, "%s: cannot be opened: %s",
                       "%s: 開けません: %s", self->path, strerror(reason));
    }
    if (bom)
        (void)fputs("\xEF\xBB\xBF", self->stream);
    return SW_OK;
}

int sw_csv_end(sw_csv *self, int status, int replace)
{
    if (self->stream != NULL) {
        errno = 0;
        int bad = fflush(self->stream) != 0 || ferror(self->stream);
        bad = bad || sw_io_sync(fileno(self->stream)) != 0;
        bad |= fclose(self->stream) != 0;
        if (bad && status == SW_OK)
            status = sw_fail(self->diagnostics, SW_IO, "%s: cannot be written: %s",
                             "%s: 書き込めません: %s", self->path,
                             strerror(errno != 0 ? errno : EIO));
    }
    if (status == SW_OK)
        status = sw_publish_end(self->temporary, self->path, replace, self->diagnostics);
    if (status != SW_OK && self->temporary != NULL)
        (void)unlink(self->temporary);
    free(self->temporary);
    free(self->path);
    memset(self, 0, sizeof *self);
    return status;
}

static void separate(sw_csv *self)
{
    if (self->begun)
        (void)fputc(',', self->stream);
    self->begun = 1;
}

void sw_csv_text(sw_csv *self, const char *text)
{
    separate(self);
    if (text == NULL || text[0] == '\0')
        return;
    const int guard = strchr("=+-@\t\r", text[0]) != NULL;
    const int quote = strpbrk(text, ",\"\r\n") != NULL;
    if (quote)
        (void)fputc('"', self->stream);
    if (guard)
        (void)fputc('\'', self->stream);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            (void)fputc('"', self->stream);
        (void)fputc(*c, self->stream);
    }
    if (quote)
        (void)fputc('"', self->stream);
}

void sw_csv_number(sw_csv *self, double value)
{
    char text[32];
    separate(self);
    if (!isfinite(value))
        return;
    sw_format_number(value, text, sizeof text);
    (void)fputs(text, self->stream);
}

void sw_csv_rounded(sw_csv *self, double value, int decimals)
{
    char text[400]; /* the largest double has 309 digits before the point */
    separate(self);
    if (!isfinite(value))
        return;
    (void)snprintf(text, sizeof text, "%.*f", decimals, value);
    const int zero = strspn(text, "-0.") == strlen(text); /* never "-0" */
    (void)fputs(text + (zero && text[0] == '-'), self->stream);
}

void sw_csv_row(sw_csv *self)
{
    (void)fputs("\r\n", self->stream);
    self->begun = 0;
}
