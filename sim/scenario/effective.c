/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The effective scenario as canonical text: every key with its final value, in table
 * order, written so that equal worlds give equal bytes and the text can be loaded again.
 * Its digest names the world.
 */
#include "loader.h"

#include <inttypes.h>
#include <string.h>

struct cursor {
    const sw_scenario *scenario;
    sw_load_text *text;
    int with_origins, origin, prior;
};

static const char *const distributions[] = {
#define NAME(name, a, b, c) #name,
    SW_DISTRIBUTION_LIST(NAME)
#undef NAME
};

static const char *const parameters[SW_N_DISTRIBUTIONS][3] = {
#define PARAMETERS(name, a, b, c) {a, b, c},
    SW_DISTRIBUTION_LIST(PARAMETERS)
#undef PARAMETERS
};

static void put_real(sw_load_text *text, double value)
{
    char buffer[32];
    sw_load_text_put(text, sw_load_real_text(value, 1, buffer));
}

static void put_string(sw_load_text *text, const char *string)
{
    sw_load_text_put(text, "\"");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\') {
            sw_load_text_put(text, "\\");
        }
        sw_load_text_add(text, string, 1);
    }
    sw_load_text_put(text, "\"");
}

static void put_reals(sw_load_text *text, const double *values, int n)
{
    sw_load_text_put(text, "[");
    for (int i = 0; i < n; i++) {
        sw_load_text_put(text, i ? ", " : "");
        put_real(text, values[i]);
    }
    sw_load_text_put(text, "]");
}

static void put_prior(sw_load_text *text, const sw_prior *prior, const sw_field *field)
{
    sw_load_text_put(text, "{ dist = ");
    put_string(text, distributions[prior->distribution]);
    if (prior->distribution == SW_DISTRIBUTION_discrete) {
        sw_load_text_put(text, "; values = ");
        put_reals(text, prior->values, prior->n_values);
        sw_load_text_put(text, "; weights = ");
        put_reals(text, prior->weights, prior->n_values);
    }
    for (int i = 0; prior->n_values == 0 && i < 3 && parameters[prior->distribution][i];
         i++) {
        sw_load_text_put(text, "; ");
        sw_load_text_put(text, parameters[prior->distribution][i]);
        sw_load_text_put(text, " = ");
        put_real(text, prior->a[i]);
    }
    if (prior->min != field->low) {
        sw_load_text_put(text, "; min = ");
        put_real(text, prior->min);
    }
    if (prior->max != field->high) {
        sw_load_text_put(text, "; max = ");
        put_real(text, prior->max);
    }
    sw_load_text_put(text, "; }");
}

static void put_word(sw_load_text *text, const char *words, int n)
{
    const char *at;
    const size_t length = sw_load_word(words, n, &at);
    sw_load_text_put(text, "\"");
    sw_load_text_add(text, at, length);
    sw_load_text_put(text, "\"");
}

static void put_flags(sw_load_text *text, const char *words, uint32_t flags)
{
    const char *separator = "";
    const char *at;
    sw_load_text_put(text, "[");
    for (int i = 0; i < 32 && sw_load_word(words, i, &at) > 0; i++) {
        if (flags >> i & 1) {
            sw_load_text_put(text, separator);
            put_word(text, words, i);
            separator = ", ";
        }
    }
    sw_load_text_put(text, "]");
}

static void put_value(sw_load_text *text, const sw_field *field, const void *member,
                      int top);

/* A list: at the top one element a line, inside an element all on its line. */
static void put_list(sw_load_text *text, const sw_field *field, const void *member,
                     int top)
{
    const int n = *(const int *)member;
    const char *element = (const char *)member + field->elements_offset;

    sw_load_text_put(text, "(");
    for (int i = 0; i < n; i++, element += field->element_size) {
        sw_load_text_put(text, top ? "\n    { " : "{ ");
        for (int j = 0; j < field->n_element; j++) {
            const sw_field *row = &field->element[j];
            sw_load_text_put(text, row->key);
            sw_load_text_put(text, " = ");
            put_value(text, row, element + row->offset, 0);
            sw_load_text_put(text, "; ");
        }
        sw_load_text_put(text, i + 1 < n ? (top ? "}," : "}, ") : "}");
    }
    sw_load_text_put(text, top && n ? "\n  )" : ")");
}

/* As a person would write it; libconfig needs an L beyond 32 bits and hexadecimal beyond
 * 63. */
static void put_seed(sw_load_text *text, uint64_t seed)
{
    char buffer[32];
    if (seed > INT64_MAX) {
        (void)snprintf(buffer, sizeof buffer, "0x%" PRIX64 "L", seed);
    } else {
        (void)snprintf(buffer, sizeof buffer, "%" PRIu64 "%s", seed,
                       seed > INT32_MAX ? "L" : "");
    }
    sw_load_text_put(text, buffer);
}

static void put_value(sw_load_text *text, const sw_field *field, const void *member,
                      int top)
{
    char buffer[32];
    switch (field->type) {
    case SW_TYPE_REAL:
        put_real(text, *(const double *)member);
        break;
    case SW_TYPE_REALS:
        put_reals(text, member, field->length);
        break;
    case SW_TYPE_INT:
        (void)snprintf(buffer, sizeof buffer, "%d", *(const int *)member);
        sw_load_text_put(text, buffer);
        break;
    case SW_TYPE_SEED:
        put_seed(text, *(const uint64_t *)member);
        break;
    case SW_TYPE_BOOL:
        sw_load_text_put(text, *(const int *)member ? "true" : "false");
        break;
    case SW_TYPE_CHOICE:
        put_word(text, field->choices, *(const int *)member);
        break;
    case SW_TYPE_FLAGS:
        put_flags(text, field->choices, *(const uint32_t *)member);
        break;
    case SW_TYPE_MONTH:
        (void)snprintf(buffer, sizeof buffer, "\"%04d-%02d\"", *(const int *)member / 12,
                       *(const int *)member % 12 + 1);
        sw_load_text_put(text, buffer);
        break;
    case SW_TYPE_TEXT:
        put_string(text, member);
        break;
    case SW_TYPE_LIST:
        put_list(text, field, member, top);
        break;
    }
}

static void put_origin(sw_load_text *text, const sw_origin *origin)
{
    char line[24];
    sw_load_text_put(text, " // ");
    for (const char *c = origin->file; *c; c++) {
        sw_load_text_add(text, (unsigned char)*c < 0x20 || *c == 0x7F ? "?" : c, 1);
    }
    if (origin->line > 0) {
        (void)snprintf(line, sizeof line, ":%d", origin->line);
        sw_load_text_put(text, line);
    }
}

static void put_field(struct cursor *self, int group, const sw_field *field)
{
    const sw_scenario *scenario = self->scenario;
    const sw_prior *prior = &scenario->priors[self->prior];

    sw_load_text_put(self->text, group == SW_GROUP_ROOT ? "" : "  ");
    sw_load_text_put(self->text, field->key);
    sw_load_text_put(self->text, " = ");
    if (self->prior < scenario->n_priors && prior->group == group &&
        prior->offset == field->offset) {
        put_prior(self->text, prior, field);
        self->prior++;
    } else {
        put_value(self->text, field,
                  (const char *)scenario->values[group] + field->offset, 1);
    }
    sw_load_text_put(self->text, ";");
    if (self->with_origins) {
        put_origin(self->text, &scenario->origins[self->origin++]);
    }
    sw_load_text_put(self->text, "\n");
}

void sw_load_effective(const sw_scenario *scenario, int with_origins, sw_load_text *text)
{
    struct cursor cursor = {scenario, text, with_origins, 0, 0};

    for (int g = 0; g < scenario->n_groups; g++) {
        const sw_group *group = scenario->groups[g];
        if (*group->name) {
            sw_load_text_put(text, group->name);
            sw_load_text_put(text, " = {\n");
        }
        for (int i = 0; i < group->n_fields; i++) {
            put_field(&cursor, g, &group->fields[i]);
        }
        sw_load_text_put(text, *group->name ? "};\n" : "");
    }
}
