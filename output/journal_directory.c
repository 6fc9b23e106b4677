/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, recognising, locking and removing the run directory; see journal.h. */
#include "journal_directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sidework/sha256.h>

void sw_run_digest(const char *effective, char digest[65])
{
    static const char key[] = "  replications = ";
    uint8_t raw[32];
    sw_sha256 sha;
    sw_sha256_init(&sha);
    for (const char *line = effective; *line;) {
        const char *end = strchr(line, '\n');
        const size_t length = end ? (size_t)(end - line) + 1 : strlen(line);
        if (strncmp(line, key, sizeof key - 1) != 0)
            sw_sha256_add(&sha, line, length);
        line += length;
    }
    sw_sha256_end(&sha, raw);
    for (size_t k = 0; k < sizeof raw; k++)
        snprintf(digest + 2 * k, 3, "%02x", raw[k]);
}

static int io_failure(const char *path, int status, sw_diagnostics *d)
{
    return sw_fail(d, status, "%s: %s", "%s: %s", path, strerror(errno));
}

static void remove_files(const char *directory)
{
    char path[SW_JOURNAL_PATH_BYTES];
    for (int k = 0; k < SW_JOURNAL_WORKERS; k++) {
        snprintf(path, sizeof path, "%s/journal-%04d", directory, k);
        (void)unlink(path);
    }
    snprintf(path, sizeof path, "%s/manifest", directory);
    (void)unlink(path);
    snprintf(path, sizeof path, "%s/manifest.new", directory);
    (void)unlink(path);
}

/* One writer at a time: a lock of the file system, gone with the process. */
static int take_lock(sw_journal *self, sw_diagnostics *d)
{
    char path[SW_JOURNAL_PATH_BYTES];
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    snprintf(path, sizeof path, "%s/lock", self->directory);
    self->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (self->lock < 0)
        return io_failure(path, SW_CREATE, d);
    if (fcntl(self->lock, F_SETLK, &whole) == 0)
        return SW_OK;
    return sw_fail(
        d, SW_CREATE,
        "%s: another run is working on this output; wait for it or choose another -o",
        "%s: 別の実行がこの出力を作成中です。終わるのを待つか、別の -o "
        "を指定してください",
        self->directory);
}

static void manifest_text(const sw_run_identity *identity, char *text, size_t bytes)
{
    snprintf(text, bytes, "sidework run 1\nversion %s\nscenario %s\n", identity->version,
             identity->scenario);
}

/* The manifest there is, "" if there is none. */
static int read_manifest(const char *path, char *text, size_t bytes)
{
    text[0] = '\0';
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT ? SW_OK : SW_IO;
    ssize_t n;
    do {
        n = read(fd, text, bytes - 1);
    } while (n < 0 && errno == EINTR);
    text[n > 0 ? n : 0] = '\0';
    return close(fd) || n < 0 ? SW_IO : SW_OK;
}

/* Whole or not there: journals without a manifest could not be told from another run's. */
static int write_manifest(const sw_journal *self, const char *path, const char *text)
{
    char fresh[SW_JOURNAL_PATH_BYTES];
    const size_t bytes = strlen(text);
    snprintf(fresh, sizeof fresh, "%s/manifest.new", self->directory);
    const int fd =
        open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return SW_CREATE;
    const int bad = write(fd, text, bytes) != (ssize_t)bytes || fsync(fd);
    if (close(fd) || bad || rename(fresh, path))
        return SW_IO;
    const int directory = open(self->directory, O_RDONLY | O_CLOEXEC);
    if (directory < 0)
        return SW_IO;
    (void)fsync(directory); /* some network file systems refuse; the file is synced */
    return close(directory) ? SW_IO : SW_OK;
}

/* Whether anything finished is kept in the directory. */
static int has_journals(const char *directory)
{
    char path[SW_JOURNAL_PATH_BYTES];
    struct stat info;
    for (int k = 0; k < SW_JOURNAL_WORKERS; k++) {
        snprintf(path, sizeof path, "%s/journal-%04d", directory, k);
        if (lstat(path, &info) == 0)
            return 1;
    }
    return 0;
}

/* The digest a manifest names, for a message. */
static const char *digest_in(const char *text)
{
    const char *at = strstr(text, "scenario ");
    return at ? at + strlen("scenario ") : "?";
}

static int settle_manifest(sw_journal *self, const sw_run_identity *identity, int resume,
                           int force, sw_diagnostics *d)
{
    char path[SW_JOURNAL_PATH_BYTES], there[512], ours[512];
    snprintf(path, sizeof path, "%s/manifest", self->directory);
    manifest_text(identity, ours, sizeof ours);
    if (read_manifest(path, there, sizeof there))
        return io_failure(path, SW_IO, d);
    if (there[0] && !force) {
        if (!resume)
            return sw_fail(
                d, SW_CREATE,
                "%s: an unfinished run is there; --resume goes on with it, --force "
                "begins anew",
                "%s: 途中の実行があります。--resume で続き、--force で初めから実行します",
                self->directory);
        if (strcmp(there, ours) != 0)
            return sw_fail(
                d, SW_INPUT,
                "%s: the unfinished run there is of another scenario, seed or version "
                "(digest %.12s, this one is %.12s); choose another -o, or --force",
                "%s: 途中の実行は別のシナリオ・種・版のものです（ダイジェスト %.12s、"
                "今回は %.12s）。別の -o を指定するか --force を付けてください",
                self->directory, digest_in(there), identity->scenario);
        return SW_OK;
    }
    if (!there[0] && !force && has_journals(self->directory))
        return sw_fail(
            d, SW_INPUT,
            "%s: finished replications are there, but the manifest that names "
            "their run is lost; --force begins anew",
            "%s: 終わった試行がありますが、どの実行のものかを示すファイル（manifest）が"
            "失われています。--force で初めから実行します",
            self->directory);
    remove_files(self->directory);
    const int status = write_manifest(self, path, ours);
    return status ? io_failure(path, status, d) : SW_OK;
}

int sw_journal_open(sw_journal **journal, const char *output,
                    const sw_run_identity *identity, int resume, int force,
                    sw_diagnostics *diagnostics)
{
    sw_journal *self = calloc(1, sizeof *self);
    int status = SW_OK;
    *journal = self;
    if (!self)
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for the journals",
                       "%s: 作業記録のためのメモリがありません", output);
    self->lock = -1;
    const int n = snprintf(self->directory, sizeof self->directory, "%s.run", output);
    if (n < 0 || (size_t)n >= sizeof self->directory)
        status = sw_fail(diagnostics, SW_CREATE, "%s: the name is too long",
                         "%s: 名前が長すぎます", output);
    else if (mkdir(self->directory, 0777) && errno != EEXIST)
        status = io_failure(self->directory, SW_CREATE, diagnostics);
    else
        status = take_lock(self, diagnostics);
    if (!status)
        status = settle_manifest(self, identity, resume, force, diagnostics);
    self->owned = !status;
    if (status) {
        sw_journal_close(self);
        *journal = NULL;
    }
    return status;
}

/* A directory in which nothing was finished is of no use to anybody. */
static void remove_if_empty(const sw_journal *self)
{
    char path[SW_JOURNAL_PATH_BYTES];
    if (has_journals(self->directory))
        return;
    remove_files(self->directory);
    snprintf(path, sizeof path, "%s/lock", self->directory);
    (void)unlink(path);
    (void)rmdir(self->directory);
}

void sw_journal_close(sw_journal *self)
{
    if (!self)
        return;
    for (int k = 0; k < SW_JOURNAL_WORKERS; k++) {
        if (self->workers[k].buffer && self->workers[k].fd >= 0) {
            (void)fdatasync(self->workers[k].fd);
            (void)close(self->workers[k].fd);
        }
        free(self->workers[k].buffer);
    }
    if (self->owned)
        remove_if_empty(self);
    if (self->lock >= 0)
        (void)close(self->lock);
    free(self);
}

void sw_journal_remove(sw_journal *self)
{
    if (!self)
        return;
    remove_files(self->directory); /* then the directory is empty, and goes */
    sw_journal_close(self);
}
