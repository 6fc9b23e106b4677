/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading a scenario from beginning to end. The thread's locale is the C locale
 * meanwhile: a decimal comma in the user's locale must not change what a number means.
 */
#include "loader.h"

#include <locale.h>
#include <string.h>

static int prepare(sw_load *self, const sw_group *const *groups, int n_groups)
{
    sw_scenario *scenario = self->scenario;

    if (n_groups < 0 || n_groups > SW_MAX_GROUPS - SW_N_ENGINE_GROUPS) {
        return sw_load_say(self, SW_INTERNAL, (sw_load_place){self->root_file, 0}, NULL,
                           "%d groups of parameters, at most %d",
                           "パラメーターのグループが %d 個（最大 %d）", n_groups,
                           SW_MAX_GROUPS - SW_N_ENGINE_GROUPS);
    }
    self->pool = sw_load_pool_new();
    if (!self->pool) {
        return sw_load_out_of_memory(self);
    }
    scenario->memory = self->pool;
    scenario->n_groups = SW_N_ENGINE_GROUPS + n_groups;
    for (int g = 0; g < scenario->n_groups; g++) {
        const sw_group *group = g < SW_N_ENGINE_GROUPS ? &sw_engine_groups[g]
                                                       : groups[g - SW_N_ENGINE_GROUPS];
        scenario->groups[g] = group;
        scenario->values[g] = sw_load_get(self->pool, group->size);
        self->slots[g] =
            sw_load_get(self->pool, (size_t)group->n_fields * sizeof *self->slots[g]);
        if (!scenario->values[g] || !self->slots[g]) {
            return sw_load_out_of_memory(self);
        }
    }
    /* Messages and origins outlive the caller's string. */
    self->root_file = sw_load_copy(self->pool, self->root_file, strlen(self->root_file));
    return self->root_file ? SW_OK : sw_load_out_of_memory(self);
}

static int read_text(sw_load *self, const char *text, sw_load_node **tree)
{
    const int status =
        sw_load_tree(self, (sw_load_place){self->root_file, 1}, text, strlen(text), tree);
    for (sw_load_node *node = status == SW_OK ? (*tree)->first : NULL; node;
         node = node->next) {
        if (!strcmp(node->name, "extends")) {
            return sw_load_say(self, SW_INPUT, node->place, "extends",
                               "is not possible here, since this text is not a file",
                               "ファイルではないテキストでは使えません");
        }
    }
    return status;
}

static int load(sw_load *self, const sw_group *const *groups, int n_groups,
                const char *text, const sw_override *overrides, int n_overrides)
{
    sw_load_node *trees[SW_LOAD_MAX_CHAIN];
    int n_trees = 1;

    int status = prepare(self, groups, n_groups);
    if (status == SW_OK) {
        status = text ? read_text(self, text, &trees[0])
                      : sw_load_chain(self, self->root_file, trees, &n_trees);
    }
    if (status != SW_OK) {
        return status;
    }
    for (int i = 0; i < n_trees; i++, self->rank++) {
        sw_load_bind_tree(self, trees[i]);
    }
    for (int i = 0; i < n_overrides; i++) {
        sw_load_bind_override(self, &overrides[i]);
    }
    sw_load_bind_defaults(self);
    sw_load_cross(self);
    return self->status != SW_OK ? self->status : sw_load_finish(self);
}

/* text NULL: name is a file. */
static int begin(sw_scenario *scenario, const sw_group *const *groups, int n_groups,
                 const char *name, const char *text, const sw_override *overrides,
                 int n_overrides, sw_diagnostics *diagnostics)
{
    sw_load self = {.scenario = scenario,
                    .diagnostics = diagnostics,
                    .language = diagnostics ? diagnostics->language : SW_ENGLISH,
                    .root_file = name};

    memset(scenario, 0, sizeof *scenario);
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) {
        return sw_load_out_of_memory(&self);
    }
    const locale_t before = uselocale(plain);
    const int status = load(&self, groups, n_groups, text, overrides, n_overrides);
    (void)uselocale(before);
    freelocale(plain);
    if (status != SW_OK) {
        sw_scenario_free(scenario);
    }
    return status;
}

int sw_scenario_load(sw_scenario *self, const sw_group *const *groups, int n_groups,
                     const char *path, const sw_override *overrides, int n_overrides,
                     sw_diagnostics *diagnostics)
{
    return begin(self, groups, n_groups, path, NULL, overrides, n_overrides, diagnostics);
}

int sw_scenario_parse(sw_scenario *self, const sw_group *const *groups, int n_groups,
                      const char *name, const char *text, const sw_override *overrides,
                      int n_overrides, sw_diagnostics *diagnostics)
{
    return begin(self, groups, n_groups, name, text, overrides, n_overrides, diagnostics);
}

void sw_scenario_free(sw_scenario *self)
{
    sw_load_pool_free(self->memory);
    memset(self, 0, sizeof *self);
}

int sw_scenario_print(const sw_scenario *self, FILE *stream)
{
    sw_load_text text = {0};
    int status = SW_OK;
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);

    if (!plain) {
        return SW_MEMORY;
    }
    const locale_t before = uselocale(plain);
    sw_load_text_put(&text,
                     "// the effective scenario: every value, and where it comes from\n"
                     "// digest (SHA-256 of the text without comments): ");
    sw_load_text_put(&text, self->digest);
    sw_load_text_put(&text, "\n");
    sw_load_effective(self, 1, &text);
    (void)uselocale(before);
    freelocale(plain);
    if (text.failed) {
        status = SW_MEMORY;
    } else if (fwrite(text.at, 1, text.length, stream) != text.length ||
               fflush(stream) != 0) {
        status = SW_IO;
    }
    sw_load_text_free(&text);
    return status;
}
