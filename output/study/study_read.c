/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See study.h: digest first, then only datasets we know, of the shapes that their axes say. */
#include <sidework/study.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <sidework/overview.h>

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

/* What a dataset lies over. */
typedef enum shape { OF_POINT, OF_MEASURE, OF_GROUP } shape;
static const struct {
    const char *axes;
    int rank, axis[2];
} shapes[] = {{"point", 1, {POINT, 0}},
              {"measure", 1, {MEASURE, 0}},
              {"measure group", 2, {MEASURE, GROUP}}};

/* A dataset and the member it fills. */
typedef struct row {
    const char *name;
    shape over;
    size_t member;
} row;

#define COLUMN(name, over, column)                                                       \
    {name, over, offsetof(sw_study, column.value)},                                      \
        {name "_low", over, offsetof(sw_study, column.low)},                             \
    {                                                                                    \
        name "_high", over, offsetof(sw_study, column.high)                              \
    }

static const row rows[] = {
    COLUMN("mu_star", OF_GROUP, mu_star),
    COLUMN("total_index", OF_GROUP, total),
    COLUMN("first_index", OF_GROUP, first),
    COLUMN("chance_share", OF_MEASURE, chance),
    COLUMN("outcome", OF_POINT, result),
    {"effect_noise", OF_GROUP, offsetof(sw_study, noise)},
    {"beyond_chance", OF_GROUP, offsetof(sw_study, beyond)},
    {"variation", OF_MEASURE, offsetof(sw_study, variation)},
    {"final_rate_median", OF_POINT, offsetof(sw_study, final_rate.value)},
    {"final_rate_q05", OF_POINT, offsetof(sw_study, final_rate.low)},
    {"final_rate_q95", OF_POINT, offsetof(sw_study, final_rate.high)},
    {"failed", OF_POINT, offsetof(sw_study, failed)}};

static int read_root(study_reader *self)
{
    sw_study *s = self->to;
    const char *kind, *incomplete;
    const sw_root_text texts[] = {{"title", &s->title},
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
    int status = sw_reader_text(&self->reader, "kind", &kind);
    if (!status && !sw_is_study_kind(kind))
        status = sw_reader_refuse(&self->reader, "kind",
                                  "this is no exploration; `sidework explore` and "
                                  "`sidework sensitivity` make them",
                                  "探索の結果ではありません（sidework explore または "
                                  "sidework sensitivity が作ります）");
    if (!status)
        status = sw_reader_root_texts(&self->reader, texts, sizeof texts / sizeof *texts);
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

/* Labels of an axis with its texts in both languages. */
static int read_labels(study_reader *self, const sw_entry *e, const char *const **labels,
                       const char *const *texts[2])
{
    if (e->offset == HADDR_UNDEF)
        return sw_reader_odd(&self->reader, e->name);
    int status = sw_reader_labels(&self->reader, e, labels);
    if (!status)
        status = sw_reader_list(&self->reader, e, "labels_en", &texts[0]);
    return status ? status : sw_reader_list(&self->reader, e, "labels_ja", &texts[1]);
}

static int take_axis(void *context, const sw_entry *e)
{
    study_reader *self = context;
    sw_study *s = self->to;
    const int axis = axis_of(e->name);
    if (axis < 0)
        return SW_OK;
    if (e->rank != 1 || e->size[0] < 1 || e->size[0] > most[axis] ||
        self->size[axis] != 0)
        return sw_reader_odd(&self->reader, e->name);
    self->size[axis] = (size_t)e->size[0];
    if (axis == MEASURE)
        return read_labels(self, e, &s->measures, s->measure_texts);
    return axis == GROUP ? read_labels(self, e, &s->groups, s->group_texts) : SW_OK;
}

static int read_numbers(study_reader *self, const sw_entry *e, shape over, double **out)
{
    const size_t size[2] = {self->size[shapes[over].axis[0]],
                            self->size[shapes[over].axis[1]]};
    if (strcmp(e->axes, shapes[over].axes) != 0)
        return sw_reader_odd(&self->reader, e->name);
    return sw_reader_numbers(&self->reader, e, shapes[over].rank, size, out);
}

/* A key of the scenario over the points. */
static int read_factor(study_reader *self, const sw_entry *e)
{
    sw_study *s = self->to;
    if (s->n_factors == SW_STUDY_FACTORS || e->rank != 1 ||
        e->size[0] != self->size[POINT])
        return sw_reader_odd(&self->reader, e->name);
    sw_study_factor *x = &s->factors[s->n_factors++];
    x->path = sw_results_duplicate(&s->memory, e->name);
    if (x->path == NULL)
        return sw_reader_memory(&self->reader);
    const int status = sw_reader_describe(&self->reader, e, &x->unit, &x->en, &x->ja);
    if (status)
        return status;
    return e->offset != HADDR_UNDEF ? sw_reader_labels(&self->reader, e, &x->words)
                                    : read_numbers(self, e, OF_POINT, &x->numbers);
}

/* What stands over the axes, once they are known. */
static int take(void *context, const sw_entry *e)
{
    study_reader *self = context;
    sw_study *s = self->to;
    if (strcmp(e->axes, "point") == 0 && strchr(e->name, '.') != NULL)
        return read_factor(self, e);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double *values = NULL;
        if (strcmp(e->name, rows[i].name) != 0)
            continue;
        const int status = read_numbers(self, e, rows[i].over, &values);
        memcpy((char *)s + rows[i].member, &values, sizeof values);
        if (status || strcmp(e->name, "outcome") != 0)
            return status;
        return sw_reader_describe(&self->reader, e, NULL, &s->outcome_en, &s->outcome_ja);
    }
    return SW_OK;
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
    int status = read_root(self);
    if (!status)
        status = sw_reader_each(&self->reader, take_axis, self);
    if (!status)
        status = sw_reader_each(&self->reader, take, self);
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
    study_reader r = {.to = self};
    int status = sw_reader_open(&r.reader, path, &self->memory, diagnostics);
    if (!status)
        status = read_all(&r);
    sw_reader_close(&r.reader);
    if (status)
        sw_study_free(self);
    return status;
}

void sw_study_free(sw_study *self)
{
    sw_results_free(&self->memory);
    memset(self, 0, sizeof *self);
}

int sw_is_study_kind(const char *kind)
{
    return strcmp(kind, "exploration") == 0 || strcmp(kind, "sensitivity") == 0;
}

sw_file_kind sw_file_kind_of(const char *path)
{
    char kind[SW_KIND_BYTES];
    (void)sw_overview_kind(path, kind, NULL);
    return sw_is_study_kind(kind)                   ? SW_FILE_STUDY
           : strcmp(kind, SW_CALIBRATION_KIND) == 0 ? SW_FILE_POSTERIOR
                                                    : SW_FILE_OTHER;
}
