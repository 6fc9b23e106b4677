/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Factors of a design: an element of `factors`, or a key of its own in a list of points, as a
 * map from u to values (design_file.h).
 */
#include "design_loader.h"

#include <math.h>
#include <string.h>

/* Keys of an element by themselves; with dist, what the distribution takes belongs too. */
static const sw_field element_fields[] = {
    {.key = "key"},    {.key = "low"},    {.key = "high"},  {.key = "scale"},
    {.key = "levels"}, {.key = "values"}, {.key = "group"}, {.key = "dist"}};
enum { N_ELEMENT_FIELDS = sizeof element_fields / sizeof *element_fields };

/* These stand in an element beside a distribution's own. */
static const char *const beside_dist[] = {"key", "group", "levels"};

const sw_load_node *sw_design_child(const sw_load_node *group, const char *name)
{
    const sw_load_node *each = group->kind == SW_LOAD_IS_GROUP ? group->first : NULL;
    while (each && strcmp(each->name, name) != 0) {
        each = each->next;
    }
    return each;
}

const sw_field *sw_design_key(sw_design_reader *self, const sw_load_node *element,
                              const char **path)
{
    sw_load *load = &self->load;
    char value[SW_LOAD_SHOW_BYTES];
    int group;
    int field;
    const sw_load_node *key = sw_design_child(element, "key");

    if (element->kind != SW_LOAD_IS_GROUP) {
        (void)sw_load_say(load, SW_INPUT, element->place, NULL,
                          "each element is a group { key = \"...\"; ... }",
                          "リストの要素はグループ { key = \"...\"; ... } です");
        return NULL;
    }
    if (!key) {
        (void)sw_load_say(load, SW_INPUT, element->place, "key",
                          "is missing: { key = \"plan.bank\"; ... }",
                          "がありません: { key = \"plan.bank\"; ... }");
        return NULL;
    }
    if (key->kind != SW_LOAD_IS_STRING ||
        !sw_load_clean(key->string, strlen(key->string), 0) ||
        strlen(key->string) >= SW_LOAD_PATH_BYTES) {
        (void)sw_load_say(
            load, SW_INPUT, key->place, "key",
            "%s is not the name of a key; write key = \"plan.bank\";",
            "%s はキーの名前ではありません。key = \"plan.bank\"; と書きます",
            sw_load_show(key, value));
        return NULL;
    }
    *path = key->string;
    return sw_load_find_path(load, key->place, key->string, &group, &field)
               ? &self->names.groups[group]->fields[field]
               : NULL;
}

/* What says how a run is done, or what it is called, is not what a world is like. */
static int is_of_the_world(sw_design_reader *self, const sw_load_node *element,
                           const char *path)
{
    const char *dot = strchr(path, '.');
    const char *key = dot ? dot + 1 : path;
    const int engine =
        !dot || !strncmp(path, "simulation.", 11) || !strncmp(path, "output.", 7);

    if (!engine || !strcmp(key, "warm_up") || !strcmp(key, "hours_per_year")) {
        return 1;
    }
    (void)sw_load_say(
        &self->load, SW_INPUT, element->place, path,
        "cannot be a factor: it says how the run is done, not what the "
        "world is like",
        "因子にはできません（世界の性質ではなく、実行の仕方を決めるキーです）");
    return 0;
}

/* Whether a list of settings gives path a value. */
static int is_set(const sw_override *settings, int n, const char *path)
{
    for (int i = 0; i < n; i++) {
        if (!strcmp(settings[i].path, path)) {
            return 1;
        }
    }
    return 0;
}

static int is_new(sw_design_reader *self, const sw_load_node *element, const char *path)
{
    const sw_design_file *f = self->file;
    for (int i = 0; i < f->n_factors; i++) {
        if (!strcmp(f->factors[i].path, path)) {
            (void)sw_load_say(&self->load, SW_INPUT, element->place, path,
                              "is a factor already", "既に因子になっています");
            return 0;
        }
    }
    if (is_set(self->set, self->n_set, path) ||
        is_set(self->other, self->n_other, path)) {
        (void)sw_load_say(&self->load, SW_INPUT, element->place, path,
                          "is a factor and cannot be set as well",
                          "因子なので、set や other では指定できません");
        return 0;
    }
    return 1;
}

/* Values one by one, from a list or array. */
static int take_values(sw_design_reader *self, sw_factor *factor,
                       const sw_load_node *list, const char *path)
{
    sw_load *load = &self->load;
    int good = 1;

    if ((list->kind != SW_LOAD_IS_LIST && list->kind != SW_LOAD_IS_ARRAY) ||
        list->n < 1 || list->n > SW_DESIGN_LEVELS) {
        (void)sw_load_say(load, SW_INPUT, list->place, path,
                          "values is a list of 1 to %d values: values = (1.0, 2.0);",
                          "values は 1～%d 個の値のリストです: values = (1.0, 2.0);",
                          SW_DESIGN_LEVELS);
        return 0;
    }
    factor->kind = SW_FACTOR_VALUES;
    factor->values = sw_load_get(load->pool, (size_t)list->n * sizeof *factor->values);
    factor->numbers = sw_load_get(load->pool, (size_t)list->n * sizeof *factor->numbers);
    if (!factor->values || !factor->numbers) {
        (void)sw_load_out_of_memory(load);
        return 0;
    }
    for (const sw_load_node *each = list->first; each; each = each->next) {
        char *text = sw_design_check(self, factor->field, each, path);
        good &= text != NULL;
        factor->values[factor->n_values] = text ? text : "";
        factor->numbers[factor->n_values++] = sw_design_number_of(factor->field, each);
    }
    factor->levels = factor->n_values;
    return good;
}

static int take_ends(sw_design_reader *self, sw_factor *factor, const sw_load_node *low,
                     const sw_load_node *high, const char *path)
{
    const sw_load_node *const ends[2] = {low, high};
    double *const to[2] = {&factor->low, &factor->high};

    if (factor->field->type != SW_TYPE_REAL && factor->field->type != SW_TYPE_INT) {
        (void)sw_load_say(&self->load, SW_INPUT, (low ? low : high)->place, path,
                          "low and high are for numbers; give values = (...);",
                          "low と high は数値のキーに使います。values = (...); を指定し"
                          "てください");
        return 0;
    }
    if (!low || !high) {
        (void)sw_load_say(&self->load, SW_INPUT, (low ? low : high)->place, path,
                          "a range needs both low and high",
                          "範囲には low と high の両方が必要です");
        return 0;
    }
    for (int i = 0; i < 2; i++) {
        if (!sw_design_check(self, factor->field, ends[i], path)) {
            return 0;
        }
        *to[i] = sw_design_number_of(factor->field, ends[i]);
    }
    if (!(factor->low < factor->high)) {
        (void)sw_load_say(&self->load, SW_INPUT, low->place, path,
                          "low must be less than high",
                          "low は high より小さくなければなりません");
        return 0;
    }
    factor->kind = SW_FACTOR_RANGE;
    return 1;
}

static int take_scale(sw_design_reader *self, sw_factor *factor,
                      const sw_load_node *scale, const char *path)
{
    char value[SW_LOAD_SHOW_BYTES];
    const int log = scale->kind == SW_LOAD_IS_STRING && !strcmp(scale->string, "log");

    if (!log && !(scale->kind == SW_LOAD_IS_STRING && !strcmp(scale->string, "linear"))) {
        (void)sw_load_say(&self->load, SW_INPUT, scale->place, path,
                          "scale = %s is unknown; allowed: \"linear\", \"log\"",
                          "scale = %s は使えません。選べる語: \"linear\", \"log\"",
                          sw_load_show(scale, value));
        return 0;
    }
    if (log && (factor->kind != SW_FACTOR_RANGE || factor->field->type != SW_TYPE_REAL ||
                !(factor->low > 0))) {
        (void)sw_load_say(&self->load, SW_INPUT, scale->place, path,
                          "scale = \"log\" needs a range of numbers above 0",
                          "scale = \"log\" には 0 より大きい数の範囲が必要です");
        return 0;
    }
    factor->log = log;
    return 1;
}

/* The distribution's own keys, as a scenario would have them. */
static int take_dist(sw_design_reader *self, sw_factor *factor,
                     const sw_load_node *element, const char *path)
{
    sw_load_node group = {
        .kind = SW_LOAD_IS_GROUP, .name = path, .place = element->place};
    sw_load_node **tail = &group.first;

    if (factor->field->type != SW_TYPE_REAL) {
        (void)sw_load_say(
            &self->load, SW_INPUT, element->place, path,
            "a distribution is for numbers; give values = (...);",
            "分布は数値のキーに使います。values = (...); を指定してください");
        return 0;
    }
    for (const sw_load_node *each = element->first; each; each = each->next) {
        size_t i = 0;
        while (i < sizeof beside_dist / sizeof *beside_dist &&
               strcmp(each->name, beside_dist[i]) != 0) {
            i++;
        }
        if (i < sizeof beside_dist / sizeof *beside_dist) {
            continue;
        }
        *tail = sw_load_get(self->load.pool, sizeof **tail);
        if (!*tail) {
            (void)sw_load_out_of_memory(&self->load);
            return 0;
        }
        **tail = *each;
        (*tail)->next = NULL;
        tail = &(*tail)->next;
        group.n++;
    }
    factor->kind = SW_FACTOR_PRIOR;
    factor->prior.path = path;
    return sw_load_prior(&self->load, factor->field, &group, path, &factor->prior);
}

/* true and false, and words, need not be listed. */
static int take_all(sw_design_reader *self, sw_factor *factor)
{
    const sw_field *field = factor->field;
    const int yes_no = field->type == SW_TYPE_BOOL;
    const char *words = yes_no ? "false|true" : field->choices;
    const char *at;
    size_t length;
    int n = 0;

    while (sw_load_word(words, n, &at) > 0) {
        n++;
    }
    factor->kind = SW_FACTOR_VALUES;
    factor->values = sw_load_get(self->load.pool, (size_t)n * sizeof *factor->values);
    factor->numbers = sw_load_get(self->load.pool, (size_t)n * sizeof *factor->numbers);
    if (!factor->values || !factor->numbers) {
        (void)sw_load_out_of_memory(&self->load);
        return 0;
    }
    for (int i = 0; (length = sw_load_word(words, i, &at)) > 0; i++) {
        factor->values[i] = sw_load_copy(self->load.pool, at, length);
        factor->numbers[i] = yes_no ? i : (double)NAN;
        if (!factor->values[i]) {
            (void)sw_load_out_of_memory(&self->load);
            return 0;
        }
        factor->n_values++;
    }
    factor->levels = n;
    return 1;
}

static int known_keys(sw_design_reader *self, const sw_load_node *element,
                      const char *path)
{
    char hint[SW_LOAD_SHOW_BYTES];
    int good = 1;
    for (const sw_load_node *each = element->first; each; each = each->next) {
        if (sw_load_find_field(element_fields, N_ELEMENT_FIELDS, each->name) < 0) {
            (void)sw_load_say(&self->load, SW_INPUT, each->place, path,
                              "unknown key \"%s\" of a factor%s",
                              "因子に「%s」というキーはありません%s", each->name,
                              sw_load_suggest(&self->load, each->name, element_fields,
                                              N_ELEMENT_FIELDS, -1, hint));
            good = 0;
        }
    }
    return good;
}

/* Levels of one factor and its group. */
static int take_rest(sw_design_reader *self, sw_factor *factor,
                     const sw_load_node *element, const char *path)
{
    static const sw_field levels_field = {.key = "levels",
                                          .type = SW_TYPE_INT,
                                          .low = 1,
                                          .high = SW_DESIGN_LEVELS,
                                          .unit = "1"};
    const sw_load_node *levels = sw_design_child(element, "levels");
    const sw_load_node *group = sw_design_child(element, "group");
    int good = 1;

    if (levels && factor->kind == SW_FACTOR_VALUES && factor->n_values > 0) {
        (void)sw_load_say(&self->load, SW_INPUT, levels->place, path,
                          "levels belongs to a range or a distribution; values are "
                          "levels themselves",
                          "levels は範囲や分布で使います。values はそれ自体が水準です");
        good = 0;
    } else if (levels) {
        char name[SW_LOAD_PATH_BYTES];
        good &= sw_load_value(&self->load, &levels_field, levels, &factor->levels,
                              sw_load_join(path, "levels", name), NULL);
    }
    factor->group = path;
    if (group && (group->kind != SW_LOAD_IS_STRING || !group->string[0] ||
                  strlen(group->string) >= SW_TEXT_BYTES ||
                  !sw_load_clean(group->string, strlen(group->string), 0))) {
        (void)sw_load_say(&self->load, SW_INPUT, group->place, path,
                          "group is a short name: group = \"team rules\";",
                          "group は短い名前です: group = \"team rules\";");
        good = 0;
    } else if (group) {
        factor->group = group->string;
    }
    return good;
}

/* What kind of factor an element makes; own priors wait for the scenario. */
static int take_kind(sw_design_reader *self, sw_factor *factor,
                     const sw_load_node *element, const char *path)
{
    const sw_load_node *values = sw_design_child(element, "values");
    const sw_load_node *low = sw_design_child(element, "low");
    const sw_load_node *high = sw_design_child(element, "high");
    const sw_load_node *scale = sw_design_child(element, "scale");
    const sw_load_node *dist = sw_design_child(element, "dist");

    if (dist) {
        return take_dist(self, factor, element, path);
    }
    if (!known_keys(self, element, path)) {
        return 0;
    }
    if (values && (low || high || scale)) {
        (void)sw_load_say(&self->load, SW_INPUT, element->place, path,
                          "has both values and a range; give one of them",
                          "values と範囲の両方があります。どちらかにしてください");
        return 0;
    }
    if (values) {
        return take_values(self, factor, values, path);
    }
    if ((low || high) && !take_ends(self, factor, low, high, path)) {
        return 0;
    }
    if (scale && !take_scale(self, factor, scale, path)) {
        return 0;
    }
    if (!low &&
        (factor->field->type == SW_TYPE_BOOL || factor->field->type == SW_TYPE_CHOICE)) {
        return self->file->method == SW_DESIGN_list || take_all(self, factor);
    }
    factor->own_prior = !low && self->file->method != SW_DESIGN_list;
    return 1;
}

static void read_factor(sw_design_reader *self, const sw_load_node *element)
{
    sw_design_file *f = self->file;
    const char *path = NULL;
    const sw_field *field = sw_design_key(self, element, &path);
    sw_factor factor = {.field = field, .path = path, .usual = ""};

    if (!field || !is_of_the_world(self, element, path) || !is_new(self, element, path) ||
        !take_kind(self, &factor, element, path) ||
        !take_rest(self, &factor, element, path)) {
        return;
    }
    f->factors[f->n_factors++] = factor;
}

void sw_design_factors(sw_design_reader *self)
{
    sw_design_file *f = self->file;
    const sw_load_node *list = self->lists[SW_DESIGN_FACTORS_LIST];

    f->factors = sw_load_get(self->load.pool, SW_DESIGN_FACTORS * sizeof *f->factors);
    if (!f->factors) {
        (void)sw_load_out_of_memory(&self->load);
        return;
    }
    for (const sw_load_node *each = list ? list->first : NULL; each; each = each->next) {
        if (f->n_factors == SW_DESIGN_FACTORS) {
            (void)sw_load_say(&self->load, SW_INPUT, each->place, "factors",
                              "more than %d factors", "因子が %d 個を超えています",
                              SW_DESIGN_FACTORS);
            return;
        }
        read_factor(self, each);
    }
}
