/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Observation files, through the scenario loader's own parts: they are typed by the same
 * people in the same editors, with the same slips.
 */
#include "observations_parts.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/sha256.h>

#define SW_OWNER sw_observation
static const sw_field sw_observation_fields[] = {
#include <sidework/fields_table.h>
#include <sidework/observation.def>
#include <sidework/fields_end.h>
};
enum { sw_observation_n_fields = sizeof sw_observation_fields / sizeof(sw_field) };
#undef SW_OWNER
#define SW_OWNER sw_observations_file
static const sw_field fields[] = {
#include <sidework/fields_table.h>
#include <sidework/observations.def>
#include <sidework/fields_end.h>
};
enum { N_FIELDS = sizeof fields / sizeof fields[0] };

static const sw_group group = {
    "", "Observations", "観測値", fields, N_FIELDS, sizeof(struct sw_observations_file)};

static const char list_key[] = "observations";

typedef struct reading {
    sw_observations *to;
    const sw_layout *layout;
    sw_load load;
    sw_scenario file; /* as the loader wants it: one group, the file's own keys */
} reading;

/* Room for one more file's keys. */
static int prepare(reading *self, const char *name)
{
    sw_load *load = &self->load;
    load->root_file = sw_load_copy(load->pool, name, strlen(name));
    self->file = (sw_scenario){.n_groups = 1, .groups = {&group}};
    self->file.values[0] = sw_load_get(load->pool, group.size);
    load->slots[0] = sw_load_get(load->pool, N_FIELDS * sizeof(sw_load_slot));
    load->scenario = &self->file;
    return load->root_file && self->file.values[0] && load->slots[0]
               ? SW_OK
               : sw_load_out_of_memory(load);
}

static const sw_load_node *child(const sw_load_node *node, const char *name)
{
    const sw_load_node *each = node->first;
    while (each && (!each->name || strcmp(each->name, name) != 0)) {
        each = each->next;
    }
    return each;
}

/* A name given twice would make one row of the answer stand for two figures. */
static int check_name(reading *self, const sw_datum *datum, const sw_load_node *node,
                      const char *path)
{
    const sw_observations *to = self->to;
    const sw_load_node *at = child(node, "name");
    char key[SW_LOAD_PATH_BYTES];

    for (int i = 0; i < to->n_data; i++) {
        if (!at || !*datum->is->name ||
            strcmp(to->data[i].is->name, datum->is->name) != 0) {
            continue;
        }
        (void)sw_load_say(&self->load, SW_INPUT, at->place,
                          sw_load_join(path, "name", key),
                          "\"%s\" is the name of the datum at %s:%d too; each needs its "
                          "own (was one file named twice?)",
                          "「%s」は %s:%d のデータの名前です。データごとに別の名前が必要"
                          "です（同じファイルを２回指定していませんか）",
                          datum->is->name, to->data[i].file, to->data[i].line);
        return 0;
    }
    return 1;
}

/* FNV-1a, 32 bits, as for parameters (finish.c). */
static uint32_t hash(const char *text)
{
    uint32_t h = 2166136261u;
    for (; *text; text++) {
        h = (h ^ (unsigned char)*text) * 16777619u;
    }
    return h;
}

static int take_data(reading *self, const sw_load_node *list)
{
    const struct sw_observations_file *file = self->file.values[0];
    sw_observations *to = self->to;
    char path[SW_LOAD_PATH_BYTES];
    int i = 0;

    for (const sw_load_node *node = list->first; node && i < file->observations.n;
         node = node->next, i++) {
        const struct sw_observation *is = &file->observations.at[i];
        sw_datum datum = {.is = is,
                          .file = node->place.file,
                          .line = node->place.line,
                          .text_ja = is->text_ja[0] ? is->text_ja : is->text,
                          .key = hash(is->name)};
        (void)snprintf(path, sizeof path, "%s[%d]", list_key, i);
        (void)sw_load_datum(&self->load, &datum, self->layout, node, path);
        (void)check_name(self, &datum, node, path);
        if (to->n_data == SW_MAX_OBSERVATIONS) {
            return sw_load_say(&self->load, SW_INPUT, node->place, path,
                               "more than %d data in all",
                               "データが全部で %d 個を超えて"
                               "います",
                               SW_MAX_OBSERVATIONS);
        }
        to->months = datum.months > to->months ? datum.months : to->months;
        to->data[to->n_data++] = datum;
    }
    return SW_OK;
}

/* An empty list binds well, but says nothing. */
static void check_list(reading *self, const sw_load_node *root, const sw_load_node *list)
{
    const sw_load_node *extends = child(root, "extends");

    if (extends) {
        (void)sw_load_say(&self->load, SW_INPUT, extends->place, "extends",
                          "is for scenarios; name every observation file on the command "
                          "line",
                          "はシナリオ用です。観測値のファイルはコマンドに全て並べて指定"
                          "してください");
    }
    if (list && list->n == 0 &&
        (list->kind == SW_LOAD_IS_LIST || list->kind == SW_LOAD_IS_ARRAY)) {
        (void)sw_load_say(
            &self->load, SW_INPUT, list->place, list_key,
            "the list is empty; put ( { name = ...; }, ... ) there",
            "リストが空です。( { name = ...; }, ... ) の形で書いてください");
    }
}

static int take_text(reading *self, const char *text, size_t length)
{
    sw_load *load = &self->load;
    sw_load_node *root = NULL;
    const int status =
        sw_load_tree(load, (sw_load_place){load->root_file, 1}, text, length, &root);
    if (status != SW_OK) {
        return status;
    }
    const struct sw_observations_file *file = self->file.values[0];
    const sw_load_node *list = child(root, list_key);
    sw_load_bind_tree(load, root);
    sw_load_bind_defaults(load);
    check_list(self, root, list);
    self->to->sources[self->to->n_sources++] = (sw_observations_source){
        load->root_file, file->title, file->title_ja[0] ? file->title_ja : file->title,
        sw_load_copy(load->pool, text, length)};
    return list ? take_data(self, list) : load->status;
}

static int digest(reading *self)
{
    sw_load_text text = {0};

    for (int i = 0; i < self->to->n_data; i++) {
        sw_load_datum_text(&self->to->data[i], &text);
    }
    if (!text.failed) {
        sw_sha256_text(text.at ? text.at : "", text.length, self->to->digest);
    }
    const int status = text.failed ? sw_load_out_of_memory(&self->load) : SW_OK;
    sw_load_text_free(&text);
    return status;
}

static int begin(reading *self)
{
    sw_observations *to = self->to;
    sw_load_pool *pool = sw_load_pool_new();
    self->load.pool = pool;
    to->memory = pool;
    if (pool) {
        to->sources = sw_load_get(pool, SW_MAX_OBSERVATION_FILES * sizeof *to->sources);
        to->data = sw_load_get(pool, SW_MAX_OBSERVATIONS * sizeof *to->data);
    }
    return pool && to->sources && to->data ? SW_OK : sw_load_out_of_memory(&self->load);
}

/* text NULL: paths are files. Each file is judged, whatever the others are like. */
static void read_all(reading *self, const char *const *paths, int n_paths,
                     const char *text)
{
    for (int k = 0; k < n_paths && self->load.status != SW_MEMORY; k++) {
        uint64_t identity[2];
        char *bytes = NULL;
        size_t length = text ? strlen(text) : 0;
        self->load.root_file = paths[k];
        if (self->to->n_sources == SW_MAX_OBSERVATION_FILES) {
            (void)sw_load_say(&self->load, SW_INPUT, (sw_load_place){paths[k], 0}, NULL,
                              "more than %d observation files",
                              "観測値のファイルが %d 個を超えています",
                              SW_MAX_OBSERVATION_FILES);
            return;
        }
        if (prepare(self, paths[k]) != SW_OK) {
            return;
        }
        if (text || sw_load_read(&self->load, (sw_load_place){paths[k], 0}, NULL,
                                 paths[k], &bytes, &length, identity) == SW_OK) {
            (void)take_text(self, text ? text : bytes, length);
        }
    }
}

static int load(sw_observations *to, const char *const *paths, int n_paths,
                const char *text, const sw_layout *layout, sw_diagnostics *diagnostics)
{
    reading self = {.to = to,
                    .layout = layout,
                    .load = {.diagnostics = diagnostics,
                             .language = diagnostics ? diagnostics->language : SW_ENGLISH,
                             .root_file = n_paths > 0 ? paths[0] : ""}};

    memset(to, 0, sizeof *to);
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) {
        return sw_load_out_of_memory(&self.load);
    }
    const locale_t before = uselocale(plain);
    if (begin(&self) == SW_OK) {
        read_all(&self, paths, n_paths, text);
    }
    int status = self.load.status;
    if (status == SW_OK) {
        status = digest(&self);
    }
    (void)uselocale(before);
    freelocale(plain);
    if (status != SW_OK) {
        sw_observations_free(to);
    }
    return status;
}

int sw_observations_load(sw_observations *self, const char *const *paths, int n_paths,
                         const sw_layout *layout, sw_diagnostics *diagnostics)
{
    return load(self, paths, n_paths, NULL, layout, diagnostics);
}

int sw_observations_parse(sw_observations *self, const char *name, const char *text,
                          const sw_layout *layout, sw_diagnostics *diagnostics)
{
    return load(self, &name, 1, text, layout, diagnostics);
}

void sw_observations_free(sw_observations *self)
{
    sw_load_pool_free(self->memory);
    memset(self, 0, sizeof *self);
}

int sw_observations_are_in(const char *path)
{
    return sw_load_has_key(path, list_key);
}
