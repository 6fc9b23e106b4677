/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short answer before a long run: is the file right, and which world is it. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include <sidework/design_file.h>
#include <sidework/json.h>
#include <sidework/observations.h>
#include <sidework/replication.h>

#include "calibrate.h"
#include "check_design.h"
#include "check_facts.h"
#include "estimate.h"

static int load(const sw_check *self, const char *path, sw_scenario *scenario,
                sw_diagnostics *diagnostics)
{
    const int status = sw_scenario_load(scenario, self->groups, self->n_groups, path,
                                        self->overrides, self->n_overrides, diagnostics);
    const int checked =
        status ? status : sw_model_check(self->model, scenario, diagnostics);
    return checked || !self->options
               ? checked
               : sw_posterior_option(self->options, scenario, diagnostics);
}

static int answer(const sw_check *self, const char *path, const sw_scenario *scenario)
{
    const int japanese = self->diagnostics && self->diagnostics->language == SW_JAPANESE;
    if (self->effective)
        return sw_scenario_print(scenario, self->out);
    const int written =
        fprintf(self->out,
                japanese ? "%s: 問題なし（パラメーター %d 個、うち不確実 %d "
                           "個、ダイジェスト %.12s…）\n"
                         : "%s: ok (%d parameters, %d uncertain, digest %.12s…)\n",
                path, scenario->n_origins, scenario->n_priors, scenario->digest);
    if (self->estimate) {
        sw_estimate estimate;
        const int status =
            sw_estimate_make(&estimate, self->model, scenario, self->threads,
                             self->precision, self->diagnostics);
        if (status)
            return status;
        if (sw_estimate_print(&estimate, japanese ? SW_JAPANESE : SW_ENGLISH, self->out))
            return SW_IO;
    }
    return written < 0 || fflush(self->out) != 0 ? SW_IO : SW_OK;
}

int sw_cli_check(const sw_check *self, const char *path)
{
    sw_scenario scenario = {0};
    if (sw_observations_are_in(path))
        return sw_cli_check_facts(self, path);
    if (sw_design_file_is_in(path))
        return sw_cli_check_design(self, path);
    int status = load(self, path, &scenario, self->diagnostics);
    if (status == SW_OK) {
        status = answer(self, path, &scenario);
        if (status == SW_IO)
            (void)sw_fail(self->diagnostics, status,
                          "%s: the answer could not be written",
                          "%s: 結果を書き出せませんでした", path);
    }
    sw_scenario_free(&scenario);
    return status;
}

/* Each line of found into the list, and into the command's own messages; found is cut up.
 */
static void put_errors(const sw_check *self, sw_json *json, int status,
                       sw_diagnostics *found)
{
    char *rest = NULL;
    sw_json_open(json, "errors", '[');
    for (char *line = strtok_r(found->text, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        sw_json_text(json, NULL, line);
        (void)sw_fail(self->diagnostics, status, "%s", "%s", line);
    }
    sw_json_close(json, ']');
    sw_json_integer(json, "errors_dropped", found->dropped);
    if (self->diagnostics)
        self->diagnostics->dropped += found->dropped;
}

static int put_observations(const sw_check *self, const char *path, sw_json *json,
                            sw_diagnostics *found)
{
    int n = 0;
    sw_diagnostics_init(found,
                        self->diagnostics ? self->diagnostics->language : SW_ENGLISH);
    const int status = sw_check_facts_load(self, path, found, &n, NULL);
    sw_json_open(json, NULL, '{');
    sw_json_text(json, "path", path);
    sw_json_boolean(json, "ok", status == SW_OK);
    if (status == SW_OK)
        sw_json_integer(json, "observations", n);
    else
        sw_json_null(json, "observations");
    put_errors(self, json, status, found);
    sw_json_close(json, '}');
    return status;
}

static int put_file(const sw_check *self, const char *path, sw_json *json,
                    sw_diagnostics *found)
{
    if (sw_observations_are_in(path))
        return put_observations(self, path, json, found);
    if (sw_design_file_is_in(path)) {
        sw_diagnostics_init(found,
                            self->diagnostics ? self->diagnostics->language : SW_ENGLISH);
        sw_json_open(json, NULL, '{');
        sw_json_text(json, "path", path);
        const int status = sw_cli_check_design_json(self, path, json, found);
        put_errors(self, json, status, found);
        sw_json_close(json, '}');
        return status;
    }
    sw_scenario scenario = {0};
    sw_diagnostics_init(found,
                        self->diagnostics ? self->diagnostics->language : SW_ENGLISH);
    sw_estimate estimate;
    int status = load(self, path, &scenario, found);
    if (!status && self->estimate)
        status = sw_estimate_make(&estimate, self->model, &scenario, self->threads,
                                  self->precision, found);
    sw_json_open(json, NULL, '{');
    sw_json_text(json, "path", path);
    sw_json_boolean(json, "ok", status == SW_OK);
    if (status == SW_OK) {
        sw_json_integer(json, "parameters", scenario.n_origins);
        sw_json_integer(json, "uncertain", scenario.n_priors);
        sw_json_text(json, "digest", scenario.digest);
        if (self->estimate)
            sw_estimate_json(&estimate, json);
    } else {
        sw_json_null(json, "parameters");
        sw_json_null(json, "uncertain");
        sw_json_null(json, "digest");
    }
    put_errors(self, json, status, found);
    sw_json_close(json, '}');
    sw_scenario_free(&scenario);
    return status;
}

int sw_cli_check_json(const sw_check *self, const char *const *paths, int n)
{
    sw_json json = {.stream = self->out};
    int status = SW_OK;
    if (self->effective)
        return sw_fail(self->diagnostics, SW_USAGE,
                       "--effective prints a scenario, not JSON; leave out one of them",
                       "--effective はシナリオを表示します。--json とは併用できません");
    sw_diagnostics *found = malloc(sizeof *found); /* 16 KiB */
    if (!found)
        return sw_fail(self->diagnostics, SW_MEMORY, "out of memory", "メモリ不足");
    sw_json_open(&json, NULL, '[');
    for (int k = 0; k < n; k++) {
        const int this_one = put_file(self, paths[k], &json, found);
        status = status ? status : this_one;
    }
    sw_json_close(&json, ']');
    free(found);
    if (!status && (fflush(self->out) != 0 || ferror(self->out)))
        status = sw_fail(self->diagnostics, SW_IO, "the answer could not be written",
                         "結果を書き出せませんでした");
    return status;
}
