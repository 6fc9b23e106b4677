/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of a design as PRIM takes them. */
#include <sidework/boxes.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "findings_parts.h"
#include "statistics.h"

static int is_category(const sw_factor *x)
{
    return x->kind == SW_FACTOR_VALUES && x->field->type != SW_TYPE_REAL &&
           x->field->type != SW_TYPE_INT;
}

/* A factor's place: its number; of words which one it is. */
static double place_of(const sw_factor *x, double u)
{
    char text[SW_FACTOR_TEXT_BYTES];
    if (!is_category(x))
        return sw_factor_number(x, u);
    sw_factor_text(x, u, text);
    for (int i = 0; i < x->n_values; i++)
        if (strcmp(text, x->values[i]) == 0)
            return i;
    return NAN;
}

/* The outcome that divides the best quarter from the rest. */
static double quarter_level(const sw_findings *f, int better, double *scratch)
{
    size_t n = 0;
    for (uint32_t p = 0; p < f->n_points; p++)
        if (!isnan(f->outcome[p]))
            scratch[n++] = f->outcome[p];
    sw_sort(scratch, n);
    return n ? sw_quantile(scratch, n, better ? 0.75 : 0.25) : (double)NAN;
}

static void make_interest(sw_boxes *self, double *y, double *scratch)
{
    const sw_findings *f = self->findings;
    const int better = sw_outcome_style_of(f->design->outcome).better;
    self->is_quarter = !sw_outcome_is_probability(f->design->outcome);
    self->level = self->is_quarter ? quarter_level(f, better, scratch) : (double)NAN;
    for (uint32_t p = 0; p < f->n_points; p++) {
        const double x = f->outcome[p];
        y[p] = isnan(x) || !self->is_quarter ? x
               : better                      ? x >= self->level
                                             : x <= self->level;
    }
}

/* Whether there is anything to search. */
static sw_boxes_state look(const sw_boxes *self, const double *y)
{
    const sw_findings *f = self->findings;
    size_t n = 0, some = 0, all = 0;
    for (uint32_t p = 0; p < f->n_points; p++) {
        n += !isnan(y[p]);
        some += y[p] > 0;
        all += y[p] >= 1;
    }
    for (int j = 0; j < f->design->n_factors; j++)
        if (self->categories[j] > SW_MAX_CATEGORIES)
            return SW_BOXES_MANY_WORDS;
    return n < SW_BOXES_POINTS ? SW_BOXES_FEW_POINTS
           : some == 0         ? SW_BOXES_NEVER
           : all == n          ? SW_BOXES_ALWAYS
                               : SW_BOXES_SEARCHED;
}

static int fills_space(const sw_design_file *d)
{
    return d->method == SW_DESIGN_latin_hypercube || d->method == SW_DESIGN_sobol;
}

static int search(sw_boxes *self, double *x, double *y, double *scratch)
{
    const sw_findings *f = self->findings;
    const sw_design_file *d = f->design;
    const size_t k = (size_t)d->n_factors;
    const sw_prim_options options = SW_PRIM_OPTIONS(f->exploration->results.seed);
    for (size_t j = 0; j < k; j++)
        self->categories[j] = is_category(&d->factors[j]) ? d->factors[j].n_values : 0;
    make_interest(self, y, scratch);
    self->state = look(self, y);
    if (self->state != SW_BOXES_SEARCHED)
        return SW_OK;
    for (size_t i = 0; i < f->n_points * k; i++)
        x[i] = place_of(&d->factors[i % k], f->u[i]);
    const int status = sw_prim_search(&self->prim, d->n_factors, f->n_points, x, y,
                                      self->categories, &options);
    return status == SW_INPUT ? SW_INTERNAL : status;
}

int sw_boxes_find(sw_boxes *self, const sw_findings *findings,
                  sw_diagnostics *diagnostics)
{
    const size_t n = findings->n_points, k = (size_t)findings->design->n_factors;
    int status = SW_MEMORY;
    self->findings = findings;
    self->state = SW_BOXES_NOT_FOR_DESIGN;
    if (!fills_space(findings->design))
        return SW_OK;
    double *x = malloc((n * k + 1) * sizeof *x);
    double *y = malloc((n + 1) * sizeof *y);
    double *scratch = malloc((n + 1) * sizeof *scratch);
    self->categories = calloc(k, sizeof *self->categories);
    if (x && y && scratch && self->categories)
        status = search(self, x, y, scratch);
    free(x);
    free(y);
    free(scratch);
    if (status)
        sw_fail(diagnostics, status, "no boxes could be searched for among %u points",
                "%u 点の中の領域を探せません", findings->n_points);
    return status;
}

void sw_boxes_free(sw_boxes *self)
{
    free(self->categories);
    sw_prim_free(&self->prim);
    memset(self, 0, sizeof *self);
}

void sw_boxes_limit(const sw_boxes *self, int factor, double low, double high,
                    uint64_t allowed, char *text, size_t bytes)
{
    const sw_factor *x = &self->findings->design->factors[factor];
    size_t used = 0;
    text[0] = '\0';
    for (int c = 0; c < self->categories[factor] && used < bytes; c++)
        if (allowed >> c & 1)
            used += (size_t)snprintf(text + used, bytes - used, "%s%s", used ? ", " : "",
                                     x->values[c]);
    if (self->categories[factor])
        return;
    if (low > -INFINITY && high < INFINITY)
        (void)snprintf(text, bytes, ">= %.4g, <= %.4g", low, high);
    else if (low > -INFINITY)
        (void)snprintf(text, bytes, ">= %.4g", low);
    else if (high < INFINITY)
        (void)snprintf(text, bytes, "<= %.4g", high);
}
