/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calibration as HDF5: axes draw, parameter, datum, quantile and generation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calibration_rows.h"
#include "grid_file.h"
#include "publish.h"

enum { MOST_DATASETS = 40, N_TEXTS = 24, NUMBER_BYTES = 32, N_LISTS = 4 };

/* Everything that has to live until the file is written. */
typedef struct material {
    const sw_calibration *c;
    double *columns; /* of rows, one after the other */
    size_t used;
    const char **texts; /* labels and lists */
    sw_grid_dataset datasets[MOST_DATASETS];
    int n_datasets;
    sw_grid_list parameter[N_LISTS], datum[N_LISTS];
    sw_grid_axis axes[SW_N_CALIBRATION_AXES];
    char number[6][NUMBER_BYTES];
} material;

static size_t axis_size(const sw_calibration *c, int axis)
{
    const int size[SW_N_CALIBRATION_AXES] = {c->n_draws,       c->n_parameters,
                                             c->n_data,        SW_CALIBRATION_QUANTILES,
                                             c->n_generations, c->n_parameters};
    return (size_t)size[axis];
}

static const char *parameter_text(const sw_calibrated_parameter *p, int list)
{
    switch (list) {
    case 0:
        return p->path;
    case 1:
        return p->unit && *p->unit ? p->unit : "1";
    case 2:
        return p->en && *p->en ? p->en : p->path;
    default:
        return p->ja && *p->ja ? p->ja : p->path;
    }
}

static const char *datum_text(const sw_calibrated_datum *p, int list)
{
    const char *const texts[] = {p->name, p->text, p->text_ja, p->source, p->quantity};
    return texts[list];
}

static void set_axis(material *m, int axis, const char *name, const char *en,
                     const char *ja)
{
    m->axes[axis] =
        (sw_grid_axis){.name = name, .en = en, .ja = ja, .size = axis_size(m->c, axis)};
}

static void make_axes(material *m)
{
    static const char *const of_parameter[] = {"parameter_units", "labels", "labels_ja"};
    static const char *const of_datum[] = {"labels", "labels_ja", "source", "quantity"};
    const sw_calibration *c = m->c;
    const size_t d = (size_t)c->n_parameters, n = (size_t)c->n_data;
    const char **at = m->texts;
    for (int list = 0; list < 4; list++) {
        for (size_t k = 0; k < d; k++)
            at[(size_t)list * d + k] = parameter_text(&c->parameters[k], list);
        if (list > 0)
            m->parameter[list - 1] =
                (sw_grid_list){of_parameter[list - 1], at + (size_t)list * d};
    }
    const char **data = at + 4 * d;
    for (int list = 0; list < 5; list++) {
        for (size_t k = 0; k < n; k++)
            data[(size_t)list * n + k] = datum_text(&c->data[k], list);
        if (list > 0)
            m->datum[list - 1] =
                (sw_grid_list){of_datum[list - 1], data + (size_t)list * n};
    }
    set_axis(m, SW_CALIBRATION_DRAW, "draw", "Draw of the posterior (all equally likely)",
             "事後分布からの抽出（全て等確率）");
    set_axis(m, SW_CALIBRATION_PARAMETER, "parameter", "Uncertain parameter",
             "不確かなパラメータ");
    set_axis(m, SW_CALIBRATION_DATUM, "datum", "Observed fact", "観測値");
    set_axis(m, SW_CALIBRATION_QUANTILE, "quantile", "Share at or below the value",
             "その値以下となる割合");
    set_axis(m, SW_CALIBRATION_GENERATION, "generation",
             "Generation of particles (the first is the prior)",
             "粒子の世代（最初は事前分布）");
    set_axis(m, SW_CALIBRATION_COMBINATION, "combination",
             "Combination of parameters, the best known first",
             "パラメータの組合せ（よく分かる順）");
    m->axes[SW_CALIBRATION_QUANTILE].numbers = sw_calibration_quantiles;
    m->axes[SW_CALIBRATION_PARAMETER].labels = at;
    m->axes[SW_CALIBRATION_PARAMETER].lists = m->parameter;
    m->axes[SW_CALIBRATION_PARAMETER].n_lists = 3;
    m->axes[SW_CALIBRATION_DATUM].labels = data;
    m->axes[SW_CALIBRATION_DATUM].lists = m->datum;
    m->axes[SW_CALIBRATION_DATUM].n_lists = 4;
}

static void add(material *m, const sw_calibration_row *row, const double *values)
{
    m->datasets[m->n_datasets++] = (sw_grid_dataset){
        .dataset = {.name = row->name,
                    .storage = row->count ? SW_STORE_COUNT : SW_STORE_RATIO,
                    .rank = row->axis[1] < 0 ? 1 : 2,
                    .axis = {row->axis[0], row->axis[1], -1},
                    .unit = "1",
                    .en = row->en,
                    .ja = row->ja},
        .values = values};
}

/* Rows of structs -> a column, or [quantile][element]. */
static void add_row(material *m, const sw_calibration_row *row)
{
    const int of = row->axis[0] == SW_CALIBRATION_QUANTILE ? row->axis[1] : row->axis[0];
    const int quantiles =
        row->axis[0] == SW_CALIBRATION_QUANTILE ? SW_CALIBRATION_QUANTILES : 1;
    const size_t n = axis_size(m->c, of);
    double *to = m->columns + m->used;
    for (int q = 0; q < quantiles; q++)
        for (size_t k = 0; k < n; k++)
            to[(size_t)q * n + k] = sw_calibration_get(row, m->c, k, q);
    m->used += (size_t)quantiles * n;
    add(m, row, to);
}

static void add_datasets(material *m)
{
    const sw_calibration *c = m->c;
    static const sw_calibration_row value = {
        "parameter_value",
        {SW_CALIBRATION_DRAW, SW_CALIBRATION_PARAMETER},
        0,
        0,
        "Draws of the posterior",
        "事後分布からの抽出"};
    static const sw_calibration_row predictive = {
        "predictive",
        {SW_CALIBRATION_DRAW, SW_CALIBRATION_DATUM},
        0,
        0,
        "What would be observed again, predicted from each draw",
        "各抽出から予測した観測値"};
    static const sw_calibration_row correlation = {
        "correlation",
        {SW_CALIBRATION_PARAMETER, SW_CALIBRATION_DATUM},
        0,
        0,
        "Correlation of parameter (its normal score) and datum under the prior",
        "事前分布のもとでのパラメータ（正規スコア）と観測値の相関"};
    static const sw_calibration_row only_this = {
        "only_this",
        {SW_CALIBRATION_PARAMETER, SW_CALIBRATION_DATUM},
        0,
        0,
        "What only this datum says of the parameter: loss of R2 without it",
        "この観測値だけがパラメータについて語ること（除いたときの決定係数の減少）"};
    static const sw_calibration_row determined = {
        "determined",
        {SW_CALIBRATION_COMBINATION, -1},
        0,
        0,
        "Share of the variance of the combination that the data explain",
        "観測値が説明する組合せの分散の割合"};
    static const sw_calibration_row combination = {
        "weight",
        {SW_CALIBRATION_COMBINATION, SW_CALIBRATION_PARAMETER},
        0,
        0,
        "Weights of the parameters' normal scores in the combination",
        "組合せの重み（各パラメータの正規スコアにかかる）"};
    add(m, &value, c->values);
    add(m, &only_this, c->only_this);
    add(m, &determined, c->determined);
    add(m, &combination, c->combination);
    add(m, &predictive, c->predictive);
    add(m, &correlation, c->correlation);
    for (int k = 0; k < SW_N_CALIBRATION_ROWS; k++)
        add_row(m, &sw_calibration_rows[k]);
}

static int fill_texts(material *m, sw_grid_text *texts)
{
    const sw_calibration *c = m->c;
    const char *const names[] = {"simulations", "failed", "particles", "seed"};
    const unsigned long long numbers[] = {c->simulations, c->failed, c->particles,
                                          c->seed};
    int n = 0;
    texts[n++] = (sw_grid_text){"kind", SW_CALIBRATION_KIND};
    texts[n++] = (sw_grid_text){"title", c->title};
    texts[n++] = (sw_grid_text){"title_ja", c->title_ja};
    texts[n++] = (sw_grid_text){"facts", c->facts};
    texts[n++] = (sw_grid_text){"facts_ja", c->facts_ja};
    texts[n++] = (sw_grid_text){"version", c->version};
    texts[n++] = (sw_grid_text){"end", c->end};
    texts[n++] = (sw_grid_text){"end_text", c->end_en};
    texts[n++] = (sw_grid_text){"end_text_ja", c->end_ja};
    texts[n++] = (sw_grid_text){"distance", c->distance};
    texts[n++] = (sw_grid_text){"posterior_digest", c->posterior_digest};
    texts[n++] = (sw_grid_text){"scenario_digest", c->digest};
    texts[n++] = (sw_grid_text){"observations_digest", c->observations_digest};
    for (int k = 0; k < 4; k++) {
        (void)snprintf(m->number[k], NUMBER_BYTES, "%llu", numbers[k]);
        texts[n++] = (sw_grid_text){names[k], m->number[k]};
    }
    (void)snprintf(m->number[4], NUMBER_BYTES, "%.17g", c->effective);
    texts[n++] = (sw_grid_text){"effective_sample_size", m->number[4]};
    (void)snprintf(m->number[5], NUMBER_BYTES, "%.17g", c->chance);
    texts[n++] = (sw_grid_text){"chance_determined", m->number[5]};
    texts[n++] = (sw_grid_text){"scenario", c->scenario};
    texts[n++] = (sw_grid_text){"observations", c->observations};
    return n;
}

int sw_calibration_check_output(const char *path, int replace,
                                sw_diagnostics *diagnostics)
{
    return sw_publish_check(path, replace, diagnostics);
}

int sw_calibration_write(const sw_calibration *self, const char *path, int replace,
                         sw_diagnostics *diagnostics)
{
    const size_t d = (size_t)self->n_parameters, n = (size_t)self->n_data,
                 g = (size_t)self->n_generations;
    sw_grid_text texts[N_TEXTS];
    int status = SW_OK;
    material *m = calloc(1, sizeof *m);
    if (m != NULL) {
        m->c = self;
        m->columns =
            malloc((SW_N_CALIBRATION_ROWS * SW_CALIBRATION_QUANTILES * (d + n + g) + 1) *
                   sizeof *m->columns);
        m->texts = malloc((4 * d + 5 * n + 1) * sizeof *m->texts);
    }
    if (m == NULL || m->columns == NULL || m->texts == NULL) {
        status = sw_fail(diagnostics, SW_MEMORY, "%s: no memory to write it",
                         "%s: 書き込むためのメモリを確保できません", path);
    } else {
        make_axes(m);
        add_datasets(m);
        const int n_texts = fill_texts(m, texts);
        const sw_grid grid = {
            m->axes, SW_N_CALIBRATION_AXES, m->datasets, m->n_datasets, texts, n_texts};
        status = sw_grid_write(&grid, path, replace, diagnostics);
    }
    if (m != NULL) {
        free(m->columns);
        free(m->texts);
    }
    free(m);
    return status;
}
