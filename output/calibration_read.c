/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a posterior's file that one did not make: as careful as with results
 * (result_open.c), then only datasets we know, of the shapes that their axes say. */
#include <math.h>
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
    int n_rows;   /* of sw_calibration_rows that were there */
    double *room; /* of one dataset, malloc'ed */
} posterior_reader;

static int root_text(posterior_reader *self, const char *name, const char **out)
{
    *out = "";
    if (sw_h5_get_text(self->reader.file, name, &self->reader.texts, out) != 0)
        return sw_reader_refuse(&self->reader, name, "cannot be read", "読めません");
    return SW_OK;
}

static uint32_t count_of(const char *text)
{
    const unsigned long long n = strtoull(text, NULL, 10);
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static int read_root(posterior_reader *self)
{
    sw_calibration *c = self->to;
    const char *kind, *simulations, *failed, *particles, *seed, *effective, *chance;
    const struct {
        const char *name, **to;
    } texts[] = {{"kind", &kind},
                 {"title", &c->title},
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
    int status = SW_OK;
    for (size_t k = 0; k < sizeof texts / sizeof texts[0] && !status; k++) {
        status = root_text(self, texts[k].name, texts[k].to);
        if (k == 0 && !status && strcmp(kind, SW_CALIBRATION_KIND) != 0)
            status = sw_reader_refuse(&self->reader, "kind",
                                      "this is no posterior; `sidework calibrate` makes "
                                      "one",
                                      "事後分布ではありません（sidework calibrate が"
                                      "作ります）");
    }
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

/* The labels of an axis, one text each. */
static int read_labels(posterior_reader *self, const sw_entry *e, const char **out,
                       size_t stride)
{
    sw_texts *texts = &self->reader.texts;
    unsigned char reference[SW_REFERENCE_BYTES];
    for (size_t k = 0; k < (size_t)e->size[0]; k++) {
        const char *text = NULL;
        if (e->offset != HADDR_UNDEF &&
            sw_texts_read(texts, e->offset + k * sizeof reference, reference,
                          sizeof reference) == 0)
            text = sw_texts_get(texts, reference);
        if (text == NULL || *text == '\0')
            return sw_reader_refuse(&self->reader, e->name, "has no labels",
                                    "見出しがありません");
        *(const char **)(void *)((char *)out + k * stride) = text;
    }
    return SW_OK;
}

/* A list beside the labels, into the member of each struct at `out`. */
static int read_list(posterior_reader *self, const sw_entry *e, const char *name,
                     const char **out, size_t stride)
{
    const char *const *texts = NULL;
    const size_t n = (size_t)e->size[0];
    if (sw_h5_get_texts(e->dataset, name, n, &self->reader.texts, &texts) != 0 ||
        texts == NULL)
        return sw_reader_refuse(&self->reader, e->name, "has bad attributes",
                                "属性が正しくありません");
    for (size_t k = 0; k < n; k++)
        *(const char **)(void *)((char *)out + k * stride) = texts[k];
    return SW_OK;
}

static int read_parameters(posterior_reader *self, const sw_entry *e)
{
    sw_calibration *c = self->to;
    const size_t n = (size_t)e->size[0], stride = sizeof *c->parameters;
    c->parameters = sw_results_allocate(&c->memory, n * stride);
    if (c->parameters == NULL)
        return sw_reader_memory(&self->reader);
    int status = read_labels(self, e, &c->parameters->path, stride);
    if (!status)
        status = read_list(self, e, "parameter_units", &c->parameters->unit, stride);
    if (!status)
        status = read_list(self, e, "labels", &c->parameters->en, stride);
    if (!status)
        status = read_list(self, e, "labels_ja", &c->parameters->ja, stride);
    return status;
}

static int read_data(posterior_reader *self, const sw_entry *e)
{
    sw_calibration *c = self->to;
    const size_t n = (size_t)e->size[0], stride = sizeof *c->data;
    c->data = sw_results_allocate(&c->memory, n * stride);
    if (c->data == NULL)
        return sw_reader_memory(&self->reader);
    int status = read_labels(self, e, &c->data->name, stride);
    if (!status)
        status = read_list(self, e, "labels", &c->data->text, stride);
    if (!status)
        status = read_list(self, e, "labels_ja", &c->data->text_ja, stride);
    if (!status)
        status = read_list(self, e, "source", &c->data->source, stride);
    if (!status)
        status = read_list(self, e, "quantity", &c->data->quantity, stride);
    return status;
}

static int read_axis(posterior_reader *self, const sw_entry *e, int axis)
{
    const hsize_t most = axis == SW_CALIBRATION_DRAW ? MOST_DRAWS : MOST_OTHERS;
    sw_calibration *c = self->to;
    if (e->rank != 1 || e->size[0] < 1 || e->size[0] > most || self->size[axis] != 0)
        return sw_reader_refuse(&self->reader, e->name, "has an unknown shape or type",
                                "形か型が正しくありません");
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

/* All values of a dataset over two axes (the second may be -1) into self->room. */
static int read_numbers(posterior_reader *self, const sw_entry *e, const int axis[2])
{
    const int rank = axis[1] < 0 ? 1 : 2;
    int good = e->rank == rank && e->offset == HADDR_UNDEF;
    size_t n = 1;
    for (int i = 0; i < rank && good; i++) {
        good = self->size[axis[i]] > 0 && self->size[axis[i]] == (size_t)e->size[i];
        n *= self->size[axis[i]];
    }
    if (!good)
        return sw_reader_refuse(&self->reader, e->name, "has an unknown shape or type",
                                "形か型が正しくありません");
    free(self->room);
    self->room = malloc(n * sizeof *self->room);
    if (self->room == NULL)
        return sw_reader_memory(&self->reader);
    if (H5Dread(e->dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                self->room) < 0)
        return sw_reader_refuse(&self->reader, e->name, "cannot be read", "読めません");
    return SW_OK;
}

/* A whole dataset into memory that lives as long as the calibration. */
static int take_all(posterior_reader *self, const sw_entry *e, const int axes[2],
                    double **to)
{
    const int status = read_numbers(self, e, axes);
    if (status)
        return status;
    const size_t n = self->size[axes[0]] * (axes[1] < 0 ? 1 : self->size[axes[1]]);
    *to = sw_results_allocate(&self->to->memory, n * sizeof **to);
    if (*to == NULL)
        return sw_reader_memory(&self->reader);
    memcpy(*to, self->room, n * sizeof **to);
    return SW_OK;
}

static int take_values(posterior_reader *self, const sw_entry *e)
{
    static const int axes[2] = {SW_CALIBRATION_DRAW, SW_CALIBRATION_PARAMETER};
    sw_calibration *c = self->to;
    const int status = take_all(self, e, axes, &c->values);
    if (status)
        return status;
    const size_t n =
        self->size[SW_CALIBRATION_DRAW] * self->size[SW_CALIBRATION_PARAMETER];
    for (size_t i = 0; i < n; i++)
        if (!isfinite(self->room[i]))
            return sw_reader_refuse(&self->reader, e->name, "holds what is no number",
                                    "数値でない値があります");
    return SW_OK;
}

static int take_row(posterior_reader *self, const sw_entry *e,
                    const sw_calibration_row *row)
{
    const int by_quantile = row->axis[0] == SW_CALIBRATION_QUANTILE;
    const int of = by_quantile ? row->axis[1] : row->axis[0];
    const int quantiles = by_quantile ? SW_CALIBRATION_QUANTILES : 1;
    const int status = read_numbers(self, e, row->axis);
    const size_t n = self->size[of];
    for (int q = 0; q < quantiles && !status; q++)
        for (size_t k = 0; k < n; k++) {
            const double x = self->room[(size_t)q * n + k];
            sw_calibration_set(row, self->to, k, q,
                               row->count && !(fabs(x) <= INT32_MAX) ? 0.0 : x);
        }
    self->n_rows++;
    return status;
}

static int take_dataset(posterior_reader *self, const sw_entry *e)
{
    static const int informs[2] = {SW_CALIBRATION_PARAMETER, SW_CALIBRATION_DATUM},
                     combinations[2] = {SW_CALIBRATION_COMBINATION, -1},
                     weights[2] = {SW_CALIBRATION_COMBINATION, SW_CALIBRATION_PARAMETER};
    sw_calibration *c = self->to;
    if (strcmp(e->name, "parameter_value") == 0)
        return take_values(self, e);
    if (strcmp(e->name, "correlation") == 0)
        return take_all(self, e, informs, &c->correlation);
    if (strcmp(e->name, "determined") == 0)
        return take_all(self, e, combinations, &c->determined);
    if (strcmp(e->name, "weight") == 0)
        return take_all(self, e, weights, &c->combination);
    for (int k = 0; k < SW_N_CALIBRATION_ROWS; k++)
        if (strcmp(e->name, sw_calibration_rows[k].name) == 0)
            return take_row(self, e, &sw_calibration_rows[k]);
    return SW_OK;
}

/* Pass 0: axes; pass 1: what stands over them. */
static int walk(posterior_reader *self, int pass)
{
    int status = SW_OK;
    for (size_t i = 0; i < self->reader.n_links && !status; i++) {
        sw_entry e;
        int is_dataset = 0;
        status = sw_reader_entry(&self->reader, i, &e, &is_dataset);
        const int axis = status == SW_OK && is_dataset ? axis_of(e.name) : -1;
        if (!status && is_dataset && (axis >= 0) == (pass == 0))
            status = axis >= 0 ? read_axis(self, &e, axis) : take_dataset(self, &e);
        if (e.dataset >= 0)
            H5Dclose(e.dataset);
    }
    return status;
}

static int check_whole(posterior_reader *self)
{
    const sw_calibration *c = self->to;
    int whole =
        c->values != NULL && c->correlation != NULL && c->determined != NULL &&
        c->combination != NULL &&
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
    int status = sw_reader_open(&self->reader);
    if (!status)
        status = read_root(self);
    if (!status)
        status = walk(self, 0);
    if (!status && self->size[SW_CALIBRATION_QUANTILE] != SW_CALIBRATION_QUANTILES)
        status =
            sw_reader_refuse(&self->reader, "quantile", "has an unknown shape or type",
                             "形か型が正しくありません");
    if (!status)
        status = walk(self, 1);
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
    sw_h5_session session;
    posterior_reader r = {.reader = {.path = path,
                                     .results = &self->memory,
                                     .file = -1,
                                     .texts = {.fd = -1},
                                     .diagnostics = diagnostics},
                          .to = self};
    int status = sw_h5_begin(&session, path, 0, diagnostics);
    if (status != SW_OK)
        return status;
    status = read_all(&r);
    free(r.room);
    sw_reader_close(&r.reader);
    sw_h5_leave(&session);
    if (status)
        sw_calibration_free(self);
    return status;
}

int sw_calibration_is_in(const char *path)
{
    sw_h5_session session;
    sw_results memory = {0};
    sw_reader reader = {
        .path = path, .results = &memory, .file = -1, .texts = {.fd = -1}};
    const char *kind = "";
    if (sw_h5_begin(&session, path, 0, NULL) != SW_OK)
        return 0;
    const int is = sw_reader_open(&reader) == SW_OK &&
                   sw_h5_get_text(reader.file, "kind", &reader.texts, &kind) == 0 &&
                   strcmp(kind, SW_CALIBRATION_KIND) == 0;
    sw_reader_close(&reader);
    sw_h5_leave(&session);
    sw_results_free(&memory);
    return is;
}
