/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters as one JSON object; keys are those of the file. */
#include <stdlib.h>

#include "findings_json.h"
#include "matters_parts.h"

static void put_groups(sw_json *j, const sw_matters *m)
{
    const sw_matters_plan *plan = m->plan;
    sw_json_open(j, "group", '[');
    for (int g = 0; g < plan->factors.n_groups; g++)
        sw_json_text(j, NULL, plan->names[g]);
    sw_json_close(j, ']');
    sw_json_open(j, "factors", '[');
    for (int i = 0; i < plan->design->n_factors; i++) {
        sw_json_open_factor(j, &plan->design->factors[i]);
        sw_json_close(j, '}');
    }
    sw_json_close(j, ']');
}

static void put_measures(sw_json *j, const sw_matters *m)
{
    sw_json_open(j, "measure", '[');
    for (int o = 0; o < m->n_outcomes; o++)
        sw_json_text(j, NULL, sw_design_outcome_names[m->outcomes[o].outcome]);
    sw_json_close(j, ']');
}

int sw_matters_print_json(const sw_matters *self, FILE *stream)
{
    const size_t groups = (size_t)self->plan->factors.n_groups;
    const size_t outcomes = (size_t)self->n_outcomes;
    sw_json j = {.stream = stream};
    sw_matters_columns *columns = calloc(1, sizeof *columns);
    int status = columns ? sw_matters_columns_make(columns, self) : SW_MEMORY;
    if (status)
        goto out;
    sw_json_open_study(&j, "sensitivity", self->plan->design,
                       &self->exploration->results);
    sw_json_integer(&j, "points", self->exploration->n_points);
    sw_json_integer(&j, "replications", self->exploration->n_replications);
    sw_json_integer(&j, "policies", self->plan->policies);
    sw_json_integer(&j, "failed", self->n_failed);
    sw_json_integer(&j, "uncertain_left_to_chance", self->n_left_to_chance);
    sw_json_boolean(&j, "incomplete", self->incomplete);
    sw_json_number(&j, "highest_rate", self->highest_rate);
    put_measures(&j, self);
    put_groups(&j, self);
    for (int i = 0; i < columns->n; i++) {
        const sw_matters_column *c = &columns->at[i];
        if (c->shape == SW_MATTERS_OF_OUTCOME)
            sw_json_numbers(&j, c->name, c->values, 0, outcomes);
        else if (c->shape == SW_MATTERS_OF_GROUP)
            sw_json_numbers(&j, c->name, c->values, outcomes, groups);
        else
            sw_json_numbers(&j, c->name, c->values, outcomes * groups, groups);
    }
    sw_json_close(&j, '}');
    (void)fputc('\n', stream);
    status = ferror(stream) ? SW_IO : SW_OK;
out:
    if (columns)
        sw_matters_columns_free(columns);
    free(columns);
    return status;
}
