/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exploration as HDF5: axes point, replication, fiscal_year, threshold, phase. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boxes_parts.h"
#include "findings_columns.h"
#include "findings_file.h"
#include "result_content.h"

enum { POINT, REPLICATION, FISCAL_YEAR, THRESHOLD, PHASE, N_AXES = SW_FINDINGS_AXES };
enum { EXTRA_AXES = 3, EXTRA_DATASETS = 64, EXTRA_TEXTS = 4 };
enum { MOST_OUTCOMES = 64, N_TEXTS = 17, NUMBER_BYTES = 32 };
enum { MOST_DATASETS = SW_DESIGN_FACTORS + MOST_OUTCOMES + SW_FINDINGS_COLUMNS + 3 };

/* What has to live until the file is written. */
typedef struct material {
    const sw_findings *f;
    sw_grid_axis axes[N_AXES + EXTRA_AXES];
    sw_grid_dataset datasets[MOST_DATASETS + EXTRA_DATASETS];
    int n;
    sw_findings_column columns[SW_FINDINGS_COLUMNS];
    sw_grid_list lists[2];
    char *coordinates;
    double *axis_numbers; /* replications, years */
    double *numbers;      /* [n_factors][P], then failed [P] */
    const char **texts;   /* [n_factors + 2][P] */
    char (
        *words)[SW_FACTOR_TEXT_BYTES]; /* [n_factors][P] of factors that are no numbers */
    double *values;                    /* [P * R * record_length], outcome by outcome */
    char unit[MOST_OUTCOMES][40], factor_unit[SW_DESIGN_FACTORS][40];
    char seed[NUMBER_BYTES], threshold[NUMBER_BYTES];
    sw_grid_text root[N_TEXTS + EXTRA_TEXTS];
} material;

/* A factor of words or texts is stored as text; all others as numbers. */
static int is_text(const sw_factor *x)
{
    const sw_type t = x->field->type;
    return t != SW_TYPE_REAL && t != SW_TYPE_INT && t != SW_TYPE_BOOL;
}

static int make_coordinates(material *m)
{
    const sw_design_file *d = m->f->design;
    size_t bytes = 1, used = 0;
    for (int j = 0; j < d->n_factors; j++)
        bytes += strlen(d->factors[j].path) + 1;
    m->coordinates = malloc(bytes);
    for (int j = 0; j < d->n_factors && m->coordinates; j++)
        used += (size_t)snprintf(m->coordinates + used, bytes - used, "%s%s",
                                 j ? " " : "", d->factors[j].path);
    return m->coordinates ? SW_OK : SW_MEMORY;
}

static int allocate(material *m)
{
    const sw_exploration *e = m->f->exploration;
    const size_t p = m->f->n_points, k = (size_t)m->f->design->n_factors;
    const size_t tasks = p * e->n_replications;
    m->axis_numbers =
        malloc((e->n_replications + (size_t)m->f->n_years) * sizeof *m->axis_numbers);
    m->numbers = malloc((k + 1) * p * sizeof *m->numbers);
    m->texts = malloc((k + 2) * p * sizeof *m->texts);
    m->words = malloc((k * p + 1) * sizeof *m->words);
    m->values = malloc((tasks * e->results.layout.record_length + 1) * sizeof(double));
    return m->axis_numbers && m->numbers && m->texts && m->words && m->values
               ? make_coordinates(m)
               : SW_MEMORY;
}

static void make_axes(material *m)
{
    const sw_exploration *e = m->f->exploration;
    const sw_layout *layout = &e->results.layout;
    double *years = m->axis_numbers + e->n_replications;
    for (uint32_t r = 0; r < e->n_replications; r++)
        m->axis_numbers[r] = r;
    for (int y = 0; y < m->f->n_years; y++)
        years[y] = layout->base_year + y;
    const sw_dimension *phase = &layout->dimensions[1];
    m->lists[0] = (sw_grid_list){"labels_ja", phase->labels_ja};
    m->axes[POINT] = (sw_grid_axis){.name = "point",
                                    .en = "Point of the design",
                                    .ja = "設計の点",
                                    .size = m->f->n_points};
    m->axes[REPLICATION] = (sw_grid_axis){.name = "replication",
                                          .en = "Replication (one simulated future)",
                                          .ja = "試行（シミュレーションした１つの将来）",
                                          .size = e->n_replications,
                                          .numbers = m->axis_numbers,
                                          .whole = 1};
    m->axes[FISCAL_YEAR] =
        (sw_grid_axis){.name = "fiscal_year",
                       .en = "Fiscal year (April to March), by the year it begins in",
                       .ja = "年度（４月始まり、西暦）",
                       .size = (size_t)m->f->n_years,
                       .numbers = years,
                       .whole = 1};
    m->axes[THRESHOLD] = (sw_grid_axis){.name = "threshold",
                                        .en = "Side-work rate whose reaching is judged",
                                        .ja = "到達を判定する庁内副業率",
                                        .size = (size_t)m->f->n_thresholds,
                                        .numbers = layout->thresholds};
    m->axes[PHASE] = (sw_grid_axis){.name = "phase",
                                    .en = phase->en,
                                    .ja = phase->ja,
                                    .size = (size_t)phase->size,
                                    .labels = phase->labels,
                                    .lists = m->lists,
                                    .n_lists = 1};
}

static void add(material *m, sw_dataset dataset, const double *values)
{
    m->datasets[m->n++] = (sw_grid_dataset){
        .dataset = dataset, .values = values, .coordinates = m->coordinates};
}

/* A text for each point; its unit is no unit. */
static void add_texts(material *m, const char *name, const char *en, const char *ja,
                      const char *const *texts)
{
    m->datasets[m->n++] = (sw_grid_dataset){.dataset = {.name = name,
                                                        .storage = SW_STORE_RATIO,
                                                        .rank = 1,
                                                        .axis = {POINT},
                                                        .en = en,
                                                        .ja = ja},
                                            .texts = texts,
                                            .coordinates = m->coordinates};
}

static void add_factors(material *m)
{
    const sw_design_file *d = m->f->design;
    const size_t p = m->f->n_points, k = (size_t)d->n_factors;
    for (size_t j = 0; j < k; j++) {
        const sw_factor *x = &d->factors[j];
        sw_dataset set = {.name = x->path,
                          .storage = SW_STORE_RATIO,
                          .rank = 1,
                          .axis = {POINT},
                          .unit = x->field->unit,
                          .en = x->field->en,
                          .ja = x->field->ja};
        double *numbers = m->numbers + j * p;
        const char **texts = m->texts + j * p;
        for (size_t i = 0; i < p; i++) {
            const double u = d->factors ? m->f->u[i * k + j] : (double)NAN;
            char *word = m->words[j * p + i];
            numbers[i] = sw_factor_number(x, u);
            sw_factor_text(x, u, word);
            texts[i] = word[0] ? word : x->usual[0] ? x->usual : "-";
        }
        set.unit = set.unit && *set.unit ? sw_stored_unit(set.unit, m->factor_unit[j],
                                                          sizeof m->factor_unit[j])
                                         : "1";
        add(m, set, is_text(x) ? NULL : numbers);
        m->datasets[m->n - 1].coordinates = NULL;
        if (is_text(x))
            m->datasets[m->n - 1].texts = texts;
    }
}

static void add_points(material *m)
{
    static const signed char codes[] = {0, 1};
    const size_t p = m->f->n_points, k = (size_t)m->f->design->n_factors;
    double *failed = m->numbers + k * p;
    const char **reasons = m->texts + k * p;
    for (size_t i = 0; i < p; i++) {
        const sw_point *point = &m->f->exploration->points[i];
        failed[i] = point->failed;
        reasons[i] = point->failed ? point->reason : "-";
        reasons[p + i] = point->failed ? point->reason_ja : "-";
    }
    add(m,
        (sw_dataset){.name = "failed",
                     .storage = SW_STORE_FLAG,
                     .rank = 1,
                     .axis = {POINT},
                     .unit = "1",
                     .en = "Whether the point could not be run",
                     .ja = "点を実行できなかったか",
                     .flag_meanings = "sound failed",
                     .flag_values = codes,
                     .n_flags = 2},
        failed);
    add_texts(m, "reason", "Why the point could not be run",
              "実行できなかった理由（英語）", reasons);
    add_texts(m, "reason_ja", "Why the point could not be run, in Japanese",
              "実行できなかった理由", reasons + p);
}

/* A replication that is not there is NaN, and no count can say so. */
static int has_gaps(const sw_findings *f)
{
    return f->n_failed > 0 || f->incomplete;
}

/* From tasks, which are by replication, to points. */
static void add_outcomes(material *m)
{
    const sw_exploration *e = m->f->exploration;
    const sw_layout *layout = &e->results.layout;
    double *to = m->values;
    for (int k = 0; k < layout->n_variables && k < MOST_OUTCOMES; k++) {
        const sw_variable *v = &layout->variables[k];
        const int axis = v->period == SW_BY_YEAR ? FISCAL_YEAR
                         : v->dimension == 0     ? THRESHOLD
                                                 : PHASE;
        const int gaps = has_gaps(m->f);
        const sw_dataset set = {
            .name = v->name,
            .storage = gaps ? SW_STORE_RATIO : v->storage,
            .rank = 3,
            .axis = {POINT, REPLICATION, axis},
            .unit = sw_stored_unit(v->unit, m->unit[k], sizeof m->unit[k]),
            .en = v->en,
            .ja = v->ja,
            .flag_meanings = gaps ? NULL : v->flag_meanings,
            .flag_values = v->flag_values,
            .n_flags = gaps ? 0 : v->n_flags};
        add(m, set, to);
        for (uint32_t p = 0; p < e->n_points; p++)
            for (uint32_t r = 0; r < e->n_replications; r++, to += v->length)
                memcpy(to, sw_exploration_at(e, v, p, r), v->length * sizeof *to);
    }
}

static void add_columns(material *m)
{
    const int n = sw_findings_columns(m->f, m->columns);
    for (int i = 0; i < n; i++) {
        const sw_findings_column *c = &m->columns[i];
        add(m,
            (sw_dataset){.name = c->name,
                         .storage = c->storage,
                         .rank = 1 + c->by_threshold,
                         .axis = {POINT, THRESHOLD},
                         .unit = c->unit,
                         .en = c->en,
                         .ja = c->ja},
            c->values);
    }
}

static int make_root(material *m)
{
    const sw_design_file *d = m->f->design;
    const sw_results *r = &m->f->exploration->results;
    int n = 0;
    (void)snprintf(m->seed, sizeof m->seed, "%llu", (unsigned long long)r->seed);
    (void)snprintf(m->threshold, sizeof m->threshold, "%.15g", d->threshold);
    const sw_grid_text texts[] = {
        {"kind", d->method == SW_DESIGN_morris || d->method == SW_DESIGN_saltelli
                     ? "sensitivity"
                     : "exploration"},
        {"title", d->title},
        {"title_ja", d->title_ja},
        {"question", d->question},
        {"question_ja", d->question_ja},
        {"design_method", sw_design_method_names[d->method]},
        {"design_outcome", sw_design_outcome_names[d->outcome]},
        {"design_threshold", m->threshold},
        {"design_digest", d->digest},
        {"design", d->text},
        {"scenario_title", r->title},
        {"scenario_title_ja", r->title_ja},
        {"scenario", r->effective},
        {"scenario_digest", r->digest},
        {"seed_text", m->seed},
        {"version", r->version},
        {"incomplete", m->f->incomplete ? "some replications are missing" : ""}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        m->root[n++] = texts[i];
    return n;
}

/* Behind what the exploration has; returns how many texts the root has then. */
static int add_extra(material *m, const sw_findings_extra *extra, int n_texts)
{
    for (int i = 0; i < extra->n_axes && i < EXTRA_AXES; i++)
        m->axes[N_AXES + i] = extra->axes[i];
    for (int i = 0; i < extra->n_datasets && i < EXTRA_DATASETS; i++)
        m->datasets[m->n++] = extra->datasets[i];
    for (int i = 0; i < extra->n_texts && i < EXTRA_TEXTS; i++)
        m->root[n_texts++] = extra->texts[i];
    return n_texts;
}

int sw_findings_write(const sw_findings *self, const char *path, int replace,
                      sw_diagnostics *diagnostics)
{
    sw_findings_extra extra = {0};
    sw_boxes_material material_of_boxes = {0};
    int status = SW_OK;
    if (self->boxes)
        status = sw_boxes_material_make(&material_of_boxes, self->boxes, &extra);
    if (status)
        sw_fail(diagnostics, status, "%s: no memory to write it",
                "%s: 書き込むためのメモリを確保できません", path);
    else
        status = sw_findings_write_with(self, &extra, path, replace, diagnostics);
    sw_boxes_material_free(&material_of_boxes);
    return status;
}

int sw_findings_write_with(const sw_findings *self, const sw_findings_extra *extra,
                           const char *path, int replace, sw_diagnostics *diagnostics)
{
    material *m = calloc(1, sizeof *m);
    int status = m ? SW_OK : SW_MEMORY;
    if (m) {
        m->f = self;
        status = allocate(m);
    }
    if (!status) {
        make_axes(m);
        add_factors(m);
        add_points(m);
        add_columns(m);
        add_outcomes(m);
        const int n_texts = add_extra(m, extra, make_root(m));
        const sw_grid grid = {m->axes, N_AXES + extra->n_axes, m->datasets, m->n, m->root,
                              n_texts};
        status = sw_grid_write(&grid, path, replace, diagnostics);
    } else {
        sw_fail(diagnostics, status, "%s: no memory to write it",
                "%s: 書き込むためのメモリを確保できません", path);
    }
    if (m) {
        free(m->axis_numbers);
        free(m->numbers);
        free(m->texts);
        free(m->words);
        free(m->values);
        free(m->coordinates);
    }
    free(m);
    return status;
}
