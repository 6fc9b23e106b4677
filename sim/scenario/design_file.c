/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Design files: the same careful way from bytes to nodes as scenarios, then the keys of one
 * table, then what only lists can say. Everything that can be judged without the scenario is,
 * before the scenario is loaded, so that all errors of a file are seen at once.
 */
#include "design_loader.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SW_OWNER sw_design_keys
static const sw_field fields[] = {
#include <sidework/fields_table.h>

#include "design_file.def"
#include <sidework/fields_end.h>
    /* lists of their own, here for their names */
    {.key = "set", .type = SW_TYPE_LIST},
    {.key = "other", .type = SW_TYPE_LIST},
    {.key = "factors", .type = SW_TYPE_LIST},
    {.key = "rows", .type = SW_TYPE_LIST},
};
#undef SW_OWNER
enum { N_FIELDS = sizeof fields / sizeof fields[0], N_LISTS = 4 };

const char *const sw_design_method_names[SW_N_DESIGN_METHODS] = {
#define NAME(name, en, ja) #name,
    SW_DESIGN_METHOD_LIST(NAME)
#undef NAME
};

const char *const sw_design_outcome_names[SW_N_DESIGN_OUTCOMES] = {
#define NAME(name, better, en, ja) #name,
    SW_DESIGN_OUTCOME_LIST(NAME)
#undef NAME
};

static int prepare(sw_design_reader *self, const sw_group *const *groups, int n_groups)
{
    sw_load *load = &self->load;
    sw_design_file *file = self->file;
    size_t largest = SW_TEXT_BYTES;

    if (n_groups < 0 || n_groups > SW_MAX_GROUPS - SW_N_ENGINE_GROUPS) {
        return SW_INTERNAL;
    }
    load->pool = sw_load_pool_new();
    if (!load->pool) {
        return sw_load_out_of_memory(load);
    }
    file->memory = load->pool;
    file->n_groups = n_groups;
    self->names.n_groups = SW_N_ENGINE_GROUPS + n_groups;
    for (int g = 0; g < self->names.n_groups; g++) {
        const sw_group *group = g < SW_N_ENGINE_GROUPS ? &sw_engine_groups[g]
                                                       : groups[g - SW_N_ENGINE_GROUPS];
        self->names.groups[g] = group;
        largest = group->size > largest ? group->size : largest;
        if (g >= SW_N_ENGINE_GROUPS) {
            file->groups[g - SW_N_ENGINE_GROUPS] = group;
        }
    }
    load->scenario = &self->names;
    self->scratch = sw_load_get(load->pool, largest);
    load->root_file = sw_load_copy(load->pool, load->root_file, strlen(load->root_file));
    return self->scratch && load->root_file ? SW_OK : sw_load_out_of_memory(load);
}

static void bind_list(sw_design_reader *self, const sw_load_node *node, int list)
{
    if (node->kind != SW_LOAD_IS_LIST) {
        (void)sw_load_say(&self->load, SW_INPUT, node->place, node->name,
                          "must be a list in ( ), %s found",
                          "( ) で囲んだリストでなければなりません（%s があります）",
                          sw_load_kind_text(&self->load, node));
        return;
    }
    self->lists[list] = node;
}

/* The keys of the file, one after another; what is not there gets its default. */
static void bind(sw_design_reader *self, const sw_load_node *root)
{
    sw_load *load = &self->load;
    unsigned char given[N_FIELDS] = {0};
    char hint[SW_LOAD_SHOW_BYTES];

    for (const sw_load_node *node = root->first; node; node = node->next) {
        const int i = sw_load_find_field(fields, N_FIELDS, node->name);
        if (i < 0) {
            (void)sw_load_say(
                load, SW_INPUT, node->place, node->name, "unknown key%s",
                "このような名前のキーはありません%s",
                sw_load_suggest(load, node->name, fields, N_FIELDS, -1, hint));
            continue;
        }
        given[i] = 1;
        if (i >= N_FIELDS - N_LISTS) {
            bind_list(self, node, i - (N_FIELDS - N_LISTS));
        } else {
            (void)sw_load_value(load, &fields[i], node,
                                (char *)&self->keys + fields[i].offset, fields[i].key,
                                NULL);
        }
    }
    for (int i = 0; i < N_FIELDS - N_LISTS; i++) {
        const sw_field *field = &fields[i];
        if (!given[i] && !field->default_text) {
            sw_load_missing(load, (sw_load_place){load->root_file, 0}, field, field->key);
        } else if (!given[i] && *field->default_text) {
            (void)sw_load_bind_default(load, field, (char *)&self->keys + field->offset,
                                       field->key, NULL);
        }
    }
    self->file->threshold_set = given[sw_load_find_field(fields, N_FIELDS, "threshold")];
}

static const char *keep(sw_design_reader *self, const char *text)
{
    const char *copy = sw_load_copy(self->load.pool, text, strlen(text));
    if (!copy) {
        (void)sw_load_out_of_memory(&self->load);
    }
    return copy ? copy : "";
}

static void take_keys(sw_design_reader *self)
{
    const struct sw_design_keys *k = &self->keys;
    sw_design_file *file = self->file;

    file->path = self->load.root_file;
    file->scenario_path = sw_design_beside(self, k->scenario);
    file->title = keep(self, k->title);
    file->title_ja = keep(self, k->title_ja[0] ? k->title_ja : k->title);
    file->question = keep(self, k->question);
    file->question_ja = keep(self, k->question_ja[0] ? k->question_ja : k->question);
    file->method = (enum sw_design_method)k->method;
    file->outcome = (enum sw_design_outcome)k->outcome;
    file->threshold = k->threshold;
    file->points = k->points;
    file->levels = k->levels;
    file->second_order = k->second_order;
    file->has_other = self->lists[SW_DESIGN_OTHER] || k->other_scenario[0];
}

/* What a method needs and what does not belong to it. */
static void check_method(sw_design_reader *self)
{
    const sw_design_file *f = self->file;
    const int counted = f->method == SW_DESIGN_latin_hypercube ||
                        f->method == SW_DESIGN_sobol || f->method == SW_DESIGN_morris ||
                        f->method == SW_DESIGN_saltelli;
    const sw_load_place place = {self->load.root_file, 0};
    const char *name = sw_design_method_names[f->method];

    if (counted && f->points == 0) {
        (void)sw_load_say(&self->load, SW_INPUT, place, "points",
                          "is missing: how many does method = \"%s\" take?",
                          "method = \"%s\" には points（点の数）が必要です", name);
    } else if (!counted && f->points > 0) {
        (void)sw_load_say(&self->load, SW_INPUT, place, "points",
                          "does not belong to method = \"%s\"",
                          "method = \"%s\" では使いません", name);
    }
    if ((f->method == SW_DESIGN_list) != (self->lists[SW_DESIGN_ROWS] != NULL)) {
        (void)sw_load_say(&self->load, SW_INPUT, place, "rows",
                          "rows = ((...), (...)); belongs to method = \"list\", and to "
                          "no other",
                          "rows = ((...), (...)); は method = \"list\" に必要で、他の方法"
                          "では使いません");
    }
    if (!self->lists[SW_DESIGN_FACTORS_LIST] && !self->keys.uncertain) {
        (void)sw_load_say(&self->load, SW_INPUT, place, "factors",
                          "is missing: factors = ({ key = \"...\"; low = ...; high = "
                          "...; });",
                          "がありません。factors = ({ key = \"...\"; low = ...; high = "
                          "...; }); と書きます");
    }
}

static int read_design(sw_design_reader *self, const char *text, size_t length)
{
    sw_load *load = &self->load;
    sw_load_node *root;
    int status =
        sw_load_tree(load, (sw_load_place){load->root_file, 1}, text, length, &root);

    if (status != SW_OK) {
        return status;
    }
    self->file->text = sw_load_copy(load->pool, text, length);
    if (!self->file->text) {
        return sw_load_out_of_memory(load);
    }
    bind(self, root);
    if (load->status != SW_OK && load->status != SW_INPUT) {
        return load->status;
    }
    take_keys(self);
    sw_design_settings(self);
    sw_design_factors(self);
    if (self->keys.scenario[0]) { /* also of a file with errors: these are not all */
        status = sw_design_policies(self);
    }
    if (load->status != SW_OK || status != SW_OK) {
        check_method(self);
        return load->status != SW_OK ? load->status : status;
    }
    sw_design_complete(self);
    sw_design_check_settings(self);
    check_method(self);
    if (load->status == SW_OK) {
        sw_design_rows(self);
    }
    return load->status != SW_OK ? load->status : sw_design_digest(self->file);
}

/* Where a design comes from. */
struct source {
    const char *name, *text;   /* text NULL: name is a file */
    const char *scenario_text; /* NULL: the file that the design names */
    const sw_override *overrides;
    int n_overrides;
};

static int begin(sw_design_file *file, const sw_group *const *groups, int n_groups,
                 const struct source *from, sw_diagnostics *diagnostics)
{
    const char *name = from->name, *text = from->text;
    memset(file, 0, sizeof *file);
    sw_design_reader *self = calloc(1, sizeof *self);
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!self || !plain) {
        free(self);
        if (plain) {
            freelocale(plain);
        }
        return sw_fail(diagnostics, SW_MEMORY, "%s: out of memory",
                       "%s: メモリが不足しました", name);
    }
    const locale_t before = uselocale(plain);
    self->file = file;
    self->scenario_text = from->scenario_text;
    self->overrides = from->overrides;
    self->n_overrides = from->n_overrides;
    self->load = (sw_load){.diagnostics = diagnostics,
                           .language = diagnostics ? diagnostics->language : SW_ENGLISH,
                           .root_file = name};
    size_t length = text ? strlen(text) : 0;
    char *bytes = NULL;
    uint64_t identity[2];
    int status = prepare(self, groups, n_groups);
    if (status == SW_OK && !text) {
        status = sw_load_read(&self->load, (sw_load_place){name, 0}, NULL, name, &bytes,
                              &length, identity);
    }
    if (status == SW_OK) {
        status = read_design(self, text ? text : bytes, length);
    }
    (void)uselocale(before);
    freelocale(plain);
    free(self);
    if (status != SW_OK) {
        sw_design_file_free(file);
    }
    return status;
}

int sw_design_file_is_in(const char *path)
{
    return sw_load_has_key(path, "method") || sw_load_has_key(path, "factors");
}

int sw_design_file_read(sw_design_file *self, const sw_group *const *groups, int n_groups,
                        const char *path, const sw_override *overrides, int n_overrides,
                        sw_diagnostics *diagnostics)
{
    const struct source from = {path, NULL, NULL, overrides, n_overrides};
    return begin(self, groups, n_groups, &from, diagnostics);
}

int sw_design_file_parse(sw_design_file *self, const sw_group *const *groups,
                         int n_groups, const char *name, const char *text,
                         const char *scenario_text, sw_diagnostics *diagnostics)
{
    const struct source from = {name, text, scenario_text, NULL, 0};
    return begin(self, groups, n_groups, &from, diagnostics);
}

void sw_design_file_free(sw_design_file *self)
{
    sw_scenario_free(&self->base);
    sw_scenario_free(&self->other);
    sw_load_pool_free(self->memory);
    memset(self, 0, sizeof *self);
}
