/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, closing and removing the run directory; see journal.h. */
#include "journal_directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io.h"

int sw_journal_remove_files(const char *directory)
{
    static const char *const others[] = {"manifest", "manifest.new", "scenario.cfg",
                                         "scenario.cfg.new"};
    char path[SW_JOURNAL_PATH_BYTES];
    sw_journal_names names;
    int left = sw_journal_list(&names, directory) != SW_OK;
    for (int k = 0; k < names.n; k++) {
        sw_shard shard;
        snprintf(path, sizeof path, "%.4300s/%.40s", directory,
                 sw_journal_name(&names, k, &shard));
        left |= unlink(path) != 0;
    }
    sw_journal_names_free(&names);
    if (left) /* the manifest says whose they are: it goes last */
        return SW_IO;
    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
        snprintf(path, sizeof path, "%s/%s", directory, others[k]);
        (void)unlink(path);
    }
    return SW_OK;
}

static int open_directory(sw_journal **journal, const char *output, sw_shard shard,
                          sw_diagnostics *diagnostics)
{
    sw_journal *self = calloc(1, sizeof *self);
    *journal = self;
    if (!self)
        return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for the journals",
                       "%s: 作業記録のためのメモリがありません", output);
    self->lock = -1;
    self->shard = shard;
    self->divided = -1;
    const int n = snprintf(self->directory, sizeof self->directory, "%s.run", output);
    if (n < 0 || (size_t)n >= sizeof self->directory)
        return sw_fail(diagnostics, SW_CREATE, "%s: the name is too long",
                       "%s: 名前が長すぎます", output);
    return sw_journal_lock(self, diagnostics);
}

/* Ends the opening: what failed leaves nothing. */
static int opened(sw_journal **journal, int status)
{
    if (status) {
        sw_journal_close(*journal);
        *journal = NULL;
    } else {
        (*journal)->owned = (*journal)->shard.of == 0;
    }
    return status;
}

int sw_journal_open(sw_journal **journal, const char *output,
                    const sw_run_identity *identity, int resume, int force,
                    sw_diagnostics *diagnostics)
{
    int status = open_directory(journal, output, (sw_shard){0, 0}, diagnostics);
    if (!status)
        status = sw_journal_settle(*journal, identity, resume, force, diagnostics);
    return opened(journal, status);
}

int sw_journal_open_shard(sw_journal **journal, const char *output,
                          const sw_run_identity *identity, sw_shard shard, int resume,
                          sw_diagnostics *diagnostics)
{
    int status = open_directory(journal, output, shard, diagnostics);
    if (!status)
        status = sw_journal_settle(*journal, identity, resume, 0, diagnostics);
    return opened(journal, status);
}

/* A directory in which nothing was finished is of no use to anybody. */
static void remove_if_empty(const sw_journal *self)
{
    char path[SW_JOURNAL_PATH_BYTES];
    if (sw_journal_has_any(self->directory))
        return;
    (void)sw_journal_remove_files(self->directory);
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
            (void)sw_io_sync_data(self->workers[k].fd);
            (void)sw_io_close(self->workers[k].fd);
        }
        free(self->workers[k].buffer);
    }
    if (self->owned)
        remove_if_empty(self);
    if (self->lock >= 0)
        (void)sw_io_close(self->lock);
    free(self);
}

void sw_journal_remove(sw_journal *self)
{
    if (!self)
        return;
    (void)sw_journal_remove_files(
        self->directory); /* then the directory is empty, and goes */
    sw_journal_close(self);
}
