/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario, or two, that a design is about: the settings of all points, and loading. */
#include "design_loader.h"

#include <string.h>

/* "designs/time.cfg" and "../plan.cfg" -> "designs/../plan.cfg". */
const char *sw_design_beside(sw_design_reader *self, const char *name)
{
    const char *file = self->load.root_file;
    const char *slash = strrchr(file, '/');
    const size_t folder = slash && name[0] != '/' ? (size_t)(slash - file) + 1 : 0;
    char *path = sw_load_get(self->load.pool, folder + strlen(name) + 1);

    if (!path) {
        (void)sw_load_out_of_memory(&self->load);
        return "";
    }
    memcpy(path, file, folder);
    memcpy(path + folder, name, strlen(name));
    return path;
}

/* "designs/time.cfg:12", the origin of a setting. */
static const char *origin_of(sw_design_reader *self, sw_load_place place)
{
    const size_t size = strlen(place.file) + 16;
    char *text = sw_load_get(self->load.pool, size);
    if (!text) {
        (void)sw_load_out_of_memory(&self->load);
        return "";
    }
    (void)snprintf(text, size, place.line > 0 ? "%s:%d" : "%s", place.file, place.line);
    return text;
}

/* One { key; value; } of set or other. */
static void read_setting(sw_design_reader *self, const sw_load_node *element,
                         sw_override *to, int *n)
{
    const char *path = NULL;
    const sw_load_node *value = sw_design_child(element, "value");
    const sw_field *field = sw_design_key(self, element, &path);

    for (const sw_load_node *each = field ? element->first : NULL; each;
         each = each->next) {
        if (strcmp(each->name, "key") != 0 && strcmp(each->name, "value") != 0) {
            (void)sw_load_say(&self->load, SW_INPUT, each->place, path,
                              "\"%s\" does not belong here; write { key = \"%s\"; value "
                              "= ...; }",
                              "ここに「%s」は書けません。{ key = \"%s\"; value = ...; } "
                              "と書きます",
                              each->name, path);
        }
    }
    if (!field) {
        return;
    }
    if (!value) {
        (void)sw_load_say(&self->load, SW_INPUT, element->place, path, "value is missing",
                          "value がありません");
        return;
    }
    char *text = sw_design_text_of(self, value);
    if (text) {
        to[(*n)++] = (sw_override){path, text, origin_of(self, value->place)};
    }
}

static void read_settings(sw_design_reader *self, const sw_load_node *list,
                          sw_override *to, int *n)
{
    for (const sw_load_node *each = list ? list->first : NULL; each; each = each->next) {
        if (*n >= SW_DESIGN_SETTINGS) {
            (void)sw_load_say(&self->load, SW_INPUT, each->place, list->name,
                              "more than %d settings", "設定が %d 個を超えています",
                              SW_DESIGN_SETTINGS);
            return;
        }
        read_setting(self, each, to, n);
    }
}

void sw_design_settings(sw_design_reader *self)
{
    read_settings(self, self->lists[SW_DESIGN_SET], self->set, &self->n_set);
    read_settings(self, self->lists[SW_DESIGN_OTHER], self->other, &self->n_other);
}

static int append(sw_override *to, int n, const sw_override *from, int n_from)
{
    for (int i = 0; i < n_from; i++) {
        to[n++] = from[i];
    }
    return n;
}

/* The scenario of one policy: the file or text, set, other, then the command line. */
static int load_policy(sw_design_reader *self, sw_scenario *to, const char *path,
                       const sw_override *other, int n_other)
{
    sw_override all[3 * SW_DESIGN_SETTINGS + 1];
    char number[16];
    int n = 0;

    if (self->n_overrides > SW_DESIGN_SETTINGS) {
        return SW_INTERNAL;
    }
    if (self->keys.replications > 0) {
        (void)snprintf(number, sizeof number, "%d", self->keys.replications);
        all[n++] = (sw_override){"simulation.replications", number, self->file->path};
    }
    n = append(all, n, self->set, self->n_set);
    n = append(all, n, other, n_other);
    n = append(all, n, self->overrides, self->n_overrides);
    const sw_group *const *groups = self->file->groups;
    return self->scenario_text
               ? sw_scenario_parse(to, groups, self->file->n_groups, path,
                                   self->scenario_text, all, n, self->load.diagnostics)
               : sw_scenario_load(to, groups, self->file->n_groups, path, all, n,
                                  self->load.diagnostics);
}

int sw_design_policies(sw_design_reader *self)
{
    sw_design_file *f = self->file;
    const char *second = self->keys.other_scenario;
    int status = load_policy(self, &f->base, f->scenario_path, NULL, 0);
    if (status == SW_OK && f->has_other) {
        status = load_policy(self, &f->other,
                             *second ? sw_design_beside(self, second) : f->scenario_path,
                             self->other, self->n_other);
    }
    if (status == SW_OK) {
        const struct sw_simulation *p = sw_scenario_simulation(&f->base);
        f->replications = (uint32_t)p->replications;
        f->threshold = f->threshold_set ? f->threshold : p->thresholds[0];
    }
    return status;
}

void sw_design_check_settings(sw_design_reader *self)
{
    const sw_design_file *f = self->file;
    const sw_override *overrides = self->overrides;
    for (int i = 0; i < self->n_overrides; i++) {
        for (int j = 0; j < f->n_factors; j++) {
            if (strcmp(overrides[i].path, f->factors[j].path) == 0) {
                (void)sw_load_say(&self->load, SW_INPUT,
                                  (sw_load_place){overrides[i].origin, 0},
                                  overrides[i].path,
                                  "is a factor of the design and cannot be set as well",
                                  "設計の因子なので、あわせて指定することはできません");
            }
        }
    }
}
