/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comparison for programs: the datasets of its HDF5 file as lists, [comparison]
 * [outcome], after what says which is which. */
#include "compare_parts.h"

#include <math.h>
#include <stddef.h>

#include <sidework/json.h>

#include "result_file.h"

static void put_file(sw_json *json, const sw_compared *f, int is_base)
{
    const sw_results *r = &f->results;
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)r->seed);
    sw_json_open(json, NULL, '{');
    sw_json_text(json, "file", f->name);
    sw_json_text(json, "label", f->label);
    sw_json_text(json, "title", r->title);
    sw_json_text(json, "title_ja", r->title_ja);
    sw_json_text(json, "version", r->version);
    sw_json_unsigned(json, "seed", r->seed);
    sw_json_text(json, "seed_text", seed);
    sw_json_text(json, "scenario_digest", r->digest);
    sw_json_integer(json, "replications", r->n_replications);
    sw_json_integer(json, "incomplete", r->incomplete != 0);
    if (!is_base) {
        sw_json_boolean(json, "paired", !f->unpaired);
        sw_json_integer(json, "pairs", f->n_pairs);
        sw_json_open(json, "unpaired_because", '[');
        for (int i = 0; i < SW_N_UNPAIRED; i++)
            if (f->unpaired >> i & 1u)
                sw_json_text(json, NULL, sw_unpaired_words[i]);
        sw_json_close(json, ']');
        if (f->parameter)
            sw_json_text(json, "parameter_drawn_otherwise", f->parameter);
        sw_json_integer(json, "parameters_only_one", f->n_only_one);
    }
    sw_json_close(json, '}');
}

static void put_outcomes(sw_json *json, const sw_comparison *self)
{
    sw_json_open(json, "outcome", '[');
    for (int o = 0; o < self->n_outcomes; o++)
        sw_json_text(json, NULL, self->outcomes[o].name);
    sw_json_close(json, ']');
    sw_json_open(json, "outcome_threshold", '[');
    for (int o = 0; o < self->n_outcomes; o++)
        sw_json_number(json, NULL, self->outcomes[o].threshold);
    sw_json_close(json, ']');
    sw_json_open(json, "outcome_units", '[');
    for (int o = 0; o < self->n_outcomes; o++)
        sw_json_text(json, NULL, self->outcomes[o].unit);
    sw_json_close(json, ']');
    sw_json_open(json, "outcome_long_name", '[');
    for (int o = 0; o < self->n_outcomes; o++)
        sw_json_text(json, NULL, self->outcomes[o].en);
    sw_json_close(json, ']');
    sw_json_open(json, "outcome_long_name_ja", '[');
    for (int o = 0; o < self->n_outcomes; o++)
        sw_json_text(json, NULL, self->outcomes[o].ja);
    sw_json_close(json, ']');
}

static void put_value(sw_json *json, const sw_contrast *c, const sw_contrast_row *row)
{
    const double value = sw_contrast_value(c, row);
    if (row->is_flag)
        sw_json_text(json, NULL, sw_verdict_words[(int)value]);
    else
        sw_json_number(json, NULL, value);
}

static void put_rows(sw_json *json, const sw_comparison *self)
{
    const int m = self->n_outcomes;
    for (int i = 0; i < SW_N_CONTRAST_ROWS; i++) {
        const sw_contrast_row *row = &sw_contrast_rows[i];
        sw_json_open(json, row->name, '[');
        for (int k = 0; k < self->n_files - 1; k++) {
            sw_json_open(json, NULL, '[');
            for (int o = 0; o < m; o++)
                put_value(json, &self->contrasts[k * m + o], row);
            sw_json_close(json, ']');
        }
        sw_json_close(json, ']');
    }
}

int sw_comparison_print_json(const sw_comparison *self, FILE *stream)
{
    sw_json json = {.stream = stream};
    const size_t n = (size_t)self->n_files;
    sw_json_open(&json, NULL, '{');
    sw_json_integer(&json, "schema_version", SW_SCHEMA_VERSION);
    sw_json_open(&json, "scenario", '[');
    for (int k = 0; k < self->n_files; k++)
        put_file(&json, &self->files[k], k == 0);
    sw_json_close(&json, ']');
    sw_json_integer(&json, "first_year", self->first_year);
    sw_json_integer(&json, "last_year", self->last_year);
    sw_json_number(&json, "level", SW_COMPARE_LEVEL);
    sw_json_number(&json, "family_level", self->family_level);
    put_outcomes(&json, self);
    put_rows(&json, self);
    if (self->rank_probability != NULL) {
        sw_json_integer(&json, "rank_replications", self->n_ranked);
        sw_json_numbers(&json, "rank_probability", self->rank_probability, n, n);
        sw_json_numbers(&json, "best_low", self->best_low, 0, n);
        sw_json_numbers(&json, "best_high", self->best_high, 0, n);
        sw_json_numbers(&json, "mean_rank", self->mean_rank, 0, n);
    }
    sw_json_close(&json, '}');
    return fflush(stream) != 0 || ferror(stream) ? SW_IO : SW_OK;
}
