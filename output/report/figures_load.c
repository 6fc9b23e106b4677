/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who carries the load: by grade, age, sex, job and department, and how few. */
#include "report_parts.h"

#include <string.h>

static const sw_number hours_number = {1, 1, "", 0};

/* Hours a head in the last year, a row a category. Returns 1 if any is known. */
static int by_category(sw_report *self, sw_panel *p, const char *hours, const char *heads,
                       const char *title)
{
    const sw_variable *v = sw_layout_find(&self->runs[0].results->layout, hours);
    int any = 0;
    if (v == NULL || v->dimension < 0)
        return 0;
    const sw_dimension *d = &self->runs[0].results->layout.dimensions[v->dimension];
    p->title = title;
    p->number = hours_number;
    p->n_positions = d->size;
    p->names = sw_is_japanese(self) ? d->labels_ja : d->labels;
    for (int k = 0; k < self->n_runs; k++) {
        const sw_layout *l = &self->runs[k].results->layout;
        const sw_variable *own = sw_layout_find(l, hours);
        /* another city's departments are no rows here */
        if (own == NULL || own->dimension < 0 ||
            l->dimensions[own->dimension].size != d->size)
            continue;
        sw_series *s = sw_panel_series(self, p, k, self->names[k], 1);
        for (int i = 0; s != NULL && i < d->size; i++) {
            const sw_measure m = {hours, SW_OF_YEAR, i, heads};
            if (strcmp(l->dimensions[own->dimension].labels[i], d->labels[i]) == 0)
                sw_series_fill(self, s, i, k, &m, l->n_years - 1, 0);
        }
        if (s != NULL && sw_series_known(s, d->size))
            any = 1;
        else if (s != NULL)
            p->n_series--;
    }
    return any;
}

static const char *with_last_year(sw_report *self, sw_text text)
{
    const char *const values[] = {
        sw_year_name(self, self->base_year + self->n_years - 1)};
    return sw_arena_fill(&self->arena, sw_say(self->language, text), values, 1);
}

static void add_groups(sw_report *self)
{
    static const struct {
        const char *hours, *heads;
        sw_text title;
    } rows[] = {
        {"side_work_hours_by_grade", "headcount_by_grade", SW_TEXT_LOAD_GRADE},
        {"side_work_hours_by_age_band", "headcount_by_age_band", SW_TEXT_LOAD_AGE},
        {"side_work_hours_by_sex", "headcount_by_sex", SW_TEXT_LOAD_SEX},
        {"side_work_hours_by_job", "headcount_by_job", SW_TEXT_LOAD_JOB}};
    enum { N = sizeof rows / sizeof rows[0] };
    int n = 0;
    sw_chart *c = sw_report_chart(self, SW_CHART_DOTS, "load",
                                  with_last_year(self, SW_TEXT_LOAD_TITLE),
                                  sw_say(self->language, SW_TEXT_LOAD_SUBTITLE),
                                  sw_say(self->language, SW_TEXT_LOAD_DESCRIPTION), N);
    for (int i = 0; c != NULL && i < N; i++)
        n += by_category(self, &c->panels[n], rows[i].hours, rows[i].heads,
                         sw_say(self->language, rows[i].title));
    if (c == NULL)
        return;
    c->n_panels = n;
    c->columns = 4;
    c->position_word = sw_say(self->language, SW_TEXT_CATEGORY);
    if (n == 0)
        self->n_charts--;
}

static void add_departments(sw_report *self)
{
    sw_chart *c =
        sw_report_chart(self, SW_CHART_DOTS, "departments",
                        with_last_year(self, SW_TEXT_DEPARTMENT_TITLE),
                        sw_say(self->language, SW_TEXT_LOAD_SUBTITLE),
                        sw_say(self->language, SW_TEXT_DEPARTMENT_DESCRIPTION), 1);
    if (c == NULL)
        return;
    c->position_word = sw_say(self->language, SW_TEXT_CATEGORY);
    if (!by_category(self, &c->panels[0], "side_work_hours_by_department",
                     "headcount_by_department", NULL))
        self->n_charts--;
}

static void add_few(sw_report *self)
{
    static const sw_measure gini = {"load_gini", SW_OF_YEAR, 0, NULL};
    static const sw_measure top = {"load_top10_share", SW_OF_YEAR, 0, NULL};
    int n = 0;
    sw_chart *c = sw_report_chart(self, SW_CHART_LINES, "few",
                                  sw_say(self->language, SW_TEXT_FEW_TITLE),
                                  sw_report_subtitle(self, SW_TEXT_FEW_SUBTITLE),
                                  sw_say(self->language, SW_TEXT_FEW_DESCRIPTION), 2);
    if (c == NULL)
        return;
    sw_panel_years(self, &c->panels[n], sw_say(self->language, SW_TEXT_FEW_GINI),
                   (sw_number){1, 2, "", 0});
    c->panels[n].high = 1;
    n += sw_panel_measure(self, &c->panels[n], &gini, 0);
    sw_panel_years(self, &c->panels[n], sw_say(self->language, SW_TEXT_FEW_TOP),
                   (sw_number){100, 1, "%", 0});
    c->panels[n].high = 1;
    n += sw_panel_measure(self, &c->panels[n], &top, 0);
    c->n_panels = n;
    c->columns = 2;
    if (n == 0)
        self->n_charts--;
}

void sw_report_load(sw_report *self)
{
    add_groups(self);
    add_departments(self);
    add_few(self);
}
