/* SPDX-License-Identifier: GPL-3.0-or-later */
/* indicators.def and the categories as the layout of a record. */
#include <stdio.h>

#include <sidework/record.h>

enum dimension {
    THRESHOLD,
    PHASE,
    CRITERION,
    KIND,
    GRADE,
    AGE_BAND,
    SEX,
    JOB,
    DEPARTMENT,
    REASON,
    N_DIMENSIONS,
    NONE = -1
};

#define LABEL_EN(name, en, ja) en,
#define LABEL_JA(name, en, ja) ja,
static const char *const phase_en[] = {SW_PHASE_LIST(LABEL_EN)};
static const char *const phase_ja[] = {SW_PHASE_LIST(LABEL_JA)};
static const char *const kind_en[] = {SW_KIND_LIST(LABEL_EN)};
static const char *const kind_ja[] = {SW_KIND_LIST(LABEL_JA)};
static const char *const grade_en[] = {SW_GRADE_LIST(LABEL_EN)};
static const char *const grade_ja[] = {SW_GRADE_LIST(LABEL_JA)};
static const char *const age_band_en[] = {SW_AGE_BAND_LIST(LABEL_EN)};
static const char *const age_band_ja[] = {SW_AGE_BAND_LIST(LABEL_JA)};
static const char *const sex_en[] = {SW_SEX_LIST(LABEL_EN)};
static const char *const sex_ja[] = {SW_SEX_LIST(LABEL_JA)};
static const char *const job_en[] = {SW_JOB_LIST(LABEL_EN)};
static const char *const job_ja[] = {SW_JOB_LIST(LABEL_JA)};
static const char *const reason_en[] = {SW_REASON_LIST(LABEL_EN)};
static const char *const reason_ja[] = {SW_REASON_LIST(LABEL_JA)};

typedef struct row {
    const char *name;
    const char *period; /* MONTH, YEAR, YEAR_OR_MONTH, ONCE */
    enum { RATIO, COUNT, YEAR_FLAG, MONTH_FLAG } storage;
    enum dimension dimension;
    const char *unit, *en, *ja;
} row;

static const row rows[SW_N_INDICATORS] = {
#define INDICATOR(name, period, storage, dimension, unit, en, ja)                        \
    {#name, #period, storage, dimension, unit, en, ja},
#include <sidework/indicators.def>
#undef INDICATOR
};

static const signed char never[] = {-1};

static sw_period period_of(const row *r, int groups_by_month)
{
    switch (r->period[0]) {
    case 'M':
        return SW_BY_MONTH;
    case 'O':
        return SW_ONCE;
    default: /* YEAR, YEAR_OR_MONTH */
        return r->period[4] && groups_by_month ? SW_BY_MONTH : SW_BY_YEAR;
    }
}

static int set_thresholds(sw_results *results, const sw_scenario *scenario,
                          sw_dimension *d)
{
    sw_layout *layout = &results->layout;
    const struct sw_simulation *p = sw_scenario_simulation(scenario);
    layout->n_thresholds = 3;
    const char **labels = sw_results_allocate(results, 3 * sizeof *labels);
    for (int k = 0; k < 3; k++) {
        char text[32];
        layout->thresholds[k] = p->thresholds[k];
        snprintf(text, sizeof text, "%g %%", 100.0 * p->thresholds[k]);
        if (labels)
            labels[k] = sw_results_duplicate(results, text);
    }
    *d = (sw_dimension){"threshold", "Threshold", "目標", 3, labels, labels};
    return labels && labels[0] && labels[1] && labels[2] ? SW_OK : SW_MEMORY;
}

static int set_departments(sw_results *results, const sw_city *city, sw_dimension *d)
{
    const size_t n = (size_t)city->n_departments;
    const char **en = sw_results_allocate(results, n * sizeof *en);
    const char **ja = sw_results_allocate(results, n * sizeof *ja);
    if (!en || !ja)
        return SW_MEMORY;
    for (size_t k = 0; k < n; k++) {
        en[k] = sw_results_duplicate(results, city->department[k]);
        ja[k] = sw_results_duplicate(results, city->department_ja[k]);
        if (!en[k] || !ja[k])
            return SW_MEMORY;
    }
    *d = (sw_dimension){"department", "Department", "部", (int)n, en, ja};
    return SW_OK;
}

/* A plan without criteria has one that says so: a dimension must not be empty. */
static int set_criteria(sw_results *results, const sw_city *city, sw_dimension *d)
{
    const int n = city->n_criteria > 0 ? city->n_criteria : 1;
    const char **en = sw_results_allocate(results, (size_t)n * sizeof *en);
    const char **ja = sw_results_allocate(results, (size_t)n * sizeof *ja);
    if (!en || !ja)
        return SW_MEMORY;
    en[0] = "no criterion";
    ja[0] = "基準なし";
    for (int k = 0; k < city->n_criteria; k++) {
        en[k] = sw_results_duplicate(results, city->criterion[k]);
        ja[k] = sw_results_duplicate(results, city->criterion_ja[k]);
        if (!en[k] || !ja[k])
            return SW_MEMORY;
    }
    *d = (sw_dimension){"criterion", "Criterion of a gate", "基準の項目", n, en, ja};
    return SW_OK;
}

static int set_dimensions(sw_results *results, const sw_scenario *scenario,
                          const sw_city *city)
{
    sw_dimension *d = sw_results_allocate(results, N_DIMENSIONS * sizeof *d);
    results->layout.dimensions = d;
    results->layout.n_dimensions = N_DIMENSIONS;
    if (!d || set_thresholds(results, scenario, &d[THRESHOLD]) ||
        set_departments(results, city, &d[DEPARTMENT]) ||
        set_criteria(results, city, &d[CRITERION]))
        return SW_MEMORY;
    d[PHASE] = (sw_dimension){
        "phase", "Phase of the plan", "計画の段階", SW_N_PHASES, phase_en, phase_ja};
    d[KIND] = (sw_dimension){
        "kind", "Kind of side work", "副業の種類", SW_N_KINDS, kind_en, kind_ja};
    d[GRADE] = (sw_dimension){"grade", "Grade", "職位", SW_N_GRADES, grade_en, grade_ja};
    d[AGE_BAND] = (sw_dimension){"age_band",     "Age band",  "年齢",
                                 SW_N_AGE_BANDS, age_band_en, age_band_ja};
    d[SEX] = (sw_dimension){"sex", "Sex", "性別", SW_N_SEXES, sex_en, sex_ja};
    d[JOB] = (sw_dimension){"job", "Job family", "職種", SW_N_JOBS, job_en, job_ja};
    d[REASON] = (sw_dimension){"reason",     "Reason of refusal", "携わりたくない理由",
                               SW_N_REASONS, reason_en,           reason_ja};
    return SW_OK;
}

static size_t periods_of(const sw_layout *layout, sw_period period)
{
    return (size_t)(period == SW_BY_MONTH  ? layout->n_months
                    : period == SW_BY_YEAR ? layout->n_years
                                           : 1);
}

static int set_variables(sw_results *results, int groups_by_month)
{
    sw_layout *layout = &results->layout;
    size_t offset = 0;
    layout->variables =
        sw_results_allocate(results, SW_N_INDICATORS * sizeof *layout->variables);
    layout->n_variables = SW_N_INDICATORS;
    if (!layout->variables)
        return SW_MEMORY;
    for (int k = 0; k < SW_N_INDICATORS; k++) {
        const row *r = &rows[k];
        const int flagged = r->storage == YEAR_FLAG || r->storage == MONTH_FLAG;
        sw_variable *v = &layout->variables[k];
        *v = (sw_variable){.name = r->name,
                           .period = period_of(r, groups_by_month),
                           .storage =
                               r->storage == RATIO ? SW_STORE_RATIO : SW_STORE_COUNT,
                           .dimension = r->dimension,
                           .unit = r->unit,
                           .en = r->en,
                           .ja = r->ja,
                           .offset = offset};
        if (flagged) {
            v->flag_meanings = "never";
            v->flag_values = never;
            v->n_flags = 1;
        }
        const int d = r->dimension;
        v->length = periods_of(layout, v->period) *
                    (size_t)(d == NONE ? 1 : layout->dimensions[d].size);
        offset += v->length;
    }
    layout->record_length = offset;
    return SW_OK;
}

int sw_record_layout(sw_results *results, const sw_scenario *scenario,
                     const sw_city *city)
{
    const struct sw_simulation *p = sw_scenario_simulation(scenario);
    results->layout.base_year = p->base_year;
    results->layout.n_years = p->years + 1;
    results->layout.n_months = 12 * results->layout.n_years;
    if (set_dimensions(results, scenario, city) ||
        set_variables(results, sw_scenario_output(scenario)->groups_by_month))
        return SW_MEMORY;
    return SW_OK;
}
