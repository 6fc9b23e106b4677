/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an ensemble is made of: a worker's memory, the description of the run, its rows. */
#include "ensemble_parts.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/sketch.h>

enum { LINE = 64, STACK_TOUCHED = 262144 };

/* Doubles on cache lines of their own. */
static size_t lines_of(size_t n)
{
    return (n * sizeof(double) / LINE + 1) * LINE;
}

int sw_worker_init(sw_worker_memory *self, const sw_scenario *scenario,
                   const sw_city *city, const sw_layout *whole, const sw_layout *kept,
                   int n_priors)
{
    const int same = whole->record_length == kept->record_length;
    if (sw_world_init(&self->world, scenario, city, whole))
        return SW_MEMORY;
    self->record = aligned_alloc(LINE, lines_of(whole->record_length));
    self->parameters = aligned_alloc(LINE, lines_of((size_t)n_priors));
    self->row = same ? self->record : aligned_alloc(LINE, lines_of(kept->record_length));
    return self->record && self->row && self->parameters ? SW_OK : SW_MEMORY;
}

void sw_worker_free(sw_worker_memory *self)
{
    sw_world_free(&self->world);
    if (self->row != self->record)
        free(self->row);
    free(self->record);
    free(self->parameters);
    memset(self, 0, sizeof *self);
}

size_t sw_worker_bytes(const sw_scenario *scenario, const sw_city *city,
                       const sw_layout *whole, const sw_layout *kept)
{
    return sizeof(sw_worker_memory) + sw_world_bytes(scenario, city) +
           lines_of(whole->record_length) + lines_of(kept->record_length) +
           lines_of((size_t)scenario->n_priors) + STACK_TOUCHED;
}

int sw_worker_simulate(sw_worker_memory *self, const sw_model *model, uint64_t seed,
                       uint32_t replication, const sw_kept *kept,
                       const sw_results *results)
{
    static const atomic_int never = 0;
    if (!sw_replication_run_unless(self->stop ? self->stop : &never, model, &self->world,
                                   seed, replication, self->record))
        return 0;
    if (self->row != self->record)
        sw_kept_copy(kept, &results->layout, self->record, self->row);
    for (int k = 0; k < results->n_parameters; k++)
        self->parameters[k] = self->world.uncertain[k];
    return 1;
}

static int describe_parameters(sw_results *r, const sw_scenario *scenario)
{
    r->n_parameters = scenario->n_priors;
    r->parameters =
        sw_results_allocate(r, (size_t)scenario->n_priors * sizeof *r->parameters + 1);
    if (!r->parameters)
        return SW_MEMORY;
    for (int k = 0; k < scenario->n_priors; k++) {
        const sw_prior *p = &scenario->priors[k];
        const char *path = sw_results_duplicate(r, p->path);
        if (!path)
            return SW_MEMORY;
        r->parameters[k] = (sw_parameter_info){path, p->unit, p->en, p->ja};
    }
    return SW_OK;
}

int sw_ensemble_describe(sw_results *r, sw_kept *kept, const sw_scenario *scenario,
                         const sw_city *city, const char *version,
                         const sw_ensemble_options *options)
{
    const struct sw_root *root = sw_scenario_root(scenario);
    if (sw_record_layout(r, scenario, city))
        return SW_MEMORY;
    r->title = sw_results_duplicate(r, root->title);
    r->title_ja =
        sw_results_duplicate(r, root->title_ja[0] ? root->title_ja : root->title);
    r->question = sw_results_duplicate(r, root->question);
    r->question_ja = sw_results_duplicate(r, root->question_ja[0] ? root->question_ja
                                                                  : root->question);
    r->effective = sw_results_duplicate(r, scenario->effective);
    r->digest = sw_results_duplicate(r, scenario->digest);
    r->version = sw_results_duplicate(r, version);
    r->seed = options->seed;
    r->n_replications = options->n_replications;
    r->repeats = (uint32_t)sw_scenario_simulation(scenario)->repeats;
    r->keep = sw_scenario_output(scenario)->keep;
    if (!r->title || !r->title_ja || !r->question || !r->question_ja || !r->effective ||
        !r->digest || !r->version || describe_parameters(r, scenario))
        return SW_MEMORY;
    return sw_kept_choose(kept, r);
}

/* A run that may stop early holds the rows of a short one beside the sketch of a long one,
 * for it does not know which it will be. */
uint32_t sw_ensemble_row_count(const sw_results *results,
                               const sw_ensemble_options *options, int *sketch)
{
    const uint32_t n = options->n_replications;
    const uint32_t most = options->exact ? options->exact : SW_EXACT_REPLICATIONS;
    *sketch = results->keep == SW_KEEP_SUMMARIES && n > most;
    return !*sketch ? n : options->judge ? most : 0;
}

int sw_ensemble_rows(sw_results *r, const sw_ensemble_options *options)
{
    int sketch = 0;
    if (options->no_rows)
        return SW_OK;
    const size_t n = sw_ensemble_row_count(r, options, &sketch), rows = n ? n : 1;
    r->n_rows = (uint32_t)n;
    r->records = calloc(rows, r->layout.record_length * sizeof *r->records);
    r->parameter_values =
        calloc(rows, ((size_t)r->n_parameters + 1) * sizeof *r->parameter_values);
    if (sketch)
        r->sketch = sw_sketch_new(&r->layout);
    if (r->sketch && r->repeats > 1 &&
        sw_sketch_keep_annual(r->sketch, options->n_replications) != SW_OK)
        return SW_MEMORY;
    return r->records && r->parameter_values && (r->sketch || !sketch) ? SW_OK
                                                                       : SW_MEMORY;
}

void sw_ensemble_settle(sw_results *r)
{
    if (!r->sketch)
        return;
    if (r->n_replications <= r->n_rows) {
        sw_sketch_free(r->sketch);
        r->sketch = NULL;
        return;
    }
    free(r->records);
    free(r->parameter_values);
    r->records = r->parameter_values = NULL;
    r->n_rows = 0;
}
