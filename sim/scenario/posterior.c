/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A posterior in place of priors; see uncertain.h. What it is made from and where it is
 * stored is not known here. */
#include "loader.h"

#include <string.h>

#include <sidework/sha256.h>
#include <sidework/uncertain.h>

struct taker {
    sw_scenario *scenario;
    sw_diagnostics *diagnostics;
    int n_columns;
    const char *const *paths;
    int *prior; /* [n_columns], -1: not uncertain here */
    int status;
};

static const char key[] = "simulation.posterior";

enum { MOST_NAMED = 3 }; /* keys in a message */

/* Column c among the scenario's priors; -1. */
static int find_prior(const struct taker *self, int c)
{
    const sw_scenario *scenario = self->scenario;
    int found = -1;
    for (int k = 0; k < scenario->n_priors; k++) {
        if (!strcmp(scenario->priors[k].path, self->paths[c])) {
            found = k;
        }
    }
    return found;
}

/* One line for all of them: of another scenario's posterior dozens may not fit. */
static void refuse_unknown(struct taker *self, int n)
{
    sw_load_text names = {0};
    int named = 0;
    for (int c = 0; c < self->n_columns && named < MOST_NAMED; c++) {
        if (self->prior[c] < 0) {
            sw_load_text_put(&names, named++ ? ", " : "");
            sw_load_text_put(&names, self->paths[c]);
        }
    }
    if (n > named) {
        sw_load_text_put(&names, ", ...");
    }
    const char *list = names.failed || !names.at ? "" : names.at;
    self->status =
        n == 1
            ? sw_scenario_fail(
                  self->scenario, self->diagnostics, key,
                  "the posterior holds %s, which is not an uncertain key of this "
                  "scenario; "
                  "calibrate this scenario, or give the key its distribution again",
                  "事後分布にある %s は、このシナリオの不確かな値ではありません。"
                  "このシナリオで較正し直すか、分布を与えてください",
                  list)
            : sw_scenario_fail(
                  self->scenario, self->diagnostics, key,
                  "the posterior holds %d keys that are not uncertain in this scenario "
                  "(%s); run the scenario it was learned from, or one that extends it, "
                  "or "
                  "calibrate this one",
                  "事後分布には、このシナリオでは不確かでない値が %d 個あります（%s）。"
                  "学んだ元のシナリオか、それを extends するシナリオを使うか、この"
                  "シナリオで較正し直してください",
                  n, list);
    sw_load_text_free(&names);
}

static void find_columns(struct taker *self)
{
    int unknown = 0;
    for (int c = 0; c < self->n_columns; c++) {
        self->prior[c] = find_prior(self, c);
        unknown += self->prior[c] < 0;
        for (int b = 0; b < c; b++) {
            if (self->prior[c] >= 0 && self->prior[b] == self->prior[c]) {
                self->status =
                    sw_scenario_fail(self->scenario, self->diagnostics, key,
                                     "the posterior holds %s twice",
                                     "事後分布に %s が二つあります", self->paths[c]);
            }
        }
    }
    if (unknown > 0) {
        refuse_unknown(self, unknown);
    }
}

static int holds(const struct taker *self, int prior)
{
    for (int c = 0; c < self->n_columns; c++) {
        if (self->prior[c] == prior) {
            return 1;
        }
    }
    return 0;
}

/* Half of a correlated group would leave the other half without its partner. */
static void check_groups(struct taker *self)
{
    const sw_scenario *scenario = self->scenario;
    for (int g = 0; g < scenario->n_copulas; g++) {
        const sw_copula *copula = &scenario->copulas[g];
        const int first = holds(self, copula->member[0]);
        for (int i = 1; i < copula->n; i++) {
            const int k = copula->member[i];
            if (holds(self, k) == first) {
                continue;
            }
            self->status = sw_scenario_fail(
                scenario, self->diagnostics, key,
                "the posterior holds %s but not %s, with which it is correlated here",
                "事後分布には %s がありますが、ここでそれと相関する %s がありません",
                scenario->priors[first ? copula->member[0] : k].path,
                scenario->priors[first ? k : copula->member[0]].path);
            break;
        }
    }
}

static const sw_field *field_of(const sw_scenario *scenario, const sw_prior *prior)
{
    const sw_group *group = scenario->groups[prior->group];
    for (int i = 0; i < group->n_fields; i++) {
        if (group->fields[i].offset == prior->offset) {
            return &group->fields[i];
        }
    }
    return NULL;
}

static void check_values(struct taker *self, uint32_t n_rows, const double *values)
{
    char text[3][32];
    for (int c = 0; c < self->n_columns; c++) {
        const sw_field *field =
            self->prior[c] < 0
                ? NULL
                : field_of(self->scenario, &self->scenario->priors[self->prior[c]]);
        for (uint32_t r = 0; field && r < n_rows; r++) {
            const double x = values[(size_t)r * (size_t)self->n_columns + (size_t)c];
            if (x >= field->low && x <= field->high) {
                continue;
            }
            self->status = sw_scenario_fail(
                self->scenario, self->diagnostics, key,
                "row %u of the posterior gives %s = %s; allowed: %s to %s",
                "事後分布の %u 行目は %s = %s です。指定できる範囲: %s ～ %s", r + 1,
                self->paths[c], sw_load_real_text(x, 0, text[0]),
                sw_load_real_text(field->low, 0, text[1]),
                sw_load_real_text(field->high, 0, text[2]));
            break;
        }
    }
}

static int check_digest(struct taker *self, uint32_t n_rows, const char *digest)
{
    const char *wanted = sw_scenario_simulation(self->scenario)->posterior;
    const size_t length = strlen(digest);
    if (length < 1 || length > 64 || strspn(digest, "0123456789abcdef") != length ||
        n_rows < 1 || self->n_columns < 1) {
        return self->status =
                   sw_scenario_fail(self->scenario, self->diagnostics, key,
                                    "the posterior has no rows, no columns or no digest",
                                    "事後分布に行、列、またはダイジェストがありません");
    }
    if (*wanted && strcmp(wanted, digest) != 0) {
        return self->status = sw_scenario_fail(
                   self->scenario, self->diagnostics, key,
                   "the scenario wants the posterior %.12s, this one is %.12s",
                   "シナリオが求める事後分布は %.12s、指定されたものは %.12s です",
                   wanted, digest);
    }
    return SW_OK;
}

/* Digest into the values, the effective text and where the value came from. */
static int describe(sw_scenario *scenario, sw_load_pool *pool, const char *digest)
{
    struct sw_simulation *simulation = scenario->values[SW_GROUP_SIMULATION];
    char before[SW_TEXT_BYTES];
    sw_load_text text = {0};

    memcpy(before, simulation->posterior, sizeof before);
    memset(simulation->posterior, 0, sizeof simulation->posterior);
    memcpy(simulation->posterior, digest, strlen(digest));
    sw_load_effective(scenario, 0, &text);
    char *effective = text.failed ? NULL : sw_load_copy(pool, text.at, text.length);
    if (effective) {
        scenario->effective = effective;
        sw_sha256_text(text.at, text.length, scenario->digest);
    } else {
        memcpy(simulation->posterior, before, sizeof before);
    }
    sw_load_text_free(&text);
    for (int k = 0; effective && k < scenario->n_origins; k++) {
        if (!strcmp(scenario->origins[k].path, key) && !*before) {
            scenario->origins[k].file = "--posterior";
            scenario->origins[k].line = 0;
        }
    }
    return effective ? SW_OK : SW_MEMORY;
}

int sw_scenario_take_posterior(sw_scenario *scenario, uint32_t n_rows, int n_columns,
                               const char *const *paths, const double *values,
                               const char *digest, sw_diagnostics *diagnostics)
{
    sw_load_pool *pool = scenario->memory;
    const size_t columns = n_columns > 0 ? (size_t)n_columns : 0;
    struct taker self = {scenario,
                         diagnostics,
                         n_columns,
                         paths,
                         sw_load_get(pool, (columns + 1) * sizeof(int)),
                         SW_OK};
    double *copy = NULL;

    if (!self.prior) {
        goto memory;
    }
    if (check_digest(&self, n_rows, digest) != SW_OK) {
        return self.status;
    }
    find_columns(&self);
    check_groups(&self);
    check_values(&self, n_rows, values);
    if (self.status != SW_OK) {
        return self.status;
    }
    if ((size_t)n_rows > SIZE_MAX / 16 / columns) {
        goto memory;
    }
    copy = sw_load_get(pool, (size_t)n_rows * columns * sizeof *copy);
    if (!copy || describe(scenario, pool, digest) != SW_OK) {
        goto memory;
    }
    memcpy(copy, values, (size_t)n_rows * columns * sizeof *copy);
    scenario->posterior = (sw_taken_posterior){n_rows, n_columns, self.prior, copy};
    return SW_OK;
memory:
    return sw_fail(diagnostics, SW_MEMORY, "out of memory while reading the posterior",
                   "事後分布の読み込み中にメモリが不足しました");
}
