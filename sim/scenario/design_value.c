/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of factors: nodes as the text that `--set` takes, so that a point of a design and a
 * run by hand are the same scenario to the bit, and u in [0, 1] as such a text.
 */
#include "design_loader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/arithmetic.h>
#include <sidework/quantile.h>

static void put_string(sw_load_text *text, const char *string)
{
    sw_load_text_put(text, "\"");
    for (const char *c = string; *c; c++) {
        if (*c == '"' || *c == '\\') {
            sw_load_text_put(text, "\\");
        }
        sw_load_text_add(text, c, 1);
    }
    sw_load_text_put(text, "\"");
}

static void put(sw_load_text *text, const sw_load_node *node)
{
    char buffer[SW_LOAD_SHOW_BYTES];
    const char *brackets = node->kind == SW_LOAD_IS_GROUP   ? "{}"
                           : node->kind == SW_LOAD_IS_ARRAY ? "[]"
                                                            : "()";

    if (node->kind == SW_LOAD_IS_STRING) {
        put_string(text, node->string);
        return;
    }
    if (node->kind != SW_LOAD_IS_GROUP && node->kind != SW_LOAD_IS_ARRAY &&
        node->kind != SW_LOAD_IS_LIST) {
        sw_load_text_put(text, sw_load_show(node, buffer));
        return;
    }
    sw_load_text_add(text, brackets, 1);
    for (const sw_load_node *each = node->first; each; each = each->next) {
        if (node->kind == SW_LOAD_IS_GROUP) {
            sw_load_text_put(text, each->name);
            sw_load_text_put(text, " = ");
        }
        put(text, each);
        if (node->kind == SW_LOAD_IS_GROUP || each->next) {
            sw_load_text_put(text, node->kind == SW_LOAD_IS_GROUP ? "; " : ", ");
        }
    }
    sw_load_text_add(text, brackets + 1, 1);
}

char *sw_design_text_of(sw_design_reader *self, const sw_load_node *node)
{
    sw_load_text text = {0};
    char *copy = NULL;

    /* a word that begins with a quotation mark would be read as quoted */
    if (node->kind == SW_LOAD_IS_STRING && node->string[0] != '"') {
        sw_load_text_put(&text, node->string);
    } else {
        put(&text, node);
    }
    if (!text.failed) {
        copy = sw_load_copy(self->load.pool, text.at ? text.at : "", text.length);
    }
    sw_load_text_free(&text);
    if (!copy) {
        (void)sw_load_out_of_memory(&self->load);
    }
    return copy;
}

char *sw_design_check(sw_design_reader *self, const sw_field *field,
                      const sw_load_node *node, const char *path)
{
    if (!sw_load_value(&self->load, field, node, self->scratch, path, NULL)) {
        return NULL;
    }
    char *text = sw_design_text_of(self, node);
    if (text && strlen(text) >= SW_FACTOR_TEXT_BYTES) {
        (void)sw_load_say(&self->load, SW_INPUT, node->place, path,
                          "the value is longer than %d bytes, too long for a factor",
                          "値が %d バイトを超えており、因子の値としては長すぎます",
                          SW_FACTOR_TEXT_BYTES - 1);
        return NULL;
    }
    return text;
}

double sw_design_number_of(const sw_field *field, const sw_load_node *node)
{
    if (field->type != SW_TYPE_REAL && field->type != SW_TYPE_INT &&
        field->type != SW_TYPE_BOOL) {
        return (double)NAN;
    }
    return node->kind == SW_LOAD_IS_REAL ? node->real : (double)node->integer;
}

static int value_number(const sw_factor *self, double u)
{
    const int i = u > 0 ? (int)(u * self->n_values) : 0;
    return i < self->n_values ? i : self->n_values - 1;
}

/* Twelve digits are what is meant; and what is read back is the number. */
static double rounded(double value)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.12g", value);
    return strtod(text, NULL);
}

static double in_range(const sw_factor *self, double u)
{
    const double low = self->low;
    const double high = self->high;
    double value;

    u = u < 0 ? 0 : u > 1 ? 1 : u;
    if (self->field->type == SW_TYPE_INT) {
        value = floor(u * (high - low + 1)) + low;
    } else if (self->log) {
        value = u <= 0   ? low
                : u >= 1 ? high
                         : rounded(low * sw_exp_d(u * sw_log_d(high / low)));
    } else {
        value = u >= 1 ? high : rounded(low + u * (high - low));
    }
    return value < low ? low : value > high ? high : value;
}

static double at_quantile(const sw_factor *self, double u)
{
    const double edge = 1e-6;
    const double value = rounded(sw_prior_quantile(&self->prior, u < edge       ? edge
                                                                 : u > 1 - edge ? 1 - edge
                                                                                : u));
    return value < self->prior.min   ? self->prior.min
           : value > self->prior.max ? self->prior.max
                                     : value;
}

double sw_factor_number(const sw_factor *self, double u)
{
    if (isnan(u)) {
        return self->usual_number;
    }
    if (self->kind == SW_FACTOR_RANGE) {
        return in_range(self, u);
    }
    if (self->kind == SW_FACTOR_PRIOR) {
        return at_quantile(self, u);
    }
    const int i = value_number(self, u);
    return isnan(self->numbers[i]) ? i : self->numbers[i];
}

void sw_factor_text(const sw_factor *self, double u, char text[SW_FACTOR_TEXT_BYTES])
{
    text[0] = '\0';
    if (isnan(u)) {
        return;
    }
    if (self->kind == SW_FACTOR_VALUES) {
        (void)snprintf(text, SW_FACTOR_TEXT_BYTES, "%s",
                       self->values[value_number(self, u)]);
        return;
    }
    char number[32];
    (void)snprintf(text, SW_FACTOR_TEXT_BYTES, "%s",
                   sw_load_real_text(sw_factor_number(self, u),
                                     self->field->type == SW_TYPE_REAL, number));
}

double sw_factor_level(const sw_factor *self, int k)
{
    if (self->kind == SW_FACTOR_RANGE && self->field->type == SW_TYPE_REAL) {
        return self->levels > 1 ? (double)k / (self->levels - 1) : 0.5;
    }
    if (self->kind == SW_FACTOR_RANGE) { /* whole numbers, both ends among them */
        const double n = self->high - self->low + 1;
        const double i =
            self->levels > 1 ? floor(k * (n - 1) / (self->levels - 1) + 0.5) : 0;
        return (i + 0.5) / n;
    }
    return (k + 0.5) / self->levels;
}
