/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are two files the same futures? Seed, staff, release and the draws of what both are
 * uncertain about must agree; a parameter that only one is uncertain about, or that has
 * another value, is what is compared. Numbers of replications may differ: the common first
 * ones are pairs.
 */
#include "compare_parts.h"

#include <stdlib.h>
#include <string.h>

/* The text of a group in an effective scenario, which is canonical: one key a line, the
 * group closed by "};" at the beginning of one. NULL and 0 if it is not there. */
static const char *group_text(const char *scenario, const char *group, size_t *length)
{
    const size_t n = strlen(group);
    *length = 0;
    for (const char *line = scenario; line != NULL && *line != '\0';) {
        if (strncmp(line, group, n) == 0 && strncmp(line + n, " = {", 4) == 0) {
            const char *end = strstr(line, "\n};");
            *length = end ? (size_t)(end - line) : strlen(line);
            return line;
        }
        line = strchr(line, '\n');
        line += line != NULL;
    }
    return NULL;
}

static int same_group(const sw_results *a, const sw_results *b, const char *group)
{
    size_t n = 0, m = 0;
    const char *x = group_text(a->effective, group, &n);
    const char *y = group_text(b->effective, group, &m);
    return n == m && (n == 0 || memcmp(x, y, n) == 0);
}

/* The line of a key of the group, without what it is led by. */
static const char *key_line(const char *scenario, const char *group, const char *key,
                            size_t *length)
{
    size_t n = 0;
    const char *text = group_text(scenario, group, &n), *end = text ? text + n : NULL;
    *length = 0;
    for (const char *at = text; at != NULL && at < end;) {
        at += strspn(at, " ");
        if (strncmp(at, key, strlen(key)) == 0) {
            *length = strcspn(at, "\n");
            return at;
        }
        at = strchr(at, '\n');
        at += at != NULL;
    }
    return NULL;
}

static int same_key(const sw_results *a, const sw_results *b, const char *group,
                    const char *key)
{
    size_t n = 0, m = 0;
    const char *x = key_line(a->effective, group, key, &n);
    const char *y = key_line(b->effective, group, key, &m);
    return n == m && (n == 0 || memcmp(x, y, n) == 0);
}

static int same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static int find_parameter(const sw_results *r, const char *path)
{
    for (int i = 0; i < r->n_parameters; i++)
        if (strcmp(r->parameters[i].path, path) == 0)
            return i;
    return -1;
}

/* Compared bit by bit: the same draw is the same number. */
static int same_draws(const sw_results *a, int i, const sw_results *b, int j, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        if (memcmp(a->parameter_values + (size_t)r * (size_t)a->n_parameters + i,
                   b->parameter_values + (size_t)r * (size_t)b->n_parameters + j,
                   sizeof(double)) != 0)
            return 0;
    return 1;
}

static void compare_parameters(const sw_compared *base, sw_compared *file, uint32_t n)
{
    const sw_results *a = &base->results, *b = &file->results;
    int common = 0;
    for (int i = 0; i < a->n_parameters; i++) {
        const int j = find_parameter(b, a->parameters[i].path);
        if (j < 0)
            continue;
        common++;
        if (!a->parameter_values || !b->parameter_values || file->parameter != NULL ||
            same_draws(a, i, b, j, n))
            continue;
        file->parameter = a->parameters[i].path;
        file->unpaired |= SW_UNPAIRED_PARAMETERS;
    }
    file->n_only_one = a->n_parameters + b->n_parameters - 2 * common;
}

static void pair(const sw_compared *base, sw_compared *file, const char *staff_group)
{
    const sw_results *a = &base->results, *b = &file->results;
    const uint32_t n =
        a->n_replications < b->n_replications ? a->n_replications : b->n_replications;
    file->unpaired = 0;
    if (a->seed != b->seed)
        file->unpaired |= SW_UNPAIRED_SEED;
    if (a->effective != NULL && b->effective != NULL && !same_group(a, b, staff_group))
        file->unpaired |= SW_UNPAIRED_STAFF;
    file->other_hours = a->effective != NULL && b->effective != NULL &&
                        !same_key(a, b, "simulation", "hours_per_year = ");
    if (!same_text(a->version, b->version))
        file->unpaired |= SW_UNPAIRED_VERSION;
    if (base->yearly == NULL || file->yearly == NULL)
        file->unpaired |= SW_UNPAIRED_KEPT;
    if (!(file->unpaired & SW_UNPAIRED_SEED)) /* another seed: all of them differ */
        compare_parameters(base, file, n);
    file->n_pairs = file->unpaired ? 0 : n;
}

void sw_comparison_pair(sw_comparison *self, const char *staff_group)
{
    for (int k = 1; k < self->n_files; k++)
        pair(&self->files[0], &self->files[k], staff_group);
}
