/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which run a directory is of. The manifest names version and scenario; whoever opens the
 * directory is of the same run or is sent away. `scenario.cfg` is the scenario itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sidework/sha256.h>

#include "io.h"
#include "journal_directory.h"

static const char replications_key[] = "  replications = ";

void sw_run_digest(const char *effective, char digest[65])
{
    uint8_t raw[32];
    sw_sha256 sha;
    sw_sha256_init(&sha);
    for (const char *line = effective; *line;) {
        const char *end = strchr(line, '\n');
        const size_t length = end ? (size_t)(end - line) + 1 : strlen(line);
        if (strncmp(line, replications_key, sizeof replications_key - 1) != 0)
            sw_sha256_add(&sha, line, length);
        line += length;
    }
    sw_sha256_end(&sha, raw);
    for (size_t k = 0; k < sizeof raw; k++)
        snprintf(digest + 2 * k, 3, "%02x", raw[k]);
}

static void manifest_text(const sw_run_identity *identity, char *text, size_t bytes)
{
    snprintf(text, bytes, "sidework run 1\nversion %s\nscenario %s\n", identity->version,
             identity->scenario);
}

int sw_journal_manifest(const char *directory, char *text, size_t bytes)
{
    char path[SW_JOURNAL_PATH_BYTES];
    text[0] = '\0';
    snprintf(path, sizeof path, "%.4300s/manifest", directory);
    const int fd = sw_io_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? SW_OK : SW_IO;
    const ssize_t n = sw_io_read(fd, text, bytes - 1);
    const int reason = errno;
    text[n > 0 ? n : 0] = '\0';
    (void)sw_io_close(fd); /* nothing was written */
    errno = reason;
    return n < 0 ? SW_IO : SW_OK;
}

static int write_synced(const char *path, const char *text)
{
    const int fd = sw_io_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    const int bad = sw_io_write(fd, text, strlen(text)) || sw_io_sync(fd);
    const int reason = errno;
    const int closed = sw_io_close(fd) == 0;
    errno = bad ? reason : errno;
    return bad || !closed ? -1 : 0;
}

/* Whole or not there: journals without a manifest could not be told from another run's. */
int sw_journal_put_file(const sw_journal *self, const char *name, const char *text)
{
    char path[SW_JOURNAL_PATH_BYTES], fresh[SW_JOURNAL_PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", self->directory, name);
    snprintf(fresh, sizeof fresh, "%s/%s.new", self->directory, name);
    if (write_synced(fresh, text) || rename(fresh, path))
        return SW_IO;
    const int directory = sw_io_open(self->directory, O_RDONLY);
    if (directory < 0)
        return SW_IO;
    (void)sw_io_sync(
        directory); /* some network file systems refuse; the file is synced */
    (void)sw_io_close(directory);
    return SW_OK;
}

const char *sw_journal_digest_in(const char *manifest)
{
    const char *at = strstr(manifest, "scenario ");
    return at ? at + strlen("scenario ") : "?";
}

void sw_journal_version_in(const char *manifest, char version[SW_VERSION_BYTES])
{
    static const char key[] = "version ";
    const char *at = strstr(manifest, key);
    at = at ? at + sizeof key - 1 : "?";
    (void)snprintf(version, SW_VERSION_BYTES, "%.*s", (int)strcspn(at, "\n"), at);
}

/* Whether what is there was all done by other shards of the same division. */
static int only_other_shards(const sw_journal *self)
{
    sw_journal_names names;
    int only = sw_journal_list(&names, self->directory) == SW_OK;
    for (int k = 0; k < names.n && only; k++) {
        sw_shard there;
        (void)sw_journal_name(&names, k, &there);
        only = there.of == self->shard.of && there.number != self->shard.number;
    }
    sw_journal_names_free(&names);
    return only;
}

/* Without --resume: is anything in the way? */
static int refuse_begun(const sw_journal *self, sw_diagnostics *d)
{
    const sw_shard s = self->shard;
    if (s.of > 0 && only_other_shards(self))
        return SW_OK;
    if (s.of > 0)
        return sw_fail(
            d, SW_CREATE,
            "%s: shard %d/%d has begun already, or the run in another division; "
            "--resume goes on with it",
            "%s: この分割（%d/%d）か、別の分け方の実行が途中です。--resume で続きを"
            "実行します",
            self->directory, s.number, s.of);
    if (!sw_journal_has_any(self->directory))
        return SW_OK;
    return sw_fail(
        d, SW_CREATE,
        "%s: an unfinished run is there; --resume goes on with it, --force "
        "begins anew",
        "%s: 途中の実行があります。--resume で続き、--force で初めから実行します",
        self->directory);
}

/* Is the run that a manifest names the one that is asked for? */
static int check_same(const sw_journal *self, const sw_run_identity *identity,
                      const char *there, const char *ours, sw_diagnostics *d)
{
    char version[SW_VERSION_BYTES];
    if (strcmp(there, ours) == 0)
        return SW_OK;
    sw_journal_version_in(there, version);
    if (self->shard.of > 0)
        return sw_fail(
            d, SW_INPUT,
            "%s: the shards there are of another scenario, seed or version (digest %.12s "
            "by version %s, this one is %.12s by %s); choose another -o, or remove that "
            "directory",
            "%s: そこにある分割は別のシナリオ・種・版のものです（ダイジェスト %.12s・版 "
            "%s、今回は %.12s・版 %s）。別の -o "
            "を指定するか、ディレクトリを削除してください",
            self->directory, sw_journal_digest_in(there), version, identity->scenario,
            identity->version);
    return sw_fail(
        d, SW_INPUT,
        "%s: the unfinished run there is of another scenario, seed or version (digest "
        "%.12s by version %s, this one is %.12s by %s); choose another -o, or --force "
        "to throw that work away",
        "%s: 途中の実行は別のシナリオ・種・版のものです（ダイジェスト %.12s・版 "
        "%s、今回は "
        "%.12s・版 %s）。別の -o を指定するか、途中の結果を捨ててよければ --force "
        "を付けてください",
        self->directory, sw_journal_digest_in(there), version, identity->scenario,
        identity->version);
}

/* Where nothing is finished there is nothing to lose; but a shard that has just begun may
 * be at work, so for shards the manifest stands. */
static int is_taken(const sw_journal *self, const char *there)
{
    return there[0] && (self->shard.of > 0 || sw_journal_has_any(self->directory));
}

static int file_failure(const sw_journal *self, const char *name, int status,
                        sw_diagnostics *d)
{
    return sw_fail(d, status, "%s/%s: %s", "%s/%s: %s", self->directory, name,
                   strerror(errno));
}

static int settle_manifest(const sw_journal *self, const sw_run_identity *identity,
                           int resume, int force, sw_diagnostics *d)
{
    char there[512], ours[512];
    int status;
    manifest_text(identity, ours, sizeof ours);
    if (sw_journal_manifest(self->directory, there, sizeof there))
        return file_failure(self, "manifest", SW_IO, d);
    if (is_taken(self, there) && !force) {
        if (self->shard.of > 0 || resume) {
            status = check_same(self, identity, there, ours, d);
            return status || resume ? status : refuse_begun(self, d);
        }
        return refuse_begun(self, d);
    }
    const int journals = there[0] || force ? 0 : sw_journal_has_any(self->directory);
    if (journals < 0)
        return sw_fail(d, SW_IO, "%s: cannot be read: %s", "%s: 読めません: %s",
                       self->directory, strerror(errno));
    if (journals)
        return sw_fail(
            d, SW_INPUT,
            "%s: finished replications are there, but the manifest that names "
            "their run is lost; --force begins anew",
            "%s: 終わった試行がありますが、どの実行のものかを示すファイル（manifest）が"
            "失われています。--force で初めから実行します",
            self->directory);
    /* a journal of another run must never lie under this run's manifest */
    status = sw_journal_remove_files(self->directory);
    if (status)
        return file_failure(self, "journal-*", status, d);
    status = sw_journal_put_file(self, "manifest", ours);
    return status ? file_failure(self, "manifest", status, d) : SW_OK;
}

int sw_run_replications(const char *directory, uint32_t *n)
{
    char path[SW_JOURNAL_PATH_BYTES], piece[4096];
    ssize_t got;
    size_t matched = 0; /* of the key, at the beginning of a line */
    int begins = 1, ended = 0;
    *n = 0;
    snprintf(path, sizeof path, "%.4300s/scenario.cfg", directory);
    const int fd = sw_io_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? SW_OK : SW_IO;
    while (!ended && (got = sw_io_read(fd, piece, sizeof piece)) > 0) {
        for (ssize_t k = 0; k < got && !ended; k++) {
            const char c = piece[k];
            if (matched == sizeof replications_key - 1) {
                ended = c < '0' || c > '9';
                *n = ended ? *n : 10 * *n + (uint32_t)(c - '0');
            } else {
                begins = begins && c == replications_key[matched];
                matched = begins ? matched + 1 : 0;
                begins = begins || c == '\n';
            }
        }
    }
    const int reason = errno, bad = !ended && got < 0;
    (void)sw_io_close(fd); /* nothing was written */
    errno = reason;
    return bad ? SW_IO : SW_OK;
}

/* Replications that a scenario text asks for; titles, which stand before them, do not begin a
 * line. */
static uint32_t replications_in(const char *effective)
{
    const char *line = effective;
    while (line && strncmp(line, replications_key, sizeof replications_key - 1) != 0) {
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    const char *number = line ? line + sizeof replications_key - 1 : "0";
    return (uint32_t)strtoul(number, NULL, 10);
}

/* What shards of different lengths leave is a run of the longest. */
static int keep_scenario(const sw_journal *self, const sw_run_identity *identity,
                         sw_diagnostics *d)
{
    static const char name[] = "scenario.cfg";
    uint32_t there;
    if (!identity->effective)
        return SW_OK;
    if (sw_run_replications(self->directory, &there))
        return file_failure(self, name, SW_IO, d);
    if (replications_in(identity->effective) <= there)
        return SW_OK;
    const int status = sw_journal_put_file(self, name, identity->effective);
    return status ? file_failure(self, name, status, d) : SW_OK;
}

int sw_journal_settle(const sw_journal *self, const sw_run_identity *identity, int resume,
                      int force, sw_diagnostics *diagnostics)
{
    sw_journal_turn(self, 1);
    int status = settle_manifest(self, identity, resume, force, diagnostics);
    if (!status)
        status = keep_scenario(self, identity, diagnostics);
    sw_journal_turn(self, 0);
    return status;
}
