/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See study.h: digest first, then only datasets we know, of the shapes that their axes say. */
#include <sidework/study.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "calibration_rows.h"
#include "result_reader.h"

enum { MOST_POINTS = 1000000, MOST_GROUPS = 1000 };

enum { POINT, REPLICATION, MEASURE, GROUP, N_AXES };
static const char *const axis_names[N_AXES] = {"point", "replication", "measure",
                                               "group"};
static const size_t most[N_AXES] = {MOST_POINTS, MOST_POINTS, MOST_GROUPS, MOST_GROUPS};

typedef struct study_reader {
    sw_reader reader;
    sw_study *to;
    size_t size[N_AXES];
} study_reader;

/* A dataset and the member it fills. */
typedef struct row {
    const char *name, *axes;
    size_t member;
} row;

#define COLUMN(name, axes, column)                                                       \
    {name, axes, offsetof(sw_study, column.value)},                                      \
        {name "_low", axes, offsetof(sw_study, column.low)},                             \
    {                                                                                    \
        name "_high", axes, offsetof(sw_study, column.high)                              \
    }

static const row rows[] = {
    COLUMN("mu_star", "measure group", mu_star),
    COLUMN("total_index", "measure group", total),
    COLUMN("first_index", "measure group", first),
    COLUMN("chance_share", "measure", chance),
    COLUMN("outcome", "point", result),
    {"effect_noise", "measure group", offsetof(sw_study, noise)},
    {"beyond_chance", "measure group", offsetof(sw_study, beyond)},
    {"variation", "measure", offsetof(sw_study, variation)},
    {"final_rate_median", "point", offsetof(sw_study, final_rate.value)},
    {"final_rate_q05", "point", offsetof(sw_study, final_rate.low)},
    {"final_rate_q95", "point", offsetof(sw_study, final_rate.high)},
    {"failed", "point", offsetof(sw_study, failed)}};

static int root_text(study_reader *self, const char *name, const char **out)
{
    *out = "";
    if (sw_h5_get_text(self->reader.file, name, &self->reader.texts, out) != 0)
        return sw_reader_refuse(&self->reader, name, "cannot be read", "読めません");
    return SW_OK;
}

static int read_root(study_reader *self)
{
    sw_study *s = self->to;
    const char *kind, *incomplete;
    const struct {
        const char *name, **to;
    } texts[] = {{"kind", &kind},
                 {"title", &s->title},
                 {"title_ja", &s->title_ja},
                 {"question", &s->question},
                 {"question_ja", &s->question_ja},
                 {"design_method", &s->method},
                 {"design_outcome", &s->outcome},
                 {"design_digest", &s->digest},
                 {"scenario_title", &s->scenario_title},
                 {"scenario_title_ja", &s->scenario_title_ja},
                 {"scenario", &s->scenario},
                 {"seed_text", &s->seed},
                 {"version", &s->version},
                 {"incomplete", &incomplete}};
    int status = SW_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
        status = root_text(self, texts[i].name, texts[i].to);
    if (!status && strcmp(kind, "exploration") != 0)
        return sw_reader_refuse(&self->reader, "kind",
                                "this is no exploration; `sidework explore` and "
                                "`sidework sensitivity` make them",
                                "探索の結果ではありません（sidework explore または "
                                "sidework sensitivity が作ります）");
    if (!status)
        s->incomplete = incomplete[0] != '\0';
    return status;
}

static int axis_of(const char *name)
{
    for (int a = 0; a < N_AXES; a++)
        if (strcmp(axis_names[a], name) == 0)
            return a;
    return -1;
}

static int odd(const study_reader *self, const sw_entry *e)
{
    return sw_reader_refuse(&self->reader, e->name, "has an unknown shape or type",
                            "形か型が正しくありません");
}

/* Labels of an axis with its texts in both languages. */
static int read_labels(study_reader *self, const sw_entry *e, const char *const **labels,
                       const char *const *texts[2])
{
    const size_t n = (size_t)e->size[0];
    sw_texts *from = &self->reader.texts;
    if (e->offset == HADDR_UNDEF)
        return odd(self, e);
    const int status = sw_reader_labels(&self->reader, e, labels);
    if (status)
        return status;
    if (sw_h5_get_texts(e->dataset, "labels_en", n, from, &texts[0]) != 0 ||
        sw_h5_get_texts(e->dataset, "labels_ja", n, from, &texts[1]) != 0 ||
        texts[0] == NULL || texts[1] == NULL)
        return sw_reader_refuse(&self->reader, e->name, "has bad attributes",
                                "属性が正しくありません");
    return SW_OK;
}

static int read_axis(study_reader *self, const sw_entry *e, int axis)
{
    sw_study *s = self->to;
    if (e->rank != 1 || e->size[0] < 1 || e->size[0] > most[axis] ||
        self->size[axis] != 0)
        return odd(self, e);
    self->size[axis] = (size_t)e->size[0];
    if (axis == MEASURE)
        return read_labels(self, e, &s->measures, s->measure_texts);
    return axis == GROUP ? read_labels(self, e, &s->groups, s->group_texts) : SW_OK;
}

/* All numbers of a dataset, whose shape must be that of the axes it names. */
static int read_numbers(study_reader *self, const sw_entry *e, const char *axes,
                        double **out)
{
    const size_t n = strcmp(axes, "point") == 0 ? self->size[POINT]
                     : strcmp(axes, "measure") == 0
                         ? self->size[MEASURE]
                         : self->size[MEASURE] * self->size[GROUP];
    const int rank = strchr(axes, ' ') != NULL ? 2 : 1;
    const size_t first = axes[0] == 'p' ? self->size[POINT] : self->size[MEASURE];
    if (e->offset != HADDR_UNDEF || e->rank != rank || n == 0 || e->size[0] != first ||
        (rank == 2 && e->size[1] != self->size[GROUP]) || strcmp(e->axes, axes) != 0)
        return odd(self, e);
    *out = sw_results_allocate(&self->to->memory, n * sizeof **out);
    if (*out == NULL)
        return sw_reader_memory(&self->reader);
    if (H5Dread(e->dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, *out) < 0)
        return sw_reader_refuse(&self->reader, e->name, "cannot be read", "読めません");
    return SW_OK;
}

/* A key of the scenario over the points. */
static int read_factor(study_reader *self, const sw_entry *e)
{
    sw_study *s = self->to;
    sw_texts *texts = &self->reader.texts;
    if (s->n_factors == SW_STUDY_FACTORS || e->rank != 1 ||
        e->size[0] != self->size[POINT])
        return odd(self, e);
    sw_study_factor *x = &s->factors[s->n_factors++];
    x->path = sw_results_duplicate(&s->memory, e->name);
    if (x->path == NULL)
        return sw_reader_memory(&self->reader);
    if (sw_h5_get_text(e->dataset, "units", texts, &x->unit) != 0 ||
        sw_h5_get_text(e->dataset, "long_name", texts, &x->en) != 0 ||
        sw_h5_get_text(e->dataset, "long_name_ja", texts, &x->ja) != 0)
        return sw_reader_refuse(&self->reader, e->name, "has bad attributes",
                                "属性が正しくありません");
    return e->offset != HADDR_UNDEF ? sw_reader_labels(&self->reader, e, &x->words)
                                    : read_numbers(self, e, "point", &x->numbers);
}

static int take(study_reader *self, const sw_entry *e)
{
    sw_study *s = self->to;
    sw_texts *texts = &self->reader.texts;
    if (strcmp(e->axes, "point") == 0 && strchr(e->name, '.') != NULL)
        return read_factor(self, e);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double *values = NULL;
        if (strcmp(e->name, rows[i].name) != 0)
            continue;
        const int status = read_numbers(self, e, rows[i].axes, &values);
        memcpy((char *)s + rows[i].member, &values, sizeof values);
        if (status || strcmp(e->name, "outcome") != 0)
            return status;
        if (sw_h5_get_text(e->dataset, "long_name", texts, &s->outcome_en) != 0 ||
            sw_h5_get_text(e->dataset, "long_name_ja", texts, &s->outcome_ja) != 0)
            return sw_reader_refuse(&self->reader, e->name, "has bad attributes",
                                    "属性が正しくありません");
    }
    return SW_OK;
}

/* Pass 0: axes; pass 1: what stands over them. */
static int walk(study_reader *self, int pass)
{
    int status = SW_OK;
    for (size_t i = 0; i < self->reader.n_links && !status; i++) {
        sw_entry e;
        int is_dataset = 0;
        status = sw_reader_entry(&self->reader, i, &e, &is_dataset);
        const int axis = status == SW_OK && is_dataset ? axis_of(e.name) : -1;
        if (!status && is_dataset && pass == 0 && axis >= 0)
            status = read_axis(self, &e, axis);
        if (!status && is_dataset && pass == 1 && axis < 0)
            status = take(self, &e);
        if (e.dataset >= 0)
            H5Dclose(e.dataset);
    }
    return status;
}

static int whole(const sw_study_column *c)
{
    return c->value != NULL && c->low != NULL && c->high != NULL;
}

/* Everything that a reader of the struct takes for granted. */
static int check_whole(study_reader *self)
{
    const sw_study *s = self->to;
    int good = whole(&s->result) && whole(&s->final_rate) && s->failed != NULL &&
               self->size[REPLICATION] > 0 && s->outcome_en != NULL;
    if (self->size[MEASURE] > 0)
        good = good && self->size[GROUP] > 0 && s->variation != NULL &&
               (whole(&s->mu_star)
                    ? s->noise != NULL && s->beyond != NULL
                    : whole(&s->total) && whole(&s->first) && whole(&s->chance));
    return good ? SW_OK
                : sw_reader_refuse(&self->reader, "/", "lacks a part of an exploration",
                                   "探索の結果の一部が欠けています");
}

static int read_all(study_reader *self)
{
    sw_study *s = self->to;
    int status = sw_reader_open(&self->reader);
    if (!status)
        status = read_root(self);
    for (int pass = 0; pass < 2 && !status; pass++)
        status = walk(self, pass);
    if (!status)
        status = check_whole(self);
    if (status)
        return status;
    s->n_points = (int)self->size[POINT];
    s->n_replications = (int)self->size[REPLICATION];
    s->n_measures = (int)self->size[MEASURE];
    s->n_groups = (int)self->size[GROUP];
    for (int i = 0; i < s->n_points; i++)
        s->n_failed += s->failed[i] != 0;
    return SW_OK;
}

int sw_study_read(sw_study *self, const char *path, sw_diagnostics *diagnostics)
{
    sw_h5_session session;
    study_reader r = {.reader = {.path = path,
                                 .results = &self->memory,
                                 .file = -1,
                                 .texts = {.fd = -1},
                                 .diagnostics = diagnostics},
                      .to = self};
    int status = sw_h5_begin(&session, path, 0, diagnostics);
    if (status)
        return status;
    status = read_all(&r);
    sw_reader_close(&r.reader);
    sw_h5_leave(&session);
    if (status)
        sw_study_free(self);
    return status;
}

void sw_study_free(sw_study *self)
{
    sw_results_free(&self->memory);
    memset(self, 0, sizeof *self);
}

sw_file_kind sw_file_kind_of(const char *path)
{
    sw_h5_session session;
    sw_results memory = {0};
    sw_reader reader = {
        .path = path, .results = &memory, .file = -1, .texts = {.fd = -1}};
    const char *kind = "";
    if (sw_h5_begin(&session, path, 0, NULL) != SW_OK)
        return SW_FILE_OTHER;
    if (sw_reader_open(&reader) != SW_OK ||
        sw_h5_get_text(reader.file, "kind", &reader.texts, &kind) != 0)
        kind = "";
    const sw_file_kind is = strcmp(kind, "exploration") == 0         ? SW_FILE_STUDY
                            : strcmp(kind, SW_CALIBRATION_KIND) == 0 ? SW_FILE_POSTERIOR
                                                                     : SW_FILE_OTHER;
    sw_reader_close(&reader);
    sw_h5_leave(&session);
    sw_results_free(&memory);
    return is;
}
