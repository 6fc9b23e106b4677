/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See calibrate_learn.h; what comes of it is made in calibrate_outcome.c. */
#include "calibrate_learn.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/journal.h>
#include <sidework/sha256.h>

#include "durable.h"

enum { SIMULATIONS = 20000, PARTICLES = 1000, FEWEST = 50, EACH = 5 };
enum { SHARE = 10, LEAST_SWEEPS = 4 };

static int too_few(const sw_learning_rules *rules, int least, int n_values,
                   sw_diagnostics *diagnostics)
{
    if (rules->particles < least)
        return sw_fail(
            diagnostics, SW_USAGE,
            "--particles %d: too few for %d uncertain parameters, which need at "
            "least %d; with fewer, chance would look like knowledge",
            "--particles %d: 不確かな値 %d 個には少なすぎます。%d 以上が必要です"
            "（少ないと偶然を知識と取り違えます）",
            rules->particles, n_values, least);
    return sw_fail(diagnostics, SW_USAGE,
                   "--simulations %u: too few for %d particles, which need at least %d "
                   "(prior, moves, predictions)",
                   "--simulations %u: 粒子 %d 個には少なすぎます。%d 以上が必要です"
                   "（事前分布、更新、予測）",
                   rules->simulations, rules->particles, LEAST_SWEEPS * rules->particles);
}

int sw_learning_plan(sw_learning_rules *rules, int n_values, sw_diagnostics *diagnostics)
{
    const int least = EACH * n_values > FEWEST ? EACH * n_values : FEWEST;
    if (!rules->simulations)
        rules->simulations = SIMULATIONS;
    if (!rules->particles) {
        const uint32_t n = rules->simulations / SHARE;
        const int most = n > PARTICLES ? PARTICLES : (int)n;
        rules->particles = most > least ? most : least;
    }
    if (rules->particles < least ||
        rules->simulations < LEAST_SWEEPS * (uint32_t)rules->particles)
        return too_few(rules, least, n_values, diagnostics);
    return SW_OK;
}

uint32_t sw_learning_predictions(const sw_learning_rules *rules)
{
    return (uint32_t)rules->particles;
}

void sw_learning_identity(const sw_learning *self, char digest[65])
{
    char scenario[65], text[512];
    sw_run_digest(self->scenario->effective, scenario);
    (void)snprintf(text, sizeof text, "calibrate 2\n%s\n%s\n%" PRIu64 "\n%d\n", scenario,
                   self->observations->digest,
                   sw_scenario_simulation(self->scenario)->seed, self->rules.particles);
    sw_sha256_text(text, strlen(text), digest);
}

static int simulate(void *context, int worker, const double *values, uint32_t number,
                    double *data)
{
    sw_trials_simulate(context, worker, values, number, data);
    return SW_OK;
}

static int show_progress(void *context, const sw_abc_progress *p)
{
    sw_learning *self = context;
    const int ja = self->progress->language == SW_JAPANESE;
    (void)snprintf(self->name, sizeof self->name,
                   ja ? "第 %u 世代、許容差 %.3g" : "generation %u, tolerance %.3g",
                   p->generation, p->tolerance);
    self->progress->name = self->name;
    (void)sw_progress_show(self->progress, p->simulations);
    return sw_stop_requested();
}

static int keep(void *context, const sw_abc *abc)
{
    const sw_learning *self = context;
    return sw_checkpoint_save(self->checkpoint, &abc->head, sizeof abc->head, abc->block,
                              abc->length, self->diagnostics);
}

/* Correlations of all scores; NULL in *to where none are correlated. */
static int correlations(const sw_scenario *scenario, double **to)
{
    const size_t n = (size_t)scenario->n_priors;
    *to = NULL;
    if (scenario->n_copulas == 0)
        return SW_OK;
    double *r = calloc(n * n, sizeof *r);
    if (!r)
        return SW_MEMORY;
    for (size_t i = 0; i < n; i++)
        r[i * n + i] = 1.0;
    for (int c = 0; c < scenario->n_copulas; c++) {
        const sw_copula *g = &scenario->copulas[c];
        for (int i = 0; i < g->n; i++)
            for (int j = 0; j < g->n; j++)
                r[(size_t)g->member[i] * n + (size_t)g->member[j]] = g->r[i * g->n + j];
    }
    *to = r;
    return SW_OK;
}

static int make_space(sw_learning *self)
{
    const sw_scenario *s = self->scenario;
    double *r = NULL;
    int status = correlations(s, &r);
    if (!status)
        status = sw_prior_space_init(&self->space, s->priors, s->n_priors, r,
                                     self->diagnostics);
    free(r);
    return status;
}

static void set_options(sw_learning *self, int threads)
{
    const sw_learning_rules *r = &self->rules;
    self->problem = (sw_abc_problem){.space = &self->space,
                                     .n_data = self->observations->n_data,
                                     .observed = self->observed,
                                     .simulate = simulate,
                                     .context = self->trials};
    self->options =
        (sw_abc_options){.seed = sw_scenario_simulation(self->scenario)->seed,
                         .n_threads = threads,
                         .n_particles = r->particles,
                         .tolerance = r->tolerance,
                         .acceptance = r->acceptance,
                         .seconds = r->seconds,
                         .max_simulations = r->simulations - sw_learning_predictions(r),
                         .progress = self->progress ? show_progress : NULL,
                         .store = self->checkpoint ? keep : NULL,
                         .context = self};
}

static int take_up(sw_learning *self)
{
    sw_abc_head *head = calloc(1, sizeof *head); /* its history is long */
    double *block = NULL;
    size_t length = 0;
    int status = head ? SW_OK : SW_MEMORY;
    if (!status && self->checkpoint)
        status = sw_checkpoint_load(self->checkpoint, head, sizeof *head, &block, &length,
                                    self->diagnostics);
    if (!status && block)
        status = sw_abc_restore(&self->abc, head, block, length, self->diagnostics);
    free(block);
    free(head);
    return status;
}

int sw_learning_told(const sw_learning *self, int status)
{
    if (status != SW_MEMORY || !self->diagnostics || self->diagnostics->count > 0)
        return status;
    return sw_fail(self->diagnostics, status,
                   "not enough memory for the calibration; try fewer --particles or "
                   "--threads",
                   "メモリが足りません。--particles か --threads を減らしてください");
}

int sw_learning_begin(sw_learning *self)
{
    const sw_observations *o = self->observations;
    const int threads = sw_trials_threads(self->rules.threads);
    int status;
    self->observed = malloc(((size_t)o->n_data + 1) * sizeof *self->observed);
    if (!self->observed)
        return sw_fail(self->diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    for (int k = 0; k < o->n_data; k++)
        self->observed[k] = o->data[k].is->value;
    status = make_space(self);
    if (!status)
        status = sw_trials_observe(self->trials, o->data, o->n_data, threads,
                                   self->diagnostics);
    set_options(self, threads);
    if (!status)
        status = take_up(self);
    return sw_learning_told(self, status);
}

int sw_learning_run(sw_learning *self)
{
    return sw_learning_told(
        self, sw_abc_run(&self->abc, &self->problem, &self->options, self->diagnostics));
}

void sw_learning_free(sw_learning *self)
{
    sw_abc_free(&self->abc);
    sw_prior_space_free(&self->space);
    free(self->observed);
    self->observed = NULL;
}
