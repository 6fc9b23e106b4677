/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What factors take from the scenario, once it is loaded: their own priors, the value that
 * stands where a point leaves them alone, and all that is uncertain in it; then the points of
 * a list. */
#include "design_loader.h"

#include <math.h>
#include <string.h>

static const sw_prior *prior_of(const sw_scenario *scenario, const char *path)
{
    for (int i = 0; i < scenario->n_priors; i++) {
        if (!strcmp(scenario->priors[i].path, path)) {
            return &scenario->priors[i];
        }
    }
    return NULL;
}

/* A word of field->choices, or a month, or a number, as --set would take it. */
static void usual_value(const sw_field *field, const void *member, char *text,
                        size_t size, double *number)
{
    char buffer[32];
    const char *at = "";
    size_t length;

    *number = NAN;
    switch (field->type) {
    case SW_TYPE_REAL:
        *number = *(const double *)member;
        (void)snprintf(text, size, "%s", sw_load_real_text(*number, 1, buffer));
        return;
    case SW_TYPE_INT:
        *number = *(const int *)member;
        (void)snprintf(text, size, "%d", *(const int *)member);
        return;
    case SW_TYPE_BOOL:
        *number = *(const int *)member;
        (void)snprintf(text, size, "%s", *(const int *)member ? "true" : "false");
        return;
    case SW_TYPE_CHOICE:
        length = sw_load_word(field->choices, *(const int *)member, &at);
        (void)snprintf(text, size, "%.*s", (int)length, at);
        return;
    case SW_TYPE_MONTH:
        (void)snprintf(text, size, "%04d-%02d", *(const int *)member / 12,
                       *(const int *)member % 12 + 1);
        return;
    case SW_TYPE_TEXT:
        (void)snprintf(text, size, "%s", (const char *)member);
        return;
    default:
        text[0] = '\0';
    }
}

/* As the scenario has it. */
static void set_usual(sw_design_reader *self, sw_factor *factor)
{
    const sw_scenario *base = &self->file->base;
    char text[SW_FACTOR_TEXT_BYTES];
    const char *dot = strchr(factor->path, '.');
    char name[SW_LOAD_PATH_BYTES];

    (void)snprintf(name, sizeof name, "%.*s", dot ? (int)(dot - factor->path) : 0,
                   factor->path);
    const int group = dot ? sw_load_find_group(base, name) : SW_GROUP_ROOT;
    usual_value(factor->field, (const char *)base->values[group] + factor->field->offset,
                text, sizeof text, &factor->usual_number);
    if (prior_of(base, factor->path)) {
        text[0] = '\0';
    }
    factor->usual = sw_load_copy(self->load.pool, text, strlen(text));
    if (!factor->usual) {
        factor->usual = "";
        (void)sw_load_out_of_memory(&self->load);
    }
}

/* A key that is drawn together with others cannot be given a value by itself. */
static int is_free(sw_design_reader *self, const char *path)
{
    const sw_scenario *base = &self->file->base;
    for (int i = 0; i < base->n_copulas; i++) {
        for (int k = 0; k < base->copulas[i].n; k++) {
            if (!strcmp(base->priors[base->copulas[i].member[k]].path, path)) {
                return 0;
            }
        }
    }
    return 1;
}

static void take_own_prior(sw_design_reader *self, sw_factor *factor)
{
    const sw_prior *prior = prior_of(&self->file->base, factor->path);
    if (prior) {
        factor->kind = SW_FACTOR_PRIOR;
        factor->prior = *prior;
        return;
    }
    (void)sw_load_say(
        &self->load, SW_INPUT, (sw_load_place){self->file->path, 0}, factor->path,
        "is not uncertain in the scenario, so it has no prior of its own; "
        "give low and high, values = (...), or dist",
        "シナリオで不確かな値ではないため、それ自身の分布がありません。low と "
        "high、values = (...)、dist のどれかを指定してください");
}

static int is_factor(const sw_design_file *f, const char *path)
{
    for (int i = 0; i < f->n_factors; i++) {
        if (!strcmp(f->factors[i].path, path)) {
            return 1;
        }
    }
    return 0;
}

/* Every uncertain parameter that is free and not a factor yet. */
static void add_uncertain(sw_design_reader *self)
{
    sw_design_file *f = self->file;
    const sw_scenario *base = &f->base;
    const char *name = self->keys.uncertain_group;
    const char *together = sw_load_copy(self->load.pool, name, strlen(name));

    if (!together) {
        (void)sw_load_out_of_memory(&self->load);
        return;
    }
    for (int i = 0; i < base->n_priors; i++) {
        const sw_prior *prior = &base->priors[i];
        int group;
        int field;
        if (is_factor(f, prior->path) || !is_free(self, prior->path)) {
            continue;
        }
        if (f->n_factors == SW_DESIGN_FACTORS) {
            (void)sw_load_say(&self->load, SW_INPUT, (sw_load_place){f->path, 0},
                              "uncertain", "makes more than %d factors",
                              "により因子が %d 個を超えます", SW_DESIGN_FACTORS);
            return;
        }
        if (!sw_load_find_path(&self->load, (sw_load_place){f->path, 0}, prior->path,
                               &group, &field)) {
            return;
        }
        f->factors[f->n_factors++] =
            (sw_factor){.path = prior->path,
                        .field = &self->names.groups[group]->fields[field],
                        .group = *together ? together : prior->path,
                        .own_prior = 1,
                        .usual = ""};
    }
}

void sw_design_complete(sw_design_reader *self)
{
    enum { USUAL_LEVELS = 5, TWO_ENDS = 2 };
    sw_design_file *f = self->file;

    if (self->keys.uncertain) {
        add_uncertain(self);
    }
    for (int i = 0; i < f->n_factors; i++) {
        sw_factor *factor = &f->factors[i];
        set_usual(self, factor);
        if (!is_free(self, factor->path)) {
            (void)sw_load_say(&self->load, SW_INPUT, (sw_load_place){f->path, 0},
                              factor->path,
                              "is drawn together with other keys (correlations) and "
                              "cannot be varied by itself; leave it out, or set = ({ key "
                              "= \"correlations\"; value = (); });",
                              "ほかのキーと相関して引かれるため（correlations）、単独では"
                              "動かせません。外すか、set = ({ key = \"correlations\"; "
                              "value = (); }); を加えてください");
        }
        if (factor->own_prior) {
            take_own_prior(self, factor);
        }
        if (factor->levels == 0) {
            factor->levels = f->levels                              ? f->levels
                             : f->method == SW_DESIGN_one_at_a_time ? TWO_ENDS
                                                                    : USUAL_LEVELS;
        }
    }
    if (f->n_factors == 0 && self->load.status == SW_OK) {
        (void)sw_load_say(&self->load, SW_INPUT, (sw_load_place){f->path, 0}, "factors",
                          "there is no factor", "因子がありません");
    }
}

/* Number of a text among the values a factor has already; a new one is added. */
static int number_of(sw_factor *factor, char *text, double number)
{
    int i = 0;
    while (i < factor->n_values && strcmp(factor->values[i], text) != 0) {
        i++;
    }
    if (i == factor->n_values) {
        factor->values[factor->n_values] = text;
        factor->numbers[factor->n_values++] = number;
    }
    return i;
}

static int read_row(sw_design_reader *self, const sw_load_node *row, double *to)
{
    sw_design_file *f = self->file;
    int j = 0;

    if ((row->kind != SW_LOAD_IS_LIST && row->kind != SW_LOAD_IS_ARRAY) ||
        row->n != f->n_factors) {
        (void)sw_load_say(&self->load, SW_INPUT, row->place, "rows",
                          "each row is a list of %d values, one for each factor",
                          "各行は因子ごとの %d 個の値のリストです", f->n_factors);
        return 0;
    }
    for (const sw_load_node *each = row->first; each; each = each->next, j++) {
        sw_factor *factor = &f->factors[j];
        char *text = sw_design_check(self, factor->field, each, factor->path);
        if (!text) {
            return 0;
        }
        to[j] = number_of(factor, text, sw_design_number_of(factor->field, each));
    }
    return 1;
}

void sw_design_rows(sw_design_reader *self)
{
    sw_design_file *f = self->file;
    sw_load_pool *pool = self->load.pool;
    const sw_load_node *list = self->lists[SW_DESIGN_ROWS];
    const size_t n = list ? (size_t)list->n : 0;
    int good = 1;

    if (f->method != SW_DESIGN_list) {
        return;
    }
    if (n < 1 || n > SW_DESIGN_LEVELS) {
        (void)sw_load_say(&self->load, SW_INPUT, (sw_load_place){f->path, 0}, "rows",
                          "1 to %d rows are allowed", "rows は 1～%d 行です",
                          SW_DESIGN_LEVELS);
        return;
    }
    f->rows = sw_load_get(pool, n * (size_t)f->n_factors * sizeof *f->rows);
    for (int j = 0; j < f->n_factors && f->rows; j++) {
        sw_factor *factor = &f->factors[j];
        if (factor->kind != SW_FACTOR_VALUES || factor->n_values > 0) {
            (void)sw_load_say(&self->load, SW_INPUT, (sw_load_place){f->path, 0},
                              factor->path,
                              "has its values in rows; only key and group stand here",
                              "値は rows に書きます。ここには key と group だけを書いて"
                              "ください");
            return;
        }
        factor->values = sw_load_get(pool, n * sizeof *factor->values);
        factor->numbers = sw_load_get(pool, n * sizeof *factor->numbers);
        if (!factor->values || !factor->numbers) {
            (void)sw_load_out_of_memory(&self->load);
            return;
        }
    }
    if (!f->rows) {
        (void)sw_load_out_of_memory(&self->load);
        return;
    }
    for (const sw_load_node *row = list->first; row; row = row->next) {
        good &= read_row(self, row, f->rows + (size_t)f->n_rows++ * (size_t)f->n_factors);
    }
    for (int j = 0; j < f->n_factors && good; j++) {
        f->factors[j].levels = f->factors[j].n_values;
        for (int i = 0; i < f->n_rows; i++) {
            double *u = &f->rows[(size_t)i * (size_t)f->n_factors + (size_t)j];
            *u = (*u + 0.5) / f->factors[j].n_values;
        }
    }
}
