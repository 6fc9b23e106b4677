/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See check_facts.h. */
#include "check_facts.h"

#include <stdlib.h>

#include <sidework/design_file.h>
#include <sidework/observations.h>
#include <sidework/trials.h>

/* The one scenario among the files of the command, or NULL. */
static const char *scenario_beside(const sw_check *self)
{
    const char *found = NULL;
    for (int k = 0; self->options && k < self->options->n_files; k++) {
        const char *path = self->options->files[k];
        if (sw_observations_are_in(path) || sw_design_file_is_in(path))
            continue;
        if (found)
            return NULL;
        found = path;
    }
    return found;
}

/* What is wrong with the scenario is said where its own turn comes: not here. */
static int lay_out(const sw_check *self, const char *path, sw_scenario *scenario,
                   sw_trials **trials)
{
    sw_diagnostics *unsaid = malloc(sizeof *unsaid); /* 16 KiB */
    if (!unsaid)
        return SW_MEMORY;
    sw_diagnostics_init(unsaid, SW_ENGLISH);
    int status = sw_scenario_load(scenario, self->groups, self->n_groups, path,
                                  self->overrides, self->n_overrides, unsaid);
    if (!status)
        status = sw_model_check(self->model, scenario, unsaid);
    if (!status)
        status = sw_trials_new(trials, self->model, scenario,
                               sw_scenario_simulation(scenario)->seed, unsaid);
    free(unsaid);
    return status;
}

int sw_check_facts_load(const sw_check *self, const char *path,
                        sw_diagnostics *diagnostics, int *n, const char **scenario)
{
    const char *beside = scenario_beside(self);
    sw_scenario world = {0};
    sw_trials *trials = NULL;
    sw_observations o = {0};
    if (beside && lay_out(self, beside, &world, &trials))
        beside = NULL;
    const int status = sw_observations_load(
        &o, &path, 1, beside ? sw_trials_layout(trials) : NULL, diagnostics);
    *n = o.n_data;
    if (scenario)
        *scenario = beside;
    sw_observations_free(&o);
    sw_trials_free(trials);
    sw_scenario_free(&world);
    return status;
}

int sw_cli_check_facts(const sw_check *self, const char *path)
{
    const int ja = self->diagnostics && self->diagnostics->language == SW_JAPANESE;
    const char *scenario = NULL;
    int n = 0;
    const int status = sw_check_facts_load(self, path, self->diagnostics, &n, &scenario);
    if (status)
        return status;
    fprintf(self->out, ja ? "%s: 問題なし（観測値 %d 個" : "%s: ok (%d fact%s", path, n,
            n == 1 ? "" : "s");
    if (scenario)
        fprintf(self->out, ja ? "。%s と照合済み）\n" : ", looked up in %s)\n", scenario);
    else
        (void)fputs(ja ? "。変数名と年度は calibrate がシナリオと照合）\n"
                       : "; calibrate looks their names and years up in the scenario)\n",
                    self->out);
    return fflush(self->out) != 0 || ferror(self->out)
               ? sw_fail(self->diagnostics, SW_IO, "%s: the answer could not be written",
                         "%s: 結果を書き出せませんでした", path)
               : SW_OK;
}
