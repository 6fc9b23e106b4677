/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters as HDF5: the exploration of the points, and beside it effects or indices. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "findings_file.h"
#include "matters_parts.h"

enum {
    MEASURE = SW_FINDINGS_AXES,
    GROUP,
    OTHER_GROUP,
    N_EXTRA_AXES = 3,
    N_EXTRA_TEXTS = 2
};

/* What has to live until the file is written. */
typedef struct material {
    const sw_matters *m;
    sw_matters_columns columns;
    sw_grid_axis axes[N_EXTRA_AXES];
    sw_grid_dataset datasets[SW_MATTERS_COLUMNS];
    sw_grid_list measure_lists[2], group_lists[2];
    const char *measure[SW_MATTERS_OUTCOMES], *measure_en[SW_MATTERS_OUTCOMES],
        *measure_ja[SW_MATTERS_OUTCOMES];
    char names[2][SW_MATTERS_OUTCOMES][SW_MATTER_NAME_BYTES];
    char (*groups)[2][SW_MATTER_NAME_BYTES]; /* [n_groups][language] */
    const char **group_en, **group_ja;       /* [n_groups] */
    double *u;                               /* [points * policies][n_factors] */
    char highest[32];
} material;

static int allocate(material *k)
{
    const sw_matters_plan *plan = k->m->plan;
    const size_t n = (size_t)plan->factors.n_groups;
    const size_t points = plan->points.n * (size_t)plan->points.k;
    k->groups = malloc(n * sizeof *k->groups);
    k->group_en = malloc(n * sizeof *k->group_en);
    k->group_ja = malloc(n * sizeof *k->group_ja);
    k->u = malloc((points * (size_t)plan->policies + 1) * sizeof *k->u);
    if (!k->groups || !k->group_en || !k->group_ja || !k->u)
        return SW_MEMORY;
    for (int q = 0; q < plan->policies; q++)
        memcpy(k->u + (size_t)q * points, plan->points.at, points * sizeof *k->u);
    return sw_matters_columns_make(&k->columns, k->m);
}

static void make_axes(material *k)
{
    const sw_matters_plan *plan = k->m->plan;
    const size_t n = (size_t)plan->factors.n_groups;
    for (int o = 0; o < k->m->n_outcomes; o++) {
        const sw_matter *x = &k->m->outcomes[o];
        sw_matter_name(k->m, x, SW_ENGLISH, k->names[0][o]);
        sw_matter_name(k->m, x, SW_JAPANESE, k->names[1][o]);
        k->measure[o] = sw_design_outcome_names[x->outcome];
        k->measure_en[o] = k->names[0][o];
        k->measure_ja[o] = k->names[1][o];
    }
    for (size_t g = 0; g < n; g++) {
        sw_matters_group(k->m, (int)g, SW_ENGLISH, k->groups[g][0]);
        sw_matters_group(k->m, (int)g, SW_JAPANESE, k->groups[g][1]);
        k->group_en[g] = k->groups[g][0];
        k->group_ja[g] = k->groups[g][1];
    }
    k->measure_lists[0] = (sw_grid_list){"labels_en", k->measure_en};
    k->measure_lists[1] = (sw_grid_list){"labels_ja", k->measure_ja};
    k->group_lists[0] = (sw_grid_list){"labels_en", k->group_en};
    k->group_lists[1] = (sw_grid_list){"labels_ja", k->group_ja};
    k->axes[0] = (sw_grid_axis){.name = "measure",
                                .en = "Outcome whose variance is shared out",
                                .ja = "分散を分ける結果",
                                .size = (size_t)k->m->n_outcomes,
                                .labels = k->measure,
                                .lists = k->measure_lists,
                                .n_lists = 2};
    k->axes[1] = (sw_grid_axis){.name = "group",
                                .en = "Factor, or group of factors",
                                .ja = "因子、または因子の群",
                                .size = n,
                                .labels = plan->names,
                                .lists = k->group_lists,
                                .n_lists = 2};
    k->axes[2] = k->axes[1];
    k->axes[2].name = "other_group";
    k->axes[2].en = "The other of two factors or groups";
    k->axes[2].ja = "組のもう一方";
}

static void make_datasets(material *k)
{
    for (int i = 0; i < k->columns.n; i++) {
        const sw_matters_column *c = &k->columns.at[i];
        const int rank = c->shape == SW_MATTERS_OF_OUTCOME ? 1
                         : c->shape == SW_MATTERS_OF_GROUP ? 2
                                                           : 3;
        k->datasets[i] =
            (sw_grid_dataset){.dataset = {.name = c->name,
                                          .storage = SW_STORE_RATIO,
                                          .rank = rank,
                                          .axis = {MEASURE, GROUP, OTHER_GROUP},
                                          .unit = c->unit,
                                          .en = c->en,
                                          .ja = c->ja},
                              .values = c->values};
    }
}

static int write_all(material *k, const char *path, int replace,
                     sw_diagnostics *diagnostics)
{
    sw_findings findings = {0};
    (void)snprintf(k->highest, sizeof k->highest, "%.17g", k->m->highest_rate);
    const sw_grid_text texts[N_EXTRA_TEXTS] = {{"analysis", "sensitivity"},
                                               {"highest_rate", k->highest}};
    const sw_findings_extra extra = {k->axes,      N_EXTRA_AXES, k->datasets,
                                     k->columns.n, texts,        N_EXTRA_TEXTS};
    int status = sw_findings_make(&findings, k->m->plan->design, k->u, k->m->exploration,
                                  diagnostics);
    if (!status)
        status = sw_findings_write_with(&findings, &extra, path, replace, diagnostics);
    sw_findings_free(&findings);
    return status;
}

int sw_matters_write(const sw_matters *self, const char *path, int replace,
                     sw_diagnostics *diagnostics)
{
    material *k = calloc(1, sizeof *k);
    int status = SW_MEMORY;
    if (k) {
        k->m = self;
        status = allocate(k);
    }
    if (!status) {
        make_axes(k);
        make_datasets(k);
        status = write_all(k, path, replace, diagnostics);
    } else {
        sw_fail(diagnostics, status, "%s: no memory to write it",
                "%s: 書き込むためのメモリを確保できません", path);
    }
    if (k) {
        sw_matters_columns_free(&k->columns);
        free(k->groups);
        free(k->group_en);
        free(k->group_ja);
        free(k->u);
    }
    free(k);
    return status;
}
