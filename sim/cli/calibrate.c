/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See calibrate.h. */
#include "calibrate.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calibrate_learn.h"
#include "durable.h"
#include "inputs.h"
#include "run_json.h"

typedef struct calibrate {
    const sw_model *model;
    const sw_options *options;
    FILE *out;
    sw_diagnostics *diagnostics;
    const char *output;
    const char *facts[SW_MAX_FILES]; /* observation files, in the order given */
    int n_facts;
    const char *path; /* of the scenario */
    sw_scenario scenario;
    sw_observations observations;
    sw_trials *trials;
    sw_checkpoint *checkpoint;
    sw_progress progress;
    sw_learning learning;
    sw_calibration outcome;
    int replace;
    uint32_t kept; /* simulations that were there before this command */
} calibrate;

static int sort_files(calibrate *self)
{
    const sw_options *o = self->options;
    int n_scenarios = 0;
    for (int k = 0; k < o->n_files; k++) {
        if (access(o->files[k], F_OK) != 0)
            return sw_fail(self->diagnostics, SW_MISSING,
                           "%s: there is no such file; check the name and the folder",
                           "%s: ファイルがありません。名前とフォルダーを確認してください",
                           o->files[k]);
        if (sw_observations_are_in(o->files[k])) {
            self->facts[self->n_facts++] = o->files[k];
        } else {
            self->path = o->files[k];
            n_scenarios++;
        }
    }
    if (self->n_facts > 0 && n_scenarios == 1)
        return SW_OK;
    return sw_fail(
        self->diagnostics, SW_USAGE,
        "calibrate takes observation files and one scenario; of the files given, %d have "
        "a list `observations` and %d have not",
        "calibrate には観測値のファイル（１つ以上）とシナリオ１つを指定してください。"
        "指定されたファイルのうち、リスト observations があるものは %d 個、ないものは %d "
        "個です",
        self->n_facts, n_scenarios);
}

static int load_scenario(calibrate *self, const sw_group *const *groups, int n_groups)
{
    const sw_options *o = self->options;
    sw_diagnostics *d = self->diagnostics;
    int status = sw_inputs_expect_scenario(self->path, d);
    if (!status)
        status = sw_scenario_load(&self->scenario, groups, n_groups, self->path,
                                  o->overrides, o->n_overrides, d);
    if (!status)
        status = sw_model_check(self->model, &self->scenario, d);
    if (!status && *sw_scenario_simulation(&self->scenario)->posterior)
        status =
            sw_scenario_fail(&self->scenario, d, "simulation.posterior",
                             "a posterior is what calibrate makes; leave the key out",
                             "事後分布は calibrate が作るものです。このキーを除いて"
                             "ください");
    if (!status && self->scenario.n_priors == 0)
        status = sw_fail(d, SW_INPUT,
                         "%s: nothing is uncertain here: no key is given as a prior, so "
                         "there is nothing to learn",
                         "%s: 不確かな値（事前分布）がないため、学ぶものがありません",
                         self->path);
    if (!status)
        status = sw_trials_new(&self->trials, self->model, &self->scenario,
                               sw_scenario_simulation(&self->scenario)->seed, d);
    return status;
}

/* Both kinds of file are judged, whatever the other is like. */
static int load(calibrate *self, const sw_group *const *groups, int n_groups)
{
    const int status = load_scenario(self, groups, n_groups);
    const int there = sw_observations_load(
        &self->observations, self->facts, self->n_facts,
        status ? NULL : sw_trials_layout(self->trials), self->diagnostics);
    return status ? status : there;
}

static int keep_inputs(const calibrate *self)
{
    const sw_options *o = self->options;
    int status =
        sw_inputs_keep_scenario(self->output, &self->scenario, self->diagnostics);
    for (int k = 0; k < o->n_files && !status; k++)
        status = sw_inputs_keep(self->output, o->files[k], self->diagnostics);
    return status;
}

/* --resume replaces a posterior of the same scenario, facts, seed and version. */
static int look_at_existing(calibrate *self)
{
    const sw_options *o = self->options;
    sw_calibration there = {0};
    self->replace = o->force;
    if (!o->resume || access(self->output, F_OK) != 0)
        return sw_calibration_check_output(self->output, o->force, self->diagnostics);
    int status = sw_calibration_read(&there, self->output, self->diagnostics);
    if (!status && (strcmp(there.digest, self->scenario.digest) != 0 ||
                    strcmp(there.observations_digest, self->observations.digest) != 0 ||
                    strcmp(there.version, SIDEWORK_VERSION) != 0))
        status = sw_fail(
            self->diagnostics, SW_INPUT,
            "%s: learned from another scenario or other facts (digests %.12s, %.12s; "
            "these are %.12s, %.12s), or by another version (%s); choose another -o, or "
            "--force to begin anew",
            "%s: 別のシナリオか観測値（ダイジェスト %.12s・%.12s、今回は "
            "%.12s・%.12s）、または別の版（%s）の結果です。別の -o を指定するか、--force "
            "で初めからやり直してください",
            self->output, there.digest, there.observations_digest, self->scenario.digest,
            self->observations.digest, there.version);
    sw_calibration_free(&there);
    self->replace = 1;
    return status;
}

/* The default number of particles follows --simulations; what is gone on with keeps its own. */
static void keep_particles(calibrate *self)
{
    const sw_options *o = self->options;
    sw_calibration there = {0};
    if (!o->resume || o->particles != 0 || access(self->output, F_OK) != 0)
        return;
    if (sw_calibration_read(&there, self->output, NULL) == SW_OK &&
        there.particles <= INT32_MAX)
        self->learning.rules.particles = (int)there.particles;
    sw_calibration_free(&there);
}

static void set_learning(calibrate *self)
{
    const sw_options *o = self->options;
    sw_learning *l = &self->learning;
    l->model = self->model;
    l->scenario = &self->scenario;
    l->observations = &self->observations;
    l->trials = self->trials;
    l->rules = (sw_learning_rules){.simulations = o->simulations,
                                   .particles = o->particles,
                                   .threads = o->threads,
                                   .tolerance = o->tolerance,
                                   .acceptance = o->acceptance,
                                   .seconds = o->seconds};
    l->progress = &self->progress;
    l->diagnostics = self->diagnostics;
}

static int open_checkpoint(calibrate *self)
{
    const sw_options *o = self->options;
    char identity[65];
    sw_learning_identity(&self->learning, identity);
    const int status = sw_checkpoint_open(&self->checkpoint, self->output, identity,
                                          o->resume, o->force, self->diagnostics);
    self->learning.checkpoint = self->checkpoint;
    if (status == SW_INPUT && o->resume && o->particles == 0)
        (void)sw_fail(self->diagnostics, status,
                      "was it begun with another --simulations? The number of particles "
                      "follows from it: here %d; give --particles as it was then",
                      "別の --simulations で始めましたか。粒子の数はそれで決まり、今回は "
                      "%d 個です。--particles に当時の数を指定してください",
                      self->learning.rules.particles);
    return status;
}

/* The same file gives the same bytes, wherever it lies. */
static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Of all observation files: titles (0), Japanese titles (1), texts (2); malloc'ed. */
static char *joined(const calibrate *self, int what)
{
    size_t bytes = 1;
    const sw_observations *o = &self->observations;
    for (int k = 0; k < o->n_sources; k++)
        bytes += strlen(o->sources[k].file) + strlen(o->sources[k].text) +
                 2 * SW_TEXT_BYTES + 16;
    char *text = calloc(bytes, 1);
    for (int k = 0; text && k < o->n_sources; k++) {
        const sw_observations_source *s = &o->sources[k];
        const size_t used = strlen(text);
        if (what == 0)
            (void)snprintf(text + used, bytes - used, "%s%s", k ? "; " : "", s->title);
        else if (what == 1)
            (void)snprintf(text + used, bytes - used, "%s%s", k ? "、" : "", s->title_ja);
        else
            (void)snprintf(text + used, bytes - used, "// %s\n%s\n", last_name(s->file),
                           s->text);
    }
    return text;
}

/* Where the outcome comes from. */
static int describe(calibrate *self)
{
    const struct sw_root *root = sw_scenario_root(&self->scenario);
    const sw_abc_head *h = &self->learning.abc.head;
    sw_calibration *c = &self->outcome;
    char *texts[3] = {joined(self, 0), joined(self, 1), joined(self, 2)};
    static const char *const ends[] = {
#define WORD(name, en, ja) #name,
        SW_ABC_END_LIST(WORD)
#undef WORD
    };
    c->title = root->title;
    c->title_ja = root->title_ja[0] ? root->title_ja : root->title;
    c->scenario = self->scenario.effective;
    c->digest = self->scenario.digest;
    c->observations_digest = self->observations.digest;
    c->version = SIDEWORK_VERSION;
    c->end = ends[h->end];
    c->end_en = sw_abc_end_text(h->end, SW_ENGLISH);
    c->end_ja = sw_abc_end_text(h->end, SW_JAPANESE);
    c->distance = h->distance == SW_ABC_SCALED ? "scaled" : "estimates";
    c->facts = texts[0] ? sw_results_duplicate(&c->memory, texts[0]) : NULL;
    c->facts_ja = texts[1] ? sw_results_duplicate(&c->memory, texts[1]) : NULL;
    c->observations = texts[2] ? sw_results_duplicate(&c->memory, texts[2]) : NULL;
    for (int k = 0; k < 3; k++)
        free(texts[k]);
    return c->facts && c->facts_ja && c->observations
               ? SW_OK
               : sw_fail(self->diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
}

/* How fast it was here helps to choose the next --simulations. */
static void tell_end(const calibrate *self)
{
    const uint32_t made = self->outcome.simulations - self->kept;
    const double seconds = self->progress.seconds;
    fprintf(
        stderr,
        self->options->language == SW_JAPANESE
            ? "事後分布: %s（今回のシミュレーション %u 回、毎秒 %.3g 回。続きは "
              "--simulations を増やし --resume で。途中の状態は %s.run、不要なら"
              "削除してよい）\n"
            : "posterior: %s (%u simulations this time, %.3g a second; a larger "
              "--simulations with --resume goes on from %s.run, which may be deleted)\n",
        self->output, made, seconds > 0 ? made / seconds : 0.0, self->output);
}

static int show(const calibrate *self)
{
    const sw_options *o = self->options;
    const int status = o->json
                           ? sw_calibration_print_json(&self->outcome, self->out)
                           : sw_calibration_print(&self->outcome, self->out, o->language);
    if (status)
        return sw_fail(self->diagnostics, status,
                       "the table could not be written; the posterior is in %s",
                       "表を書き出せません。事後分布は %s にあります", self->output);
    if (!o->quiet)
        tell_end(self);
    return SW_OK;
}

static int explain(const calibrate *self, int status)
{
    if (status != SW_HANGUP && status != SW_INTERRUPT && status != SW_TERMINATE)
        return status;
    return sw_fail(
        self->diagnostics, status,
        "%s: stopped in generation %u; what was finished before it is kept; the "
        "same command with --resume goes on",
        "%s: 第 %u 世代で停止しました。それまでの分は残してあります。同じコマンド"
        "に --resume を付けると続きます",
        self->output, self->learning.abc.head.generation + 1);
}

static int learn(calibrate *self)
{
    const sw_options *o = self->options;
    sw_learning *l = &self->learning;
    sw_progress_begin(&self->progress, self->path, l->rules.simulations, o->quiet,
                      o->language);
    int status = sw_learning_begin(l);
    self->kept = l->abc.head.simulations;
    if (!status)
        status = sw_learning_run(l);
    if (!status)
        status = sw_learning_outcome(l, &self->outcome);
    sw_progress_end(&self->progress);
    self->progress.name = self->path;
    self->progress.total = self->outcome.simulations;
    if (!status)
        status = describe(self);
    return explain(self, status);
}

static int begin(calibrate *self, const sw_group *const *groups, int n_groups)
{
    int status = sort_files(self);
    if (!status)
        status = load(self, groups, n_groups);
    if (!status)
        status = keep_inputs(self);
    set_learning(self);
    if (!status)
        keep_particles(self);
    if (!status)
        status = sw_learning_plan(&self->learning.rules, self->scenario.n_priors,
                                  self->diagnostics);
    if (!status)
        status = look_at_existing(self);
    if (!status)
        status = sw_run_json_check(self->output, self->diagnostics);
    return status ? status : open_checkpoint(self);
}

int sw_cli_calibrate(const sw_model *model, const sw_group *const *groups, int n_groups,
                     const sw_options *options, FILE *out, sw_diagnostics *diagnostics)
{
    calibrate *self = calloc(1, sizeof *self);
    if (!self)
        return sw_fail(diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    self->model = model;
    self->options = options;
    self->out = out;
    self->diagnostics = diagnostics;
    self->output = options->output ? options->output : "posterior.h5";
    sw_stop_on_signals();
    int status = begin(self, groups, n_groups);
    if (!status)
        status = learn(self);
    if (!status)
        status = sw_calibration_write(&self->outcome, self->output, self->replace,
                                      diagnostics);
    if (!status)
        status = sw_run_json_write(self->output, &self->progress, options, diagnostics);
    if (!status)
        status = show(self);
    sw_checkpoint_close(self->checkpoint);
    sw_learning_free(&self->learning);
    sw_calibration_free(&self->outcome);
    sw_trials_free(self->trials);
    sw_observations_free(&self->observations);
    sw_scenario_free(&self->scenario);
    free(self);
    return status;
}
