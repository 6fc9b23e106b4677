/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios beside a base, outcome by outcome. See compare.h. */
#include "compare_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "settle.h"

int sw_comparison_no_memory(sw_diagnostics *diagnostics)
{
    return sw_fail(diagnostics, SW_MEMORY, "no memory for the comparison",
                   "比較のためのメモリを確保できません");
}

void sw_comparison_free(sw_comparison *self)
{
    if (self == NULL)
        return;
    for (int k = 0; k < self->n_files; k++) {
        sw_compared *f = &self->files[k];
        sw_results_free(&f->results);
        sw_summary_free(&f->summary);
        free(f->name);
        free(f->label);
        free(f->yearly);
    }
    free(self->files);
    free(self->contrasts);
    free(self->rank_probability);
    free(self->best_low);
    free(self->best_high);
    free(self->mean_rank);
    memset(self, 0, sizeof *self);
}

/* The name without folder and ending; "#2" and so on where another file has it already. */
static char *make_label(const sw_comparison *self, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *from = slash && slash[1] != '\0' ? slash + 1 : name;
    const char *dot = strrchr(from, '.');
    const size_t n = dot && dot > from ? (size_t)(dot - from) : strlen(from);
    char *label = malloc(n + 16);
    if (label == NULL)
        return NULL;
    (void)snprintf(label, n + 16, "%.*s", (int)n, from);
    for (int k = 0, again = 2; k < self->n_files; k++)
        if (strcmp(self->files[k].label, label) == 0) {
            (void)snprintf(label, n + 16, "%.*s#%d", (int)n, from, again++);
            k = -1; /* once more from the first */
        }
    return label;
}

static int make_room(sw_comparison *self)
{
    if (self->n_files < self->room)
        return 1;
    const int room = self->room ? 2 * self->room : 8;
    sw_compared *files = realloc(self->files, (size_t)room * sizeof *files);
    if (files == NULL)
        return 0;
    self->files = files;
    self->room = room;
    return 1;
}

int sw_comparison_add(sw_comparison *self, sw_results *results, sw_summary *summary,
                      const char *name, sw_diagnostics *diagnostics)
{
    sw_compared file = {.results = *results, .summary = *summary};
    int status = SW_OK;
    memset(results, 0, sizeof *results);
    memset(summary, 0, sizeof *summary);
    file.name = malloc(strlen(name) + 1);
    file.label = make_label(self, name);
    if (file.name == NULL || file.label == NULL || !make_room(self))
        status = sw_comparison_no_memory(diagnostics);
    if (!status)
        status = sw_compared_take(&file, diagnostics);
    if (status) {
        sw_results_free(&file.results);
        sw_summary_free(&file.summary);
        free(file.name);
        free(file.label);
        return status;
    }
    memcpy(file.name, name, strlen(name) + 1);
    self->files[self->n_files++] = file;
    return SW_OK;
}

/* Projected years that all files have; calendar years, so bases must agree. */
static int find_horizon(sw_comparison *self, sw_diagnostics *diagnostics)
{
    const sw_layout *base = &self->files[0].results.layout;
    int longest = 0;
    self->first_year = base->base_year + 1;
    self->last_year = base->base_year + base->n_years - 1;
    for (int k = 0; k < self->n_files; k++) {
        const sw_layout *l = &self->files[k].results.layout;
        const int last = l->base_year + l->n_years - 1;
        if (l->base_year != base->base_year)
            return sw_fail(
                diagnostics, SW_INPUT,
                "%s: its base year is %d, that of %s is %d; only runs from the "
                "same base year can be compared",
                "%s: 基準年度が %d です（%s は %d）。比較できるのは基準年度が"
                "同じ結果だけです",
                self->files[k].name, l->base_year, self->files[0].name, base->base_year);
        self->last_year = last < self->last_year ? last : self->last_year;
        longest = last > longest ? last : longest;
    }
    self->shorter = longest > self->last_year;
    if (self->last_year >= self->first_year)
        return SW_OK;
    return sw_fail(diagnostics, SW_INPUT,
                   "%s: no fiscal year after the base year to compare",
                   "%s: 基準年度より後の比較できる年度がありません", self->files[0].name);
}

/* p over the scenarios, outcome by outcome. */
static void adjust(sw_comparison *self, double *p, double *adjusted)
{
    const int n = self->n_files - 1, m = self->n_outcomes;
    for (int o = 0; o < m; o++) {
        for (int k = 0; k < n; k++)
            p[k] = self->contrasts[k * m + o].p;
        sw_holm(p, (size_t)n, adjusted);
        for (int k = 0; k < n; k++)
            self->contrasts[k * m + o].p_holm = adjusted[k];
    }
}

int sw_comparison_make(sw_comparison *self, const char *staff_group,
                       sw_diagnostics *diagnostics)
{
    size_t most = (size_t)self->n_files;
    int status = find_horizon(self, diagnostics);
    if (status)
        return status;
    sw_comparison_pair(self, staff_group);
    sw_comparison_list_outcomes(self);
    self->family_level = self->n_files == 2
                             ? SW_COMPARE_LEVEL
                             : 1 - (1 - SW_COMPARE_LEVEL) / (self->n_files - 1);
    for (int k = 0; k < self->n_files; k++)
        if (self->files[k].results.n_replications > most)
            most = self->files[k].results.n_replications;
    const size_t rows = (size_t)(self->n_files - 1) * (size_t)self->n_outcomes;
    double *values = malloc(2 * most * sizeof *values);
    self->contrasts = malloc(rows * sizeof *self->contrasts);
    if (values == NULL || self->contrasts == NULL) {
        status = sw_comparison_no_memory(diagnostics);
        goto out;
    }
    for (size_t i = 0; i < rows; i++)
        self->contrasts[i] = sw_contrast_of(
            self, &self->files[1 + i / (size_t)self->n_outcomes],
            &self->outcomes[i % (size_t)self->n_outcomes], values, values + most);
    adjust(self, values, values + most);
    status = sw_comparison_rank(self, diagnostics);
out:
    free(values);
    return status;
}
