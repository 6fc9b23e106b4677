/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What journals are called: journal-WWWW of worker W of a run without shards,
 * journal-KKKK-of-NNNN-WWWW of worker W of shard K of N. A name says who writes the file, so
 * shards never meet in one, and which shards are missing can be told.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "journal_directory.h"

/* Whether name is pattern, in which 0 stands for any digit. */
static int is_like(const char *name, const char *pattern)
{
    while (*pattern &&
           (*pattern == '0' ? isdigit((unsigned char)*name) : *name == *pattern)) {
        name++;
        pattern++;
    }
    return !*pattern && !*name;
}

static int is_shard_journal(const char *name)
{
    return is_like(name, "journal-0000-of-0000-0000");
}

static int is_journal(const struct dirent *entry)
{
    return is_like(entry->d_name, "journal-0000") || is_shard_journal(entry->d_name);
}

int sw_journal_list(sw_journal_names *self, const char *directory)
{
    *self = (sw_journal_names){NULL, 0};
    const int n = scandir(directory, &self->entries, is_journal, alphasort);
    if (n < 0)
        return errno == ENOENT ? SW_OK : errno == ENOMEM ? SW_MEMORY : SW_IO;
    self->n = n;
    return SW_OK;
}

void sw_journal_names_free(sw_journal_names *self)
{
    for (int k = 0; k < self->n; k++)
        free(self->entries[k]);
    free(self->entries);
    *self = (sw_journal_names){NULL, 0};
}

const char *sw_journal_name(const sw_journal_names *self, int k, sw_shard *shard)
{
    const char *name = self->entries[k]->d_name;
    *shard = (sw_shard){0, 0};
    if (is_shard_journal(name))
        *shard = (sw_shard){(int)strtol(name + sizeof "journal-" - 1, NULL, 10),
                            (int)strtol(name + sizeof "journal-0000-of-" - 1, NULL, 10)};
    return name;
}

void sw_journal_worker_path(const sw_journal *self, int worker,
                            char path[SW_JOURNAL_PATH_BYTES])
{
    if (self->shard.of > 0)
        (void)snprintf(path, SW_JOURNAL_PATH_BYTES, "%s/journal-%04d-of-%04d-%04d",
                       self->directory, self->shard.number, self->shard.of, worker);
    else
        (void)snprintf(path, SW_JOURNAL_PATH_BYTES, "%s/journal-%04d", self->directory,
                       worker);
}

int sw_journal_has_any(const char *directory)
{
    sw_journal_names names;
    const int status = sw_journal_list(&names, directory);
    const int n = names.n;
    sw_journal_names_free(&names);
    return status ? -1 : n > 0; /* what cannot be seen is not thrown away */
}
