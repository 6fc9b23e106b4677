/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Temporary name, final name, and nothing in between; see publish.h. */
#include "publish.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"

/* The directory of path, malloc'ed; NULL when memory is out. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t length = slash == NULL ? 1 : slash == path ? 1 : (size_t)(slash - path);
    char *directory = malloc(length + 1);
    if (directory == NULL)
        return NULL;
    memcpy(directory, slash == NULL ? "." : path, length);
    directory[length] = '\0';
    return directory;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static int out_of_memory(const char *path, sw_diagnostics *diagnostics)
{
    return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for a file name",
                   "%s: ファイル名のためのメモリを確保できません", path);
}

static int check_directory(const char *directory, sw_diagnostics *diagnostics)
{
    struct stat info;
    if (stat(directory, &info) != 0)
        return sw_fail(diagnostics, SW_CREATE,
                       "%s: this directory cannot be used: %s; make it first",
                       "%s: このディレクトリは使えません: %s（先に作成してください）",
                       directory, strerror(errno));
    if (!S_ISDIR(info.st_mode))
        return sw_fail(diagnostics, SW_CREATE, "%s: is not a directory",
                       "%s: ディレクトリではありません", directory);
    if (access(directory, W_OK | X_OK) != 0)
        return sw_fail(diagnostics, SW_CREATE, "%s: this directory cannot be written: %s",
                       "%s: このディレクトリに書き込めません: %s", directory,
                       strerror(errno));
    return SW_OK;
}

int sw_publish_check(const char *path, int replace, sw_diagnostics *diagnostics)
{
    struct stat info;
    const char *name = name_of(path);
    if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return sw_fail(diagnostics, SW_CREATE, "\"%s\": is not the name of a file",
                       "\"%s\": ファイル名ではありません", path);
    if (lstat(path, &info) == 0) {
        if (!S_ISREG(info.st_mode))
            return sw_fail(diagnostics, SW_CREATE,
                           "%s: exists and is not a regular file; choose another name",
                           "%s: 通常のファイルではないものが既にあります"
                           "（別の名前にしてください）",
                           path);
        if (!replace)
            return sw_fail(
                diagnostics, SW_CREATE,
                "%s: exists already; choose another name or give --force",
                "%s: 既にあります（別の名前にするか --force を付けてください）", path);
    } else if (errno != ENOENT && errno != ENOTDIR) {
        return sw_fail(diagnostics, SW_CREATE, "%s: cannot be made: %s",
                       "%s: 作成できません: %s", path, strerror(errno));
    }
    char *directory = directory_of(path);
    if (directory == NULL)
        return out_of_memory(path, diagnostics);
    const int status = check_directory(directory, diagnostics);
    free(directory);
    return status;
}

enum { LONGEST_NAME = 200 }; /* of the final name, within the temporary one */

/* The process that `.NAME.tmp-PID` or `.NAME.tmp-PID-AGAIN` is of; 0 if entry is no such
 * name. */
static long maker_of(const char *entry, const char *name)
{
    static const char middle[] = ".tmp-";
    size_t length = strlen(name);
    char *end = NULL;
    length = length < LONGEST_NAME ? length : LONGEST_NAME;
    if (entry[0] != '.' || strncmp(entry + 1, name, length) != 0 ||
        strncmp(entry + 1 + length, middle, sizeof middle - 1) != 0)
        return 0;
    const char *number = entry + length + sizeof middle;
    if (!isdigit((unsigned char)*number))
        return 0;
    errno = 0;
    const long maker = strtol(number, &end, 10);
    if (errno != 0 || maker <= 0 || maker > INT_MAX)
        return 0;
    if (*end == '-' && isdigit((unsigned char)end[1]))
        end += 1 + strspn(end + 1, "0123456789");
    return *end == '\0' ? maker : 0;
}

int sw_publish_is_stale(const char *entry, const char *name)
{
    const long maker = maker_of(entry, name);
    return maker > 0 && getpgid((pid_t)maker) == -1 && errno == ESRCH;
}

/* Removes what killed processes left of this name. Best effort: what stays is only in the
 * way of tidiness. */
static void remove_stale(const char *path)
{
    char *directory = directory_of(path);
    DIR *listing = directory == NULL ? NULL : opendir(directory);
    free(directory);
    if (listing == NULL)
        return;
    for (struct dirent *e = readdir(listing); e != NULL; e = readdir(listing)) {
        struct stat info;
        if (sw_publish_is_stale(e->d_name, name_of(path)) &&
            fstatat(dirfd(listing), e->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(info.st_mode))
            (void)unlinkat(dirfd(listing), e->d_name, 0);
    }
    (void)closedir(listing);
}

int sw_publish_begin(const char *path, char **temporary, sw_diagnostics *diagnostics)
{
    enum { TRIES = 100 };
    const char *name = name_of(path);
    const size_t bytes = strlen(path) + 64;
    char *candidate = malloc(bytes);
    *temporary = NULL;
    remove_stale(path);
    if (candidate == NULL)
        return out_of_memory(path, diagnostics);
    int fd = -1;
    for (int i = 0; i < TRIES && fd < 0; i++) {
        char again[16] = "";
        if (i > 0)
            (void)snprintf(again, sizeof again, "-%d", i);
        (void)snprintf(candidate, bytes, "%.*s.%.*s.tmp-%ld%s", (int)(name - path), path,
                       LONGEST_NAME, name, (long)getpid(), again);
        fd = sw_io_open(candidate, O_WRONLY | O_CREAT | O_EXCL);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0 || sw_io_close(fd) != 0) {
        const int reason = errno;
        if (fd >= 0)
            (void)unlink(candidate);
        free(candidate);
        return sw_fail(diagnostics, SW_CREATE, "%s: cannot be made: %s",
                       "%s: 作成できません: %s", path, strerror(reason));
    }
    *temporary = candidate;
    return SW_OK;
}

/* A hard link never replaces; only where the file system has none do we look and then
 * rename. */
static int place(const char *temporary, const char *path, int replace)
{
    struct stat info;
    if (!replace) {
        if (link(temporary, path) == 0) {
            (void)unlink(temporary); /* if it stays: the next write sweeps it up */
            return 0;
        }
        if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK)
            return -1;
        if (lstat(path, &info) == 0) {
            errno = EEXIST;
            return -1;
        }
    }
    return rename(temporary, path);
}

static int sync_directory(const char *directory)
{
    const int fd = sw_io_open(directory, O_RDONLY);
    if (fd < 0)
        return -1;
    /* Some network file systems refuse to sync a directory; the file itself is synced. */
    const int bad = sw_io_sync(fd) != 0 && errno != EINVAL && errno != ENOTSUP;
    const int reason = errno;
    (void)sw_io_close(fd); /* nothing was written through it */
    errno = reason;
    return bad ? -1 : 0;
}

int sw_publish_end(const char *temporary, const char *path, int replace,
                   sw_diagnostics *diagnostics)
{
    char *directory = directory_of(path); /* nothing is placed that cannot be synced */
    int status = SW_OK;
    if (directory == NULL)
        return out_of_memory(path, diagnostics);
    if (place(temporary, path, replace) != 0)
        status = sw_fail(diagnostics, SW_CREATE, "%s: cannot be given its final name: %s",
                         "%s: 最終的な名前にできません: %s", path, strerror(errno));
    else if (sync_directory(directory) != 0)
        status = sw_fail(diagnostics, SW_IO,
                         "%s: is complete, but its directory could not be synced: %s",
                         "%s: 完成していますが、ディレクトリを同期できません: %s", path,
                         strerror(errno));
    free(directory);
    return status;
}
