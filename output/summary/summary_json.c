/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary for programs: one JSON object whose keys are the dataset names of a result
 * file. */
#include <sidework/json.h>
#include <sidework/summary.h>

#include "result_file.h"
#include "statistics.h"

static void put_head(sw_json *json, const sw_results *r, uint32_t draws)
{
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)r->seed);
    sw_json_integer(json, "schema_version", SW_SCHEMA_VERSION);
    sw_json_text(json, "title", r->title);
    sw_json_text(json, "title_ja", r->title_ja);
    sw_json_text(json, "question", r->question);
    sw_json_text(json, "question_ja", r->question_ja);
    sw_json_text(json, "version", r->version);
    sw_json_unsigned(json, "seed", r->seed);
    sw_json_text(json, "seed_text", seed); /* many readers round integers beyond 2^53 */
    sw_json_text(json, "scenario_digest", r->digest);
    sw_json_integer(json, "replications", r->n_replications);
    if (draws > 0) {
        sw_json_integer(json, "repeats", r->repeats);
        sw_json_integer(json, "draws", draws);
    }
    sw_json_integer(json, "base_year", r->layout.base_year);
    sw_json_integer(json, "incomplete", r->incomplete != 0);
    if (r->stopping.width > 0) {
        sw_json_number(json, "precision", r->stopping.width);
        sw_json_number(json, "precision_level", r->stopping.level);
        sw_json_integer(json, "precision_reached", r->stopping.reached);
    }
}

static void put_axes(sw_json *json, const sw_summary *self, const sw_results *r)
{
    static const double quantiles[] = SW_QUANTILES;
    sw_json_numbers(json, "threshold", r->layout.thresholds, 0,
                    (size_t)self->n_thresholds);
    sw_json_numbers(json, "quantile", quantiles, 0, SW_N_QUANTILES);
    sw_json_open(json, "fiscal_year", '[');
    for (int y = 0; y < self->n_years; y++)
        sw_json_integer(json, NULL, r->layout.base_year + y);
    sw_json_close(json, ']');
    sw_json_open(json, "month", '[');
    for (int t = 0; t < self->n_months; t++) {
        char text[32];
        const int month = r->layout.base_year * 12 + 3 + t;
        (void)snprintf(text, sizeof text, "%04d-%02d", month / 12, month % 12 + 1);
        sw_json_text(json, NULL, text);
    }
    sw_json_close(json, ']');
}

/* Share of replications that passed the gate of each phase. */
static void put_gates(sw_json *json, const sw_results *r)
{
    const sw_variable *gate = sw_layout_find(&r->layout, "gate_month");
    if (gate == NULL || gate->dimension < 0)
        return;
    const sw_dimension *phases = &r->layout.dimensions[gate->dimension];
    sw_json_open(json, "phase", '[');
    for (int i = 0; i < phases->size; i++)
        sw_json_text(json, NULL, phases->labels[i]);
    sw_json_close(json, ']');
    sw_json_open(json, "gate_month_passed", '[');
    for (int i = 0; i < phases->size; i++) {
        const double passed = (double)sw_count_met(r, gate, (size_t)i);
        sw_json_number(json, NULL, passed / r->n_replications);
    }
    sw_json_close(json, ']');
}

int sw_summary_print_json(const sw_summary *self, const sw_results *results, FILE *stream)
{
    sw_json json = {.stream = stream};
    sw_summary copy = *self;
    sw_json_open(&json, NULL, '{');
    put_head(&json, results, self->n_draws);
    if (self->rate_quantile_error > 0)
        sw_json_number(&json, "quantile_error", self->rate_quantile_error);
    put_axes(&json, self, results);
    for (int i = 0; i < SW_N_SUMMARY_ROWS; i++) {
        const sw_summary_row *row = &sw_summary_rows[i];
        const size_t n = sw_summary_count(self, row);
        const size_t rows =
            row->dataset.rank > 1 ? sw_summary_axis(self, row->dataset.axis[0]) : 0;
        if (n > 0)
            sw_json_numbers(&json, row->dataset.name, *sw_summary_member(&copy, row),
                            rows, rows > 0 ? n / rows : n);
    }
    put_gates(&json, results);
    sw_json_close(&json, '}');
    return fflush(stream) != 0 || ferror(stream) ? SW_IO : SW_OK;
}
