/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See explored.h. Yearly numbers of monthly indicators are those of `compare`. */
#include "explored.h"

#include <math.h>
#include <stdio.h>

typedef enum how { COPY, MARCH, SUM, MEAN, A_HEAD, MARCH_A_HEAD } how;
enum { RATIO = SW_STORE_RATIO, COUNT = SW_STORE_COUNT };

typedef struct row {
    const char *name;
    int indicator;
    how how;
    sw_storage storage;
    const char *unit, *en, *ja;
} row;

static const row rows[] = {
#define EXPLORED(name, indicator, how, storage, unit, en, ja)                            \
    {#name, SW_INDICATOR_##indicator, how, (sw_storage)storage, unit, en, ja},
#include "explored.def"
#undef EXPLORED
};
enum { N_ROWS = sizeof rows / sizeof rows[0], THRESHOLD = 0, PHASE = 1, N_DIMENSIONS };

#define LABEL_EN(name, en, ja) en,
#define LABEL_JA(name, en, ja) ja,
static const char *const phase_en[] = {SW_PHASE_LIST(LABEL_EN)};
static const char *const phase_ja[] = {SW_PHASE_LIST(LABEL_JA)};

static const signed char never[] = {-1};

static int set_thresholds(sw_results *r, const struct sw_simulation *p)
{
    sw_layout *layout = &r->layout;
    const size_t n = sizeof p->thresholds / sizeof p->thresholds[0];
    const char **labels = sw_results_allocate(r, n * sizeof *labels);
    if (!labels)
        return SW_MEMORY;
    layout->n_thresholds = (int)n;
    for (size_t k = 0; k < n; k++) {
        char text[32];
        layout->thresholds[k] = p->thresholds[k];
        snprintf(text, sizeof text, "%g %%", 100.0 * p->thresholds[k]);
        labels[k] = sw_results_duplicate(r, text);
        if (!labels[k])
            return SW_MEMORY;
    }
    layout->dimensions[THRESHOLD] =
        (sw_dimension){"threshold", "Threshold", "目標", (int)n, labels, labels};
    return SW_OK;
}

/* What is once has a dimension of its own. */
static int is_once(const row *r)
{
    return r->indicator == SW_INDICATOR_first_year_reached ||
           r->indicator == SW_INDICATOR_gate_month ||
           r->indicator == SW_INDICATOR_phase_month;
}

int sw_explored_layout(sw_results *r, const sw_scenario *scenario)
{
    const struct sw_simulation *p = sw_scenario_simulation(scenario);
    sw_layout *layout = &r->layout;
    size_t offset = 0;
    layout->base_year = p->base_year;
    layout->n_years = p->years + 1;
    layout->n_months = 12 * layout->n_years;
    layout->n_dimensions = N_DIMENSIONS;
    layout->dimensions =
        sw_results_allocate(r, N_DIMENSIONS * sizeof *layout->dimensions);
    layout->n_variables = N_ROWS;
    layout->variables = sw_results_allocate(r, N_ROWS * sizeof *layout->variables);
    if (!layout->dimensions || !layout->variables || set_thresholds(r, p))
        return SW_MEMORY;
    layout->dimensions[PHASE] = (sw_dimension){
        "phase", "Phase of the plan", "計画の段階", SW_N_PHASES, phase_en, phase_ja};
    for (int k = 0; k < N_ROWS; k++) {
        const int once = is_once(&rows[k]);
        const int dimension = !once ? -1
                              : rows[k].indicator == SW_INDICATOR_first_year_reached
                                  ? THRESHOLD
                                  : PHASE;
        sw_variable *v = &layout->variables[k];
        *v = (sw_variable){.name = rows[k].name,
                           .period = once ? SW_ONCE : SW_BY_YEAR,
                           .storage = rows[k].storage,
                           .dimension = dimension,
                           .unit = rows[k].unit,
                           .en = rows[k].en,
                           .ja = rows[k].ja,
                           .flag_meanings = once ? "never" : NULL,
                           .flag_values = once ? never : NULL,
                           .n_flags = once ? 1 : 0,
                           .offset = offset};
        v->length = (size_t)(once ? layout->dimensions[dimension].size : layout->n_years);
        offset += v->length;
    }
    layout->record_length = offset;
    return SW_OK;
}

static double of_year(how by, const double *months, const double *heads)
{
    double sum = 0, people = 0;
    for (int t = 0; t < 12; t++) {
        sum += months[t];
        people += heads[t];
    }
    switch (by) {
    case MARCH:
        return months[11];
    case MEAN:
        return sum / 12;
    case A_HEAD:
        return people > 0 ? sum / (people / 12) : (double)NAN;
    case MARCH_A_HEAD:
        return heads[11] > 0 ? months[11] / heads[11] : (double)NAN;
    case SUM:
    case COPY:
    default:
        return sum;
    }
}

void sw_explored_take(const sw_layout *layout, const sw_layout *whole,
                      const double *record, double *to)
{
    const double *heads = record + whole->variables[SW_INDICATOR_headcount].offset;
    for (int k = 0; k < N_ROWS; k++) {
        const sw_variable *v = &layout->variables[k];
        const double *from = record + whole->variables[rows[k].indicator].offset;
        for (size_t i = 0; i < v->length; i++)
            to[v->offset + i] = rows[k].how == COPY
                                    ? from[i]
                                    : of_year(rows[k].how, from + 12 * i, heads + 12 * i);
    }
}
