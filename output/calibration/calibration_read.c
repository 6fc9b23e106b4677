/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a posterior's file that one did not make: as careful as with results
 * (result_open.c), then only datasets we know, of the shapes that their axes say. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "calibration_rows.h"
#include "result_reader.h"

enum { MOST_DRAWS = 10000000, MOST_OTHERS = 100000 };

static const char *const axis_names[SW_N_CALIBRATION_AXES] = {
    "draw", "parameter", "datum", "quantile", "generation", "combination"};

typedef struct posterior_reader {
    sw_reader reader;
    sw_calibration *to;
    size_t size[SW_N_CALIBRATION_AXES];
    int n_rows; /* of sw_calibration_rows that were there */
} posterior_reader;

static uint32_t count_of(const char *text)
{
    const unsigned long long n = strtoull(text, NULL, 10);
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static int read_root(posterior_reader *self)
{
    sw_calibration *c = self->to;
    const char *kind, *simulations, *failed, *particles, *seed, *effective, *chance;
    const sw_root_text texts[] = {{"title", &c->title},
                                  {"title_ja", &c->title_ja},
                                  {"facts", &c->facts},
                                  {"facts_ja", &c->facts_ja},
                                  {"version", &c->version},
                                  {"end", &c->end},
                                  {"end_text", &c->end_en},
                                  {"end_text_ja", &c->end_ja},
                                  {"distance", &c->distance},
                                  {"scenario_digest", &c->digest},
                                  {"observations_digest", &c->observations_digest},
                                  {"simulations", &simulations},
                                  {"failed", &failed},
                                  {"particles", &particles},
                                  {"seed", &seed},
                                  {"effective_sample_size", &effective},
                                  {"chance_determined", &chance},
                                  {"scenario", &c->scenario},
                                  {"observations", &c->observations}};
    int status = sw_reader_text(&self->reader, "kind", &kind);
    if (!status && strcmp(kind, SW_CALIBRATION_KIND) != 0)
        status = sw_reader_refuse(&self->reader, "kind",
                                  "this is no posterior; `sidework calibrate` makes one",
                                  "事後分布ではありません（sidework calibrate が"
                                  "作ります）");
    if (!status)
        status = sw_reader_root_texts(&self->reader, texts, sizeof texts / sizeof *texts);
    if (status)
        return status;
    c->simulations = count_of(simulations);
    c->failed = count_of(failed);
    c->particles = count_of(particles);
    c->seed = strtoull(seed, NULL, 10);
    c->effective = strtod(effective, NULL);
    c->chance = strtod(chance, NULL);
    return SW_OK;
}

static int axis_of(const char *name)
{
    for (int a = 0; a < SW_N_CALIBRATION_AXES; a++)
        if (strcmp(axis_names[a], name) == 0)
            return a;
    return -1;
}

/* A list of an axis (name NULL: its labels) and the member of each struct that it fills. */
typedef struct list {
    const char *name;
    size_t member;
} list;

static int read_list(posterior_reader *self, const sw_entry *e, const char *name,
                     const char *const **texts)
{
    if (name != NULL)
        return sw_reader_list(&self->reader, e, name, texts);
    const int status = sw_reader_labels(&self->reader, e, texts);
    for (size_t k = 0; k < (size_t)e->size[0] && !status; k++)
        if ((*texts)[k][0] == '\0')
            return sw_reader_refuse(&self->reader, e->name, "has no labels",
                                    "見出しがありません");
    return status;
}

/* New structs of so many bytes, one for each place of an axis, with their texts. */
static int read_lists(posterior_reader *self, const sw_entry *e, size_t bytes,
                      const list *lists, size_t n_lists, void **out)
{
    const size_t n = (size_t)e->size[0];
    char *to = *out = sw_results_allocate(&self->to->memory, n * bytes);
    int status = to == NULL ? sw_reader_memory(&self->reader) : SW_OK;
    for (size_t i = 0; i < n_lists && !status; i++) {
        const char *const *texts = NULL;
        status = read_list(self, e, lists[i].name, &texts);
        for (size_t k = 0; k < n && !status; k++)
            memcpy(to + k * bytes + lists[i].member, &texts[k], sizeof texts[k]);
    }
    return status;
}

static int read_parameters(posterior_reader *self, const sw_entry *e)
{
    static const list lists[] = {
        {NULL, offsetof(sw_calibrated_parameter, path)},
        {"parameter_units", offsetof(sw_calibrated_parameter, unit)},
        {"labels", offsetof(sw_calibrated_parameter, en)},
        {"labels_ja", offsetof(sw_calibrated_parameter, ja)}};
    void *new = NULL;
    const int status = read_lists(self, e, sizeof *self->to->parameters, lists,
                                  sizeof lists / sizeof *lists, &new);
    self->to->parameters = new;
    return status;
}

static int read_data(posterior_reader *self, const sw_entry *e)
{
    static const list lists[] = {{NULL, offsetof(sw_calibrated_datum, name)},
                                 {"labels", offsetof(sw_calibrated_datum, text)},
                                 {"labels_ja", offsetof(sw_calibrated_datum, text_ja)},
                                 {"source", offsetof(sw_calibrated_datum, source)},
                                 {"quantity", offsetof(sw_calibrated_datum, quantity)}};
    void *new = NULL;
    const int status = read_lists(self, e, sizeof *self->to->data, lists,
                                  sizeof lists / sizeof *lists, &new);
    self->to->data = new;
    return status;
}

static int take_axis(void *context, const sw_entry *e)
{
    posterior_reader *self = context;
    const int axis = axis_of(e->name);
    if (axis < 0)
        return SW_OK;
    const hsize_t most = axis == SW_CALIBRATION_DRAW ? MOST_DRAWS : MOST_OTHERS;
    sw_calibration *c = self->to;
    if (e->rank != 1 || e->size[0] < 1 || e->size[0] > most || self->size[axis] != 0)
        return sw_reader_odd(&self->reader, e->name);
    self->size[axis] = (size_t)e->size[0];
    if (axis == SW_CALIBRATION_PARAMETER)
        return read_parameters(self, e);
    if (axis == SW_CALIBRATION_DATUM)
        return read_data(self, e);
    if (axis != SW_CALIBRATION_GENERATION)
        return SW_OK;
    c->generations =
        sw_results_allocate(&c->memory, self->size[axis] * sizeof *c->generations);
    return c->generations == NULL ? sw_reader_memory(&self->reader) : SW_OK;
}

/* All numbers of a dataset over two axes (the second may be -1). */
static int read_numbers(posterior_reader *self, const sw_entry *e, const int axis[2],
                        double **to)
{
    const int rank = axis[1] < 0 ? 1 : 2;
    const size_t size[2] = {self->size[axis[0]], self->size[axis[rank - 1]]};
    return sw_reader_numbers(&self->reader, e, rank, size, to);
}

static int take_values(posterior_reader *self, const sw_entry *e)
{
    static const int axes[2] = {SW_CALIBRATION_DRAW, SW_CALIBRATION_PARAMETER};
    sw_calibration *c = self->to;
    const int status = read_numbers(self, e, axes, &c->values);
    const size_t n =
        self->size[SW_CALIBRATION_DRAW] * self->size[SW_CALIBRATION_PARAMETER];
    for (size_t i = 0; i < n && !status; i++)
        if (!isfinite(c->values[i]))
            return sw_reader_refuse(&self->reader, e->name, "holds what is no number",
                                    "数値でない値があります");
    return status;
}

static int take_row(posterior_reader *self, const sw_entry *e,
                    const sw_calibration_row *row)
{
    const int by_quantile = row->axis[0] == SW_CALIBRATION_QUANTILE;
    const int of = by_quantile ? row->axis[1] : row->axis[0];
    const int quantiles = by_quantile ? SW_CALIBRATION_QUANTILES : 1;
    double *numbers = NULL;
    const int status = read_numbers(self, e, row->axis, &numbers);
    const size_t n = self->size[of];
    for (int q = 0; q < quantiles && !status; q++)
        for (size_t k = 0; k < n; k++) {
            const double x = numbers[(size_t)q * n + k];
            sw_calibration_set(row, self->to, k, q,
                               row->count && !(fabs(x) <= INT32_MAX) ? 0.0 : x);
        }
    self->n_rows++;
    return status;
}

/* What stands over the axes, once they are known. */
static int take_dataset(void *context, const sw_entry *e)
{
    posterior_reader *self = context;
    static const int informs[2] = {SW_CALIBRATION_PARAMETER, SW_CALIBRATION_DATUM},
                     combinations[2] = {SW_CALIBRATION_COMBINATION, -1},
                     weights[2] = {SW_CALIBRATION_COMBINATION, SW_CALIBRATION_PARAMETER};
    sw_calibration *c = self->to;
    if (strcmp(e->name, "parameter_value") == 0)
        return take_values(self, e);
    if (strcmp(e->name, "correlation") == 0)
        return read_numbers(self, e, informs, &c->correlation);
    if (strcmp(e->name, "only_this") == 0)
        return read_numbers(self, e, informs, &c->only_this);
    if (strcmp(e->name, "determined") == 0)
        return read_numbers(self, e, combinations, &c->determined);
    if (strcmp(e->name, "weight") == 0)
        return read_numbers(self, e, weights, &c->combination);
    for (int k = 0; k < SW_N_CALIBRATION_ROWS; k++)
        if (strcmp(e->name, sw_calibration_rows[k].name) == 0)
            return take_row(self, e, &sw_calibration_rows[k]);
    return SW_OK;
}

static int check_whole(posterior_reader *self)
{
    const sw_calibration *c = self->to;
    int whole =
        c->values != NULL && c->correlation != NULL && c->only_this != NULL &&
        c->determined != NULL && c->combination != NULL &&
        self->size[SW_CALIBRATION_COMBINATION] == self->size[SW_CALIBRATION_PARAMETER] &&
        self->n_rows == SW_N_CALIBRATION_ROWS &&
        self->size[SW_CALIBRATION_QUANTILE] == SW_CALIBRATION_QUANTILES;
    for (int a = 0; a < SW_N_CALIBRATION_AXES; a++)
        whole = whole && self->size[a] > 0;
    return whole ? SW_OK
                 : sw_reader_refuse(&self->reader, "/", "lacks a part of a posterior",
                                    "事後分布の一部が欠けています");
}

static int read_all(posterior_reader *self)
{
    sw_calibration *c = self->to;
    int status = read_root(self);
    if (!status)
        status = sw_reader_each(&self->reader, take_axis, self);
    if (!status && self->size[SW_CALIBRATION_QUANTILE] != SW_CALIBRATION_QUANTILES)
        status = sw_reader_odd(&self->reader, "quantile");
    if (!status)
        status = sw_reader_each(&self->reader, take_dataset, self);
    if (!status)
        status = check_whole(self);
    if (status)
        return status;
    c->n_draws = (int)self->size[SW_CALIBRATION_DRAW];
    c->n_parameters = (int)self->size[SW_CALIBRATION_PARAMETER];
    c->n_data = (int)self->size[SW_CALIBRATION_DATUM];
    c->n_generations = (int)self->size[SW_CALIBRATION_GENERATION];
    sw_calibration_name(c);
    return SW_OK;
}

int sw_calibration_read(sw_calibration *self, const char *path,
                        sw_diagnostics *diagnostics)
{
    posterior_reader r = {.to = self};
    int status = sw_reader_open(&r.reader, path, &self->memory, diagnostics);
    if (!status)
        status = read_all(&r);
    sw_reader_close(&r.reader);
    if (status)
        sw_calibration_free(self);
    return status;
}
