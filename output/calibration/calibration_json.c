/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calibration as JSON; keys are the names of the datasets in its file. */
#include "calibration_parts.h"

#include <sidework/json.h>

static void put_parameter(sw_json *json, const sw_calibrated_parameter *p)
{
    sw_json_open(json, NULL, '{');
    sw_json_text(json, "parameter", p->path);
    sw_json_text(json, "unit", p->unit);
    sw_json_text(json, "label", p->en);
    sw_json_text(json, "label_ja", p->ja);
    sw_json_numbers(json, "parameter_prior", p->prior, 0, SW_CALIBRATION_QUANTILES);
    sw_json_numbers(json, "parameter_posterior", p->posterior, 0,
                    SW_CALIBRATION_QUANTILES);
    sw_json_numbers(json, "parameter_place", p->place, 0, SW_CALIBRATION_QUANTILES);
    sw_json_number(json, "contraction", p->contraction);
    sw_json_number(json, "contraction_error", p->contraction_error);
    sw_json_number(json, "shift", p->shift);
    sw_json_number(json, "shift_error", p->shift_error);
    sw_json_number(json, "explained", p->explained);
    sw_json_boolean(json, "learned", p->learned);
    sw_json_close(json, '}');
}

static void put_datum(sw_json *json, const sw_calibrated_datum *d)
{
    sw_json_open(json, NULL, '{');
    sw_json_text(json, "datum", d->name);
    sw_json_text(json, "quantity", d->quantity);
    sw_json_integer(json, "fiscal_year", d->fiscal_year);
    sw_json_text(json, "label", d->text);
    sw_json_text(json, "label_ja", d->text_ja);
    sw_json_text(json, "source", d->source);
    sw_json_number(json, "observed", d->observed);
    sw_json_numbers(json, "predictive_prior", d->prior, 0, SW_CALIBRATION_QUANTILES);
    sw_json_numbers(json, "predictive_posterior", d->posterior, 0,
                    SW_CALIBRATION_QUANTILES);
    sw_json_number(json, "p_prior", d->prior_p);
    sw_json_number(json, "p_posterior", d->posterior_p);
    sw_json_number(json, "left_out_z", d->left_out_z);
    sw_json_number(json, "left_out_explained", d->left_out_explained);
    sw_json_boolean(json, "conflict", d->conflict);
    sw_json_close(json, '}');
}

static void put_generation(sw_json *json, const sw_calibrated_generation *g)
{
    sw_json_open(json, NULL, '{');
    sw_json_number(json, "tolerance", g->tolerance);
    sw_json_number(json, "acceptance", g->acceptance);
    sw_json_number(json, "distinct", g->distinct);
    sw_json_number(json, "generation_simulations", g->simulations);
    sw_json_close(json, '}');
}

/* Rows in the order of "parameters", columns in that of "data". */
static void put_identifiability(sw_json *json, const sw_calibration *c)
{
    const size_t d = (size_t)c->n_parameters, m = (size_t)c->n_data;
    sw_json_open(json, "identifiability", '{');
    sw_json_number(json, "chance_determined", c->chance);
    sw_json_numbers(json, "determined", c->determined, 0, d);
    sw_json_numbers(json, "correlation", c->correlation, d, m);
    sw_json_numbers(json, "only_this", c->only_this, d, m);
    sw_json_close(json, '}');
}

int sw_calibration_print_json(const sw_calibration *self, FILE *out)
{
    static const double quantiles[SW_CALIBRATION_QUANTILES] = {0.05, 0.5, 0.95};
    char seed[24];
    sw_json json = {.stream = out};
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)self->seed);
    sw_json_open(&json, NULL, '{');
    sw_json_integer(&json, "schema_version", 1);
    sw_json_text(&json, "kind", "posterior");
    sw_json_text(&json, "title", self->title);
    sw_json_text(&json, "title_ja", self->title_ja);
    sw_json_text(&json, "facts", self->facts);
    sw_json_text(&json, "facts_ja", self->facts_ja);
    sw_json_text(&json, "version", self->version);
    sw_json_text(&json, "seed_text", seed);
    sw_json_text(&json, "scenario_digest", self->digest);
    sw_json_text(&json, "observations_digest", self->observations_digest);
    sw_json_text(&json, "posterior_digest", self->posterior_digest);
    sw_json_text(&json, "end", self->end);
    sw_json_text(&json, "end_text", self->end_en);
    sw_json_text(&json, "end_text_ja", self->end_ja);
    sw_json_text(&json, "distance", self->distance);
    sw_json_integer(&json, "simulations", self->simulations);
    sw_json_integer(&json, "failed", self->failed);
    sw_json_integer(&json, "particles", self->particles);
    sw_json_integer(&json, "draws", self->n_draws);
    sw_json_number(&json, "effective_sample_size", self->effective);
    sw_json_number(&json, "width_error", sw_calibration_noise(self));
    sw_json_numbers(&json, "quantile", quantiles, 0, SW_CALIBRATION_QUANTILES);
    sw_json_open(&json, "parameters", '[');
    for (int k = 0; k < self->n_parameters; k++)
        put_parameter(&json, &self->parameters[k]);
    sw_json_close(&json, ']');
    sw_json_open(&json, "data", '[');
    for (int k = 0; k < self->n_data; k++)
        put_datum(&json, &self->data[k]);
    sw_json_close(&json, ']');
    put_identifiability(&json, self);
    sw_json_open(&json, "generations", '[');
    for (int k = 0; k < self->n_generations; k++)
        put_generation(&json, &self->generations[k]);
    sw_json_close(&json, ']');
    sw_json_close(&json, '}');
    return fflush(out) != 0 || ferror(out) ? SW_IO : SW_OK;
}
