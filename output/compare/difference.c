/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See difference.h. */
#include <sidework/difference.h>

#include <string.h>

#include "result_content.h"

typedef struct check {
    const sw_results *stored, *expected;
    const char *path;
    int status;
    sw_diagnostics *diagnostics;
} check;

static void demand(check *self, int good, const char *what)
{
    if (good)
        return;
    self->status =
        sw_fail(self->diagnostics, SW_INPUT, "%s: %s: is not what its scenario makes",
                "%s: %s: 同じシナリオから作られるものと違います", self->path, what);
}

/* An absent text and an empty one are stored alike. */
static int same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Is an element of a list, in which the writer puts a stand-in for an empty text. */
static int same_in_list(const char *stored, const char *text, const char *stand_in)
{
    return same(stored, text && text[0] ? text : stand_in);
}

static void check_root(check *self)
{
    const sw_results *a = self->stored, *b = self->expected;
    const sw_layout *l = &a->layout, *m = &b->layout;
    demand(self, same(a->title, b->title) && same(a->title_ja, b->title_ja), "title");
    demand(self, same(a->question, b->question) && same(a->question_ja, b->question_ja),
           "question");
    demand(self, a->seed == b->seed, "seed");
    demand(self, a->keep == b->keep, "keep");
    demand(self, l->base_year == m->base_year, "base_year");
    demand(self, l->n_months == m->n_months, "month");
    demand(self, l->n_years == m->n_years, "fiscal_year");
    demand(self,
           l->n_thresholds == m->n_thresholds &&
               memcmp(l->thresholds, m->thresholds,
                      (size_t)m->n_thresholds * sizeof *m->thresholds) == 0,
           "threshold");
}

static const sw_dimension *find_dimension(const sw_layout *layout, const char *name)
{
    for (int i = 0; i < layout->n_dimensions; i++)
        if (strcmp(layout->dimensions[i].name, name) == 0)
            return &layout->dimensions[i];
    return NULL;
}

static int same_labels(const sw_dimension *a, const sw_dimension *b)
{
    int good = a->size == b->size;
    for (int k = 0; good && k < a->size; k++)
        good = same(a->labels[k], b->labels[k]) && same(a->labels_ja[k], b->labels_ja[k]);
    return good;
}

/* The scale of thresholds has a title of its own, and is there when nothing else is. */
static void check_dimensions(check *self)
{
    const sw_layout *l = &self->stored->layout, *m = &self->expected->layout;
    int n = 0;
    for (int i = 0; i < m->n_dimensions; i++) {
        const sw_dimension *b = &m->dimensions[i], *a = find_dimension(l, b->name);
        const int threshold = strcmp(b->name, sw_axis_names[SW_AXIS_THRESHOLD]) == 0;
        if (self->expected->keep == SW_KEEP_SUMMARIES && !threshold)
            continue;
        n++;
        demand(self,
               a && same_labels(a, b) &&
                   (threshold || (same(a->en, b->en) && same(a->ja, b->ja))),
               b->name);
    }
    demand(self, n == l->n_dimensions, "dimensions");
}

static int same_flags(const sw_variable *a, const sw_variable *b)
{
    const size_t n = b->flag_meanings && b->n_flags > 0 ? (size_t)b->n_flags : 0;
    return (size_t)a->n_flags == n &&
           (n == 0 || same(a->flag_meanings, b->flag_meanings)) &&
           (n == 0 || memcmp(a->flag_values, b->flag_values, n) == 0);
}

static int same_variable(const check *self, const sw_variable *a, const sw_variable *b)
{
    char unit[SW_UNIT_BYTES];
    if (a->period != b->period || a->storage != b->storage || a->length != b->length ||
        (a->dimension < 0) != (b->dimension < 0))
        return 0;
    if (a->dimension >= 0 && !same(self->stored->layout.dimensions[a->dimension].name,
                                   self->expected->layout.dimensions[b->dimension].name))
        return 0;
    return same(a->unit, sw_stored_unit(b->unit, unit, sizeof unit)) &&
           same(a->en, b->en) && same(a->ja, b->ja) && same_flags(a, b);
}

static int is_kept(const sw_results *r, const sw_variable *v)
{
    return r->keep == SW_KEEP_ALL ||
           (r->keep == SW_KEEP_ANNUAL && v->period != SW_BY_MONTH);
}

static void check_variables(check *self)
{
    const sw_layout *l = &self->stored->layout, *m = &self->expected->layout;
    int n = 0;
    for (int i = 0; i < m->n_variables; i++) {
        const sw_variable *b = &m->variables[i], *a = sw_layout_find(l, b->name);
        if (!is_kept(self->expected, b))
            continue;
        n++;
        demand(self, a && same_variable(self, a, b), b->name);
    }
    demand(self, n == l->n_variables, "variables");
}

static void check_parameters(check *self)
{
    const sw_results *a = self->stored, *b = self->expected;
    const int n = b->keep == SW_KEEP_SUMMARIES ? 0 : b->n_parameters;
    demand(self, a->n_parameters == n && (n == 0 || a->parameter_values), "parameter");
    for (int i = 0; i < n && a->n_parameters == n; i++) {
        const sw_parameter_info *p = &a->parameters[i], *q = &b->parameters[i];
        demand(self,
               same(p->path, q->path) && same_in_list(p->unit, q->unit, "1") &&
                   same_in_list(p->en, q->en, q->path) &&
                   same_in_list(p->ja, q->ja, q->path),
               q->path);
    }
}

int sw_results_check_structure(const sw_results *stored, const sw_results *expected,
                               const char *path, sw_diagnostics *diagnostics)
{
    check self = {stored, expected, path, SW_OK, diagnostics};
    check_root(&self);
    check_dimensions(&self);
    check_variables(&self);
    check_parameters(&self);
    return self.status;
}

/* n numbers; `where` says of what, and its place is that of the first. Whole numbers have
 * lost the sign of zero in the file. */
static void differ(const double *stored, const double *again, size_t n, int whole,
                   const sw_difference *where, sw_difference *found)
{
    found->compared += n;
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&stored[i], &again[i], sizeof *stored) == 0 ||
            (whole && stored[i] == again[i]))
            continue;
        if (found->different++ > 0)
            continue;
        found->name = where->name;
        found->once = where->once;
        found->replication = where->replication;
        found->place = i;
        found->stored = stored[i];
        found->again = again[i];
    }
}

static void replication_differs(const sw_results *stored, const sw_results *again,
                                uint32_t r, sw_difference *found)
{
    const size_t n = (size_t)stored->n_parameters;
    for (int i = 0; i < stored->layout.n_variables; i++) {
        const sw_variable *a = &stored->layout.variables[i];
        const sw_variable *b = sw_layout_find(&again->layout, a->name);
        const sw_difference where = {.name = a->name, .replication = r};
        if (b && b->length == a->length)
            differ(sw_results_at(stored, a, r), sw_results_at(again, b, r), a->length,
                   a->storage != SW_STORE_RATIO, &where, found);
    }
    const sw_difference where = {.name = SW_PARAMETER_VALUE, .replication = r};
    if (n > 0 && stored->parameter_values && again->n_parameters == stored->n_parameters)
        differ(stored->parameter_values + r * n, again->parameter_values + r * n, n, 0,
               &where, found);
}

void sw_results_differ(const sw_results *stored, const sw_results *again,
                       const unsigned char *which, sw_difference *found)
{
    for (uint32_t r = 0; r < stored->n_replications; r++)
        if (which[r])
            replication_differs(stored, again, r, found);
}

void sw_summary_differ(const sw_summary *stored, const sw_summary *again,
                       sw_difference *found)
{
    sw_summary a = *stored, b = *again;
    for (int i = 0; i < SW_N_SUMMARY_ROWS; i++) {
        const sw_summary_row *row = &sw_summary_rows[i];
        const sw_difference where = {.name = row->dataset.name, .once = 1};
        const size_t n = sw_summary_count(&a, row), m = sw_summary_count(&b, row);
        const double *from = *sw_summary_member(&a, row),
                     *to = *sw_summary_member(&b, row);
        if (n == m && from && to)
            differ(from, to, n, 0, &where, found);
    }
}
