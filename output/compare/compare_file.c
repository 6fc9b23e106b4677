/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison as HDF5: axes scenario (all files, the base first), comparison (all but the
 * base), outcome and rank. */
#include "compare_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grid_file.h"

enum { SCENARIO, COMPARISON, OUTCOME, RANK, N_AXES };
enum {
    N_RANK_DATASETS = 4,
    N_SCENARIO_LISTS = 7,
    N_OUTCOME_LISTS = 5,
    NUMBER_BYTES = 32
};
enum { N_DATASETS = SW_N_CONTRAST_ROWS + 2 + N_RANK_DATASETS };

/* Everything that has to live until the file is written. */
typedef struct material {
    const sw_comparison *comparison;
    const char **texts; /* all lists, one after the other */
    char (*numbers)[NUMBER_BYTES];
    double *values;
    sw_grid_dataset datasets[N_DATASETS];
    sw_grid_list scenario[N_SCENARIO_LISTS], outcome[N_OUTCOME_LISTS];
    sw_grid_axis axes[N_AXES];
} material;

static const char *there(const char *text)
{
    return text != NULL && text[0] != '\0' ? text : "-";
}

static const char *scenario_text(const material *m, int list, int k)
{
    const sw_compared *f = &m->comparison->files[k];
    const sw_results *r = &f->results;
    char(*number)[NUMBER_BYTES] = m->numbers + 2 * k;
    switch (list) {
    case 0:
        return f->label;
    case 1:
        return there(r->title);
    case 2:
        return there(r->title_ja);
    case 3:
        return there(r->digest);
    case 4:
        (void)snprintf(number[0], NUMBER_BYTES, "%llu", (unsigned long long)r->seed);
        return number[0];
    case 5:
        (void)snprintf(number[1], NUMBER_BYTES, "%u%s", (unsigned)r->n_replications,
                       r->incomplete ? " (incomplete)" : "");
        return number[1];
    default:
        return there(r->version);
    }
}

static const char *outcome_text(const material *m, int list, int o)
{
    const sw_comparison *c = m->comparison;
    const sw_outcome *outcome = &c->outcomes[o];
    char *number = m->numbers[2 * c->n_files + 2 * o];
    char *label = m->numbers[2 * c->n_files + 2 * o + 1];
    switch (list) {
    case 0:
        if (isnan(outcome->threshold))
            return outcome->name;
        (void)snprintf(label, NUMBER_BYTES, "%s_%g", outcome->name,
                       100 * outcome->threshold);
        return label;
    case 1:
        return outcome->en;
    case 2:
        return outcome->ja;
    case 3:
        return outcome->unit;
    default:
        if (isnan(outcome->threshold))
            return "-";
        (void)snprintf(number, NUMBER_BYTES, "%.15g", outcome->threshold);
        return number;
    }
}

static void make_axes(material *m)
{
    static const char *const scenario[] = {
        "",          "labels",       "labels_ja", "scenario_digest",
        "seed_text", "replications", "version"};
    static const char *const outcome[] = {"", "labels", "labels_ja", "outcome_units",
                                          "outcome_threshold"};
    const sw_comparison *c = m->comparison;
    const size_t n = (size_t)c->n_files, o = (size_t)c->n_outcomes;
    const char **next = m->texts;
    for (int i = 0; i < N_SCENARIO_LISTS; i++, next += n) {
        m->scenario[i] = (sw_grid_list){scenario[i], next};
        for (int k = 0; k < c->n_files; k++)
            next[k] = scenario_text(m, i, k);
    }
    for (int i = 0; i < N_OUTCOME_LISTS; i++, next += o) {
        m->outcome[i] = (sw_grid_list){outcome[i], next};
        for (int k = 0; k < c->n_outcomes; k++)
            next[k] = outcome_text(m, i, k);
    }
    m->axes[SCENARIO] = (sw_grid_axis){"scenario",
                                       "Scenario (the first is the base)",
                                       "シナリオ（最初が基準）",
                                       n,
                                       m->scenario[0].texts,
                                       m->scenario + 1,
                                       N_SCENARIO_LISTS - 1,
                                       NULL,
                                       0};
    m->axes[COMPARISON] = (sw_grid_axis){"comparison",
                                         "Scenario beside the base",
                                         "基準と比べるシナリオ",
                                         n - 1,
                                         m->scenario[0].texts + 1,
                                         NULL,
                                         0,
                                         NULL,
                                         0};
    m->axes[OUTCOME] = (sw_grid_axis){
        "outcome",      "What is compared",  "比較する項目", o, m->outcome[0].texts,
        m->outcome + 1, N_OUTCOME_LISTS - 1, NULL,           0};
    m->axes[RANK] = (sw_grid_axis){"rank",
                                   "Rank by the final rate (1: highest)",
                                   "最終年度の副業率の順位（1が最も高い）",
                                   n,
                                   NULL,
                                   NULL,
                                   0,
                                   NULL,
                                   0};
}

static int add_contrasts(material *m)
{
    static const signed char codes[SW_N_VERDICTS] = {0, 1, 2, 3, 4};
    const sw_comparison *c = m->comparison;
    const size_t rows = (size_t)(c->n_files - 1) * (size_t)c->n_outcomes;
    int n = 0;
    for (int i = 0; i < SW_N_CONTRAST_ROWS; i++) {
        const sw_contrast_row *row = &sw_contrast_rows[i];
        double *values = m->values + (size_t)i * rows;
        for (size_t k = 0; k < rows; k++)
            values[k] = sw_contrast_value(&c->contrasts[k], row);
        m->datasets[n++] =
            (sw_grid_dataset){{row->name,
                               row->is_flag ? SW_STORE_FLAG : SW_STORE_RATIO,
                               2,
                               {COMPARISON, OUTCOME, -1},
                               row->unit,
                               row->en,
                               row->ja,
                               row->is_flag ? "unknown same unclear lower higher" : NULL,
                               codes,
                               row->is_flag ? SW_N_VERDICTS : 0},
                              values,
                              NULL,
                              NULL};
    }
    return n;
}

/* paired, and how many pairs. */
static int add_pairing(material *m, int n)
{
    static const signed char codes[] = {0, 1};
    const sw_comparison *c = m->comparison;
    const size_t rows = (size_t)(c->n_files - 1);
    double *paired =
        m->values + (size_t)SW_N_CONTRAST_ROWS * rows * (size_t)c->n_outcomes;
    double *pairs = paired + rows;
    for (size_t k = 0; k < rows; k++) {
        paired[k] = !c->files[k + 1].unpaired;
        pairs[k] = c->files[k + 1].n_pairs;
    }
    m->datasets[n++] =
        (sw_grid_dataset){{"paired",
                           SW_STORE_FLAG,
                           1,
                           {COMPARISON, -1, -1},
                           "1",
                           "Whether the replications are the same futures as the base's",
                           "試行が基準と同じ将来の組になっているか",
                           "unpaired paired",
                           codes,
                           2},
                          paired,
                          NULL,
                          NULL};
    m->datasets[n++] = (sw_grid_dataset){{"pairs",
                                          SW_STORE_COUNT,
                                          1,
                                          {COMPARISON, -1, -1},
                                          "1",
                                          "Pairs of replications",
                                          "試行の組の数",
                                          NULL,
                                          NULL,
                                          0},
                                         pairs,
                                         NULL,
                                         NULL};
    return n;
}

static int add_ranks(material *m, int n)
{
    const sw_comparison *c = m->comparison;
    if (c->rank_probability == NULL)
        return n;
    m->datasets[n++] = (sw_grid_dataset){
        {"rank_probability",
         SW_STORE_RATIO,
         2,
         {SCENARIO, RANK, -1},
         "1",
         "Share of futures in which the scenario has the rank (ties share)",
         "その順位となる将来の割合（同順位は分け合う）",
         NULL,
         NULL,
         0},
        c->rank_probability,
        NULL,
        NULL};
    m->datasets[n++] =
        (sw_grid_dataset){{"best_low",
                           SW_STORE_RATIO,
                           1,
                           {SCENARIO, -1, -1},
                           "1",
                           "95 % interval (Wilson) of the share of rank 1: low end",
                           "最上位となる割合の95％区間（Wilson法）の下端",
                           NULL,
                           NULL,
                           0},
                          c->best_low,
                          NULL,
                          NULL};
    m->datasets[n++] =
        (sw_grid_dataset){{"best_high",
                           SW_STORE_RATIO,
                           1,
                           {SCENARIO, -1, -1},
                           "1",
                           "95 % interval (Wilson) of the share of rank 1: high end",
                           "最上位となる割合の95％区間（Wilson法）の上端",
                           NULL,
                           NULL,
                           0},
                          c->best_high,
                          NULL,
                          NULL};
    m->datasets[n++] = (sw_grid_dataset){{"mean_rank",
                                          SW_STORE_RATIO,
                                          1,
                                          {SCENARIO, -1, -1},
                                          "1",
                                          "Mean rank",
                                          "平均順位",
                                          NULL,
                                          NULL,
                                          0},
                                         c->mean_rank,
                                         NULL,
                                         NULL};
    return n;
}

int sw_comparison_write(const sw_comparison *self, const char *path, int replace,
                        sw_diagnostics *diagnostics)
{
    static const sw_grid_text texts[] = {
        {"kind", "comparison"},
        {"title", "Scenarios beside a base"},
        {"title_ja", "基準とシナリオの比較"},
        {"method",
         "means: paired t, or Welch; probabilities: Newcombe (1998), method 10; "
         "several scenarios: Bonferroni, Holm"},
        {"version", SIDEWORK_VERSION}};
    const size_t n = (size_t)self->n_files, o = (size_t)self->n_outcomes;
    int status = SW_OK;
    material *m = calloc(1, sizeof *m);
    if (m == NULL)
        return sw_comparison_no_memory(diagnostics);
    m->comparison = self;
    m->texts = malloc((N_SCENARIO_LISTS * n + N_OUTCOME_LISTS * o) * sizeof *m->texts);
    m->numbers = malloc((2 * n + 2 * o) * sizeof *m->numbers);
    m->values = malloc((n - 1) * (SW_N_CONTRAST_ROWS * o + 2) * sizeof *m->values);
    if (m->texts == NULL || m->numbers == NULL || m->values == NULL) {
        status = sw_comparison_no_memory(diagnostics);
    } else {
        make_axes(m);
        const int n_datasets = add_ranks(m, add_pairing(m, add_contrasts(m)));
        const sw_grid grid = {m->axes,     self->rank_probability ? N_AXES : N_AXES - 1,
                              m->datasets, n_datasets,
                              texts,       sizeof texts / sizeof texts[0]};
        status = sw_grid_write(&grid, path, replace, diagnostics);
    }
    free(m->texts);
    free(m->numbers);
    free(m->values);
    free(m);
    return status;
}
