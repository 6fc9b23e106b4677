/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a design to its points, and from a point to its scenario. */
#include "design_loader.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/design.h>
#include <sidework/sha256.h>

static int no_memory(const sw_design_file *self, sw_diagnostics *diagnostics)
{
    return sw_fail(diagnostics, SW_MEMORY, "%s: no memory for the points",
                   "%s: 点のためのメモリがありません", self->path);
}

static int make(sw_points *points, size_t n, int k)
{
    points->n = n;
    points->k = k;
    points->at = malloc((n * (size_t)k + 1) * sizeof *points->at);
    return points->at ? SW_OK : SW_MEMORY;
}

/* Every combination of levels; the last factor varies fastest. */
static int make_grid(const sw_design_file *self, sw_points *points)
{
    const int k = self->n_factors;
    size_t n = 1;
    for (int j = 0; j < k; j++) {
        n *= (size_t)self->factors[j].levels;
        if (n > SW_CUBE_POINTS) {
            return SW_INPUT;
        }
    }
    if (make(points, n, k)) {
        return SW_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        size_t rest = i;
        for (int j = k - 1; j >= 0; j--) {
            const size_t levels = (size_t)self->factors[j].levels;
            points->at[i * (size_t)k + (size_t)j] =
                sw_factor_level(&self->factors[j], (int)(rest % levels));
            rest /= levels;
        }
    }
    return SW_OK;
}

/* Whether a level is what the scenario has anyway. */
static int is_usual(const sw_factor *factor, double u)
{
    char text[SW_FACTOR_TEXT_BYTES];
    if (!*factor->usual) {
        return 0; /* uncertain there: a fixed value is something else */
    }
    sw_factor_text(factor, u, text);
    return isnan(factor->usual_number)
               ? !strcmp(text, factor->usual)
               : sw_factor_number(factor, u) == factor->usual_number;
}

/* First nothing, then one factor at a time. */
static int make_one_at_a_time(const sw_design_file *self, sw_points *points)
{
    const int k = self->n_factors;
    size_t n = 1;
    for (int j = 0; j < k; j++) {
        n += (size_t)self->factors[j].levels;
    }
    if (n > SW_CUBE_POINTS) {
        return SW_INPUT;
    }
    if (make(points, n, k)) {
        return SW_MEMORY;
    }
    for (size_t i = 0; i < n * (size_t)k; i++) {
        points->at[i] = NAN;
    }
    n = 1;
    for (int j = 0; j < k; j++) {
        for (int level = 0; level < self->factors[j].levels; level++) {
            const double u = sw_factor_level(&self->factors[j], level);
            if (!is_usual(&self->factors[j], u)) {
                points->at[n++ * (size_t)k + (size_t)j] = u;
            }
        }
    }
    points->n = n;
    return SW_OK;
}

static int make_list(const sw_design_file *self, sw_points *points)
{
    if (make(points, (size_t)self->n_rows, self->n_factors)) {
        return SW_MEMORY;
    }
    memcpy(points->at, self->rows, points->n * (size_t)points->k * sizeof *points->at);
    return SW_OK;
}

int sw_design_file_points(const sw_design_file *self, uint64_t seed, sw_points *points,
                          sw_diagnostics *diagnostics)
{
    const size_t n = (size_t)self->points;
    int status = SW_INTERNAL;
    switch (self->method) {
    case SW_DESIGN_grid:
        status = make_grid(self, points);
        break;
    case SW_DESIGN_list:
        status = make_list(self, points);
        break;
    case SW_DESIGN_one_at_a_time:
        status = make_one_at_a_time(self, points);
        break;
    case SW_DESIGN_latin_hypercube:
        status = sw_points_latin_hypercube(points, self->n_factors, n, seed);
        break;
    case SW_DESIGN_sobol:
        if (self->n_factors > SW_SOBOL_FACTORS) {
            return sw_fail(diagnostics, SW_INPUT,
                           "%s: method: a Sobol' sequence takes at most %d factors, this "
                           "design has %d; use latin_hypercube",
                           "%s: method: ソボル列の因子は %d 個までです（この設計は %d "
                           "個）。latin_hypercube を使ってください",
                           self->path, SW_SOBOL_FACTORS, self->n_factors);
        }
        status = sw_points_sobol(points, self->n_factors, n, seed);
        break;
    case SW_DESIGN_morris:
    case SW_DESIGN_saltelli:
    case SW_N_DESIGN_METHODS:
        return sw_fail(diagnostics, SW_INPUT,
                       "%s: method = \"%s\" is for `sidework sensitivity`",
                       "%s: method = \"%s\" は sidework sensitivity で使います",
                       self->path, sw_design_method_names[self->method]);
    }
    if (status == SW_MEMORY) {
        return no_memory(self, diagnostics);
    }
    if (status) {
        return sw_fail(diagnostics, status,
                       "%s: the design has more than %d points; take fewer levels or "
                       "factors, or latin_hypercube",
                       "%s: 点が %d 個を超えます。水準か因子を減らすか、latin_hypercube "
                       "を使ってください",
                       self->path, SW_CUBE_POINTS);
    }
    return SW_OK;
}

int sw_design_file_load(const sw_design_file *self, const double *u, int other,
                        sw_scenario *scenario, sw_diagnostics *diagnostics)
{
    const sw_scenario *from = other ? &self->other : &self->base;
    const size_t k = (size_t)self->n_factors;
    sw_override *overrides = calloc(k + 1, sizeof *overrides);
    char(*texts)[SW_FACTOR_TEXT_BYTES] = malloc((k + 1) * sizeof *texts);
    int n = 0;
    int status = SW_MEMORY;

    memset(scenario, 0, sizeof *scenario);
    if (!overrides || !texts) {
        status = no_memory(self, diagnostics);
        goto out;
    }
    for (size_t j = 0; j < k; j++) {
        sw_factor_text(&self->factors[j], u[j], texts[j]);
        if (!isnan(u[j])) {
            overrides[n++] = (sw_override){self->factors[j].path, texts[j], "factor"};
        }
    }
    /* no path: what is said of a point is kept in its file, wherever the design lies */
    status = sw_scenario_parse(scenario, self->groups, self->n_groups, "scenario",
                               from->effective, overrides, n, diagnostics);
out:
    free(overrides);
    free(texts);
    return status;
}

/* A factor with every value it can have. */
static void describe(sw_load_text *text, const sw_factor *factor)
{
    char value[SW_FACTOR_TEXT_BYTES];
    char line[128];
    sw_load_text_put(text, factor->path);
    sw_load_text_put(text, " ");
    sw_load_text_put(text, factor->group); /* what moves together makes other points */
    (void)snprintf(line, sizeof line, " %d %d %.17g %.17g %d", (int)factor->kind,
                   factor->log, factor->low, factor->high, factor->levels);
    sw_load_text_put(text, line);
    for (int i = 0; i < factor->n_values; i++) {
        sw_load_text_put(text, " | ");
        sw_load_text_put(text, factor->values[i]);
    }
    /* a prior is known by a few of its quantiles */
    for (int i = 1; i < 8 && factor->kind == SW_FACTOR_PRIOR; i++) {
        sw_factor_text(factor, i / 8.0, value);
        sw_load_text_put(text, " ");
        sw_load_text_put(text, value);
    }
    sw_load_text_put(text, "\n");
}

/* The effective scenario but for its number of replications: more of them make a run longer,
 * not another. */
static void describe_policy(sw_load_text *text, const sw_scenario *scenario)
{
    static const char key[] = "  replications = ";
    for (const char *line = scenario->effective; line && *line;) {
        const char *end = strchr(line, '\n');
        const size_t length = end ? (size_t)(end - line) + 1 : strlen(line);
        if (strncmp(line, key, sizeof key - 1) != 0) {
            sw_load_text_add(text, line, length);
        }
        line += length;
    }
}

int sw_design_digest(sw_design_file *self)
{
    sw_load_text text = {0};
    char line[96];

    (void)snprintf(line, sizeof line, "sidework design 1\n%s %d %d %d\n",
                   sw_design_method_names[self->method], self->points, self->n_rows,
                   self->second_order);
    sw_load_text_put(&text, line);
    for (int j = 0; j < self->n_factors; j++) {
        describe(&text, &self->factors[j]);
    }
    for (int i = 0; i < self->n_rows * self->n_factors; i++) {
        (void)snprintf(line, sizeof line, "%.17g\n", self->rows[i]);
        sw_load_text_put(&text, line);
    }
    describe_policy(&text, &self->base);
    if (self->has_other) {
        sw_load_text_put(&text, "other\n");
        describe_policy(&text, &self->other);
    }
    const int status = text.failed ? SW_MEMORY : SW_OK;
    if (!status) {
        sw_sha256_text(text.at, text.length, self->digest);
    }
    sw_load_text_free(&text);
    return status;
}
