/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exploration as one JSON object; keys are those of the file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "boxes_parts.h"
#include "findings_columns.h"
#include "findings_json.h"

void sw_json_open_study(sw_json *j, const char *kind, const sw_design_file *d,
                        const sw_results *r)
{
    sw_json_open(j, NULL, '{');
    sw_json_integer(j, "schema_version", 1);
    sw_json_text(j, "kind", kind);
    sw_json_text(j, "title", d->title);
    sw_json_text(j, "title_ja", d->title_ja);
    sw_json_text(j, "question", d->question);
    sw_json_text(j, "question_ja", d->question_ja);
    sw_json_text(j, "version", r->version);
    sw_json_text(j, "design_digest", d->digest);
    sw_json_text(j, "scenario_digest", r->digest);
    sw_json_unsigned(j, "seed", r->seed);
    sw_json_text(j, "design_method", sw_design_method_names[d->method]);
    sw_json_text(j, "design_outcome", sw_design_outcome_names[d->outcome]);
    sw_json_number(j, "design_threshold", d->threshold);
}

void sw_json_open_factor(sw_json *j, const sw_factor *x)
{
    sw_json_open(j, NULL, '{');
    sw_json_text(j, "key", x->path);
    sw_json_text(j, "group", x->group);
    sw_json_text(j, "units", x->field->unit);
    sw_json_text(j, "long_name", x->field->en);
    sw_json_text(j, "long_name_ja", x->field->ja);
}

static void put_factors(sw_json *j, const sw_findings *f)
{
    const sw_design_file *d = f->design;
    const size_t k = (size_t)d->n_factors;
    sw_json_open(j, "factors", '[');
    for (size_t i = 0; i < k; i++) {
        const sw_factor *x = &d->factors[i];
        sw_json_open_factor(j, x);
        if (x->usual[0])
            sw_json_text(j, "scenario_value", x->usual);
        else
            sw_json_null(j, "scenario_value");
        sw_json_open(j, "values", '[');
        for (uint32_t p = 0; p < f->n_points; p++) {
            char text[SW_FACTOR_TEXT_BYTES];
            const double u = f->u[p * k + i];
            sw_factor_text(x, u, text);
            if (isnan(u))
                sw_json_null(j, NULL);
            else if (x->field->type == SW_TYPE_REAL || x->field->type == SW_TYPE_INT)
                sw_json_number(j, NULL, sw_factor_number(x, u));
            else
                sw_json_text(j, NULL, text);
        }
        sw_json_close(j, ']');
        sw_json_close(j, '}');
    }
    sw_json_close(j, ']');
}

static void put_points(sw_json *j, const sw_findings *f)
{
    sw_json_open(j, "failed", '[');
    for (uint32_t p = 0; p < f->n_points; p++)
        sw_json_integer(j, NULL, f->exploration->points[p].failed);
    sw_json_close(j, ']');
    sw_json_open(j, "reason", '[');
    for (uint32_t p = 0; p < f->n_points; p++) {
        if (f->exploration->points[p].failed)
            sw_json_text(j, NULL, f->exploration->points[p].reason);
        else
            sw_json_null(j, NULL);
    }
    sw_json_close(j, ']');
}

int sw_findings_print_json(const sw_findings *f, FILE *stream)
{
    const sw_design_file *d = f->design;
    const sw_results *r = &f->exploration->results;
    sw_json j = {.stream = stream};
    sw_findings_column *columns = calloc(SW_FINDINGS_COLUMNS, sizeof *columns);
    if (!columns)
        return SW_MEMORY;
    sw_json_open_study(&j, "exploration", d, r);
    sw_json_integer(&j, "points", f->n_points);
    sw_json_integer(&j, "replications", f->exploration->n_replications);
    sw_json_boolean(&j, "incomplete", f->incomplete);
    sw_json_numbers(&j, "threshold", r->layout.thresholds, 0, (size_t)f->n_thresholds);
    put_factors(&j, f);
    put_points(&j, f);
    const int n = sw_findings_columns(f, columns);
    for (int i = 0; i < n; i++)
        sw_json_numbers(&j, columns[i].name, columns[i].values,
                        columns[i].by_threshold ? f->n_points : 0,
                        columns[i].by_threshold ? (size_t)f->n_thresholds : f->n_points);
    if (f->boxes)
        sw_boxes_put_json(&j, f->boxes);
    sw_json_close(&j, '}');
    (void)fputc('\n', stream);
    free(columns);
    return ferror(stream) ? SW_IO : SW_OK;
}
