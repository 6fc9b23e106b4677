/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See report_files.h. */
#include "report_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"
#include "publish.h"

static int no_memory(const sw_folder *self)
{
    return sw_fail(self->diagnostics, SW_MEMORY, "%s: no memory for the report",
                   "%s: 報告書のためのメモリを確保できません", self->directory);
}

static char *path_of(const sw_folder *self, const char *name)
{
    const size_t bytes = strlen(self->directory) + strlen(name) + 2;
    char *path = malloc(bytes);
    if (path != NULL)
        (void)snprintf(path, bytes, "%s%s%s", self->directory, name[0] ? "/" : "", name);
    return path;
}

int sw_folder_make(const sw_folder *self, const char *part)
{
    char *path = path_of(self, part);
    int status = SW_OK;
    if (path == NULL)
        return no_memory(self);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        status =
            sw_fail(self->diagnostics, SW_CREATE, "%s: this directory cannot be made: %s",
                    "%s: ディレクトリを作成できません: %s", path, strerror(errno));
    free(path);
    return status;
}

int sw_folder_check(const sw_folder *self, const char *name)
{
    char *path = path_of(self, name);
    if (path == NULL)
        return no_memory(self);
    struct stat info;
    const int there = lstat(path, &info) == 0;
    const int status =
        there ? sw_publish_check(path, self->replace, self->diagnostics) : SW_OK;
    free(path);
    return status;
}

static int write_all(const char *temporary, const char *path, const sw_buffer *content,
                     sw_diagnostics *diagnostics)
{
    const int fd = sw_io_open(temporary, O_WRONLY | O_TRUNC);
    int bad = fd < 0 || sw_io_write(fd, content->text, content->length) != 0 ||
              sw_io_sync(fd) != 0;
    const int reason = errno;
    const int closed = fd < 0 ? 0 : sw_io_close(fd);
    if (!bad && closed == 0)
        return SW_OK;
    return sw_fail(diagnostics, SW_IO, "%s: cannot be written: %s",
                   "%s: 書き込めません: %s", path, strerror(bad ? reason : errno));
}

int sw_folder_put(const sw_folder *self, const char *name, const sw_buffer *content)
{
    char *path = path_of(self, name), *temporary = NULL;
    if (path == NULL || content->failed || content->text == NULL) {
        free(path);
        return no_memory(self);
    }
    int status = sw_publish_begin(path, &temporary, self->diagnostics);
    if (status == SW_OK)
        status = write_all(temporary, path, content, self->diagnostics);
    if (status == SW_OK)
        status = sw_publish_end(temporary, path, self->replace, self->diagnostics);
    if (status != SW_OK && temporary != NULL)
        (void)unlink(temporary);
    free(temporary);
    free(path);
    return status;
}
