/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario made ready, in its own size or with a multiple of its staff. */
#include "bench.h"

#include "staff.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SECTIONS = 100, TEXT_BYTES = 65536, N_LISTS = 7 };

static int load(bench_setup *self, const char *path, const sw_override *overrides, int n)
{
    const sw_group *groups[SW_MAX_GROUPS];
    for (int k = 0; k < sw_model_city_hall.n_mechanisms; k++)
        groups[k] = &sw_model_city_hall.mechanisms[k]->group;
    return sw_scenario_load(&self->scenario, groups, sw_model_city_hall.n_mechanisms,
                            path, overrides, n, &self->diagnostics);
}

/* Text that grows; too long is an empty text, which the scenario refuses. */
typedef struct text {
    char at[TEXT_BYTES];
    size_t n;
} text;

__attribute__((format(printf, 2, 3))) static void add(text *t, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int n = vsnprintf(t->at + t->n, sizeof t->at - t->n, format, arguments);
    va_end(arguments);
    t->n += n > 0 ? (size_t)n : 0;
    if (t->n >= sizeof t->at) {
        t->n = sizeof t->at - 1;
        t->at[0] = '\0';
    }
}

static void write_departments(text *t, const struct sw_staff *p, int factor)
{
    add(t, "(");
    for (int k = 0; k < p->departments.n; k++) {
        const struct sw_staff_department *d = &p->departments.at[k];
        const int sections = d->sections * factor;
        add(t,
            "%s{ name = \"%d\"; name_ja = \"%d\"; sections = %d; administrative = %d;"
            " engineering = %d; fire = %d; labour = %d; medical = %d; }",
            k ? ", " : "", k + 1, k + 1,
            sections < MOST_SECTIONS ? sections : MOST_SECTIONS,
            d->administrative * factor, d->engineering * factor, d->fire * factor,
            d->labour * factor, d->medical * factor);
    }
    add(t, ")");
}

static void write_list(text *t, const double *values, int n, int factor)
{
    for (int k = 0; k < n; k++)
        add(t, "%s%.0f", k ? ", " : "[", values[k] * factor);
    add(t, "]");
}

/* The same city with `factor` times the people: overrides as a user would give them. */
static int load_multiple(bench_setup *self, const char *path, int factor)
{
    const struct sw_staff *p = self->scenario.values[SW_GROUP_staff];
    const struct {
        const char *path;
        const double *values;
        int n;
    } lists[N_LISTS] = {{"staff.age_counts", p->age_counts, 9},
                        {"staff.women_counts", p->women_counts, 5},
                        {"staff.posts_administrative", p->posts_administrative, 5},
                        {"staff.posts_engineering", p->posts_engineering, 5},
                        {"staff.posts_fire", p->posts_fire, 5},
                        {"staff.posts_labour", p->posts_labour, 5},
                        {"staff.posts_medical", p->posts_medical, 5}};
    text *t = calloc(N_LISTS + 1, sizeof *t);
    sw_override overrides[N_LISTS + 1];
    if (!t)
        return SW_MEMORY;
    write_departments(&t[0], p, factor);
    overrides[0] = (sw_override){"staff.departments", t[0].at, "bench"};
    for (int k = 0; k < N_LISTS; k++) {
        write_list(&t[k + 1], lists[k].values, lists[k].n, factor);
        overrides[k + 1] = (sw_override){lists[k].path, t[k + 1].at, "bench"};
    }
    sw_scenario_free(&self->scenario);
    const int status = load(self, path, overrides, N_LISTS + 1);
    free(t);
    return status;
}

int bench_open(bench_setup *self, const char *path, int factor)
{
    const sw_model *model = &sw_model_city_hall;
    memset(self, 0, sizeof *self);
    sw_diagnostics_init(&self->diagnostics, SW_ENGLISH);
    int status = load(self, path, NULL, 0);
    if (!status && factor != 1)
        status = load_multiple(self, path, factor);
    if (!status)
        status = sw_model_check(model, &self->scenario, &self->diagnostics);
    if (!status)
        status = sw_model_build(model, &self->city, &self->scenario, BENCH_SEED,
                                &self->diagnostics);
    if (!status)
        status = sw_record_layout(&self->results, &self->scenario, &self->city);
    if (!status)
        status = sw_world_init(&self->world, &self->scenario, &self->city,
                               &self->results.layout);
    if (!status) {
        self->record = calloc(self->results.layout.record_length, sizeof *self->record);
        status = self->record ? SW_OK : SW_MEMORY;
    }
    return status;
}

void bench_close(bench_setup *self)
{
    free(self->record);
    sw_world_free(&self->world);
    sw_results_free(&self->results);
    sw_city_free(&self->city);
    sw_scenario_free(&self->scenario);
    memset(self, 0, sizeof *self);
}
