/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See report_stage.h. */
#include "report_stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"
#include "publish.h"

/* What a report consists of; the page is in the last, and is moved last. */
static const char *const parts[] = {"figures", "tables", ""};
enum { N_PARTS = 3 };

static int no_memory(const sw_stage *self)
{
    return sw_fail(self->folder.diagnostics, SW_MEMORY, "%s: no memory for the report",
                   "%s: 報告書のためのメモリを確保できません", self->directory);
}

static char *join(const char *directory, const char *name)
{
    const size_t bytes = strlen(directory) + strlen(name) + 2;
    char *path = malloc(bytes);
    if (path != NULL)
        (void)snprintf(path, bytes, "%s%s%s", directory, name[0] ? "/" : "", name);
    return path;
}

static char *copy(const char *text, size_t n)
{
    char *made = malloc(n + 1);
    if (made == NULL)
        return NULL;
    memcpy(made, text, n);
    made[n] = '\0';
    return made;
}

static size_t without_slashes(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return n;
}

/* Unlinks the files of a folder that is no link, then the folder. */
static void remove_part(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return;
    DIR *listing = opendir(path);
    if (listing != NULL) {
        for (struct dirent *e = readdir(listing); e != NULL; e = readdir(listing)) {
            if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
                (void)unlinkat(dirfd(listing), e->d_name, 0);
        }
        (void)closedir(listing);
    }
    (void)rmdir(path);
}

/* Best effort: what stays is only in the way of tidiness. */
static void remove_folder(const char *path)
{
    for (int i = 0; i < N_PARTS; i++) {
        char *part = join(path, parts[i]);
        if (part != NULL)
            remove_part(part);
        free(part);
    }
}

/* Removes in parent what killed processes left under the temporary names of name. */
static void remove_stale(const char *parent, const char *name)
{
    DIR *listing = opendir(parent);
    if (listing == NULL)
        return;
    for (struct dirent *e = readdir(listing); e != NULL; e = readdir(listing)) {
        char *path =
            sw_publish_is_stale(e->d_name, name) ? join(parent, e->d_name) : NULL;
        if (path != NULL)
            remove_folder(path);
        free(path);
    }
    (void)closedir(listing);
}

/* The folder that the stage stands in, and the name it is called by, both malloc'ed. */
static void place_of(const sw_stage *self, char **parent, char **name)
{
    char *whole = copy(self->directory, without_slashes(self->directory));
    const char *slash = whole != NULL ? strrchr(whole, '/') : NULL;
    *parent = *name = NULL;
    if (whole != NULL && !self->fresh) {
        *parent = strdup(self->directory);
        *name = strdup("report");
    } else if (whole != NULL) {
        const size_t n = slash == NULL || slash == whole ? 1 : (size_t)(slash - whole);
        *parent = copy(slash == NULL ? "." : whole, n);
        *name = strdup(slash == NULL ? whole : slash + 1);
    }
    free(whole);
}

static int make_folder(sw_stage *self, const char *parent, const char *name)
{
    enum { TRIES = 100, LONGEST = 200 };
    char last[LONGEST + 64];
    for (int i = 0; i < TRIES; i++) {
        (void)snprintf(last, sizeof last, ".%.*s.tmp-%ld", LONGEST, name, (long)getpid());
        if (i > 0)
            (void)snprintf(last + strlen(last), 16, "-%d", i);
        char *path = join(parent, last);
        if (path == NULL)
            return no_memory(self);
        if (mkdir(path, 0777) == 0) {
            self->path = path;
            return SW_OK;
        }
        const int reason = errno;
        free(path);
        if (reason != EEXIST || i == TRIES - 1)
            return sw_fail(self->folder.diagnostics, SW_CREATE,
                           "%s: no folder can be made there for the report: %s",
                           "%s: 報告書のためのフォルダーを作成できません: %s", parent,
                           strerror(reason));
    }
    return SW_INTERNAL;
}

int sw_stage_begin(sw_stage *self, const char *directory, int replace,
                   sw_diagnostics *diagnostics)
{
    struct stat info;
    char *parent = NULL, *name = NULL;
    *self = (sw_stage){.directory = directory, .replace = replace};
    self->folder.diagnostics = diagnostics;
    self->fresh = lstat(directory, &info) != 0;
    place_of(self, &parent, &name);
    int status = parent == NULL || name == NULL ? no_memory(self) : SW_OK;
    if (!status) {
        remove_stale(parent, name);
        status = make_folder(self, parent, name);
    }
    free(name);
    free(parent);
    self->folder.directory = self->path;
    for (int i = 0; i < N_PARTS && !status; i++)
        status = sw_folder_make(&self->folder, parts[i]);
    return status;
}

typedef int file_work(const sw_stage *self, const char *name);

/* Calls work for every file that was made, by its name in the report. */
static int each_file(const sw_stage *self, const char *part, file_work *work)
{
    char *path = join(self->path, part);
    DIR *listing = path != NULL ? opendir(path) : NULL;
    const int reason = errno;
    int status = SW_OK;
    if (listing == NULL)
        status = path == NULL
                     ? no_memory(self)
                     : sw_fail(self->folder.diagnostics, SW_IO, "%s: cannot be read: %s",
                               "%s: 読めません: %s", path, strerror(reason));
    free(path);
    while (listing != NULL && !status) {
        errno = 0;
        const struct dirent *e = readdir(listing);
        if (e == NULL && errno != 0)
            status = sw_fail(self->folder.diagnostics, SW_IO, "%s: cannot be read: %s",
                             "%s: 読めません: %s", self->path, strerror(errno));
        if (e == NULL)
            break;
        if (e->d_name[0] == '.' || (part[0] == '\0' && strchr(e->d_name, '.') == NULL))
            continue; /* the other parts are folders */
        char *name = part[0] != '\0' ? join(part, e->d_name) : strdup(e->d_name);
        status = name != NULL ? work(self, name) : no_memory(self);
        free(name);
    }
    if (listing != NULL)
        (void)closedir(listing);
    return status;
}

static int check_file(const sw_stage *self, const char *name)
{
    const sw_folder there = {self->directory, self->replace, self->folder.diagnostics};
    return sw_folder_check(&there, name);
}

static int move_file(const sw_stage *self, const char *name)
{
    char *from = join(self->path, name), *to = join(self->directory, name);
    int status = from == NULL || to == NULL ? no_memory(self) : SW_OK;
    if (!status && rename(from, to) != 0)
        status = sw_fail(self->folder.diagnostics, SW_IO,
                         "%s: cannot be given its final name: %s; make the report once "
                         "more with --force, some of its files may be the old ones",
                         "%s: 最終的な名前にできません: %s。一部のファイルが古いままかも"
                         "しれません。--force を付けてもう一度作成してください",
                         to, strerror(errno));
    free(to);
    free(from);
    return status;
}

static int sync_folder(const sw_stage *self, const char *path)
{
    const int fd = path != NULL ? sw_io_open(path, O_RDONLY) : -1;
    if (path == NULL)
        return no_memory(self);
    /* some network file systems refuse to sync a directory; the files themselves are */
    const int bad =
        fd < 0 || (sw_io_sync(fd) != 0 && errno != EINVAL && errno != ENOTSUP);
    const int reason = errno;
    if (fd >= 0)
        (void)sw_io_close(fd);
    return bad ? sw_fail(self->folder.diagnostics, SW_IO,
                         "%s: this directory could not be synced: %s",
                         "%s: ディレクトリを同期できません: %s", path, strerror(reason))
               : SW_OK;
}

static int sync_part(const sw_stage *self, const char *directory, const char *part)
{
    char *path = join(directory, part);
    const int status = sync_folder(self, path);
    free(path);
    return status;
}

/* In one step. A folder that came into being meanwhile is only replaced if it is empty. */
static int put_in_place(sw_stage *self)
{
    char *parent = NULL, *name = NULL;
    int status = SW_OK;
    place_of(self, &parent, &name);
    if (parent == NULL || name == NULL)
        status = no_memory(self);
    else if (rename(self->path, self->directory) != 0)
        status = sw_fail(
            self->folder.diagnostics, SW_CREATE, "%s: cannot be given its final name: %s",
            "%s: 最終的な名前にできません: %s", self->directory, strerror(errno));
    else {
        free(self->path);
        self->path = NULL;
        status = sync_folder(self, parent);
    }
    free(name);
    free(parent);
    return status;
}

int sw_stage_end(sw_stage *self)
{
    const sw_folder there = {self->directory, self->replace, self->folder.diagnostics};
    int status = SW_OK;
    for (int i = 0; i < N_PARTS && !status; i++)
        status = sync_part(self, self->path, parts[i]);
    if (!status && self->fresh)
        return put_in_place(self);
    for (int i = 0; i < N_PARTS && !status; i++) {
        status = sw_folder_make(&there, parts[i]);
        if (!status)
            status = each_file(self, parts[i], check_file);
    }
    for (int i = 0; i < N_PARTS && !status; i++) {
        status = each_file(self, parts[i], move_file);
        if (!status)
            status = sync_part(self, self->directory, parts[i]);
    }
    return status;
}

void sw_stage_free(sw_stage *self)
{
    if (self->path != NULL)
        remove_folder(self->path);
    free(self->path);
    self->path = NULL;
}
